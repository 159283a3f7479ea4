//! What an alliance changes of its shared questions.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::BankQuestionId;

use super::BankQuestion;
use crate::{
    domain::{
        Result,
        bank_question::{self, BankQuestions, Edit},
        record::Target,
        survey::content::QuestionDraft,
        viewer::WriteQuestions,
    },
    graphql::{
        filter::read_id,
        mutation::{
            input::{Asked, TextInput, id_inputs, texts},
            mutations, payloads,
        },
        survey::{SurveyOptionInput, choices},
        values::QuestionType,
    },
};

/// A new shared question. Its key, its type, its scale and its codes never change:
/// results compare only while everybody asks for the same answers.
#[derive(InputObject)]
pub struct BankQuestionCreateInput {
    /// What it is known by: letters, digits and `_`, unique in the alliance.
    key: String,
    /// What kind of answer it wants.
    r#type: QuestionType,
    /// What is asked, by language; that of the alliance is needed.
    text: Vec<TextInput>,
    /// What helps to understand it, by language.
    help: Option<Vec<TextInput>>,
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
}

/// What to change of a shared question: its words. What you leave out stays as it is.
#[derive(InputObject)]
pub struct BankQuestionUpdateInput {
    /// The shared question.
    id: ID,
    /// What is asked, by language.
    text: MaybeUndefined<Vec<TextInput>>,
    /// What helps to understand it, by language; null when there is no text.
    help: MaybeUndefined<Vec<TextInput>>,
    /// What the lower end of a scale means, by language; null when there is no text.
    min_label: MaybeUndefined<Vec<TextInput>>,
    /// What the upper end of a scale means, by language; null when there is no text.
    max_label: MaybeUndefined<Vec<TextInput>>,
    /// All options with their labels. Their codes are those that it has.
    options: MaybeUndefined<Vec<SurveyOptionInput>>,
    /// All rows with their labels. Their codes are those that it has.
    rows: MaybeUndefined<Vec<SurveyOptionInput>>,
}

impl BankQuestionCreateInput {
    fn read(self) -> QuestionDraft {
        QuestionDraft {
            key: Some(self.key),
            kind: Some(self.r#type.into()),
            text: Some(texts(self.text)),
            help: self.help.map(texts),
            min: self.min,
            max: self.max,
            min_label: self.min_label.map(texts),
            max_label: self.max_label.map(texts),
            options: choices(self.options),
            rows: choices(self.rows),
            ..QuestionDraft::default()
        }
    }
}

impl BankQuestionUpdateInput {
    fn read(self) -> Result<(BankQuestionId, Edit)> {
        let edit = Edit {
            text: self.text.patch().map(texts),
            help: self.help.patch().map(texts),
            min_label: self.min_label.patch().map(texts),
            max_label: self.max_label.patch().map(texts),
            options: self.options.patch().map(choices),
            rows: self.rows.patch().map(choices),
        };
        Ok((read_id(&self.id)?, edit))
    }
}

id_inputs! {
    /// Which shared question to retire.
    BankQuestionRetireInput of BankQuestionId;
}

payloads! {
    /// What came of changing a shared question.
    BankQuestionPayload {
        /// The shared question as it is now; null when there is something to mend.
        bank_question: BankQuestion of BankQuestions
    }
}

mutations! {
    /// What an alliance changes of its shared questions.
    BankQuestionMutation;
    /// Makes a question that cities of your alliance share. Requires `question:write`.
    creates bank_question_create(BankQuestionCreateInput) -> BankQuestionPayload, by WriteQuestions:
        |writing, permit, input| {
            Ok(bank_question::create(writing, permit, input.read()).await?.0)
        };
    /// Changes the words of a shared question. What it asks for stays. Requires
    /// `question:write`.
    changes bank_question_update(BankQuestionUpdateInput) -> BankQuestionPayload, by WriteQuestions:
        |writing, permit, input, expected_version| {
            let (id, edit) = input.read()?;
            let target = Target { id, expected_version };
            Ok(bank_question::update(writing, permit, target, edit).await?.0)
        };
    /// Offers a shared question to no new survey. Surveys that have it keep it.
    /// Requires `question:write`.
    changes bank_question_retire(BankQuestionRetireInput) -> BankQuestionPayload, by WriteQuestions:
        |writing, permit, input, version| {
            Ok(bank_question::retire(writing, permit, input.target(version)?).await?.0)
        };
}
