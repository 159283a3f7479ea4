//! The published keys of an issuer (RFC 7517), as far as they are of use.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::Value;

use crate::config::SigningAlgorithm;

/// The keys that may check a signature.
#[derive(Default)]
pub(super) struct KeySet(Vec<PublicKey>);

struct PublicKey {
    id: Option<String>,
    algorithms: Vec<Algorithm>,
    key: DecodingKey,
}

/// As tokens and keys name an algorithm. RFC 9864 has a second name for `EdDSA`
/// with the one curve that we take.
pub(super) fn names(algorithm: SigningAlgorithm) -> &'static [&'static str] {
    match algorithm {
        SigningAlgorithm::EdDsa => &["EdDSA", "Ed25519"],
        SigningAlgorithm::Es256 => &["ES256"],
        SigningAlgorithm::Rs256 => &["RS256"],
        SigningAlgorithm::Ps256 => &["PS256"],
        SigningAlgorithm::Hs256 => &["HS256"],
    }
}

pub(super) fn algorithm(algorithm: SigningAlgorithm) -> Algorithm {
    match algorithm {
        SigningAlgorithm::EdDsa => Algorithm::EdDSA,
        SigningAlgorithm::Es256 => Algorithm::ES256,
        SigningAlgorithm::Rs256 => Algorithm::RS256,
        SigningAlgorithm::Ps256 => Algorithm::PS256,
        SigningAlgorithm::Hs256 => Algorithm::HS256,
    }
}

impl KeySet {
    /// Reads the keys that fit one of the algorithms, and leaves the others out:
    /// an issuer may publish keys for encryption, or of kinds that we do not take.
    pub(super) fn read(document: &Value, pinned: &[SigningAlgorithm]) -> Option<Self> {
        let keys = document.get("keys")?.as_array()?;
        let keys = keys.iter().filter_map(|key| public_key(key, pinned));
        Some(Self(keys.collect()))
    }

    /// The key of this name. A token without a name is checked by the only key
    /// that fits, when there is only one.
    pub(super) fn find(&self, id: Option<&str>, algorithm: Algorithm) -> Option<&DecodingKey> {
        let mut fitting = self.0.iter().filter(|key| {
            key.algorithms.contains(&algorithm) && (id.is_none() || key.id.as_deref() == id)
        });
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => Some(&key.key),
            _ => None,
        }
    }
}

fn public_key(key: &Value, pinned: &[SigningAlgorithm]) -> Option<PublicKey> {
    let text = |name: &str| key.get(name).and_then(Value::as_str);
    let is_for_signatures = match (key.get("use"), key.get("key_ops")) {
        (Some(usage), _) => usage == "sig",
        (None, Some(uses)) => uses.as_array()?.iter().any(|one| one == "verify"),
        (None, None) => true,
    };
    let named = key.get("alg");
    let fitting = pinned.iter().copied().filter(|algorithm| {
        let is_named = |alg: &Value| names(*algorithm).iter().any(|name| alg == name);
        named.is_none_or(is_named) && is_of_kind(key, *algorithm)
    });
    let algorithms: Vec<_> = fitting.map(algorithm).collect();
    if !is_for_signatures || algorithms.is_empty() {
        return None;
    }
    let read = match text("kty")? {
        "OKP" if length(text("x")?) == Some(32) => DecodingKey::from_ed_components(text("x")?),
        "EC" if [text("x")?, text("y")?].map(length) == [Some(32); 2] => {
            DecodingKey::from_ec_components(text("x")?, text("y")?)
        }
        "RSA" if length(text("n")?)? >= 256 => {
            DecodingKey::from_rsa_components(text("n")?, text("e")?)
        }
        _ => return None,
    };
    Some(PublicKey {
        id: text("kid").map(str::to_owned),
        algorithms,
        key: read.ok()?,
    })
}

/// Whether a key is of the kind that an algorithm needs. A secret never is: who
/// publishes one has none.
fn is_of_kind(key: &Value, algorithm: SigningAlgorithm) -> bool {
    let is = |name: &str, value: &str| key.get(name).is_some_and(|found| found == value);
    match algorithm {
        SigningAlgorithm::EdDsa => is("kty", "OKP") && is("crv", "Ed25519"),
        SigningAlgorithm::Es256 => is("kty", "EC") && is("crv", "P-256"),
        SigningAlgorithm::Rs256 | SigningAlgorithm::Ps256 => is("kty", "RSA"),
        SigningAlgorithm::Hs256 => false,
    }
}

/// Bytes in a number or a point.
fn length(text: &str) -> Option<usize> {
    Some(URL_SAFE_NO_PAD.decode(text).ok()?.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn is_taken(key: &Value, pinned: SigningAlgorithm) -> bool {
        let set = KeySet::read(&json!({ "keys": [key] }), &[pinned]).unwrap();
        set.find(Some("a"), algorithm(pinned)).is_some()
    }

    fn okp(changes: &[(&str, Value)]) -> Value {
        let x = URL_SAFE_NO_PAD.encode([7; 32]);
        let mut key = json!({ "kty": "OKP", "crv": "Ed25519", "x": x, "kid": "a" });
        for (name, value) in changes {
            key[*name] = value.clone();
        }
        key
    }

    #[test]
    fn a_key_is_taken_for_what_it_is_made_for() {
        let eddsa = SigningAlgorithm::EdDsa;
        for (change, wanted) in [
            (("kid", json!("a")), true),
            (("use", json!("sig")), true),
            (("alg", json!("Ed25519")), true),
            (("key_ops", json!(["verify"])), true),
            (("use", json!("enc")), false),
            (("alg", json!("ES256")), false),
            (("alg", json!(7)), false),
            (("key_ops", json!(["sign"])), false),
            (("crv", json!("X25519")), false),
            (("kty", json!("EC")), false),
            (("x", json!("AAAA")), false),
            (("kid", json!("b")), false),
        ] {
            assert_eq!(
                is_taken(&okp(&[change.clone()]), eddsa),
                wanted,
                "{change:?}"
            );
        }
        assert!(!is_taken(&okp(&[]), SigningAlgorithm::Es256));
    }

    #[test]
    fn a_published_secret_is_none() {
        let secret = json!({ "kty": "oct", "k": URL_SAFE_NO_PAD.encode([7; 32]), "kid": "a" });
        assert!(!is_taken(&secret, SigningAlgorithm::Hs256));
    }

    #[test]
    fn short_rsa_keys_are_not_taken() {
        let rsa = |bytes: usize| {
            let n = URL_SAFE_NO_PAD.encode(vec![0xFF; bytes]);
            json!({ "kty": "RSA", "n": n, "e": "AQAB", "kid": "a" })
        };
        assert!(is_taken(&rsa(256), SigningAlgorithm::Rs256));
        assert!(!is_taken(&rsa(128), SigningAlgorithm::Rs256));
    }

    #[test]
    fn without_a_name_only_the_only_key_is_found() {
        let eddsa = [SigningAlgorithm::EdDsa];
        let one = KeySet::read(&json!({ "keys": [okp(&[])] }), &eddsa).unwrap();
        let b = okp(&[("kid", json!("b"))]);
        let two = KeySet::read(&json!({ "keys": [okp(&[]), b] }), &eddsa).unwrap();
        assert!(one.find(None, Algorithm::EdDSA).is_some());
        assert!(two.find(None, Algorithm::EdDSA).is_none());
    }
}
