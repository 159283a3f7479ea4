//! Surveys that come as forms of another program.

use entity::SurveyId;
use serde_json::Value;

use crate::{
    domain::{
        Error, Result,
        patch::Patch,
        problem::Problems,
        survey::{self, Change, Edit},
        viewer::{Permit, WriteSurveys},
        writing::Writing,
    },
    feed::surveyjs,
};

/// Where the form stands in the input.
const FIELD: &str = "surveyJs";

/// Makes a survey of a form; the rest of it stands in the edit.
pub(super) async fn import(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    (form, edit): (&Value, Edit),
) -> Result<SurveyId> {
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
    made.map_err(|error| at_their_places(error, &form.places))
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
