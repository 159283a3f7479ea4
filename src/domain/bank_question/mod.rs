//! Questions that cities of an alliance share, so that their results compare.

mod edit;

use chrono::{DateTime, Utc};
use entity::{AllianceId, BankQuestionId, bank_question, values::Origin};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

pub use self::edit::{Edit, create, retire, update};
use super::{
    body::Body,
    error::Result,
    filter::{Is, IsBody, Test},
    page::{listed, orders},
    record::record,
};

record! {
    bank_question as BankQuestion, owned by |row| Some(Body::Alliance(row.alliance_id)),
    generated [], unique ["key" => "key"]
}

orders! {
    /// The orders of shared questions.
    BankQuestionOrder of bank_question::Model, columns of entity::bank_question;
    /// By key.
    Key: Text = Key.key;
    /// In the order in which they came to the bank.
    Created;
}

listed! {
    /// All shared questions.
    BankQuestions of bank_question, ordered by BankQuestionOrder, tested by BankQuestionTest
}

/// What a filter may ask of a shared question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BankQuestionTest {
    /// Its id.
    Id(Is<BankQuestionId>),
    /// Its key.
    Key(Is<String>),
    /// The alliance whose cities share it.
    Alliance(IsBody<AllianceId>),
    /// When it stopped being offered.
    RetiredAt(Is<DateTime<Utc>>),
    /// Real or made up.
    Origin(Is<Origin>),
}

impl Test for BankQuestionTest {
    fn condition(&self) -> Condition {
        use bank_question::Column;
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::Key(is) => is.on(at(Column::Key)),
            Self::Alliance(is) => is.on(at(Column::AllianceId)),
            Self::RetiredAt(is) => is.on(at(Column::RetiredAt)),
            Self::Origin(is) => is.on(at(Column::Origin)),
        }
    }
}

fn at(column: bank_question::Column) -> Expr {
    Expr::col((bank_question::Entity, column))
}

/// The shared questions with these ids.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[BankQuestionId],
) -> Result<Vec<bank_question::Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = bank_question::Entity::find()
        .filter(bank_question::Column::Id.is_in(ids.iter().copied()))
        .filter(bank_question::Column::DeletedAt.is_null());
    Ok(found.all(db).await?)
}
