//! Answering a survey: the one mutation that needs no token of a city.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{
    survey,
    values::{ResponseControl, SurveyStatus},
};

use super::{
    Survey,
    answer::{SurveyAnswerInput, SurveySegmentValueInput, given, segments},
};
use crate::{
    domain::{
        Error, Result,
        survey::{
            Challenge, SurveySecret, Surveys, Work,
            response::{Receipt, Response, RetryKey, respond},
            status_at,
        },
    },
    graphql::{
        context::ContextExt,
        engine::OnlyAnswer,
        filter::read_id,
        mutation::{UserError, shown, told},
        scalar::{Date, Locale},
    },
};

/// The name of the mutation that this file is about.
pub(in crate::graphql) const SURVEY_RESPOND: &str = "surveyRespond";

/// A little work that keeps programs from answering a thousand times.
#[derive(SimpleObject)]
pub struct SurveyChallenge {
    /// The challenge. Find a text so that the SHA-256 of the challenge, a colon and
    /// that text begins with so many zero bits, and send both as `work`.
    challenge: String,
    /// How many zero bits. 16 take a telephone about a second.
    bits: i32,
    /// Until when the solution is taken. It is taken once.
    expires_at: DateTime<Utc>,
}

/// What whoever answers needs beside the questions.
pub(super) struct Challenges(pub(super) Arc<survey::Model>);

#[Object]
impl Challenges {
    /// A new challenge, for a survey that everybody may answer; null when none is
    /// needed, or when the survey takes no answers at this moment.
    async fn challenge(&self, ctx: &Context<'_>) -> Option<Result<SurveyChallenge>> {
        let survey = &self.0;
        let is_open = status_at(survey, ctx.now()) == SurveyStatus::Open;
        let is_asked = survey.response_control == ResponseControl::Open && survey.work_bits > 0;
        if !is_open || !is_asked {
            return None;
        }
        Some(challenge(ctx, survey).await)
    }
}

async fn challenge(ctx: &Context<'_>, survey: &survey::Model) -> Result<SurveyChallenge> {
    let secret = SurveySecret::of(ctx.db(), survey.id).await?;
    let challenge = Challenge::new(survey.id, &secret, ctx.now())?;
    Ok(SurveyChallenge {
        challenge: challenge.text,
        bits: survey.work_bits,
        expires_at: challenge.expires_at,
    })
}

/// A solved challenge.
#[derive(InputObject)]
pub struct SurveyWorkInput {
    /// The challenge, as the survey gave it.
    challenge: String,
    /// What you found; at most 64 characters.
    solution: String,
}

/// One person's answers to a survey.
#[derive(InputObject)]
pub struct SurveyRespondInput {
    /// The survey.
    survey_id: ID,
    /// The invitation. Needed when `responseControl` is `TOKEN` or `REGISTERED`.
    token: Option<String>,
    /// A solved challenge. Needed when the survey has one.
    work: Option<SurveyWorkInput>,
    /// The number of the version that was filled in; the current one when left out.
    version: Option<i32>,
    /// The language in which it was filled in; the survey's own when left out.
    locale: Option<Locale>,
    /// What the person says of themselves, when the survey asks. What their
    /// invitation says stands above it.
    #[graphql(default)]
    segments: Vec<SurveySegmentValueInput>,
    /// The answers.
    answers: Vec<SurveyAnswerInput>,
}

impl SurveyRespondInput {
    fn read(self, key: Option<String>) -> Result<Response> {
        let work = self.work.map(|work| Work {
            challenge: work.challenge,
            solution: work.solution,
        });
        Ok(Response {
            survey: read_id(&self.survey_id)?,
            token: self.token,
            work,
            version: self.version,
            locale: self.locale.map(|locale| locale.0),
            segments: segments(self.segments),
            given: given(self.answers),
            key: key.map(RetryKey::new).transpose()?,
        })
    }
}

/// That an answer was received. It does not say which: nobody can find it again.
#[derive(SimpleObject)]
pub struct SurveyReceipt {
    /// The survey.
    survey: Survey,
    /// The day on which it was received, in UTC.
    received_on: Date,
}

/// What came of answering.
#[derive(SimpleObject)]
pub struct SurveyRespondPayload {
    /// The receipt; null when there is something to mend.
    receipt: Option<SurveyReceipt>,
    /// What to mend in the input. Empty when it worked.
    user_errors: Vec<UserError>,
}

pub(in crate::graphql) struct RespondMutation;

#[Object]
impl RespondMutation {
    /// Hands in one person's answers. It needs no token of a city: the survey's
    /// `responseControl` says who may answer, and how often. Of an anonymous survey
    /// nothing is kept that leads from an answer to a person: no address, no time
    /// of day, no order. It stands alone in its operation.
    async fn survey_respond(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answers.")] input: SurveyRespondInput,
        #[graphql(desc = "Everything is checked, and nothing is kept.")] dry_run: Option<bool>,
        #[graphql(
            desc = "Your name for this answer: 20 to 255 characters, made at random, such as a \
            UUID. For two days the same answer with the same key gets the first receipt, and \
            counts once; another answer with that key is `IDEMPOTENCY_KEY_REUSED`, or \
            `SURVEY_TOKEN_USED` where an invitation is needed. Keep the key until you have the \
            receipt, and give it to nobody."
        )]
        idempotency_key: Option<String>,
    ) -> Result<SurveyRespondPayload> {
        if ctx.data_opt::<OnlyAnswer>().is_none() {
            return Err(Error::input(
                "`surveyRespond` stands alone in its operation, and outside of a fragment.",
            ));
        }
        let response = input.read(idempotency_key)?;
        match take(ctx, response, dry_run.unwrap_or_default()).await {
            Ok(receipt) => received(ctx, receipt).await,
            Err(Error::Invalid(problems)) => Ok(SurveyRespondPayload {
                receipt: None,
                user_errors: told(ctx, &problems),
            }),
            Err(error) => Err(error),
        }
    }
}

/// All of it in a transaction of its own, which leaves nothing in the journal.
async fn take(ctx: &Context<'_>, response: Response, is_dry: bool) -> Result<Receipt> {
    let db = ctx.db().in_transaction(ctx.app().begin().await?);
    let receipt = respond(&db, ctx.now(), ctx.app().surveys(), response).await;
    if receipt.is_err() || is_dry {
        db.roll_back().await?;
    } else {
        db.commit().await?;
    }
    receipt
}

async fn received(ctx: &Context<'_>, receipt: Receipt) -> Result<SurveyRespondPayload> {
    let survey = shown::<Surveys>(ctx, receipt.survey.0).await?;
    Ok(SurveyRespondPayload {
        receipt: survey.map(|survey| SurveyReceipt {
            survey,
            received_on: Date(receipt.received_on),
        }),
        user_errors: Vec::new(),
    })
}
