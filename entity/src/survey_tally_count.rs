//! Answers to one question, counted.

use std::collections::BTreeMap;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// The counts of all respondents, and of each value of each segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase", default)]
pub struct Tally {
    pub all: Count,
    /// Segment key, then value code; empty for respondents without that value.
    pub by: BTreeMap<String, BTreeMap<String, Count>>,
}

/// How often each value was answered.
///
/// A value is an option's code, a number, a date, `YES` or `NO`; of a matrix, row
/// and option with a tab between them; of a ranking, option and rank (from 1) with
/// a tab between them. Texts have no values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Count {
    pub answered: u64,
    pub skipped: u64,
    pub values: BTreeMap<String, u64>,
}
