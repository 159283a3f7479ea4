//! The counts as they are at this moment.

use std::collections::BTreeMap;

use entity::{
    SurveyId, survey_response,
    survey_tally_count::{Count, Tally},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QueryResult, QuerySelect, Statement,
};

use super::{Tallies, WHOLE, add};
use crate::domain::error::Result;

/// The tallies, unless they are erased, and beside them the responses that are not in them yet: two
/// statements could see two moments, and count a response twice or not at all.
///
/// `SQLite` keeps the order of a `CROSS JOIN`: left to itself, and with statistics
/// from a busy hour, it reads every response to find the few that are not counted.
const COUNTED_AND_NOT: &str = "
    SELECT version_number, question_key, tally, NULL AS channel, NULL AS locale,
           NULL AS segments, NULL AS answers
    FROM survey_tally WHERE survey_id = $1
    UNION ALL
    SELECT response.version_number, NULL, NULL, response.channel, response.locale,
           response.segments, response.answers
    FROM survey_uncounted AS uncounted CROSS JOIN survey_response AS response
    WHERE uncounted.survey_id = $1
        AND NOT EXISTS (SELECT 1 FROM survey_erasure WHERE survey_id = $1)
        AND response.survey_id = uncounted.survey_id AND response.id = uncounted.response_id";

/// What was answered up to now, in one statement whatever the number of responses.
pub async fn current(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Tallies> {
    let backend = db.get_database_backend();
    let query = Statement::from_sql_and_values(backend, COUNTED_AND_NOT, [survey.into()]);
    let mut tallies = Tallies::new();
    for row in db.query_all_raw(query).await? {
        take(&mut tallies, &row)?;
    }
    Ok(whole(tallies))
}

/// The part of it that says how many responses there are.
const HOW_MANY: &str = "
    SELECT tally, 0 AS waiting FROM survey_tally WHERE survey_id = $1 AND question_key = $2
    UNION ALL
    SELECT NULL, count(*) FROM survey_uncounted WHERE survey_id = $1
        AND NOT EXISTS (SELECT 1 FROM survey_erasure WHERE survey_id = $1)";

/// How many responses there are, in one short statement.
pub async fn responses(db: &impl ConnectionTrait, survey: SurveyId) -> Result<u64> {
    let values = [survey.into(), WHOLE.into()];
    let query = Statement::from_sql_and_values(db.get_database_backend(), HOW_MANY, values);
    let mut sum = 0;
    for row in db.query_all_raw(query).await? {
        let tally: Option<Tally> = row.try_get("", "tally")?;
        let waiting: i64 = row.try_get("", "waiting")?;
        sum += tally.map_or(0, |tally| tally.all.answered) + u64::try_from(waiting).unwrap_or(0);
    }
    Ok(sum)
}

fn take(tallies: &mut Tallies, row: &QueryResult) -> std::result::Result<(), DbErr> {
    let Some(key) = row.try_get::<Option<String>>("", "question_key")? else {
        let response = Uncounted::from_query_result(row, "")?;
        add(tallies, &response.into());
        return Ok(());
    };
    let place = (row.try_get("", "version_number")?, key);
    let tally: Tally = row.try_get("", "tally")?;
    merge(tallies.entry(place).or_default(), tally);
    Ok(())
}

/// What counting wants of a response.
#[derive(FromQueryResult)]
struct Uncounted {
    version_number: i32,
    channel: entity::values::ResponseChannel,
    locale: String,
    segments: entity::survey_content::SegmentValues,
    answers: entity::survey_answers::Answers,
}

impl From<Uncounted> for survey_response::Model {
    fn from(response: Uncounted) -> Self {
        Self {
            survey_id: SurveyId(uuid::Uuid::nil()),
            id: entity::ResponseId(uuid::Uuid::nil()),
            version_number: response.version_number,
            locale: response.locale,
            channel: response.channel,
            submitted_on: chrono::NaiveDate::default(),
            submitted_at: None,
            invitation_id: None,
            segments: response.segments,
            answers: response.answers,
        }
    }
}

/// Rows of one question may come in any order: a response before its tally.
fn merge(into: &mut Tally, tally: Tally) {
    merge_counts(&mut into.all, tally.all);
    for (segment, groups) in tally.by {
        let known = into.by.entry(segment).or_default();
        for (value, count) in groups {
            merge_counts(known.entry(value).or_default(), count);
        }
    }
}

fn merge_counts(into: &mut Count, count: Count) {
    into.answered += count.answered;
    for (value, times) in count.values {
        *into.values.entry(value).or_default() += times;
    }
}

/// Works out what follows from the rest: who skipped a question, and who has no
/// value of a segment.
fn whole(mut tallies: Tallies) -> Tallies {
    for tally in tallies.values_mut() {
        add_the_rest(tally);
    }
    let bases: BTreeMap<i32, Tally> = tallies
        .iter()
        .filter(|((_, key), _)| key == WHOLE)
        .map(|((version, _), tally)| (*version, tally.clone()))
        .collect();
    for ((version, key), tally) in &mut tallies {
        if key != WHOLE
            && let Some(base) = bases.get(version)
        {
            count_skipped(tally, base);
        }
    }
    tallies
}

fn add_the_rest(tally: &mut Tally) {
    for groups in tally.by.values_mut() {
        let mut rest = tally.all.clone();
        for count in groups.values() {
            rest.answered -= count.answered;
            for (value, times) in &count.values {
                if let Some(left) = rest.values.get_mut(value) {
                    *left -= times;
                }
            }
        }
        rest.values.retain(|_, times| *times > 0);
        if rest.answered > 0 {
            groups.insert(String::new(), rest);
        }
    }
}

fn count_skipped(tally: &mut Tally, base: &Tally) {
    tally.all.skipped = base.all.answered - tally.all.answered;
    for (segment, groups) in &base.by {
        let counted = tally.by.entry(segment.clone()).or_default();
        for (value, group) in groups {
            let count = counted.entry(value.clone()).or_default();
            count.skipped = group.answered - count.answered;
        }
    }
}

/// The same from every single response: what the tallies must be equal to.
pub async fn recount(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Tallies> {
    const ROWS: u64 = 1_000;
    let mut tallies = Tallies::new();
    let mut last = None;
    loop {
        let mut page = survey_response::Entity::find()
            .filter(survey_response::Column::SurveyId.eq(survey))
            .order_by_asc(survey_response::Column::Id)
            .limit(ROWS);
        if let Some(last) = last {
            page = page.filter(survey_response::Column::Id.gt(last));
        }
        let rows = page.all(db).await?;
        let Some(row) = rows.last() else {
            return Ok(whole(tallies));
        };
        last = Some(row.id);
        for row in &rows {
            add(&mut tallies, row);
        }
    }
}
