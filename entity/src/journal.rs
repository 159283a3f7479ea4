//! What happened, numbered in the order of commits.

use sea_orm::entity::prelude::*;

use crate::{
    AllianceId, CityId, OrganisationId, Relation,
    values::{Happening, SubjectKind},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub at: DateTimeUtc,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// The body that owns the record, when one does, and a city or organisation
    /// that a record of an alliance also concerns.
    pub city_id: Option<CityId>,
    pub alliance_id: Option<AllianceId>,
    pub organisation_id: Option<OrganisationId>,
    /// The alliance that a record of another alliance also concerns.
    pub other_alliance_id: Option<AllianceId>,
    pub happening: Happening,
    /// The body that did it, as `city:kr-hanam` or `operator`.
    pub actor: String,
    pub client: Option<String>,
    pub request_id: Option<String>,
    /// The fields that changed, before and after.
    pub before: Option<Json>,
    pub after: Option<Json>,
    /// Whether everyone saw the record after this; null where nobody noted it.
    pub is_public: Option<bool>,
}

impl ActiveModelBehavior for ActiveModel {}
