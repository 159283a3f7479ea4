//! How far the answers of a survey have been done away with.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, Object, SimpleObject, dataloader::Loader};
use chrono::{DateTime, Utc};
use entity::{SurveyId, survey, survey_erasure};

use crate::{
    domain::{self, Result, survey::response},
    graphql::{context::ContextExt, loader::Source},
};

/// How far the answers of a survey have been done away with. Nobody can read any of
/// them, whether their rows are gone already or not.
#[derive(SimpleObject)]
pub struct SurveyErasure {
    /// When the city asked for it.
    requested_at: DateTime<Utc>,
    /// How many responses there were.
    responses: i32,
    /// How many of them are gone.
    erased: i32,
    /// When the last row was gone, invitations and receipts included; null until then.
    finished_at: Option<DateTime<Utc>>,
}

impl From<&survey_erasure::Model> for SurveyErasure {
    fn from(row: &survey_erasure::Model) -> Self {
        let number = |rows: i64| i32::try_from(rows).unwrap_or(i32::MAX);
        Self {
            requested_at: row.requested_at,
            responses: number(row.responses),
            erased: number(row.erased),
            finished_at: row.finished_at,
        }
    }
}

/// The erasure of a survey's answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ErasureOf(SurveyId);

impl Loader<ErasureOf> for Source {
    type Value = Arc<survey_erasure::Model>;
    type Error = domain::Error;

    async fn load(&self, keys: &[ErasureOf]) -> Result<HashMap<ErasureOf, Self::Value>> {
        let surveys: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = response::erasures(self.db(), &surveys).await?.into_iter();
        Ok(found
            .map(|row| (ErasureOf(row.survey_id), Arc::new(row)))
            .collect())
    }
}

/// What a survey says of it.
pub(super) struct Erasing(pub(super) Arc<survey::Model>);

#[Object]
impl Erasing {
    /// How far the erasing of its answers is; null when nobody asked for it, and for
    /// everybody but the city.
    async fn erasure(&self, ctx: &Context<'_>) -> Option<Result<SurveyErasure>> {
        let is_own = ctx.viewer().sight().surveys_of() == Some(self.0.city_id);
        if !is_own || self.0.answers_erased_at.is_none() {
            return None;
        }
        let found = ctx.reader().load_one(ErasureOf(self.0.id)).await;
        found.map(|row| row.map(|row| (&*row).into())).transpose()
    }
}
