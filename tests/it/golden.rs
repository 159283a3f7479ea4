//! What we rely on in the libraries, and what we do without them because of
//! what they do.
//!
//! When one of these fails, a library has changed: read the message, decide,
//! and change the code that stands on it in the same commit.

use async_graphql::{
    EmptyMutation, EmptySubscription, Error, InputObject, MaybeUndefined, Object, Request,
    Response, Schema, ValidationMode, Variables, parser::parse_query,
};
use async_graphql_axum::{GraphQLRequest, GraphQLResponse};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, State},
    http::{Method, StatusCode},
    routing::get,
};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{Reply, request};

struct Query;

struct Inner;

#[Object]
impl Inner {
    async fn fine(&self) -> i32 {
        1
    }

    async fn fails(&self) -> Result<i32, Error> {
        tokio::task::yield_now().await;
        Err(Error::new("no"))
    }

    /// Nullable in the schema, and yet a failure takes the parent with it.
    async fn maybe(&self) -> Result<Option<i32>, Error> {
        tokio::task::yield_now().await;
        Err(Error::new("no"))
    }

    /// The way in which we write such a field.
    async fn perhaps(&self) -> Option<Result<i32, Error>> {
        Some(Err(Error::new("no")))
    }
}

#[Object]
impl Query {
    async fn fine(&self) -> i32 {
        1
    }

    async fn slow(&self) -> i32 {
        tokio::task::yield_now().await;
        2
    }

    async fn last(&self) -> i32 {
        3
    }

    async fn inner(&self) -> Option<Inner> {
        Some(Inner)
    }

    async fn inners(&self) -> Vec<Inner> {
        vec![Inner, Inner]
    }

    async fn change(&self, by: Change) -> &'static str {
        state(&by.name)
    }

    async fn patch(&self, name: MaybeUndefined<String>) -> &str {
        state(&name)
    }
}

fn state(field: &MaybeUndefined<String>) -> &'static str {
    match field {
        MaybeUndefined::Undefined => "undefined",
        MaybeUndefined::Null => "null",
        MaybeUndefined::Value(_) => "value",
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn write(&self) -> bool {
        true
    }
}

async fn ask(request: impl Into<Request>) -> Response {
    Schema::new(Query, EmptyMutation, EmptySubscription)
        .execute(request)
        .await
}

async fn data(query: &str) -> Value {
    serde_json::to_value(ask(query).await.data).unwrap()
}

#[tokio::test]
async fn fields_come_in_the_order_of_the_query() {
    let answer = serde_json::to_string(&ask("{ fine slow last }").await.data).unwrap();

    assert_eq!(
        answer, r#"{"fine":1,"slow":2,"last":3}"#,
        "the order of fields is that of the query no more: clients and caches may rely on it"
    );
}

#[tokio::test]
async fn a_failing_field_that_must_be_there_makes_its_parent_null() {
    assert_eq!(
        data("{ fine inner { fine fails } }").await,
        json!({ "fine": 1, "inner": null }),
        "errors do not propagate as the specification has it"
    );
}

#[tokio::test]
async fn a_failing_item_that_must_be_there_makes_the_whole_list_null() {
    let answer = ask("{ fine inners { fails } }").await;

    assert_eq!(
        serde_json::to_value(&answer.data).unwrap(),
        Value::Null,
        "errors in lists do not propagate as the specification has it"
    );
    assert_eq!(answer.errors.len(), 1);
}

#[tokio::test]
async fn a_nullable_field_that_fails_has_to_be_an_option_of_a_result() {
    assert_eq!(
        data("{ inner { fine perhaps } }").await,
        json!({ "inner": { "fine": 1, "perhaps": null } })
    );
    assert_eq!(
        data("{ inner { fine maybe } }").await,
        json!({ "inner": null }),
        "Result<Option<T>> is now safe for nullable fields: the rule of nulls can go"
    );
}

#[tokio::test]
async fn a_variable_that_is_left_out_is_not_null() {
    let query = "query ($n: String) { patch(name: $n) }";
    let with_null = Request::new(query).variables(Variables::from_json(json!({ "n": null })));

    assert_eq!(
        data(query).await,
        json!({ "patch": "undefined" }),
        "a PATCH would erase what the client did not mention"
    );
    let data = ask(with_null).await.data;
    assert_eq!(
        serde_json::to_value(data).unwrap(),
        json!({ "patch": "null" })
    );
}

#[derive(InputObject)]
struct Change {
    name: MaybeUndefined<String>,
}

#[tokio::test]
async fn inside_an_object_a_variable_that_is_left_out_is_not_null_either() {
    let query = "query ($n: String) { change(by: { name: $n }) }";

    assert_eq!(
        data(query).await,
        json!({ "change": "undefined" }),
        "a PATCH would erase what the client did not mention"
    );
}

#[tokio::test]
async fn the_library_can_limit_aliases() {
    let schema = Schema::build(Query, EmptyMutation, EmptySubscription)
        .limit_aliases(1)
        .finish();

    let answer = schema.execute("{ a: fine b: fine }").await;

    assert_eq!(
        answer.errors.len(),
        1,
        "limit_aliases is gone; ours does not need it"
    );
}

#[tokio::test]
async fn errors_stand_before_the_data() {
    let answer = serde_json::to_string(&ask("{ inner { perhaps } }").await).unwrap();

    assert!(answer.starts_with("{\"errors\":"), "{answer}");
}

/// What the rules of the library let through, so that ours are needed.
#[tokio::test]
async fn the_library_runs_documents_that_are_not_valid() {
    let errors = async |query: &str| {
        let schema = Schema::build(Query, Mutation, EmptySubscription)
            .validation_mode(ValidationMode::Strict)
            .finish();
        schema.execute(query).await.errors.len()
    };

    let why = "the library has mended a rule: compare it with ours (src/graphql/validity)";
    assert_eq!(
        errors("{ change(by: { name: \"a\", name: \"b\" }) }").await,
        0,
        "{why}"
    );
}

#[test]
fn the_library_cannot_read_all_of_the_grammar() {
    for text in [
        r#"{ patch(name: "\uD83D\uDE00") }"#,
        r#"{ patch(name: "\u{1F600}") }"#,
        r#""Why" query Q { fine }"#,
    ] {
        let why = "the library has learned this: do we still need a parser of our own?";
        assert!(parse_query(text).is_err(), "{text}: {why}");
    }
}

/// The handler that the library's authors show in their examples.
fn their_router() -> Router {
    type Theirs = Schema<Query, Mutation, EmptySubscription>;
    async fn handle(State(schema): State<Theirs>, request: GraphQLRequest) -> GraphQLResponse {
        schema.execute(request.into_inner()).await.into()
    }
    Router::new()
        .route("/", get(handle).post(handle))
        .layer(DefaultBodyLimit::max(1024))
        .with_state(Schema::new(Query, Mutation, EmptySubscription))
}

async fn send(method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Reply {
    let response = their_router()
        .oneshot(request(method, path, headers, body))
        .await;
    Reply::read(response.unwrap()).await
}

const WHY: &str = "the library's extractor has changed: do we still need our own?";

#[tokio::test]
async fn their_extractor_takes_text_for_json() {
    let body = Body::from(r#"{"query":"{ fine }"}"#);

    let reply = send(Method::POST, "/", &[("content-type", "text/plain")], body).await;

    assert_eq!(
        (reply.status, &reply["data"]["fine"]),
        (StatusCode::OK, &json!(1)),
        "{WHY}"
    );
}

#[tokio::test]
async fn their_extractor_writes_by_get() {
    let reply = send(
        Method::GET,
        "/?query=mutation%7Bwrite%7D",
        &[],
        Body::empty(),
    )
    .await;

    assert_eq!(reply["data"]["write"], true, "{WHY}");
}

#[tokio::test]
async fn their_extractor_reads_bodies_of_any_size() {
    let body = format!(
        "{{\"query\":\"{{ fine }} #{}\"}}",
        "x".repeat(8 * 1024 * 1024)
    );
    let headers = [("content-type", "application/json")];

    let reply = send(Method::POST, "/", &headers, Body::from(body)).await;

    assert_eq!(reply.status, StatusCode::OK, "{WHY}");
}

#[tokio::test]
async fn their_responder_knows_one_status_and_one_form() {
    let headers = [
        ("content-type", "application/json"),
        ("accept", "application/json"),
    ];

    let reply = send(Method::POST, "/", &headers, Body::from(r#"{"query":"{"}"#)).await;

    assert_eq!(reply.status, StatusCode::OK, "{WHY}");
    assert!(
        reply
            .header("content-type")
            .starts_with("application/graphql-response+json"),
        "{WHY}"
    );
    assert!(reply.has_data(), "{WHY}");
}
