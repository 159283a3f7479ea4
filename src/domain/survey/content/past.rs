//! What was asked in versions that were published: it binds those after them.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    survey_content::{Choice, Question, Segment, SurveyContent},
    survey_version,
    values::QuestionKind,
};
use uuid::Uuid;

use super::kinds::is_scale;
use crate::domain::problem::{Complaint, Problems};

/// What all published versions of a survey asked, taken together.
#[derive(Debug, Default)]
pub(in crate::domain) struct Past {
    questions: BTreeMap<String, Asked>,
    segments: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Debug)]
struct Asked {
    kind: QuestionKind,
    bounds: (Option<f64>, Option<f64>),
    options: BTreeSet<String>,
    rows: BTreeSet<String>,
    bank: BTreeSet<Uuid>,
}

impl Past {
    /// Of these versions, drafts left out.
    pub(in crate::domain) fn of(versions: &[survey_version::Model]) -> Self {
        let mut past = Self::default();
        let frozen = versions
            .iter()
            .filter(|version| version.frozen_at.is_some());
        for version in frozen {
            past.add(&version.content);
        }
        past
    }

    fn add(&mut self, content: &SurveyContent) {
        for question in &content.questions {
            let key = question.key.clone();
            let asked = self.questions.entry(key).or_insert_with(|| Asked {
                kind: question.kind,
                bounds: (question.min, question.max),
                options: BTreeSet::new(),
                rows: BTreeSet::new(),
                bank: BTreeSet::new(),
            });
            asked.options.extend(codes(&question.options));
            asked.rows.extend(codes(&question.rows));
            asked.bank.extend(question.bank_question_id);
        }
        for segment in &content.segments {
            let values = self.segments.entry(segment.key.clone()).or_default();
            values.extend(codes(&segment.values));
        }
    }

    /// A question keeps its type, its scale, and every code that was ever answered.
    pub(super) fn check_question(&self, question: &Question, problems: &mut Problems) {
        let Some(asked) = self.questions.get(&question.key) else {
            return;
        };
        problems.demand(
            asked.kind == question.kind,
            "type",
            Complaint::published_before,
        );
        if asked.kind != question.kind {
            return;
        }
        if is_scale(question.kind) {
            let (min, max) = asked.bounds;
            problems.demand(min == question.min, "min", Complaint::published_before);
            problems.demand(max == question.max, "max", Complaint::published_before);
        } else {
            check_kept("options", &asked.options, &question.options, problems);
        }
        check_kept("rows", &asked.rows, &question.rows, problems);
    }

    /// A segment keeps every value that was ever answered.
    pub(super) fn check_segment(&self, segment: &Segment, problems: &mut Problems) {
        if let Some(values) = self.segments.get(&segment.key) {
            check_kept("values", values, &segment.values, problems);
        }
    }

    /// Whether a question with this key has repeated that of the bank before.
    pub(super) fn has_repeated(&self, key: &str, bank: Uuid) -> bool {
        let asked = self.questions.get(key);
        asked.is_some_and(|asked| asked.bank.contains(&bank))
    }
}

fn codes(choices: &[Choice]) -> impl Iterator<Item = String> {
    choices.iter().map(|choice| choice.code.clone())
}

fn check_kept(field: &str, were: &BTreeSet<String>, are: &[Choice], problems: &mut Problems) {
    let are: BTreeSet<String> = codes(are).collect();
    for code in were.difference(&are) {
        problems.add(field, Complaint::retire_instead(code));
    }
}
