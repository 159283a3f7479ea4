//! What the file names and the network knows: the city's spaces and its institutions.

use std::collections::HashMap;

use entity::{OrganisationId, SpaceId, city, learning_space, organisation};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::write::in_korean;
use crate::domain::{error::Result, ids};

/// The city, its spaces and the institutions that its programmes name.
pub(super) struct Around {
    pub(super) city: String,
    spaces: HashMap<SpaceId, Space>,
    organisations: HashMap<OrganisationId, String>,
    space_names: HashMap<String, Option<SpaceId>>,
    organisation_names: HashMap<String, Option<OrganisationId>>,
}

/// A space as the file would name it.
pub(super) struct Space {
    pub(super) name: String,
    pub(super) address: String,
}

impl Around {
    /// Reads it all with two statements.
    pub(super) async fn read(
        db: &impl ConnectionTrait,
        city: &city::Model,
        providers: &[Uuid],
    ) -> Result<Self> {
        let mut around = Self {
            city: in_korean(Some(&city.name), &city.default_locale),
            spaces: HashMap::new(),
            organisations: HashMap::new(),
            space_names: HashMap::new(),
            organisation_names: HashMap::new(),
        };
        let spaces = learning_space::Entity::find();
        let spaces = spaces.filter(learning_space::Column::CityId.eq(city.id));
        for row in spaces.all(db).await? {
            let name = in_korean(Some(&row.name), &row.default_locale);
            if row.deleted_at.is_none() {
                name_once(&mut around.space_names, &name, row.id);
            }
            let address = in_korean(row.address.as_ref(), &row.default_locale);
            around.spaces.insert(row.id, Space { name, address });
        }
        let these = ids::table_of(providers, db.get_database_backend());
        let near = Condition::any()
            .add(organisation::Column::CityId.eq(city.id))
            .add(Expr::col(organisation::Column::Id).in_subquery(these));
        for row in organisation::Entity::find().filter(near).all(db).await? {
            let name = in_korean(Some(&row.name), &row.default_locale);
            if row.deleted_at.is_none() {
                name_once(&mut around.organisation_names, &name, row.id);
            }
            around.organisations.insert(row.id, name);
        }
        Ok(around)
    }

    pub(super) fn space(&self, id: SpaceId) -> Option<&Space> {
        self.spaces.get(&id)
    }

    pub(super) fn organisation(&self, id: OrganisationId) -> Option<&str> {
        self.organisations.get(&id).map(String::as_str)
    }

    /// The only space of the city that is called this.
    pub(super) fn space_named(&self, name: &str) -> Option<SpaceId> {
        self.space_names.get(name).copied().flatten()
    }

    /// The only institution of the city that is called this.
    pub(super) fn organisation_named(&self, name: &str) -> Option<OrganisationId> {
        self.organisation_names.get(name).copied().flatten()
    }
}

/// A name that two have is nobody's.
fn name_once<I: Copy>(names: &mut HashMap<String, Option<I>>, name: &str, id: I) {
    let known = names.entry(name.to_owned());
    known.and_modify(|id| *id = None).or_insert(Some(id));
}
