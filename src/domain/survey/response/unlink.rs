//! Traces that a database itself leaves of what was written together.

use chrono::NaiveDate;
use entity::{survey, survey_invitation as invitation, values::Anonymity};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait, Statement, sea_query::Expr,
};

use crate::domain::error::Result;

/// Writes the used invitations of an anonymous survey again, all at once.
///
/// PostgreSQL keeps with every row the number of the transaction that wrote it
/// (`xmin`), and an invitation is used in the transaction of its response. After
/// this all used invitations carry one number, and their order is gone. SQLite
/// keeps no such number.
pub async fn unlink(tx: &impl ConnectionTrait, survey: &survey::Model) -> Result<()> {
    if survey.anonymity == Anonymity::Anonymous {
        let these = Condition::all().add(invitation::Column::SurveyId.eq(survey.id));
        rewrite(tx, these).await?;
    }
    Ok(())
}

/// The same for every anonymous survey, for what was used before this day.
pub async fn unlink_all(tx: &impl ConnectionTrait, today: NaiveDate) -> Result<()> {
    let anonymous = survey::Entity::find()
        .select_only()
        .column(survey::Column::Id)
        .filter(survey::Column::Anonymity.eq(Anonymity::Anonymous))
        .into_query();
    let these = Condition::all()
        .add(invitation::Column::SurveyId.in_subquery(anonymous))
        .add(invitation::Column::UsedOn.lt(today));
    rewrite(tx, these).await
}

async fn rewrite(tx: &impl ConnectionTrait, these: Condition) -> Result<()> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    invitation::Entity::update_many()
        .col_expr(
            invitation::Column::UsedOn,
            Expr::col(invitation::Column::UsedOn),
        )
        .filter(invitation::Column::UsedOn.is_not_null())
        .filter(these)
        .exec(tx)
        .await?;
    Ok(())
}

/// The most receipts that are forgotten at once.
const MOST: u64 = 5_000;

/// Forgets challenges and keys that nobody can use any more; says whether there may be
/// more of them.
pub async fn forget_receipts(tx: &impl ConnectionTrait, before: NaiveDate) -> Result<bool> {
    let sql = format!(
        "DELETE FROM survey_receipt WHERE (survey_id, hash) IN \
         (SELECT survey_id, hash FROM survey_receipt WHERE received_on < $1 LIMIT {MOST})"
    );
    let backend = tx.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [before.into()]);
    Ok(tx.execute_raw(statement).await?.rows_affected() == MOST)
}
