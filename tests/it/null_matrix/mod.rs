//! A change never clears what the client did not mention, however it was sent.
//!
//! Each field of a programme and of an offering, in each way to send it (as a
//! literal, as a variable, as a variable that is left out, in an input that is a
//! variable as a whole), absent, null and with a value.

mod fields;

use serde_json::{Map, Value, json};

use self::fields::{Field, ids, of_offering, of_programme, text};
use crate::support::{Caller, Network, complaints, payload};

/// One kind of record and how it is changed.
struct Subject {
    mutation: &'static str,
    shows: &'static str,
    id: Value,
    fields: Vec<Field>,
}

/// How a field is sent.
#[derive(Clone, Copy, Debug)]
enum Way {
    Literal,
    Variable,
    WholeInput,
}

impl Subject {
    fn selection(&self) -> String {
        let fields: Vec<String> = self
            .fields
            .iter()
            .map(|field| format!("{}: {}", field.name, field.read))
            .collect();
        fields.join(" ")
    }

    fn input_type(&self) -> String {
        let (initial, rest) = self.mutation.split_at(1);
        format!("{}{rest}Input", initial.to_uppercase())
    }

    async fn run(&self, city: &Caller<'_>, document: String, variables: Value) -> Value {
        let reply = city.ask_with(&document, variables).await;
        let payload = payload(&reply, self.mutation);
        assert_eq!(complaints(&payload), [""; 0], "{document}");
        payload[self.shows].clone()
    }

    fn document(&self, variables: &str, input: &str) -> String {
        format!(
            "mutation {variables} {{ {}(input: {input}) {{
                {} {{ {} version }} userErrors {{ code field }}
            }} }}",
            self.mutation,
            self.shows,
            self.selection(),
        )
    }

    /// Sends these fields with these values; all others are absent.
    async fn send(&self, city: &Caller<'_>, way: Way, given: &[(&Field, Value)]) -> Value {
        match way {
            Way::WholeInput => {
                let pairs = given
                    .iter()
                    .map(|(field, value)| (field.name.to_owned(), value.clone()));
                let mut input: Map<String, Value> = pairs.collect();
                input.insert("id".to_owned(), self.id.clone());
                let document =
                    self.document(&format!("($input: {}!)", self.input_type()), "$input");
                self.run(city, document, json!({ "input": input })).await
            }
            Way::Literal => {
                let parts: Vec<String> = given
                    .iter()
                    .map(|(field, value)| format!("{}: {}", field.name, literal(value)))
                    .collect();
                let input = format!("{{ id: {}, {} }}", self.id, parts.join(", "));
                self.run(city, self.document("", &input), json!({})).await
            }
            Way::Variable => {
                // Every field has its variable; those that are not given are left out.
                let parts: Vec<String> = self
                    .fields
                    .iter()
                    .map(|field| format!("{0}: ${0}", field.name))
                    .collect();
                let types: Vec<String> = self
                    .fields
                    .iter()
                    .map(|field| format!("${}: {}", field.name, field.ty))
                    .collect();
                let input = format!("{{ id: {}, {} }}", self.id, parts.join(", "));
                let pairs = given
                    .iter()
                    .map(|(field, value)| (field.name.to_owned(), value.clone()));
                let variables: Map<String, Value> = pairs.collect();
                let document = self.document(&format!("({})", types.join(", ")), &input);
                self.run(city, document, Value::Object(variables)).await
            }
        }
    }

    /// Clears each field alone: it is empty then, and all others are as they were.
    async fn matrix(&self, city: &Caller<'_>) {
        let all: Vec<(&Field, Value)> = self
            .fields
            .iter()
            .map(|field| (field, field.sent.clone()))
            .collect();
        for way in [Way::Literal, Way::Variable, Way::WholeInput] {
            let mut full = self.send(city, way, &all).await;
            for field in &self.fields {
                assert_ne!(
                    full[field.name], field.empty,
                    "{way:?}: {} came in",
                    field.name
                );
            }
            let untouched = self.send(city, way, &[]).await;
            assert_eq!(
                untouched, full,
                "{way:?}: what is absent stays, and nothing changed"
            );
            for field in &self.fields {
                let cleared = self.send(city, way, &[(field, Value::Null)]).await;
                let mut expected = full.clone();
                expected[field.name] = field.empty.clone();
                expected["version"] = cleared["version"].clone();
                assert_eq!(cleared, expected, "{way:?}: {}: null", field.name);
                let again = self.send(city, way, &[(field, field.sent.clone())]).await;
                full["version"] = again["version"].clone();
                assert_eq!(again, full, "{way:?}: {}: a value", field.name);
            }
            let cleared = all.iter().map(|(field, _)| (*field, Value::Null));
            self.send(city, way, &cleared.collect::<Vec<_>>()).await;
        }
    }
}

/// JSON as a literal of GraphQL: names without quotes, and enumerations too.
fn literal(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(literal).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{name}: {}", literal(value)))
                .collect();
            format!("{{ {} }}", fields.join(", "))
        }
        Value::String(text) if ENUMS.contains(&text.as_str()) => text.clone(),
        other => other.to_string(),
    }
}

const ENUMS: [&str; 7] = [
    "ISCED_3",
    "CERTIFICATE",
    "ANNUAL",
    "ONLINE",
    "VISIT",
    "LOTTERY",
    "WEEKLY",
];

#[tokio::test]
async fn no_way_of_sending_clears_what_a_programme_was_not_asked_about() {
    let network = Network::start().await;
    let city = network.city("kr-hanam", "programme:write");
    let input = json!({ "title": text("강좌"), "kind": "COURSE" });
    let made = city.create_programme(input).await["programme"].clone();
    let subject = Subject {
        mutation: "programmeUpdate",
        shows: "programme",
        id: made["id"].clone(),
        fields: of_programme(&ids(&network).await),
    };
    subject.matrix(&city).await;
}

#[tokio::test]
async fn no_way_of_sending_clears_what_an_offering_was_not_asked_about() {
    let network = Network::start().await;
    let city = network.city("kr-hanam", "programme:write");
    let input = json!({
        "title": text("강좌"), "kind": "COURSE", "offerings": [{ "deliveryMode": "OUTREACH" }],
    });
    let made = city.create_programme(input).await["programme"].clone();
    let subject = Subject {
        mutation: "offeringUpdate",
        shows: "offering",
        id: made["offerings"]["nodes"][0]["id"].clone(),
        fields: of_offering(&ids(&network).await),
    };
    subject.matrix(&city).await;
}

#[tokio::test]
async fn what_must_be_there_cannot_be_cleared() {
    let network = Network::start().await;
    let city = network.city("kr-hanam", "programme:write");
    let input = json!({
        "title": text("강좌"), "kind": "COURSE", "offerings": [{ "deliveryMode": "OUTREACH" }],
    });
    let made = city.create_programme(input).await["programme"].clone();
    for name in ["title", "kind", "setting", "slug", "defaultLocale"] {
        let mut input = json!({ "id": made["id"] });
        input[name] = Value::Null;
        let payload = city
            .change("programmeUpdate", input, "programme { id }")
            .await;
        assert_eq!(complaints(&payload), [format!("REQUIRED {name}")]);
    }
    for name in ["deliveryMode", "status"] {
        let mut input = json!({ "id": made["offerings"]["nodes"][0]["id"] });
        input[name] = Value::Null;
        let payload = city
            .change("offeringUpdate", input, "offering { id }")
            .await;
        assert_eq!(complaints(&payload), [format!("REQUIRED {name}")]);
    }
}
