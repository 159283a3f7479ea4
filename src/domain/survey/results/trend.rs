//! One question in surveys that repeat one another.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::{
    CityId, SnapshotId, SurveyId, snapshot_question, survey, survey_result::QuestionResult,
    survey_snapshot,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{merged::shape, snapshot::of_surveys};
use crate::domain::{error::Result, ids};

/// A question of a survey, and where to look for it before and after.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Series {
    /// The survey from which the question is looked at.
    pub survey: SurveyId,
    /// The city that asks.
    pub city: CityId,
    /// What its repeated surveys have in common; one that is not repeated has none.
    pub series: Option<String>,
    /// The key of the question.
    pub question: String,
}

/// What one of the surveys says.
#[derive(Clone, Debug)]
pub struct Point {
    /// The survey.
    pub survey: survey::Model,
    /// Its newest published results.
    pub snapshot: survey_snapshot::Model,
    /// What they say of the question.
    pub result: QuestionResult,
}

impl Point {
    fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.survey.closed_at
    }
}

/// The questions in all surveys of their series that asked them in the same way, the
/// oldest first: with three statements for any number of questions.
pub async fn trends(
    db: &impl ConnectionTrait,
    wanted: &[Series],
) -> Result<BTreeMap<Series, Vec<Point>>> {
    let surveys = surveys(db, wanted).await?;
    let ids: Vec<SurveyId> = surveys.iter().map(|survey| survey.id).collect();
    let mut newest = BTreeMap::new();
    for (survey, snapshot) in of_surveys(db, &ids).await? {
        newest.entry(survey).or_insert(snapshot);
    }
    let said = said(db, &newest, wanted).await?;
    let points = surveys.into_iter().flat_map(|survey| {
        let snapshot = newest.get(&survey.id).cloned();
        let rows = said.iter().filter(move |row| {
            snapshot
                .as_ref()
                .is_some_and(|snapshot| snapshot.id == row.snapshot_id)
        });
        let snapshot = newest.get(&survey.id).cloned();
        rows.filter_map(move |row| {
            Some(Point {
                survey: survey.clone(),
                snapshot: snapshot.clone()?,
                result: row.result.clone(),
            })
        })
    });
    let points: Vec<Point> = points.collect();
    let trends = wanted
        .iter()
        .map(|series| (series.clone(), series.trend(&points)));
    Ok(trends.collect())
}

impl Series {
    fn has(&self, survey: &survey::Model) -> bool {
        let is_repeated = self.series.is_some() && survey.series == self.series;
        survey.id == self.survey || (is_repeated && survey.city_id == self.city)
    }

    /// The points that compare with the survey itself, or with the newest one while
    /// the survey has no results.
    fn trend(&self, points: &[Point]) -> Vec<Point> {
        let mine = points
            .iter()
            .filter(|point| self.has(&point.survey) && point.result.key == self.question);
        let mut mine: Vec<&Point> = mine.collect();
        mine.sort_by_key(|point| (point.closed_at(), point.survey.id));
        let own = mine.iter().find(|point| point.survey.id == self.survey);
        let Some(measure) = own.or(mine.last()).map(|point| shape(&point.result)) else {
            return Vec::new();
        };
        let alike = mine
            .into_iter()
            .filter(|point| shape(&point.result) == measure);
        alike.cloned().collect()
    }
}

async fn surveys(db: &impl ConnectionTrait, wanted: &[Series]) -> Result<Vec<survey::Model>> {
    let mut repeated = Condition::any();
    let series: BTreeSet<_> = wanted
        .iter()
        .filter_map(|series| Some((series.city, series.series.as_ref()?)))
        .collect();
    for (city, series) in series {
        repeated = repeated.add(
            Condition::all()
                .add(survey::Column::CityId.eq(city))
                .add(survey::Column::Series.eq(series)),
        );
    }
    let own: BTreeSet<Uuid> = wanted.iter().map(|series| series.survey.0).collect();
    let own: Vec<Uuid> = own.into_iter().collect();
    let own = ids::table_of(&own, db.get_database_backend());
    let rows = survey::Entity::find()
        .filter(repeated.add(Expr::col(survey::Column::Id).in_subquery(own)))
        .filter(survey::Column::ResultsPublishedAt.is_not_null())
        .filter(survey::Column::DeletedAt.is_null());
    Ok(rows.all(db).await?)
}

async fn said(
    db: &impl ConnectionTrait,
    newest: &BTreeMap<SurveyId, survey_snapshot::Model>,
    wanted: &[Series],
) -> Result<Vec<snapshot_question::Model>> {
    let snapshots: Vec<Uuid> = newest
        .values()
        .map(|snapshot: &survey_snapshot::Model| {
            let SnapshotId(id) = snapshot.id;
            id
        })
        .collect();
    let keys: BTreeSet<&str> = wanted
        .iter()
        .map(|series| series.question.as_str())
        .collect();
    let snapshots = ids::table_of(&snapshots, db.get_database_backend());
    let rows = snapshot_question::Entity::find()
        .filter(Expr::col(snapshot_question::Column::SnapshotId).in_subquery(snapshots))
        .filter(snapshot_question::Column::Key.is_in(keys));
    Ok(rows.all(db).await?)
}
