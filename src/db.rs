//! A database connection that knows how many statements went through it.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    prelude::async_trait,
};

/// The connection of one operation: reads like any other, and counts.
///
/// Clones share the count, so that loaders and resolvers add to the same sum.
#[derive(Clone, Debug)]
pub struct Db {
    connection: DatabaseConnection,
    statements: Arc<AtomicU64>,
    texts: Option<Arc<Mutex<Vec<Statement>>>>,
}

impl Db {
    /// Starts to count at zero.
    #[must_use]
    pub fn new(connection: DatabaseConnection) -> Self {
        Self {
            connection,
            statements: Arc::default(),
            texts: None,
        }
    }

    /// Keeps the statements as well, for tests that ask how they are planned.
    #[must_use]
    pub fn recording(connection: DatabaseConnection) -> Self {
        Self {
            texts: Some(Arc::default()),
            ..Self::new(connection)
        }
    }

    /// How many statements have been sent so far.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// The statements themselves; empty unless this is [recording](Self::recording).
    #[must_use]
    pub fn recorded(&self) -> Vec<Statement> {
        self.texts.as_ref().map_or_else(Vec::new, |texts| {
            texts.lock().unwrap_or_else(PoisonError::into_inner).clone()
        })
    }

    fn note(&self, statement: &Statement) {
        self.statements.fetch_add(1, Ordering::Relaxed);
        if let Some(texts) = &self.texts {
            texts
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(statement.clone());
        }
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Db {
    fn get_database_backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.note(&statement);
        self.connection.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.note(&Statement::from_string(self.get_database_backend(), sql));
        self.connection.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.note(&statement);
        self.connection.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.note(&statement);
        self.connection.query_all_raw(statement).await
    }
}
