//! Answers that came on paper or by telephone, and that the city typed in.

use chrono::NaiveDate;
use entity::{
    SurveyId, survey,
    values::{ResponseChannel, ResponseControl, SurveyStatus},
};

use super::respond::{Claim, Response, Sheet, claim_by_token, fill, invalid, joined, write};
use crate::domain::{
    error::{Error, Result},
    problem::{Complaint, Problems},
    record::{self, Target},
    survey::{FrozenVersions, status_at},
    viewer::{Permit, WriteSurveys},
    writing::Writing,
};

/// Sheets of one call.
const MOST: usize = 1_000;

/// One sheet of paper, or one call.
#[derive(Clone, Debug)]
pub struct Paper {
    /// How it came in.
    pub channel: ResponseChannel,
    /// The day on which it was filled in; today if it is left out.
    pub answered_on: Option<NaiveDate>,
    /// What is on it.
    pub response: Response,
}

/// Takes sheets, all or none: also after the end, until results are out.
///
/// They are told in no journal: not even that one was added is said of a day.
pub async fn record(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    (id, papers): (SurveyId, Vec<Paper>),
) -> Result<usize> {
    let target = Target {
        id,
        expected_version: None,
    };
    let survey: survey::Model = record::own(writing, permit, target).await?;
    let status = status_at(&survey, writing.now());
    let takes = matches!(
        status,
        SurveyStatus::Open | SurveyStatus::Paused | SurveyStatus::Closed
    );
    if !takes || survey.answers_erased_at.is_some() {
        let complaint = Complaint::needs("sheets are typed in between opening and results");
        return Err(invalid("surveyId", complaint));
    }
    let sheets = read(writing, &survey, papers).await?;
    let count = sheets.len();
    write(writing, writing.now(), &survey, sheets).await?;
    Ok(count)
}

async fn read(writing: &Writing, survey: &survey::Model, papers: Vec<Paper>) -> Result<Vec<Sheet>> {
    let today = writing.now().date_naive();
    let versions = FrozenVersions::default();
    let mut problems = Problems::default();
    problems.check_length("responses", &papers, MOST);
    let mut sheets = Vec::with_capacity(papers.len());
    for (place, paper) in papers.into_iter().enumerate() {
        let at = format!("responses.{place}");
        let day = paper.answered_on.unwrap_or(today);
        let is_past = day <= today;
        problems.demand(is_past, &format!("{at}.answeredOn"), || {
            Complaint::needs("nobody has answered in the future")
        });
        problems.check_day(&format!("{at}.answeredOn"), Some(day).filter(|_| is_past));
        let filled = fill(writing, &versions, (survey, &paper.response)).await;
        let filled = match filled {
            Ok(filled) => by_invitation(writing, survey, (&paper.response, filled)).await,
            Err(error) => Err(error),
        };
        match filled {
            Ok(sheet) => sheets.push(Sheet {
                channel: paper.channel,
                day,
                ..sheet
            }),
            Err(Error::Invalid(wrong)) => problems.extend_at(&at, wrong),
            Err(error) => return Err(error),
        }
    }
    problems.into_result()?;
    Ok(sheets)
}

/// Uses up the invitation that came back with a sheet, so that its owner cannot
/// answer a second time on the page.
async fn by_invitation(
    writing: &Writing,
    survey: &survey::Model,
    (response, sheet): (&Response, Sheet),
) -> Result<Sheet> {
    if response.token.is_none() || survey.response_control == ResponseControl::Open {
        return Ok(sheet);
    }
    match claim_by_token(writing, writing.now(), (survey, response)).await? {
        Claim::First(invitation, known) => Ok(Sheet {
            invitation,
            segments: joined(sheet.segments.clone(), known),
            ..sheet
        }),
        Claim::Again(_) => Err(invalid("token", Complaint::token_used())),
    }
}
