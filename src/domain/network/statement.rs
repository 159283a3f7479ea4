//! The SQL that counts, the same on both databases.

use entity::AllianceId;
use sea_orm::{DbBackend, Statement, Value};

use super::cities::Days;

/// Which cities are looked at.
pub(super) struct Scope {
    backend: DbBackend,
    alliance: Option<AllianceId>,
}

/// A membership that runs.
pub(in crate::domain) const RUNNING: &str =
    "status = 'ADMITTED' AND until IS NULL AND deleted_at IS NULL";

impl Scope {
    /// The cities of an alliance, or of the whole register.
    pub(super) fn of(backend: DbBackend, alliance: Option<AllianceId>) -> Self {
        Self { backend, alliance }
    }

    /// Groups the cities by what the other statements need of them.
    pub(super) fn cities(&self) -> Statement {
        let select = "SELECT origin, country_code, time_zone, count(*) AS number
            FROM member GROUP BY origin, country_code, time_zone";
        self.statement(select, Vec::new())
    }

    /// Counts everything but offerings.
    pub(super) fn records(&self) -> Statement {
        let parts = [
            self.organisations(),
            self.alliances(),
            of_cities("LEARNING_SPACE", "learning_space", ""),
            of_cities("PROGRAMME", "programme", "AND record.status = 'PUBLISHED'"),
        ];
        self.statement(&parts.join(" UNION ALL "), Vec::new())
    }

    /// Counts the offerings, and those for which one can enrol on these days.
    pub(super) fn offerings(&self, days: &Days) -> Statement {
        let mut values = Vec::new();
        let open = open_on(days, |value| {
            values.push(value);
            // The alliance is the first value, if there is one.
            format!("${}", values.len() + usize::from(self.alliance.is_some()))
        });
        let select =
            "SELECT 'OFFERING' AS what, origin, count(*) AS number, count(DISTINCT city) AS cities
            FROM running GROUP BY origin
            UNION ALL
            SELECT 'OPEN', origin, count(*), count(DISTINCT city)
            FROM running WHERE is_open GROUP BY origin";
        let running = format!(
            ", running AS MATERIALIZED (
                SELECT member.id AS city, {open} AS is_open, {} AS origin
                FROM offering AS record
                JOIN programme ON programme.id = record.programme_id
                JOIN member ON member.id = record.city_id
                WHERE record.deleted_at IS NULL
                    AND programme.deleted_at IS NULL AND programme.status = 'PUBLISHED'
            ) ",
            real_if(&["record.origin", "programme.origin", "member.origin"]),
        );
        self.statement(&(running + select), values)
    }

    fn organisations(&self) -> String {
        let origin = real_if(&["record.origin", "coalesce(member.origin, 'REAL')"]);
        let counted = self.counted();
        format!(
            "SELECT 'ORGANISATION' AS what, {origin} AS origin, count(*) AS number,
                count(DISTINCT member.id) AS cities
            FROM organisation AS record LEFT JOIN member ON member.id = record.city_id
            WHERE record.deleted_at IS NULL AND {counted} GROUP BY 2"
        )
    }

    /// An alliance comes once for each of its cities, so its id is counted.
    fn alliances(&self) -> String {
        let origin = real_if(&["record.origin", "coalesce(host.origin, 'REAL')"]);
        let counted = self.counted();
        format!(
            "SELECT 'ALLIANCE' AS what, {origin} AS origin, count(DISTINCT record.id) AS number,
                count(DISTINCT CASE WHEN member.origin = 'REAL' THEN member.id END) AS cities
            FROM alliance AS record
            LEFT JOIN city AS host ON host.id = record.city_id
            LEFT JOIN (
                SELECT alliance_id, city_id FROM membership
                WHERE city_id IS NOT NULL AND {RUNNING}
                UNION SELECT id, city_id FROM alliance WHERE city_id IS NOT NULL
            ) AS belonging ON belonging.alliance_id = record.id
            LEFT JOIN member ON member.id = belonging.city_id
            WHERE record.deleted_at IS NULL AND {counted} GROUP BY 2"
        )
    }

    /// The whole register also counts what belongs to no city.
    fn counted(&self) -> &'static str {
        match self.alliance {
            Some(_) => "member.id IS NOT NULL",
            None => "(member.id IS NOT NULL OR record.city_id IS NULL)",
        }
    }

    fn statement(&self, select: &str, mut values: Vec<Value>) -> Statement {
        let of_scope = match self.alliance {
            Some(AllianceId(id)) => {
                values.insert(0, id.into());
                format!(
                    "id IN (SELECT city_id FROM membership WHERE alliance_id = $1 AND {RUNNING})"
                )
            }
            None => "status = 'ACTIVE'".to_owned(),
        };
        let sql = format!(
            "WITH member AS (
                SELECT id, origin, country_code, time_zone FROM city
                WHERE deleted_at IS NULL AND {of_scope}
            ) {select}"
        );
        Statement::from_sql_and_values(self.backend, sql, values)
    }
}

/// Counts the records of a table that belong to a city.
fn of_cities(what: &str, table: &str, condition: &str) -> String {
    let origin = real_if(&["record.origin", "member.origin"]);
    format!(
        "SELECT '{what}' AS what, {origin} AS origin, count(*) AS number,
            count(DISTINCT member.id) AS cities
        FROM {table} AS record JOIN member ON member.id = record.city_id
        WHERE record.deleted_at IS NULL {condition} GROUP BY 2"
    )
}

/// A record is as real as the least real of what it hangs on.
fn real_if(origins: &[&str]) -> String {
    let real: Vec<String> = origins
        .iter()
        .map(|origin| format!("{origin} = 'REAL'"))
        .collect();
    format!(
        "CASE WHEN {} THEN 'REAL' ELSE 'SYNTHETIC' END",
        real.join(" AND ")
    )
}

/// Whether one can enrol today where the city is, as
/// [`enrolment_status`](crate::domain::offering::enrolment_status) tells it.
fn open_on(days: &Days, mut bind: impl FnMut(Value) -> String) -> String {
    let mut somewhere = Vec::new();
    for (day, zones) in days {
        let zones: Vec<String> = zones
            .iter()
            .map(|zone| bind(zone.as_str().into()))
            .collect();
        let open = open(&bind(Value::from(*day)));
        somewhere.push(format!(
            "(member.time_zone IN ({}) AND {open})",
            zones.join(", ")
        ));
    }
    if somewhere.is_empty() {
        return "(1 = 0)".to_owned();
    }
    format!("({})", somewhere.join(" OR "))
}

fn open(day: &str) -> String {
    format!(
        "record.status NOT IN ('CANCELLED', 'COMPLETED')
        AND (record.end_date IS NULL OR record.end_date >= {day})
        AND (record.capacity IS NULL OR record.enrolled IS NULL
            OR record.enrolled < record.capacity)
        AND (record.always_open
            OR (record.enrolment_opens <= {day} AND record.enrolment_closes >= {day}))"
    )
}
