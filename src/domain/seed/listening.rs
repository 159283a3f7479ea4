//! What cities plan and how they listen, as the file has it written down.

use entity::{
    Localized as L, PartialDate,
    values::{FeedbackChannelKind, Origin, PlanStatus},
};
use serde::Deserialize;

use super::records::{Observation, Provenance};

/// A plan by which a city develops its learning.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Plan {
    pub(super) city: String,
    pub(super) title: L,
    pub(super) default_locale: String,
    #[serde(default)]
    pub(super) alternate_titles: Vec<L>,
    pub(super) ordinal: Option<i32>,
    pub(super) period_start: Option<PartialDate>,
    pub(super) period_end: Option<PartialDate>,
    pub(super) vision: Option<L>,
    pub(super) website: Option<String>,
    pub(super) status: Option<PlanStatus>,
    pub(super) origin: Option<Origin>,
    #[serde(default)]
    pub(super) observations: Vec<Observation>,
    pub(super) provenance: Vec<Provenance>,
}

/// A way in which a city hears its citizens.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct FeedbackChannel {
    pub(super) city: String,
    pub(super) kind: FeedbackChannelKind,
    pub(super) title: L,
    pub(super) default_locale: String,
    pub(super) description: Option<L>,
    #[serde(default)]
    pub(super) asked: Vec<L>,
    #[serde(default)]
    pub(super) effects: Vec<L>,
    pub(super) website: Option<String>,
    pub(super) origin: Option<Origin>,
    pub(super) provenance: Vec<Provenance>,
}
