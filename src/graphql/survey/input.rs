//! What a city sends of a survey.

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::{DateTime, Utc};
use entity::survey_content::Condition;

use crate::{
    domain::{
        Result,
        patch::{Patch, Texts},
        survey::{
            Change, Edit, Subject, Terms,
            content::{ChoiceDraft, QuestionDraft, SegmentDraft},
        },
    },
    graphql::{
        filter::read_id,
        mutation::input::{Asked, TextInput, id, texts},
        scalar::{Locale, end_of},
        values::{Anonymity, QuestionType, ResponseControl},
    },
};

/// The fields of a survey that a city writes. What is left out stays as it is; null
/// empties it.
#[derive(InputObject, Clone, Debug)]
pub struct SurveyFields {
    /// The short name in addresses, unique in your city. Without one a new survey gets
    /// one made of its first title in Latin letters, else of its external id.
    slug: MaybeUndefined<String>,
    /// The language in which it is written; that of your city for a new survey that
    /// says nothing. Stays once the survey is published.
    default_locale: MaybeUndefined<Locale>,
    /// The languages in which it is meant to be answered: all of them.
    locales: MaybeUndefined<Vec<Locale>>,
    /// Why you ask, by language; null when there is no text.
    purpose: MaybeUndefined<Vec<TextInput>>,
    /// The programme that it is about, one of your own. With no programme, space and
    /// plan it is about the city. Stays once the survey is published.
    programme_id: MaybeUndefined<ID>,
    /// The learning space that it is about, one of your own. Stays once the survey is
    /// published.
    space_id: MaybeUndefined<ID>,
    /// The plan that it is about, one of your own. Stays once the survey is published.
    plan_id: MaybeUndefined<ID>,
    /// What surveys that repeat one another have in common, such as `residents`.
    series: MaybeUndefined<String>,
    /// Who may answer it; `OPEN` for a new survey that says nothing. Stays once the
    /// survey is published.
    response_control: MaybeUndefined<ResponseControl>,
    /// Whether you can tell who gave an answer; `ANONYMOUS` for a new survey that says
    /// nothing. Stays once the survey is published.
    anonymity: MaybeUndefined<Anonymity>,
    /// The fewest people that a published number stands for: 3 to 100, 5 for a new
    /// survey that says nothing. Can only grow once the survey is published.
    min_cell_size: MaybeUndefined<i32>,
    /// How much work an answer without an invitation costs whoever sends it: leading
    /// zero bits, 0 to 24; 16 for a new `OPEN` survey that says nothing.
    work_bits: MaybeUndefined<i32>,
    /// When it opens by itself; null when you open it.
    opens_at: MaybeUndefined<DateTime<Utc>>,
    /// When it closes by itself; null when you close it.
    closes_at: MaybeUndefined<DateTime<Utc>>,
}

/// A question of a survey, or a text between questions.
#[derive(InputObject, Clone, Debug)]
pub struct SurveyQuestionInput {
    /// What it is known by in every version: letters, digits and `_`, unique in the
    /// survey. A shared question brings its own.
    key: Option<String>,
    /// What kind of answer it wants. A key never changes its type once it was
    /// published. A shared question brings its own.
    r#type: Option<QuestionType>,
    /// What is asked, by language. A shared question brings its own.
    text: Option<Vec<TextInput>>,
    /// What helps to understand it, by language.
    help: Option<Vec<TextInput>>,
    /// Whether it must be answered, where it is asked.
    #[graphql(default)]
    is_required: bool,
    /// The least number, the lower end of a scale (else 1), the fewest choices or
    /// characters.
    min: Option<f64>,
    /// The greatest number, the upper end of a scale (else 5), the most choices or
    /// characters.
    max: Option<f64>,
    /// What the lower end of a scale means, by language.
    min_label: Option<Vec<TextInput>>,
    /// What the upper end of a scale means, by language.
    max_label: Option<Vec<TextInput>>,
    /// What can be chosen or ranked; the columns of a matrix; names of points of a
    /// scale, whose code is the number.
    #[graphql(default)]
    options: Vec<SurveyOptionInput>,
    /// The rows of a matrix.
    #[graphql(default)]
    rows: Vec<SurveyOptionInput>,
    /// It is asked only when all of these hold.
    #[graphql(default)]
    show_if: Vec<SurveyConditionInput>,
    /// The shared question that it repeats: type, codes and scale are those of the
    /// shared one, words may be your own.
    bank_question_id: Option<ID>,
}

/// Something that can be chosen.
#[derive(InputObject, Clone, Debug)]
pub struct SurveyOptionInput {
    /// What it is known by in every version: letters, digits, `_` and `-`, unique in
    /// the question.
    code: String,
    /// What it says, by language.
    label: Vec<TextInput>,
    /// Whether it goes with a text of the respondent's own.
    #[graphql(default)]
    is_other: bool,
    /// Whether it is no longer offered. What a published version offered is retired,
    /// never left out.
    #[graphql(default)]
    is_retired: bool,
}

/// An attribute of respondents, such as their age group.
#[derive(InputObject, Clone, Debug)]
pub struct SurveySegmentInput {
    /// What it is known by in every version: letters, digits and `_`, unique in the
    /// survey.
    key: String,
    /// What it says, by language.
    label: Vec<TextInput>,
    /// What it can be.
    values: Vec<SurveyOptionInput>,
}

/// What must hold of an earlier answer: a choice, a yes or no, or a number.
#[derive(InputObject, Clone, Debug)]
pub struct SurveyConditionInput {
    /// The key of a question that comes before.
    question: String,
    /// One of these codes was chosen; `YES` or `NO` for a question of that kind.
    #[graphql(default)]
    any_of: Vec<String>,
    /// The answer is this number or a greater one.
    at_least: Option<f64>,
    /// The answer is this number or a smaller one.
    at_most: Option<f64>,
}

impl SurveyFields {
    /// What they change; what they do not say comes from `rest`.
    pub(super) fn read(self, rest: Edit) -> Result<Edit> {
        let tags = |locales: Vec<Locale>| locales.into_iter().map(|locale| locale.0).collect();
        Ok(Edit {
            slug: self.slug.patch(),
            purpose: self.purpose.patch().map(texts),
            default_locale: self.default_locale.patch().map(|locale| locale.0),
            locales: self.locales.patch().map(tags),
            subject: Subject {
                programme: id(self.programme_id)?,
                space: id(self.space_id)?,
                plan: id(self.plan_id)?,
            },
            series: self.series.patch(),
            terms: Terms {
                response_control: self.response_control.patch().map(Into::into),
                anonymity: self.anonymity.patch().map(Into::into),
                min_cell_size: self.min_cell_size.patch(),
                work_bits: self.work_bits.patch(),
            },
            opens_at: self.opens_at.patch(),
            closes_at: self.closes_at.patch().map(end_of).flat(),
            ..rest
        })
    }
}

/// What becomes of the content.
pub(super) fn change(
    questions: MaybeUndefined<Vec<SurveyQuestionInput>>,
    segments: MaybeUndefined<Vec<SurveySegmentInput>>,
) -> Result<Change> {
    let questions = match questions.patch() {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(all) => {
            let all = all.into_iter().map(SurveyQuestionInput::read);
            Patch::Set(all.collect::<Result<_>>()?)
        }
    };
    let segments = segments.patch().map(|all| {
        let all = all.into_iter();
        all.map(SurveySegmentInput::read).collect()
    });
    Ok(Change {
        questions,
        segments,
    })
}

impl SurveyQuestionInput {
    /// The question as the domain takes it.
    pub(in crate::graphql) fn read(self) -> Result<QuestionDraft> {
        let said = |words: Option<Vec<TextInput>>| -> Option<Texts> { words.map(texts) };
        Ok(QuestionDraft {
            key: self.key,
            kind: self.r#type.map(Into::into),
            text: said(self.text),
            help: said(self.help),
            required: self.is_required,
            min: self.min,
            max: self.max,
            min_label: said(self.min_label),
            max_label: said(self.max_label),
            options: choices(self.options),
            rows: choices(self.rows),
            show_if: self.show_if.into_iter().map(Into::into).collect(),
            bank: self.bank_question_id.as_ref().map(read_id).transpose()?,
        })
    }
}

impl SurveySegmentInput {
    fn read(self) -> SegmentDraft {
        SegmentDraft {
            key: self.key,
            label: texts(self.label),
            values: choices(self.values),
        }
    }
}

/// Choices as the domain takes them.
pub(in crate::graphql) fn choices(inputs: Vec<SurveyOptionInput>) -> Vec<ChoiceDraft> {
    let inputs = inputs.into_iter();
    inputs
        .map(|input| ChoiceDraft {
            code: input.code,
            label: texts(input.label),
            is_other: input.is_other,
            is_retired: input.is_retired,
        })
        .collect()
}

impl From<SurveyConditionInput> for Condition {
    fn from(input: SurveyConditionInput) -> Self {
        Self {
            question: input.question,
            any_of: input.any_of,
            at_least: input.at_least,
            at_most: input.at_most,
        }
    }
}
