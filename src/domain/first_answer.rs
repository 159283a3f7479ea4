//! First answers: a request that is sent again gets the answer that it got before.
//!
//! The answer is kept in the transaction of the change, so that both are there
//! or neither is. Keys belong to the client that sent them.

use chrono::TimeDelta;
use entity::first_answer::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, Set, TryInsertResult, sea_query::Expr,
};

use super::{
    error::{Error, Result},
    viewer::Speaker,
    writing::Writing,
};

/// How long an answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// A client's own name for a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    issuer: String,
    client: String,
    text: String,
}

impl Key {
    /// The key of this client: 1 to 255 visible ASCII characters.
    pub fn new(speaker: &Speaker, key: String) -> Result<Self> {
        let is_fit = (1..=255).contains(&key.len()) && key.bytes().all(|c| c.is_ascii_graphic());
        if !is_fit {
            return Err(Error::input(
                "An idempotency key has 1 to 255 visible ASCII characters.",
            ));
        }
        Ok(Self {
            issuer: speaker.issuer.clone(),
            client: speaker.client.clone(),
            text: key,
        })
    }

    fn row(&self) -> Condition {
        Condition::all()
            .add(Column::Issuer.eq(&self.issuer))
            .add(Column::Client.eq(&self.client))
            .add(Column::Key.eq(&self.text))
    }
}

/// Whether a request is the first with its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is.
    First,
    /// It was answered before, with this.
    Again(String),
    /// Another request has this key.
    OfAnother,
}

/// Takes a key for a request.
///
/// Must be the first statement of the transaction: whoever sends the same
/// request at the same time waits here until the first one is through.
pub async fn claim(writing: &Writing, key: &Key, request_hash: &str) -> Result<Claim> {
    forget_old(writing, key).await?;
    let row = ActiveModel {
        issuer: Set(key.issuer.clone()),
        client: Set(key.client.clone()),
        key: Set(key.text.clone()),
        request_hash: Set(request_hash.to_owned()),
        answer: Set(None),
        at: Set(writing.now()),
    };
    let claimed = Entity::insert(row)
        .on_conflict_do_nothing()
        .exec_without_returning(writing)
        .await?;
    if matches!(claimed, TryInsertResult::Inserted(1..)) {
        return Ok(Claim::First);
    }
    let first = Entity::find().filter(key.row()).one(writing).await?;
    Ok(match first {
        Some(Model {
            request_hash: known,
            answer: Some(answer),
            ..
        }) if known == request_hash => Claim::Again(answer),
        _ => Claim::OfAnother,
    })
}

/// Keeps the answer to the request that took the key.
pub async fn keep(writing: &Writing, key: &Key, answer: String) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Answer, Expr::val(answer))
        .filter(key.row())
        .exec(writing)
        .await?;
    Ok(())
}

/// Answers of the same client that are old enough to be forgotten.
async fn forget_old(writing: &Writing, key: &Key) -> Result<()> {
    Entity::delete_many()
        .filter(Column::Issuer.eq(&key.issuer))
        .filter(Column::Client.eq(&key.client))
        .filter(Column::At.lt(writing.now() - KEPT))
        .exec(writing)
        .await?;
    Ok(())
}
