//! What the resolvers of one operation share.

use async_graphql::Context;
use chrono::{DateTime, Utc};

use super::loader::{Reader, reader};
use crate::{
    app::App,
    db::Db,
    domain::{locale::Wishes, network::Remembered},
    limits::Limits,
};

/// What the resolvers of one operation share.
pub struct Scene {
    db: Db,
    wishes: Wishes,
    now: DateTime<Utc>,
    app: App,
    reader: Reader,
}

impl Scene {
    /// The scene of one operation; its loaders gather look-ups from now on.
    #[must_use]
    pub fn new(app: &App, db: Db, wishes: Wishes) -> Self {
        Self {
            reader: reader(db.clone()),
            now: app.now(),
            app: app.clone(),
            db,
            wishes,
        }
    }
}

/// Short names for what a resolver needs.
pub(super) trait ContextExt {
    /// The scene itself.
    fn scene(&self) -> &Scene;

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

    /// The numbers that the operation is held to.
    fn limits(&self) -> &Limits {
        self.scene().app.limits()
    }
}

impl ContextExt for Context<'_> {
    fn scene(&self) -> &Scene {
        self.data_unchecked::<Scene>()
    }
}
