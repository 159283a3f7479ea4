//! The fields that can be emptied, and what is sent in them.

use serde_json::{Value, json};

use crate::support::Network;

/// A field: what it is sent as, its type, what is read back, and what null leaves.
pub struct Field {
    pub name: &'static str,
    pub ty: &'static str,
    pub sent: Value,
    pub read: &'static str,
    pub empty: Value,
}

fn field(name: &'static str, ty: &'static str, sent: Value, read: &'static str) -> Field {
    Field {
        name,
        ty,
        sent,
        read,
        empty: Value::Null,
    }
}

fn list(name: &'static str, ty: &'static str, sent: Value, read: &'static str) -> Field {
    Field {
        name,
        ty,
        sent,
        read,
        empty: json!([]),
    }
}

/// A text in Korean.
pub fn text(words: &str) -> Value {
    json!([{ "locale": "ko", "text": words }])
}

/// The fields of a programme that can be emptied.
pub fn of_programme(ids: &Ids) -> Vec<Field> {
    vec![
        field("externalId", "String", json!("LLL-1"), "externalId"),
        field("summary", "[TextInput!]", text("요약"), "summary"),
        field("description", "[TextInput!]", text("설명"), "description"),
        field("audience", "[TextInput!]", text("누구나"), "audience"),
        list(
            "learningOutcomes",
            "[LearningOutcomeInput!]",
            json!([{ "texts": text("배움") }]),
            "learningOutcomes",
        ),
        field("providerId", "ID", ids.provider.clone(), "provider { id }"),
        list(
            "allianceIds",
            "[ID!]",
            json!([ids.alliance]),
            "alliances { id }",
        ),
        list("topics", "[String!]", json!(["READING"]), "topics { code }"),
        list(
            "targetGroups",
            "[String!]",
            json!(["ADULTS"]),
            "targetGroups { code }",
        ),
        list("iscedF", "[String!]", json!(["0611"]), "iscedF { code }"),
        list(
            "sdgTargets",
            "[String!]",
            json!(["4.4"]),
            "sdgTargets { code }",
        ),
        list(
            "keyFeatureAreas",
            "[String!]",
            json!([ids.area]),
            "keyFeatureAreas { code }",
        ),
        field("iscedLevel", "IscedLevel", json!("ISCED_3"), "iscedLevel"),
        field("ageMin", "Int", json!(19), "ageMin"),
        field("ageMax", "Int", json!(65), "ageMax"),
        list("languages", "[Locale!]", json!(["ko", "en"]), "languages"),
        list(
            "recognitions",
            "[Recognition!]",
            json!(["CERTIFICATE"]),
            "recognitions",
        ),
        list("keywords", "[String!]", json!(["책"]), "keywords"),
        field("website", "String", json!("https://hanam.go.kr"), "website"),
        field("startedOn", "PartialDate", json!("2016-05"), "startedOn"),
        field("recurrence", "Recurrence", json!("ANNUAL"), "recurrence"),
    ]
}

/// The fields of an offering that can be emptied.
#[expect(clippy::too_many_lines, reason = "a table, one field a line")]
pub fn of_offering(ids: &Ids) -> Vec<Field> {
    vec![
        field("code", "String", json!("2026-1"), "code"),
        field("externalId", "String", json!("RUN-1"), "externalId"),
        field("spaceId", "ID", ids.space.clone(), "learningSpace { id }"),
        field("venue", "[TextInput!]", text("시청"), "venue"),
        field(
            "virtualUrl",
            "String",
            json!("https://hanam.go.kr/1"),
            "virtualUrl",
        ),
        field("startDate", "Date", json!("2026-03-03"), "startDate"),
        field("endDate", "Date", json!("2026-05-03"), "endDate"),
        field(
            "enrolmentOpens",
            "Date",
            json!("2026-02-01"),
            "enrolmentOpens",
        ),
        field(
            "enrolmentCloses",
            "Date",
            json!("2026-03-01"),
            "enrolmentCloses",
        ),
        Field {
            empty: json!(false),
            ..field("alwaysOpen", "Boolean", json!(true), "alwaysOpen")
        },
        field("capacity", "Int", json!(20), "capacity"),
        field("enrolled", "Int", json!(3), "enrolled"),
        Field {
            empty: json!(false),
            ..field("waitlist", "Boolean", json!(true), "waitlist")
        },
        field(
            "price",
            "MoneyInput",
            json!({ "amount": "12.50", "currency": "EUR" }),
            "price { amount currency }",
        ),
        field("priceText", "[TextInput!]", text("만이천원"), "priceText"),
        field("isFree", "Boolean", json!(false), "isFree"),
        list(
            "applicationChannels",
            "[ApplicationChannel!]",
            json!(["ONLINE", "VISIT"]),
            "applicationChannels",
        ),
        field(
            "applicationUrl",
            "String",
            json!("https://hanam.go.kr/a"),
            "applicationUrl",
        ),
        field(
            "selectionMethod",
            "SelectionMethod",
            json!("LOTTERY"),
            "selectionMethod",
        ),
        list(
            "schedules",
            "[ScheduleInput!]",
            json!([{
                "frequency": "WEEKLY", "startDate": "2026-03-03", "startTime": "18:30",
                "endTime": "20:30",
            }]),
            "schedules { startTime }",
        ),
    ]
}

/// Records of the sample network that others point to.
pub struct Ids {
    provider: Value,
    alliance: Value,
    space: Value,
    area: Value,
}

/// Looks them up.
pub async fn ids(network: &Network) -> Ids {
    let query = "{
        organisations(first: 1) { nodes { id } }
        alliances(first: 1) { nodes { id } }
        city(slug: \"kr-hanam\") { learningSpaces(first: 1) { nodes { id } } }
        codes(scheme: KEY_FEATURE_AREA) { code }
    }";
    let reply = network.ask(query).await;
    let data = &reply["data"];
    Ids {
        provider: data["organisations"]["nodes"][0]["id"].clone(),
        alliance: data["alliances"]["nodes"][0]["id"].clone(),
        space: data["city"]["learningSpaces"]["nodes"][0]["id"].clone(),
        area: data["codes"][0]["code"].clone(),
    }
}
