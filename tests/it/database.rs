//! A database that one test has for itself: SQLite, or PostgreSQL when
//! `TEST_DATABASE_URL` names a server.

use chrono::{DateTime, Utc};
use learning_cities::{
    app::App,
    db::Pool,
    domain::{
        Result, Viewer,
        seed::{self, CodesFile, NetworkFile, Report},
        viewer::{ImportNetwork, Permit},
    },
    limits::Limits,
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, JsonValue, Statement};

use crate::support::{TestDatabase, config};

/// A network without the application around it.
pub struct Tables {
    pub db: Pool,
    _database: TestDatabase,
}

impl Tables {
    /// No table at all.
    pub async fn none() -> Self {
        let database = TestDatabase::bare().await;
        let config = config(database.url(), Limits::default());
        let app = App::open_unhurried(&config).await.unwrap();
        Self {
            db: app.writer().clone(),
            _database: database,
        }
    }

    /// All tables and not one row.
    pub async fn empty() -> Self {
        let tables = Self::none().await;
        migration::up(&tables.db, None).await.unwrap();
        tables
    }

    /// The sample network.
    pub async fn filled() -> Self {
        let tables = Self::empty().await;
        tables.load_sample().await;
        tables
    }

    /// Loads the sample network.
    pub async fn load_sample(&self) -> Report {
        let (_, network) = seed::embedded();
        self.load(network).await.unwrap()
    }

    /// Loads a network, this morning.
    pub async fn load(&self, network: &str) -> Result<Report> {
        self.load_at(this_morning(), network).await
    }

    /// Loads a network with the code lists of the sample.
    pub async fn load_at(&self, now: DateTime<Utc>, network: &str) -> Result<Report> {
        self.load_all(now, seed::embedded().0, network).await
    }

    /// Loads code lists and a network, this morning.
    pub async fn load_with(&self, codes: &str, network: &str) -> Result<Report> {
        self.load_all(this_morning(), codes, network).await
    }

    async fn load_all(&self, now: DateTime<Utc>, codes: &str, network: &str) -> Result<Report> {
        let codes = CodesFile::read("data/codes.json", codes)?;
        let network = NetworkFile::read("data/network.json", network)?;
        let tx = self.db.begin().await?;
        let report = seed::load(&tx, &permit(), now, &codes, &network).await?;
        tx.commit().await?;
        Ok(report)
    }

    pub fn backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }

    /// Runs a statement that must succeed.
    pub async fn run(&self, sql: &str) {
        self.db
            .execute_unprepared(sql)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The first column of the first row, as a number.
    pub async fn number(&self, sql: &str) -> usize {
        let row = self
            .db
            .query_one_raw(Statement::from_string(self.backend(), sql));
        let row = row.await.unwrap().expect("a row");
        let number: i64 = row.try_get_by_index(0).unwrap();
        usize::try_from(number).unwrap()
    }

    /// How many rows a table has.
    pub async fn rows(&self, table: &str) -> usize {
        self.number(&format!("SELECT count(*) FROM {table}")).await
    }

    /// Everything that a table says, row by row.
    pub async fn content(&self, table: &str) -> Vec<JsonValue> {
        content(&self.db, table).await
    }

    /// Everything that the database says.
    pub async fn everything(&self) -> Everything {
        everything(&self.db).await
    }
}

/// Everything that a database says, table by table.
pub type Everything = Vec<(&'static str, Vec<JsonValue>)>;

/// Everything that the database says.
pub async fn everything(db: &impl ConnectionTrait) -> Everything {
    let mut everything = Vec::new();
    for table in TABLES {
        everything.push((table, content(db, table).await));
    }
    everything
}

async fn content(db: &impl ConnectionTrait, table: &str) -> Vec<JsonValue> {
    let every_row = format!("SELECT * FROM {table}");
    let every_row = Statement::from_string(db.get_database_backend(), every_row);
    let rows = JsonValue::find_by_statement(every_row);
    let mut rows = rows.all(db).await.unwrap();
    rows.sort_by_key(JsonValue::to_string);
    rows
}

/// All tables of the network.
pub const TABLES: [&str; 55] = [
    "api_client",
    "api_client_secret",
    "first_answer",
    "code_list",
    "code",
    "source",
    "country",
    "city",
    "city_profile",
    "organisation",
    "alliance",
    "membership",
    "designation",
    "office_holder",
    "learning_space",
    "space_code",
    "platform",
    "programme",
    "programme_code",
    "programme_alliance",
    "offering",
    "schedule",
    "course_source",
    "import_run",
    "import_remark",
    "plan",
    "bank_question",
    "survey",
    "survey_secret",
    "survey_version",
    "survey_snapshot",
    "snapshot_question",
    "survey_invitation",
    "survey_response",
    "survey_uncounted",
    "survey_tally",
    "survey_receipt",
    "survey_erasure",
    "feedback_channel",
    "feedback_session",
    "feedback_theme",
    "feedback_evidence",
    "feedback_action",
    "feedback_action_step",
    "feedback_action_link",
    "feedback_action_programme",
    "observation",
    "source_reference",
    "journal",
    "journal_horizon",
    "search_entry",
    "webhook",
    "webhook_secret",
    "webhook_progress",
    "webhook_delivery",
];

/// The permission of whoever runs the program.
pub fn permit() -> Permit<ImportNetwork> {
    Viewer::Operator.permit().unwrap()
}

/// The second of March 2026, nine o'clock (UTC).
pub fn this_morning() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}
