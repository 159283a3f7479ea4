//! Questions of a survey, and what can be answered.

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::{
    BankQuestionId, Localized,
    survey_content::{Choice, Condition, Question, Segment},
};

use crate::{
    domain::{Result, bank_question::BankQuestions},
    graphql::{
        bank_question::BankQuestion,
        context::ContextExt,
        loader::One,
        scalar::Locale,
        text::{Locales, is_fallback, maybe, say, served_locale},
        values::QuestionType,
    },
};

/// A text in one language.
#[derive(SimpleObject)]
pub struct TextTranslation {
    /// The language of the text.
    locale: Locale,
    /// The text in that language.
    text: String,
}

fn translations(text: &Localized) -> Vec<TextTranslation> {
    let all = text.0.iter();
    all.map(|(locale, text)| TextTranslation {
        locale: Locale(locale.clone()),
        text: text.clone(),
    })
    .collect()
}

/// What is asked, and how it is answered; flattened into whatever asks it.
pub(in crate::graphql) struct Asked<'a> {
    pub(in crate::graphql) question: &'a Question,
    pub(in crate::graphql) default_locale: &'a str,
}

/// What is asked, and how it is answered.
#[Object]
impl Asked<'_> {
    /// What it is known by; the same in every version, and in exports.
    async fn key(&self) -> &str {
        &self.question.key
    }

    /// What kind of answer it wants.
    #[graphql(name = "type")]
    async fn kind(&self) -> QuestionType {
        self.question.kind.into()
    }

    /// What is asked, in the best language available.
    async fn text(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> &str {
        say(ctx, &self.question.text, self.default_locale, locales)
    }

    /// The language in which `text` answers.
    async fn served_locale(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Locale {
        served_locale(ctx, &self.question.text, self.default_locale, locales)
    }

    /// Whether `text` answers in another language than the one wished most.
    async fn is_fallback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> bool {
        is_fallback(ctx, &self.question.text, self.default_locale, locales)
    }

    /// What is asked, by language.
    async fn translations(&self) -> Vec<TextTranslation> {
        translations(&self.question.text)
    }

    /// What helps to understand it, in the best language available.
    async fn help(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        let help = self.question.help.as_ref();
        maybe(ctx, help, self.default_locale, locales)
    }

    /// The least number, the lower end of a scale, the fewest choices or characters.
    async fn min(&self) -> Option<f64> {
        self.question.min
    }

    /// The greatest number, the upper end of a scale, the most choices or characters.
    async fn max(&self) -> Option<f64> {
        self.question.max
    }

    /// What the lower end of a scale means, in the best language available.
    async fn min_label(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        let label = self.question.min_label.as_ref();
        maybe(ctx, label, self.default_locale, locales)
    }

    /// What the upper end of a scale means, in the best language available.
    async fn max_label(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        let label = self.question.max_label.as_ref();
        maybe(ctx, label, self.default_locale, locales)
    }

    /// What can be chosen or ranked; the columns of a matrix; the points of a scale
    /// that have a name.
    async fn options(&self) -> Vec<SurveyOption<'_>> {
        shown(&self.question.options, self.default_locale)
    }

    /// The rows of a matrix.
    async fn rows(&self) -> Vec<SurveyOption<'_>> {
        shown(&self.question.rows, self.default_locale)
    }
}

/// A question of a survey, or a text between questions.
pub struct SurveyQuestion<'a> {
    pub(super) question: &'a Question,
    pub(super) default_locale: &'a str,
}

/// A question of a survey, or a text between questions.
#[Object]
impl SurveyQuestion<'_> {
    #[graphql(flatten)]
    fn asked(&self) -> Asked<'_> {
        Asked {
            question: self.question,
            default_locale: self.default_locale,
        }
    }

    /// Whether it must be answered, where it is asked.
    async fn is_required(&self) -> bool {
        self.question.required
    }

    /// It is asked only when all of these hold.
    async fn show_if(&self) -> Vec<SurveyCondition> {
        let conditions = self.question.show_if.iter().cloned();
        conditions.map(SurveyCondition::from).collect()
    }

    /// The shared question that it repeats: its results compare with those of others.
    async fn bank_question(&self, ctx: &Context<'_>) -> Option<Result<BankQuestion>> {
        let id = self.question.bank_question_id?;
        let row = ctx.reader().load_one(One::<BankQuestions>::new(id)).await;
        row.map(|row| row.map(BankQuestion)).transpose()
    }

    /// The id of the shared question that it repeats.
    async fn bank_question_id(&self) -> Option<ID> {
        Some(BankQuestionId(self.question.bank_question_id?).into())
    }
}

/// Something that can be chosen.
pub struct SurveyOption<'a> {
    choice: &'a Choice,
    default_locale: &'a str,
}

fn shown<'a>(choices: &'a [Choice], default_locale: &'a str) -> Vec<SurveyOption<'a>> {
    let choices = choices.iter();
    choices
        .map(|choice| SurveyOption {
            choice,
            default_locale,
        })
        .collect()
}

/// Something that can be chosen.
#[Object]
impl SurveyOption<'_> {
    /// What it is known by; the same in every version, and in exports.
    async fn code(&self) -> &str {
        &self.choice.code
    }

    #[graphql(flatten)]
    fn labelled(&self) -> Labelled<'_> {
        Labelled {
            label: &self.choice.label,
            default_locale: self.default_locale,
        }
    }

    /// Whether it goes with a text of the respondent's own.
    async fn is_other(&self) -> bool {
        self.choice.is_other
    }

    /// Whether it is no longer offered; answers of earlier versions keep it.
    async fn is_retired(&self) -> bool {
        self.choice.is_retired
    }
}

/// An attribute of respondents, such as their age group.
pub struct SurveySegment<'a> {
    pub(super) segment: &'a Segment,
    pub(super) default_locale: &'a str,
}

/// An attribute of respondents, such as their age group.
#[Object]
impl SurveySegment<'_> {
    /// What it is known by; the same in every version, and in exports.
    async fn key(&self) -> &str {
        &self.segment.key
    }

    #[graphql(flatten)]
    fn labelled(&self) -> Labelled<'_> {
        Labelled {
            label: &self.segment.label,
            default_locale: self.default_locale,
        }
    }

    /// What it can be.
    async fn values(&self) -> Vec<SurveyOption<'_>> {
        shown(&self.segment.values, self.default_locale)
    }
}

/// The fields of whatever has a label; flattened into its object.
struct Labelled<'a> {
    label: &'a Localized,
    default_locale: &'a str,
}

/// Something with a label.
#[Object]
impl Labelled<'_> {
    /// What it says, in the best language available.
    async fn label(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> &str {
        say(ctx, self.label, self.default_locale, locales)
    }

    /// Whether `label` answers in another language than the one wished most.
    async fn is_fallback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> bool {
        is_fallback(ctx, self.label, self.default_locale, locales)
    }

    /// What it says, by language.
    async fn translations(&self) -> Vec<TextTranslation> {
        translations(self.label)
    }
}

/// What must hold of an earlier answer.
#[derive(SimpleObject)]
pub struct SurveyCondition {
    /// The key of the earlier question.
    question: String,
    /// One of these codes was chosen; `YES` or `NO` for a question of that kind.
    any_of: Vec<String>,
    /// The answer is this number or a greater one.
    at_least: Option<f64>,
    /// The answer is this number or a smaller one.
    at_most: Option<f64>,
}

impl From<Condition> for SurveyCondition {
    fn from(condition: Condition) -> Self {
        Self {
            question: condition.question,
            any_of: condition.any_of,
            at_least: condition.at_least,
            at_most: condition.at_most,
        }
    }
}
