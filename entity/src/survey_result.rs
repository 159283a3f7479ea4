//! What was answered to one question, in numbers: exact for its city, with gaps
//! once it is published.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::{Localized, values::QuestionKind};

/// The results of one question. What is not there was left out to protect people,
/// and [`Withheld`] says so; it never stands for 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub struct QuestionResult {
    pub key: String,
    pub kind: QuestionKind,
    pub text: Localized,
    /// The versions of the survey that ask it in the same way: these are added up.
    pub versions: Vec<i32>,
    /// How many answered.
    pub answered: Option<u64>,
    /// How many did not, because they did not want to or were not asked.
    pub skipped: Option<u64>,
    pub withheld: Option<Withheld>,
    /// One; of a matrix one a row, of a ranking one an option.
    pub distributions: Vec<Distribution>,
    pub breakdowns: Vec<Breakdown>,
}

/// How answers spread over what could be answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Distribution {
    /// The row of a matrix, or the option whose ranks these are.
    pub of: Option<Label>,
    /// The base of the shares.
    pub answered: Option<u64>,
    pub withheld: Option<Withheld>,
    /// The options; the ranks in a ranking; none where people wrote themselves.
    pub options: Vec<OptionResult>,
    pub statistics: Statistics,
}

/// Something that was asked about, by its code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    pub code: String,
    /// Empty when the code says it all.
    pub label: Localized,
}

/// How many chose one option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionResult {
    #[serde(flatten)]
    pub option: Label,
    pub count: Option<u64>,
    /// Of those who answered, in per cent with one decimal; empty when nobody did.
    pub share: Option<f64>,
    pub withheld: Option<Withheld>,
}

/// Numbers about a distribution; empty where they say nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Statistics {
    pub mean: Option<f64>,
    pub median: Option<f64>,
    /// Of the sample: divided by one less than the number of answers.
    pub standard_deviation: Option<f64>,
    /// The share of 9 and 10 less the share of 0 to 6, from -100 to 100.
    pub net_promoter_score: Option<f64>,
    pub mean_rank: Option<f64>,
}

/// The results by one attribute of the respondents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Breakdown {
    /// The key of a segment, or `VERSION`.
    pub by: String,
    pub label: Localized,
    /// Set when nothing at all is said by this attribute.
    pub withheld: Option<Withheld>,
    pub groups: Vec<GroupResult>,
}

/// The results of one group of respondents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupResult {
    /// The value of the attribute; an empty code for those of whom it is not known.
    #[serde(flatten)]
    pub group: Label,
    pub answered: Option<u64>,
    /// Only for the city: published, it would tell how large each group is.
    pub skipped: Option<u64>,
    pub withheld: Option<Withheld>,
    pub distributions: Vec<Distribution>,
}

/// Why a number is not said. It tells no more than it must.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Withheld {
    /// Too few people answered the question.
    FewAnswers,
    /// With it, answers of a few people could be found out.
    Protected,
}
