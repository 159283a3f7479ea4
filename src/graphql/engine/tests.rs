//! The engine over a small schema that misbehaves on demand.

use std::time::Duration;

use async_graphql::{EmptySubscription, Error, Object, Schema};
use serde_json::{Value as Json, json};

use super::*;
use crate::{
    config::{Backend, Config, Database, LogFormat, TokenSettings},
    domain::webhook::Targets,
};

struct Query {
    roof: bool,
}

#[Object]
impl Query {
    async fn name(&self) -> &str {
        "Hanam"
    }

    async fn slow(&self) -> bool {
        tokio::time::sleep(Duration::from_mins(1)).await;
        true
    }

    async fn breaks(&self) -> bool {
        assert!(self.roof, "the roof of the learning space came down");
        true
    }

    async fn leaks(&self) -> Option<Result<bool, Error>> {
        Some(Err(Error::new("no such table: survey_response")))
    }

    async fn tells(&self) -> Option<Result<bool, Error>> {
        let mut error = Error::new("There is no such city.");
        error
            .extensions
            .get_or_insert_default()
            .set("code", "NOT_FOUND");
        Some(Err(error))
    }

    async fn echo(&self, number: i32) -> i32 {
        number
    }

    async fn count(&self, #[graphql(default = 25)] to: i32) -> i32 {
        to
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn rename(&self) -> bool {
        true
    }
}

async fn engine() -> Engine {
    engine_with(Limits::default()).await
}

async fn engine_with(limits: Limits) -> Engine {
    let config = Config {
        bind: ([127, 0, 0, 1], 0).into(),
        database: Database {
            url: "sqlite::memory:".to_owned(),
            backend: Backend::Sqlite,
            connections: 1,
        },
        public_url: "http://127.0.0.1".to_owned(),
        licence: "https://creativecommons.org/licenses/by/4.0".to_owned(),
        empty: true,
        log: "info".to_owned(),
        log_format: LogFormat::Text,
        tokens: TokenSettings::at("http://127.0.0.1"),
        webhook_targets: Targets::Public,
        limits,
    };
    let app = App::open(&config).await.unwrap();
    Engine::over(app, || {
        Schema::build(Query { roof: false }, Mutation, EmptySubscription)
    })
}

impl Engine {
    async fn ask(&self, query: &str) -> Json {
        self.call(Call::new(query)).await
    }

    async fn call(&self, call: Call) -> Json {
        match self.prepare(call) {
            Ok(prepared) => {
                let asking = Asking {
                    request_id: "r1".to_owned(),
                    ..Asking::default()
                };
                serde_json::to_value(self.run(prepared, asking).await).unwrap()
            }
            Err(refusal) => serde_json::to_value(refusal).unwrap(),
        }
    }
}

fn code(answer: &Json) -> &str {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap()
}

#[tokio::test]
async fn a_document_is_answered_the_same_the_second_time() {
    let engine = engine().await;

    let first = engine.ask("{ name }").await;

    assert_eq!(first, json!({ "data": { "name": "Hanam" } }));
    assert!(engine.documents.get("{ name }").is_some());
    assert_eq!(engine.ask("{ name }").await, first);
}

#[tokio::test]
async fn an_invalid_document_is_refused_each_time_and_not_kept() {
    let engine = engine().await;

    for _ in 0..2 {
        let answer = engine.ask("{ nam }").await;

        assert_eq!(code(&answer), "BAD_USER_INPUT");
        assert!(answer.get("data").is_none());
        let message = answer["errors"][0]["message"].as_str().unwrap();
        assert!(!message.contains("Did you mean"), "{message}");
    }
    assert!(engine.documents.get("{ nam }").is_none());
}

#[tokio::test]
async fn known_documents_have_their_variables_looked_at_too() {
    let engine = engine().await;
    let call = |number: Json| Call {
        variables: Map::from_iter([("n".to_owned(), number)]),
        ..Call::new("query ($n: Int!) { echo(number: $n) }")
    };

    assert_eq!(engine.call(call(json!(7))).await["data"]["echo"], 7);
    let answer = engine.call(call(json!("seven"))).await;

    assert_eq!(answer["errors"][0]["message"], "The variable $n is no Int.");
    assert!(answer.get("data").is_none());
}

#[tokio::test]
async fn a_variable_without_a_value_leaves_the_default_of_its_place() {
    let engine = engine().await;
    let call = |variables: Json| Call {
        variables: variables.as_object().cloned().unwrap_or_default(),
        ..Call::new("query ($to: Int) { count(to: $to) }")
    };

    assert_eq!(engine.call(call(json!({}))).await["data"]["count"], 25);
    assert_eq!(
        engine.call(call(json!({ "to": 7 }))).await["data"]["count"],
        7
    );
    let answer = engine.call(call(json!({ "to": null }))).await;

    let message = "The variable $to must not be null where it stands.";
    assert_eq!(answer["errors"][0]["message"], message);
    assert_eq!(
        answer["errors"][0]["locations"],
        json!([{ "line": 1, "column": 8 }])
    );
    assert!(answer.get("data").is_none());
}

#[tokio::test]
async fn a_condition_takes_the_default_of_its_variable() {
    let text = "query ($yes: Boolean! = true, $no: Boolean = false) {
        a: name @skip(if: $yes) b: name @include(if: $yes)
        c: name @skip(if: $no) d: name @include(if: $no) }";

    let answer = engine().await.ask(text).await;

    assert_eq!(answer["data"], json!({ "b": "Hanam", "c": "Hanam" }));
}

#[tokio::test]
async fn a_slow_operation_ends_with_a_timeout() {
    let engine = engine_with(Limits {
        operation_seconds: 1,
        ..Limits::default()
    })
    .await;

    let answer = engine.ask("{ slow }").await;

    assert_eq!(code(&answer), "TIMEOUT");
    assert!(answer.get("data").is_none());
}

#[tokio::test]
async fn a_panic_is_our_fault_and_the_engine_goes_on() {
    let engine = engine().await;

    let answer = engine.ask("{ breaks }").await;

    assert_eq!(code(&answer), "INTERNAL");
    assert_eq!(answer["errors"][0]["extensions"]["requestId"], "r1");
    assert!(!answer.to_string().contains("roof"));
    assert_eq!(engine.ask("{ name }").await["data"]["name"], "Hanam");
}

#[tokio::test]
async fn the_cause_of_our_fault_stays_at_home() {
    let engine = engine().await;

    let answer = engine.ask("{ name leaks }").await;

    assert_eq!(answer["data"], json!({ "name": "Hanam", "leaks": null }));
    assert_eq!(
        answer["errors"][0]["message"],
        "Something broke on our side."
    );
    assert_eq!(answer["errors"][0]["path"], json!(["leaks"]));
    assert_eq!(code(&answer), "INTERNAL");
}

#[tokio::test]
async fn an_error_with_a_code_is_told() {
    let answer = engine().await.ask("{ tells }").await;

    assert_eq!(answer["errors"][0]["message"], "There is no such city.");
    assert_eq!(code(&answer), "NOT_FOUND");
}

#[tokio::test]
async fn reading_and_writing_are_told_apart_before_anything_runs() {
    let engine = engine().await;
    let text = "query Read { name } mutation Write { rename }";
    let kind = |name: &str| {
        let call = Call {
            operation_name: Some(name.to_owned()),
            ..Call::new(text)
        };
        engine.prepare(call).map(|prepared| prepared.kind()).ok()
    };

    assert_eq!(kind("Read"), Some(Kind::Query));
    assert_eq!(kind("Write"), Some(Kind::Mutation));
    assert_eq!(kind("Neither"), None);
    assert_eq!(code(&engine.ask(text).await), "BAD_USER_INPUT");
}

#[tokio::test]
async fn errors_are_capped() {
    let fields: Vec<String> = (0..20).map(|number| format!("unknown{number}")).collect();
    let limits = Limits {
        errors: 3,
        error_characters: 10,
        ..Limits::default()
    };

    let answer = engine_with(limits)
        .await
        .ask(&format!("{{ {} }}", fields.join(" ")))
        .await;

    let errors = answer["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 4);
    assert_eq!(errors[0]["message"].as_str().unwrap().chars().count(), 11);
    assert_eq!(errors[3]["message"], "There are 17 more errors.");
}

#[tokio::test]
async fn an_empty_name_is_no_name() {
    let call = Call {
        operation_name: Some(String::new()),
        ..Call::new("query Read { name }")
    };

    assert_eq!(engine().await.call(call).await["data"]["name"], "Hanam");
}
