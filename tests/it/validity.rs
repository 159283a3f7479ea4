//! A request that is not valid never runs, and keeps nothing.
//!
//! `tests/clients/validity.mjs` asks graphql-js about thousands of documents; here
//! are those that did harm, and what stays in the database.

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use entity::{journal, programme};
use learning_cities::graphql::Call;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::support::{Caller, JSON, Network, Reply, complaints, course, payload, request};

const ACCEPT: (&str, &str) = ("accept", "application/graphql-response+json");

/// Asks as clients of the newer form do.
async fn ask(network: &Network, query: &str, variables: Value) -> Reply {
    let body = json!({ "query": query, "variables": variables }).to_string();
    network.post(&[JSON, ACCEPT], body).await
}

/// Refused as a whole, with a place for each fault.
#[track_caller]
fn assert_refused(reply: &Reply, query: &str) {
    assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{query}: {reply:?}");
    assert!(!reply.has_data(), "{query}");
    for error in reply["errors"].as_array().unwrap() {
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{query}");
        let place = &error["locations"][0];
        assert!(place["line"].as_u64() >= Some(1), "{query}: {error}");
        assert!(place["column"].as_u64() >= Some(1), "{query}: {error}");
    }
}

/// Programmes and entries of the journal, as the database counts them.
async fn kept(network: &Network) -> (u64, u64) {
    let db = network.app().reader();
    let programmes = programme::Entity::find().count(db).await.unwrap();
    let entries = journal::Entity::find().count(db).await.unwrap();
    (programmes, entries)
}

/// Makes a course and asks this of it.
fn create(variables: &str, selection: &str) -> String {
    format!(
        "mutation ($input: ProgrammeCreateInput!{variables}) {{ programmeCreate(input: $input) {{
            programme {{ id {selection} }} userErrors {{ code field }} }} }}"
    )
}

async fn send(caller: &Caller<'_>, query: &str, more: Value) -> Reply {
    let mut variables = json!({ "input": course() });
    let more = more.as_object().unwrap().clone();
    variables.as_object_mut().unwrap().extend(more);
    caller.ask_with(query, variables).await
}

#[tokio::test]
async fn a_variable_of_another_type_than_its_place_is_refused() {
    let network = Network::start().await;
    let filter = json!({ "name": { "contains": "zzzz-nothing" } });
    for (query, variables) in [
        (
            "query ($w: CityFilter) { programmes(where: $w) { totalCount } }",
            json!({ "w": filter }),
        ),
        (
            "query ($s: Int!) { city(slug: $s) { slug } }",
            json!({ "s": 1 }),
        ),
        ("query ($s: String) { city(slug: $s) { slug } }", json!({})),
        (
            "query ($s: [String!]!) { city(slug: $s) { slug } }",
            json!({ "s": ["kr-hanam"] }),
        ),
        (
            "query ($k: String) { programmes(where: { kind: { eq: $k } }) { totalCount } }",
            json!({ "k": "COURSE" }),
        ),
        (
            "query ($l: [String]) { programmes(where: { topic: { in: $l } }) { totalCount } }",
            json!({ "l": ["LITERACY"] }),
        ),
        (
            "query ($b: String!) { city(slug: \"kr-hanam\") { slug @skip(if: $b) } }",
            json!({ "b": "true" }),
        ),
        (
            "query ($b: Boolean) { city(slug: \"kr-hanam\") { slug @include(if: $b) } }",
            json!({ "b": true }),
        ),
    ] {
        assert_refused(&ask(&network, query, variables).await, query);
    }
}

/// A selection that reads a day, further down than the programme.
fn sessions(from: &str) -> String {
    format!("offerings(first: 1) {{ nodes {{ sessions(from: {from}, first: 1) {{ startsAt }} }} }}")
}

#[tokio::test]
async fn a_value_that_a_field_cannot_read_is_found_before_anything_is_kept() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "programme:write");
    let before = kept(&network).await;
    for (query, variables) in [
        (create("", &sessions("\"1900\"")), json!({})),
        (
            create(", $d: Date!", &sessions("$d")),
            json!({ "d": "1900" }),
        ),
        (create(", $d: Date! = \"1900\"", &sessions("$d")), json!({})),
        (
            create(
                ", $n: Int = 1",
                "offerings(first: 1) { nodes { sessions(first: $n) { startsAt } } }",
            ),
            json!({ "n": null }),
        ),
        (create("", "title(locales: [\"not a tag\"])"), json!({})),
        (
            create(", $l: [Locale!]", "title(locales: $l)"),
            json!({ "l": ["not a tag"] }),
        ),
        (
            create(
                "",
                "offerings(where: { updatedAt: { gt: \"nonsense\" } }) { totalCount }",
            ),
            json!({}),
        ),
        (
            create("", "offerings(first: \"1\") { totalCount }"),
            json!({}),
        ),
        (
            create("", "offerings(first: 1) { nodes { id } } ...F"),
            json!({}),
        ),
        (create(", $unused: Int", ""), json!({})),
    ] {
        for _ in 0..2 {
            let reply = send(&hanam, &query, variables.clone()).await;
            assert_eq!(reply.code(), "BAD_USER_INPUT", "{query}");
            assert!(!reply.has_data(), "{query}");
            assert!(
                !reply["errors"][0]["locations"].is_null(),
                "{query}: {reply:?}"
            );
        }
    }

    assert_eq!(kept(&network).await, before);
    let made = send(
        &hanam,
        &create(", $d: Date!", &sessions("$d")),
        json!({ "d": "2026-03-02" }),
    )
    .await;
    assert_eq!(complaints(&payload(&made, "programmeCreate")), [""; 0]);
    assert_eq!(kept(&network).await.0, before.0 + 1);
}

#[tokio::test]
async fn what_cannot_be_shown_as_it_was_asked_is_undone() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "programme:write audit:read");
    let before = kept(&network).await;
    let conditions = "{ title: { contains: \"a\" } }, ".repeat(51);
    for selection in [
        "offerings(first: 0) { totalCount }".to_owned(),
        "offerings(last: -1) { totalCount }".to_owned(),
        "offerings(after: \"zzz\") { totalCount }".to_owned(),
        "history(first: 1000) { totalCount }".to_owned(),
        format!("city {{ programmes(where: {{ or: [{conditions}] }}) {{ totalCount }} }}"),
        "city { programme { id } }".to_owned(),
    ] {
        let query = create("", &selection);
        let reply = send(&hanam, &query, json!({})).await;
        assert_eq!(reply.code(), "BAD_USER_INPUT", "{query}: {reply:?}");
        assert_eq!(reply["data"], Value::Null, "{query}");
        assert_eq!(kept(&network).await, before, "{query}");
    }
}

#[tokio::test]
async fn one_invalid_operation_keeps_all_of_its_document_from_running() {
    let network = Network::start().await;
    let query = "query Good { city(slug: \"kr-hanam\") { slug } } query Bad { city { slug } }";
    let body = json!({ "query": query, "operationName": "Good" }).to_string();

    let reply = network.post(&[JSON, ACCEPT], body).await;

    assert_refused(&reply, query);
    assert_eq!(
        reply.message(),
        "`Query.city` needs the argument `slug`: its type is String!."
    );
    assert_eq!(
        reply["errors"][0]["locations"],
        json!([{ "line": 1, "column": 60 }])
    );
}

#[tokio::test]
async fn what_the_specification_does_not_allow_is_refused() {
    let network = Network::start().await;
    for query in [
        "{ programmes(where: { kind: { eq: \"COURSE\" } }) { totalCount } }",
        "{ programmes(where: { title: { contains: \"x\", contains: \"y\" } }) { totalCount } }",
        "{ programmes(where: [{ title: { contains: \"x\" } }]) { totalCount } }",
        "{ programmes(where: { nope: 1 }) { totalCount } }",
        "{ programmes(first: 1.0) { totalCount } }",
        "{ programmes(first: 2147483648) { totalCount } }",
        "query ($n: Int) { programmes { totalCount } }",
        "query ($n: Nope) { programmes(first: $n) { totalCount } }",
        "query ($n: Programme) { programmes(first: $n) { totalCount } }",
        "query ($n: Int = \"1\") { programmes(first: $n) { totalCount } }",
        "query ($n: Int @skip(if: true)) { programmes(first: $n) { totalCount } }",
        "{ programmes @skip(if: 1) { totalCount } }",
        "{ programmes { totalCount @requiresScopes(scopes: [[\"a\"]]) } }",
        "{ __type(name: City) { name } }",
        "{ __schema { types { fields(includeDeprecated: 1) { name } } } }",
        "{ programmes { totalCount } } fragment F on Programme { id }",
        "{ a: programmes { totalCount } a: cities { totalCount } }",
        "{ city(slug: \"\\uD83D\") { slug } }",
    ] {
        assert_refused(&ask(&network, query, json!({})).await, query);
    }
}

#[tokio::test]
async fn a_sentence_says_what_is_wrong_and_where() {
    let network = Network::start().await;

    let reply = ask(
        &network,
        "{\n  city(slug: 7) { nope }\n  programmes(first: ONE) { totalCount }\n}",
        json!({}),
    )
    .await;

    let told: Vec<_> = reply["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| {
            let at = &error["locations"][0];
            format!(
                "{}:{} {}",
                at["line"],
                at["column"],
                // The names that there are instead follow.
                error["message"]
                    .as_str()
                    .unwrap()
                    .split(" It has ")
                    .next()
                    .unwrap()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "2:14 `7` is no String.",
            "2:19 `City` has no field `nope`.",
            "3:21 `ONE` is no Int.",
        ]
    );
}

#[tokio::test]
async fn what_the_specification_allows_is_read() {
    let network = Network::start().await;
    for (query, variables) in [
        (
            "{ search(text: \"\\uD83D\\uDE00a\", first: 1) { totalCount } }",
            json!({}),
        ),
        (
            "{ search(text: \"\\u{1F600}a\", first: 1) { totalCount } }",
            json!({}),
        ),
        (
            "\"Why it is asked.\" query Q(\"Which one.\" $s: String!) { city(slug: $s) { slug } }",
            json!({ "s": "kr-hanam" }),
        ),
        (
            "\"\"\"A block.\"\"\" fragment F on City { slug } query Q { city(slug: \"kr-hanam\") { ...F } }",
            json!({}),
        ),
        (
            "query ($n: Int) { programmes(first: $n) { totalCount } }",
            json!({}),
        ),
        (
            "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            json!({ "ids": "city_x" }),
        ),
        (
            "query ($b: Boolean! = true) { city(slug: \"kr-hanam\") { slug @include(if: $b) name @skip(if: $b) } }",
            json!({}),
        ),
    ] {
        let reply = ask(&network, query, variables).await;
        assert_eq!(reply.status, StatusCode::OK, "{query}: {reply:?}");
        assert!(reply.has_data(), "{query}");
    }
    let conditions =
        "query ($b: Boolean! = true) { city(slug: \"kr-hanam\") { slug name @skip(if: $b) } }";
    let reply = ask(&network, conditions, json!({})).await;
    assert_eq!(reply["data"]["city"], json!({ "slug": "kr-hanam" }));
}

#[tokio::test]
async fn a_get_is_held_to_the_same_rules() {
    let network = Network::start().await;
    let query =
        "query%20(%24s%3AInt!)%7Bcity(slug%3A%24s)%7Bslug%7D%7D&variables=%7B%22s%22%3A1%7D";

    let reply = network
        .get_with(&[ACCEPT], &format!("/graphql?query={query}"))
        .await;

    assert_refused(&reply, query);
}

#[tokio::test]
async fn a_subscription_that_is_not_valid_does_not_begin() {
    let network = Network::start().await;
    for query in [
        "subscription { changeStream { cursor nope } }",
        "subscription { changeStream(types: [\"CITY\"]) { cursor } }",
        "subscription ($a: Int) { changeStream(after: $a) { cursor } }",
        "subscription { changeStream { cursor } __typename }",
        "subscription { __typename }",
        "subscription { a: changeStream { cursor } b: changeStream { cursor } }",
        "subscription { changeStream @include(if: true) { cursor } }",
    ] {
        assert!(
            network.engine().prepare(Call::new(query)).is_err(),
            "{query}"
        );
        let headers = [JSON, ("accept", "text/event-stream")];
        let body = Body::from(json!({ "query": query }).to_string());
        let reply = network
            .send(request(Method::POST, "/graphql/stream", &headers, body))
            .await;
        let kind = reply.header(header::CONTENT_TYPE.as_str());
        assert!(kind.starts_with("text/event-stream"), "{kind}");
        assert!(
            reply.text.contains("BAD_USER_INPUT"),
            "{query}: {}",
            reply.text
        );
        assert!(reply.text.contains("\"line\":1"), "{query}: {}", reply.text);
        assert!(!reply.text.contains("\"data\":"), "{query}: {}", reply.text);
    }
}

#[tokio::test]
async fn a_webhook_is_not_set_up_with_a_selection_that_is_not_valid() {
    let network = Network::start().await;
    let partner = network.organisation("pascal-observatory", "webhook:manage");
    for selection in [
        "{ nope }",
        "{ cursor(a: 1) }",
        "{ cursor @nope }",
        "{ cursor ...F }",
        "{ cursor } } query Q { city(slug: 1) { slug",
        "{ record { ... on Programme { title(locales: [\\\"not a tag\\\"]) } } }",
    ] {
        let query = format!(
            "mutation {{ webhookCreate(input: {{ url: \"https://example.org/\", selection: \"{selection}\" }}) {{ webhook {{ id }} userErrors {{ code field }} }} }}"
        );
        let made = payload(&partner.ask(&query).await, "webhookCreate");
        assert_eq!(made["webhook"], json!(null), "{selection}");
        assert_eq!(
            made["userErrors"][0]["field"],
            json!(["selection"]),
            "{selection}"
        );
    }
}

#[tokio::test]
async fn fewer_people_than_none_are_not_invited() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let query = "mutation { surveyInvite(input: { id: \"survey_01h455vb4pex5vsknk084sn02q\", groups: [{ count: -1 }] }) { count userErrors { code } } }";

    let reply = hanam.ask(query).await;

    assert!(!reply.text.contains("INTERNAL"), "{reply:?}");
}
