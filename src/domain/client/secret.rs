//! The secrets of clients: made at random, shown once, kept as a hash.

use std::fmt;

use aws_lc_rs::{constant_time, rand};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::domain::error::{Error, Result};

/// What every secret begins with, so that one that has leaked can be found.
const PREFIX: &str = "lcs_";

/// A secret of 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// What is kept of a secret.
///
/// A plain hash is enough: nobody can try 2^256 secrets, however fast it is. A
/// slow one, as passwords need, would only let others keep this server busy.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretHash(String);

impl Secret {
    /// A new one.
    pub fn make() -> Result<Self> {
        let mut bytes = [0; 32];
        rand::fill(&mut bytes).map_err(|_| Error::input("The system gives no random numbers."))?;
        Ok(Self(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))))
    }

    /// The secret itself, to be shown once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    #[must_use]
    pub fn hash(&self) -> SecretHash {
        SecretHash::of(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(***)")
    }
}

impl SecretHash {
    /// The hash of what somebody sent.
    #[must_use]
    pub fn of(secret: &str) -> Self {
        Self(format!("{:x}", Sha256::digest(secret)))
    }

    /// As the table has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the hash of the same secret; takes as long either way.
    #[must_use]
    pub fn is(&self, stored: &str) -> bool {
        let (sent, stored) = (self.0.as_bytes(), stored.as_bytes());
        constant_time::verify_slices_are_equal(sent, stored).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_known_by_its_hash_and_shows_itself_to_nobody() {
        let secret = Secret::make().unwrap();
        assert!(SecretHash::of(secret.reveal()).is(secret.hash().as_str()));
        assert!(!SecretHash::of("lcs_").is(secret.hash().as_str()));
        assert_eq!(format!("{secret:?}"), "Secret(***)");
        assert_eq!(secret.reveal().len(), 4 + 43);
    }
}
