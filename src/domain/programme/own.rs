//! What a city sees of its own programmes: drafts and archived ones, too.

use entity::programme;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PartialModelTrait, QuerySelect, QueryTrait,
    sea_query::SelectStatement,
};
use uuid::Uuid;

use super::{ProgrammeOrder, ProgrammeTest};
use crate::domain::page::Listed;

/// All programmes, whatever their status. Nothing here asks who is asking: hang
/// this list on the city that the viewer speaks for, and on nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OwnProgrammes {}

impl Listed for OwnProgrammes {
    type Entity = programme::Entity;
    type Row = programme::Row;
    type Order = ProgrammeOrder;
    type Test = ProgrammeTest;

    fn select() -> SelectStatement {
        programme::Row::select_cols(programme::Entity::find().select_only()).into_query()
    }

    fn visible() -> Condition {
        Condition::all().add(programme::Column::DeletedAt.is_null())
    }

    fn id() -> programme::Column {
        programme::Column::Id
    }

    fn id_of(row: &programme::Row) -> Uuid {
        row.id.0
    }
}
