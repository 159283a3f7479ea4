//! A programme is drafted, published, taken back, put away, deleted and brought back.

use entity::values::SubjectKind;
use serde_json::{Value, json};

use crate::support::{Caller, Network, complaints, course};

fn hanam(network: &Network) -> Caller<'_> {
    network.city("kr-hanam", "programme:write")
}

/// Takes a step; gives the status that it led to, or what was wrong with it.
async fn step(city: &Caller<'_>, step: &str, id: &Value) -> String {
    let shows = "programme { status }";
    let payload = city
        .change(&format!("programme{step}"), json!({ "id": id }), shows)
        .await;
    match payload["programme"]["status"].as_str() {
        Some(status) => status.to_owned(),
        None => complaints(&payload).join(", "),
    }
}

async fn draft(city: &Caller<'_>) -> Value {
    city.create_programme(course()).await["programme"]["id"].clone()
}

#[tokio::test]
async fn every_step_leads_where_it_should_or_is_refused() {
    let network = Network::start().await;
    let city = hanam(&network);
    let id = draft(&city).await;
    for (taken, leads_to) in [
        ("Suspend", "ILLEGAL_TRANSITION id"),
        ("Publish", "PUBLISHED"),
        ("Publish", "PUBLISHED"),
        ("Suspend", "SUSPENDED"),
        ("Publish", "PUBLISHED"),
        ("Archive", "ARCHIVED"),
        ("Publish", "ILLEGAL_TRANSITION id"),
        ("Suspend", "ILLEGAL_TRANSITION id"),
        ("Restore", "SUSPENDED"),
        ("Restore", "SUSPENDED"),
        ("Archive", "ARCHIVED"),
    ] {
        assert_eq!(step(&city, taken, &id).await, leads_to, "{taken}");
    }
    let other = course()["title"].clone();
    let other = json!({ "title": other, "kind": "COURSE" });
    let other = city.create_programme(other).await["programme"]["id"].clone();
    assert_eq!(step(&city, "Archive", &other).await, "ARCHIVED");
    assert_eq!(
        step(&city, "Restore", &other).await,
        "DRAFT",
        "it was never public"
    );
}

#[tokio::test]
async fn what_is_published_has_a_topic_and_a_title_in_its_own_language() {
    let network = Network::start().await;
    let city = hanam(&network);
    let input = json!({ "title": [{ "locale": "en", "text": "A course" }], "kind": "COURSE" });
    let id = city.create_programme(input).await["programme"]["id"].clone();
    assert_eq!(
        step(&city, "Publish", &id).await,
        "REQUIRED title, REQUIRED topics"
    );

    let mended = json!({
        "id": id, "title": [{ "locale": "ko", "text": "강좌" }], "topics": ["READING"],
    });
    city.change("programmeUpdate", mended, "programme { id }")
        .await;
    assert_eq!(step(&city, "Publish", &id).await, "PUBLISHED");

    let stripped = json!({
        "id": id, "title": [{ "locale": "ko", "text": null }], "topics": null,
    });
    let payload = city
        .change("programmeUpdate", stripped, "programme { id }")
        .await;
    assert_eq!(complaints(&payload), ["REQUIRED topics", "REQUIRED title"]);
}

#[tokio::test]
async fn the_search_finds_a_programme_while_it_is_public() {
    let network = Network::start().await;
    let city = hanam(&network);
    let mut input = course();
    input["slug"] = json!("first-steps");
    input["title"][1]["text"] = json!("Zwitscherkurs");
    let id = city.create_programme(input).await["programme"]["id"].clone();
    let mut found = Vec::new();
    for taken in [
        "Publish", "Suspend", "Publish", "Delete", "Restore", "Archive",
    ] {
        let shows = if taken == "Delete" {
            "deletedId"
        } else {
            "programme { id }"
        };
        let mutation = format!("programme{taken}");
        let payload = city.change(&mutation, json!({ "id": id }), shows).await;
        assert_eq!(complaints(&payload), [""; 0]);
        found.push((taken, network.finds("Zwitscherkurs").await.len()));
    }
    assert_eq!(
        found,
        [
            ("Publish", 1),
            ("Suspend", 0),
            ("Publish", 1),
            ("Delete", 0),
            ("Restore", 1),
            ("Archive", 0)
        ]
    );
}

#[tokio::test]
async fn the_journal_names_each_step() {
    let network = Network::start().await;
    let city = hanam(&network);
    let before = network.last_entry().await;
    let id = draft(&city).await;
    for taken in ["Publish", "Suspend", "Archive", "Restore"] {
        step(&city, taken, &id).await;
    }
    city.change("programmeDelete", json!({ "id": id }), "deletedId")
        .await;
    step(&city, "Restore", &id).await;

    let told = network.entries_since(before).await;
    let (told, along): (Vec<_>, Vec<_>) = told
        .into_iter()
        .partition(|entry| entry.subject_kind == SubjectKind::Programme);
    let happenings: Vec<Value> = told.iter().map(|entry| json!(entry.happening)).collect();
    assert_eq!(
        happenings,
        [
            "CREATED",
            "PUBLISHED",
            "SUSPENDED",
            "ARCHIVED",
            "RESTORED",
            "DELETED",
            "RESTORED",
        ]
    );
    assert_eq!(told[2].before, Some(json!({ "status": "PUBLISHED" })));
    assert_eq!(told[2].after, Some(json!({ "status": "SUSPENDED" })));
    assert_eq!(along.len(), told.len(), "its offering goes with it");
}

#[tokio::test]
async fn a_deleted_programme_takes_its_offerings_with_it_and_brings_them_back() {
    let network = Network::start().await;
    let city = hanam(&network);
    let made = city.create_programme(course()).await["programme"].clone();
    let (id, run) = (&made["id"], &made["offerings"]["nodes"][0]["id"]);
    step(&city, "Publish", id).await;
    let query = format!("{{ node(id: {run}) {{ ... on Offering {{ code }} }} }}");
    let seen = async || city.ask(&query).await["data"]["node"]["code"].clone();
    assert_eq!(seen().await, "2026-1");

    let payload = city
        .change("programmeDelete", json!({ "id": id }), "deletedId")
        .await;
    assert_eq!(payload["deletedId"], *id);
    assert_eq!(seen().await, Value::Null);
    for mutation in [
        "offeringUpdate",
        "programmePublish",
        "programmeUpdate",
        "programmeDelete",
    ] {
        let id = if mutation.starts_with("offering") {
            run
        } else {
            id
        };
        let shows = match mutation {
            "offeringUpdate" => "offering { id }",
            "programmeDelete" => "deletedId",
            _ => "programme { id }",
        };
        let payload = city.change(mutation, json!({ "id": id }), shows).await;
        assert_eq!(complaints(&payload), ["NOT_FOUND id"], "{mutation}");
    }

    assert_eq!(step(&city, "Restore", id).await, "PUBLISHED", "as it was");
    assert_eq!(seen().await, "2026-1");
}

#[tokio::test]
async fn nobody_takes_a_step_with_the_programme_of_another_city() {
    let network = Network::start().await;
    let id = draft(&hanam(&network)).await;
    let before = network.last_entry().await;
    let hamburg = network.city("de-hamburg", "programme:write");
    for taken in ["Publish", "Suspend", "Archive", "Restore"] {
        assert_eq!(step(&hamburg, taken, &id).await, "NOT_FOUND id");
    }
    assert_eq!(network.last_entry().await, before);
}
