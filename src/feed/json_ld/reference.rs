//! Things that name others by their ids instead of describing them.

use serde_json::{Map, Value};

/// What tells which thing is meant, the best first.
const NAMES: [&str; 2] = ["@id", "identifier"];

/// The same thing without some properties, and with every other thing in it that has
/// a name of its own cut down to its type and that name.
pub(super) fn referring(thing: Value, without: &[&str]) -> Value {
    let Value::Object(properties) = thing else {
        return thing;
    };
    let kept = properties
        .into_iter()
        .filter(|(name, _)| !without.contains(&name.as_str()));
    kept.map(|(name, value)| (name, reference(value))).collect()
}

fn reference(value: Value) -> Value {
    match value {
        Value::Array(values) => values.into_iter().map(reference).collect(),
        Value::Object(thing) => match NAMES.iter().find(|name| thing.contains_key(**name)) {
            Some(name) => named(thing, name),
            None => thing
                .into_iter()
                .map(|(name, value)| (name, reference(value)))
                .collect(),
        },
        plain => plain,
    }
}

fn named(thing: Map<String, Value>, by: &str) -> Value {
    let kept = thing
        .into_iter()
        .filter(|(name, _)| name == "@type" || name == by);
    kept.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn things_with_a_name_of_their_own_are_named_and_others_described() {
        let thing = json!({
            "@id": "/offerings/1", "name": "한글", "startDate": "2026-03-02",
            "about": { "@type": "Course", "@id": "/programmes/1", "name": "한글" },
            "organizer": { "@type": "Organization", "identifier": "organisation_1", "name": "A" },
            "location": [{
                "@type": "Place", "name": "시청",
                "containedInPlace": { "@type": "City", "@id": "/cities/kr-hanam", "name": "하남" },
            }],
        });

        assert_eq!(
            referring(thing, &["name"]),
            json!({
                "@id": "/offerings/1", "startDate": "2026-03-02",
                "about": { "@type": "Course", "@id": "/programmes/1" },
                "organizer": { "@type": "Organization", "identifier": "organisation_1" },
                "location": [{
                    "@type": "Place", "name": "시청",
                    "containedInPlace": { "@type": "City", "@id": "/cities/kr-hanam" },
                }],
            })
        );
    }
}
