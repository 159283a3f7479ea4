//! Places in a history, as clients carry them from page to page.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::domain::error::{Error, Result};

/// What such a cursor begins with; one of another list or format is refused.
const MARK: &str = "journal 1 ";

/// The entry with this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cursor(pub i64);

impl Cursor {
    /// The opaque text for clients.
    #[must_use]
    pub fn write(self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{MARK}{}", self.0))
    }

    /// Reads the text that a client sent.
    pub fn read(text: &str) -> Result<Self> {
        let plain = URL_SAFE_NO_PAD.decode(text).ok();
        let plain = plain.and_then(|bytes| String::from_utf8(bytes).ok());
        let number = plain.and_then(|plain| plain.strip_prefix(MARK)?.parse().ok());
        number
            .filter(|number| *number > 0)
            .map(Self)
            .ok_or_else(|| Error::input("The cursor is not one that this list made."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_as_itself() {
        assert_eq!(Cursor::read(&Cursor(342).write()).unwrap(), Cursor(342));
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        for text in ["", "342", "MQ", &URL_SAFE_NO_PAD.encode("journal 2 342")] {
            assert!(Cursor::read(text).is_err(), "{text}");
        }
    }
}
