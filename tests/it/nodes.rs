//! Records by their ids and slugs.

use serde_json::json;

use crate::support::Network;

#[tokio::test]
async fn every_record_is_found_by_its_id() {
    let network = Network::start().await;
    let query = "{
        cities(first: 1) { nodes { id
            memberships(first: 1) { nodes { id } }
        } }
        alliances(first: 1) { nodes { id } }
        organisations(first: 1) { nodes { id } }
        learningSpaces(first: 1) { nodes { id } }
        programmes(first: 1) { nodes { id } }
        offerings(first: 1) { nodes { id } }
        wuhan: city(slug: \"cn-wuhan\") { platforms(first: 1) { nodes { id } } }
        eunpyeong: city(slug: \"kr-eunpyeong\") {
            designations(first: 1) { nodes { id } }
            offices(first: 1) { nodes { id } }
            memberships(first: 1) { nodes { id } }
            profiles { id }
        }
    }";
    let answer = network.ask(query).await;
    let mut ids = Vec::new();
    collect_ids(&answer["data"], &mut ids);
    let prefixes: std::collections::BTreeSet<&str> = ids
        .iter()
        .map(|id| id.rsplit_once('_').unwrap().0)
        .collect();
    assert_eq!(prefixes.len(), 11, "{prefixes:?}");
    for id in &ids {
        let found = network
            .ask(&format!("{{ node(id: \"{id}\") {{ id }} }}"))
            .await;
        assert_eq!(found["data"]["node"]["id"], json!(id));
    }
}

fn collect_ids(value: &serde_json::Value, ids: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, field) in fields {
                match field.as_str().filter(|_| name == "id") {
                    Some(id) => ids.push(id.to_owned()),
                    None => collect_ids(field, ids),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect_ids(item, ids)),
        _ => {}
    }
}

#[tokio::test]
async fn what_does_not_exist_is_null_and_says_so() {
    let network = Network::start().await;
    for query in [
        "{ city(slug: \"kr-atlantis\") { id } }",
        "{ alliance(slug: \"atlantis\") { id } }",
        "{ organisation(slug: \"atlantis\") { id } }",
        "{ programme(city: \"kr-hanam\", slug: \"atlantis\") { id } }",
        "{ country(code: \"XX\") { name } }",
        "{ node(id: \"city_00000000000000000000000000\") { id } }",
    ] {
        let answer = network.ask(query).await;
        assert_eq!(answer.code(), "NOT_FOUND", "{query}");
        let data = answer["data"].as_object().unwrap();
        assert!(data.values().all(serde_json::Value::is_null), "{query}");
    }
}

#[tokio::test]
async fn an_id_that_is_none_is_refused() {
    let network = Network::start().await;
    for id in [
        "",
        "hanam",
        "city_",
        "city_!!",
        "planet_01h2xcejqtf2nbrexx3vqjhp41",
        "city_81h2xcejqtf2nbrexx3vqjhp41",
    ] {
        let answer = network
            .ask(&format!("{{ node(id: \"{id}\") {{ id }} }}"))
            .await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{id}");
    }
}

#[tokio::test]
async fn one_missing_node_does_not_take_the_others_away() {
    let network = Network::start().await;
    let answer = network.ask("{ city(slug: \"kr-hanam\") { id } }").await;
    let hanam = answer["data"]["city"]["id"].as_str().unwrap();
    let query =
        format!("{{ nodes(ids: [\"city_00000000000000000000000000\", \"{hanam}\"]) {{ id }} }}");
    let answer = network.ask(&query).await;
    assert_eq!(answer["data"]["nodes"], json!([null, { "id": hanam }]));
    assert_eq!(answer.code(), "NOT_FOUND");
    assert_eq!(answer["errors"][0]["path"], json!(["nodes", 0]));
}

#[tokio::test]
async fn a_programme_is_found_by_the_citys_own_id() {
    let network = Network::start().await;
    let query = "{ city(slug: \"kr-hanam\") {
        programme(externalId: \"DEMO-LIBRARY-NIGHT-READING\") { slug }
    } }";
    let answer = network.ask(query).await;
    assert_eq!(
        answer["data"]["city"]["programme"]["slug"],
        "library-night-reading"
    );
    let both =
        "{ city(slug: \"kr-hanam\") { programme(slug: \"a\", externalId: \"b\") { slug } } }";
    assert_eq!(network.ask(both).await.code(), "BAD_USER_INPUT");
}
