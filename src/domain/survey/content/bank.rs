//! Questions that repeat one of the bank, so that the results of cities compare.

use std::collections::{BTreeSet, HashMap};

use entity::{
    BankQuestionId, bank_question,
    survey_content::{Choice, Question, SurveyContent},
};
use sea_orm::ConnectionTrait;

use super::{Past, QuestionDraft, kinds::is_scale};
use crate::domain::{
    bank_question::by_ids,
    error::Result,
    problem::{Complaint, Problems},
};

/// The questions of the bank that a content points to.
#[derive(Debug, Default)]
pub(in crate::domain) struct Bank(HashMap<BankQuestionId, bank_question::Model>);

impl Bank {
    /// Those that these drafts name, with one statement.
    pub(in crate::domain) async fn named(
        db: &impl ConnectionTrait,
        drafts: &[QuestionDraft],
    ) -> Result<Self> {
        let ids: Vec<_> = drafts.iter().filter_map(|draft| draft.bank).collect();
        let found = by_ids(db, &ids).await?;
        Ok(Self(found.into_iter().map(|row| (row.id, row)).collect()))
    }

    /// The question with this id.
    pub(super) fn get(&self, id: BankQuestionId) -> Option<&Question> {
        self.0.get(&id).map(|row| &row.question)
    }

    /// Each question that repeats one of the bank asks for the same answers.
    pub(in crate::domain) fn check(&self, content: &SurveyContent, past: &Past) -> Problems {
        let mut problems = Problems::default();
        for (place, question) in content.questions.iter().enumerate() {
            let Some(id) = question.bank_question_id else {
                continue;
            };
            let mut found = Problems::default();
            match self.0.get(&BankQuestionId(id)) {
                None => found.add("bankQuestionId", Complaint::not_found()),
                Some(row) => {
                    let is_old = past.has_repeated(&question.key, id);
                    let is_offered = row.retired_at.is_none() || is_old;
                    found.demand(is_offered, "bankQuestionId", Complaint::bank_retired);
                    compare(question, &row.question, &mut found);
                }
            }
            problems.extend_at(&format!("questions.{place}"), found);
        }
        problems
    }
}

fn compare(question: &Question, shared: &Question, problems: &mut Problems) {
    let is_same = question.kind == shared.kind;
    problems.demand(is_same, "type", Complaint::unlike_bank);
    if !is_same {
        return;
    }
    if is_scale(question.kind) {
        let is_same = (question.min, question.max) == (shared.min, shared.max);
        problems.demand(is_same, "max", Complaint::unlike_bank);
    } else {
        let is_same = offered(&question.options) == offered(&shared.options);
        problems.demand(is_same, "options", Complaint::unlike_bank);
    }
    let is_same = offered(&question.rows) == offered(&shared.rows);
    problems.demand(is_same, "rows", Complaint::unlike_bank);
}

fn offered(choices: &[Choice]) -> BTreeSet<&str> {
    let offered = choices.iter().filter(|choice| !choice.is_retired);
    offered.map(|choice| choice.code.as_str()).collect()
}
