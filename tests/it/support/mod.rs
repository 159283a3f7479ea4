//! What every test stands on: a network of its own, with the real router, a
//! real database and a clock that stands still.

mod caller;
mod change;
mod clients;
mod database;
mod forge;
mod issuer;
mod journal;
mod mortal;
mod process;
mod proxy;
mod reply;
mod writing;

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{Method, Request},
};
use chrono::{DateTime, Utc};
use learning_cities::{
    app::{App, Clock},
    config::{Backend, Config, Database, LogFormat, TokenSettings},
    domain::{Viewer, webhook::Targets},
    graphql::{Asking, Call, Engine},
    http,
    limits::Limits,
    token::{Keys, Tokens},
};
use sea_orm::Statement;
use serde_json::{Value, json};
use tower::ServiceExt;

pub use self::{
    caller::Caller,
    change::complaints,
    clients::{operator, target},
    database::TestDatabase,
    forge::{Forge, part},
    issuer::{Issuer, Signer},
    journal::clear_journal,
    mortal::{Written, post, post_if_open},
    process::{Server, program},
    proxy::Proxy,
    reply::Reply,
    writing::{course, payload},
};

/// A network that one test has for itself.
pub struct Network {
    app: App,
    engine: Arc<Engine>,
    tokens: Arc<Tokens>,
    forge: Forge,
    router: Router,
    database: Arc<TestDatabase>,
}

impl Network {
    /// The sample network, on the second of March 2026, at nine (UTC).
    pub async fn start() -> Self {
        Self::with(TestDatabase::filled().await, Limits::default()).await
    }

    /// Another server over the same database, with the same keys.
    pub async fn another_server(&self) -> Self {
        self.another_server_at(Clock::Fixed(this_morning())).await
    }

    /// The same with other settings of tokens.
    pub async fn another_server_with(&self, tokens: TokenSettings) -> Self {
        let config = Config {
            tokens,
            ..config(self.database.url(), Limits::default())
        };
        let clock = Clock::Fixed(this_morning());
        let database = Arc::clone(&self.database);
        Self::over(database, config, clock, self.forge.clone()).await
    }

    /// Another server that reaches the database by another address.
    pub async fn another_server_by(&self, url: &str, limits: Limits) -> Self {
        let clock = Clock::Fixed(this_morning());
        let database = Arc::clone(&self.database);
        Self::over(database, config(url, limits), clock, self.forge.clone()).await
    }

    /// Where the database is.
    pub fn database_url(&self) -> &str {
        self.database.url()
    }

    /// The same whose webhooks lead to public addresses only.
    pub async fn another_server_for_the_public(&self) -> Self {
        let config = Config {
            webhook_targets: Targets::Public,
            ..config(self.database.url(), Limits::default())
        };
        let clock = Clock::Fixed(this_morning());
        let database = Arc::clone(&self.database);
        Self::over(database, config, clock, self.forge.clone()).await
    }

    /// The same at another time.
    pub async fn another_server_at(&self, clock: Clock) -> Self {
        let config = config(self.database.url(), Limits::default());
        let database = Arc::clone(&self.database);
        Self::over(database, config, clock, self.forge.clone()).await
    }

    /// The sample network under other limits.
    pub async fn with_limits(limits: Limits) -> Self {
        Self::with(TestDatabase::filled().await, limits).await
    }

    /// All tables and not one row.
    pub async fn empty() -> Self {
        Self::with(TestDatabase::migrated().await, Limits::default()).await
    }

    /// A database without any table.
    pub async fn bare() -> Self {
        Self::with(TestDatabase::bare().await, Limits::default()).await
    }

    async fn with(database: TestDatabase, limits: Limits) -> Self {
        let config = config(database.url(), limits);
        let clock = Clock::Fixed(this_morning());
        Self::over(Arc::new(database), config, clock, Forge::new()).await
    }

    async fn over(database: Arc<TestDatabase>, config: Config, clock: Clock, forge: Forge) -> Self {
        let app = App::open(&config).await.unwrap();
        let app = app.with_clock(clock);
        let engine = Arc::new(Engine::new(app.clone()));
        let keys = Keys::only(forge.private_key(), this_morning()).unwrap();
        let tokens = Arc::new(Tokens::new(app.clone(), &config.tokens, keys));
        Self {
            router: http::router_over(app.clone(), Arc::clone(&engine), Arc::clone(&tokens)),
            engine,
            tokens,
            forge,
            app,
            database,
        }
    }

    /// Whether the files of the database hold these words.
    pub fn bytes_on_disk_hold(&self, words: &str) -> bool {
        self.database.files_hold(words)
    }

    /// The application behind the router.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The engine behind the router.
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// The tokens behind the router.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// The router, for tests that hold it in their own hands.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Asks as the public does.
    pub async fn ask(&self, query: &str) -> Reply {
        self.ask_with(query, json!({})).await
    }

    /// Asks with variables.
    pub async fn ask_with(&self, query: &str, variables: Value) -> Reply {
        let body = json!({ "query": query, "variables": variables });
        self.post(&[("content-type", "application/json")], body.to_string())
            .await
    }

    /// Fetches a path.
    pub async fn get(&self, path: &str) -> Reply {
        self.get_with(&[], path).await
    }

    /// Fetches a path with headers.
    pub async fn get_with(&self, headers: &[(&str, &str)], path: &str) -> Reply {
        self.send(request(Method::GET, path, headers, Body::empty()))
            .await
    }

    /// Posts a body to `/graphql`.
    pub async fn post(&self, headers: &[(&str, &str)], body: impl Into<Body>) -> Reply {
        self.send(request(Method::POST, "/graphql", headers, body.into()))
            .await
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        Reply::read(self.router().oneshot(request).await.unwrap()).await
    }

    /// The answer, and how many SQL statements it took.
    pub async fn statements(&self, query: &str) -> (Value, u64) {
        let (answer, statements) = self.sql(query).await;
        (answer, statements.len() as u64)
    }

    /// The answer, and the SQL statements that it took.
    pub async fn sql(&self, query: &str) -> (Value, Vec<Statement>) {
        self.sql_for(Viewer::Public, Call::new(query)).await
    }

    async fn sql_for(&self, viewer: Viewer, call: Call) -> (Value, Vec<Statement>) {
        let prepared = self.engine.prepare(call).unwrap_or_else(|refusal| {
            panic!("{:?}", refusal.errors());
        });
        let asking = Asking {
            viewer,
            record_statements: true,
            ..Asking::default()
        };
        let answer = self.engine.run(prepared, asking).await;
        let facts = answer.facts();
        assert_eq!(facts.statements, facts.recorded.len() as u64);
        (
            serde_json::to_value(&answer).unwrap(),
            facts.recorded.clone(),
        )
    }
}

/// A request with these headers.
pub fn request(method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body).unwrap()
}

/// The value of `Content-Type` that most requests have.
pub const JSON: (&str, &str) = ("content-type", "application/json");

/// When every test takes place.
pub fn this_morning() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

/// The settings of a server for tests.
pub fn config(url: &str, limits: Limits) -> Config {
    let is_sqlite = url.starts_with("sqlite:");
    Config {
        bind: ([127, 0, 0, 1], 0).into(),
        database: Database {
            url: url.to_owned(),
            backend: if is_sqlite {
                Backend::Sqlite
            } else {
                Backend::Postgres
            },
            connections: 4,
        },
        public_url: "http://learning-cities.test".to_owned(),
        licence: "https://creativecommons.org/licenses/by/4.0".to_owned(),
        empty: false,
        log: "info".to_owned(),
        log_format: LogFormat::Text,
        tokens: TokenSettings::at("http://learning-cities.test"),
        // Receivers of tests are on this machine.
        webhook_targets: Targets::Any,
        limits,
    }
}
