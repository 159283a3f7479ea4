//! The pages for people: front page, GraphiQL and the reference, out of the binary itself.
//!
//! Nothing here comes from another host, and the policy below lets no browser ask one.

use std::{fmt::Write as _, io::Read as _};

use axum::{
    Router,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

/// What a page of ours may load: its own scripts, styles, answers; fonts and pictures inlined too.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    img-src 'self' data:; font-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; \
    form-action 'none'";

const CSS: &str = "text/css; charset=utf-8";
const GRAPHQL: &str = "application/graphql; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";
const TEXT: &str = "text/plain; charset=utf-8";

/// One file of the binary.
#[derive(Clone, Copy)]
struct Asset {
    path: &'static str,
    content_type: &'static str,
    bytes: &'static [u8],
    gzipped: bool,
}

/// A file under `assets/`, as it lies there.
macro_rules! plain {
    ($path:literal, $content_type:ident, $file:literal) => {
        Asset {
            path: $path,
            content_type: $content_type,
            bytes: include_bytes!(concat!("../../assets/", $file)),
            gzipped: false,
        }
    };
}

/// A library that `assets/graphiql/build.mjs` made, gzipped.
macro_rules! packed {
    ($path:literal, $content_type:ident, $file:literal) => {
        Asset {
            gzipped: true,
            ..plain!($path, $content_type, $file)
        }
    };
}

/// The schema as it is in the repository; a test compares it with the one that runs.
const SCHEMA: Asset = Asset {
    path: "/schema.graphql",
    content_type: TEXT,
    bytes: include_bytes!("../../schema.graphql"),
    gzipped: false,
};

const ASSETS: &[Asset] = &[
    SCHEMA,
    plain!("/", HTML, "index.html"),
    plain!("/home.css", CSS, "home.css"),
    plain!("/home.js", JAVASCRIPT, "home.js"),
    plain!("/icon.svg", SVG, "icon.svg"),
    plain!("/site.css", CSS, "site.css"),
    plain!("/docs", HTML, "docs/index.html"),
    plain!("/docs/docs.css", CSS, "docs/docs.css"),
    plain!("/docs/docs.js", JAVASCRIPT, "docs/docs.js"),
    plain!("/docs/render.js", JAVASCRIPT, "docs/render.js"),
    plain!("/docs/schema.js", JAVASCRIPT, "docs/schema.js"),
    plain!("/graphiql", HTML, "graphiql/index.html"),
    plain!("/graphiql/boot.js", JAVASCRIPT, "graphiql/boot.js"),
    plain!("/graphiql/licences.txt", TEXT, "graphiql/licences.txt"),
    plain!("/graphiql/page.css", CSS, "graphiql/page.css"),
    plain!(
        "/graphiql/queries/association.graphql",
        GRAPHQL,
        "graphiql/queries/association.graphql"
    ),
    plain!(
        "/graphiql/queries/city.graphql",
        GRAPHQL,
        "graphiql/queries/city.graphql"
    ),
    plain!(
        "/graphiql/queries/institute.graphql",
        GRAPHQL,
        "graphiql/queries/institute.graphql"
    ),
    packed!("/graphiql/graphiql.css", CSS, "graphiql/graphiql.css.gz"),
    packed!(
        "/graphiql/graphiql.js",
        JAVASCRIPT,
        "graphiql/graphiql.js.gz"
    ),
    packed!(
        "/graphiql/react-dom.js",
        JAVASCRIPT,
        "graphiql/react-dom.js.gz"
    ),
    packed!("/graphiql/react.js", JAVASCRIPT, "graphiql/react.js.gz"),
];

/// A route for each page, script and style.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    ASSETS.iter().fold(Router::new(), |routes, asset| {
        let tag = asset.tag();
        routes.route(
            asset.path,
            get(move |request: HeaderMap| async move { asset.answer(&request, tag) }),
        )
    })
}

impl Asset {
    /// Changes when the file does. Weak, because the same tag stands for the packed and the plain form.
    fn tag(&self) -> HeaderValue {
        let digest = Sha256::digest(self.bytes);
        let mut tag = String::from("W/\"");
        for byte in &digest[..12] {
            write!(tag, "{byte:02x}").expect("writing into a string cannot fail");
        }
        tag.push('"');
        HeaderValue::try_from(tag).expect("hexadecimal digits are a valid header")
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
        let mut headers = HeaderMap::from_iter(
            [
                (header::CACHE_CONTROL, "no-cache"),
                (header::CONTENT_SECURITY_POLICY, POLICY),
                (header::REFERRER_POLICY, "no-referrer"),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ]
            .map(|(name, value): (HeaderName, _)| (name, HeaderValue::from_static(value))),
        );
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
mod tests {
    use axum::{body::Body, http::Request};
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::*;

    async fn get(path: &str, headers: &[(HeaderName, &str)]) -> Response {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        router::<()>().oneshot(request).await.unwrap()
    }

    async fn body(response: Response) -> Vec<u8> {
        response
            .into_body()
            .collect()
            .await
            .unwrap()
            .to_bytes()
            .to_vec()
    }

    #[tokio::test]
    async fn every_asset_is_served_under_the_strict_policy() {
        for asset in ASSETS {
            let response = get(asset.path, &[(header::ACCEPT_ENCODING, "gzip")]).await;

            assert_eq!(response.status(), StatusCode::OK, "{}", asset.path);
            assert_eq!(response.headers()[header::CONTENT_TYPE], asset.content_type);
            assert_eq!(response.headers()[header::CONTENT_SECURITY_POLICY], POLICY);
            assert_eq!(
                response.headers()[header::X_CONTENT_TYPE_OPTIONS],
                "nosniff"
            );
            assert_eq!(response.headers()[header::REFERRER_POLICY], "no-referrer");
            assert_eq!(body(response).await, asset.bytes);
        }
    }

    #[tokio::test]
    async fn a_browser_that_holds_the_file_gets_no_body_again() {
        let first = get("/site.css", &[]).await;
        let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();

        let second = get(
            "/site.css",
            &[(header::IF_NONE_MATCH, &format!("\"other\", {tag}"))],
        )
        .await;

        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(second.headers()[header::ETAG], tag.as_str());
        assert!(body(second).await.is_empty());
    }

    #[tokio::test]
    async fn a_stale_tag_gets_the_file() {
        let response = get(
            "/site.css",
            &[(header::IF_NONE_MATCH, "W/\"000000000000\"")],
        )
        .await;

        assert_eq!(response.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn a_library_travels_packed_to_who_takes_gzip() {
        let response = get(
            "/graphiql/react.js",
            &[(header::ACCEPT_ENCODING, "br, gzip;q=0.5")],
        )
        .await;

        assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(response.headers()[header::VARY], "accept-encoding");
    }

    #[tokio::test]
    async fn a_library_is_unpacked_for_who_refuses_gzip() {
        for refusal in ["identity", "gzip;q=0"] {
            let response = get("/graphiql/react.js", &[(header::ACCEPT_ENCODING, refusal)]).await;

            assert!(!response.headers().contains_key(header::CONTENT_ENCODING));
            let text = String::from_utf8(body(response).await).unwrap();
            assert!(text.contains("React"), "{refusal}");
        }
    }
}
