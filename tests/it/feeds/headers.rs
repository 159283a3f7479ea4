//! A feed is sent once, and then only when it has changed.

use axum::{body::Body, http::Method};
use serde_json::json;

use super::{hanam, sample};
use crate::support::{Network, request};

#[tokio::test]
async fn who_has_a_feed_is_told_so() {
    let network = Network::start().await;
    let first = network.get("/cities/kr-hanam").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    assert_eq!(first.header("cache-control"), "public, max-age=60");
    assert!(first.header("vary").contains("accept-language"));

    let again = network
        .get_with(&[("if-none-match", &tag)], "/cities/kr-hanam")
        .await;

    assert_eq!(again.status.as_u16(), 304);
    assert_eq!(again.text, "");
    assert_eq!(again.header("etag"), tag);
    assert_eq!(again.header("cache-control"), "public, max-age=60");
    assert!(again.header("vary").contains("accept-language"));
}

#[tokio::test]
async fn a_change_makes_a_new_tag() {
    let network = Network::start().await;
    let (id, _) = sample(&network).await;
    let path = format!("/programmes/{id}");
    let tag = network.get(&path).await.header("etag").to_owned();
    let title = json!([{ "locale": "ko", "text": "새 제목" }]);
    let input = json!({ "id": id, "title": title });
    hanam(&network)
        .change("programmeUpdate", input, "programme { title }")
        .await;

    let again = network.get_with(&[("if-none-match", &tag)], &path).await;

    assert_eq!(again.status.as_u16(), 200);
    assert_ne!(again.header("etag"), tag);
}

#[tokio::test]
async fn each_language_has_its_own_tag() {
    let network = Network::start().await;
    let tag = async |language| {
        let headers = [("accept-language", language)];
        let reply = network.get_with(&headers, "/cities/kr-hanam").await;
        reply.header("etag").to_owned()
    };
    assert_ne!(tag("ko").await, tag("en").await);
    assert_eq!(tag("ko-KR").await, tag("ko").await);
}

#[tokio::test]
async fn a_feed_is_compressed_and_keeps_its_tag() {
    let network = Network::start().await;
    let plain = network.get("/cities/kr-hanam").await;
    let headers = [("accept-encoding", "gzip, zstd")];
    let packed = network.get_with(&headers, "/cities/kr-hanam").await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert_eq!(packed.header("etag"), plain.header("etag"));
    assert!(
        packed
            .headers
            .get_all("vary")
            .iter()
            .any(|vary| vary == "accept-encoding")
    );
}

#[tokio::test]
async fn the_head_alone_can_be_asked_for() {
    let network = Network::start().await;
    let head = request(Method::HEAD, "/cities/kr-hanam", &[], Body::empty());
    let head = network.send(head).await;
    assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
    assert_ne!(head.header("etag"), "");
}

#[tokio::test]
async fn a_bad_token_is_refused_although_none_is_needed() {
    let network = Network::start().await;
    let headers = [("authorization", "Bearer nonsense")];
    let reply = network.get_with(&headers, "/cities/kr-hanam").await;
    assert_eq!(
        (reply.status.as_u16(), reply.code()),
        (401, "UNAUTHENTICATED")
    );
}
