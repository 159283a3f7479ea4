//! Answers on paper, and the end of all answers.

use async_graphql::{Context, ID, InputObject, SimpleObject};

use super::{
    Survey,
    answer::{SurveyAnswerInput, SurveySegmentValueInput, given, segments},
};
use crate::{
    domain::{
        Result,
        problem::Problems,
        record::Target,
        survey::{
            Surveys,
            response::{Paper, Response, erase, record},
        },
        viewer::WriteSurveys,
    },
    graphql::{
        filter::read_id,
        mutation::{Payload, UserError, mutations, payloads, told},
        scalar::{Date, Locale},
        values::ResponseChannel,
    },
};

/// One sheet of paper, or one call.
#[derive(InputObject)]
pub struct SurveySheetInput {
    /// How it came in.
    channel: ResponseChannel,
    /// The day on which it was filled in; today when left out.
    answered_on: Option<Date>,
    /// The invitation that came back with it: it is used up.
    token: Option<String>,
    /// The number of the version that was filled in; the current one when left out.
    version: Option<i32>,
    /// The language of the sheet; the survey's own when left out.
    locale: Option<Locale>,
    /// What the person says of themselves.
    #[graphql(default)]
    segments: Vec<SurveySegmentValueInput>,
    /// The answers.
    answers: Vec<SurveyAnswerInput>,
}

/// Answers that were typed in: at most 1,000 sheets, all or none.
#[derive(InputObject)]
pub struct SurveyRecordResponsesInput {
    /// The survey.
    survey_id: ID,
    /// The sheets.
    responses: Vec<SurveySheetInput>,
}

impl SurveyRecordResponsesInput {
    fn papers(self) -> Result<Vec<Paper>> {
        let survey = read_id(&self.survey_id)?;
        let sheets = self.responses.into_iter();
        Ok(sheets
            .map(|sheet| Paper {
                channel: sheet.channel.into(),
                answered_on: sheet.answered_on.map(|day| day.0),
                response: Response {
                    survey,
                    token: sheet.token,
                    work: None,
                    version: sheet.version,
                    locale: sheet.locale.map(|locale| locale.0),
                    segments: segments(sheet.segments),
                    given: given(sheet.answers),
                    key: None,
                },
            })
            .collect())
    }
}

/// What came of typing in answers.
#[derive(SimpleObject)]
pub struct SurveyRecordResponsesPayload {
    /// How many were taken: all, or none when there is something to mend.
    count: i32,
    /// What to mend in the input. Empty when it worked.
    user_errors: Vec<UserError>,
}

impl Payload for SurveyRecordResponsesPayload {
    type Done = usize;

    async fn done(_: &Context<'_>, count: usize) -> Result<Self> {
        Ok(Self {
            count: i32::try_from(count).unwrap_or(i32::MAX),
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self {
            count: 0,
            user_errors: told(ctx, problems),
        })
    }
}

/// Which survey's answers to erase.
#[derive(InputObject)]
pub struct SurveyEraseResponsesInput {
    /// The survey.
    id: ID,
}

payloads! {
    /// What came of erasing answers.
    SurveyEraseResponsesPayload {
        /// The survey as it is now; null when there is something to mend.
        survey: Survey of Surveys
    }
}

mutations! {
    /// What a city does with answers.
    AnswersMutation;
    /// Takes answers that came on paper or by telephone, also after the end and until
    /// results are out. Requires `survey:write`.
    creates survey_record_responses(SurveyRecordResponsesInput) -> SurveyRecordResponsesPayload,
        by WriteSurveys: |writing, permit, input| {
            let id = read_id(&input.survey_id)?;
            record(writing, permit, (id, input.papers()?)).await
        };
    /// Erases every answer, invitation and count of a survey that was closed; nothing
    /// brings them back. From now on nobody reads them; the rows of a large survey go
    /// in steps, and its `erasure` says how far that is. Published results stay.
    /// Requires `survey:write`.
    changes survey_erase_responses(SurveyEraseResponsesInput) -> SurveyEraseResponsesPayload,
        by WriteSurveys: |writing, permit, input, expected_version| {
            let target = Target { id: read_id(&input.id)?, expected_version };
            Ok(erase(writing, permit, target).await?.id.0)
        };
}
