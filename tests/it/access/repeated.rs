//! Twenty equal calls at once make one thing.

use futures_util::future::join_all;
use learning_cities::domain::journal;
use serde_json::{Value, json};

use super::{all, every_scope, fill, mutations::Mutation, prepare};
use crate::support::Network;

/// Whether a mutation makes something new.
fn makes(mutation: &Mutation) -> bool {
    let ends = ["Create", "Apply", "Grant", "Save", "Upsert"];
    ends.iter().any(|end| mutation.name.ends_with(end))
}

/// Sends one call twenty times with one key; gives what happened, and the answers.
async fn twenty_times(mutation: &Mutation) -> (usize, Vec<Value>) {
    let network = Network::start().await;
    let names = prepare(&network, mutation.given).await;
    let document = format!(
        "mutation {{ {}(input: {}) {{ userErrors {{ code }} }} }}",
        mutation.name, mutation.input
    );
    let document = fill(&document, &names);
    let db = network.app().reader();
    let last = journal::last_number(db).await.unwrap();
    let caller = network.holder_of(network.token(mutation.owner, &every_scope()));
    let calls = (0..20).map(|_| caller.ask_with_key(&document, json!({}), "one-key"));
    let answers = join_all(calls).await;
    let entries = journal::since(db, last, 100).await.unwrap();
    let answers = answers.iter().map(|answer| answer.json().clone());
    (entries.len(), answers.collect())
}

#[tokio::test]
async fn twenty_equal_calls_of_each_create_with_one_key_make_one_thing() {
    let creates: Vec<&Mutation> = all().filter(|row| makes(row)).collect();
    assert!(creates.len() >= 10, "{}", creates.len());
    for mutation in creates {
        let (entries, answers) = twenty_times(mutation).await;
        let expected = json!({ "data": { mutation.name: { "userErrors": [] } } });
        assert_eq!(entries, 1, "{}", mutation.name);
        assert!(
            answers.iter().all(|answer| *answer == expected),
            "{answers:?}"
        );
    }
}
