//! The orders in which a list can be read.

use std::{fmt::Debug, hash::Hash};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use entity::Day;
use sea_orm::{Value, sea_query::ColumnRef};

/// Which way an order runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From the smallest to the largest.
    Ascending,
    /// From the largest to the smallest.
    Descending,
}

impl Direction {
    /// The other way.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }

    pub(super) fn sql(self) -> sea_orm::Order {
        match self {
            Self::Ascending => sea_orm::Order::Asc,
            Self::Descending => sea_orm::Order::Desc,
        }
    }
}

/// What a row is ordered by, before its id decides.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Nothing: the id alone.
    Id,
    /// Text, compared byte by byte.
    Text(String),
    /// A point in time.
    Instant(DateTime<Utc>),
    /// A day.
    Day(NaiveDate),
}

impl Key {
    /// As a cursor writes it; the first letter tells the kind.
    pub(super) fn write(&self) -> String {
        match self {
            Self::Id => "n".to_owned(),
            Self::Text(text) => format!("t{text}"),
            Self::Instant(instant) => {
                format!("i{}", instant.to_rfc3339_opts(SecondsFormat::Micros, true))
            }
            Self::Day(day) => format!("d{day}"),
        }
    }

    /// Reads what [`Key::write`] wrote.
    pub(super) fn read(text: &str) -> Option<Self> {
        let kind = text.chars().next()?;
        let rest = &text[kind.len_utf8()..];
        match kind {
            'n' => rest.is_empty().then_some(Self::Id),
            't' => Some(Self::Text(rest.to_owned())),
            'i' => rest.parse().ok().filter(is_known).map(Self::Instant),
            // Where a day is missing, the last of all stands in the column.
            'd' => {
                let day = Day::parse_end(rest).ok()?;
                Some(Self::Day(day.map_or(Day::NEVER, Day::date)))
            }
            _ => None,
        }
    }

    /// The value to compare a column with; none for the id alone.
    pub(super) fn value(&self) -> Option<Value> {
        match self {
            Self::Id => None,
            Self::Text(text) => Some(text.clone().into()),
            Self::Instant(instant) => Some((*instant).into()),
            Self::Day(day) => Some((*day).into()),
        }
    }
}

/// Whether a moment is one that a row can have.
fn is_known(instant: &DateTime<Utc>) -> bool {
    Day::of(instant.date_naive()).is_some()
}

/// An order of a list; rows that are equal in it are ordered by id.
pub trait Order: Copy + Eq + Hash + Debug + Send + Sync + 'static {
    /// The rows that it orders.
    type Row;

    /// Its name in cursors.
    fn name(self) -> &'static str;

    /// The column it reads; none for the order of ids.
    fn column(self) -> Option<ColumnRef>;

    /// What `row` is ordered by.
    fn key(self, row: &Self::Row) -> Key;
}

/// Declares the orders of a list: name, then column and key, or nothing for the
/// order in which the records were made (their ids').
macro_rules! orders {
    (
        $(#[$doc:meta])* $order:ident of $row:ty, columns of $entity:path;
        $($(#[$variant_doc:meta])* $variant:ident $(: $kind:ident = $column:ident . $field:ident)?;)+
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $order { $($(#[$variant_doc])* $variant),+ }

        impl $crate::domain::page::Order for $order {
            type Row = $row;

            fn name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant)),+ }
            }

            fn column(self) -> Option<sea_orm::sea_query::ColumnRef> {
                match self {
                    $(Self::$variant => $crate::domain::page::orders!(
                        @column $entity $(, $column)?
                    )),+
                }
            }

            fn key(self, row: &$row) -> $crate::domain::page::Key {
                match self {
                    $(Self::$variant => $crate::domain::page::orders!(
                        @key row $(, $kind, $field)?
                    )),+
                }
            }
        }
    };
    (@column $entity:path) => { None };
    (@column $entity:path, $column:ident) => {{
        use sea_orm::sea_query::IntoColumnRef;
        use $entity as table;
        Some((table::Entity, table::Column::$column).into_column_ref())
    }};
    (@key $row:ident) => {{
        let _ = $row;
        $crate::domain::page::Key::Id
    }};
    (@key $row:ident, $kind:ident, $field:ident) => {
        $crate::domain::page::Key::$kind($row.$field.clone())
    };
}

pub(in crate::domain) use orders;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back_as_themselves() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let instant = day.and_hms_micro_opt(9, 0, 0, 123_456).unwrap().and_utc();
        for key in [
            Key::Id,
            Key::Text("하남시\nHanam".to_owned()),
            Key::Instant(instant),
            Key::Day(day),
            Key::Day(Day::NEVER),
        ] {
            assert_eq!(Key::read(&key.write()), Some(key));
        }
    }

    #[test]
    fn other_texts_are_no_keys() {
        for text in [
            "",
            "x",
            "nmore",
            "i2026",
            "d02.03.2026",
            "d-999-03-02",
            "i+99999-01-01T00:00:00Z",
            "하",
        ] {
            assert_eq!(Key::read(text), None, "{text}");
        }
    }
}
