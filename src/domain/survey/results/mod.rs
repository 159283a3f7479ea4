//! The results of surveys: what was answered, in numbers.
//!
//! Exact for the city that asks ([`material`]), with gaps for everybody else
//! ([`publish()`]), over several surveys (`trend`) and over several cities
//! ([`rollup()`]).

mod document;
mod merged;
mod numbers;
mod publish;
mod rollup;
mod snapshot;
mod statistics;
mod suppression;
mod trend;

use entity::{SurveyId, survey_version};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

pub use self::{
    document::{canonical_text, hash},
    merged::{Material, Merged, VERSION, is_same},
    publish::{Publication, publish},
    rollup::{Rollup, RollupDistribution, RollupOption, rollup, sums},
    snapshot::{by_ids, of_surveys, questions},
    statistics::distributions,
    suppression::protected,
    trend::{Point, Series, trends},
};
use super::tally;
use crate::domain::error::Result;

/// All that a survey asked and that was answered up to now, with two statements.
pub async fn material(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Material> {
    let frozen = survey_version::Entity::find()
        .filter(survey_version::Column::SurveyId.eq(survey))
        .filter(survey_version::Column::FrozenAt.is_not_null());
    let versions = frozen.all(db).await?.into_iter();
    Ok(Material {
        contents: versions
            .map(|version| (version.number, version.content.into()))
            .collect(),
        tallies: tally::current(db, survey).await?,
    })
}
