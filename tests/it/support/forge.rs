//! Tokens of every kind, good and bad, signed by hand.

use std::sync::Arc;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use learning_cities::token::TRIAL;
use serde_json::{Value, json};

use super::{Network, this_morning};

/// The key of an issuer, in the hands of a test.
#[derive(Clone)]
pub struct Forge {
    pair: Arc<Ed25519KeyPair>,
    private_key: Vec<u8>,
}

impl Forge {
    /// A key that nobody has seen before.
    pub fn new() -> Self {
        let pair = Ed25519KeyPair::generate().unwrap();
        let private_key = pair.to_pkcs8v1().unwrap().as_ref().to_vec();
        Self {
            pair: Arc::new(pair),
            private_key,
        }
    }

    /// The secret, as PKCS #8.
    pub fn private_key(&self) -> &[u8] {
        &self.private_key
    }

    /// The public half.
    pub fn public_key(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    /// Puts a header and claims together and signs them.
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        self.sign_text(&header.to_string(), &claims.to_string())
    }

    /// The same with JSON that no serialiser would write.
    pub fn sign_text(&self, header: &str, claims: &str) -> String {
        let signed = format!("{}.{}", part(header), part(claims));
        let signature = URL_SAFE_NO_PAD.encode(self.pair.sign(signed.as_bytes()));
        format!("{signed}.{signature}")
    }
}

/// A part of a token.
pub fn part(text: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

impl Network {
    /// The key of the server's own issuer.
    pub fn forge(&self) -> &Forge {
        &self.forge
    }

    /// The header of a good token, with these members changed; null takes one out.
    pub async fn header(&self, changes: Value) -> Value {
        let keys = self.get("/.well-known/jwks.json").await;
        let good = json!({ "typ": "at+jwt", "alg": "EdDSA", "kid": keys["keys"][0]["kid"] });
        changed(good, changes)
    }

    /// The claims of a good token of Hanam's, changed in the same way.
    pub fn claims(&self, changes: Value) -> Value {
        let now = this_morning().timestamp();
        let good = json!({
            "iss": self.app().public_url(),
            "sub": TRIAL,
            "aud": self.app().public_url(),
            "exp": now + 600,
            "iat": now,
            "jti": "1",
            "client_id": TRIAL,
            "scope": "programme:write",
            "body": "city:kr-hanam",
        });
        changed(good, changes)
    }
}

impl Network {
    /// Every one of these tokens is refused, in these words, and never repeated.
    /// Each comes with a name and what is said to it.
    pub async fn refuses(&self, attacks: impl IntoIterator<Item = (&str, String, &str)>) {
        for (attack, token, said) in attacks {
            let reply = self.holder_of(token.as_str()).ask("{ __typename }").await;
            assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{attack}");
            assert_eq!(reply.message(), said, "{attack}");
            let challenge = reply.header("www-authenticate");
            let wanted = format!("Bearer error=\"invalid_token\", error_description=\"{said}\"");
            assert_eq!(challenge, wanted, "{attack}");
            assert!(!reply.text.contains(&token), "{attack}");
        }
    }
}

/// The same object with these members changed; null takes one out.
pub(super) fn changed(mut good: Value, changes: Value) -> Value {
    let Value::Object(changes) = changes else {
        panic!("changes are an object");
    };
    for (name, value) in changes {
        if value.is_null() {
            good.as_object_mut().unwrap().remove(&name);
        } else {
            good[name] = value;
        }
    }
    good
}
