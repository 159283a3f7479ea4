//! How an alliance makes, changes and retires shared questions.
//!
//! Results compare only while everybody asks for the same answers: the key, the
//! type, the scale and the codes never change. Words may.

use std::collections::BTreeSet;

use entity::{
    BankQuestionId, bank_question,
    survey_content::{Choice, Question, SurveyContent},
    values::{Happening, Origin, QuestionKind},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::domain::{
    error::{Error, Result},
    patch::{Patch, Texts},
    problem::{Complaint, Problems},
    record::{self, Fields, Target, unlinked},
    survey::content::{self, Bank, ChoiceDraft, Past, QuestionDraft},
    viewer::{Permit, WriteQuestions},
    writing::Writing,
};

/// What an alliance changes of a shared question: its words.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// What is asked.
    pub text: Patch<Texts>,
    /// What helps to understand it.
    pub help: Patch<Texts>,
    /// What the lower end of a scale means.
    pub min_label: Patch<Texts>,
    /// What the upper end of a scale means.
    pub max_label: Patch<Texts>,
    /// All options, with the codes that they have.
    pub options: Patch<Vec<ChoiceDraft>>,
    /// All rows, with the codes that they have.
    pub rows: Patch<Vec<ChoiceDraft>>,
}

/// Makes a shared question of the permit's alliance.
pub async fn create(
    writing: &Writing,
    permit: &Permit<WriteQuestions>,
    draft: QuestionDraft,
) -> Result<BankQuestionId> {
    let mut problems = Problems::default();
    let mut question = draft.write("", &Bank::default(), &mut problems);
    let (default_locale, origin) = of_alliance(writing, permit).await?;
    if let Some(question) = &mut question {
        question.bank_question_id = None;
        problems.extend(check(question, &default_locale));
    }
    problems.into_result()?;
    let question = question.ok_or(Error::NotFound)?;
    let row = bank_question::Model {
        id: BankQuestionId::new(writing.now()),
        alliance_id: permit.owner(),
        key: question.key.clone(),
        default_locale,
        question,
        retired_at: None,
        origin,
        version: 1,
        created_at: writing.now(),
        updated_at: writing.now(),
        deleted_at: None,
    };
    let row = record::insert(writing, permit, row, Fields::default()).await?;
    Ok(row.id)
}

/// Changes the words of a shared question.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteQuestions>,
    target: Target<BankQuestionId>,
    edit: Edit,
) -> Result<BankQuestionId> {
    let before: bank_question::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    let mut problems = Problems::default();
    edit.apply(&mut after.question, &mut problems);
    problems.extend(check(&after.question, &after.default_locale));
    check_codes(
        "options",
        &before.question.options,
        &after.question.options,
        &mut problems,
    );
    check_codes(
        "rows",
        &before.question.rows,
        &after.question.rows,
        &mut problems,
    );
    problems.into_result()?;
    let happening = Happening::Updated;
    let row = record::save(writing, permit, (before, after), happening, unlinked()).await?;
    Ok(row.id)
}

/// Offers a shared question to no new survey. Those that have it keep it.
pub async fn retire(
    writing: &Writing,
    permit: &Permit<WriteQuestions>,
    target: Target<BankQuestionId>,
) -> Result<BankQuestionId> {
    let before: bank_question::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    after.retired_at = after.retired_at.or(Some(writing.now()));
    let happening = Happening::Archived;
    let row = record::save(writing, permit, (before, after), happening, unlinked()).await?;
    Ok(row.id)
}

impl Edit {
    fn apply(self, question: &mut Question, problems: &mut Problems) {
        self.text.apply_name(&mut question.text, "text", problems);
        self.help.apply_texts(&mut question.help, "help", problems);
        self.min_label
            .apply_texts(&mut question.min_label, "minLabel", problems);
        self.max_label
            .apply_texts(&mut question.max_label, "maxLabel", problems);
        let mut written = |field: &str, drafts: Vec<ChoiceDraft>| {
            content::choices(drafts, field, problems).unwrap_or_default()
        };
        let options = self.options.map(|drafts| written("options", drafts));
        let rows = self.rows.map(|drafts| written("rows", drafts));
        options.apply_or_default(&mut question.options);
        rows.apply_or_default(&mut question.rows);
    }
}

async fn of_alliance(
    writing: &Writing,
    permit: &Permit<WriteQuestions>,
) -> Result<(String, Origin)> {
    use entity::alliance::{Column, Entity};
    let alliance = Entity::find_by_id(permit.owner())
        .select_only()
        .columns([Column::DefaultLocale, Column::Origin])
        .filter(Column::DeletedAt.is_null())
        .into_tuple();
    alliance.one(writing).await?.ok_or(Error::NotFound)
}

/// What is wrong with a shared question by itself: it is asked of everyone, in the
/// alliance's own language at least.
fn check(question: &Question, default_locale: &str) -> Problems {
    let mut problems = Problems::default();
    let is_asking = question.kind != QuestionKind::SectionText;
    problems.demand(is_asking, "type", Complaint::does_not_fit_here);
    problems.demand(
        question.show_if.is_empty(),
        "showIf",
        Complaint::does_not_fit_here,
    );
    let content = SurveyContent {
        questions: vec![question.clone()],
        segments: Vec::new(),
    };
    for problem in content::check(&content, &Past::default()).iter() {
        let path = problem.path.get(2..).unwrap_or_default().join(".");
        problems.add(&path, problem.complaint.clone());
    }
    for said in content::texts(&content) {
        let at = said.at.strip_prefix("questions.0.").unwrap_or_default();
        let is_there = said.text.get(default_locale).is_some();
        problems.demand(is_there, at, || {
            Complaint::default_locale_missing(default_locale)
        });
    }
    problems
}

fn check_codes(field: &str, before: &[Choice], after: &[Choice], problems: &mut Problems) {
    let told = |choices: &[Choice]| -> BTreeSet<(String, bool, bool)> {
        let told = choices.iter();
        told.map(|choice| (choice.code.clone(), choice.is_other, choice.is_retired))
            .collect()
    };
    problems.demand(
        told(before) == told(after),
        field,
        Complaint::published_before,
    );
}
