//! What no text can hold is refused on both databases alike: it breaks nothing.

use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;

use crate::support::{Network, Reply, course};

/// Every path with a name in it.
const PATHS: [&str; 16] = [
    "/cities/{}",
    "/cities/{}/calendar.ics",
    "/cities/{}/news.atom",
    "/cities/{}/news.json",
    "/programmes/{}",
    "/programmes/{}/calendar.ics",
    "/offerings/{}",
    "/learning-spaces/{}",
    "/learning-spaces/{}/calendar.ics",
    "/feeds/rpde/{}",
    "/feeds/rpde/cities/{}/programmes",
    "/lists/{}",
    "/surveys/{}/surveyjs.json",
    "/surveys/{}/xlsform.xlsx",
    "/surveys/{}/answers.csv",
    "/{}",
];

fn is_refused(reply: &Reply, with: &[StatusCode]) -> bool {
    with.contains(&reply.status)
}

#[tokio::test]
async fn no_path_leads_anywhere_with_them() {
    let network = Network::start().await;
    let refusals = [
        StatusCode::NOT_FOUND,
        StatusCode::BAD_REQUEST,
        StatusCode::UNAUTHORIZED,
    ];
    for path in PATHS {
        for bytes in [
            "%00",
            "a%00b",
            "kr-hanam%00",
            "%ff",
            "%C0%80",
            "%ED%A0%80",
            "%EF%BF%BF",
            "%0A",
        ] {
            let path = path.replace("{}", bytes);
            let reply = network.get(&path).await;
            assert!(is_refused(&reply, &refusals), "{path}: {reply:?}");
        }
    }
    let nul = network.get("/cities/a%00b").await;
    assert_eq!(nul.status, StatusCode::NOT_FOUND);
    assert!(nul["errors"].is_array(), "{nul:?}");
}

#[tokio::test]
async fn no_parameter_takes_them() {
    let network = Network::start().await;
    for path in [
        "/lists/programmes.ndjson?after=%00",
        "/lists/cities.csv?where=%00",
        "/lists/programmes.csv?where=%7B%22title%22%3A%7B%22contains%22%3A%22%5Cu0000%22%7D%7D",
        "/news.json?before=%00",
        "/feeds/rpde/programmes?afterChangeNumber=%00",
        "/graphql?query=%00",
        "/graphql?query=%7Bcity(slug%3A%22%5Cu0000%22)%7Bid%7D%7D",
        "/graphql?query=%7B__typename%7D&variables=%7B%22%00%22%3A1%7D",
        "/graphql/stream?query=%00",
    ] {
        let reply = network.get(path).await;
        let is_told = reply.status == StatusCode::OK && reply.text.contains("BAD_USER_INPUT");
        let is_refused = reply.status == StatusCode::BAD_REQUEST;
        assert!(is_refused || is_told, "{path}: {reply:?}");
    }
}

#[tokio::test]
async fn no_cursor_holds_them() {
    let network = Network::start().await;
    let ask = async |cursor: &str| {
        let query = "query ($after: String) {
            cities(first: 1, after: $after, orderBy: { field: NAME }) { pageInfo { endCursor } } }";
        network.ask_with(query, json!({ "after": cursor })).await
    };
    let first = network
        .ask("{ cities(first: 1, orderBy: { field: NAME }) { pageInfo { endCursor } } }")
        .await;
    let cursor = first["data"]["cities"]["pageInfo"]["endCursor"].as_str();
    let plain = URL_SAFE_NO_PAD.decode(cursor.unwrap()).unwrap();
    let forged = URL_SAFE_NO_PAD.encode([&plain[..], b"\0"].concat());

    let refused = ask(&forged).await;

    assert_eq!(refused.code(), "BAD_USER_INPUT", "{refused:?}");
    assert_eq!(ask(cursor.unwrap()).await["errors"], json!(null));
}

#[tokio::test]
async fn no_file_brings_them_in() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "programme:write");
    let import = "mutation ($input: ImportRunInput!) { importRun(input: $input) {
        importRun { created } userErrors { code } } }";
    for row in [
        r#"{"externalId":"x\u0000","title":{"ko":"가"},"kind":"COURSE"}"#,
        r#"{"externalId":"x","title":{"ko":"가\u0000"},"kind":"COURSE"}"#,
        r#"{"externalId":"x","title":{"ko":"가","\u0000":"b"},"kind":"COURSE"}"#,
        r#"{"externalId":"x","title":{"ko":"가"},"kind":"COURSE","slug":"a\u0000"}"#,
        r#"{"externalId":"x","title":{"ko":"가"},"kind":"COURSE","keywords":["\u0000"]}"#,
        r#"{"externalId":"x","title":{"ko":"가"},"kind":"COURSE","topics":["\u0000"]}"#,
        r#"{"externalId":"x","title":{"ko":"가"},"kind":"COURSE","offerings":[{"code":"\u0000"}]}"#,
    ] {
        let input = json!({ "input": { "format": "PROGRAMMES_NDJSON", "content": row } });
        let reply = hanam.ask_with(import, input).await;
        let is_kept = reply["data"]["importRun"]["importRun"]["created"] == 1;
        let is_broken = reply.text.contains("INTERNAL");
        assert!(!is_kept && !is_broken, "{row}: {reply:?}");
    }
}

#[tokio::test]
async fn no_token_of_an_outside_issuer_brings_them_in() {
    let network = Network::start().await;
    for claims in [
        json!({ "client_id": "a\u{0}b", "sub": "a\u{0}b" }),
        json!({ "body": "city:kr-hanam\u{0}" }),
        json!({ "scope": "programme:write\u{0}" }),
        json!({ "jti": "\u{0}" }),
    ] {
        let token = network
            .forge()
            .sign(&network.header(json!({})).await, &network.claims(claims));
        let reply = network
            .holder_of(token)
            .ask_with_key(
                "mutation ($input: ProgrammeCreateInput!) { programmeCreate(input: $input) {
                    programme { id } userErrors { code } } }",
                json!({ "input": course() }),
                "1",
            )
            .await;
        assert!(!reply.text.contains("INTERNAL"), "{reply:?}");
    }
}
