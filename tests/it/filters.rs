//! Filters: what `where` can ask.

use serde_json::{Value, json};

use crate::support::Network;

async fn cities(network: &Network, filter: &str) -> Vec<String> {
    let query = format!(
        "{{ cities(first: 100, orderBy: {{ field: SLUG }}, where: {filter}) {{ nodes {{ slug }} }} }}"
    );
    slugs(&network.ask(&query).await["data"]["cities"])
}

fn slugs(page: &Value) -> Vec<String> {
    let nodes = page["nodes"]
        .as_array()
        .unwrap_or_else(|| panic!("no nodes in {page}"));
    nodes
        .iter()
        .map(|node| node["slug"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn conditions_of_one_filter_all_hold() {
    let network = Network::start().await;
    let filter = r#"{ country: { eq: "KR" }, kind: { in: [COUNTY, AUTONOMOUS_DISTRICT] },
        name: { contains: "gu" } }"#;
    assert_eq!(
        cities(&network, filter).await,
        [
            "kr-buan",
            "kr-eunpyeong",
            "kr-gwangju-seo",
            "kr-seodaemun",
            "kr-yeonsu"
        ]
    );
}

#[tokio::test]
async fn a_name_is_found_in_any_language_and_case() {
    let network = Network::start().await;
    for (part, city) in [
        ("하남", "kr-hanam"),
        ("HANAM", "kr-hanam"),
        ("évry", "fr-evry-courcouronnes"),
        ("武漢", "cn-wuhan"),
    ] {
        let filter = format!("{{ name: {{ contains: \"{part}\" }} }}");
        assert_eq!(cities(&network, &filter).await, [city], "{part}");
    }
}

#[tokio::test]
async fn wildcards_of_sql_are_plain_characters() {
    let network = Network::start().await;
    for part in ["%", "_", "\\\\", "'", "%a%"] {
        let filter = format!("{{ name: {{ contains: \"{part}\" }} }}");
        assert!(cities(&network, &filter).await.is_empty(), "{part}");
    }
}

#[tokio::test]
async fn or_and_not_can_be_nested() {
    let network = Network::start().await;
    let filter = r#"{ or: [{ country: { eq: "FR" } }, { slug: { eq: "de-bonn" } }],
        not: { slug: { eq: "fr-paris" } } }"#;
    assert_eq!(
        cities(&network, filter).await,
        ["de-bonn", "fr-evry-courcouronnes"]
    );
}

#[tokio::test]
async fn empty_lists_match_nothing_and_an_empty_filter_everything() {
    let network = Network::start().await;
    assert!(cities(&network, "{ slug: { in: [] } }").await.is_empty());
    assert!(cities(&network, "{ or: [] }").await.is_empty());
    assert_eq!(cities(&network, "{ and: [] }").await.len(), 20);
    assert_eq!(cities(&network, "{}").await.len(), 20);
}

#[tokio::test]
async fn missing_values_can_be_asked_for() {
    let network = Network::start().await;
    let unknown = cities(&network, "{ population: { isNull: true } }").await;
    let known = cities(&network, "{ population: { isNull: false } }").await;
    assert_eq!(unknown.len() + known.len(), 20);
    let not_one = cities(&network, "{ population: { not: 1 } }").await;
    assert_eq!(not_one.len(), 20, "`not` holds for a missing value too");
}

#[tokio::test]
async fn related_records_can_be_asked_for() {
    let network = Network::start().await;
    let members = r#"{ memberships: { some: { role: { eq: MEMBER }, status: { eq: ADMITTED },
        on: "2017-01-01" } }, country: { eq: "CN" } }"#;
    assert_eq!(cities(&network, members).await, ["cn-hangzhou", "cn-wuhan"]);
    let idle = r#"{ country: { eq: "CN" }, programmes: { none: {} } }"#;
    assert_eq!(cities(&network, idle).await, ["cn-hangzhou"]);
}

#[tokio::test]
async fn programmes_are_found_by_their_codes() {
    let network = Network::start().await;
    let query = r#"{ programmes(first: 100, where: { topic: { eq: "LITERACY" },
        city: { isNull: false } }) { nodes { slug topics { code } } totalCount } }"#;
    let answer = network.ask(query).await;
    let nodes = answer["data"]["programmes"]["nodes"].as_array().unwrap();
    assert!(nodes.len() >= 3);
    for node in nodes {
        assert!(
            node["topics"]
                .as_array()
                .unwrap()
                .contains(&json!({ "code": "LITERACY" }))
        );
    }
    let without = r#"{ programmes(where: { topic: { not: "LITERACY" } }) { totalCount } }"#;
    let all = network.ask("{ programmes { totalCount } }").await;
    let without = network.ask(without).await;
    let count = |answer: &crate::support::Reply| {
        answer["data"]["programmes"]["totalCount"].as_u64().unwrap()
    };
    assert_eq!(count(&answer) + count(&without), count(&all));
}

#[tokio::test]
async fn a_filter_has_at_most_fifty_conditions() {
    let network = Network::start().await;
    let conditions = |number: usize| {
        let one = "{ slug: { eq: \"kr-hanam\" } }";
        format!("{{ or: [{}] }}", vec![one; number].join(", "))
    };
    assert_eq!(cities(&network, &conditions(20)).await, ["kr-hanam"]);
    let query = format!(
        "{{ cities(where: {}) {{ nodes {{ slug }} }} }}",
        conditions(30)
    );
    let refused = network.ask(&query).await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
    assert!(refused.message().contains("filter_nodes"), "{refused:?}");
}

#[tokio::test]
async fn a_filter_that_is_nested_sixty_deep_is_refused() {
    let network = Network::start().await;
    let mut filter = json!({ "slug": { "eq": "kr-hanam" } });
    for _ in 0..60 {
        filter = json!({ "not": filter });
    }
    let query = "query ($where: CityFilter) { cities(where: $where) { nodes { slug } } }";
    let refused = network.ask_with(query, json!({ "where": filter })).await;
    assert!(
        ["BAD_USER_INPUT", "QUERY_TOO_COMPLEX"].contains(&refused.code()),
        "{refused:?}"
    );
}

#[tokio::test]
async fn an_id_of_another_kind_is_refused() {
    let network = Network::start().await;
    let answer = network.ask("{ city(slug: \"kr-hanam\") { id } }").await;
    let id = answer["data"]["city"]["id"].as_str().unwrap();
    let query =
        format!("{{ programmes(where: {{ provider: {{ eq: \"{id}\" }} }}) {{ nodes {{ id }} }} }}");
    let refused = network.ask(&query).await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
    assert!(refused.message().contains("organisation_"), "{refused:?}");
}

#[tokio::test]
async fn nul_in_a_text_is_the_same_error_on_both_databases() {
    let network = Network::start().await;
    let query = "query ($slug: String!) { cities(where: { slug: { eq: $slug } }) { totalCount } }";
    let refused = network
        .ask_with(query, json!({ "slug": "kr-\0hanam" }))
        .await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
    let query = "query ($slug: String!) { city(slug: $slug) { id } }";
    let refused = network
        .ask_with(query, json!({ "slug": "kr-\0hanam" }))
        .await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_body_is_known_by_its_slug_as_by_its_id() {
    let network = Network::start().await;
    let ids = network
        .ask(r#"{ city(slug: "kr-hanam") { id } alliance(slug: "gnlc") { id } }"#)
        .await;
    let id = |of: &str| ids["data"][of]["id"].as_str().unwrap().to_owned();
    for (list, field, slug, id) in [
        ("programmes", "city", "kr-hanam", id("city")),
        ("offerings", "city", "kr-hanam", id("city")),
        ("learningSpaces", "city", "kr-hanam", id("city")),
        ("plans", "city", "kr-hanam", id("city")),
    ] {
        let count = async |filter: &str| {
            let query = format!("{{ {list}(where: {{ {field}: {filter} }}) {{ totalCount }} }}");
            let reply = network.ask(&query).await;
            let count = &reply["data"][list]["totalCount"];
            count.as_u64().unwrap_or_else(|| panic!("{reply:?}"))
        };
        let by_id = count(&format!("{{ eq: \"{id}\" }}")).await;
        assert_eq!(
            count(&format!("{{ slug: {{ eq: \"{slug}\" }} }}")).await,
            by_id
        );
        let either = format!("{{ slug: {{ in: [\"{slug}\", \"nowhere\"] }} }}");
        assert_eq!(count(&either).await, by_id, "{list}");
        assert_eq!(count("{ slug: { eq: \"nowhere\" } }").await, 0);
        assert_eq!(count("{ slug: { in: [] } }").await, 0);
        let both = format!("{{ not: \"{id}\", slug: {{ eq: \"{slug}\" }} }}");
        assert_eq!(count(&both).await, 0, "{list}");
    }
    let members = async |filter: String| {
        let query = format!(
            "{{ city(slug: \"kr-hanam\") {{ memberships(where: {{ alliance: {filter} }}) {{
                totalCount }} }} }}"
        );
        network.ask(&query).await["data"]["city"]["memberships"]["totalCount"].clone()
    };
    let by_id = members(format!("{{ eq: \"{}\" }}", id("alliance"))).await;
    assert_eq!(by_id, 1);
    assert_eq!(
        members("{ slug: { eq: \"gnlc\" } }".to_owned()).await,
        by_id
    );
}

#[tokio::test]
async fn who_asks_for_an_unknown_field_is_told_the_known_ones() {
    let network = Network::start().await;
    let reply = network
        .ask("{ programmes(where: { cityId: { eq: \"x\" } }) { totalCount } }")
        .await;
    let said = reply.message();
    assert!(
        said.starts_with("`ProgrammeFilter` has no field `cityId`. It has `city`, "),
        "{said}"
    );
    assert_eq!(
        reply["errors"][0]["extensions"]["help"],
        "docs/errors#BAD_USER_INPUT"
    );
    let page = network.get("/docs/errors").await;
    assert!(page.text.contains("id=\"BAD_USER_INPUT\""));
}
