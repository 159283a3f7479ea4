//! What tests of mutations have in common.

use entity::journal;
use learning_cities::domain::journal::since;
use serde_json::{Value, json};

use super::{Caller, Network, Reply};

impl Network {
    /// Everything that has happened.
    pub async fn journal(&self) -> Vec<journal::Model> {
        since(self.app().reader(), 0, 1_000_000).await.unwrap()
    }
}

/// The payload of a mutation that ran.
#[track_caller]
pub fn payload(reply: &Reply, mutation: &str) -> Value {
    assert_eq!(reply["errors"], Value::Null, "{reply:?}");
    reply["data"][mutation].clone()
}

/// A course of a city in Korea, with one offering that meets twice a week.
pub fn course() -> Value {
    json!({
        "externalId": "LLL-2026-7",
        "title": [
            { "locale": "ko", "text": "디지털 첫걸음" },
            { "locale": "en", "text": "First digital steps" },
        ],
        "kind": "COURSE",
        "topics": ["DIGITAL_SKILLS"],
        "targetGroups": ["OLDER_ADULTS"],
        "ageMin": 60,
        "offerings": [{
            "code": "2026-1",
            "deliveryMode": "ONSITE",
            "venue": [{ "locale": "ko", "text": "하남시청" }],
            "startDate": "2026-03-03",
            "endDate": "2026-05-28",
            "capacity": 20,
            "enrolled": 3,
            "price": { "amount": "15000", "currency": "KRW" },
            "instructorName": "김하나",
            "schedules": [{
                "frequency": "WEEKLY",
                "byDay": ["TU", "TH"],
                "startDate": "2026-03-03",
                "startTime": "18:30",
                "endTime": "20:30",
                "exceptDates": ["2026-05-05"],
            }],
        }],
    })
}

const CREATE: &str = "
    mutation ($input: ProgrammeCreateInput!) { programmeCreate(input: $input) {
        programme {
            id slug externalId title status version defaultLocale origin
            topics { code } targetGroups { code }
            offerings { nodes {
                id code deliveryMode venue capacity price { amount currency } version
                schedules { frequency byDay startTime exceptDates }
            } }
        }
        userErrors { code field message }
    } }";

impl Caller<'_> {
    /// Makes a programme.
    pub async fn create_programme(&self, input: Value) -> Value {
        let reply = self.ask_with(CREATE, json!({ "input": input })).await;
        payload(&reply, "programmeCreate")
    }
}
