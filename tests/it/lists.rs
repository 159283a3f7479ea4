//! Lists: pages, cursors, orders and counts.

use serde_json::{Value, json};

use crate::support::Network;

fn slugs(page: &Value) -> Vec<String> {
    let nodes = page["nodes"].as_array().expect("a page has nodes");
    nodes
        .iter()
        .map(|node| node["slug"].as_str().unwrap().to_owned())
        .collect()
}

async fn all_cities(network: &Network) -> Vec<String> {
    slugs(
        &network
            .ask("{ cities(first: 100) { nodes { slug } } }")
            .await["data"]["cities"],
    )
}

#[tokio::test]
async fn walking_forwards_meets_every_city_once() {
    let network = Network::start().await;
    let expected = all_cities(&network).await;
    let query = "query ($after: String) {
        cities(first: 4, after: $after) {
            nodes { slug }
            pageInfo { hasNextPage hasPreviousPage endCursor }
        }
    }";
    let mut met = Vec::new();
    let mut after = Value::Null;
    loop {
        let answer = network.ask_with(query, json!({ "after": after })).await;
        let page = &answer["data"]["cities"];
        assert_eq!(page["pageInfo"]["hasPreviousPage"], json!(!met.is_empty()));
        met.extend(slugs(page));
        if page["pageInfo"]["hasNextPage"] == json!(false) {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(met, expected);
}

#[tokio::test]
async fn walking_backwards_meets_every_city_once() {
    let network = Network::start().await;
    let expected = all_cities(&network).await;
    let query = "query ($before: String) {
        cities(last: 4, before: $before) {
            nodes { slug }
            pageInfo { hasNextPage hasPreviousPage startCursor }
        }
    }";
    let mut met: Vec<String> = Vec::new();
    let mut before = Value::Null;
    loop {
        let answer = network.ask_with(query, json!({ "before": before })).await;
        let page = &answer["data"]["cities"];
        assert_eq!(page["pageInfo"]["hasNextPage"], json!(!met.is_empty()));
        met.splice(0..0, slugs(page));
        if page["pageInfo"]["hasPreviousPage"] == json!(false) {
            break;
        }
        before = page["pageInfo"]["startCursor"].clone();
    }
    assert_eq!(met, expected);
}

#[tokio::test]
async fn every_order_runs_both_ways() {
    let network = Network::start().await;
    for field in ["NAME", "SLUG", "CREATED"] {
        let page = async |direction: &str| {
            let query = format!(
                "{{ cities(first: 100, orderBy: {{ field: {field}, direction: {direction} }}) \
                 {{ nodes {{ slug }} }} }}"
            );
            slugs(&network.ask(&query).await["data"]["cities"])
        };
        let mut ascending = page("ASC").await;
        let descending = page("DESC").await;
        assert_eq!(ascending.len(), 20);
        ascending.reverse();
        assert_eq!(ascending, descending, "{field}");
    }
}

#[tokio::test]
async fn offerings_without_a_date_come_last() {
    let network = Network::start().await;
    let query = "{ offerings(first: 100) { nodes { startDate } } }";
    let answer = network.ask(query).await;
    let dates: Vec<Option<&str>> = answer["data"]["offerings"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["startDate"].as_str())
        .collect();
    let mut sorted = dates.clone();
    sorted.sort_by_key(|date| date.map_or("9999-12-31", |date| date));
    assert!(dates.len() > 20);
    assert_eq!(dates, sorted);
}

#[tokio::test]
async fn a_page_of_each_city_can_be_continued() {
    let network = Network::start().await;
    let query = |arguments: &str| {
        format!(
            "{{ city(slug: \"kr-hanam\") {{ programmes({arguments}) {{
                nodes {{ slug }} totalCount pageInfo {{ hasNextPage endCursor }} }} }} }}"
        )
    };
    let order = "orderBy: { field: TITLE }";
    let first = network.ask(&query(&format!("first: 3, {order}"))).await;
    let page = &first["data"]["city"]["programmes"];
    assert_eq!(page["pageInfo"]["hasNextPage"], json!(true));
    let cursor = page["pageInfo"]["endCursor"].as_str().unwrap();
    let rest = network
        .ask(&query(&format!("first: 100, after: \"{cursor}\", {order}")))
        .await;
    let rest = &rest["data"]["city"]["programmes"];
    let mut met = slugs(page);
    met.extend(slugs(rest));
    met.sort_unstable();
    met.dedup();
    assert_eq!(json!(met.len()), page["totalCount"]);
}

#[tokio::test]
async fn a_cursor_of_another_order_is_refused() {
    let network = Network::start().await;
    let answer = network
        .ask("{ cities(first: 1) { pageInfo { endCursor } } }")
        .await;
    let cursor = answer["data"]["cities"]["pageInfo"]["endCursor"]
        .as_str()
        .unwrap();
    let query = format!(
        "{{ cities(first: 1, after: \"{cursor}\", orderBy: {{ field: SLUG }}) {{ nodes {{ slug }} }} }}"
    );
    let refused = network.ask(&query).await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
    assert!(refused.message().contains("another list"), "{refused:?}");
}

#[tokio::test]
async fn a_cursor_of_another_filter_is_refused() {
    let network = Network::start().await;
    let answer = network
        .ask("{ cities(first: 1) { pageInfo { endCursor } } }")
        .await;
    let cursor = answer["data"]["cities"]["pageInfo"]["endCursor"]
        .as_str()
        .unwrap();
    let query = format!(
        "{{ cities(after: \"{cursor}\", where: {{ country: {{ eq: \"KR\" }} }}) {{ nodes {{ slug }} }} }}"
    );
    assert_eq!(network.ask(&query).await.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_cursor_that_is_none_is_refused() {
    let network = Network::start().await;
    for cursor in ["", "nonsense", "MSB4IHkgeg", "한글"] {
        let query = format!("{{ cities(after: \"{cursor}\") {{ nodes {{ slug }} }} }}");
        let refused = network.ask(&query).await;
        assert_eq!(refused.code(), "BAD_USER_INPUT", "{cursor}");
        assert!(refused.message().contains("cursor"), "{refused:?}");
    }
}

#[tokio::test]
async fn a_page_has_one_to_a_hundred_rows() {
    let network = Network::start().await;
    for size in [
        "first: 0",
        "first: 101",
        "first: 1000000",
        "first: -1",
        "last: 0",
    ] {
        let refused = network
            .ask(&format!("{{ cities({size}) {{ nodes {{ slug }} }} }}"))
            .await;
        assert_eq!(refused.code(), "BAD_USER_INPUT", "{size}");
        assert!(
            refused.message().contains("between 1 and 100"),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn first_and_last_at_once_are_refused() {
    let network = Network::start().await;
    let refused = network
        .ask("{ cities(first: 1, last: 1) { nodes { slug } } }")
        .await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn the_total_is_counted_only_when_it_is_asked_for() {
    let network = Network::start().await;
    let (_, without) = network
        .statements("{ cities(first: 1) { nodes { slug } } }")
        .await;
    let (answer, with) = network
        .statements("{ cities(first: 1) { totalCount } }")
        .await;
    assert_eq!((without, with), (1, 2));
    assert_eq!(answer["data"]["cities"]["totalCount"], json!(20));
}
