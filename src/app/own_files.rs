//! The files of `SQLite`, which nobody but their owner can read.
//!
//! `SQLite` makes a database as the umask of the process allows, and the files beside it
//! as open as the database is. So the database is made before `SQLite` opens it, and
//! whatever is there already is closed.

use std::path::{Path, PathBuf};

use crate::private;

/// The files that `SQLite` keeps beside a database.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Sees to it that others can read neither the database nor what is beside it. A
/// database that may not be made is not made here either.
pub(super) fn close(database: &Path, may_be_made: bool) {
    if may_be_made && !database.exists() {
        // Where no file can be made `SQLite` says so better.
        let _ = private::open(database);
    }
    let beside = BESIDE.iter().map(|ending| {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    });
    for file in std::iter::once(database.to_owned()).chain(beside) {
        match private::close(&file) {
            Ok(true) => tracing::warn!(
                file = %file.display(),
                "a file of the database was open to others on this machine; it is closed now"
            ),
            Ok(false) => {}
            Err(error) => tracing::warn!(
                file = %file.display(), %error,
                "a file of the database is open to others on this machine and cannot be \
                 closed; close it with chmod 600"
            ),
        }
    }
}
