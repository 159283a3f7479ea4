//! What a city sees of its own surveys: drafts and archived ones, too.

use entity::survey;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryTrait, sea_query::SelectStatement};
use uuid::Uuid;

use super::{SurveyOrder, SurveyTest};
use crate::domain::page::Listed;

/// All surveys, whatever their status. Nothing here asks who is asking: hang this
/// list on the city that the viewer speaks for, and on nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnSurveys {}

impl Listed for OwnSurveys {
    type Entity = survey::Entity;
    type Row = survey::Model;
    type Order = SurveyOrder;
    type Test = SurveyTest;

    fn select() -> SelectStatement {
        survey::Entity::find().into_query()
    }

    fn visible() -> Condition {
        Condition::all().add(survey::Column::DeletedAt.is_null())
    }

    fn id() -> survey::Column {
        survey::Column::Id
    }

    fn id_of(row: &survey::Model) -> Uuid {
        row.id.0
    }
}
