//! What a webhook tells of a change: what its owner asks for, with its owner's rights.

use serde_json::{Map, Value};

use crate::{
    domain::{
        self, Viewer,
        change::{Cursor, Filter},
    },
    graphql::{
        Asking, Call, Engine, Refusal,
        syntax::{self, Document},
    },
};

/// What is told when nobody asked for something else.
const FACTS: &str = "{ id: recordId kind happening at ownerId isGone changedFields cursor }";

/// The operation that asks for it.
const NAME: &str = "Webhook";

/// The names under which we ask for what we need ourselves.
const OURS: [&str; 3] = ["lc_cursor", "lc_at", "lc_record"];

/// Characters in a selection.
const LONGEST: usize = 8_000;

/// What is told of one change.
#[derive(Clone, Debug, PartialEq)]
pub struct Payload {
    /// When it happened.
    pub at: String,
    /// The id of the record that it happened to.
    pub record: Option<String>,
    /// What was asked for.
    pub data: Value,
}

/// Why nothing is told.
#[derive(Debug)]
pub enum Untold {
    /// The webhook does not see the change, or no longer.
    Unseen,
    /// It could not be read; another time perhaps.
    Failed,
    /// The database failed.
    Broken(domain::Error),
}

impl From<domain::Error> for Untold {
    fn from(error: domain::Error) -> Self {
        Self::Broken(error)
    }
}

/// The document that asks one change for all of this. A line of its own keeps a
/// comment at the end of the selection from eating what follows.
fn document(selection: &str) -> String {
    format!(
        "query {NAME}($after: String!) {{ changes(first: 1, after: $after) {{ nodes {{ \
         lc_cursor: cursor lc_at: at lc_record: recordId ... on Change {selection}\n}} }} }}"
    )
}

fn call(selection: &str, after: &str) -> Call {
    let variables = [("after".to_owned(), Value::from(after))];
    Call {
        operation_name: Some(NAME.to_owned()),
        variables: variables.into_iter().collect(),
        ..Call::new(document(selection))
    }
}

/// What is wrong with a selection, in a sentence.
pub(super) fn problem(engine: &Engine, selection: &str) -> Option<String> {
    if selection.chars().nth(LONGEST).is_some() {
        return Some(format!("It has more than {LONGEST} characters."));
    }
    if let Some(name) = OURS.iter().find(|name| selection.contains(**name)) {
        return Some(format!("The name `{name}` is taken."));
    }
    if let Err(refusal) = engine.prepare(call(selection, "")) {
        return Some(first(&refusal));
    }
    // The limits have been checked: this text is no danger to the parser.
    let text = format!("query {selection}");
    let document = syntax::parse(&text);
    let is_one =
        selection.trim_start().starts_with('{') && document.is_ok_and(|all| is_alone(&all));
    let sentence = "It is one selection in curly brackets, such as `{ recordId isGone }`.";
    (!is_one).then(|| sentence.to_owned())
}

fn is_alone(document: &Document) -> bool {
    matches!(document.operations.as_slice(), [only] if only.name.is_none())
        && document.fragments.is_empty()
}

fn first(refusal: &Refusal) -> String {
    let faults = refusal.errors().first();
    faults.map_or_else(String::new, |fault| fault.message().to_owned())
}

impl Engine {
    /// What a viewer is told of the entry of the journal with this number, as it is
    /// now.
    pub async fn payload(
        &self,
        viewer: Viewer,
        number: i64,
        selection: Option<&str>,
    ) -> Result<Payload, Untold> {
        let reach = domain::change::reach(self.app().reader()).await?;
        let filter = Filter::default();
        let place = |number| Cursor::at(number, &filter, reach).write();
        let call = call(selection.unwrap_or(FACTS), &place(number - 1));
        let prepared = self.prepare(call).map_err(|_| Untold::Failed)?;
        let asking = Asking {
            viewer,
            request_id: format!("webhook {number}"),
            ..Asking::default()
        };
        let answer = self.run(prepared, asking).await;
        let data = answer.data.map(async_graphql::Value::into_json);
        let Some(Ok(Value::Object(mut data))) = data else {
            return Err(Untold::Failed);
        };
        let node = data
            .get_mut("changes")
            .and_then(|page| page.pointer_mut("/nodes/0"));
        let Some(Value::Object(node)) = node.map(Value::take) else {
            return Err(Untold::Unseen);
        };
        told(node, &place(number)).ok_or(Untold::Unseen)
    }
}

fn told(mut node: Map<String, Value>, cursor: &str) -> Option<Payload> {
    let mut text = |name: &str| match node.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let (found, at, record) = (text("lc_cursor"), text("lc_at"), text("lc_record"));
    (found? == cursor).then_some(())?;
    Some(Payload {
        at: at?,
        record,
        data: Value::Object(node),
    })
}
