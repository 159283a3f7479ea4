//! Publication: the draft becomes a version that never changes again.

use entity::{
    SurveyId, survey,
    survey_content::SurveyContent,
    values::{Happening, QuestionKind, SurveyStatus as Status},
};

use super::{
    content::texts,
    state::{followed, illegal, name, settle},
    version,
};
use crate::domain::{
    error::Result,
    problem::{Complaint, Problems},
    record::{self, Target, unlinked},
    viewer::{Permit, WriteSurveys},
    writing::Writing,
};

/// Shows a survey to everyone, or puts its next version in the place of the last.
/// Without a draft it stays as it is.
pub async fn publish(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    target: Target<SurveyId>,
) -> Result<SurveyId> {
    let before: survey::Model = record::own(writing, permit, target).await?;
    let mut after = followed(&before, writing.now());
    let can = matches!(
        after.status,
        Status::Draft | Status::Published | Status::Open | Status::Paused
    );
    if !can {
        return Err(illegal(after.status, name(Status::Published)));
    }
    if let Some(draft) = version::draft(writing, before.id).await? {
        check(&after, &draft.content, writing).into_result()?;
        after.published_version = Some(draft.number);
        after.published_at = after.published_at.or(Some(writing.now()));
        version::freeze(writing, draft, writing.now()).await?;
    }
    if after.status == Status::Draft {
        after.status = Status::Published;
    }
    let after = followed(&after, writing.now());
    let told = (Happening::Published, unlinked());
    settle(writing, permit, (before, after), told).await
}

/// What is public asks something, all of it in its own language, and is not over.
fn check(row: &survey::Model, content: &SurveyContent, writing: &Writing) -> Problems {
    let mut problems = Problems::default();
    problems.check_name("title", &row.title, &row.default_locale);
    if let Some(purpose) = &row.purpose {
        demand_default("purpose", purpose, row, &mut problems);
    }
    let mut questions = content.questions.iter();
    let asks = questions.any(|question| question.kind != QuestionKind::SectionText);
    problems.demand(asks, "questions", Complaint::required);
    for said in texts(content) {
        demand_default(&said.at, said.text, row, &mut problems);
    }
    let is_coming = row.closes_at.is_none_or(|closes| closes > writing.now());
    problems.demand(is_coming, "closesAt", Complaint::in_the_past);
    problems
}

fn demand_default(
    at: &str,
    text: &entity::Localized,
    row: &survey::Model,
    problems: &mut Problems,
) {
    let locale = &row.default_locale;
    let is_there = text.get(locale).is_some();
    problems.demand(is_there, at, || Complaint::default_locale_missing(locale));
}
