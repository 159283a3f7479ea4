//! A database for each test, copied from one that is filled once.
//!
//! Every test runs in a process of its own, and there are hundreds. So the
//! sample network is loaded by whoever comes first, under a lock, and the
//! others copy: the file on SQLite, `CREATE DATABASE … TEMPLATE` on PostgreSQL.
//! What was loaded by another build of the tests is never used.

use std::{
    env, fs,
    fs::File,
    path::{Path, PathBuf},
    thread,
    time::SystemTime,
};

use learning_cities::{app::App, limits::Limits, seed};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

use super::config;

/// What a template has in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Tables,
    SampleNetwork,
}

/// A database that goes away with its test.
pub enum TestDatabase {
    Sqlite {
        url: String,
        folder: TempDir,
    },
    Postgres {
        url: String,
        server: String,
        name: String,
    },
}

impl TestDatabase {
    /// The sample network.
    pub async fn filled() -> Self {
        Self::copy(Content::SampleNetwork).await
    }

    /// All tables and not one row.
    pub async fn migrated() -> Self {
        Self::copy(Content::Tables).await
    }

    /// No table.
    pub async fn bare() -> Self {
        match server() {
            None => Self::sqlite(|_| ()),
            Some(server) => Self::postgres(&server, "template1").await,
        }
    }

    /// Whether the databases of tests are files.
    pub fn is_sqlite() -> bool {
        server().is_none()
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        match self {
            Self::Sqlite { url, .. } | Self::Postgres { url, .. } => url,
        }
    }

    /// Whether the files of the database, its write-ahead log included, hold these
    /// words; of a server's database nobody can say.
    pub fn files_hold(&self, words: &str) -> bool {
        let Self::Sqlite { folder, .. } = self else {
            return false;
        };
        let files = fs::read_dir(folder.path()).unwrap().flatten();
        let mut contents = files.map(|file| fs::read(file.path()).unwrap());
        contents.any(|bytes| {
            bytes
                .windows(words.len())
                .any(|part| part == words.as_bytes())
        })
    }

    async fn copy(content: Content) -> Self {
        match server() {
            None => {
                let template = sqlite_template(content).await;
                Self::sqlite(|file| assert!(fs::copy(template, file).unwrap() > 0))
            }
            Some(server) => {
                let template = postgres_template(&server, content).await;
                Self::postgres(&server, &template).await
            }
        }
    }

    fn sqlite(prepare: impl FnOnce(&Path)) -> Self {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("network.db");
        prepare(&file);
        Self::Sqlite {
            url: format!("sqlite://{}?mode=rwc", file.display()),
            folder,
        }
    }

    async fn postgres(server: &str, template: &str) -> Self {
        let name = format!("lc_test_{:016x}", fastrand::u64(..));
        run(
            server,
            &format!("CREATE DATABASE {name} TEMPLATE {template}"),
        )
        .await;
        Self::Postgres {
            url: with_database(server, &name),
            server: server.to_owned(),
            name,
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Self::Postgres { server, name, .. } = self else {
            return;
        };
        let drop = format!("DROP DATABASE {name} WITH (FORCE)");
        let server = server.clone();
        // The runtime of the test is still at work in this thread.
        let dropping = thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
                .block_on(run(&server, &drop));
        });
        dropping.join().unwrap();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "only tests know this variable, so it is no setting"
)]
fn server() -> Option<String> {
    env::var("TEST_DATABASE_URL").ok()
}

/// Fills a database that nobody else uses yet.
async fn fill(url: &str, content: Content) {
    let app = App::open_unhurried(&config(url, Limits::default()))
        .await
        .unwrap();
    app.migrate_up().await.unwrap();
    if content == Content::SampleNetwork {
        seed::sample(&app).await.unwrap();
    }
    app.close().await;
}

async fn sqlite_template(content: Content) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let name = template_name(content);
    let template = folder.join(format!("{name}.db"));
    let lock = File::create(folder.join("lc_template.lock")).unwrap();
    lock.lock().unwrap();
    if !template.exists() {
        let new = folder.join(format!("{name}.new"));
        for left_behind in ["", "-wal", "-shm"] {
            drop(fs::remove_file(format!("{}{left_behind}", new.display())));
        }
        fill(&format!("sqlite://{}?mode=rwc", new.display()), content).await;
        forget_old_templates(folder);
        fs::rename(new, &template).unwrap();
    }
    template
}

/// Templates of builds that nobody has run for a day.
fn forget_old_templates(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let age = modified
            .ok()
            .and_then(|time| SystemTime::now().duration_since(time).ok());
        let is_old = age.is_some_and(|age| age.as_secs() > 24 * 60 * 60);
        if name.starts_with("lc_template_") && is_old {
            drop(fs::remove_file(entry.path()));
        }
    }
}

async fn postgres_template(server: &str, content: Content) -> String {
    let name = template_name(content);
    let mut connection = PgConnection::connect(server).await.unwrap();
    sqlx::query("SELECT pg_advisory_lock(7244102004)")
        .execute(&mut connection)
        .await
        .unwrap();
    let found = sqlx::query("SELECT FROM pg_database WHERE datname = $1")
        .bind(&name)
        .fetch_optional(&mut connection)
        .await
        .unwrap();
    if found.is_none() {
        let new = format!("lc_new_{:016x}", fastrand::u64(..));
        run(server, &format!("CREATE DATABASE {new}")).await;
        fill(&with_database(server, &new), content).await;
        run(server, &format!("ALTER DATABASE {new} RENAME TO {name}")).await;
    }
    connection.close().await.unwrap();
    name
}

/// A name that changes with every build of the tests.
fn template_name(content: Content) -> String {
    let binary = env::current_exe().unwrap();
    let metadata = fs::metadata(&binary).unwrap();
    let modified = metadata.modified().unwrap();
    let age = modified.duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let build = format!("{} {} {}", binary.display(), metadata.len(), age.as_nanos());
    let digest = Sha256::digest(build.as_bytes());
    let digest = u64::from_be_bytes(digest.first_chunk().copied().unwrap());
    match content {
        Content::Tables => format!("lc_template_{digest:016x}_tables"),
        Content::SampleNetwork => format!("lc_template_{digest:016x}_network"),
    }
}

async fn run(server: &str, sql: &str) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(&mut connection)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    connection.close().await.unwrap();
}

/// The URL of another database on the same server.
fn with_database(server: &str, name: &str) -> String {
    let (address, parameters) = match server.split_once('?') {
        Some((address, parameters)) => (address, format!("?{parameters}")),
        None => (server, String::new()),
    };
    let (address, _) = address
        .rsplit_once('/')
        .expect("a URL with a database in its path");
    format!("{address}/{name}{parameters}")
}
