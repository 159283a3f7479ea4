//! The file of the keys, which nobody but its owner can read.

use std::{
    fmt, fs,
    io::{self, Write},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::ring::{Ring, StoredKey};
use crate::private;

/// Why the keys cannot be used, as one sentence.
#[derive(Debug)]
pub struct KeysError(pub(super) String);

impl fmt::Display for KeysError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for KeysError {}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    keys: Vec<StoredKey>,
}

/// What changes when a file is written anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    inode: u64,
    seconds: i64,
    nanoseconds: i64,
}

/// When the file was last written; nothing when there is none.
pub(super) fn stamp(path: &Path) -> io::Result<Option<Stamp>> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(Some(Stamp {
            inode: metadata.ino(),
            seconds: metadata.mtime(),
            nanoseconds: metadata.mtime_nsec(),
        })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads the keys, unless others could have read them too.
pub(super) fn read(path: &Path) -> Result<Ring, KeysError> {
    let mode = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if mode.permissions().mode() & 0o077 != 0 {
        let path = path.display();
        return Err(KeysError(format!(
            "The file of the keys {path} is open to others; close it with: chmod 600 {path}"
        )));
    }
    let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    let stored: Option<Stored> = serde_json::from_str(&text).ok();
    let ring = stored.and_then(|stored| Ring::load(stored.keys));
    ring.ok_or_else(|| {
        let path = path.display();
        KeysError(format!(
            "The file {path} does not hold keys of this server."
        ))
    })
}

fn unreadable(path: &Path, error: &io::Error) -> KeysError {
    let path = path.display();
    KeysError(format!(
        "The file of the keys {path} cannot be read: {error}."
    ))
}

/// Does something to the file while no other process does.
pub(super) fn alone<T>(
    path: &Path,
    work: impl FnOnce() -> Result<T, KeysError>,
) -> Result<T, KeysError> {
    let lock = private::open(&beside(path, "lock"));
    let lock = lock.and_then(|lock| lock.lock().map(|()| lock));
    let lock = lock.map_err(|error| unwritable(path, &error))?;
    let done = work();
    drop(lock);
    done
}

/// Puts the keys in the place of those that are there. Whoever reads meanwhile
/// gets the old or the new file, whole.
pub(super) fn write(path: &Path, ring: &Ring) -> Result<(), KeysError> {
    let new = beside(path, "new");
    let stored = Stored {
        keys: ring.stored(),
    };
    let written = serde_json::to_string_pretty(&stored)
        .map_err(io::Error::from)
        .and_then(|text| {
            let mut file = private::create(&new)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&new, path)
        });
    written.map_err(|error| unwritable(path, &error))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn unwritable(path: &Path, error: &io::Error) -> KeysError {
    let path = path.display();
    KeysError(format!(
        "The file of the keys {path} cannot be written: {error}."
    ))
}
