//! What other instances on the same PostgreSQL let us know.

use sea_orm::{ConnectionTrait, DbBackend};
use sqlx::postgres::PgListener;

use super::App;

impl App {
    /// Hands every notice on a channel to those who follow the journal.
    ///
    /// Ends only with an error; on `SQLite`, which has no other instances, never.
    pub async fn heed(&self, channel: &str) -> sqlx::Result<()> {
        if self.reader().get_database_backend() != DbBackend::Postgres {
            return std::future::pending().await;
        }
        let pool = self.reader().connections().get_postgres_connection_pool();
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(channel).await?;
        loop {
            // What happened before the first notice was missed.
            self.signal().call();
            listener.recv().await?;
        }
    }
}
