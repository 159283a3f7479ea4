//! What a snapshot says, as one text that everybody can check.
//!
//! The text is JSON without spaces whose keys are in alphabetical order. Its
//! SHA-256 is the hash of the snapshot: whoever cites the hash, cites every number.

use chrono::SecondsFormat;
use entity::{survey_result::QuestionResult, survey_snapshot};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Changes with the shape of the text, so that old hashes still mean something.
const FORMAT: &str = "learning-cities survey results 1";

/// Everything that a snapshot says.
#[must_use]
pub fn canonical_text(snapshot: &survey_snapshot::Model, questions: &[QuestionResult]) -> String {
    let document: Value = json!({
        "format": FORMAT,
        "snapshot": snapshot.id.to_string(),
        "survey": snapshot.survey_id.to_string(),
        "city": snapshot.city_id.to_string(),
        "title": snapshot.title,
        "number": snapshot.number,
        "takenAt": snapshot.taken_at.to_rfc3339_opts(SecondsFormat::Micros, true),
        "responseControl": snapshot.response_control,
        "minCellSize": snapshot.min_cell_size,
        "responses": snapshot.responses,
        "questions": questions,
    });
    // Objects of this library keep their keys in alphabetical order.
    document.to_string()
}

/// The SHA-256 of a text in hexadecimal digits.
#[must_use]
pub fn hash(text: &str) -> String {
    format!("{:x}", Sha256::digest(text))
}
