//! Receipts: what tells a retry from another answer.
//!
//! Of a request with a key two hashes are kept for two days, in rows of their own: that
//! the key was used, and what was sent under it. The second is keyed with the key and
//! with the survey's secret: whoever has the database alone cannot try out answers
//! against it, because nobody but the respondent's own page has the key. So a key is
//! long and random.

use chrono::NaiveDate;
use entity::{SurveyId, survey, survey_invitation as invitation, survey_receipt as receipt};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, TryInsertResult};
use serde_json::json;

use super::{
    super::secret::{SurveySecret, plain_hash},
    respond::{Response, invalid},
};
use crate::domain::{
    error::{Error, Result},
    problem::Complaint,
};

/// That a response was received. It does not say which: nobody can find it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The survey.
    pub survey: SurveyId,
    /// The day.
    pub received_on: NaiveDate,
}

/// Characters of a respondent's key: at least as many as a random text has that nobody
/// guesses.
const KEY: std::ops::RangeInclusive<usize> = 20..=255;

/// The key of a respondent's request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryKey(String);

impl RetryKey {
    /// A key of 20 to 255 characters.
    pub fn new(key: String) -> Result<Self> {
        if KEY.contains(&key.chars().count()) {
            Ok(Self(key))
        } else {
            Err(Error::input(
                "The idempotency key of an answer has 20 to 255 characters, made at random, \
                 such as a UUID.",
            ))
        }
    }

    fn hash(&self) -> String {
        plain_hash(&format!("key\0{}", self.0))
    }
}

/// Uses the key of an answer that everybody may give; false when it was used before.
pub(super) async fn claim(
    tx: &impl ConnectionTrait,
    key: &RetryKey,
    (survey, day): (SurveyId, NaiveDate),
) -> Result<bool> {
    note(tx, (survey, day), key.hash()).await
}

/// Notes what was sent under the key of the request, if it has one.
pub(super) async fn keep(
    tx: &impl ConnectionTrait,
    day: NaiveDate,
    response: &Response,
) -> Result<()> {
    if let Some(said) = said(tx, response).await? {
        note(tx, (response.survey, day), said).await?;
    }
    Ok(())
}

/// Notes that something came; false when it had come before.
pub(super) async fn note(
    tx: &impl ConnectionTrait,
    (survey, day): (SurveyId, NaiveDate),
    hash: String,
) -> Result<bool> {
    let row = receipt::ActiveModel {
        survey_id: Set(survey),
        hash: Set(hash),
        received_on: Set(day),
    };
    let noted = receipt::Entity::insert(row)
        .on_conflict_do_nothing()
        .exec_without_returning(tx)
        .await?;
    Ok(matches!(noted, TryInsertResult::Inserted(1..)))
}

/// The receipt of the first request under the key of this one, which has no invitation.
/// Another answer under that key is refused: it would be lost in silence.
pub(super) async fn of_key(
    tx: &impl ConnectionTrait,
    response: &Response,
) -> Result<Option<Receipt>> {
    let Some(key) = &response.key else {
        return Ok(None);
    };
    let Some(used) = noted(tx, response.survey, key.hash()).await? else {
        return Ok(None);
    };
    if is_the_same(tx, response).await? {
        return Ok(Some(received(response, used.received_on)));
    }
    Err(invalid("", Complaint::key_reused()))
}

/// The same of the invitation of this one, which counts once whatever is sent with it.
pub(super) async fn of_invitation(
    tx: &impl ConnectionTrait,
    survey: &survey::Model,
    response: &Response,
) -> Result<Option<Receipt>> {
    let Some(token) = &response.token else {
        return Err(invalid("token", Complaint::token_invalid()));
    };
    let known = invitation::Entity::find()
        .filter(invitation::Column::TokenHash.eq(plain_hash(token)))
        .filter(invitation::Column::SurveyId.eq(survey.id));
    let known = known.one(tx).await?;
    let known = known.ok_or_else(|| invalid("token", Complaint::token_invalid()))?;
    let is_retry = known.use_hash.is_some() && known.use_hash == use_hash(response);
    if !is_retry || !is_the_same(tx, response).await? {
        return Ok(None);
    }
    Ok(known.used_on.map(|day| received(response, day)))
}

/// What tells a retry from a second use. Without a key there is no retry.
pub(super) fn use_hash(response: &Response) -> Option<String> {
    let (token, key) = (response.token.as_ref()?, response.key.as_ref()?);
    Some(plain_hash(&format!("{token}\0{}", key.0)))
}

/// Whether what is sent now was sent under the same key before.
async fn is_the_same(tx: &impl ConnectionTrait, response: &Response) -> Result<bool> {
    match said(tx, response).await? {
        Some(said) => Ok(noted(tx, response.survey, said).await?.is_some()),
        None => Ok(false),
    }
}

/// A hash of key and answer.
async fn said(tx: &impl ConnectionTrait, response: &Response) -> Result<Option<String>> {
    let Some(key) = &response.key else {
        return Ok(None);
    };
    let secret = SurveySecret::of(tx, response.survey).await?;
    let (version, locale) = (&response.version, &response.locale);
    let said = json!([key.0, version, locale, response.segments, response.given]);
    Ok(Some(secret.hash("answer", &said.to_string())))
}

async fn noted(
    tx: &impl ConnectionTrait,
    survey: SurveyId,
    hash: String,
) -> Result<Option<receipt::Model>> {
    Ok(receipt::Entity::find_by_id((survey, hash)).one(tx).await?)
}

fn received(response: &Response, received_on: NaiveDate) -> Receipt {
    Receipt {
        survey: response.survey,
        received_on,
    }
}
