//! Places in the feed of changes, as clients keep them for years.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::{Filter, Reach};
use crate::domain::error::{Error, Result};

/// What such a cursor begins with; one of another list or format is refused.
const MARK: &str = "changes 1";

/// A place in the feed of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// The number of the last entry that was read.
    pub number: i64,
    /// How far the journal was cleared when the reader began: one that began after
    /// it was cleared misses nothing by going on.
    horizon: i64,
    /// Which filter the reader has.
    filter: u32,
}

impl Cursor {
    /// The place behind an entry, for a reader with this filter.
    pub(super) fn new(number: i64, filter: &Filter, reach: Reach) -> Self {
        Self {
            number,
            horizon: reach.horizon,
            filter: filter.print(),
        }
    }

    /// The place behind the entry with this number, for a reader of the house who
    /// keeps numbers and misses nothing by what was cleared away.
    #[must_use]
    pub fn at(number: i64, filter: &Filter, reach: Reach) -> Self {
        Self::new(number, filter, reach)
    }

    /// The opaque text for clients.
    #[must_use]
    pub fn write(self) -> String {
        let (number, horizon, filter) = (self.number, self.horizon, self.filter);
        URL_SAFE_NO_PAD.encode(format!("{MARK} {number} {horizon} {filter:08x}"))
    }

    /// Reads the text that a client sent.
    pub fn read(text: &str) -> Result<Self> {
        let plain = URL_SAFE_NO_PAD.decode(text).ok();
        let plain = plain.and_then(|bytes| String::from_utf8(bytes).ok());
        let cursor = plain.and_then(|plain| parse(plain.strip_prefix(MARK)?.strip_prefix(' ')?));
        cursor.ok_or_else(|| Error::input("The cursor is not one that the feed of changes made."))
    }

    /// The number to go on after, if a reader with this filter can go on from here.
    pub(super) fn against(self, filter: &Filter, reach: Reach) -> Result<i64> {
        if self.filter != filter.print() {
            return Err(Error::input(
                "The cursor belongs to other `types` or `bodies`: begin without a cursor.",
            ));
        }
        if self.number > reach.last {
            return Err(Error::input(
                "The cursor is ahead of this network: is it one of another server?",
            ));
        }
        if self.number < reach.horizon && self.horizon != reach.horizon {
            return Err(Error::CursorExpired);
        }
        Ok(self.number)
    }
}

fn parse(plain: &str) -> Option<Cursor> {
    let mut parts = plain.split(' ');
    let mut number = || {
        parts
            .next()?
            .parse::<i64>()
            .ok()
            .filter(|number| *number >= 0)
    };
    let (number, horizon) = (number()?, number()?);
    let filter = u32::from_str_radix(parts.next()?, 16).ok()?;
    parts.next().is_none().then_some(Cursor {
        number,
        horizon,
        filter,
    })
}

impl Filter {
    /// Tells filters apart, whatever the order in which they name things.
    fn print(&self) -> u32 {
        let mut words: Vec<String> = self.kinds.iter().map(|kind| format!("{kind:?}")).collect();
        words.extend(self.bodies.iter().map(|body| format!("{body:?}")));
        words.sort_unstable();
        words.dedup();
        let digest = Sha256::digest(words.join("\n").as_bytes());
        u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
    }
}

#[cfg(test)]
mod tests {
    use entity::values::SubjectKind;

    use super::*;

    const REACH: Reach = Reach {
        last: 900,
        horizon: 500,
    };

    fn programmes() -> Filter {
        Filter {
            kinds: vec![SubjectKind::Programme, SubjectKind::Offering],
            bodies: Vec::new(),
        }
    }

    #[test]
    fn a_cursor_reads_back_as_itself() {
        let cursor = Cursor::new(342, &programmes(), REACH);

        assert_eq!(Cursor::read(&cursor.write()).unwrap(), cursor);
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let others = [
            "changes 1 7",
            "changes 2 7 0 00000000",
            "changes 1 -7 0 00000000",
        ];
        let others = others.map(|text| URL_SAFE_NO_PAD.encode(text));

        for text in ["", "342", "MQ"]
            .into_iter()
            .chain(others.iter().map(String::as_str))
        {
            assert!(matches!(Cursor::read(text), Err(Error::Input(_))), "{text}");
        }
    }

    #[test]
    fn a_cursor_serves_one_filter_however_it_is_said() {
        let mut turned = programmes();
        turned.kinds.reverse();
        let cursor = Cursor::new(700, &programmes(), REACH);

        assert_eq!(cursor.against(&turned, REACH).unwrap(), 700);
        let other = cursor.against(&Filter::default(), REACH);
        assert!(matches!(other, Err(Error::Input(_))));
    }

    #[test]
    fn a_reader_that_stayed_away_for_too_long_has_to_begin_again() {
        let before = Reach {
            last: 450,
            horizon: 0,
        };
        let cursor = |number| Cursor::new(number, &programmes(), before);

        assert!(matches!(
            cursor(450).against(&programmes(), REACH),
            Err(Error::CursorExpired)
        ));
        assert_eq!(cursor(500).against(&programmes(), REACH).unwrap(), 500);
    }

    #[test]
    fn a_reader_that_began_after_the_clearing_goes_on() {
        let cursor = Cursor::new(12, &programmes(), REACH);

        assert_eq!(cursor.against(&programmes(), REACH).unwrap(), 12);
    }

    #[test]
    fn a_cursor_from_the_future_is_another_network_s() {
        let cursor = Cursor::new(901, &programmes(), REACH);

        assert!(matches!(
            cursor.against(&programmes(), REACH),
            Err(Error::Input(_))
        ));
    }
}
