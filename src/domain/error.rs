//! Why the domain could not do what it was asked.

use sea_orm::{DbErr, RuntimeErr};

use super::{body::BodyKind, problem::Problems, scope::Scope};
use crate::db::{self, CommitError};

/// Why the domain could not do it.
///
/// It has no `Display` on purpose: the GraphQL library sends the text of any
/// `Display` error to the client. Without one, only `graphql/error.rs` can turn
/// this type into an answer, and nothing of the database slips out.
#[derive(Clone, Debug)]
pub enum Error {
    /// The caller's program asked for something that cannot be: says what.
    Input(String),
    /// The caller can correct these and try again.
    Invalid(Problems),
    /// There is no such thing, or the viewer may not know of it.
    NotFound,
    /// Nobody is known to be asking, and this needs somebody.
    Unauthenticated,
    /// The viewer is known and may not do this.
    Forbidden(Denied),
    /// What came after the cursor was cleared away since.
    CursorExpired,
    /// The database failed; the cause is for our log alone.
    Database(DbErr),
    /// The database failed while it kept what was done: nobody knows whether it did.
    OutcomeUnknown(DbErr),
}

/// Why a known viewer may not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// The token lacks this scope.
    Scope(Scope),
    /// Only bodies of these kinds can do it; none when no token can.
    Kind(&'static [BodyKind]),
}

impl Denied {
    /// The scope to ask for, when a scope is what is missing.
    #[must_use]
    pub fn missing_scope(self) -> Option<Scope> {
        match self {
            Self::Scope(scope) => Some(scope),
            Self::Kind(_) => None,
        }
    }

    /// Why, in a sentence.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::Scope(scope) => format!("Your token lacks the scope `{}`.", scope.as_str()),
            Self::Kind([]) => "No token can do this.".to_owned(),
            Self::Kind(kinds) => {
                let kinds: Vec<_> = kinds.iter().map(|kind| kind.as_str()).collect();
                format!(
                    "Only a token of this kind of body can do this: {}.",
                    kinds.join(", ")
                )
            }
        }
    }
}

/// What a function of the domain returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A mistake of the caller's program, in a sentence.
    pub fn input(sentence: impl Into<String>) -> Self {
        Self::Input(sentence.into())
    }

    /// Whether the database cannot do it at this moment, so that it may be tried again.
    pub(crate) fn is_unavailable(&self) -> bool {
        matches!(self, Self::Database(error) if db::is_unavailable(error))
    }

    /// Whether another program is writing to the same file.
    pub(crate) fn is_busy(&self) -> bool {
        matches!(self, Self::Database(error) if db::is_busy(error))
    }
}

/// Whether PostgreSQL was given the character NUL, which none of its texts can have.
///
/// Requests with that character are refused where they come in; whatever finds another
/// way here is the caller's mistake too.
fn has_nul(error: &DbErr) -> bool {
    /// `character_not_in_repertoire`, in a text.
    const TEXT: &str = "22021";
    /// `untranslatable_character`, in JSON.
    const JSON: &str = "22P05";
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) =
        error
    else {
        return false;
    };
    let sqlx::Error::Database(cause) = cause.as_ref() else {
        return false;
    };
    let code = cause.code();
    code.is_some_and(|code| [TEXT, JSON].contains(&code.as_ref()))
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if has_nul(&error) {
            return Self::input("A text contains the character NUL.");
        }
        Self::Database(error)
    }
}

impl From<CommitError> for Error {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Undone(error) => Self::Database(error),
            CommitError::Unknown(error) => Self::OutcomeUnknown(error),
        }
    }
}
