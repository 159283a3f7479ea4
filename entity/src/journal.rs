//! What happened, numbered in the order of commits.

use sea_orm::entity::prelude::*;

use crate::{
    AllianceId, CityId, OrganisationId,
    values::{Happening, SubjectKind},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "journal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub at: DateTimeUtc,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// The body that owns the record, when one does: at most one of these three.
    pub city_id: Option<CityId>,
    pub alliance_id: Option<AllianceId>,
    pub organisation_id: Option<OrganisationId>,
    pub happening: Happening,
    /// The body that did it, as `city:kr-hanam` or `operator`.
    pub actor: String,
    pub client: Option<String>,
    pub request_id: Option<String>,
    /// The fields that changed, before and after.
    pub before: Option<Json>,
    pub after: Option<Json>,
}

impl ActiveModelBehavior for ActiveModel {}
