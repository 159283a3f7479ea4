//! No alliance contains itself.

use entity::{AllianceId, membership};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::domain::{
    error::Result,
    problem::{Complaint, Problems},
    writing::Writing,
};

/// The key of the lock under which alliances become members: `circle` in ASCII.
const JOINING: i64 = 0x6369_7263_6c65;

/// An alliance, and all that it belongs to: by membership, whatever the role, or
/// because they stand above it.
const ABOVE: &str = "
    WITH RECURSIVE above (id) AS (
        SELECT id FROM alliance WHERE id = $1
        UNION
        SELECT next.id FROM above JOIN (
            SELECT member_alliance_id AS below, alliance_id AS id FROM membership
            WHERE member_alliance_id IS NOT NULL AND status IN ('ADMITTED', 'INACTIVE')
                AND until IS NULL AND deleted_at IS NULL
            UNION ALL
            SELECT id, parent_id FROM alliance
            WHERE parent_id IS NOT NULL AND deleted_at IS NULL
        ) AS next ON next.below = above.id
    )
    SELECT 1 AS found FROM above WHERE id = $2";

/// Refuses a membership by which an alliance would contain itself.
pub(super) async fn refuse(writing: &Writing, row: &membership::Model, field: &str) -> Result<()> {
    let Some(member) = row.member_alliance_id else {
        return Ok(());
    };
    hold(writing).await?;
    let is_circle = belongs(writing, row.alliance_id, member).await?;
    let mut problems = Problems::default();
    problems.demand(!is_circle, field, Complaint::contains_itself);
    problems.into_result()
}

async fn belongs(writing: &Writing, alliance: AllianceId, to: AllianceId) -> Result<bool> {
    let values = [alliance.0.into(), to.0.into()];
    let statement = Statement::from_sql_and_values(writing.get_database_backend(), ABOVE, values);
    Ok(writing.query_one_raw(statement).await?.is_some())
}

/// Two admissions at the same time could each close what neither sees of the other.
async fn hold(writing: &Writing) -> Result<()> {
    if writing.get_database_backend() == DbBackend::Postgres {
        let lock = format!("SELECT pg_advisory_xact_lock({JOINING})");
        writing.execute_unprepared(&lock).await?;
    }
    Ok(())
}
