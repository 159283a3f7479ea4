//! The keys of our own issuer: made on the first start, and changed while the
//! servers that use them are running.

mod file;
mod ring;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};

use self::file::Stamp;
pub(super) use self::ring::Ring;
pub use self::{
    file::KeysError,
    ring::{CACHE_LIFE, KeyState, LONGEST_LIFE},
};

/// How often a running server looks whether the file has changed.
const LOOKS_EVERY: Duration = Duration::from_secs(1);

/// The keys of a server.
pub struct Keys {
    path: Option<PathBuf>,
    known: RwLock<Known>,
}

struct Known {
    ring: Arc<Ring>,
    stamp: Option<Stamp>,
    looked: Instant,
}

/// A key as `keys list` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedKey {
    /// The `kid` of its tokens.
    pub id: String,
    /// What it does.
    pub state: KeyState,
}

impl Keys {
    /// Opens the file of the keys; whoever comes first makes it.
    pub fn open(path: &Path, now: DateTime<Utc>) -> Result<Self, KeysError> {
        make_unless_there(path, now)?;
        let stamp = file::stamp(path).ok().flatten();
        let ring = file::read(path)?;
        Ok(Self::over(Some(path.to_owned()), ring, stamp))
    }

    /// One key (PKCS #8) that somebody else keeps, and that never changes.
    pub fn only(private_key: &[u8], now: DateTime<Utc>) -> Result<Self, KeysError> {
        let ring = Ring::only(private_key, now);
        let ring = ring.ok_or_else(|| KeysError("This is no key for Ed25519.".to_owned()))?;
        Ok(Self::over(None, ring, None))
    }

    fn over(path: Option<PathBuf>, ring: Ring, stamp: Option<Stamp>) -> Self {
        let known = Known {
            ring: Arc::new(ring),
            stamp,
            looked: Instant::now(),
        };
        Self {
            path,
            known: RwLock::new(known),
        }
    }

    /// The keys as the file has them now, or had them a second ago.
    pub(super) fn ring(&self) -> Arc<Ring> {
        if let Some(path) = &self.path
            && self.read().looked.elapsed() >= LOOKS_EVERY
        {
            self.look_again(path);
        }
        Arc::clone(&self.read().ring)
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keys that cannot be read do not end those that are known.
    fn look_again(&self, path: &Path) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.looked.elapsed() < LOOKS_EVERY {
            return;
        }
        known.looked = Instant::now();
        let stamp = match file::stamp(path) {
            Ok(stamp) if stamp != known.stamp => stamp,
            _ => return,
        };
        match file::read(path) {
            Ok(ring) => {
                known.ring = Arc::new(ring);
                known.stamp = stamp;
                tracing::info!("the keys have changed");
            }
            Err(error) => tracing::warn!(%error, "the keys have changed and cannot be read"),
        }
    }

    /// Every key with what it does.
    pub fn list(&self, now: DateTime<Utc>) -> Vec<ListedKey> {
        let listed = |(key, state): (&ring::Key, KeyState)| ListedKey {
            id: key.id().to_owned(),
            state,
        };
        self.ring().states(now).map(listed).collect()
    }
}

fn make_unless_there(path: &Path, now: DateTime<Utc>) -> Result<(), KeysError> {
    if path.exists() {
        return Ok(());
    }
    file::alone(path, || {
        if path.exists() {
            return Ok(());
        }
        file::write(path, &make(now)?)
    })
}

fn make(now: DateTime<Utc>) -> Result<Ring, KeysError> {
    Ring::make(now).ok_or_else(no_randomness)
}

fn no_randomness() -> KeysError {
    KeysError("No key can be made: the system gives no random numbers.".to_owned())
}

/// Puts a new key beside those of the file. It signs as soon as everybody who
/// keeps our published keys has had the time to fetch it.
pub fn rotate(path: &Path, now: DateTime<Utc>) -> Result<(), KeysError> {
    file::alone(path, || {
        let rotated = file::read(path)?.rotated(now).ok_or_else(|| {
            let sentence = "There is a new key already, and it does not sign yet; \
                            see: learning-cities keys list";
            KeysError(sentence.to_owned())
        })?;
        file::write(path, &rotated)
    })
}

/// Puts one new key in the place of all. Every token so far becomes worthless.
pub fn replace(path: &Path, now: DateTime<Utc>) -> Result<(), KeysError> {
    file::alone(path, || file::write(path, &make(now)?))
}
