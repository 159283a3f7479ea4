//! The results of one question, as the schema has them.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object};
use entity::{
    Localized,
    survey_result::{
        Breakdown, Distribution, GroupResult, Label, OptionResult, QuestionResult, Withheld,
    },
    values::QuestionKind,
};

use crate::graphql::{
    text::{Locales, maybe},
    values::QuestionType,
};

/// Why a number is not said. It tells no more than it must: not which number was
/// too small, nor whether this one was.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionReason {
    /// Fewer people than `minCellSize` answered the question.
    FewAnswers,
    /// With it, answers of a few people could be found out.
    Protected,
    /// Fewer than three cities say it.
    FewCities,
}

impl From<Withheld> for SuppressionReason {
    fn from(withheld: Withheld) -> Self {
        match withheld {
            Withheld::FewAnswers => Self::FewAnswers,
            Withheld::Protected => Self::Protected,
        }
    }
}

/// What a share is a share of.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareBase {
    /// Of the answers: everybody gave one, and the shares add up to 100.
    Answers,
    /// Of the respondents: everybody could choose several, and the shares may add up
    /// to more than 100.
    Respondents,
}

/// What a kind of question makes of its shares.
pub(super) fn share_base(kind: QuestionKind) -> ShareBase {
    match kind {
        QuestionKind::MultiChoice => ShareBase::Respondents,
        _ => ShareBase::Answers,
    }
}

/// A number as the schema has it.
pub(super) fn small(number: Option<u64>) -> Option<i32> {
    number.map(|number| i32::try_from(number).unwrap_or(i32::MAX))
}

/// A part of results with the language in which they were written.
struct Part<T> {
    of: T,
    locale: Arc<str>,
}

impl<T> Part<T> {
    fn with<U>(&self, of: U) -> Part<U> {
        Part {
            of,
            locale: Arc::clone(&self.locale),
        }
    }

    fn say(&self, ctx: &Context<'_>, text: &Localized, locales: Locales) -> Option<String> {
        maybe(ctx, Some(text), &self.locale, locales)
    }
}

/// The results of one question. What is left out to protect people is null and
/// marked `suppressed`; it never stands for 0.
pub struct SurveyQuestionResult(Part<QuestionResult>);

impl SurveyQuestionResult {
    pub(super) fn new(result: QuestionResult, locale: &str) -> Self {
        Self(Part {
            of: result,
            locale: locale.into(),
        })
    }
}

/// The results of one question. What is left out to protect people is null and
/// marked `suppressed`; it never stands for 0.
#[Object]
impl SurveyQuestionResult {
    /// The key of the question, the same in all versions and in repeated surveys.
    async fn key(&self) -> &str {
        &self.0.of.key
    }

    /// What kind of answer it wanted.
    #[graphql(name = "type")]
    async fn kind(&self) -> QuestionType {
        self.0.of.kind.into()
    }

    /// The question in the best language available.
    async fn text(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        self.0.say(ctx, &self.0.of.text, locales)
    }

    /// The versions of the survey that are added up: those that asked it in the same
    /// way.
    async fn versions(&self) -> &[i32] {
        &self.0.of.versions
    }

    /// How many answered it.
    async fn answered(&self) -> Option<i32> {
        small(self.0.of.answered)
    }

    /// How many responses have no answer to it: skipped, or not asked.
    async fn skipped(&self) -> Option<i32> {
        small(self.0.of.skipped)
    }

    /// Whether nothing is said of the question at all.
    async fn suppressed(&self) -> bool {
        self.0.of.withheld.is_some()
    }

    /// Why; null when something is said.
    async fn suppression_reason(&self) -> Option<SuppressionReason> {
        self.0.of.withheld.map(SuppressionReason::from)
    }

    /// What the shares are shares of.
    async fn share_base(&self) -> ShareBase {
        share_base(self.0.of.kind)
    }

    /// How the answers spread: one distribution; of a matrix one a row, of a ranking
    /// one an option.
    async fn distributions(&self) -> Vec<AnswerDistribution> {
        distributions(&self.0, &self.0.of.distributions)
    }

    /// The same by one attribute of the respondents at a time.
    async fn breakdowns(&self) -> Vec<ResultBreakdown> {
        let breakdowns = self.0.of.breakdowns.iter();
        breakdowns
            .map(|one| ResultBreakdown(self.0.with(one.clone())))
            .collect()
    }
}

fn distributions<T>(part: &Part<T>, all: &[Distribution]) -> Vec<AnswerDistribution> {
    all.iter()
        .map(|one| AnswerDistribution(part.with(one.clone())))
        .collect()
}

/// How answers spread over what could be answered.
pub struct AnswerDistribution(Part<Distribution>);

impl AnswerDistribution {
    fn of(&self) -> Option<&Label> {
        self.0.of.of.as_ref()
    }
}

/// How answers spread over what could be answered.
#[Object]
impl AnswerDistribution {
    /// The code of the row of the matrix, or of the option that was ranked; null
    /// when the distribution is that of the whole question.
    async fn code(&self) -> Option<&str> {
        self.of().map(|of| of.code.as_str())
    }

    /// The same in the best language available.
    async fn label(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        self.0.say(ctx, &self.of()?.label, locales)
    }

    /// How many answered: the base of the shares.
    async fn answered(&self) -> Option<i32> {
        small(self.0.of.answered)
    }

    /// Whether something of it is left out.
    async fn suppressed(&self) -> bool {
        self.0.of.withheld.is_some()
    }

    /// Why; null when nothing is left out.
    async fn suppression_reason(&self) -> Option<SuppressionReason> {
        self.0.of.withheld.map(SuppressionReason::from)
    }

    /// The options, the points of a scale, or the ranks; none where people wrote
    /// something themselves.
    async fn options(&self) -> Vec<AnswerShare> {
        let options = self.0.of.options.iter();
        options
            .map(|one| AnswerShare(self.0.with(one.clone())))
            .collect()
    }

    /// The arithmetic mean of the points or numbers. Published means of free numbers
    /// have two digits.
    async fn mean(&self) -> Option<f64> {
        self.0.of.statistics.mean
    }

    /// The median: the middle of the points or numbers in their order.
    async fn median(&self) -> Option<f64> {
        self.0.of.statistics.median
    }

    /// The standard deviation of the sample: divided by one less than the number of
    /// answers. Never published for free numbers.
    async fn standard_deviation(&self) -> Option<f64> {
        self.0.of.statistics.standard_deviation
    }

    /// The net promoter score: the share of 9 and 10 less the share of 0 to 6, from
    /// -100 to 100.
    async fn net_promoter_score(&self) -> Option<f64> {
        self.0.of.statistics.net_promoter_score
    }

    /// The mean of the ranks that the option got; 1 is the best.
    async fn mean_rank(&self) -> Option<f64> {
        self.0.of.statistics.mean_rank
    }
}

/// How many chose one option.
pub struct AnswerShare(Part<OptionResult>);

/// How many chose one option.
#[Object]
impl AnswerShare {
    /// The code of the option, the point of the scale, or the rank.
    async fn code(&self) -> &str {
        &self.0.of.option.code
    }

    /// What it means, in the best language available; null when the code says it.
    async fn label(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        self.0.say(ctx, &self.0.of.option.label, locales)
    }

    /// How many chose it.
    async fn count(&self) -> Option<i32> {
        small(self.0.of.count)
    }

    /// The share of those who answered, in per cent with one decimal; null when
    /// nobody did. `shareBase` of the question says what it is a share of.
    async fn share(&self) -> Option<f64> {
        self.0.of.share
    }

    /// Whether the numbers are left out.
    async fn suppressed(&self) -> bool {
        self.0.of.withheld.is_some()
    }

    /// Why; null when they are there.
    async fn suppression_reason(&self) -> Option<SuppressionReason> {
        self.0.of.withheld.map(SuppressionReason::from)
    }
}

/// The results by one attribute of the respondents.
pub struct ResultBreakdown(Part<Breakdown>);

/// The results by one attribute of the respondents.
#[Object]
impl ResultBreakdown {
    /// The key of the segment, or `VERSION` for the version that people answered.
    async fn by(&self) -> &str {
        &self.0.of.by
    }

    /// What it means, in the best language available.
    async fn label(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        self.0.say(ctx, &self.0.of.label, locales)
    }

    /// Whether nothing can be said by this attribute.
    async fn suppressed(&self) -> bool {
        self.0.of.withheld.is_some()
    }

    /// Why; null when something is said.
    async fn suppression_reason(&self) -> Option<SuppressionReason> {
        self.0.of.withheld.map(SuppressionReason::from)
    }

    /// The groups. They add up to the whole: who did not say stands in the last one.
    async fn groups(&self) -> Vec<ResultGroup> {
        let groups = self.0.of.groups.iter();
        groups
            .map(|one| ResultGroup(self.0.with(one.clone())))
            .collect()
    }
}

/// The results of one group of respondents.
pub struct ResultGroup(Part<GroupResult>);

/// The results of one group of respondents.
#[Object]
impl ResultGroup {
    /// The code of the group; null for those of whom it is not known.
    async fn code(&self) -> Option<&str> {
        let code = self.0.of.group.code.as_str();
        (!code.is_empty()).then_some(code)
    }

    /// What it means, in the best language available.
    async fn label(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        self.0.say(ctx, &self.0.of.group.label, locales)
    }

    /// How many of the group answered. Null in published results of a matrix: each
    /// of its rows has its own number.
    async fn answered(&self) -> Option<i32> {
        small(self.0.of.answered)
    }

    /// How many of the group did not. Never published: with it, the size of each
    /// group would be known.
    async fn skipped(&self) -> Option<i32> {
        small(self.0.of.skipped)
    }

    /// Whether the group is too small for anything to be said of it, or hides one
    /// that is.
    async fn suppressed(&self) -> bool {
        self.0.of.withheld.is_some()
    }

    /// Why; null when something is said.
    async fn suppression_reason(&self) -> Option<SuppressionReason> {
        self.0.of.withheld.map(SuppressionReason::from)
    }

    /// How the answers of the group spread.
    async fn distributions(&self) -> Vec<AnswerDistribution> {
        distributions(&self.0, &self.0.of.distributions)
    }
}
