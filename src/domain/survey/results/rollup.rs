//! One shared question over the cities of an alliance.
//!
//! Only what was published is added up, so nothing comes out that was not out
//! before: whoever wants it can add it up too.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    AllianceId, BankQuestionId, CityId, SnapshotId, bank_question, city, membership,
    snapshot_question, survey,
    survey_content::Question,
    survey_result::{Distribution, Label, QuestionResult},
    survey_snapshot,
    survey_tally_count::Count,
    values::{MembershipStatus, Origin},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::{merged::shape, numbers::ratio, statistics::distributions};
use crate::domain::{error::Result, ids, period::Period};

/// Fewer cities than these are not added up.
pub const FEWEST_CITIES: usize = 3;

/// A shared question over the cities of its alliance.
#[derive(Clone, Debug)]
pub struct Rollup {
    /// The question as the alliance shares it.
    pub question: bank_question::Model,
    /// When this was true.
    pub as_of: DateTime<Utc>,
    /// The results that were added up, one for each city.
    pub snapshots: Vec<survey_snapshot::Model>,
    /// How many cities the alliance has.
    pub members: usize,
    /// How many answered in these cities; empty when they are too few.
    pub answered: Option<u64>,
    /// The sums; none when the cities are too few.
    pub distributions: Vec<RollupDistribution>,
}

/// How answers spread in all cities together.
#[derive(Clone, Debug)]
pub struct RollupDistribution {
    /// The row of a matrix, or the option whose ranks these are.
    pub of: Option<Label>,
    /// What could be answered.
    pub options: Vec<RollupOption>,
}

/// How many chose one option, in the cities that say it.
#[derive(Clone, Debug)]
pub struct RollupOption {
    /// The option.
    pub option: Label,
    /// How many cities say it.
    pub cities: usize,
    /// How many chose it there; empty when too few cities say it.
    pub count: Option<u64>,
    /// How many answered there.
    pub answered: Option<u64>,
    /// The share of them, in per cent.
    pub share: Option<f64>,
}

/// Adds up the newest published results of each member city in the period, with at
/// most four statements. `None` when the alliance shares no such question.
pub async fn rollup(
    db: &impl ConnectionTrait,
    (alliance, key): (AllianceId, &str),
    period: Period,
    now: DateTime<Utc>,
) -> Result<Option<Rollup>> {
    let question = bank_question::Entity::find()
        .filter(bank_question::Column::AllianceId.eq(alliance))
        .filter(bank_question::Column::Key.eq(key))
        .filter(bank_question::Column::DeletedAt.is_null());
    let Some(question) = question.one(db).await? else {
        return Ok(None);
    };
    let members = members(db, alliance).await?;
    let snapshots = newest(db, &members, (question.id, period)).await?;
    let said = said(db, &snapshots, question.id).await?;
    Ok(Some(added_up(
        question,
        (members.len(), snapshots, said),
        now,
    )))
}

/// The real cities that belong to an alliance now.
async fn members(db: &impl ConnectionTrait, alliance: AllianceId) -> Result<Vec<CityId>> {
    let admitted = Query::select()
        .column(membership::Column::CityId)
        .from(membership::Entity)
        .and_where(membership::Column::AllianceId.eq(alliance))
        .and_where(membership::Column::CityId.is_not_null())
        .and_where(membership::Column::Status.eq(MembershipStatus::Admitted))
        .and_where(membership::Column::Until.is_null())
        .and_where(membership::Column::DeletedAt.is_null())
        .to_owned();
    let cities = city::Entity::find()
        .select_only()
        .column(city::Column::Id)
        .filter(city::Column::Id.in_subquery(admitted))
        .filter(city::Column::Origin.eq(Origin::Real))
        .filter(city::Column::DeletedAt.is_null());
    Ok(cities.into_tuple().all(db).await?)
}

/// The newest snapshot of each city that has the question.
async fn newest(
    db: &impl ConnectionTrait,
    members: &[CityId],
    (question, period): (BankQuestionId, Period),
) -> Result<Vec<survey_snapshot::Model>> {
    let members: Vec<Uuid> = members.iter().map(|city| city.0).collect();
    let members = ids::table_of(&members, db.get_database_backend());
    let asking = snapshot_question::Entity::find()
        .select_only()
        .column(snapshot_question::Column::SnapshotId)
        .filter(snapshot_question::Column::BankQuestionId.eq(question))
        .into_query();
    let real = survey::Entity::find()
        .select_only()
        .column(survey::Column::Id)
        .filter(survey::Column::Origin.eq(Origin::Real))
        .filter(survey::Column::DeletedAt.is_null())
        .into_query();
    let rows = survey_snapshot::Entity::find()
        .filter(Expr::col(survey_snapshot::Column::CityId).in_subquery(members))
        .filter(survey_snapshot::Column::Id.in_subquery(asking))
        .filter(survey_snapshot::Column::SurveyId.in_subquery(real))
        .filter(survey_snapshot::Column::DeletedAt.is_null())
        .filter(taken_in(period))
        .order_by_asc(survey_snapshot::Column::TakenAt)
        .order_by_asc(survey_snapshot::Column::Id);
    let mut newest = BTreeMap::new();
    for snapshot in rows.all(db).await? {
        newest.insert(snapshot.city_id, snapshot);
    }
    Ok(newest.into_values().collect())
}

fn taken_in(period: Period) -> Condition {
    let taken = survey_snapshot::Column::TakenAt;
    let begins = |day: NaiveDate| day.and_time(chrono::NaiveTime::MIN).and_utc();
    let after = period.to.and_then(|day| day.succ_opt());
    Condition::all()
        .add_option(period.from.map(|day| taken.gte(begins(day))))
        .add_option(after.map(|day| taken.lt(begins(day))))
}

async fn said(
    db: &impl ConnectionTrait,
    snapshots: &[survey_snapshot::Model],
    question: BankQuestionId,
) -> Result<BTreeMap<SnapshotId, QuestionResult>> {
    let these: Vec<Uuid> = snapshots.iter().map(|snapshot| snapshot.id.0).collect();
    let these = ids::table_of(&these, db.get_database_backend());
    let rows = snapshot_question::Entity::find()
        .filter(Expr::col(snapshot_question::Column::SnapshotId).in_subquery(these))
        .filter(snapshot_question::Column::BankQuestionId.eq(question));
    let rows = rows.all(db).await?.into_iter();
    Ok(rows.map(|row| (row.snapshot_id, row.result)).collect())
}

type Found = (
    usize,
    Vec<survey_snapshot::Model>,
    BTreeMap<SnapshotId, QuestionResult>,
);

fn added_up(
    question: bank_question::Model,
    (members, mut snapshots, said): Found,
    as_of: DateTime<Utc>,
) -> Rollup {
    let expected = expected(&question.question);
    let compares = |snapshot: &survey_snapshot::Model| {
        let result = said.get(&snapshot.id);
        result.is_some_and(|result| shape(result) == shape(&expected))
    };
    snapshots.retain(compares);
    let results: Vec<&QuestionResult> = snapshots
        .iter()
        .filter_map(|snapshot| said.get(&snapshot.id))
        .collect();
    let answered: Vec<u64> = results
        .iter()
        .filter_map(|result| result.answered)
        .collect();
    Rollup {
        question,
        as_of,
        members,
        answered: (answered.len() >= FEWEST_CITIES).then(|| answered.iter().sum()),
        distributions: sums(&expected.distributions, &results),
        snapshots,
    }
}

/// The question before anybody answered it.
fn expected(question: &Question) -> QuestionResult {
    QuestionResult {
        key: question.key.clone(),
        kind: question.kind,
        text: question.text.clone(),
        versions: Vec::new(),
        answered: None,
        skipped: None,
        withheld: None,
        distributions: distributions(question, &Count::default()),
        breakdowns: Vec::new(),
    }
}

/// What these cities published, added up; nothing when they are too few.
#[must_use]
pub fn sums(expected: &[Distribution], cities: &[&QuestionResult]) -> Vec<RollupDistribution> {
    if cities.len() < FEWEST_CITIES {
        return Vec::new();
    }
    expected.iter().map(|one| sum(one, cities)).collect()
}

fn sum(expected: &Distribution, results: &[&QuestionResult]) -> RollupDistribution {
    let same = results.iter().filter_map(|result| {
        let code = |one: &Distribution| one.of.as_ref().map(|of| of.code.clone());
        let mut all = result.distributions.iter();
        all.find(|one| code(one) == code(expected))
    });
    let same: Vec<&Distribution> = same.collect();
    let options = expected.options.iter();
    RollupDistribution {
        of: expected.of.clone(),
        options: options
            .map(|option| of_option(&option.option, &same))
            .collect(),
    }
}

fn of_option(option: &Label, cities: &[&Distribution]) -> RollupOption {
    let said = cities.iter().filter_map(|city| {
        let mut options = city.options.iter();
        let same = options.find(|one| one.option.code == option.code)?;
        Some((same.count?, city.answered?))
    });
    let said: Vec<(u64, u64)> = said.collect();
    let (count, answered) = said.iter().fold((0, 0), |(count, answered), city| {
        (count + city.0, answered + city.1)
    });
    let is_enough = said.len() >= FEWEST_CITIES;
    let share = ratio(i128::from(count) * 100, i128::from(answered), 1);
    RollupOption {
        option: option.clone(),
        cities: said.len(),
        count: is_enough.then_some(count),
        answered: is_enough.then_some(answered),
        share: share.filter(|_| is_enough),
    }
}
