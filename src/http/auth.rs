//! Who is asking, by the token that comes with the request.
//!
//! No issuer is known yet, so every token is a bad one. A bad token is refused
//! even where none is needed: a program whose token has gone bad has to hear
//! of it, and not read as the public does until somebody wonders.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use jsonwebtoken::decode_header;

use super::reply::Refused;
use crate::graphql::{Code, Fault};

/// Longer tokens are not looked at.
const LONGEST: usize = 8 * 1024;

/// Refuses a request whose token is not good.
pub(super) fn check(headers: &HeaderMap) -> Result<(), Refused> {
    let mut tokens = headers.get_all(header::AUTHORIZATION).iter();
    match (tokens.next(), tokens.next()) {
        (None, _) => Ok(()),
        (Some(_), Some(_)) => Err(refuse("There are two Authorization headers.")),
        (Some(header), None) => Err(refuse(problem(header))),
    }
}

/// What is wrong with a token, in the order of the checks.
fn problem(header: &HeaderValue) -> &'static str {
    let Ok(text) = header.to_str() else {
        return "The Authorization header is not text.";
    };
    let Some((scheme, token)) = text.split_once(' ') else {
        return "The Authorization header has no token.";
    };
    let token = token.trim_ascii();
    if !scheme.eq_ignore_ascii_case("bearer") {
        "The Authorization header is not of the scheme Bearer."
    } else if token.is_empty() {
        "The Authorization header has no token."
    } else if token.len() > LONGEST {
        "The token is longer than 8 KiB."
    } else if decode_header(token).is_err() {
        "The token is not a JSON Web Token."
    } else {
        "The token is signed by a key that this server does not know."
    }
}

/// The refusal that RFC 6750 asks for. It never repeats the token.
fn refuse(problem: &'static str) -> Refused {
    let challenge = format!("Bearer error=\"invalid_token\", error_description=\"{problem}\"");
    let fault = Fault::new(Code::Unauthenticated, problem);
    let refused = Refused::new(StatusCode::UNAUTHORIZED, fault);
    match HeaderValue::try_from(challenge) {
        Ok(challenge) => refused.with(header::WWW_AUTHENTICATE, challenge),
        Err(_) => refused,
    }
}
