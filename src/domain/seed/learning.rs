//! Where and what people learn, as the file has it written down.

use chrono::NaiveTime;
use entity::{
    Day, Localized as L, PartialDate, day,
    values::{
        ApplicationChannels, Channels, DeliveryMode, Frequency, IscedLevel, LearningSetting,
        OfferingStatus, OpeningHoursList, Origin, ProgrammeKind, ProgrammeStatus, Recognitions,
        Recurrence, SelectionMethod, SpaceKind, SpaceStatus, Weekdays,
    },
};
use serde::Deserialize;

use super::{
    placed::List,
    records::{Observation, Provenance},
};

/// A place where people learn.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct LearningSpace {
    pub(super) city: String,
    pub(super) slug: String,
    pub(super) name: L,
    pub(super) default_locale: String,
    pub(super) kind: SpaceKind,
    #[serde(default)]
    pub(super) stands_for_many: bool,
    pub(super) provider: Option<String>,
    pub(super) address: Option<L>,
    pub(super) postal_code: Option<String>,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
    #[serde(default)]
    pub(super) always_open: bool,
    #[serde(default)]
    pub(super) opening_hours: OpeningHoursList,
    pub(super) capacity: Option<i32>,
    pub(super) website: Option<String>,
    pub(super) description: Option<L>,
    pub(super) status: SpaceStatus,
    #[serde(default)]
    pub(super) accessibility: Vec<String>,
    #[serde(default)]
    pub(super) amenities: Vec<String>,
    #[serde(default)]
    pub(super) designated_as: Vec<String>,
    pub(super) origin: Option<Origin>,
    #[serde(default)]
    pub(super) observations: Vec<Observation>,
    pub(super) provenance: Vec<Provenance>,
}

/// A website, app or account where people learn.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Platform {
    pub(super) city: String,
    pub(super) slug: String,
    pub(super) name: L,
    pub(super) default_locale: String,
    pub(super) channels: Channels,
    pub(super) website: Option<String>,
    pub(super) description: Option<L>,
    pub(super) origin: Option<Origin>,
    #[serde(default)]
    pub(super) observations: Vec<Observation>,
    pub(super) provenance: Vec<Provenance>,
}

/// Something that can be learnt in a city.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Programme {
    pub(super) city: String,
    pub(super) slug: String,
    pub(super) external_id: Option<String>,
    pub(super) title: L,
    pub(super) default_locale: String,
    pub(super) summary: Option<L>,
    pub(super) description: Option<L>,
    pub(super) kind: ProgrammeKind,
    pub(super) setting: LearningSetting,
    pub(super) provider: Option<String>,
    #[serde(default)]
    pub(super) alliances: Vec<String>,
    pub(super) topics: Vec<String>,
    #[serde(default)]
    pub(super) isced_f: Vec<String>,
    pub(super) isced_level: Option<IscedLevel>,
    #[serde(default)]
    pub(super) sdg_targets: Vec<String>,
    #[serde(default)]
    pub(super) key_feature_areas: Vec<String>,
    #[serde(default)]
    pub(super) target_groups: Vec<String>,
    pub(super) audience: Option<L>,
    pub(super) age_min: Option<i32>,
    pub(super) age_max: Option<i32>,
    #[serde(default)]
    pub(super) languages: Vec<String>,
    #[serde(default)]
    pub(super) learning_outcomes: Vec<L>,
    #[serde(default)]
    pub(super) recognitions: Recognitions,
    #[serde(default)]
    pub(super) keywords: Vec<String>,
    pub(super) website: Option<String>,
    pub(super) started_on: Option<PartialDate>,
    pub(super) frequency: Option<Recurrence>,
    pub(super) status: ProgrammeStatus,
    pub(super) origin: Option<Origin>,
    #[serde(default)]
    pub(super) offerings: List<Offering>,
    #[serde(default)]
    pub(super) observations: Vec<Observation>,
    pub(super) provenance: Vec<Provenance>,
}

/// One run of a programme.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Offering {
    pub(super) code: Option<String>,
    pub(super) external_id: Option<String>,
    pub(super) space: Option<String>,
    pub(super) venue: Option<L>,
    pub(super) platform: Option<String>,
    pub(super) virtual_url: Option<String>,
    pub(super) delivery_mode: DeliveryMode,
    pub(super) start_date: Option<Day>,
    #[serde(default, deserialize_with = "day::end")]
    pub(super) end_date: Option<Day>,
    pub(super) enrolment_opens: Option<Day>,
    #[serde(default, deserialize_with = "day::end")]
    pub(super) enrolment_closes: Option<Day>,
    #[serde(default)]
    pub(super) always_open: bool,
    pub(super) capacity: Option<i32>,
    pub(super) enrolled: Option<i32>,
    #[serde(default)]
    pub(super) waitlist: bool,
    pub(super) price: Option<Price>,
    pub(super) is_free: Option<bool>,
    pub(super) price_text: Option<L>,
    #[serde(default)]
    pub(super) application_channels: ApplicationChannels,
    pub(super) application_url: Option<String>,
    pub(super) selection_method: Option<SelectionMethod>,
    pub(super) status: OfferingStatus,
    #[serde(default)]
    pub(super) schedules: Vec<Schedule>,
}

/// An amount of money as people write it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Price {
    pub(super) amount: String,
    pub(super) currency: String,
}

/// When an offering meets.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Schedule {
    pub(super) frequency: Frequency,
    pub(super) interval: Option<i32>,
    #[serde(default)]
    pub(super) by_day: Weekdays,
    pub(super) start_date: Day,
    #[serde(default, deserialize_with = "day::end")]
    pub(super) end_date: Option<Day>,
    pub(super) start_time: NaiveTime,
    pub(super) end_time: NaiveTime,
    #[serde(default)]
    pub(super) except_dates: Vec<Day>,
}
