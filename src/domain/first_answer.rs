//! First answers: a request that is sent again gets the answer that it got before.
//!
//! The answer is kept in the transaction of the change, so that both are there
//! or neither is. A key belongs to a client in the name of one body: a portal that
//! speaks for two cities has two keys that happen to be spelt alike. The scopes of the
//! token belong to the request: an answer is told again only to a token that would
//! have got the same one.

use chrono::TimeDelta;
use entity::first_answer::{ActiveModel, Column, Entity, Model};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, Set, TryInsertResult, sea_query::Expr,
};
use sha2::{Digest, Sha256};

use super::{
    error::{Error, Result},
    viewer::Speaker,
    writing::Writing,
};

/// How long an answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// A client's own name for a request, sent in the name of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    issuer: String,
    client: String,
    /// Body and key: what the table calls the key.
    name: String,
    /// As versions before this one kept it, for all bodies of the client alike.
    bare: String,
    scopes: String,
}

impl Key {
    /// The key of this client for this body: 1 to 255 visible ASCII characters.
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
            name: hash(&[&speaker.body.global_id(), &key]),
            bare: key,
            scopes: speaker.scopes.to_string(),
        })
    }

    fn row(&self, key: &str) -> Condition {
        Condition::all()
            .add(Column::Issuer.eq(&self.issuer))
            .add(Column::Client.eq(&self.client))
            .add(Column::Key.eq(key))
    }

    /// Names a request with all that decides what its answer shows.
    fn request(&self, fingerprint: &str) -> String {
        hash(&[fingerprint, &self.scopes])
    }
}

/// SHA-256 of texts that have no line end, in hexadecimal digits.
fn hash(parts: &[&str]) -> String {
    format!("{:x}", Sha256::digest(parts.join("\n")))
}

/// Whether a request is the first with its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is.
    First,
    /// It was answered before, with this.
    Again(String),
    /// Another request has this key, or this one came with other scopes.
    OfAnother,
}

/// Takes a key for a request, which `fingerprint` names.
///
/// Must be the first statement of the transaction: whoever sends the same
/// request at the same time waits here until the first one is through.
pub async fn claim(writing: &Writing, key: &Key, fingerprint: &str) -> Result<Claim> {
    forget_old(writing, key).await?;
    let request_hash = key.request(fingerprint);
    let row = ActiveModel {
        issuer: Set(key.issuer.clone()),
        client: Set(key.client.clone()),
        key: Set(key.name.clone()),
        request_hash: Set(request_hash.clone()),
        answer: Set(None),
        at: Set(writing.now()),
    };
    let claimed = Entity::insert(row)
        .on_conflict_do_nothing()
        .exec_without_returning(writing)
        .await?;
    if matches!(claimed, TryInsertResult::Inserted(1..)) {
        return claim_beside_older(writing, key).await;
    }
    let first = Entity::find()
        .filter(key.row(&key.name))
        .one(writing)
        .await?;
    Ok(match first {
        Some(Model {
            request_hash: known,
            answer: Some(answer),
            ..
        }) if known == request_hash => Claim::Again(answer),
        _ => Claim::OfAnother,
    })
}

/// A request that the version before this one has done is not done again after an
/// update, and nobody knows for whom it was done.
async fn claim_beside_older(writing: &Writing, key: &Key) -> Result<Claim> {
    let older = Entity::find()
        .filter(key.row(&key.bare))
        .one(writing)
        .await?;
    Ok(older.map_or(Claim::First, |_| Claim::OfAnother))
}

/// Keeps the answer to the request that took the key.
pub async fn keep(writing: &Writing, key: &Key, answer: String) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Answer, Expr::val(answer))
        .filter(key.row(&key.name))
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
