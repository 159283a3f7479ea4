//! One entry of `errors`, as it leaves the house.

use serde::{Deserialize, Serialize, Serializer, ser::SerializeMap};
use serde_json::{Map, Value};

use crate::limits::Limits;

/// What whoever asks while the database cannot answer is told.
pub(super) const UNAVAILABLE: &str = "The database cannot do this at the moment, and nothing was \
    changed. Wait a little, then try again.";

/// What whoever writes is told when nobody knows what became of it.
pub(super) const OUTCOME_UNKNOWN: &str = "The database failed while it kept your change, so it may \
    have been made or not. Send it again with the same idempotency key: it is done once. Without \
    a key, look first.";

/// What went wrong, for programs. The list is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The request is wrong in a way that its program has to mend.
    BadUserInput,
    /// The request asks for more than a limit allows.
    QueryTooComplex,
    /// The request came with a token that is not good.
    Unauthenticated,
    /// The token is good, and does not allow this.
    Forbidden,
    /// There is no such thing, or the viewer may not know of it.
    NotFound,
    /// The request names a document instead of having one.
    PersistedQueryNotSupported,
    /// Changes after the cursor are no longer kept.
    CursorExpired,
    /// The operation took too long.
    Timeout,
    /// The database cannot do it at this moment.
    Unavailable,
    /// The database failed while it kept a change: it may have been made or not.
    OutcomeUnknown,
    /// The fault is ours.
    Internal,
}

impl Code {
    /// As `extensions.code` has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::QueryTooComplex => "QUERY_TOO_COMPLEX",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::PersistedQueryNotSupported => "PERSISTED_QUERY_NOT_SUPPORTED",
            Self::CursorExpired => "CURSOR_EXPIRED",
            Self::Timeout => "TIMEOUT",
            Self::Unavailable => "UNAVAILABLE",
            Self::OutcomeUnknown => "OUTCOME_UNKNOWN",
            Self::Internal => "INTERNAL",
        }
    }
}

impl Code {
    /// Every code, what it means, and what to do about it.
    pub const EXPLAINED: [(Self, &str, &str); 11] = [
        (
            Self::BadUserInput,
            "The request is wrong in a way that its program has to mend.",
            "Mend the request: the message says what, and `locations` where.",
        ),
        (
            Self::QueryTooComplex,
            "The request asks for more than a limit allows, or more ask than the server can take.",
            "Ask for less: `extensions.limit` names the limit, and `serviceLimits` lists all. \
             With status 503, wait as long as `Retry-After` says.",
        ),
        (
            Self::Unauthenticated,
            "The request has no token where one is needed, or one that is not good.",
            "Send a token, or a good one: the message says which check failed. Ask for a new one \
             before the old one ends.",
        ),
        (
            Self::Forbidden,
            "The token is good, and does not allow this.",
            "Ask for a token with `extensions.missingScope`, or of another body.",
        ),
        (
            Self::NotFound,
            "There is no such thing, or it is neither public nor yours.",
            "Look at the id, and at the scopes of the token.",
        ),
        (
            Self::PersistedQueryNotSupported,
            "The request names its document by a hash, and documents are not kept here.",
            "Send the document. Clients with automatic persisted queries do so by themselves.",
        ),
        (
            Self::CursorExpired,
            "Changes after the cursor are no longer kept.",
            "Begin again without a cursor and with `compact: true`: that tells every record that \
             is there.",
        ),
        (
            Self::Timeout,
            "The operation took too long, or the request did not come to its end.",
            "Ask for less, or wait and ask again: the message says which.",
        ),
        (
            Self::Unavailable,
            "The database cannot do it at this moment, and nothing was changed.",
            "Wait as long as `Retry-After` says, then ask again. The whole operation answers so, \
             with status 503 in either form: there is never half an answer.",
        ),
        (
            Self::OutcomeUnknown,
            "The database failed while it kept a change, so it was made or not.",
            "Send the request again with the same idempotency key: it is done once. Without a \
             key, look first. Status 500, so that nothing on the way sends it again by itself.",
        ),
        (
            Self::Internal,
            "The fault is ours.",
            "Tell the operator the id of the request: the log knows it by that.",
        ),
    ];
}

/// A place in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1.
    pub column: usize,
}

impl From<async_graphql::Pos> for Location {
    fn from(at: async_graphql::Pos) -> Self {
        Self {
            line: at.line,
            column: at.column,
        }
    }
}

/// One error of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    message: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    path: Vec<Value>,
    #[serde(serialize_with = "with_help")]
    extensions: Map<String, Value>,
}

/// Where a code is explained, relative to the address of the API.
const HELP: &str = "docs/errors";

/// What programs are told, and where people read about it.
fn with_help<S: Serializer>(extensions: &Map<String, Value>, to: S) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    for (name, value) in extensions.iter().filter(|(name, _)| *name != "help") {
        map.serialize_entry(name, value)?;
    }
    if let Some(code) = extensions.get("code").and_then(Value::as_str) {
        map.serialize_entry("help", &format!("{HELP}#{code}"))?;
    }
    map.end()
}

impl Fault {
    /// An error of this kind, told in one sentence.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            locations: Vec::new(),
            path: Vec::new(),
            extensions: Map::new(),
        }
        .with("code", code.as_str())
    }

    /// The request goes beyond a limit.
    #[must_use]
    pub fn beyond(limit: &'static str, what: &str, found: u64, allowed: u64) -> Self {
        let message = format!("The document has {found} {what}; at most {allowed} are allowed.");
        Self::new(Code::QueryTooComplex, message)
            .with("limit", limit)
            .with("allowed", allowed)
            .with("found", found)
    }

    /// Our own fault. What it was stands in the log under the same request id.
    #[must_use]
    pub fn internal(request_id: &str) -> Self {
        Self::new(Code::Internal, "Something broke on our side.").with("requestId", request_id)
    }

    /// The database cannot do it at this moment.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::new(Code::Unavailable, UNAVAILABLE)
    }

    /// The database failed while it kept a change.
    #[must_use]
    pub(super) fn outcome_unknown() -> Self {
        Self::new(Code::OutcomeUnknown, OUTCOME_UNKNOWN)
    }

    /// Whether the database is at fault for it, so that the whole operation came to nothing.
    #[must_use]
    pub(super) fn is_of_the_database(&self) -> bool {
        [Code::Unavailable, Code::OutcomeUnknown]
            .map(Code::as_str)
            .contains(&self.code())
    }

    /// Whether the request asks for a part of the answer in a way that cannot be: an
    /// argument below the root field.
    #[must_use]
    pub(super) fn is_about_the_answer(&self) -> bool {
        self.code() == Code::BadUserInput.as_str() && self.path.len() > 1
    }

    /// The same error with something more for programs.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.extensions.insert(key.to_owned(), value.into());
        self
    }

    /// The same error with all of these for programs.
    #[must_use]
    pub(super) fn with_extensions(mut self, extensions: Map<String, Value>) -> Self {
        self.extensions.extend(extensions);
        self
    }

    /// The same error at a place in the document. An error that the library puts
    /// nowhere has the place 0:0 there, and none here: places count from 1.
    #[must_use]
    pub(super) fn at(mut self, mut locations: Vec<Location>) -> Self {
        locations.retain(|place| place.line > 0 && place.column > 0);
        self.locations = locations;
        self
    }

    /// The same error at a place in the answer.
    #[must_use]
    pub(super) fn on(mut self, path: Vec<Value>) -> Self {
        self.path = path;
        self
    }

    /// The same error of the operation as a whole.
    #[must_use]
    pub(super) fn anywhere(mut self) -> Self {
        self.locations = Vec::new();
        self.path = Vec::new();
        self
    }

    /// Its `extensions.code`.
    #[must_use]
    pub fn code(&self) -> &str {
        self.extensions["code"].as_str().unwrap_or_default()
    }

    /// What it says to people.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Keeps an error from sending a large document back to its sender.
    fn shorten(&mut self, characters: usize) {
        if let Some((end, _)) = self.message.char_indices().nth(characters) {
            self.message.truncate(end);
            self.message.push('…');
        }
    }
}

/// As many errors as an answer reports, and one that says how many more there were.
#[must_use]
pub(super) fn capped(mut faults: Vec<Fault>, limits: &Limits) -> Vec<Fault> {
    let most = usize::try_from(limits.errors).unwrap_or(usize::MAX);
    let characters = usize::try_from(limits.error_characters).unwrap_or(usize::MAX);
    let more = faults.len().saturating_sub(most);
    faults.truncate(most);
    for fault in &mut faults {
        fault.shorten(characters);
    }
    if let (1.., Some(last)) = (more, faults.last()) {
        let code = last.extensions["code"].clone();
        let fault = Fault::new(Code::BadUserInput, format!("There are {more} more errors."));
        faults.push(fault.with("code", code));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(number: usize) -> Vec<Fault> {
        vec![Fault::new(Code::BadUserInput, "The city has no such field."); number]
    }

    #[test]
    fn ten_errors_are_reported_as_they_are() {
        assert_eq!(capped(faults(10), &Limits::default()), faults(10));
    }

    #[test]
    fn of_twenty_thousand_errors_ten_are_reported() {
        let capped = capped(faults(20_000), &Limits::default());

        assert_eq!(capped.len(), 11);
        assert_eq!(capped[10].message(), "There are 19990 more errors.");
    }

    #[test]
    fn a_long_message_is_cut_between_characters() {
        let long = Fault::new(Code::BadUserInput, "배움".repeat(500));

        let capped = capped(vec![long], &Limits::default());

        assert_eq!(capped[0].message().chars().count(), 301);
    }
}
