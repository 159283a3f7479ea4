//! The parameters of a request for a token.

use axum::http::{HeaderMap, StatusCode, header};

use super::refusal::Refusal;

/// The parameters, each at most once (RFC 6749, 3.2).
pub(super) struct Form(Vec<(String, String)>);

/// Takes a form and nothing else.
pub(super) fn must_be_form(headers: &HeaderMap) -> Result<(), Refusal> {
    let mut types = headers.get_all(header::CONTENT_TYPE).iter();
    let is_form = match (types.next().map(|value| value.to_str()), types.next()) {
        (Some(Ok(value)), None) => {
            let essence = value.split(';').next().unwrap_or_default().trim();
            essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
        }
        _ => false,
    };
    let encoding = headers.get(header::CONTENT_ENCODING);
    let is_plain = encoding.is_none_or(|encoding| encoding == "identity");
    if is_form && is_plain {
        Ok(())
    } else {
        let sentence = "Send the request as application/x-www-form-urlencoded.";
        Err(Refusal::request(sentence).with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE))
    }
}

impl Form {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        let pairs = form_urlencoded::parse(bytes).into_owned();
        let mut form: Vec<(String, String)> = Vec::new();
        for (name, value) in pairs {
            if form.iter().any(|(known, _)| *known == name) {
                return Err(Refusal::request("A parameter comes twice."));
            }
            form.push((name, value));
        }
        Ok(Self(form))
    }

    /// A parameter; an empty one counts as left out.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        let value = found.map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    }
}
