//! The SQL that finds surveys and actions, the same on both databases.

use entity::{AllianceId, CityId};
use sea_orm::{DbBackend, Statement, Value};
use uuid::Uuid;

use crate::domain::{ids, network::RUNNING};

/// Which cities are looked at.
pub(super) enum Scope<'a> {
    /// These.
    Cities(&'a [CityId]),
    /// Those that are members of this alliance.
    Alliance(AllianceId),
    /// The active ones of the whole register.
    Register,
}

/// The surveys that closed or are to close by themselves, each with its first
/// public action; a city without any comes once, without a survey.
const SURVEYS: &str = "
    SELECT member.id, member.origin AS city_origin, member.time_zone,
        survey.origin, survey.status, survey.closes_at, survey.closed_at,
        (SELECT min(action.published_at)
            FROM survey_snapshot AS results
            JOIN feedback_evidence AS evidence ON evidence.snapshot_id = results.id
            JOIN feedback_theme AS theme ON theme.id = evidence.theme_id
            JOIN feedback_action AS action ON action.theme_id = theme.id
            WHERE results.survey_id = survey.id AND theme.deleted_at IS NULL
                AND action.deleted_at IS NULL AND action.published_at IS NOT NULL
        ) AS answered_at
    FROM member LEFT JOIN survey ON survey.city_id = member.id AND survey.deleted_at IS NULL
        AND (survey.closed_at IS NOT NULL OR survey.closes_at IS NOT NULL)";

/// The public actions with a due day, and those that were declined.
const ACTIONS: &str = "
    SELECT member.id, member.origin AS city_origin, member.time_zone,
        action.origin, action.status, action.due_on, action.done_on,
        (SELECT min(step.taken_at) FROM feedback_action_step AS step
            WHERE step.action_id = action.id AND step.status = 'DECLINED'
        ) AS declined_at
    FROM member JOIN feedback_action AS action ON action.city_id = member.id
    WHERE action.deleted_at IS NULL AND action.published_at IS NOT NULL
        AND (action.due_on IS NOT NULL OR action.status = 'DECLINED')";

impl Scope<'_> {
    pub(super) fn surveys(&self, backend: DbBackend) -> Statement {
        self.statement(backend, SURVEYS)
    }

    pub(super) fn actions(&self, backend: DbBackend) -> Statement {
        self.statement(backend, ACTIONS)
    }

    fn statement(&self, backend: DbBackend, select: &str) -> Statement {
        let (condition, values) = self.condition(backend);
        let sql = format!(
            "WITH member AS (
                SELECT id, origin, time_zone FROM city
                WHERE deleted_at IS NULL AND {condition}
            ) {select}"
        );
        Statement::from_sql_and_values(backend, sql, values)
    }

    fn condition(&self, backend: DbBackend) -> (String, Vec<Value>) {
        match self {
            Self::Cities(cities) => {
                let ids: Vec<Uuid> = cities.iter().map(|city| city.0).collect();
                let these = backend.build(&ids::table_of(&ids, backend));
                let values = these.values.map_or_else(Vec::new, |values| values.0);
                (format!("id IN ({})", these.sql), values)
            }
            Self::Alliance(AllianceId(id)) => {
                let members =
                    format!("SELECT city_id FROM membership WHERE alliance_id = $1 AND {RUNNING}");
                (format!("id IN ({members})"), vec![(*id).into()])
            }
            Self::Register => ("status = 'ACTIVE'".to_owned(), Vec::new()),
        }
    }
}
