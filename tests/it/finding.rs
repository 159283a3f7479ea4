//! The search and the numbers of the network, as clients meet them.

use learning_cities::domain::{
    Viewer,
    generate::{Plan, generate},
    viewer::ImportNetwork,
};
use serde_json::{Value, json};

use crate::support::Network;

const SEARCH: &str = "query ($text: String!, $types: [SearchType!], $first: Int, $after: String) {
    search(text: $text, types: $types, first: $first, after: $after) {
        nodes {
            snippet { before hit after inTitle }
            found { __typename ... on City { slug } ... on Programme { slug } }
        }
        totalCount
        pageInfo { hasNextPage endCursor }
    }
}";

async fn search(network: &Network, variables: Value) -> Value {
    let answer = network.ask_with(SEARCH, variables).await;
    assert!(answer["errors"].is_null(), "{answer:?}");
    answer["data"]["search"].clone()
}

#[tokio::test]
async fn two_characters_of_korean_or_chinese_are_enough() {
    let network = Network::start().await;
    for (text, city) in [
        ("하남", "kr-hanam"),
        ("은평", "kr-eunpyeong"),
        ("武汉", "cn-wuhan"),
        ("武漢", "cn-wuhan"),
    ] {
        let page = search(&network, json!({ "text": text, "types": ["CITY"] })).await;
        assert_eq!(
            page["nodes"][0]["found"],
            json!({ "__typename": "City", "slug": city })
        );
        assert_eq!(page["nodes"][0]["snippet"]["hit"], text);
        assert_eq!(page["nodes"][0]["snippet"]["inTitle"], json!(true));
    }
}

#[tokio::test]
async fn an_accent_or_capital_makes_no_difference() {
    let network = Network::start().await;
    for text in ["Évry", "evry", "EVRY courcouronnes"] {
        let page = search(&network, json!({ "text": text, "types": ["CITY"] })).await;
        assert_eq!(
            page["nodes"][0]["found"]["slug"], "fr-evry-courcouronnes",
            "{text}"
        );
    }
}

#[tokio::test]
async fn paging_meets_every_hit_once() {
    let network = Network::start().await;
    let all = search(&network, json!({ "text": "learning", "first": 100 })).await;
    let expected = all["nodes"].as_array().unwrap().clone();
    assert_eq!(all["totalCount"], json!(expected.len()));
    let mut met = Vec::new();
    let mut after = Value::Null;
    loop {
        let page = search(
            &network,
            json!({ "text": "learning", "first": 7, "after": after }),
        )
        .await;
        met.extend(page["nodes"].as_array().unwrap().clone());
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert!(expected.len() > 20);
    assert_eq!(met, expected);
}

#[tokio::test]
async fn a_search_takes_one_statement_and_one_for_each_kind_it_finds() {
    let network = Network::start().await;
    let bare = "{ search(text: \"learning\", first: 50) { nodes { snippet { hit } } } }";
    assert_eq!(network.statements(bare).await.1, 1);
    let whole = "{ search(text: \"learning\", first: 100) { nodes { found { __typename ... on City { name } } } } }";
    let (answer, statements) = network.statements(whole).await;
    let nodes = answer["data"]["search"]["nodes"].as_array().unwrap();
    let kinds: std::collections::BTreeSet<&str> = nodes
        .iter()
        .map(|node| node["found"]["__typename"].as_str().unwrap())
        .collect();
    assert!(kinds.len() >= 3);
    assert_eq!(statements, 1 + kinds.len() as u64);
}

#[tokio::test]
async fn a_search_that_cannot_be_is_refused() {
    let network = Network::start().await;
    let long = "a".repeat(300);
    for (variables, reason) in [
        (json!({ "text": long }), "256"),
        (json!({ "text": "?!" }), ""),
        (json!({ "text": "" }), ""),
        (
            json!({ "text": "learning", "first": 0 }),
            "between 1 and 100",
        ),
        (
            json!({ "text": "learning", "first": 1_000_000 }),
            "between 1 and 100",
        ),
        (json!({ "text": "learning", "after": "nonsense" }), "cursor"),
    ] {
        let refused = network.ask_with(SEARCH, variables).await;
        assert_eq!(refused.code(), "BAD_USER_INPUT", "{refused:?}");
        assert!(refused.message().contains(reason), "{refused:?}");
    }
}

#[tokio::test]
async fn a_cursor_of_another_search_is_refused() {
    let network = Network::start().await;
    let page = search(&network, json!({ "text": "learning", "first": 1 })).await;
    let after = &page["pageInfo"]["endCursor"];
    let refused = network
        .ask_with(SEARCH, json!({ "text": "city", "after": after }))
        .await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn the_network_says_how_many_cities_are_behind_a_number() {
    let network = Network::start().await;
    let query = "{ network(alliance: \"gnlc\") {
        asOf
        alliance { abbreviation }
        statedSize { value asOf }
        cities { count synthetic coverage { cities ofCities } }
        programmes { count synthetic coverage { cities ofCities } }
    } }";
    let (answer, statements) = network.statements(query).await;
    let numbers = &answer["data"]["network"];
    assert_eq!(numbers["asOf"], "2026-03-02T09:00:00+00:00");
    assert_eq!(
        numbers["statedSize"],
        json!({ "value": 425.0, "asOf": "2025-12-04" })
    );
    let (cities, programmes) = (&numbers["cities"], &numbers["programmes"]);
    assert_eq!(cities["count"], cities["coverage"]["ofCities"]);
    assert_eq!(cities["count"], programmes["coverage"]["ofCities"]);
    let covered = programmes["coverage"]["cities"].as_i64().unwrap();
    assert!(covered > 0 && covered < cities["count"].as_i64().unwrap());
    assert!(
        programmes["synthetic"].as_i64().unwrap() > 0,
        "made-up ones are told apart"
    );
    assert_eq!(
        statements, 6,
        "the alliance, the journal, and four for the numbers"
    );
    let (again, statements) = network.statements(query).await;
    assert_eq!(again["data"], answer["data"]);
    assert_eq!(statements, 2, "nothing has changed since");
}

#[tokio::test]
async fn the_programmes_of_the_network_are_those_that_can_be_listed() {
    let network = Network::start().await;
    let query = "{
        network { programmes { count synthetic } offerings { count synthetic } }
        programmes { totalCount }
        offerings { totalCount }
    }";
    let data = network.ask(query).await["data"].clone();
    for list in ["programmes", "offerings"] {
        let number = &data["network"][list];
        let sum = number["count"].as_i64().unwrap() + number["synthetic"].as_i64().unwrap();
        assert_eq!(json!(sum), data[list]["totalCount"], "{list}");
    }
}

#[tokio::test]
async fn a_change_is_in_the_numbers_at_once() {
    let network = Network::start().await;
    let query = "{ network { cities { count synthetic } } }";
    let before = network.ask(query).await["data"]["network"]["cities"].clone();
    generate_three_cities(&network).await;
    let after = network.ask(query).await["data"]["network"]["cities"].clone();
    assert_eq!(after["count"], before["count"]);
    assert_eq!(before["synthetic"], json!(1));
    assert_eq!(after["synthetic"], json!(4));
}

async fn generate_three_cities(network: &Network) {
    let app = network.app();
    let permit = Viewer::Operator.permit::<ImportNetwork>().unwrap();
    let plan = Plan {
        cities: 3,
        programmes: 5,
        seed: 7,
    };
    let tx = app.begin().await.unwrap();
    generate(&tx, &permit, app.now(), plan, &|_| ())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_alliance_that_nobody_knows_has_no_numbers() {
    let network = Network::start().await;
    let answer = network
        .ask("{ network(alliance: \"atlantis\") { asOf } }")
        .await;
    assert_eq!(answer.code(), "NOT_FOUND");
    assert_eq!(answer["data"]["network"], Value::Null);
}

#[tokio::test]
async fn what_is_known_of_a_day_and_what_is_not_are_two_numbers() {
    let network = Network::start().await;
    let count = async |day: &str, more: &str| {
        let query = format!(
            "{{ alliance(slug: \"kallc\") {{ members(where: {{ on: \"{day}\" {more} }}) {{
                totalCount }} }} }}"
        );
        let reply = network.ask(&query).await;
        let count = &reply["data"]["alliance"]["members"]["totalCount"];
        count.as_u64().unwrap_or_else(|| panic!("{reply:?}"))
    };
    let may = count("1990-01-01", "").await;
    assert!(may > 0, "members of whom nobody knows since when");
    assert_eq!(count("1990-01-01", "sinceKnown: true").await, 0);
    assert_eq!(count("1990-01-01", "sinceKnown: false").await, may);
    let (known, unknown) = (
        count("2026-03-02", "sinceKnown: true").await,
        count("2026-03-02", "sinceKnown: false").await,
    );
    assert_eq!(known + unknown, count("2026-03-02", "").await);
}

#[tokio::test]
async fn an_alliance_is_as_large_as_it_says_in_its_own_unit() {
    let network = Network::start().await;
    let query = "{ network(alliance: \"kallc\") {
        statedSize { value unit { code } measureCode asOf } } }";
    let reply = network.ask(query).await;
    assert_eq!(
        reply["data"]["network"]["statedSize"],
        json!({ "value": 273.0, "unit": { "code": "ORGANISATION" },
            "measureCode": "MEMBERS", "asOf": "2025-01-21" })
    );
}
