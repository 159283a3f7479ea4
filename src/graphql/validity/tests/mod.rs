//! Each rule of section 5, kept and broken. The differential test with graphql-js
//! asks thousands more of the real schema.

mod merging;
mod values;

use super::*;
use crate::graphql::syntax::parse;

const SDL: &str = "
    interface Being { name: String! friend: Being }
    type Dog implements Being {
        name(upper: Boolean = false, first: Int! = 3): String! friend: Being barks: Boolean age: Int knows(what: Trick!): Boolean
    }
    type Cat implements Being { name: String! friend: Being meows: Boolean age: String }
    type Stone { weight: Float }
    union Pet = Dog | Cat
    enum Trick { SIT ROLL }
    input Where { slug: String! age: Int = 3 in: [Int!] tags: [[String]] and: [Where!] trick: Trick at: Date any: JSON }
    input By @oneOf { id: ID slug: String }
    scalar Date
    scalar JSON
    type Query {
        pet(by: By): Pet dog(where: Where, id: ID, size: Float): Dog cat: Cat being: Being stone: Stone
        list(ids: [ID!]!, deep: [[Int]]): [Being]
    }
    type Mutation { rename(name: String!): Dog }
    type Subscription { born(after: String): Being died: Being }
    directive @cached(for: Int!) repeatable on FIELD | QUERY
    directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
    schema { query: Query mutation: Mutation subscription: Subscription }";

/// What is wrong with a document, and where.
fn faults(text: &str) -> Vec<(String, String)> {
    let model = Model::new(SDL);
    let found = check(&parse(text).unwrap(), &model, &Limits::default());
    let entry = |fault: Fault| {
        let fault = serde_json::to_value(&fault).unwrap();
        let places = fault["locations"].as_array().cloned().unwrap_or_default();
        let places = places
            .iter()
            .map(|at| format!("{}:{}", at["line"], at["column"]));
        // The names that there are instead follow.
        let message = fault["message"].as_str().unwrap();
        let message = message.split(" It has ").next().unwrap();
        let message = message.split(" It is `").next().unwrap().to_owned();
        (message, places.collect::<Vec<_>>().join(" "))
    };
    found
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(entry)
        .collect()
}

#[track_caller]
fn refused(text: &str, message: &str, places: &str) {
    let expected = vec![(message.to_owned(), places.to_owned())];
    assert_eq!(faults(text), expected, "{text}");
}

#[test]
fn valid_documents_pass() {
    for text in [
        "{ dog { name } }",
        "query A { dog { name } } query B { cat { name } }",
        "{ __typename __schema { queryType { name } } __type(name: \"Dog\") { fields(includeDeprecated: true) { name } } }",
        "{ pet { __typename ... on Dog { barks } ... on Being { name } ...c } } fragment c on Cat { meows }",
        "query ($w: Where, $b: Boolean! = true) { dog(where: $w) @skip(if: $b) { name } }",
        "{ dog(where: {slug: \"a\", age: null, in: 3, tags: [\"x\", [null]], and: {slug: \"b\"}, trick: SIT, at: \"2026-03-02\", any: {a: [1, X, {b: 1.5}]}}) { name } }",
        "query ($s: String!, $i: [Int!], $t: Trick = ROLL) { dog(where: {slug: $s, in: $i, trick: $t, any: {a: $s}}) { knows(what: SIT) } }",
        "query ($x: Int = 4, $y: Boolean) { dog { name(first: $x, upper: $y) } }",
        "{ dog(id: 7, size: 3) { a: name b: name(upper: true) } }",
        "{ pet(by: {id: \"1\"}) { __typename } }",
        "query ($id: ID!) { pet(by: {id: $id}) { __typename } }",
        "{ pet { ... on Dog { a: name } ... on Cat { a: name friend { b: name } } ... on Dog { friend { b: name } } } }",
        "{ dog @cached(for: 1) @cached(for: 2) { name } }",
        "subscription { born(after: \"x\") { name } ...x } fragment x on Subscription { born(after: \"x\") { friend { name } } }",
        "mutation { rename(name: \"x\") { name } again: rename(name: \"y\") { name } }",
        "{ list(ids: 1, deep: 1) { name } }",
        "query ($i: ID!, $d: [[Int]]) { list(ids: [$i, 3], deep: $d) { name } }",
        "query ($j: JSON) { dog(where: {slug: \"a\", any: [$j, {b: $j}]}) { name } }",
    ] {
        assert_eq!(faults(text), [], "{text}");
    }
}

#[test]
fn operations_and_their_roots() {
    refused(
        "query A { dog { name } } query A { cat { name } }",
        "Several operations are named `A`.",
        "1:7 1:32",
    );
    refused(
        "{ dog { name } } query A { cat { name } }",
        "An operation without a name has to be the only one.",
        "1:1",
    );
    refused(
        "subscription { born { name } died { name } }",
        "A subscription has one field only at its root.",
        "1:30",
    );
    refused(
        "subscription { __typename }",
        "A subscription has nothing of the schema itself at its root.",
        "1:16",
    );
    refused(
        "subscription ($b: Boolean!) { born @skip(if: $b) { name } }",
        "A subscription has its field without @skip or @include at its root.",
        "1:36",
    );
    let none = Model::new("type Query { a: Int } schema { query: Query }");
    let document = parse("mutation { a }").unwrap();
    let found = check(&document, &none, &Limits::default()).unwrap_err();
    assert_eq!(found[0].message(), "The schema has no mutations.");
}

#[test]
fn fields_and_selections() {
    refused("{ dog { meows } }", "`Dog` has no field `meows`.", "1:9");
    refused("{ pet { name } }", "`Pet` has no field `name`.", "1:9");
    refused(
        "{ dog { friend { barks } } }",
        "`Being` has no field `barks`.",
        "1:18",
    );
    refused(
        "{ dog { name { first } } }",
        "`Dog.name` is a `String`, which has no fields.",
        "1:14",
    );
    refused(
        "{ dog { __typename { a } } }",
        "`Dog.__typename` is a `String`, which has no fields.",
        "1:20",
    );
    refused(
        "{ dog }",
        "`Query.dog` is a `Dog`: say in curly brackets which fields of it.",
        "1:3",
    );
}

#[test]
fn arguments_and_directives() {
    refused(
        "{ dog { name(lower: true) } }",
        "`Dog.name` has no argument `lower`.",
        "1:14",
    );
    refused(
        "{ dog { __typename(a: 1) } }",
        "`Dog.__typename` has no argument `a`.",
        "1:20",
    );
    refused(
        "{ dog { name(upper: true, upper: true) } }",
        "`Dog.name` is given the argument `upper` several times.",
        "1:14 1:27",
    );
    refused(
        "{ dog { knows } }",
        "`Dog.knows` needs the argument `what`: its type is Trick!.",
        "1:9",
    );
    refused(
        "{ dog { name @skip } }",
        "`@skip` needs the argument `if`: its type is Boolean!.",
        "1:14",
    );
    refused(
        "{ dog { name @skip(if: true) @skip(if: false) } }",
        "`@skip` stands several times in one place.",
        "1:14 1:30",
    );
    refused(
        "query @skip(if: true) { dog { name } }",
        "`@skip` may not stand here.",
        "1:7",
    );
    refused(
        "query ($a: Int @cached(for: 1)) { dog { name(first: $a) } }",
        "`@cached` may not stand here.",
        "1:16",
    );
    refused(
        "{ dog { name @no(a: 1) } }",
        "The schema has no directive `@no`.",
        "1:14",
    );
}

#[test]
fn fragments() {
    refused(
        "{ dog { ...f ...f } } fragment f on Dog { name } fragment f on Dog { barks }",
        "Several fragments are named `f`.",
        "1:32 1:59",
    );
    refused("{ dog { ...f } }", "There is no fragment `f`.", "1:12");
    refused(
        "{ dog { name } } fragment f on Dog { name }",
        "The fragment `f` is not used.",
        "1:18",
    );
    refused(
        "{ dog { ... on Rock { name } } }",
        "The schema has no type `Rock`.",
        "1:16",
    );
    refused(
        "{ dog { ... on Trick { name } } }",
        "A fragment is of an object, an interface or a union: `Trick` is none.",
        "1:16",
    );
    refused(
        "{ dog { ... on Cat { meows } } }",
        "A `Dog` is never a `Cat`.",
        "1:9",
    );
    refused(
        "{ pet { ...f } } fragment f on Stone { weight }",
        "The fragment `f` is of a `Stone`, and a `Pet` is never one.",
        "1:9",
    );
    refused(
        "{ dog { ...f } } fragment f on Dog { ...f }",
        "The fragment `f` spreads itself.",
        "1:38",
    );
    refused(
        "{ dog { ...f } } fragment f on Dog { friend { ...g } } fragment g on Being { ...f }",
        "The fragment `f` spreads itself.",
        "1:47 1:78",
    );
}
