//! Changing things, and what the journal says of it.

use entity::journal;
use learning_cities::domain;
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::{Value, json};

use super::{Network, caller::Caller};

impl Caller<'_> {
    /// Runs a mutation; gives its payload: what `shows` selects, and `userErrors`.
    pub async fn change(&self, mutation: &str, input: Value, shows: &str) -> Value {
        self.change_on(mutation, (input, ""), shows).await
    }

    /// The same on terms such as `dryRun: true, expectedVersion: 3`.
    pub async fn change_on(
        &self,
        mutation: &str,
        (input, terms): (Value, &str),
        shows: &str,
    ) -> Value {
        let (initial, rest) = mutation.split_at(1);
        let input_type = format!("{}{rest}Input", initial.to_uppercase());
        let document = format!(
            "mutation ($input: {input_type}!) {{ {mutation}(input: $input, {terms}) {{
                {shows} userErrors {{ code field message }}
            }} }}"
        );
        let reply = self.ask_with(&document, json!({ "input": input })).await;
        let payload = reply["data"][mutation].clone();
        assert!(payload.is_object(), "{reply:?}");
        payload
    }
}

impl Network {
    /// Whether the tests run on `SQLite`, which needs no locks of ours.
    pub fn is_sqlite(&self) -> bool {
        self.app().reader().get_database_backend() == DbBackend::Sqlite
    }

    /// The id of a record of the sample network, such as the `city` with a slug.
    pub async fn id_of(&self, field: &str, slug: &str) -> String {
        let query = format!("{{ {field}(slug: \"{slug}\") {{ id }} }}");
        let reply = self.ask(&query).await;
        let id = reply["data"][field]["id"].as_str();
        id.unwrap_or_else(|| panic!("{reply:?}")).to_owned()
    }

    /// The number of the last entry in the journal.
    pub async fn last_entry(&self) -> i64 {
        let number = domain::journal::last_number(self.app().reader()).await;
        number.unwrap()
    }

    /// The entries that came after this one.
    pub async fn entries_since(&self, number: i64) -> Vec<journal::Model> {
        let entries = domain::journal::since(self.app().reader(), number, 100).await;
        entries.unwrap()
    }

    /// The slugs of what a search finds, in the order of the hits.
    pub async fn finds(&self, text: &str) -> Vec<String> {
        let query = "query ($text: String!) { search(text: $text) { nodes { found {
            ... on City { slug }
            ... on Alliance { slug }
            ... on Organisation { slug }
            ... on LearningSpace { slug }
            ... on Programme { slug }
        } } } }";
        let reply = self.ask_with(query, json!({ "text": text })).await;
        let hits = reply["data"]["search"]["nodes"].as_array();
        let hits = hits.unwrap_or_else(|| panic!("{reply:?}")).iter();
        hits.map(|hit| hit["found"]["slug"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// What a payload complains of, such as `TOO_LONG name.0.text`.
pub fn complaints(payload: &Value) -> Vec<String> {
    let errors = payload["userErrors"].as_array().unwrap().iter();
    let told = errors.map(|error| {
        let path = error["field"].as_array();
        let steps = path
            .into_iter()
            .flatten()
            .map(|step| step.as_str().unwrap());
        let path = steps.collect::<Vec<_>>().join(".");
        format!("{} {path}", error["code"].as_str().unwrap())
    });
    told.collect()
}
