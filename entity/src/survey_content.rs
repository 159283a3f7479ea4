//! What a version of a survey asks: one document, because it is written, frozen
//! and read as a whole.

use std::collections::BTreeMap;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Localized, values::QuestionKind};

/// Questions in their order, and what respondents are told apart by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase", default)]
pub struct SurveyContent {
    pub questions: Vec<Question>,
    pub segments: Vec<Segment>,
}

/// A question, or a text between questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Stays the same in every version; unique in the survey.
    pub key: String,
    pub kind: QuestionKind,
    pub text: Localized,
    #[serde(default)]
    pub help: Option<Localized>,
    #[serde(default)]
    pub required: bool,
    /// The least number, the lower end of a scale, the fewest choices or characters.
    #[serde(default)]
    pub min: Option<f64>,
    /// The greatest number, the upper end of a scale, the most choices or characters.
    #[serde(default)]
    pub max: Option<f64>,
    /// What the lower end of a scale means.
    #[serde(default)]
    pub min_label: Option<Localized>,
    /// What the upper end of a scale means.
    #[serde(default)]
    pub max_label: Option<Localized>,
    /// What can be chosen or ranked; the columns of a matrix; points of a scale.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// The rows of a matrix.
    #[serde(default)]
    pub rows: Vec<Choice>,
    /// Asked only when all of these hold.
    #[serde(default)]
    pub show_if: Vec<Condition>,
    /// The question of an alliance that this one repeats.
    #[serde(default)]
    pub bank_question_id: Option<Uuid>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// Stays the same in every version.
    pub code: String,
    pub label: Localized,
    /// Goes with a text of the respondent's own.
    #[serde(default)]
    pub is_other: bool,
    /// No longer offered; old answers keep it.
    #[serde(default)]
    pub is_retired: bool,
}

/// What must hold of an earlier answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    /// The key of the earlier question.
    pub question: String,
    /// One of these codes was chosen; `YES` and `NO` for a question of that kind.
    #[serde(default)]
    pub any_of: Vec<String>,
    #[serde(default)]
    pub at_least: Option<f64>,
    #[serde(default)]
    pub at_most: Option<f64>,
}

/// An attribute of respondents, such as their age group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Segment {
    pub key: String,
    pub label: Localized,
    pub values: Vec<Choice>,
}

/// The attributes of one respondent: segment key to value code.
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    FromJsonQueryResult,
)]
#[serde(transparent)]
pub struct SegmentValues(pub BTreeMap<String, String>);
