//! The limits of a document, alone and hidden in fragments and interfaces.

mod costs;
mod sizes;

use std::fmt::Write;

use async_graphql::parser::parse_query;
use serde_json::json;

use super::*;

const SDL: &str = "
    interface Node { id: ID! self: Node }
    type City implements Node {
        id: ID! self: Node name: String! sister: City
        programmes(first: Int, last: Int): ProgrammeConnection!
        spaces: [Space!]!
    }
    type Space { name: String! city: City! }
    type Programme implements Node { id: ID! self: Node title: String! city: City! }
    type ProgrammeEdge { cursor: String! node: Programme! }
    type ProgrammeConnection {
        edges: [ProgrammeEdge!]! nodes: [Programme!]! pageInfo: PageInfo! totalCount: Int!
    }
    type PageInfo { hasNextPage: Boolean! }
    type CityEdge { node: City! }
    type CityConnection { edges: [CityEdge!]! nodes: [City!]! pageInfo: PageInfo! totalCount: Int! }
    union Found = City | Programme
    type Query {
        city(slug: String, where: Where): City
        cities(first: Int, last: Int): CityConnection!
        nodes(ids: [ID!]!): [Node]!
        found: [Found!]!
    }
    input Where { slugs: [String!] not: Where }
    schema { query: Query }";

fn check(text: &str) -> Result<Checked, Vec<Fault>> {
    check_with(text, &json!({}))
}

fn check_with(text: &str, variables: &Json) -> Result<Checked, Vec<Fault>> {
    let limits = Limits::default();
    check_text(text, &limits)?;
    let document = parse_query(text).unwrap();
    let variables = variables.as_object().unwrap();
    check_document(&document, (None, variables), &Model::new(SDL), &limits)
}

fn cost(text: &str) -> u64 {
    check(text).unwrap().cost
}

/// The limits that a document breaks, with what was found.
fn broken(text: &str) -> Vec<(String, u64)> {
    let faults = check(text).err().unwrap_or_default();
    let entry = |fault: &Fault| {
        let fault = serde_json::to_value(fault).unwrap();
        let extensions = &fault["extensions"];
        assert_eq!(extensions["code"], "QUERY_TOO_COMPLEX", "{fault}");
        let limit = extensions["limit"].as_str().unwrap().to_owned();
        (limit, extensions["found"].as_u64().unwrap())
    };
    faults.iter().map(entry).collect()
}

fn breaks(text: &str, limit: &str) -> u64 {
    let broken = broken(text);
    let found = broken.iter().find(|(name, _)| name == limit);
    found
        .unwrap_or_else(|| panic!("{limit} not in {broken:?}"))
        .1
}

/// Each fragment spreads the next one twice.
fn doubling(levels: usize) -> String {
    let mut text = String::from("{ city { ...f0 } }");
    for level in 0..levels {
        let next = level + 1;
        write!(
            text,
            " fragment f{level} on City {{ ...f{next} ...f{next} }}"
        )
        .unwrap();
    }
    write!(text, " fragment f{levels} on City {{ name }}").unwrap();
    text
}
