//! An outside issuer: a small server on this machine that publishes its keys.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use aws_lc_rs::{
    rand::SystemRandom,
    rsa,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256,
        RsaKeyPair,
    },
};
use axum::{Json, Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};
use learning_cities::config::{IssuerSettings, SigningAlgorithm};
use serde_json::{Value, json};
use tokio::{net::TcpListener, time::sleep};

use super::{
    Forge,
    forge::{changed, part},
    this_morning,
};

/// A key of any kind that signs.
pub enum Signer {
    /// Ed25519.
    Ed(Forge),
    /// P-256.
    Ec(EcdsaKeyPair),
    /// RSA, with the padding of its algorithm.
    Rsa(Box<RsaKeyPair>, SigningAlgorithm),
}

impl Signer {
    /// A new key.
    pub fn new(algorithm: SigningAlgorithm) -> Self {
        match algorithm {
            SigningAlgorithm::EdDsa => Self::Ed(Forge::new()),
            SigningAlgorithm::Es256 => {
                Self::Ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
            }
            _ => {
                let pair = RsaKeyPair::generate(rsa::KeySize::Rsa2048).unwrap();
                Self::Rsa(Box::new(pair), algorithm)
            }
        }
    }

    /// As the issuer publishes it.
    pub fn published(&self, id: &str) -> Value {
        match self {
            Self::Ed(forge) => {
                json!({ "kty": "OKP", "crv": "Ed25519", "x": part(forge.public_key()), "kid": id })
            }
            Self::Ec(pair) => {
                let point = pair.public_key().as_ref();
                let (x, y) = (part(&point[1..33]), part(&point[33..]));
                json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": id, "use": "sig" })
            }
            Self::Rsa(pair, algorithm) => {
                let public = pair.public_key();
                let n = part(public.modulus().big_endian_without_leading_zero());
                let e = part(public.exponent().big_endian_without_leading_zero());
                let alg = algorithm.as_str();
                json!({ "kty": "RSA", "n": n, "e": e, "kid": id, "alg": alg, "use": "sig" })
            }
        }
    }

    /// Puts a header and claims together and signs them.
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let signed = format!("{}.{}", part(header.to_string()), part(claims.to_string()));
        let random = SystemRandom::new();
        let signature = match self {
            Self::Ed(forge) => return forge.sign(header, claims),
            Self::Ec(pair) => pair
                .sign(&random, signed.as_bytes())
                .unwrap()
                .as_ref()
                .to_vec(),
            Self::Rsa(pair, algorithm) => {
                let padding = match algorithm {
                    SigningAlgorithm::Ps256 => &RSA_PSS_SHA256,
                    _ => &RSA_PKCS1_SHA256,
                };
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(padding, &random, signed.as_bytes(), &mut signature)
                    .unwrap();
                signature
            }
        };
        format!("{signed}.{}", part(signature))
    }
}

/// The issuer of a city association, say.
pub struct Issuer {
    /// Its address, which is its name.
    pub url: String,
    shared: Arc<Shared>,
}

struct Shared {
    metadata: Mutex<Value>,
    keys: Mutex<Value>,
    is_away: AtomicBool,
    fetched: AtomicU64,
}

impl Issuer {
    /// Starts one that publishes nothing yet.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let metadata = json!({ "issuer": url, "jwks_uri": format!("{url}/keys") });
        let shared = Arc::new(Shared {
            metadata: Mutex::new(metadata),
            keys: Mutex::new(json!({ "keys": [] })),
            is_away: AtomicBool::new(false),
            fetched: AtomicU64::new(0),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata_of))
            .route("/keys", get(keys_of))
            .route(
                "/moved",
                get(async || axum::response::Redirect::to("/keys")),
            )
            .with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, shared }
    }

    /// Publishes these keys and no others.
    pub fn publish(&self, keys: &[Value]) {
        *self.shared.keys.lock().unwrap() = json!({ "keys": keys });
    }

    /// Publishes something else where its metadata was.
    pub fn describe(&self, metadata: Value) {
        *self.shared.metadata.lock().unwrap() = metadata;
    }

    /// Whether it answers.
    pub fn set_away(&self, is_away: bool) {
        self.shared.is_away.store(is_away, Ordering::Relaxed);
    }

    /// How often somebody has asked for its keys.
    pub fn fetched(&self) -> u64 {
        self.shared.fetched.load(Ordering::Relaxed)
    }

    /// Settings that take its tokens.
    pub fn settings(&self, algorithm: SigningAlgorithm) -> IssuerSettings {
        IssuerSettings::new(&self.url, algorithm)
    }

    /// The claims of a good token for Hanam, changed like those of our own.
    pub fn claims(&self, changes: Value) -> Value {
        let now = this_morning().timestamp();
        let good = json!({
            "iss": self.url,
            "sub": "service-account-hanam",
            "aud": "http://learning-cities.test",
            "exp": now + 600,
            "iat": now,
            "client_id": "hanam-sync",
            "scope": "programme:write",
            "body": "city:kr-hanam",
        });
        changed(good, changes)
    }
}

async fn metadata_of(State(shared): State<Arc<Shared>>) -> impl IntoResponse {
    if shared.is_away.load(Ordering::Relaxed) {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    Json(shared.metadata.lock().unwrap().clone()).into_response()
}

async fn keys_of(State(shared): State<Arc<Shared>>) -> impl IntoResponse {
    shared.fetched.fetch_add(1, Ordering::Relaxed);
    // Long enough for others to come while one is waiting.
    sleep(Duration::from_millis(20)).await;
    if shared.is_away.load(Ordering::Relaxed) {
        return StatusCode::BAD_GATEWAY.into_response();
    }
    Json(shared.keys.lock().unwrap().clone()).into_response()
}
