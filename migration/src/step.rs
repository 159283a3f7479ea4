//! What a step is: a text that makes something, and how that is taken back.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use crate::dialect::translate;

/// A step on the way from no tables to those of today.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The module that it stands in, with that of this crate before it.
    pub(crate) module: &'static str,
    pub(crate) up: &'static str,
    /// What follows on SQLite alone, and what on PostgreSQL: each item is a statement.
    pub(crate) then: (&'static [&'static str], &'static [&'static str]),
    pub(crate) down: Down,
}

/// How a step is taken back.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Down {
    /// By dropping these tables, the ones that point to others first.
    Tables(&'static [&'static str]),
    /// By this text.
    Text(&'static str),
}

impl Step {
    /// As its file is called; databases remember it by this name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.module.rsplit("::").next().unwrap_or(self.module)
    }

    pub(crate) async fn apply(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        run(db, self.up).await?;
        let then = match db.get_database_backend() {
            DbBackend::Sqlite => self.then.0,
            _ => self.then.1,
        };
        for statement in then {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    pub(crate) async fn take_back(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        match self.down {
            Down::Tables(tables) => {
                for table in tables {
                    db.execute_unprepared(&format!("DROP TABLE {table}"))
                        .await?;
                }
                Ok(())
            }
            Down::Text(text) => run(db, text).await,
        }
    }
}

/// Runs the statements of a text, which end with `;` at the end of a line.
async fn run(db: &impl ConnectionTrait, text: &str) -> Result<(), DbErr> {
    let text = translate(text, db.get_database_backend());
    let statements = text.split(";\n").map(str::trim);
    for statement in statements.filter(|part| !part.is_empty()) {
        db.execute_unprepared(statement).await?;
    }
    Ok(())
}

/// Declares the step of a file: it runs `UP` and, downwards, drops `TABLES` or runs
/// another text.
macro_rules! step {
    () => {
        crate::step::step!(@ (&[], &[]), crate::step::Down::Tables(TABLES));
    };
    (taken back by $down:ident) => {
        crate::step::step!(@ (&[], &[]), crate::step::Down::Text($down));
    };
    (then $sqlite:ident or $postgres:ident, taken back by $down:ident) => {
        crate::step::step!(@ ($sqlite, $postgres), crate::step::Down::Text($down));
    };
    (@ $then:expr, $down:expr) => {
        pub(crate) const STEP: crate::Step = crate::Step {
            module: module_path!(),
            up: UP,
            then: $then,
            down: $down,
        };
    };
}

pub(crate) use step;
