//! Who may call what: every mutation, and every protected field, as everybody.
//!
//! The matrix that comes out is `matrix.txt`, for people to read. When a
//! refusal is played, the database is the same before and after, row by row.

mod content;
mod feedback;
mod fields;
mod mutations;
mod repeated;
mod schema;
mod surveys;
mod webhooks;

use std::collections::HashMap;

use learning_cities::domain::{Viewer, body::Body, journal, scope::Scope};
use serde_json::Value;

use self::{
    content::fingerprint,
    feedback::FEEDBACK,
    fields::FIELDS,
    mutations::{Given, MUTATIONS, Mutation},
    surveys::SURVEYS,
    webhooks::WEBHOOKS,
};
use crate::support::{Caller, Network, Reply};

/// Those who try, in the order of the columns.
const COLUMNS: [&str; 6] = [
    "visitor",
    "no scope",
    "another",
    "association",
    "partner",
    "owner",
];

/// Every mutation.
fn all() -> impl Iterator<Item = &'static Mutation> {
    MUTATIONS
        .iter()
        .chain(SURVEYS)
        .chain(FEEDBACK)
        .chain(WEBHOOKS)
}

/// What needs no token: citizens answer surveys. `answers` tests who may, and when.
const OPEN_TO_ALL: [&str; 1] = ["surveyRespond"];

/// All scopes of this server: whoever is refused with them is refused for what they are.
fn every_scope() -> String {
    let scopes = Scope::ALL.iter();
    let words: Vec<_> = scopes.map(|scope| scope.as_str()).collect();
    words.join(" ")
}

/// All scopes but one.
fn every_scope_but(scope: &str) -> String {
    let all = every_scope();
    let words = all.split(' ').filter(|word| *word != scope);
    words.collect::<Vec<_>>().join(" ")
}

/// A body of the same kind that owns nothing of the other's.
fn another(owner: &str) -> &'static str {
    match owner.split_once(':').unwrap().0 {
        "city" => "city:kr-eunpyeong",
        "alliance" => "alliance:aplc",
        _ => "organisation:unesco",
    }
}

fn caller<'n>(network: &'n Network, column: &str, owner: &str, scope: &str) -> Caller<'n> {
    let scopes = every_scope();
    let with = |body: &str, scopes: &str| network.holder_of(network.token(body, scopes));
    match column {
        "visitor" => network.visitor(),
        "no scope" => with(owner, &every_scope_but(scope)),
        "another" => with(another(owner), &scopes),
        "association" => with("alliance:gnlc", &scopes),
        "partner" => with("organisation:pascal-observatory", &scopes),
        _ => with(owner, &scopes),
    }
}

/// What came of a call, in a word or two.
fn verdict(answer: &Reply, field: &str) -> String {
    if answer["errors"].is_array() {
        return answer.code().to_owned();
    }
    let problems = answer["data"][field]["userErrors"].as_array();
    let codes = problems.into_iter().flatten().map(|problem| {
        let path: Vec<_> = problem["field"].as_array().into_iter().flatten().collect();
        let path: Vec<_> = path.iter().filter_map(|step| step.as_str()).collect();
        format!("{} {}", problem["code"].as_str().unwrap(), path.join("."))
    });
    let codes: Vec<_> = codes.collect();
    if codes.is_empty() {
        "done".to_owned()
    } else {
        codes.join(", ")
    }
}

/// Lets happen what happened before; gives the ids of what was made.
async fn prepare(network: &Network, given: &[Given]) -> HashMap<String, String> {
    let mut names = HashMap::new();
    for (name, body, document, pointer) in given {
        let doer = network.holder_of(network.token(body, &every_scope()));
        let answer = doer.ask(&fill(document, &names)).await;
        let id = answer.json().pointer(pointer).and_then(Value::as_str);
        let id = id.unwrap_or_else(|| panic!("{name}: {answer:?}"));
        names.insert((*name).to_owned(), id.to_owned());
    }
    names
}

/// Plays one mutation as everybody; gives its row of the matrix.
async fn play(mutation: &Mutation) -> String {
    let network = Network::start().await;
    let names = prepare(&network, mutation.given).await;
    let document = format!(
        "mutation {{ {}(input: {}) {{ userErrors {{ code field }} }} }}",
        mutation.name, mutation.input
    );
    let document = fill(&document, &names);
    let mut row = Vec::new();
    let mut before = fingerprint(network.app().reader()).await;
    for column in COLUMNS {
        let last = journal::last_number(network.app().reader()).await.unwrap();
        let caller = caller(&network, column, mutation.owner, mutation.scope);
        let answer = caller.ask(&document).await;
        let verdict = verdict(&answer, mutation.name);
        let after = fingerprint(network.app().reader()).await;
        if verdict == "done" {
            must_own(&network, &caller.viewer().await, last, mutation.name).await;
        } else {
            assert!(
                before == after,
                "{} as {column} changed something",
                mutation.name
            );
        }
        before = after;
        row.push(match verdict.as_str() {
            "done" if column != "owner" => "only its own".to_owned(),
            _ => verdict,
        });
    }
    line(mutation.name, mutation.scope, &row)
}

/// Everything that happened was done by this viewer to what it owns.
async fn must_own(network: &Network, viewer: &Viewer, last: i64, mutation: &str) {
    let db = network.app().reader();
    let body = viewer.body().unwrap();
    for entry in journal::since(db, last, 1000).await.unwrap() {
        let owners = [
            entry.city_id.map(Body::City),
            entry.alliance_id.map(Body::Alliance),
            entry.other_alliance_id.map(Body::Alliance),
            entry.organisation_id.map(Body::Organisation),
        ];
        assert!(owners.contains(&Some(body)), "{mutation}: {entry:?}");
    }
}

fn fill(document: &str, names: &HashMap<String, String>) -> String {
    let mut names: Vec<_> = names.iter().collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    names
        .into_iter()
        .fold(document.to_owned(), |text, (name, id)| {
            text.replace(&format!("${name}"), &format!("\"{id}\""))
        })
}

fn line(name: &str, scope: &str, cells: &[String]) -> String {
    format!("{name:<28}| {scope:<20}| {}", cells.join(" | "))
}

/// The matrix as it should be.
const MATRIX: &str = include_str!("matrix.txt");

#[tokio::test]
async fn everybody_may_do_what_the_matrix_says_and_nothing_else() {
    let mut lines = vec![line("mutation", "scope", &COLUMNS.map(str::to_owned))];
    for mutation in all() {
        lines.push(play(mutation).await);
    }
    let mut head = vec![
        String::new(),
        line("field", "scope", &COLUMNS.map(str::to_owned)),
    ];
    lines.append(&mut head);
    for field in FIELDS {
        lines.push(fields::play(field).await);
    }
    let found = lines.join("\n") + "\n";
    if found != MATRIX {
        let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/matrix.txt");
        std::fs::write(target, &found).unwrap();
        for (found, expected) in found.lines().zip(MATRIX.lines()) {
            assert_eq!(found, expected, "the whole matrix of today is in {target}");
        }
        panic!("the matrix has other rows; that of today is in {target}");
    }
}

#[test]
fn every_mutation_has_a_row() {
    let declared = schema::fields_of("Mutation");
    let listed = all().map(|row| row.name).chain(OPEN_TO_ALL);
    let listed: Vec<String> = listed.map(str::to_owned).collect();
    assert_same(&declared, &listed);
}

#[test]
fn every_protected_field_has_a_row() {
    let declared = schema::protected_fields();
    let listed: Vec<String> = FIELDS.iter().map(|row| row.name.to_owned()).collect();
    assert_same(&declared, &listed);
}

fn assert_same(declared: &[String], listed: &[String]) {
    let missing: Vec<_> = declared
        .iter()
        .filter(|name| !listed.contains(name))
        .collect();
    let gone: Vec<_> = listed
        .iter()
        .filter(|name| !declared.contains(name))
        .collect();
    assert!(
        missing.is_empty(),
        "add a row that says who may: {missing:?}"
    );
    assert!(gone.is_empty(), "the schema has no longer: {gone:?}");
}

#[test]
fn the_scope_of_each_row_is_the_one_of_the_schema_and_of_its_description() {
    for mutation in all() {
        schema::assert_scope("Mutation", mutation.name, mutation.scope);
    }
    for field in FIELDS {
        let (object, name) = field.name.split_once('.').unwrap();
        schema::assert_scope(object, name, field.scope);
    }
    schema::assert_scope("Subscription", "surveyTally", "survey:read");
}
