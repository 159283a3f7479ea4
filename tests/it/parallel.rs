//! Many at once: equal calls do one thing, and one of two writers learns of the other.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Caller, Network, complaints, course, payload};

const CREATE: &str = "
    mutation ($input: ProgrammeCreateInput!) {
        programmeCreate(input: $input) { programme { id } userErrors { code field } }
    }";

const UPSERT: &str = "
    mutation ($input: ProgrammesUpsertInput!) {
        programmesUpsert(input: $input) {
            rows { outcome programme { id } } userErrors { code field }
        }
    }";

fn hanam(network: &Network) -> Caller<'_> {
    network.city("kr-hanam", "programme:write")
}

/// The programmes of Hanam with the title of the course.
async fn courses(city: &Caller<'_>) -> usize {
    let before = city
        .ask("{ search(text: \"디지털 첫걸음\", first: 50) { totalCount } }")
        .await;
    let count = before["data"]["search"]["totalCount"].as_u64().unwrap();
    usize::try_from(count).unwrap()
}

#[tokio::test]
async fn twenty_equal_calls_with_one_key_make_one_programme() {
    let network = Network::start().await;
    let city = hanam(&network);
    let before = network.last_entry().await;
    let variables = json!({ "input": course() });

    let calls = (0..20).map(|_| city.ask_with_key(CREATE, variables.clone(), "morning-1"));
    let replies = join_all(calls).await;

    let first = payload(&replies[0], "programmeCreate")["programme"]["id"].clone();
    assert!(first.is_string());
    for reply in &replies {
        assert_eq!(payload(reply, "programmeCreate")["programme"]["id"], first);
    }
    assert_eq!(
        network.entries_since(before).await.len(),
        2,
        "a programme and its offering"
    );
}

#[tokio::test]
async fn twenty_equal_upserts_make_one_row_each() {
    let network = Network::start().await;
    let city = hanam(&network);
    assert_eq!(courses(&city).await, 0);
    let rows: Vec<Value> = (0..5)
        .map(|number| {
            let mut row = course();
            row["externalId"] = json!(format!("LLL-{number}"));
            row
        })
        .collect();
    let variables = json!({ "input": { "rows": rows, "publish": true } });

    let calls = (0..20).map(|_| city.ask_with(UPSERT, variables.clone()));
    let replies = join_all(calls).await;

    let mut outcomes: Vec<String> = Vec::new();
    for reply in &replies {
        let payload = payload(reply, "programmesUpsert");
        assert_eq!(complaints(&payload), [""; 0]);
        outcomes.push(payload["rows"][4]["outcome"].as_str().unwrap().to_owned());
    }
    outcomes.sort();
    assert_eq!(outcomes[0], "CREATED");
    assert!(outcomes[1..].iter().all(|outcome| outcome == "UNCHANGED"));
    assert_eq!(courses(&city).await, 5);
}

#[tokio::test]
async fn of_two_writers_with_the_same_version_one_hears_of_the_other() {
    let network = Network::start().await;
    let city = hanam(&network);
    let id = city.create_programme(course()).await["programme"]["id"].clone();
    let change = |age: i32| {
        let input = json!({ "id": id, "ageMin": age });
        city.change_on(
            "programmeUpdate",
            (input, "expectedVersion: 1"),
            "programme { ageMin version }",
        )
    };

    let (one, other) = tokio::join!(change(50), change(51));

    let mut told = [complaints(&one), complaints(&other)].concat();
    told.sort();
    assert_eq!(told, ["STALE_VERSION expectedVersion"]);
    assert_eq!(
        one["programme"], other["programme"],
        "both see what the winner wrote"
    );
    assert_eq!(one["programme"]["version"], 2);
}

#[tokio::test]
async fn an_upsert_and_a_step_at_the_same_time_both_count() {
    let network = Network::start().await;
    let city = hanam(&network);
    let id = city.create_programme(course()).await["programme"]["id"].clone();
    let mut row = course();
    row["ageMin"] = json!(55);
    let upsert = json!({ "input": { "rows": [row] } });

    let (_, upserted) = tokio::join!(
        city.change("programmePublish", json!({ "id": id }), "programme { id }"),
        city.ask_with(UPSERT, upsert),
    );

    assert_eq!(complaints(&payload(&upserted, "programmesUpsert")), [""; 0]);
    let query = format!("{{ node(id: {id}) {{ ... on Programme {{ status ageMin version }} }} }}");
    let now = network.ask(&query).await["data"]["node"].clone();
    assert_eq!(
        now,
        json!({ "status": "PUBLISHED", "ageMin": 55, "version": 3 })
    );
}

#[tokio::test]
async fn equal_titles_at_the_same_time_get_slugs_of_their_own() {
    let network = Network::start().await;
    let city = hanam(&network);
    let input = json!({
        "title": [{ "locale": "en", "text": "First digital steps" }], "kind": "COURSE",
    });
    let calls = (0..8).map(|_| city.create_programme(input.clone()));
    let mut slugs: Vec<String> = join_all(calls)
        .await
        .iter()
        .map(|payload| payload["programme"]["slug"].as_str().unwrap().to_owned())
        .collect();
    slugs.sort();
    slugs.dedup();
    assert_eq!(slugs.len(), 8);
}
