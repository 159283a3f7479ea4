//! How a feed is answered: once, and then only when it has changed.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::{
    domain::{Error, locale::Wishes},
    feed::{Site, aside},
    graphql::{Code, Fault},
    http::{Wire, accept::Form, auth, reply::Refused},
};

/// A whole feed, ready to be sent.
pub(super) struct File {
    /// The media type.
    pub(super) media_type: &'static str,
    /// For how many seconds caches may keep it without asking again.
    pub(super) seconds: u32,
    /// Whether the languages of the reader decide what is in it.
    pub(super) has_languages: bool,
    /// The bytes.
    pub(super) body: Vec<u8>,
}

/// Who reads a feed, and how.
pub(super) struct Reader {
    /// The head of the request.
    pub(super) parts: Parts,
    /// The languages that the reader wishes.
    pub(super) wishes: Wishes,
    /// Where things are found.
    pub(super) site: Site,
}

impl Reader {
    /// Looks at the request. Feeds show what everyone sees, and still a bad token
    /// is refused: its program has to hear of it.
    pub(super) async fn of(wire: &Wire, request: Request) -> Result<Self, Refused> {
        let (parts, _) = request.into_parts();
        auth::viewer(&wire.tokens, &parts).await?;
        let languages = parts.headers.get(header::ACCEPT_LANGUAGE);
        let languages = languages.and_then(|value| value.to_str().ok());
        Ok(Self {
            wishes: Wishes::from_header(languages.unwrap_or_default()),
            site: Site::at(wire.app.public_url()),
            parts,
        })
    }
}

/// The name of a state of a feed (RFC 9110, 8.8.3). It is a weak one, because the
/// same feed goes out compressed and not.
pub(super) struct Stamp(String);

impl Stamp {
    /// The stamp of what these decide.
    pub(super) fn of(parts: &[&str]) -> Self {
        Self::of_bytes(parts.join("\n").as_bytes())
    }

    fn of_bytes(bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes);
        Self(format!("W/\"{}\"", URL_SAFE_NO_PAD.encode(&digest[..16])))
    }

    /// The headers of a feed that caches may keep for so many seconds.
    pub(super) fn headers(&self, seconds: u32) -> HeaderMap {
        let kept = format!("public, max-age={seconds}");
        let pairs = [(header::ETAG, &self.0), (header::CACHE_CONTROL, &kept)];
        let pairs = pairs.into_iter().filter_map(|(name, value)| {
            let value = HeaderValue::try_from(value).ok()?;
            Some((name, value))
        });
        pairs.collect()
    }

    /// 304, when the reader has this state.
    pub(super) fn known_to(&self, asked: &HeaderMap, seconds: u32) -> Option<Response> {
        let headers = self.headers(seconds);
        is_known(asked, &self.0).then(|| (StatusCode::NOT_MODIFIED, headers).into_response())
    }
}

impl File {
    /// The file, or 304 when the reader has these very bytes.
    pub(super) fn answer(self, asked: &HeaderMap) -> Response {
        let stamp = Stamp::of_bytes(&self.body);
        let media_type = HeaderValue::from_static(self.media_type);
        let known = stamp.known_to(asked, self.seconds);
        let mut response = known.unwrap_or_else(|| {
            let headers = stamp.headers(self.seconds);
            let mut response = (headers, self.body).into_response();
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, media_type);
            response
        });
        if self.has_languages {
            let languages = HeaderValue::from_static("accept-language");
            response.headers_mut().insert(header::VARY, languages);
        }
        response
    }
}

/// Bytes of which a stamp takes long to make.
const LARGE: usize = 1 << 18;

/// Sends what was made, or says why it was not.
pub(super) async fn send(made: Result<(File, HeaderMap), Refused>) -> Response {
    match made {
        Ok((file, asked)) if file.body.len() > LARGE => aside(move || file.answer(&asked)).await,
        Ok((file, asked)) => file.answer(&asked),
        Err(refused) => refused.into_response(Form::Json),
    }
}

/// There is no such thing, or not everyone sees it.
pub(super) fn nothing() -> Refused {
    let fault = Fault::new(
        Code::NotFound,
        "There is no such thing, or it is not public.",
    );
    Refused::new(StatusCode::NOT_FOUND, fault)
}

/// What the domain refuses to a reader of feeds.
pub(super) fn refused(error: Error) -> Refused {
    match error {
        Error::Input(sentence) => {
            let fault = Fault::new(Code::BadUserInput, sentence);
            Refused::new(StatusCode::BAD_REQUEST, fault)
        }
        Error::NotFound => nothing(),
        error => Refused::broken(&error, "a feed could not be read"),
    }
}

/// Whether the reader says to have these bytes.
fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let all = asked.get_all(header::IF_NONE_MATCH).iter();
    let known = all.filter_map(|value| value.to_str().ok());
    known
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || strong(known) == strong(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(value: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(value));
        headers
    }

    #[test]
    fn tags_are_compared_weakly_and_in_lists() {
        for known in ["W/\"a\"", "\"a\"", "\"b\", W/\"a\"", "*"] {
            assert!(is_known(&asks(known), "W/\"a\""), "{known}");
        }
        for other in ["W/\"b\"", "a", ""] {
            assert!(!is_known(&asks(other), "W/\"a\""), "{other}");
        }
    }

    #[test]
    fn other_bytes_have_another_tag() {
        let tag = |bytes| Stamp::of_bytes(bytes).0;
        assert_ne!(tag(b"a"), tag(b"b"));
        assert_eq!(tag(b"a"), tag(b"a"));
    }
}
