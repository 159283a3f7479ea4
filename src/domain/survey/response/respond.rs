//! A citizen answers.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    InvitationId, ResponseId, SurveyId, survey,
    survey_answers::Answers,
    survey_content::SegmentValues,
    survey_invitation as invitation, survey_response, survey_uncounted,
    values::{Anonymity, ResponseChannel, ResponseControl, SurveyStatus},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set, sea_query::Expr,
};

use super::{
    super::{
        FrozenVersions, Work,
        invitation::check_segments,
        secret::{SurveySecret, plain_hash},
        status_at,
    },
    answer::Given,
    check,
    receipt::{self, Receipt, RetryKey},
};
use crate::domain::{
    bulk,
    error::{Error, Result},
    problem::{Complaint, Problems},
};

/// What one person sends.
#[derive(Clone, Debug)]
pub struct Response {
    /// The survey.
    pub survey: SurveyId,
    /// The invitation, where one is needed.
    pub token: Option<String>,
    /// The work, where one is needed.
    pub work: Option<Work>,
    /// The version that was filled in; the one that is asked now if it is left out.
    pub version: Option<i32>,
    /// The language in which it was filled in.
    pub locale: Option<String>,
    /// What the person says of themselves.
    pub segments: SegmentValues,
    /// The answers.
    pub given: Vec<Given>,
    /// The person's own name for this request, so that a retry is known as one.
    pub key: Option<RetryKey>,
}

/// Takes a response: all of it in the caller's transaction, and nothing in the journal.
pub async fn respond(
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    versions: &FrozenVersions,
    response: Response,
) -> Result<Receipt> {
    let survey = held(tx, response.survey).await?;
    let status = status_at(&survey, now);
    if status != SurveyStatus::Open {
        let first = match survey.response_control {
            ResponseControl::Open => receipt::of_key(tx, &response).await?,
            _ => receipt::of_invitation(tx, &survey, &response).await?,
        };
        return first.ok_or_else(|| invalid("surveyId", Complaint::not_open(named(status))));
    }
    let filled = fill(tx, versions, (&survey, &response)).await?;
    let claim = if survey.response_control == ResponseControl::Open {
        claim_by_work(tx, now, (&survey, &response)).await?
    } else {
        claim_by_token(tx, now, (&survey, &response)).await?
    };
    let (invitation, known) = match claim {
        Claim::Again(receipt) => return Ok(receipt),
        Claim::First(invitation, known) => (invitation, known),
    };
    receipt::keep(tx, now.date_naive(), &response).await?;
    let sheet = Sheet {
        channel: ResponseChannel::Web,
        day: now.date_naive(),
        invitation,
        segments: joined(filled.segments.clone(), known),
        ..filled
    };
    write(tx, now, &survey, vec![sheet]).await?;
    Ok(Receipt {
        survey: survey.id,
        received_on: now.date_naive(),
    })
}

/// The survey, which nobody closes until this response is in.
pub(super) async fn held(tx: &impl ConnectionTrait, id: SurveyId) -> Result<survey::Model> {
    let survey = survey::Entity::find_by_id(id)
        .filter(survey::Column::DeletedAt.is_null())
        .filter(survey::Column::Status.ne(SurveyStatus::Draft))
        .lock_shared();
    let survey = survey.one(tx).await?;
    survey.ok_or_else(|| invalid("surveyId", Complaint::not_found()))
}

/// A response that was checked and can be written.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) version: i32,
    pub(super) locale: String,
    pub(super) channel: ResponseChannel,
    pub(super) day: NaiveDate,
    pub(super) invitation: Option<InvitationId>,
    pub(super) segments: SegmentValues,
    pub(super) answers: Answers,
}

/// Checks what was filled in against the version that it belongs to.
pub(super) async fn fill(
    tx: &impl ConnectionTrait,
    versions: &FrozenVersions,
    (survey, response): (&survey::Model, &Response),
) -> Result<Sheet> {
    let newest = survey.published_version.unwrap_or_default();
    let number = response.version.unwrap_or(newest);
    if !(1..=newest).contains(&number) {
        return Err(invalid("version", Complaint::out_of_range(1, newest)));
    }
    let content = versions.get(tx, (survey.id, number)).await?;
    let locale = response.locale.as_ref().unwrap_or(&survey.default_locale);
    let mut problems = check_segments(&response.segments, &content);
    let is_offered = *locale == survey.default_locale || survey.locales.0.contains(locale);
    problems.demand(is_offered, "locale", || {
        Complaint::unknown_code("locales", locale)
    });
    let answers = check::read(&content, &response.given);
    let answers = answers.unwrap_or_else(|wrong| {
        problems.extend(wrong);
        Answers::default()
    });
    problems.into_result()?;
    Ok(Sheet {
        version: number,
        locale: locale.clone(),
        channel: ResponseChannel::Web,
        day: NaiveDate::default(),
        invitation: None,
        segments: response.segments.clone(),
        answers,
    })
}

pub(super) enum Claim {
    /// It is the first: by this invitation, whose attributes are known.
    First(Option<InvitationId>, SegmentValues),
    /// It was received before.
    Again(Receipt),
}

/// Uses up an invitation. Of several at the same time one finds it unused: the
/// others wait for its transaction, and then find it used.
pub(super) async fn claim_by_token(
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    (survey, response): (&survey::Model, &Response),
) -> Result<Claim> {
    let Some(token) = &response.token else {
        return Err(invalid("token", Complaint::token_invalid()));
    };
    let used = invitation::Entity::update_many()
        .col_expr(
            invitation::Column::UsedOn,
            Expr::val(Some(now.date_naive())),
        )
        .col_expr(
            invitation::Column::UseHash,
            Expr::val(receipt::use_hash(response)),
        )
        .filter(invitation::Column::TokenHash.eq(plain_hash(token)))
        .filter(invitation::Column::SurveyId.eq(survey.id))
        .filter(invitation::Column::UsedOn.is_null())
        .exec_with_returning(tx)
        .await?;
    if let Some(used) = used.into_iter().next() {
        let is_linked = survey.anonymity != Anonymity::Anonymous;
        let link = is_linked.then_some(used.id);
        return Ok(Claim::First(link, used.segments));
    }
    let first = receipt::of_invitation(tx, survey, response).await?;
    first
        .map(Claim::Again)
        .ok_or_else(|| invalid("token", Complaint::token_used()))
}

/// Takes the proof of work, each challenge once.
async fn claim_by_work(
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    (survey, response): (&survey::Model, &Response),
) -> Result<Claim> {
    let day = now.date_naive();
    if let Some(key) = &response.key
        && !receipt::claim(tx, key, (survey.id, day)).await?
    {
        let first = receipt::of_key(tx, response).await?;
        return Ok(Claim::Again(first.unwrap_or(Receipt {
            survey: survey.id,
            received_on: day,
        })));
    }
    let bits = u32::try_from(survey.work_bits).unwrap_or_default();
    if bits > 0 {
        let secret = SurveySecret::of(tx, survey.id).await?;
        let work = response.work.as_ref();
        let work = work.filter(|work| work.is_done((survey.id, bits), &secret, now));
        let is_taken = match work {
            Some(work) => receipt::note(tx, (survey.id, day), plain_hash(&work.challenge)).await?,
            None => false,
        };
        if !is_taken {
            return Err(invalid("work", Complaint::work_required()));
        }
    }
    Ok(Claim::First(None, SegmentValues::default()))
}

/// What an invitation says of a person stands above what they say themselves.
pub(super) fn joined(mut said: SegmentValues, known: SegmentValues) -> SegmentValues {
    said.0.extend(known.0);
    said
}

/// Writes responses, and notes that they are to be counted.
pub(super) async fn write(
    tx: &impl ConnectionTrait,
    now: DateTime<Utc>,
    survey: &survey::Model,
    sheets: Vec<Sheet>,
) -> Result<()> {
    let is_anonymous = survey.anonymity == Anonymity::Anonymous;
    let mut responses = Vec::with_capacity(sheets.len());
    let mut uncounted = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let id = ResponseId::random();
        uncounted.push(survey_uncounted::ActiveModel {
            survey_id: Set(survey.id),
            response_id: Set(id),
        });
        responses.push(survey_response::ActiveModel {
            survey_id: Set(survey.id),
            id: Set(id),
            version_number: Set(sheet.version),
            locale: Set(sheet.locale),
            channel: Set(sheet.channel),
            submitted_on: Set(sheet.day),
            submitted_at: Set((!is_anonymous).then_some(now)),
            invitation_id: Set(sheet.invitation),
            segments: Set(sheet.segments),
            answers: Set(sheet.answers),
        });
    }
    bulk::insert(tx, responses).await?;
    bulk::insert(tx, uncounted).await
}

pub(super) fn invalid(field: &str, complaint: Complaint) -> Error {
    Error::Invalid(Problems::with(field, complaint))
}

fn named(status: SurveyStatus) -> String {
    use sea_orm::ActiveEnum;
    status.to_value()
}
