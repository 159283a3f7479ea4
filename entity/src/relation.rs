//! How the tables hang together: not told here, because `domain` joins them itself,
//! by the columns that its statements name.

use sea_orm::{EnumIter, RelationDef, RelationTrait};

/// No relation: the library wants to know of one for each table.
#[derive(Clone, Copy, Debug, EnumIter)]
pub enum Relation {}

impl RelationTrait for Relation {
    fn def(&self) -> RelationDef {
        match *self {}
    }
}
