//! The name of a request, by which its lines in the log can be found.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The name of one request.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub(super) String);

/// Takes over the name that a proxy has given, if it is harmless; else makes one.
pub(super) async fn assign(mut request: Request, next: Next) -> Response {
    let given = request
        .headers()
        .get(HEADER)
        .and_then(|value| value.to_str().ok())
        .filter(|name| is_harmless(name));
    let name = given.map_or_else(make, ToOwned::to_owned);
    request.extensions_mut().insert(RequestId(name.clone()));
    let path = request.uri().path();
    // Whatever is logged on the way has the name, whichever level is asked for.
    let span = tracing::error_span!("request", request_id = name, path);
    let mut response = next.run(request).instrument(span).await;
    if let Ok(value) = HeaderValue::try_from(name) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// Nothing that could be more than a word in a log.
fn is_harmless(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    (1..=64).contains(&name.len()) && name.bytes().all(is_plain)
}

fn make() -> String {
    format!("{:032x}", fastrand::u128(..))
}
