//! What a failure of the database means for whoever waits for it.

use std::{io, sync::Arc};

use sea_orm::{DbErr, RuntimeErr, sqlx};

/// The classes of `SQLSTATE` and single codes (PostgreSQL, appendix A) of a database
/// that works again later: connections, deadlocks, resources, locks, an operator, the
/// system beneath.
const UNAVAILABLE_STATES: [&str; 9] = [
    "08", "40001", "40003", "40P01", "53", "55P03", "57", "58", "25006",
];

/// The same of `SQLite` (its page on result codes): BUSY, LOCKED, NOMEM, INTERRUPT,
/// IOERR, FULL, CANTOPEN, PROTOCOL.
const UNAVAILABLE_CODES: [u32; 8] = [5, 6, 7, 9, 10, 13, 14, 15];

/// `SQLITE_IOERR`.
const IOERR: u32 = 10;
/// `SQLITE_BUSY` and `SQLITE_LOCKED`.
const BUSY: [u32; 2] = [5, 6];

/// States in which a server ends a connection.
const DEADLY_STATES: [&str; 6] = ["08", "25P03", "57P01", "57P02", "57P03", "57P05"];

/// Whether the same request may well succeed a little later.
pub(crate) fn is_unavailable(error: &DbErr) -> bool {
    match error {
        // Whyever there is no connection: a password that was changed, a database that
        // was renamed, are mended by somebody else than the client.
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        _ => cause(error).is_some_and(|cause| match code(cause) {
            Some(Code::State(state)) => begins(&UNAVAILABLE_STATES, &state),
            Some(Code::Sqlite(code)) => UNAVAILABLE_CODES.contains(&code),
            None => is_of_the_connection(cause),
        }),
    }
}

/// Whether another program is writing to the same file.
pub(crate) fn is_busy(error: &DbErr) -> bool {
    let code = cause(error).and_then(code);
    matches!(code, Some(Code::Sqlite(code)) if BUSY.contains(&code))
}

/// Whether the connection is of no more use.
pub(super) fn is_dead(error: &DbErr) -> bool {
    cause(error).is_some_and(|cause| match code(cause) {
        Some(Code::State(state)) => begins(&DEADLY_STATES, &state),
        Some(Code::Sqlite(_)) => false,
        None => is_of_the_connection(cause) && !is_silence(cause),
    })
}

/// Whoever has waited for a server that says nothing need not wait once more.
fn is_silence(cause: &sqlx::Error) -> bool {
    matches!(cause, sqlx::Error::Io(error) if error.kind() == io::ErrorKind::TimedOut)
}

/// Whether a commit that failed like this may have been kept all the same.
///
/// `SQLite` may have written all of a transaction before the disk refused to say
/// that it is safe.
pub(super) fn may_be_kept(error: &DbErr) -> bool {
    match cause(error).and_then(code) {
        Some(Code::State(state)) => begins(&DEADLY_STATES, &state) || state == "40003",
        Some(Code::Sqlite(code)) => code == IOERR,
        None => true,
    }
}

/// The database says nothing at all.
pub(super) fn silent() -> DbErr {
    let silence = io::Error::new(io::ErrorKind::TimedOut, "the database does not answer");
    of_the_driver(sqlx::Error::Io(silence))
}

/// An error of the driver as all others come.
pub(super) fn of_the_driver(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
}

enum Code {
    /// Of PostgreSQL.
    State(String),
    /// The primary code of `SQLite`.
    Sqlite(u32),
}

fn cause(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    }
}

/// A state has five characters, a code of `SQLite` has fewer.
fn code(cause: &sqlx::Error) -> Option<Code> {
    let code = cause.as_database_error()?.code()?;
    match code.parse::<u32>() {
        Ok(number) if code.len() < 5 => Some(Code::Sqlite(number & 0xff)),
        _ => Some(Code::State(code.into_owned())),
    }
}

fn is_of_the_connection(cause: &sqlx::Error) -> bool {
    matches!(
        cause,
        sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
    )
}

fn begins(states: &[&str], state: &str) -> bool {
    states.iter().any(|known| state.starts_with(known))
}
