//! The schema as a contract.

use async_graphql::parser::parse_schema;

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
