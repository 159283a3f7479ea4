//! The next version of what a survey asks, beside those that are published.

use std::collections::BTreeMap;

use entity::{
    SurveyId, survey,
    survey_content::{Question, Segment, SurveyContent},
    survey_version,
    values::SurveyStatus as Status,
};
use sea_orm::prelude::Json;
use serde_json::json;

use super::{
    content::{self, Bank, Past, QuestionDraft, SegmentDraft},
    state::name,
    version,
};
use crate::domain::{
    error::Result,
    patch::Patch,
    problem::{Complaint, Problems},
    record::Fields,
    writing::Writing,
};

/// What becomes of the questions and of the segments, each given as a whole.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// All questions in their order.
    pub questions: Patch<Vec<QuestionDraft>>,
    /// All segments.
    pub segments: Patch<Vec<SegmentDraft>>,
}

/// A content that was found sound, and what it takes the place of.
#[derive(Debug)]
pub(super) struct Revision {
    versions: Vec<survey_version::Model>,
    after: SurveyContent,
}

impl Change {
    /// The same for a survey that has asked nothing yet: what is not said is empty.
    pub(super) fn into_first(self) -> Self {
        let Self {
            questions,
            segments,
        } = self;
        Self {
            questions: or_clear(questions),
            segments: or_clear(segments),
        }
    }

    /// What the survey is to ask; nothing when the change says nothing about it.
    pub(super) async fn revise(
        self,
        writing: &Writing,
        survey: &survey::Model,
        problems: &mut Problems,
    ) -> Result<Option<Revision>> {
        let fields = [
            ("questions", self.questions != Patch::Keep),
            ("segments", self.segments != Patch::Keep),
        ];
        let named = fields.iter().filter(|(_, is_named)| *is_named);
        if named.clone().next().is_none() {
            return Ok(None);
        }
        if !may_be_written(survey.status) {
            for (field, _) in named {
                problems.add(field, Complaint::fixed_while(name(survey.status)));
            }
            return Ok(None);
        }
        let versions = version::all(writing, survey.id).await?;
        let after = self.apply(writing, &versions, problems).await?;
        Ok(after.map(|after| Revision { versions, after }))
    }

    async fn apply(
        self,
        writing: &Writing,
        versions: &[survey_version::Model],
        problems: &mut Problems,
    ) -> Result<Option<SurveyContent>> {
        let bank = match &self.questions {
            Patch::Set(drafts) => Bank::named(writing, drafts).await?,
            Patch::Keep | Patch::Clear => Bank::default(),
        };
        let past = Past::of(versions);
        let last = versions.last().map(|version| version.content.clone());
        let SurveyContent {
            mut questions,
            mut segments,
        } = last.unwrap_or_default();
        let is_asked_anew = self.questions != Patch::Keep;
        let mut is_whole = true;
        let drafts = self.questions.map(|drafts| {
            let written = questions_of(drafts, &bank, problems);
            is_whole = written.is_some();
            written.unwrap_or_default()
        });
        drafts.apply_or_default(&mut questions);
        let drafts = self.segments.map(|drafts| segments_of(drafts, problems));
        drafts.apply_or_default(&mut segments);
        let content = SurveyContent {
            questions,
            segments,
        };
        if !is_whole {
            return Ok(None);
        }
        problems.extend(content::check(&content, &past));
        if is_asked_anew {
            problems.extend(bank.check(&content, &past));
        }
        Ok(Some(content))
    }
}

fn or_clear<T>(patch: Patch<T>) -> Patch<T> {
    match patch {
        Patch::Keep => Patch::Clear,
        patch => patch,
    }
}

/// Whether there can be a next version.
fn may_be_written(status: Status) -> bool {
    matches!(
        status,
        Status::Draft | Status::Published | Status::Open | Status::Paused
    )
}

fn questions_of(
    drafts: Vec<QuestionDraft>,
    bank: &Bank,
    problems: &mut Problems,
) -> Option<Vec<Question>> {
    let drafts = drafts.into_iter().enumerate();
    let written: Vec<_> = drafts
        .map(|(place, draft)| draft.write(&format!("questions.{place}"), bank, problems))
        .collect();
    written.into_iter().collect()
}

fn segments_of(drafts: Vec<SegmentDraft>, problems: &mut Problems) -> Vec<Segment> {
    let drafts = drafts.into_iter().enumerate();
    drafts
        .map(|(place, draft)| draft.write(&format!("segments.{place}"), problems))
        .collect()
}

impl Revision {
    /// What the journal says of it: what was, and what is.
    pub(super) fn links(&self) -> (Fields, Fields) {
        match self.versions.last() {
            Some(last) => told(&last.content, &self.after),
            None => told(&SurveyContent::default(), &self.after),
        }
    }

    /// Writes it: over the draft, else as the next version; nothing when it is the
    /// same as the last.
    pub(super) async fn write(mut self, writing: &Writing, survey: SurveyId) -> Result<()> {
        match self.versions.pop() {
            Some(last) if last.content == self.after => Ok(()),
            Some(draft) if draft.frozen_at.is_none() => {
                version::rewrite(writing, draft, self.after).await
            }
            Some(last) => {
                let number = last.number + 1;
                version::insert(writing, (survey, number), self.after).await
            }
            None => version::insert(writing, (survey, 1), self.after).await,
        }
    }
}

/// The questions and segments that differ, as they were and as they are; the journal
/// need not say all the others again.
fn told(before: &SurveyContent, after: &SurveyContent) -> (Fields, Fields) {
    let fields = |this: &SurveyContent, other: &SurveyContent| {
        let keys = |content: &SurveyContent| -> Vec<String> {
            let keys = content.questions.iter();
            keys.map(|question| question.key.clone()).collect()
        };
        let mut fields = Fields::default();
        let changed = difference(&this.questions, &other.questions, |one| &one.key);
        if this.questions != other.questions {
            fields = fields.with("questions", changed);
        }
        if keys(this) != keys(other) {
            fields = fields.with("order", keys(this));
        }
        if this.segments != other.segments {
            let changed = difference(&this.segments, &other.segments, |one| &one.key);
            fields = fields.with("segments", changed);
        }
        fields
    };
    (fields(before, after), fields(after, before))
}

/// Those of these that are not the same among the others.
fn difference<T>(these: &[T], others: &[T], key: impl Fn(&T) -> &String) -> Json
where
    T: PartialEq + serde::Serialize,
{
    let others: BTreeMap<&String, &T> = others.iter().map(|other| (key(other), other)).collect();
    let changed = these
        .iter()
        .filter(|this| others.get(key(this)) != Some(this));
    json!(changed.collect::<Vec<_>>())
}
