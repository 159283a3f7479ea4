//! One thing in JSON-LD.

use serde_json::{Map, Value};

/// A thing with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node(Map<String, Value>);

impl Node {
    /// A thing of this type.
    pub(super) fn of(kind: &str) -> Self {
        Self(Map::new()).with("@type", kind)
    }

    /// A thing of this type that has an address.
    pub(super) fn at(kind: &str, address: &str) -> Self {
        Self::of(kind).with("@id", address).with("url", address)
    }

    /// The same with a property. What says nothing (null, an empty text or list)
    /// is left out: partners read it as "deleted".
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let says_nothing = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if !says_nothing {
            self.0.insert(key.to_owned(), value);
        }
        self
    }

    /// The same as a document of its own.
    pub(super) fn into_document(self) -> Value {
        self.with("@context", "https://schema.org").into()
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Self::Object(node.0)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_says_nothing_is_left_out() {
        let node = Node::of("Course")
            .with("name", "")
            .with("url", None::<String>)
            .with("teaches", Vec::<String>::new())
            .with("isAccessibleForFree", false);
        let told = json!({ "@type": "Course", "isAccessibleForFree": false });
        assert_eq!(Value::from(node), told);
    }
}
