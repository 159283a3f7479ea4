//! Why the domain could not do what it was asked.

use sea_orm::DbErr;

/// Why the domain could not do it.
///
/// It has no `Display` on purpose: the GraphQL library sends the text of any
/// `Display` error to the client. Without one, only `graphql/error.rs` can turn
/// this type into an answer, and nothing of the database slips out.
#[derive(Clone, Debug)]
pub enum Error {
    /// The caller's program asked for something that cannot be: says what.
    Input(String),
    /// There is no such thing, or the viewer may not know of it.
    NotFound,
    /// Nobody is known to be asking, and this needs somebody.
    Unauthenticated,
    /// The viewer is known and may not do this.
    Forbidden,
    /// The database failed; the cause is for our log alone.
    Database(DbErr),
}

/// What a function of the domain returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A mistake of the caller's program, in a sentence.
    pub fn input(sentence: impl Into<String>) -> Self {
        Self::Input(sentence.into())
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        Self::Database(error)
    }
}
