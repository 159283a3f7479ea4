//! What a browser sees of the pages.

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
