//! Who is asking, by the token that comes with the request (RFC 6750).
//!
//! A bad token is refused even where none is needed: a program whose token has
//! gone bad has to hear of it, and not read as the public does until somebody
//! wonders.

use axum::http::{HeaderValue, StatusCode, header, request::Parts};

use super::reply::Refused;
use crate::{
    domain::Viewer,
    graphql::{Code, Fault},
    token::{Bearer, Error, Tokens},
};

/// Whoever the token of a request speaks for.
pub(super) async fn viewer(tokens: &Tokens, parts: &Parts) -> Result<Viewer, Refused> {
    Ok(bearer(tokens, parts).await?.viewer)
}

/// The same, and for how long.
pub(super) async fn bearer(tokens: &Tokens, parts: &Parts) -> Result<Bearer, Refused> {
    must_not_be_in_the_url(parts)?;
    let mut headers = parts.headers.get_all(header::AUTHORIZATION).iter();
    let header = match (headers.next(), headers.next()) {
        (None, _) => return Ok(Bearer::default()),
        (Some(_), Some(_)) => return Err(refuse("There are two Authorization headers.")),
        (Some(header), None) => header,
    };
    let text = header.to_str();
    let text = text.map_err(|_| refuse("The Authorization header is not text."))?;
    let token = token(text).map_err(refuse)?;
    tokens.bearer(token).await.map_err(|error| match error {
        Error::Bad(problem) => refuse(problem.sentence()),
        Error::Away => away(),
        Error::Broken(error) => Refused::broken(&error, "a token could not be verified"),
    })
}

/// A token in a URL ends up in logs and histories.
fn must_not_be_in_the_url(parts: &Parts) -> Result<(), Refused> {
    let query = parts.uri.query().unwrap_or_default();
    if query
        .split('&')
        .any(|pair| pair.starts_with("access_token="))
    {
        Err(refuse(
            "A token in the URL is not taken; send it in the header Authorization.",
        ))
    } else {
        Ok(())
    }
}

/// The token in a header of the scheme Bearer.
pub(super) fn token(text: &str) -> Result<&str, &'static str> {
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    let token = token.trim_ascii();
    if token.is_empty() {
        Err("The Authorization header has no token.")
    } else if !scheme.eq_ignore_ascii_case("bearer") {
        Err("The Authorization header is not of the scheme Bearer.")
    } else {
        Ok(token)
    }
}

/// The refusal that RFC 6750 asks for. It never repeats the token.
fn refuse(problem: &str) -> Refused {
    let challenge = format!("Bearer error=\"invalid_token\", error_description=\"{problem}\"");
    let fault = Fault::new(Code::Unauthenticated, problem);
    let refused = Refused::new(StatusCode::UNAUTHORIZED, fault);
    match HeaderValue::try_from(challenge) {
        Ok(challenge) => refused.with(header::WWW_AUTHENTICATE, challenge),
        Err(_) => refused,
    }
}

/// The token may be good; whoever signed it has to be asked, and does not answer.
fn away() -> Refused {
    let message = "The keys of the token's issuer cannot be fetched at the moment.";
    let fault = Fault::new(Code::Internal, message);
    Refused::new(StatusCode::SERVICE_UNAVAILABLE, fault)
        .with(header::RETRY_AFTER, HeaderValue::from_static("30"))
}
