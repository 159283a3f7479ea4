//! A database connection that knows how many statements went through it.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use futures_util::lock::Mutex as Turn;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    QueryResult, Statement, prelude::async_trait,
};

/// Where the statements of an operation go.
#[derive(Clone, Debug)]
enum Connection {
    /// To whichever connection is free.
    Pool(DatabaseConnection),
    /// All to one, between its beginning and its end.
    Transaction(DbBackend, Arc<Turn<Option<DatabaseTransaction>>>),
}

/// The connection of one operation: reads like any other, and counts.
///
/// Clones share the count, so that loaders and resolvers add to the same sum.
#[derive(Clone, Debug)]
pub struct Db {
    connection: Connection,
    statements: Arc<AtomicU64>,
    texts: Option<Arc<Mutex<Vec<Statement>>>>,
}

impl Db {
    /// Starts to count at zero.
    #[must_use]
    pub fn new(connection: DatabaseConnection) -> Self {
        Self {
            connection: Connection::Pool(connection),
            statements: Arc::default(),
            texts: None,
        }
    }

    /// The same count over a transaction, for what is written and read in it.
    #[must_use]
    pub fn in_transaction(&self, transaction: DatabaseTransaction) -> Self {
        let backend = transaction.get_database_backend();
        let transaction = Arc::new(Turn::new(Some(transaction)));
        Self {
            connection: Connection::Transaction(backend, transaction),
            ..self.clone()
        }
    }

    /// Keeps what was written. Whoever still reads here is told that it is over.
    pub async fn commit(&self) -> Result<(), DbErr> {
        let Connection::Transaction(_, transaction) = &self.connection else {
            return Ok(());
        };
        match transaction.lock().await.take() {
            Some(transaction) => transaction.commit().await,
            None => Err(over()),
        }
    }

    /// Undoes what was written.
    pub async fn roll_back(&self) -> Result<(), DbErr> {
        let Connection::Transaction(_, transaction) = &self.connection else {
            return Ok(());
        };
        match transaction.lock().await.take() {
            Some(transaction) => transaction.rollback().await,
            None => Ok(()),
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

fn over() -> DbErr {
    DbErr::Custom("the transaction is over".to_owned())
}

/// Runs something on whichever connection there is.
macro_rules! on {
    ($db:expr, |$connection:ident| $work:expr) => {
        match &$db.connection {
            Connection::Pool($connection) => $work,
            Connection::Transaction(_, transaction) => match transaction.lock().await.as_ref() {
                Some($connection) => $work,
                None => Err(over()),
            },
        }
    };
}

#[async_trait::async_trait]
impl ConnectionTrait for Db {
    fn get_database_backend(&self) -> DbBackend {
        match &self.connection {
            Connection::Pool(connection) => connection.get_database_backend(),
            Connection::Transaction(backend, _) => *backend,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.note(&statement);
        on!(self, |connection| connection.execute_raw(statement).await)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.note(&Statement::from_string(self.get_database_backend(), sql));
        on!(self, |connection| connection.execute_unprepared(sql).await)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.note(&statement);
        on!(self, |connection| connection.query_one_raw(statement).await)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.note(&statement);
        on!(self, |connection| connection.query_all_raw(statement).await)
    }
}
