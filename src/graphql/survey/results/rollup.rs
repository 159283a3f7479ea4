//! A shared question over the cities of an alliance.

use std::sync::Arc;

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::values::QuestionKind;

use super::{
    question::{ShareBase, SuppressionReason, share_base, small},
    snapshot::ResultSnapshot,
};
use crate::{
    domain::{
        self, Error, Result,
        period::Period,
        survey::results::{Rollup, RollupDistribution, RollupOption, rollup},
    },
    graphql::{
        alliance::Alliance,
        context::ContextExt,
        network::Coverage,
        period::PeriodInput,
        text::{Locales, maybe},
        values::QuestionType,
    },
};

/// A question that cities of an alliance share, over all of them that published
/// results: for each city its newest ones in the period.
///
/// Only what was published is added up, and nothing that fewer than three cities say.
pub struct SurveyRollup {
    alliance: Alliance,
    rollup: Rollup,
}

/// A question that cities of an alliance share, over all of them that published
/// results: for each city its newest ones in the period.
///
/// Only what was published is added up, and nothing that fewer than three cities say.
#[Object]
impl SurveyRollup {
    /// The alliance that shares the question.
    async fn alliance(&self) -> Alliance {
        self.alliance.clone()
    }

    /// The key of the question in the alliance.
    async fn question_key(&self) -> &str {
        &self.rollup.question.key
    }

    /// The question as the alliance shares it, in the best language available.
    async fn text(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        let question = &self.rollup.question;
        let text = Some(&question.question.text);
        maybe(ctx, text, &question.default_locale, locales)
    }

    /// What kind of answer it wants.
    #[graphql(name = "type")]
    async fn kind(&self) -> QuestionType {
        self.rollup.question.question.kind.into()
    }

    /// When this was true.
    async fn as_of(&self) -> DateTime<Utc> {
        self.rollup.as_of
    }

    /// How many of the alliance's real cities are behind it.
    async fn coverage(&self) -> Coverage {
        Coverage::of(self.rollup.snapshots.len(), self.rollup.members)
    }

    /// The results that were added up: cite them with the sum.
    async fn snapshots(&self) -> Vec<ResultSnapshot> {
        let snapshots = self.rollup.snapshots.iter();
        snapshots.cloned().map(ResultSnapshot::from).collect()
    }

    /// How many answered in these cities; null when fewer than three say it.
    async fn answered(&self) -> Option<i32> {
        small(self.rollup.answered)
    }

    /// Whether the cities are too few.
    async fn suppressed(&self) -> bool {
        self.rollup.distributions.is_empty()
    }

    /// Why; null when they are enough.
    async fn suppression_reason(&self) -> Option<SuppressionReason> {
        let is_empty = self.rollup.distributions.is_empty();
        is_empty.then_some(SuppressionReason::FewCities)
    }

    /// What the shares are shares of.
    async fn share_base(&self) -> ShareBase {
        share_base(self.kind_of())
    }

    /// How the answers spread; none when the cities are too few.
    async fn distributions(&self) -> Vec<RollupDistributionNode> {
        let locale: Arc<str> = self.rollup.question.default_locale.as_str().into();
        let distributions = self.rollup.distributions.iter();
        distributions
            .map(|one| RollupDistributionNode(one.clone(), Arc::clone(&locale)))
            .collect()
    }
}

impl SurveyRollup {
    fn kind_of(&self) -> QuestionKind {
        self.rollup.question.question.kind
    }
}

/// How the answers of several cities spread.
pub struct RollupDistributionNode(RollupDistribution, Arc<str>);

/// How the answers of several cities spread.
#[Object(name = "RollupDistribution")]
impl RollupDistributionNode {
    /// The code of the row of the matrix, or of the option that was ranked; null
    /// when the distribution is that of the whole question.
    async fn code(&self) -> Option<&str> {
        self.0.of.as_ref().map(|of| of.code.as_str())
    }

    /// The same in the best language available.
    async fn label(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        let label = self.0.of.as_ref().map(|of| &of.label);
        maybe(ctx, label, &self.1, locales)
    }

    /// The options, the points of a scale, or the ranks.
    async fn options(&self) -> Vec<RollupShare> {
        let options = self.0.options.iter();
        options
            .map(|one| RollupShare(one.clone(), Arc::clone(&self.1)))
            .collect()
    }
}

/// How many chose one option in the cities that say it.
pub struct RollupShare(RollupOption, Arc<str>);

/// How many chose one option in the cities that say it.
#[Object]
impl RollupShare {
    /// The code of the option, the point of the scale, or the rank.
    async fn code(&self) -> &str {
        &self.0.option.code
    }

    /// What it means, in the best language available; null when the code says it.
    async fn label(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, Some(&self.0.option.label), &self.1, locales)
    }

    /// How many cities say it: the others left it out. The sums of two options may
    /// rest on different cities.
    async fn cities(&self) -> i32 {
        i32::try_from(self.0.cities).unwrap_or(i32::MAX)
    }

    /// How many chose it in these cities.
    async fn count(&self) -> Option<i32> {
        small(self.0.count)
    }

    /// How many answered in these cities: the base of the share.
    async fn answered(&self) -> Option<i32> {
        small(self.0.answered)
    }

    /// The share of those, in per cent with one decimal.
    async fn share(&self) -> Option<f64> {
        self.0.share
    }

    /// Whether fewer than three cities say it.
    async fn suppressed(&self) -> bool {
        self.0.count.is_none()
    }

    /// Why; null when they are enough.
    async fn suppression_reason(&self) -> Option<SuppressionReason> {
        let is_hidden = self.0.count.is_none();
        is_hidden.then_some(SuppressionReason::FewCities)
    }
}

pub(in crate::graphql) struct RollupQuery;

#[Object]
impl RollupQuery {
    /// A question that the cities of an alliance share, added up over their published
    /// results. Real cities that are admitted members now count.
    async fn survey_rollup(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The slug of the alliance, such as `kallc`.")] alliance: String,
        #[graphql(desc = "The key of the question in its bank.")] question_key: String,
        #[graphql(
            desc = "When the results were published, in days of UTC; at any time when \
            left out."
        )]
        period: Option<PeriodInput>,
    ) -> Option<Result<SurveyRollup>> {
        let period = period.unwrap_or_default().into();
        Some(added_up(ctx, (&alliance, &question_key), period).await)
    }
}

async fn added_up(
    ctx: &Context<'_>,
    (alliance, key): (&str, &str),
    period: Period,
) -> Result<SurveyRollup> {
    let row = domain::alliance::by_slug(ctx.db(), alliance).await?;
    let row = row.ok_or(Error::NotFound)?;
    let rollup = rollup(ctx.db(), (row.id, key), period, ctx.now()).await?;
    Ok(SurveyRollup {
        rollup: rollup.ok_or(Error::NotFound)?,
        alliance: Alliance(Arc::new(row)),
    })
}
