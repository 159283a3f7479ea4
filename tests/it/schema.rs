//! The schema as a contract.

use async_graphql::parser::parse_schema;
use learning_cities::{domain::problem::ProblemCode, reference};

#[test]
fn schema_graphql_is_current() {
    let written = include_str!("../../schema.graphql");
    assert!(
        written == learning_cities::graphql::sdl(),
        "schema.graphql is out of date: run `cargo run -- schema > schema.graphql`, review the \
         diff and name the change in CHANGELOG.md"
    );
}

#[test]
fn the_schema_can_be_parsed() {
    let schema = parse_schema(learning_cities::graphql::sdl()).unwrap();
    assert!(schema.definitions.len() > 100);
}

#[test]
fn errors_md_is_current() {
    let written = include_str!("../../docs/errors.md");
    assert!(
        reference::markdown() == written,
        "docs/errors.md is out of date: run `cargo run -- errors > docs/errors.md`"
    );
}

#[test]
fn every_code_of_the_schema_is_explained() {
    let schema = learning_cities::graphql::sdl();
    let (_, codes) = schema.split_once("enum UserErrorCode {").unwrap();
    let (codes, _) = codes.split_once('}').unwrap();
    let is_code = |line: &&str| line.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let codes: Vec<_> = codes.lines().map(str::trim).filter(is_code).collect();
    let codes: Vec<_> = codes.into_iter().filter(|code| !code.is_empty()).collect();
    let explained = ProblemCode::EXPLAINED.map(|(code, _)| code.as_str());
    assert_eq!(codes, explained);
}
