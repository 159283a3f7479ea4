//! The messages of `graphql-transport-ws`, as a server reads and writes them.

use axum::extract::ws::{Message, WebSocket};
use serde_json::{Map, Value, json};

use super::closing::Closing;
use crate::{
    graphql::{Call, Refusal},
    http::params,
};

/// Characters of the id that a client gives an operation.
const ID: usize = 256;

/// What a client says.
#[derive(Debug)]
pub(super) enum Incoming {
    /// It begins.
    Init(Map<String, Value>),
    /// It asks whether we are there.
    Ping,
    /// It wants an operation to run.
    Subscribe(String, Box<Call>),
    /// It has had enough of an operation.
    Complete(String),
    /// It is there, and says nothing else.
    Nothing,
    /// It closes the socket.
    Close,
}

/// The next message of a client that is no longer than allowed.
pub(super) async fn receive(socket: &mut WebSocket, most: u64) -> Result<Incoming, Closing> {
    understand(socket.recv().await, most)
}

/// What was received, as this protocol understands it.
pub(super) fn understand(
    received: Option<Result<Message, axum::Error>>,
    most: u64,
) -> Result<Incoming, Closing> {
    match received {
        None => Err(Closing::GONE),
        Some(Err(_)) => Err(Closing::PROTOCOL),
        Some(Ok(Message::Text(text))) if text.len() as u64 > most => Err(Closing::TOO_LONG),
        Some(Ok(Message::Text(text))) => Incoming::read(&text),
        Some(Ok(Message::Binary(_))) => Err(Closing::bad("Messages are text.")),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(Incoming::Nothing),
        Some(Ok(Message::Close(_))) => Ok(Incoming::Close),
    }
}

impl Incoming {
    fn read(text: &str) -> Result<Self, Closing> {
        let Ok(Value::Object(mut message)) = serde_json::from_str(text) else {
            return Err(Closing::bad("The message is not a JSON object."));
        };
        let kind = message.remove("type");
        match kind.as_ref().and_then(Value::as_str) {
            Some("connection_init") => payload(&mut message).map(Self::Init),
            Some("ping") => payload(&mut message).map(|_| Self::Ping),
            Some("pong") => payload(&mut message).map(|_| Self::Nothing),
            Some("subscribe") => {
                let call = params::from_map(payload(&mut message)?);
                let call = call.map_err(|refused| Closing::bad(refused.into_parts().2))?;
                Ok(Self::Subscribe(id(&mut message)?, Box::new(call)))
            }
            Some("complete") => id(&mut message).map(Self::Complete),
            _ => Err(Closing::bad(
                "The type of the message is none that a client sends.",
            )),
        }
    }
}

fn payload(message: &mut Map<String, Value>) -> Result<Map<String, Value>, Closing> {
    match message.remove("payload") {
        Some(Value::Object(payload)) => Ok(payload),
        None | Some(Value::Null) => Ok(Map::new()),
        Some(_) => Err(Closing::bad("The payload is not a JSON object.")),
    }
}

fn id(message: &mut Map<String, Value>) -> Result<String, Closing> {
    match message.remove("id") {
        Some(Value::String(id)) if (1..=ID).contains(&id.chars().count()) => Ok(id),
        _ => Err(Closing::bad(
            "The id is not a string of 1 to 256 characters.",
        )),
    }
}

/// The client may begin.
pub(super) fn acknowledged() -> Message {
    Message::text(r#"{"type":"connection_ack"}"#)
}

/// We are there.
pub(super) fn pong() -> Message {
    Message::text(r#"{"type":"pong"}"#)
}

/// One answer of an operation; it is JSON already.
pub(super) fn next(id: &str, answer: &str) -> Message {
    let id = Value::from(id);
    Message::text(format!(r#"{{"id":{id},"type":"next","payload":{answer}}}"#))
}

/// An operation that did not run, or cannot go on.
pub(super) fn error(id: &str, refusal: &Refusal) -> Message {
    let message = json!({ "id": id, "type": "error", "payload": refusal.errors() });
    Message::text(message.to_string())
}

/// An operation that is over.
pub(super) fn complete(id: &str) -> Message {
    Message::text(json!({ "id": id, "type": "complete" }).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed_with(text: &str) -> String {
        format!("{:?}", Incoming::read(text).unwrap_err())
    }

    #[test]
    fn what_is_no_message_is_a_bad_request() {
        for text in [
            "",
            "hello",
            "[]",
            "{}",
            r#"{"type":7}"#,
            r#"{"type":"start"}"#,
            r#"{"type":"next","id":"1","payload":{}}"#,
            r#"{"type":"connection_ack"}"#,
            r#"{"type":"connection_init","payload":"token"}"#,
            r#"{"type":"ping","payload":[]}"#,
            r#"{"type":"subscribe","payload":{"query":"{ a }"}}"#,
            r#"{"type":"subscribe","id":"","payload":{"query":"{ a }"}}"#,
            r#"{"type":"subscribe","id":1,"payload":{"query":"{ a }"}}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":1}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":"{ a }","variables":[]}}"#,
            r#"{"type":"complete"}"#,
        ] {
            assert!(closed_with(text).contains("4400"), "{text}");
        }
    }

    #[test]
    fn an_id_has_its_limit() {
        let long = format!(r#"{{"type":"complete","id":"{}"}}"#, "é".repeat(257));
        assert!(closed_with(&long).contains("4400"));
        let fits = format!(r#"{{"type":"complete","id":"{}"}}"#, "é".repeat(256));
        assert!(matches!(Incoming::read(&fits), Ok(Incoming::Complete(_))));
    }

    #[test]
    fn an_answer_is_wrapped_and_not_read_again() {
        let Message::Text(text) = next("a\"b", r#"{"data":{}}"#) else {
            panic!("no text");
        };
        let expected = r#"{"id":"a\"b","type":"next","payload":{"data":{}}}"#;
        assert_eq!(text.as_str(), expected);
    }
}
