//! What the resolvers of one operation share.

use std::sync::Arc;

use async_graphql::Context;
use chrono::{DateTime, Utc};

use super::{
    call::Asking,
    engine::Engine,
    mutation::Transaction,
    reader::{Reader, reader},
};
use crate::{
    app::App,
    db::Db,
    domain::{Viewer, locale::Wishes, network::Remembered},
    limits::Limits,
};

/// What the resolvers of one operation share.
pub struct Scene {
    db: Db,
    viewer: Viewer,
    wishes: Wishes,
    now: DateTime<Utc>,
    app: App,
    reader: Reader,
    transaction: Option<Arc<Transaction>>,
}

impl Scene {
    /// The scene of one operation; its loaders gather look-ups from now on.
    #[must_use]
    pub fn new(app: &App, db: Db, asking: &Asking) -> Self {
        let languages = asking.accept_language.as_deref().unwrap_or_default();
        Self {
            reader: reader(db.clone(), asking.viewer.sight()),
            now: app.now(),
            app: app.clone(),
            viewer: asking.viewer.clone(),
            wishes: Wishes::from_header(languages),
            transaction: None,
            db,
        }
    }

    /// The same scene of an operation that writes.
    #[must_use]
    pub(super) fn writing_in(self, transaction: Option<Arc<Transaction>>) -> Self {
        Self {
            transaction,
            ..self
        }
    }
}

/// Short names for what a resolver needs.
pub(super) trait ContextExt {
    /// The scene itself.
    fn scene(&self) -> &Scene;

    /// Who is asking.
    fn viewer(&self) -> &Viewer {
        &self.scene().viewer
    }

    /// The transaction of the operation, when it writes and somebody is known to ask.
    fn transaction(&self) -> Option<&Transaction> {
        self.scene().transaction.as_deref()
    }

    /// The database, for what is asked once.
    fn db(&self) -> &Db {
        &self.scene().db
    }

    /// Look-ups that are gathered over the whole level.
    fn reader(&self) -> &Reader {
        &self.scene().reader
    }

    /// The languages that the reader wishes.
    fn wishes(&self) -> &Wishes {
        &self.scene().wishes
    }

    /// The moment of the operation.
    fn now(&self) -> DateTime<Utc> {
        self.scene().now
    }

    /// Numbers of the network that are still true.
    fn numbers(&self) -> &Remembered {
        self.scene().app.numbers()
    }

    /// What the operation runs in, for what needs a transaction of its own.
    fn app(&self) -> &App {
        &self.scene().app
    }

    /// The engine that executes the operation.
    fn engine(&self) -> &Engine;

    /// The numbers that the operation is held to.
    fn limits(&self) -> &Limits {
        self.scene().app.limits()
    }
}

impl ContextExt for Context<'_> {
    fn scene(&self) -> &Scene {
        self.data_unchecked::<Scene>()
    }

    fn engine(&self) -> &Engine {
        self.data_unchecked::<Engine>()
    }
}
