//! What a city changes of its surveys.

use async_graphql::{ID, InputObject, Json, MaybeUndefined};
use chrono::{DateTime, Utc};
use entity::SurveyId;
use serde_json::Value;

use super::{
    Survey,
    import::{SurveyImportPayload, import},
    input::{SurveyFields, SurveyQuestionInput, SurveySegmentInput, change},
};
use crate::{
    domain::{
        Result,
        patch::Patch,
        record::Target,
        survey::{self, Edit, Step, Surveys},
        viewer::WriteSurveys,
    },
    graphql::{
        filter::read_id,
        mutation::{
            DeletePayload,
            input::{Asked, TextInput, id_inputs, texts},
            mutations, payloads,
        },
    },
};

/// A new survey. It is a draft, which you alone see, until you publish it.
#[derive(InputObject)]
pub struct SurveyCreateInput {
    /// The id in your own system, unique in your city.
    external_id: Option<String>,
    /// The title, by language.
    title: Vec<TextInput>,
    #[graphql(flatten)]
    fields: SurveyFields,
    /// The questions in their order.
    questions: MaybeUndefined<Vec<SurveyQuestionInput>>,
    /// The attributes by which respondents are told apart in the results.
    segments: MaybeUndefined<Vec<SurveySegmentInput>>,
}

/// What to change of a survey. What you leave out stays as it is.
#[derive(InputObject)]
pub struct SurveyUpdateInput {
    /// The survey.
    id: ID,
    /// The id in your own system, unique in your city; null when it has none.
    external_id: MaybeUndefined<String>,
    /// The title, by language.
    title: MaybeUndefined<Vec<TextInput>>,
    #[graphql(flatten)]
    fields: SurveyFields,
    /// All questions in their order, instead of those before. Once the survey is
    /// published they make the next version, which is answered when you publish it.
    questions: MaybeUndefined<Vec<SurveyQuestionInput>>,
    /// All attributes of respondents, instead of those before.
    segments: MaybeUndefined<Vec<SurveySegmentInput>>,
}

/// A new survey from a form of `SurveyJS`.
#[derive(InputObject)]
pub struct SurveyImportInput {
    /// The form as `SurveyJS` writes it. Elements of a page with the name `segments`
    /// become segments.
    survey_js: Json<Value>,
    /// The id in your own system, unique in your city.
    external_id: Option<String>,
    #[graphql(flatten)]
    fields: SurveyFields,
}

/// Which survey gets a later end.
#[derive(InputObject)]
pub struct SurveyExtendInput {
    /// The survey.
    id: ID,
    /// When it closes now.
    closes_at: DateTime<Utc>,
}

impl SurveyCreateInput {
    fn read(self) -> Result<Edit> {
        self.fields.read(Edit {
            external_id: self.external_id.map_or(Patch::Keep, Patch::Set),
            title: Patch::Set(texts(self.title)),
            content: change(self.questions, self.segments)?,
            ..Edit::default()
        })
    }
}

impl SurveyUpdateInput {
    fn read(self) -> Result<(SurveyId, Edit)> {
        let edit = self.fields.read(Edit {
            external_id: self.external_id.patch(),
            title: self.title.patch().map(texts),
            content: change(self.questions, self.segments)?,
            ..Edit::default()
        })?;
        Ok((read_id(&self.id)?, edit))
    }
}

id_inputs! {
    /// Which survey to publish.
    SurveyPublishInput of SurveyId;
    /// Which survey to open.
    SurveyOpenInput of SurveyId;
    /// Which survey to pause.
    SurveyPauseInput of SurveyId;
    /// Which survey to go on with.
    SurveyResumeInput of SurveyId;
    /// Which survey to close.
    SurveyCloseInput of SurveyId;
    /// Which survey to put away.
    SurveyArchiveInput of SurveyId;
    /// Which survey to delete.
    SurveyDeleteInput of SurveyId;
    /// Which survey to bring back.
    SurveyRestoreInput of SurveyId;
}

payloads! {
    /// What came of changing a survey.
    SurveyPayload {
        /// The survey as it is now; null when there is something to mend.
        survey: Survey of Surveys
    }
}

mutations! {
    /// What a city changes of its surveys.
    SurveyMutation;
    /// Makes a survey with its questions. It is a draft until you publish it. Requires
    /// `survey:write`.
    creates survey_create(SurveyCreateInput) -> SurveyPayload, by WriteSurveys:
        |writing, permit, input| {
            Ok(survey::create(writing, permit, input.read()?).await?.0)
        };
    /// Makes a survey from a form of `SurveyJS`: all of it, or nothing with the path of
    /// each part that has no counterpart here. What is only looks is left out and
    /// stands in `warnings`. Requires `survey:write`.
    creates survey_import(SurveyImportInput) -> SurveyImportPayload, by WriteSurveys:
        |writing, permit, input| {
            let edit = input.fields.read(Edit {
                external_id: input.external_id.map_or(Patch::Keep, Patch::Set),
                ..Edit::default()
            })?;
            import(writing, permit, (&input.survey_js.0, edit)).await
        };
    /// Changes a survey. What it asks in a published version never changes: other
    /// questions make the next version beside it. Requires `survey:write`.
    changes survey_update(SurveyUpdateInput) -> SurveyPayload, by WriteSurveys:
        |writing, permit, input, expected_version| {
            let (id, edit) = input.read()?;
            let target = Target { id, expected_version };
            Ok(survey::update(writing, permit, target, edit).await?.0)
        };
    /// Shows a survey to everyone, or puts its next version in the place of the one
    /// that is answered. It needs every text in its own language. Requires
    /// `survey:write`.
    changes survey_publish(SurveyPublishInput) -> SurveyPayload, by WriteSurveys:
        |writing, permit, input, version| {
            Ok(survey::publish(writing, permit, input.target(version)?).await?.0)
        };
    /// Opens a published survey at once. Requires `survey:write`.
    changes survey_open(SurveyOpenInput) -> SurveyPayload, by WriteSurveys:
        |writing, permit, input, version| {
            let step = (input.target(version)?, Step::Open);
            Ok(survey::take(writing, permit, step).await?.0)
        };
    /// Takes no answers for a time. Requires `survey:write`.
    changes survey_pause(SurveyPauseInput) -> SurveyPayload, by WriteSurveys:
        |writing, permit, input, version| {
            let step = (input.target(version)?, Step::Pause);
            Ok(survey::take(writing, permit, step).await?.0)
        };
    /// Goes on with a survey that was paused, where it was. Requires `survey:write`.
    changes survey_resume(SurveyResumeInput) -> SurveyPayload, by WriteSurveys:
        |writing, permit, input, version| {
            let step = (input.target(version)?, Step::Resume);
            Ok(survey::take(writing, permit, step).await?.0)
        };
    /// Closes a survey at once. Requires `survey:write`.
    changes survey_close(SurveyCloseInput) -> SurveyPayload, by WriteSurveys:
        |writing, permit, input, version| {
            let step = (input.target(version)?, Step::Close);
            Ok(survey::take(writing, permit, step).await?.0)
        };
    /// Gives a survey a later end, or opens one again that has closed and whose results
    /// are not out. Requires `survey:write`.
    changes survey_extend(SurveyExtendInput) -> SurveyPayload, by WriteSurveys:
        |writing, permit, input, expected_version| {
            let target = Target { id: read_id(&input.id)?, expected_version };
            Ok(survey::extend(writing, permit, target, input.closes_at).await?.0)
        };
    /// Puts a survey away that is over or never opened. With published results
    /// everyone still sees it, else you alone. Requires `survey:write`.
    changes survey_archive(SurveyArchiveInput) -> SurveyPayload, by WriteSurveys:
        |writing, permit, input, version| {
            let step = (input.target(version)?, Step::Archive);
            Ok(survey::take(writing, permit, step).await?.0)
        };
    /// Deletes a draft that was never published. It keeps its history, its slug and its
    /// external id, and can be restored. Requires `survey:write`.
    changes survey_delete(SurveyDeleteInput) -> DeletePayload, by WriteSurveys:
        |writing, permit, input, version| {
            Ok(survey::delete(writing, permit, input.target(version)?).await?.into())
        };
    /// Brings a deleted draft back as it was. Requires `survey:write`.
    changes survey_restore(SurveyRestoreInput) -> SurveyPayload, by WriteSurveys:
        |writing, permit, input, version| {
            Ok(survey::restore(writing, permit, input.target(version)?).await?.0)
        };
}
