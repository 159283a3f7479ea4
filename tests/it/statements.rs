//! One statement a level, whatever the number of rows.

use serde_json::Value;

use crate::support::Network;

/// The number of statements, and that nothing went wrong.
async fn count(network: &Network, query: &str) -> (Value, u64) {
    let (answer, statements) = network.statements(query).await;
    assert!(answer.get("errors").is_none(), "{answer}");
    (answer["data"].clone(), statements)
}

#[tokio::test]
async fn twenty_cities_with_programmes_offerings_and_alliances_take_four() {
    let network = Network::start().await;
    let query = "{
        cities(first: 20) { nodes {
            name
            programmes(first: 10) { nodes {
                title
                offerings(first: 10) { nodes { startDate enrolled } }
                alliances { name }
            } }
        } }
    }";
    let (data, statements) = count(&network, query).await;
    assert_eq!(statements, 4, "cities, programmes, offerings, alliances");
    let cities = data["cities"]["nodes"].as_array().unwrap();
    let with_offerings = cities.iter().any(|city| {
        let programmes = city["programmes"]["nodes"].as_array().unwrap();
        programmes
            .iter()
            .any(|programme| programme["offerings"]["nodes"][0].is_object())
    });
    assert_eq!(cities.len(), 20);
    assert!(with_offerings);
}

#[tokio::test]
async fn the_way_back_up_takes_one_a_level_too() {
    let network = Network::start().await;
    let query = "{
        offerings(first: 40) { nodes {
            learningSpace { name }
            programme { title city { name country { name } } }
        } }
    }";
    // offerings; spaces and programmes; cities; countries.
    assert_eq!(count(&network, query).await.1, 5);
}

#[tokio::test]
async fn members_of_all_kinds_take_one_a_kind() {
    let network = Network::start().await;
    let query = "{ alliances(first: 20) { nodes { members(first: 50) { nodes {
        role
        member {
            ... on City { name }
            ... on Organisation { name }
            ... on Alliance { name }
        }
    } } } } }";
    // alliances, memberships, and three kinds of members.
    assert_eq!(count(&network, query).await.1, 5);
}

#[tokio::test]
async fn codes_of_many_programmes_take_one() {
    let network = Network::start().await;
    let query = "{ programmes(first: 100) { nodes {
        topics { label } targetGroups { label } iscedF { label } sdgTargets { label }
    } } }";
    assert_eq!(count(&network, query).await.1, 2);
}

#[tokio::test]
async fn totals_of_many_cities_take_one() {
    let network = Network::start().await;
    let query = "{ cities(first: 20) { nodes { programmes(first: 1) { totalCount } } } }";
    // cities, the pages, the totals.
    assert_eq!(count(&network, query).await.1, 3);
}

#[tokio::test]
async fn sources_of_many_records_take_two() {
    let network = Network::start().await;
    let query = "{ cities(first: 20) { nodes { sources { note source { title } } } } }";
    // cities, references, documents.
    assert_eq!(count(&network, query).await.1, 3);
}

#[tokio::test]
async fn the_long_texts_of_programmes_are_read_only_when_asked_for() {
    let network = Network::start().await;
    let short = "{ programmes(first: 50) { nodes { title summary } } }";
    let long =
        "{ programmes(first: 50) { nodes { title description learningOutcomes audience } } }";
    assert_eq!(count(&network, short).await.1, 1);
    assert_eq!(count(&network, long).await.1, 2);
    let (_, sql) = network.sql(short).await;
    assert!(!sql[0].sql.contains("description"), "{}", sql[0].sql);
}

#[tokio::test]
async fn sessions_of_many_offerings_take_two_more() {
    let network = Network::start().await;
    let query =
        "{ offerings(first: 40) { nodes { enrolmentStatus sessions(first: 3) { startsAt } } } }";
    // offerings, their cities for the time zone, their schedules.
    assert_eq!(count(&network, query).await.1, 3);
}

#[tokio::test]
async fn many_nodes_take_one_a_kind() {
    let network = Network::start().await;
    let ids = "{ cities(first: 5) { nodes { id } } programmes(first: 5) { nodes { id } } }";
    let (data, _) = count(&network, ids).await;
    let ids: Vec<String> = ["cities", "programmes"]
        .iter()
        .flat_map(|list| data[list]["nodes"].as_array().unwrap().clone())
        .map(|node| node["id"].to_string())
        .collect();
    let query = format!("{{ nodes(ids: [{}]) {{ id __typename }} }}", ids.join(", "));
    let (data, statements) = count(&network, &query).await;
    assert_eq!(statements, 2);
    let answered: Vec<String> = data["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["id"].to_string())
        .collect();
    assert_eq!(answered, ids, "in the order asked for");
}
