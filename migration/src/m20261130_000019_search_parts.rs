//! Indexes for what is common in one place and rare in another.
//!
//! A word that many programmes have is searched among cities, organisations and
//! spaces too; without indexes of these alone, all the programmes would be listed
//! for that, on `PostgreSQL`. Programmes of a rare kind are found without reading
//! all the others, on both databases.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, KIND).await?;
        if manager.get_database_backend() != DbBackend::Sqlite {
            dialect::run(manager, PARTS).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Sqlite {
            dialect::run(manager, NO_PARTS).await?;
        }
        dialect::run(manager, NO_KIND).await
    }
}

const KIND: &str = "
CREATE INDEX programme_kind ON programme (kind, id);
";

const NO_KIND: &str = "
DROP INDEX programme_kind;
";

/// Places of programmes are below 2 * 2^40.
const PARTS: &str = "
CREATE INDEX search_entry_title_others ON search_entry USING gin (title_vector)
    WHERE place >= 2199023255552;
CREATE INDEX search_entry_all_others ON search_entry USING gin (vector)
    WHERE place >= 2199023255552;
";

const NO_PARTS: &str = "
DROP INDEX search_entry_title_others;
DROP INDEX search_entry_all_others;
";
