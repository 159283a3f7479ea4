//! Surveys that come as forms of another program.

use async_graphql::{Context, SimpleObject};
use entity::SurveyId;
use serde_json::Value;

use super::Survey;
use crate::{
    domain::{
        Error, Result, locale,
        patch::Patch,
        problem::{Problem, Problems},
        survey::{self, Change, Edit, Surveys},
        viewer::{Permit, WriteSurveys},
        writing::Writing,
    },
    feed::surveyjs,
    graphql::{
        context::ContextExt,
        mutation::{Payload, UserError, shown, told},
    },
};

/// Where the form stands in the input.
const FIELD: &str = "surveyJs";

/// What came of a form.
#[derive(SimpleObject)]
pub struct SurveyImportPayload {
    /// The survey; null when there is something to mend.
    survey: Option<Survey>,
    /// What of the form is left out, or is in the survey otherwise than it stands
    /// there. Look through them once: keys and codes stay in every version.
    warnings: Vec<SurveyImportWarning>,
    /// What to mend in the input. Empty when it worked.
    user_errors: Vec<UserError>,
}

/// A part of a form that is not in the survey as it stands there.
#[derive(SimpleObject)]
pub struct SurveyImportWarning {
    /// Where in `input`, step by step from its root, as `["surveyJs", "pages", "0",
    /// "elements", "3", "width"]`.
    field: Vec<String>,
    /// What became of it, in the language of `Accept-Language`. For people; it may
    /// change at any time.
    message: String,
}

/// A survey that was made of a form, and what to know of it.
pub struct Imported {
    survey: SurveyId,
    warnings: Vec<Problem>,
}

impl Payload for SurveyImportPayload {
    type Done = Imported;

    async fn done(ctx: &Context<'_>, imported: Imported) -> Result<Self> {
        Ok(Self {
            survey: shown::<Surveys>(ctx, imported.survey.0).await?,
            warnings: imported
                .warnings
                .into_iter()
                .map(|warning| warned(ctx, warning))
                .collect(),
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self {
            survey: None,
            warnings: Vec::new(),
            user_errors: told(ctx, problems),
        })
    }
}

fn warned(ctx: &Context<'_>, warning: Problem) -> SurveyImportWarning {
    let sentences = warning.complaint.sentences();
    let (_, message) = locale::best(&sentences, ctx.wishes(), "en").unwrap_or_default();
    SurveyImportWarning {
        message: message.to_owned(),
        field: std::iter::once(FIELD.to_owned())
            .chain(warning.path)
            .collect(),
    }
}

/// Makes a survey of a form; the rest of it stands in the edit.
pub(super) async fn import(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    (form, edit): (&Value, Edit),
) -> Result<Imported> {
    let locale = match &edit.default_locale {
        Patch::Set(tag) => Some(tag.as_str()),
        Patch::Keep | Patch::Clear => None,
    };
    let (form, problems) = surveyjs::read(form, locale);
    let mut placed = Problems::default();
    placed.extend_at(FIELD, problems);
    placed.into_result()?;
    let edit = Edit {
        title: Patch::Set(form.title),
        purpose: match edit.purpose {
            Patch::Keep => form.purpose.map_or(Patch::Keep, Patch::Set),
            purpose => purpose,
        },
        default_locale: Patch::Set(form.locale),
        content: Change {
            questions: Patch::Set(form.questions),
            segments: Patch::Set(form.segments),
        },
        ..edit
    };
    let made = survey::create(writing, permit, edit).await;
    let survey = made.map_err(|error| at_their_places(error, &form.places))?;
    Ok(Imported {
        survey,
        warnings: form.warnings,
    })
}

/// The problems of the survey at the places of the form that they come from.
fn at_their_places(error: Error, places: &surveyjs::Places) -> Error {
    let Error::Invalid(problems) = error else {
        return error;
    };
    let mut found = Problems::default();
    for problem in problems.iter() {
        let path = places.of(&problem.path).map_or_else(
            || problem.path.join("."),
            |place| format!("{FIELD}.{place}"),
        );
        found.add(&path, problem.complaint.clone());
    }
    Error::Invalid(found)
}
