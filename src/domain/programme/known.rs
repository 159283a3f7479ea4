//! What the edits of a call point to: which of it is there, and which names are taken.

use std::collections::{HashMap, HashSet};

use entity::{
    AllianceId, CityId, OrganisationId, PlatformId, SpaceId, alliance, learning_space, offering,
    organisation, platform, programme,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use crate::domain::{
    code::{self, CodeKey},
    error::Result,
    ids,
    problem::Complaint,
    related,
};

/// What edits point to.
#[derive(Debug, Default)]
pub(in crate::domain) struct Pointers {
    pub(in crate::domain) spaces: HashSet<SpaceId>,
    pub(in crate::domain) platforms: HashSet<PlatformId>,
    pub(in crate::domain) providers: HashSet<OrganisationId>,
    pub(in crate::domain) alliances: HashSet<AllianceId>,
    pub(in crate::domain) codes: HashSet<CodeKey>,
}

impl Pointers {
    /// Those of them that a city can point to: each kind with one statement.
    pub(in crate::domain) async fn there(
        self,
        db: &impl ConnectionTrait,
        city: CityId,
    ) -> Result<Self> {
        macro_rules! there {
            ($field:ident, $table:ident, $id:path $(, of $city:expr)?) => {{
                let wanted: Vec<Uuid> = self.$field.iter().map(|id| id.0).collect();
                let condition = Condition::all()
                    .add($table::Column::DeletedAt.is_null())
                    $(.add($table::Column::CityId.eq($city)))?;
                let found = related::there::<$table::Entity>(db, $table::Column::Id, &wanted, condition);
                found.await?.into_iter().map($id).collect()
            }};
        }
        Ok(Self {
            spaces: there!(spaces, learning_space, SpaceId, of city),
            platforms: there!(platforms, platform, PlatformId, of city),
            providers: there!(providers, organisation, OrganisationId),
            alliances: there!(alliances, alliance, AllianceId),
            codes: code::those_of(db, &self.codes).await?,
        })
    }
}

/// Names that only one record of the city can have, and which one has each.
#[derive(Debug, Default)]
pub(in crate::domain) struct Names(HashMap<String, Holder>);

#[derive(Clone, Copy, Debug)]
struct Holder {
    id: Uuid,
    is_deleted: bool,
    is_of_this_call: bool,
}

impl Names {
    /// Which of these slugs of programmes are taken.
    pub(in crate::domain) async fn of_slugs(
        db: &impl ConnectionTrait,
        city: CityId,
        wanted: &[String],
    ) -> Result<Self> {
        use programme::Column::{CityId, Slug};
        Self::among::<programme::Entity>(db, (CityId.eq(city), Slug), wanted).await
    }

    /// Which of these external ids of programmes are taken.
    pub(in crate::domain) async fn of_programmes(
        db: &impl ConnectionTrait,
        city: CityId,
        wanted: &[String],
    ) -> Result<Self> {
        use programme::Column::{CityId, ExternalId};
        Self::among::<programme::Entity>(db, (CityId.eq(city), ExternalId), wanted).await
    }

    /// Which of these external ids of offerings are taken.
    pub(in crate::domain) async fn of_offerings(
        db: &impl ConnectionTrait,
        city: CityId,
        wanted: &[String],
    ) -> Result<Self> {
        use offering::Column::{CityId, ExternalId};
        Self::among::<offering::Entity>(db, (CityId.eq(city), ExternalId), wanted).await
    }

    async fn among<E: EntityTrait>(
        db: &impl ConnectionTrait,
        (of_city, name): (Expr, E::Column),
        wanted: &[String],
    ) -> Result<Self> {
        if wanted.is_empty() {
            return Ok(Self::default());
        }
        let these = ids::table_of_codes(wanted, db.get_database_backend());
        let rows = E::find()
            .select_only()
            .column(name)
            .expr_as(Expr::col("id"), "id")
            .expr_as(Expr::col("deleted_at").is_not_null(), "is_deleted")
            .filter(of_city)
            .filter(Expr::col(name).in_subquery(these));
        let mut names = Self::default();
        let rows: Vec<(String, Uuid, bool)> = rows.into_tuple().all(db).await?;
        for (name, id, is_deleted) in rows {
            names.hold(name, id, is_deleted);
        }
        Ok(names)
    }

    /// Notes who has a name.
    pub(in crate::domain) fn hold(&mut self, name: String, id: Uuid, is_deleted: bool) {
        let holder = Holder {
            id,
            is_deleted,
            is_of_this_call: false,
        };
        self.0.insert(name, holder);
    }

    /// Whether anybody has the name.
    pub(in crate::domain) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Gives a name to a record, unless another has it: says so then.
    pub(in crate::domain) fn give(&mut self, name: &str, id: Uuid) -> Option<Complaint> {
        match self.0.get(name) {
            Some(holder) if holder.id == id => None,
            Some(holder) if holder.is_of_this_call => Some(Complaint::twice()),
            Some(holder) if holder.is_deleted => Some(Complaint::kept_by_deleted()),
            Some(_) => Some(Complaint::taken()),
            None => {
                let holder = Holder {
                    id,
                    is_deleted: false,
                    is_of_this_call: true,
                };
                self.0.insert(name.to_owned(), holder);
                None
            }
        }
    }
}
