//! Questions as a city writes them, before they are a content.

use entity::{
    BankQuestionId, Localized,
    survey_content::{Choice, Condition, Question, Segment},
    values::QuestionKind,
};

use super::{Bank, kinds::usual_scale};
use crate::domain::{
    patch::Texts,
    problem::{Complaint, Problems},
};

/// A question as it is written. What it leaves out it has from the bank's question,
/// when it repeats one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuestionDraft {
    /// What it is known by in every version.
    pub key: Option<String>,
    /// What kind of answer it wants.
    pub kind: Option<QuestionKind>,
    /// What is asked.
    pub text: Option<Texts>,
    /// What helps to understand it.
    pub help: Option<Texts>,
    /// Whether it must be answered.
    pub required: bool,
    /// The least number, choices or characters.
    pub min: Option<f64>,
    /// The greatest number, choices or characters.
    pub max: Option<f64>,
    /// What the lower end of a scale means.
    pub min_label: Option<Texts>,
    /// What the upper end of a scale means.
    pub max_label: Option<Texts>,
    /// What can be chosen.
    pub options: Vec<ChoiceDraft>,
    /// The rows of a matrix.
    pub rows: Vec<ChoiceDraft>,
    /// Asked only when all of these hold.
    pub show_if: Vec<Condition>,
    /// The question of the bank that it repeats.
    pub bank: Option<BankQuestionId>,
}

/// An option, a row or a value as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChoiceDraft {
    /// What it is known by in every version.
    pub code: String,
    /// What it says.
    pub label: Texts,
    /// Whether it goes with a text of the respondent's own.
    pub is_other: bool,
    /// Whether it is no longer offered.
    pub is_retired: bool,
}

/// An attribute of respondents as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SegmentDraft {
    /// What it is known by in every version.
    pub key: String,
    /// What it says.
    pub label: Texts,
    /// What it can be.
    pub values: Vec<ChoiceDraft>,
}

impl QuestionDraft {
    /// The question; nothing, but problems, when something essential is missing.
    pub(in crate::domain) fn write(
        self,
        at: &str,
        bank: &Bank,
        problems: &mut Problems,
    ) -> Option<Question> {
        let shared = self.bank.and_then(|id| bank.get(id));
        let is_said = shared.is_some();
        let essential = [
            ("key", is_said || self.key.is_some()),
            ("type", is_said || self.kind.is_some()),
            ("text", is_said || self.text.is_some()),
        ];
        for (field, is_there) in essential {
            problems.demand(is_there, &format!("{at}.{field}"), Complaint::required);
        }
        let question = self.write_over(shared.cloned().unwrap_or_else(blank), at, problems);
        let is_whole = essential.iter().all(|(_, is_there)| *is_there);
        is_whole.then_some(question)
    }

    fn write_over(self, base: Question, at: &str, problems: &mut Problems) -> Question {
        let mut said = |field: &str, texts: Texts| texts.anew(&format!("{at}.{field}"), problems);
        let text = self.text.map(|texts| said("text", texts));
        let help = self.help.map(|texts| said("help", texts));
        let min_label = self.min_label.map(|texts| said("minLabel", texts));
        let max_label = self.max_label.map(|texts| said("maxLabel", texts));
        let options = choices(self.options, &format!("{at}.options"), problems);
        let rows = choices(self.rows, &format!("{at}.rows"), problems);
        let kind = self.kind.unwrap_or(base.kind);
        let (least, most) = usual_scale(kind).unzip();
        Question {
            key: self.key.unwrap_or(base.key),
            kind,
            text: text.unwrap_or(base.text),
            help: help.or(base.help),
            required: self.required,
            min: self.min.or(base.min).or(least),
            max: self.max.or(base.max).or(most),
            min_label: min_label.or(base.min_label),
            max_label: max_label.or(base.max_label),
            options: options.unwrap_or(base.options),
            rows: rows.unwrap_or(base.rows),
            show_if: self.show_if,
            bank_question_id: self.bank.map(|id| id.0),
        }
    }
}

fn blank() -> Question {
    Question {
        key: String::new(),
        kind: QuestionKind::SectionText,
        text: Localized::default(),
        help: None,
        required: false,
        min: None,
        max: None,
        min_label: None,
        max_label: None,
        options: Vec::new(),
        rows: Vec::new(),
        show_if: Vec::new(),
        bank_question_id: None,
    }
}

impl SegmentDraft {
    /// The attribute.
    pub(in crate::domain) fn write(self, at: &str, problems: &mut Problems) -> Segment {
        Segment {
            key: self.key,
            label: self.label.anew(&format!("{at}.label"), problems),
            values: choices(self.values, &format!("{at}.values"), problems).unwrap_or_default(),
        }
    }
}

/// The choices; nothing when none are written.
pub(in crate::domain) fn choices(
    drafts: Vec<ChoiceDraft>,
    at: &str,
    problems: &mut Problems,
) -> Option<Vec<Choice>> {
    let choices = drafts.into_iter().enumerate().map(|(place, draft)| Choice {
        code: draft.code,
        label: draft.label.anew(&format!("{at}.{place}.label"), problems),
        is_other: draft.is_other,
        is_retired: draft.is_retired,
    });
    let choices: Vec<_> = choices.collect();
    (!choices.is_empty()).then_some(choices)
}
