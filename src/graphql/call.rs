//! What a client asks, and who it is that asks.

use serde_json::{Map, Value};

use crate::domain::Viewer;

/// A GraphQL request as it came over the wire.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// The document.
    pub query: Option<String>,
    /// Which of its operations to run.
    pub operation_name: Option<String>,
    /// The variables of the operation.
    pub variables: Map<String, Value>,
    /// What the protocol leaves to extensions.
    pub extensions: Map<String, Value>,
}

impl Call {
    /// A request that consists of a document.
    #[must_use]
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: Some(query.into()),
            ..Self::default()
        }
    }
}

/// The circumstances of a request.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// Who is asking.
    pub viewer: Viewer,
    /// The key under which a repeated request gets the first answer again.
    pub idempotency_key: Option<String>,
    /// The languages that the reader prefers, as the header has them.
    pub accept_language: Option<String>,
    /// The name of this request in the log.
    pub request_id: String,
    /// Keeps the SQL statements, for tests that ask how they are planned.
    pub record_statements: bool,
}

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It reads.
    Query,
    /// It writes.
    Mutation,
    /// It waits for events, and reads at each.
    Subscription,
}

impl Kind {
    /// As the grammar writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Mutation => "mutation",
            Self::Subscription => "subscription",
        }
    }
}
