//! The pages for people: front page, `GraphiQL` and the reference, out of the binary itself.
//!
//! Nothing here comes from another host, and the policy below lets no browser ask one.

mod files;

use std::{io::Read as _, sync::LazyLock};

use axum::{
    Router,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as URL_SAFE_NO_PAD};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

use self::files::{ASSETS, Asset};
use crate::reference;

/// What a page of ours may load: its own scripts, styles, answers; fonts and pictures inlined too.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data:; font-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; \
    form-action 'none'";

/// A route for each page, script and style.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let files = ASSETS.iter().copied();
    files
        .chain([errors()])
        .fold(Router::new(), |routes, asset| {
            let tag = asset.tag();
            routes.route(
                asset.path,
                get(move |request: HeaderMap| async move { asset.answer(&request, tag) }),
            )
        })
}

/// The page that `extensions.help` leads to.
fn errors() -> Asset {
    static PAGE: LazyLock<String> = LazyLock::new(reference::html);
    Asset {
        path: "/docs/errors",
        content_type: "text/html; charset=utf-8",
        bytes: PAGE.as_bytes(),
        gzipped: false,
    }
}

impl Asset {
    /// Changes when the file does. Weak, because the same tag stands for the packed and the plain form.
    fn tag(&self) -> HeaderValue {
        let digest = Sha256::digest(self.bytes);
        let tag = format!("W/\"{}\"", URL_SAFE_NO_PAD.encode(&digest[..12]));
        HeaderValue::try_from(tag).expect("base64 is a valid header")
    }

    fn answer(&self, request: &HeaderMap, tag: HeaderValue) -> Response {
        let mut response = if is_current(request, &tag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            self.content(request)
        };
        let headers = response.headers_mut();
        headers.extend(self.standing_headers());
        headers.insert(header::ETAG, tag);
        response
    }

    fn content(&self, request: &HeaderMap) -> Response {
        let content_type = (header::CONTENT_TYPE, self.content_type);
        if !self.gzipped {
            return ([content_type], self.bytes).into_response();
        }
        if takes_gzip(request) {
            let encoding = (header::CONTENT_ENCODING, "gzip");
            return ([content_type, encoding], self.bytes).into_response();
        }
        match unpacked(self.bytes) {
            Ok(plain) => ([content_type], plain).into_response(),
            Err(_) => StatusCode::NOT_ACCEPTABLE.into_response(),
        }
    }

    /// What goes with every answer. `no-cache` lets a browser keep the file and makes it ask whether it is current.
    fn standing_headers(&self) -> HeaderMap {
        let standing = [
            (header::CACHE_CONTROL, "no-cache"),
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ];
        let mut headers: HeaderMap = standing
            .map(|(name, value)| (name, HeaderValue::from_static(value)))
            .into_iter()
            .collect();
        if self.gzipped {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        headers
    }
}

/// Whether the browser holds this very version.
fn is_current(request: &HeaderMap, tag: &HeaderValue) -> bool {
    let strong = |value: &str| value.trim().trim_start_matches("W/").to_owned();
    let ours = tag.to_str().map(strong).unwrap_or_default();
    listed(request, &header::IF_NONE_MATCH)
        .any(|theirs| theirs.trim() == "*" || strong(theirs) == ours)
}

/// Whether the browser unpacks gzip; `gzip;q=0` is a no.
fn takes_gzip(request: &HeaderMap) -> bool {
    listed(request, &header::ACCEPT_ENCODING).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        matches!(name.trim(), "gzip" | "x-gzip" | "*") && !refused
    })
}

/// The comma-separated values of a header, over all its lines.
fn listed<'a>(request: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    let lines = request.get_all(name).into_iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
}

fn unpacked(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut plain)?;
    Ok(plain)
}

#[cfg(test)]
mod tests;
