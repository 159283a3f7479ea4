//! How a client says who it is: `client_secret_basic` or `client_secret_post`.

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};

use super::{
    form::Form,
    refusal::{Refusal, invalid_client},
};

/// Who asks, not yet believed.
pub(super) struct Credentials {
    pub(super) client: String,
    pub(super) secret: String,
}

impl Credentials {
    /// Finds them in the header or in the form: in one of the two.
    pub(super) fn find(headers: &HeaderMap, form: &Form) -> Result<Self, Refusal> {
        let mut authorizations = headers.get_all(header::AUTHORIZATION).iter();
        let in_form = (form.get("client_id"), form.get("client_secret"));
        match (authorizations.next(), authorizations.next(), in_form) {
            (Some(_), Some(_), _) => Err(Refusal::request("There are two Authorization headers.")),
            (Some(_), None, (_, Some(_))) => Err(Refusal::request(
                "Send the secret in the header or in the form, not in both.",
            )),
            (Some(header), None, (id, None)) => {
                let credentials = header.to_str().ok().and_then(Self::basic);
                let credentials = credentials.ok_or_else(|| {
                    invalid_client("The Authorization header is not of the scheme Basic.")
                })?;
                if id.is_some_and(|id| id != credentials.client) {
                    return Err(Refusal::request("The form names another client_id."));
                }
                Ok(credentials)
            }
            (None, _, (Some(client), Some(secret))) => Ok(Self {
                client: client.to_owned(),
                secret: secret.to_owned(),
            }),
            (None, _, _) => Err(invalid_client("Send client_id and client_secret.")),
        }
    }

    /// Ids and secrets of ours have no character that a form would encode, so
    /// they are the same before and after (RFC 6749, 2.3.1).
    fn basic(text: &str) -> Option<Self> {
        let (scheme, encoded) = text.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let decoded = STANDARD.decode(encoded.trim_ascii()).ok()?;
        let text = String::from_utf8(decoded).ok()?;
        let (client, secret) = text.split_once(':')?;
        Some(Self {
            client: client.to_owned(),
            secret: secret.to_owned(),
        })
    }
}
