//! What the search knows of a record: its text and the tokens made of it.

use sea_orm::entity::prelude::*;

use crate::{Relation, values::SubjectKind};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "search_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub number: i64,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// Names or titles, one locale a line.
    pub title: String,
    /// Everything else that can be found, one text a line.
    pub body: String,
    /// Each name as one word, one a line: what a text must equal to be the name.
    pub names: String,
    pub title_tokens: String,
    pub body_tokens: String,
    /// Where it comes in lists, the largest first: made by the database.
    pub place: i64,
}

impl ActiveModelBehavior for ActiveModel {}
