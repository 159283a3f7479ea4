//! The files of `SQLite`, which nobody but their owner can read.
//!
//! `SQLite` makes a database as the umask of the process allows, and the files beside it
//! as open as the database is. So the database is made before `SQLite` opens it, and
//! whatever is there already is closed.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::private;

/// What every database of `SQLite` begins with (its page on the file format, 1.3).
const FIRST_BYTES: &[u8] = b"SQLite format 3\0";

/// The files that `SQLite` keeps beside a database.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Sees to it that there is a database that can be written, and that others can read
/// neither it nor what is beside it; else says in a sentence what is in the way.
///
/// A file that is something else is left as it is: the address may be a mistake.
pub(super) fn claim(database: &Path, may_be_made: bool) -> Result<(), String> {
    let shown = database.display();
    if may_be_made && !database.exists() {
        let made = private::open(database);
        made.map_err(|error| format!("{shown} cannot be made: {error}"))?;
    }
    match OpenOptions::new().read(true).write(true).open(database) {
        Ok(file) if is_database(&file).unwrap_or_default() => close(database),
        Ok(_) => return Err(format!("{shown} is there and is no database of SQLite")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(format!(
                "there is no {shown}; with `?mode=rwc` behind the address it is made"
            ));
        }
        Err(error) => return Err(format!("{shown} cannot be written: {error}")),
    }
    Ok(())
}

/// An empty file is one in which nothing has been written yet.
fn is_database(file: &File) -> io::Result<bool> {
    let mut first = Vec::new();
    let most = FIRST_BYTES.len() as u64;
    file.take(most).read_to_end(&mut first)?;
    Ok(first.is_empty() || first == FIRST_BYTES)
}

fn close(database: &Path) {
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
