//! Cities make, change and delete their plans.

use entity::values::Happening;
use serde_json::{Value, json};

use crate::support::{Caller, Network, complaints};

const PLAN: &str = "plan { id externalId title(locales: [\"en\"]) defaultLocale city { slug }
    alternateTitles(locales: [\"en\"]) ordinal periodStart periodEnd vision(locales: [\"en\"])
    website status origin version }";

fn fifth() -> Value {
    json!({
        "title": [
            { "locale": "ko", "text": "제5차 계획" }, { "locale": "en", "text": "Fifth plan" },
        ],
        "externalId": "P-5",
        "alternateTitles": [[{ "locale": "en", "text": "Learning for all" }]],
        "ordinal": 5,
        "periodStart": "2027",
        "periodEnd": "2031-12",
        "vision": [{ "locale": "en", "text": "Everyone learns nearby." }],
        "website": "https://example.org/plan",
        "status": "PREPARATION",
    })
}

async fn named(caller: &Caller<'_>, title: &str, more: Value) -> Value {
    let mut input = json!({ "title": [{ "locale": "ko", "text": title }] });
    let more = more.as_object().unwrap().clone();
    input.as_object_mut().unwrap().extend(more);
    caller.change("planCreate", input, PLAN).await
}

#[tokio::test]
async fn a_city_adds_a_plan_and_changes_it() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "plan:write");

    let mut made = hanam.change("planCreate", fifth(), PLAN).await;
    let id = made["plan"]["id"].take();
    let expected = json!({
        "id": null, "externalId": "P-5", "title": "Fifth plan", "defaultLocale": "ko",
        "city": { "slug": "kr-hanam" }, "alternateTitles": ["Learning for all"],
        "ordinal": 5, "periodStart": "2027", "periodEnd": "2031-12",
        "vision": "Everyone learns nearby.", "website": "https://example.org/plan",
        "status": "PREPARATION", "origin": "REAL", "version": 1,
    });
    assert_eq!(made, json!({ "plan": expected, "userErrors": [] }));

    let edit = json!({ "id": id, "status": "ADOPTED", "vision": null, "alternateTitles": null });
    let mut changed = hanam.change("planUpdate", edit, PLAN).await;
    changed["plan"]["id"].take();
    let mut now = expected.clone();
    now["status"] = json!("ADOPTED");
    now["vision"] = Value::Null;
    now["alternateTitles"] = json!([]);
    now["version"] = json!(2);
    assert_eq!(changed["plan"], now);
}

#[tokio::test]
async fn every_problem_of_a_plan_is_told_at_once() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "plan:write");
    let last = network.last_entry().await;
    let wrong = json!({
        "title": [{ "locale": "en", "text": "Fifth plan" }], "ordinal": 0,
        "periodStart": "2027-03", "periodEnd": "2026", "website": "plan",
        "alternateTitles": [[{ "locale": "en", "text": " " }]],
    });

    let payload = hanam.change("planCreate", wrong, PLAN).await;

    assert_eq!(
        complaints(&payload),
        [
            "REQUIRED alternateTitles.0.0.text",
            "REQUIRED title",
            "OUT_OF_RANGE ordinal",
            "OUT_OF_RANGE periodEnd",
            "INVALID website",
        ]
    );
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn one_plan_of_a_city_is_in_force() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "plan:write");
    let in_force = json!({ "status": "IN_FORCE" });
    let first = named(&hanam, "하나", in_force.clone()).await;
    assert_eq!(first["plan"]["status"], "IN_FORCE");

    let second = named(&hanam, "둘", in_force.clone()).await;
    assert_eq!(complaints(&second), ["TAKEN status"]);
    let said = &second["userErrors"][0]["message"];
    assert!(said.as_str().unwrap().contains("is in force"), "{said}");
    let elsewhere = network.city("kr-suwon", "plan:write");
    let elsewhere = named(&elsewhere, "수원", in_force.clone()).await;
    assert_eq!(elsewhere["plan"]["status"], "IN_FORCE");

    let closed = json!({ "id": first["plan"]["id"], "status": "SUPERSEDED" });
    hanam.change("planUpdate", closed, "").await;
    let second = named(&hanam, "둘", in_force).await;
    assert_eq!(second["plan"]["status"], "IN_FORCE");
}

#[tokio::test]
async fn a_number_or_a_key_belongs_to_one_plan_of_a_city() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "plan:write");

    let fourth = named(&hanam, "또 제4차", json!({ "ordinal": 4 })).await;
    assert_eq!(complaints(&fourth), ["TAKEN ordinal"]);
    named(&hanam, "하나", json!({ "externalId": "P-5" })).await;
    let again = named(&hanam, "둘", json!({ "externalId": "P-5" })).await;
    assert_eq!(complaints(&again), ["TAKEN externalId"]);
}

#[tokio::test]
async fn a_deleted_plan_comes_back_with_its_history() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "plan:write");
    let last = network.last_entry().await;
    let made = hanam.change("planCreate", fifth(), PLAN).await;
    let id = json!({ "id": made["plan"]["id"] });

    let deleted = hanam.change("planDelete", id.clone(), "deletedId").await;
    assert_eq!(deleted["deletedId"], id["id"]);
    let reply = network
        .ask_with("query ($id: ID!) { node(id: $id) { id } }", id.clone())
        .await;
    assert_eq!(reply.code(), "NOT_FOUND");
    let restored = hanam.change("planRestore", id, PLAN).await;

    assert_eq!(restored["plan"]["version"], 3);
    let entries = network.entries_since(last).await;
    let happenings: Vec<_> = entries.iter().map(|entry| entry.happening).collect();
    assert_eq!(
        happenings,
        [Happening::Created, Happening::Deleted, Happening::Restored]
    );
}

#[tokio::test]
async fn no_other_city_has_the_plan() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "plan:write");
    let made = hanam.change("planCreate", fifth(), PLAN).await;
    let id = json!({ "id": made["plan"]["id"] });
    let last = network.last_entry().await;

    let suwon = network.city("kr-suwon", "plan:write");
    for mutation in ["planUpdate", "planDelete", "planRestore"] {
        let foreign = suwon.change(mutation, id.clone(), "").await;
        assert_eq!(complaints(&foreign), ["NOT_FOUND id"], "{mutation}");
    }
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn plans_are_found_by_their_city_their_number_and_their_status() {
    let network = Network::start().await;
    let reply = network
        .ask(
            "{ plans(where: { status: { eq: INTERIM_REPORT }, ordinal: { gte: 4 } }) {
                nodes { title(locales: [\"en\"]) city { slug } } }
            city(slug: \"kr-eunpyeong\") { plans { totalCount nodes { ordinal periodEnd } } } }",
        )
        .await;

    assert_eq!(
        reply["data"],
        json!({
            "plans": { "nodes": [{
                "title": "4th Mid- to Long-Term Lifelong Education Development Plan",
                "city": { "slug": "kr-hanam" },
            }] },
            "city": { "plans": {
                "totalCount": 1, "nodes": [{ "ordinal": 2, "periodEnd": "2024" }],
            } },
        })
    );
}

#[tokio::test]
async fn a_new_plan_takes_few_statements() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "plan:write");

    let (answer, statements) = hanam
        .statements(
            "mutation { planCreate(input: { title: [{ locale: \"ko\", text: \"x\" }] }) {
                plan { ordinal } userErrors { code } } }",
        )
        .await;

    assert_eq!(answer["data"]["planCreate"]["userErrors"], json!([]));
    // A savepoint and its release, the city, the plan, the answer, and the journal
    // with its lock.
    assert_eq!(statements, if network.is_sqlite() { 7 } else { 8 });
}
