//! Events as `CloudEvents` 1.0 has them, in its structured JSON.

use serde::Serialize;
use serde_json::Value;

/// What such a body is called in `Content-Type`.
pub const CONTENT_TYPE: &str = "application/cloudevents+json; charset=utf-8";

/// Something that happened, for whoever listens.
#[derive(Clone, Debug, Serialize)]
pub struct CloudEvent<'a> {
    /// Which version of the specification this follows.
    specversion: &'static str,
    /// Names the event, together with its source.
    pub id: &'a str,
    /// Where it happened: the address of this server.
    pub source: &'a str,
    /// What kind of event it is.
    #[serde(rename = "type")]
    pub kind: &'a str,
    /// When it happened, as RFC 3339 has it.
    pub time: &'a str,
    /// The id of the record that it happened to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<&'a str>,
    /// A greater number happened later; the extension `sequence`, which is text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<String>,
    /// In which format the data is.
    datacontenttype: &'static str,
    /// What is told of it.
    pub data: Value,
}

impl<'a> CloudEvent<'a> {
    /// An event of this kind, with nothing told of it yet.
    #[must_use]
    pub fn new(id: &'a str, source: &'a str, kind: &'a str, time: &'a str) -> Self {
        Self {
            specversion: "1.0",
            id,
            source,
            kind,
            time,
            subject: None,
            sequence: None,
            datacontenttype: "application/json",
            data: Value::Null,
        }
    }

    /// The body of a request.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        super::json::bytes(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_event_has_the_attributes_of_the_specification() {
        let mut event = CloudEvent::new(
            "delivery_1",
            "https://api.example.org",
            "programme.published",
            "2026-03-02T09:00:00+00:00",
        );
        event.subject = Some("programme_1");
        event.data = json!({ "isGone": false });

        let written: Value = serde_json::from_slice(&event.write()).unwrap();
        let expected = json!({
            "specversion": "1.0",
            "id": "delivery_1",
            "source": "https://api.example.org",
            "type": "programme.published",
            "time": "2026-03-02T09:00:00+00:00",
            "subject": "programme_1",
            "datacontenttype": "application/json",
            "data": { "isGone": false },
        });
        assert_eq!(written, expected);
    }
}
