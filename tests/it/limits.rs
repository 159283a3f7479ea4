//! Each limit as a client meets it, and as its settings change it.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use learning_cities::limits::Limits;
use sea_orm::{ConnectionTrait, DbErr, TransactionTrait};
use serde_json::json;

use crate::support::{JSON, Network, Server};

/// Works for ever on either database.
const ENDLESS: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i % 1000 + 1 FROM n) \
                       SELECT count(*) FROM n";

/// Sets one limit to this number and asks something that goes beyond it.
async fn broken_by(limit: &str, allowed: u64, query: &str) {
    let mut limits = Limits::default();
    assert!(limits.set(limit, allowed), "there is no limit {limit}");

    let reply = Network::with_limits(limits).await.ask(query).await;

    assert_eq!(reply.code(), "QUERY_TOO_COMPLEX", "{limit}: {reply:?}");
    let extensions = &reply["errors"][0]["extensions"];
    assert_eq!(extensions["limit"], limit);
    assert_eq!(extensions["allowed"], allowed);
    let found = extensions["found"].as_u64().unwrap();
    assert_eq!(found, allowed + 1);
    let numbers = [allowed.to_string(), found.to_string()];
    assert!(
        numbers
            .iter()
            .all(|number| reply.message().contains(number))
    );
    assert!(!reply.has_data());
}

#[tokio::test]
async fn each_limit_is_reported_with_its_numbers() {
    let deep = "{ __schema { queryType { name } } }";
    broken_by("tokens", 7, "{ city(slug: #no\n \"x\") }").await;
    broken_by("depth", 2, deep).await;
    broken_by("nesting", 2, deep).await;
    broken_by("selections", 2, deep).await;
    broken_by("aliases", 1, "{ a: __typename b: __typename }").await;
    broken_by(
        "root_fields",
        2,
        "{ __typename a: __typename b: __typename }",
    )
    .await;
    broken_by(
        "directives",
        1,
        "{ __typename @skip(if: false) @include(if: true) }",
    )
    .await;
    broken_by(
        "operations",
        1,
        "query A { __typename } query B { __typename }",
    )
    .await;
    broken_by(
        "answer_fields",
        3,
        "{ __schema { queryType { name kind } } }",
    )
    .await;
    broken_by("list_input", 2, "{ nodes(ids: [1, 2, 3]) { __typename } }").await;
    broken_by(
        "input_depth",
        3,
        "{ cities(where: { not: { not: { slug: { eq: \"kr-hanam\" } } } }) { __typename } }",
    )
    .await;
}

#[tokio::test]
async fn a_limit_of_the_body_can_be_set() {
    let limits = Limits {
        body_bytes: 20,
        ..Limits::default()
    };
    let network = Network::with_limits(limits).await;

    let reply = network.post(&[JSON], r#"{"query":"{ __typename }"}"#).await;

    assert_eq!(reply.status, 413);
    assert_eq!(reply["errors"][0]["extensions"]["allowed"], 20);
}

#[tokio::test]
async fn errors_are_capped_in_number_and_length() {
    let limits = Limits {
        errors: 2,
        error_characters: 12,
        ..Limits::default()
    };

    let reply = Network::with_limits(limits)
        .await
        .ask("{ aaaa bbbb cccc dddd }")
        .await;

    let errors = reply["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 3);
    assert_eq!(errors[0]["message"].as_str().unwrap().chars().count(), 13);
    assert_eq!(errors[2]["message"], "There are 2 more errors.");
}

#[tokio::test]
async fn weakness_2_pages_inside_pages_multiply() {
    let network = Network::start().await;

    let reply = network
        .ask(
            "{ cities(first: 100) { nodes { programmes(first: 100) { nodes { city {
            programmes(first: 100) { nodes { id } } } } } } } }",
        )
        .await;

    assert_eq!(reply.code(), "QUERY_TOO_COMPLEX");
    let extensions = &reply["errors"][0]["extensions"];
    assert_eq!(extensions["limit"], "answer_fields");
    assert!(extensions["found"].as_u64().unwrap() > 1_000_000);
}

#[tokio::test]
async fn a_long_list_in_a_variable_is_refused() {
    let network = Network::start().await;
    let ids = vec!["x"; 1001];

    let query = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }";
    let reply = network.ask_with(query, json!({ "ids": ids })).await;

    assert_eq!(reply.code(), "QUERY_TOO_COMPLEX");
    assert_eq!(reply["errors"][0]["extensions"]["limit"], "list_input");
}

#[tokio::test]
async fn a_statement_that_never_ends_is_stopped_in_the_database() {
    let limits = Limits {
        operation_seconds: 1,
        ..Limits::default()
    };
    let network = Network::with_limits(limits).await;
    let began = Instant::now();

    let stopped = network.app().reader().execute_unprepared(ENDLESS).await;

    let error = stopped.unwrap_err().to_string();
    assert!(
        error.contains("interrupted") || error.contains("statement timeout"),
        "{error}"
    );
    assert!(began.elapsed() >= Duration::from_millis(900));
    assert!(began.elapsed() < Duration::from_secs(5));
    network
        .app()
        .reader()
        .execute_unprepared("SELECT 1")
        .await
        .unwrap();
}

/// Takes every turn at a database, until there is none in time; dropped, they are free.
async fn all_turns<T>(turn: impl AsyncFn() -> Result<T, DbErr>) -> Vec<T> {
    let mut turns = Vec::new();
    while let Ok(turn) = turn().await {
        turns.push(turn);
    }
    assert!(!turns.is_empty());
    turns
}

#[tokio::test]
async fn a_write_that_gets_no_turn_may_be_tried_again() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let mutation = "mutation { cityUpdate(input: { website: \"https://hanam.example\" }) {
        userErrors { code } } }";
    let turns = all_turns(|| network.app().begin()).await;

    let refused = hanam.ask(mutation).await;

    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.header("retry-after"), "5");
    assert_eq!(refused.code(), "UNAVAILABLE");
    assert_eq!(
        refused["errors"][0]["message"],
        "The database cannot do this at the moment, and nothing was changed. Wait a little, then \
         try again."
    );
    drop(turns);
    let done = hanam.ask(mutation).await;
    assert_eq!(done["data"]["cityUpdate"]["userErrors"], json!([]));
}

#[tokio::test]
async fn a_feed_that_gets_no_turn_says_when_to_come_again() {
    let network = Network::start().await;
    let turns = all_turns(|| network.app().reader().connections().begin()).await;

    let refused = network.get("/feeds/rpde/programmes").await;

    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.header("retry-after"), "5");
    assert_eq!(refused.code(), "UNAVAILABLE");
    drop(turns);
    let page = network.get("/feeds/rpde/programmes").await;
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn readers_cannot_write() {
    let network = Network::start().await;
    if network.app().reader().get_database_backend() == sea_orm::DbBackend::Sqlite {
        let written = network
            .app()
            .reader()
            .execute_unprepared("CREATE TABLE x (y)")
            .await;
        assert!(written.unwrap_err().to_string().contains("readonly"));
    }
    let settings = [
        ("foreign_keys", "1"),
        ("synchronous", "2"),
        ("journal_mode", "wal"),
    ];
    for (pragma, value) in settings {
        if network.app().writer().get_database_backend() == sea_orm::DbBackend::Sqlite {
            let statement = sea_orm::Statement::from_string(
                sea_orm::DbBackend::Sqlite,
                format!("SELECT CAST({pragma} AS text) AS value FROM pragma_{pragma}"),
            );
            let row = network
                .app()
                .writer()
                .query_one_raw(statement)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(
                row.try_get::<String>("", "value").unwrap(),
                value,
                "{pragma}"
            );
        }
    }
}

#[tokio::test]
async fn the_limits_in_force_can_be_asked_for() {
    let limits = Limits {
        depth: 12,
        ..Limits::default()
    };
    let network = Network::with_limits(limits.clone()).await;

    let reply = network
        .ask("{ serviceLimits { name value meaning } }")
        .await;

    let served = reply["data"]["serviceLimits"].as_array().unwrap();
    assert_eq!(served.len(), limits.all().len());
    for (served, limit) in served.iter().zip(limits.all()) {
        let ours = json!({ "name": limit.name, "value": limit.value, "meaning": limit.meaning });
        assert_eq!(*served, ours);
    }
}

#[tokio::test]
async fn statements_are_counted() {
    let network = Network::empty().await;

    let (answer, statements) = network.statements("{ cities { nodes { slug } } }").await;
    assert_eq!(answer, json!({ "data": { "cities": { "nodes": [] } } }));
    assert_eq!(statements, 1);

    let (_, none) = network.statements("{ __typename }").await;
    assert_eq!(none, 0);
}

#[tokio::test]
async fn a_client_may_send_more_than_a_visitor_but_not_without_end() {
    let network = Network::start().await;
    let query = json!({ "query": "{ serviceLimits { name } }" }).to_string();
    let megabytes = |count: usize| format!("{query}{}", " ".repeat(count << 20));

    let visitor = network.post(&[JSON], megabytes(2)).await;
    assert_eq!(
        (visitor.status.as_u16(), visitor.code()),
        (413, "QUERY_TOO_COMPLEX")
    );

    let token = format!(
        "Bearer {}",
        network.token("city:kr-hanam", "programme:write")
    );
    let headers = [JSON, ("authorization", token.as_str())];
    assert_eq!(network.post(&headers, megabytes(2)).await.status, 200);
    let client = network.post(&headers, megabytes(9)).await;
    assert_eq!(client.status, 413);
    assert_eq!(
        client["errors"][0]["extensions"]["limit"],
        "client_body_bytes"
    );

    let forged = [JSON, ("authorization", "Bearer nothing")];
    assert_eq!(network.post(&forged, megabytes(2)).await.status, 401);
}

#[test]
fn what_is_as_deep_as_is_allowed_is_answered() {
    let server = Server::start(&[]);
    let levels = ["programmes(first: 1) { nodes { city {", "} } }"];
    let [opened, closed] = levels.map(|part| format!("{part} ").repeat(6));
    let query = format!("{{ city(slug: \"kr-hanam\") {{ {opened} slug {closed} }} }}");

    let answer = server.post("/graphql", &json!({ "query": query }).to_string());

    assert!(answer.contains("200 OK"), "{answer}");
    assert_eq!(answer.matches("\"city\"").count(), 7, "{answer}");
    let deeper = query.replacen("slug }", "country { code } }", 1);
    let refused = server.post("/graphql", &json!({ "query": deeper }).to_string());
    assert!(refused.contains("QUERY_TOO_COMPLEX"), "{refused}");
}

#[tokio::test]
async fn of_a_variable_full_of_nonsense_ten_faults_are_told() {
    let network = Network::start().await;
    let fields: serde_json::Map<_, _> = (0..60_000)
        .map(|number| (format!("a{number}"), json!(1)))
        .collect();
    let query = "query ($w: ProgrammeFilter) { programmes(where: $w) { totalCount } }";
    let reply = network.ask_with(query, json!({ "w": fields })).await;
    assert_eq!(reply["errors"].as_array().unwrap().len(), 11);
}
