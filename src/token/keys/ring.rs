//! The keys of our own issuer, and when each of them does what.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::DecodingKey;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// How long others may keep our published keys before they ask again.
pub const CACHE_LIFE: TimeDelta = TimeDelta::minutes(5);

/// The longest that a token of ours can be valid.
pub const LONGEST_LIFE: TimeDelta = TimeDelta::hours(1);

/// A key as the file has it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredKey {
    made_at: DateTime<Utc>,
    signs_from: DateTime<Utc>,
    /// PKCS #8, in base64url. Secret.
    private_key: String,
}

/// A key pair for Ed25519.
pub(in crate::token) struct Key {
    id: String,
    stored: StoredKey,
    pair: Ed25519KeyPair,
    public: DecodingKey,
}

/// What a key does at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// Published, so that others know it by the time it signs.
    Next {
        /// When it begins to sign.
        signs_from: DateTime<Utc>,
    },
    /// New tokens are signed by it.
    Signing,
    /// Its last tokens are still valid.
    Retiring {
        /// When it goes.
        ends: DateTime<Utc>,
    },
    /// Nothing that it signed is taken.
    Ended,
}

/// All our keys, in the order in which they sign. There is always one.
pub(in crate::token) struct Ring(Vec<Key>);

impl StoredKey {
    fn new(private_key: &[u8], made_at: DateTime<Utc>, signs_from: DateTime<Utc>) -> Self {
        Self {
            made_at,
            signs_from,
            private_key: URL_SAFE_NO_PAD.encode(private_key),
        }
    }
}

impl Key {
    /// Makes a new key.
    pub(super) fn make(made_at: DateTime<Utc>, signs_from: DateTime<Utc>) -> Option<Self> {
        let pair = Ed25519KeyPair::generate().ok()?;
        let private_key = pair.to_pkcs8v1().ok()?;
        Self::load(StoredKey::new(private_key.as_ref(), made_at, signs_from))
    }

    /// Understands a key of the file.
    pub(super) fn load(stored: StoredKey) -> Option<Self> {
        let private_key = URL_SAFE_NO_PAD.decode(&stored.private_key).ok()?;
        let pair = Ed25519KeyPair::from_pkcs8(&private_key).ok()?;
        let public = pair.public_key().as_ref();
        Some(Self {
            id: thumbprint(&URL_SAFE_NO_PAD.encode(public)),
            public: DecodingKey::from_ed_der(public),
            stored,
            pair,
        })
    }

    /// Its name in headers of tokens: its thumbprint (RFC 7638).
    pub(in crate::token) fn id(&self) -> &str {
        &self.id
    }

    pub(in crate::token) fn public(&self) -> &DecodingKey {
        &self.public
    }

    pub(in crate::token) fn sign(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.pair.sign(text.as_bytes()))
    }

    /// As others fetch it (RFC 8037).
    fn published(&self) -> Value {
        json!({
            "kty": "OKP",
            "crv": "Ed25519",
            "x": URL_SAFE_NO_PAD.encode(self.pair.public_key()),
            "kid": self.id,
            "alg": "EdDSA",
            "use": "sig",
        })
    }
}

fn thumbprint(x: &str) -> String {
    let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(Sha256::digest(members))
}

impl Ring {
    /// One new key that signs at once.
    pub(super) fn make(now: DateTime<Utc>) -> Option<Self> {
        Some(Self(vec![Key::make(now, now)?]))
    }

    /// This key alone, signing at once.
    pub(super) fn only(private_key: &[u8], now: DateTime<Utc>) -> Option<Self> {
        Self::load(vec![StoredKey::new(private_key, now, now)])
    }

    /// The keys of a file.
    pub(super) fn load(stored: Vec<StoredKey>) -> Option<Self> {
        let mut keys: Vec<Key> = stored.into_iter().map(Key::load).collect::<Option<_>>()?;
        keys.sort_by_key(|key| key.stored.signs_from);
        (!keys.is_empty()).then_some(Self(keys))
    }

    pub(super) fn stored(&self) -> Vec<StoredKey> {
        self.0.iter().map(|key| key.stored.clone()).collect()
    }

    /// Adds a key that signs as soon as everybody knows it, and leaves out those
    /// that have ended. Nothing when a key is already waiting for its turn.
    pub(super) fn rotated(self, now: DateTime<Utc>) -> Option<Self> {
        if self
            .states(now)
            .any(|(_, state)| matches!(state, KeyState::Next { .. }))
        {
            return None;
        }
        let ended: Vec<bool> = self
            .states(now)
            .map(|(_, state)| state == KeyState::Ended)
            .collect();
        let mut keys: Vec<Key> = self
            .0
            .into_iter()
            .zip(ended)
            .filter_map(|(key, has_ended)| (!has_ended).then_some(key))
            .collect();
        keys.push(Key::make(now, now + CACHE_LIFE)?);
        Some(Self(keys))
    }

    /// The key that signs now.
    pub(in crate::token) fn signing(&self, now: DateTime<Utc>) -> &Key {
        let begun = self.0.iter().rev().find(|key| key.stored.signs_from <= now);
        begun.unwrap_or(&self.0[0])
    }

    /// The key of this name, as long as its tokens are taken.
    pub(in crate::token) fn find(&self, id: &str, now: DateTime<Utc>) -> Option<&Key> {
        self.living(now).find(|key| key.id == id)
    }

    /// The keys whose tokens are taken, as a JSON Web Key Set (RFC 7517).
    pub(in crate::token) fn published(&self, now: DateTime<Utc>) -> Value {
        let keys: Vec<Value> = self.living(now).map(Key::published).collect();
        json!({ "keys": keys })
    }

    fn living(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Key> {
        self.states(now)
            .filter(|(_, state)| *state != KeyState::Ended)
            .map(|(key, _)| key)
    }

    /// What each key does at this moment.
    pub(super) fn states(&self, now: DateTime<Utc>) -> impl Iterator<Item = (&Key, KeyState)> {
        let signing = self.signing(now).id();
        let successors = self.0.iter().skip(1).map(Some).chain([None]);
        self.0.iter().zip(successors).map(move |(key, successor)| {
            let ends = successor.map(|successor| successor.stored.signs_from + LONGEST_LIFE);
            let state = match ends {
                _ if key.id == signing => KeyState::Signing,
                Some(ends) if ends <= now => KeyState::Ended,
                Some(ends) if key.stored.signs_from <= now => KeyState::Retiring { ends },
                _ => KeyState::Next {
                    signs_from: key.stored.signs_from,
                },
            };
            (key, state)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn states(ring: &Ring, minutes: i64) -> Vec<KeyState> {
        ring.states(at(minutes)).map(|(_, state)| state).collect()
    }

    #[test]
    fn a_new_key_is_known_before_it_signs_and_an_old_one_outlives_its_tokens() {
        let ring = Ring::make(at(0)).unwrap().rotated(at(10)).unwrap();
        let next = KeyState::Next { signs_from: at(15) };
        let retiring = KeyState::Retiring { ends: at(75) };

        assert_eq!(states(&ring, 10), [KeyState::Signing, next]);
        assert_eq!(states(&ring, 15), [retiring, KeyState::Signing]);
        assert_eq!(states(&ring, 75), [KeyState::Ended, KeyState::Signing]);
    }

    #[test]
    fn a_key_that_waits_for_its_turn_is_not_overtaken() {
        let ring = Ring::make(at(0)).unwrap().rotated(at(10)).unwrap();
        assert!(ring.rotated(at(12)).is_none());
    }

    #[test]
    fn keys_that_have_ended_are_left_out() {
        let ring = Ring::make(at(0)).unwrap().rotated(at(0)).unwrap();
        let ring = ring.rotated(at(100)).unwrap();
        assert_eq!(ring.0.len(), 2);
    }

    #[test]
    fn only_public_halves_are_published() {
        let ring = Ring::make(at(0)).unwrap();
        let text = ring.published(at(0)).to_string();
        assert!(!text.contains(&ring.0[0].stored.private_key), "{text}");
        assert!(text.contains(ring.0[0].id()));
    }
}
