//! Bodies, links, sources and codes, as the files have them written down.

use std::fmt;

use entity::{
    Day, Localized as L, PartialDate,
    values::{
        AllianceKind, CityKind, CityStatus, Comparator, Confidence, MembershipRole,
        MembershipStatus, ObservationStatus, OrganisationKind, Origin, ReferenceKind, Region,
    },
};
use serde::Deserialize;

use super::placed::List;

/// A list of codes.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the file's own words")]
pub(super) struct Scheme {
    pub(super) scheme: String,
    pub(super) name: L,
    pub(super) owner: String,
    pub(super) version: String,
    pub(super) uri: Option<String>,
    pub(super) note: Option<String>,
    pub(super) codes: List<Code>,
}

/// A code of a list.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the file's own words")]
pub(super) struct Code {
    pub(super) code: String,
    pub(super) parent: Option<String>,
    pub(super) uri: Option<String>,
    pub(super) label: L,
}

/// A document that facts were taken from.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Source {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) publisher: Option<String>,
    pub(super) kind: String,
    pub(super) url: Option<String>,
    pub(super) languages: Vec<String>,
    pub(super) dated: Option<String>,
    #[expect(dead_code, reason = "names the document for the editors of the file")]
    pub(super) file: Option<String>,
}

/// Where a record or a field of it comes from.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Provenance {
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) field: Option<String>,
    pub(super) note: Option<String>,
    pub(super) confidence: Confidence,
    pub(super) kind: Option<ReferenceKind>,
    pub(super) retrieved_on: Option<Day>,
}

/// A figure that somebody stated.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Observation {
    pub(super) measure: L,
    pub(super) measure_code: Option<String>,
    pub(super) value: f64,
    pub(super) comparator: Comparator,
    pub(super) unit: String,
    pub(super) as_of: Option<PartialDate>,
    pub(super) period_start: Option<PartialDate>,
    pub(super) period_end: Option<PartialDate>,
    pub(super) status: ObservationStatus,
    pub(super) note: Option<String>,
    pub(super) provenance: Vec<Provenance>,
}

/// A country.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Country {
    pub(super) code: String,
    pub(super) alpha3: String,
    pub(super) m49: String,
    pub(super) region: Region,
    pub(super) name: L,
    pub(super) provenance: Vec<Provenance>,
}

/// A city, district, county or consortium.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct City {
    pub(super) slug: String,
    pub(super) name: L,
    pub(super) default_locale: String,
    pub(super) kind: CityKind,
    pub(super) country: String,
    pub(super) subdivision: Option<String>,
    pub(super) parent: Option<String>,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
    #[serde(default)]
    pub(super) location_approximate: bool,
    pub(super) time_zone: String,
    pub(super) population: Option<i32>,
    pub(super) population_year: Option<i32>,
    pub(super) area_km2: Option<f64>,
    pub(super) area_year: Option<i32>,
    pub(super) website: Option<String>,
    pub(super) head_office_title: Option<L>,
    pub(super) status: CityStatus,
    pub(super) origin: Option<Origin>,
    #[serde(default)]
    pub(super) profiles: Vec<Profile>,
    #[serde(default)]
    pub(super) observations: Vec<Observation>,
    pub(super) provenance: Vec<Provenance>,
}

/// What a city says of itself in one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Profile {
    pub(super) cycle: String,
    pub(super) locale: String,
    pub(super) headline: Option<String>,
    pub(super) introduction: Option<String>,
    pub(super) vision: Option<String>,
    pub(super) challenges: Option<String>,
    pub(super) implementation: Option<String>,
    pub(super) provenance: Vec<Provenance>,
}

/// A body that is neither a city nor an alliance.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Organisation {
    pub(super) slug: String,
    pub(super) name: L,
    pub(super) default_locale: String,
    pub(super) abbreviation: Option<String>,
    pub(super) kind: OrganisationKind,
    pub(super) city: Option<String>,
    pub(super) country: Option<String>,
    pub(super) website: Option<String>,
    pub(super) description: Option<L>,
    pub(super) origin: Option<Origin>,
    #[serde(default)]
    pub(super) observations: Vec<Observation>,
    pub(super) provenance: Vec<Provenance>,
}

/// A network of members.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Alliance {
    pub(super) slug: String,
    pub(super) name: L,
    pub(super) default_locale: String,
    pub(super) abbreviation: Option<String>,
    pub(super) kind: AllianceKind,
    pub(super) parent: Option<String>,
    pub(super) city: Option<String>,
    pub(super) founded: Option<PartialDate>,
    pub(super) scope: Option<L>,
    pub(super) coordinator: Option<String>,
    pub(super) website: Option<String>,
    pub(super) vision: Option<L>,
    #[serde(default)]
    pub(super) purposes: Vec<L>,
    pub(super) origin: Option<Origin>,
    #[serde(default)]
    pub(super) observations: Vec<Observation>,
    pub(super) provenance: Vec<Provenance>,
}

/// A member of an alliance.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Membership {
    pub(super) alliance: String,
    pub(super) member: Body,
    pub(super) role: MembershipRole,
    pub(super) status: MembershipStatus,
    pub(super) since: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
    pub(super) admission_round: Option<String>,
    pub(super) provenance: Vec<Provenance>,
}

/// A title that a city was granted.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Designation {
    pub(super) city: String,
    pub(super) scheme: String,
    pub(super) since: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
    pub(super) granted_by: Option<String>,
    pub(super) provenance: Vec<Provenance>,
}

/// A person in a public office.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct OfficeHolder {
    pub(super) person_name: L,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    pub(super) office: String,
    pub(super) title: Option<L>,
    pub(super) subject: Body,
    pub(super) since: Option<PartialDate>,
    pub(super) until: Option<PartialDate>,
    pub(super) as_of: Option<PartialDate>,
    pub(super) provenance: Vec<Provenance>,
}

/// Facts that are not loaded yet, and why.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct HeldBack {
    pub(super) section: String,
    pub(super) reason: String,
    pub(super) records: Vec<serde_json::Value>,
}

/// A body that joins alliances and has offices, such as `city:kr-hanam`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub(super) enum Body {
    City(String),
    Organisation(String),
    Alliance(String),
}

impl TryFrom<String> for Body {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.split_once(':') {
            Some(("city", slug)) => Ok(Self::City(slug.to_owned())),
            Some(("organisation", slug)) => Ok(Self::Organisation(slug.to_owned())),
            Some(("alliance", slug)) => Ok(Self::Alliance(slug.to_owned())),
            _ => Err("expected city:SLUG, organisation:SLUG or alliance:SLUG"),
        }
    }
}

impl fmt::Display for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::City(slug) => write!(formatter, "city:{slug}"),
            Self::Organisation(slug) => write!(formatter, "organisation:{slug}"),
            Self::Alliance(slug) => write!(formatter, "alliance:{slug}"),
        }
    }
}
