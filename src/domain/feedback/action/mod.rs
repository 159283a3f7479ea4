//! You said, we did: what a city does about what it heard.
//!
//! Before an action is published only its city sees it. From then on whatever
//! citizens read of it is kept as dated steps: nothing overwrites them.

mod edit;
mod link;
mod state;
mod step;
mod write;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    ActionId, CityId, OrganisationId, ThemeId, feedback_action, feedback_action_link,
    feedback_action_programme, feedback_action_step,
    values::{ActionStatus, Origin},
};
use sea_orm::{
    Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait,
    sea_query::{Expr, ExprTrait, SelectStatement},
};
use uuid::Uuid;

pub use self::{
    edit::{Edit, Move},
    link::{Changed, Link as Change},
    write::{create, delete, publish, restore, take, update},
};
use crate::domain::{
    error::Result,
    filter::{Is, IsBody, Test},
    ids,
    page::{Link, Listed, orders},
    viewer::Sight,
};

orders! {
    /// The orders of actions.
    ActionOrder of feedback_action::Model, columns of entity::feedback_action;
    /// By the last change.
    Updated: Instant = UpdatedAt.updated_at;
    /// In the order in which they came to the network.
    Created;
}

macro_rules! actions {
    ($(#[$doc:meta])* $list:ident, $visible:expr $(, seen by |$sight:ident| $seen:expr)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $list {}

        impl Listed for $list {
            type Entity = feedback_action::Entity;
            type Row = feedback_action::Model;
            type Order = ActionOrder;
            type Test = ActionTest;

            fn select() -> SelectStatement {
                feedback_action::Entity::find().into_query()
            }

            fn visible() -> Condition {
                $visible
            }

            $(fn visible_to($sight: Sight) -> Condition {
                $seen
            })?

            fn id() -> feedback_action::Column {
                feedback_action::Column::Id
            }

            fn id_of(row: &feedback_action::Model) -> Uuid {
                row.id.0
            }
        }
    };
}

actions! {
    /// The actions that were published.
    FeedbackActions, there().add(published()),
    seen by |sight| {
        let own = sight.feedback_of().map(|city| at(feedback_action::Column::CityId).eq(city));
        there().add(Condition::any().add(published()).add_option(own))
    }
}

actions! {
    /// All actions, published or not. Nothing here asks who is asking: hang this list
    /// on the city that the viewer speaks for, and on nothing else.
    OwnActions, there()
}

fn there() -> Condition {
    Condition::all().add(at(feedback_action::Column::DeletedAt).is_null())
}

fn published() -> Expr {
    at(feedback_action::Column::PublishedAt).is_not_null()
}

/// What a filter may ask of an action.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ActionTest {
    /// Its id.
    Id(Is<ActionId>),
    /// Its id in the city's own system.
    ExternalId(Is<String>),
    /// Its city.
    City(IsBody<CityId>),
    /// The theme that it answers.
    Theme(Is<ThemeId>),
    /// Where it stands.
    Status(Is<ActionStatus>),
    /// Who is to do it.
    Responsible(IsBody<OrganisationId>),
    /// The day by which it is to be done.
    DueOn(Is<NaiveDate>),
    /// When it was published.
    PublishedAt(Is<DateTime<Utc>>),
    /// When it last changed.
    UpdatedAt(Is<DateTime<Utc>>),
    /// Real or made up.
    Origin(Is<Origin>),
}

impl Test for ActionTest {
    fn condition(&self) -> Condition {
        use feedback_action::Column;
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::ExternalId(is) => is.on(at(Column::ExternalId)),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Theme(is) => is.on(at(Column::ThemeId)),
            Self::Status(is) => is.on(at(Column::Status)),
            Self::Responsible(is) => is.on(at(Column::ResponsibleId)),
            Self::DueOn(is) => is.on(at(Column::DueOn)),
            Self::PublishedAt(is) => is.on(at(Column::PublishedAt)),
            Self::UpdatedAt(is) => is.on(at(Column::UpdatedAt)),
            Self::Origin(is) => is.on(at(Column::Origin)),
        }
    }
}

fn at(column: feedback_action::Column) -> Expr {
    Expr::col((feedback_action::Entity, column))
}

/// How actions hang on the programmes that they changed, or of which they changed
/// an offering.
#[must_use]
pub fn of_programme() -> Link {
    use feedback_action_programme::{Column, Entity};
    Link::through(&Entity, Column::ProgrammeId, Column::ActionId)
}

/// How actions hang on the offerings that they changed.
#[must_use]
pub fn of_offering() -> Link {
    use feedback_action_link::{Column, Entity};
    Link::through(&Entity, Column::OfferingId, Column::ActionId)
}

/// How actions hang on the plans that they changed.
#[must_use]
pub fn of_plan() -> Link {
    use feedback_action_link::{Column, Entity};
    Link::through(&Entity, Column::PlanId, Column::ActionId)
}

/// The steps of each of these actions, from the first to the last.
pub async fn steps(
    db: &impl ConnectionTrait,
    actions: &[ActionId],
) -> Result<Vec<(ActionId, feedback_action_step::Model)>> {
    use feedback_action_step::{Column, Entity};
    let rows = Entity::find()
        .filter(Expr::col(Column::ActionId).in_subquery(table_of(db, actions)))
        .order_by_asc(Column::Position);
    let rows = rows.all(db).await?;
    Ok(rows.into_iter().map(|row| (row.action_id, row)).collect())
}

/// What each of these actions changed, in its order.
pub async fn changes(
    db: &impl ConnectionTrait,
    actions: &[ActionId],
) -> Result<Vec<(ActionId, feedback_action_link::Model)>> {
    use feedback_action_link::{Column, Entity};
    let rows = Entity::find()
        .filter(Expr::col(Column::ActionId).in_subquery(table_of(db, actions)))
        .order_by_asc(Column::Position);
    let rows = rows.all(db).await?;
    Ok(rows.into_iter().map(|row| (row.action_id, row)).collect())
}

fn table_of(db: &impl ConnectionTrait, actions: &[ActionId]) -> SelectStatement {
    let ids: Vec<Uuid> = actions.iter().map(|action| action.0).collect();
    ids::table_of(&ids, db.get_database_backend())
}
