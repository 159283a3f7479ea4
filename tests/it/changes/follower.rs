//! Somebody who follows the feed of changes and keeps what it tells.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{Caller, Reply};

const FEED: &str = "
    query ($after: String, $first: Int, $types: [RecordKind!], $bodies: [ID!], $compact: Boolean) {
        changes(after: $after, first: $first, types: $types, bodies: $bodies, compact: $compact) {
            nodes {
                cursor at happening kind recordId ownerId isGone changedFields
                record {
                    __typename id
                    ... on Programme { version } ... on Offering { version }
                    ... on City { version } ... on LearningSpace { version }
                    ... on Organisation { version } ... on Survey { version }
                }
            }
            pageInfo { hasNextPage endCursor }
            next
        }
    }";

/// What somebody knows of the network from its feed alone.
#[derive(Clone, Debug, Default)]
pub struct Follower {
    /// The records that are there, by their ids.
    pub known: BTreeMap<String, Value>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// What to ask for beside the cursor.
    pub choice: Value,
}

impl Follower {
    /// Somebody who follows a part of the feed, such as `{ "types": ["PROGRAMME"] }`.
    pub fn of(choice: Value) -> Self {
        Self {
            choice,
            ..Self::default()
        }
    }

    /// Asks for a page.
    pub async fn ask(&self, caller: &Caller<'_>, first: usize) -> Reply {
        let mut variables = json!({ "first": first, "after": self.cursor });
        for (name, value) in self.choice.as_object().into_iter().flatten() {
            variables[name] = value.clone();
        }
        caller.ask_with(FEED, variables).await
    }

    /// Reads one page and keeps what it tells; says whether there is more.
    pub async fn read(&mut self, caller: &Caller<'_>, first: usize) -> (Vec<Value>, bool) {
        let reply = self.ask(caller, first).await;
        let page = &reply["data"]["changes"];
        let changes = page["nodes"].as_array();
        let changes = changes.unwrap_or_else(|| panic!("{reply:?}")).clone();
        for change in &changes {
            self.keep(change);
        }
        self.cursor = Some(page["next"].as_str().unwrap().to_owned());
        (changes, page["pageInfo"]["hasNextPage"].as_bool().unwrap())
    }

    /// Reads all that is new.
    pub async fn catch_up(&mut self, caller: &Caller<'_>) -> Vec<Value> {
        let mut all = Vec::new();
        loop {
            let (changes, has_more) = self.read(caller, 100).await;
            all.extend(changes);
            if !has_more {
                return all;
            }
        }
    }

    fn keep(&mut self, change: &Value) {
        let id = change["recordId"].as_str().unwrap().to_owned();
        assert_eq!(change["isGone"], change["record"].is_null(), "{change}");
        if change["isGone"] == true {
            self.known.remove(&id);
        } else {
            self.known.insert(id, change["record"].clone());
        }
    }
}

/// What a list shows, by ids, page after page.
pub async fn listed(caller: &Caller<'_>, list: &str) -> BTreeMap<String, Value> {
    let mut rows = BTreeMap::new();
    let mut after = Value::Null;
    loop {
        let query = format!(
            "query ($after: String) {{ {list}(first: 100, after: $after) {{
                nodes {{ __typename id version }} pageInfo {{ hasNextPage endCursor }}
            }} }}"
        );
        let reply = caller.ask_with(&query, json!({ "after": after })).await;
        let page = &reply["data"][list];
        for row in page["nodes"]
            .as_array()
            .unwrap_or_else(|| panic!("{reply:?}"))
        {
            rows.insert(row["id"].as_str().unwrap().to_owned(), row.clone());
        }
        if page["pageInfo"]["hasNextPage"] != true {
            return rows;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}
