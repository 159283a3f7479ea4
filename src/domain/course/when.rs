//! Days and times as the national course file writes them.

use chrono::{NaiveDate, NaiveTime};
use entity::{Day, day::InvalidDay};

/// A day, with hyphens, dots, strokes or nothing between its parts. Its year has four
/// digits: whether `26-03-02` begins or ends with it only its writer knows.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    Day::parse(&in_full(text)?).map(Day::date)
}

/// The last day of something; there is none when it never comes.
pub(super) fn last_day(text: &str) -> Result<Option<NaiveDate>, InvalidDay> {
    let day = Day::parse_end(&in_full(text).ok_or(InvalidDay)?)?;
    Ok(day.map(Day::date))
}

/// A day as ISO 8601 has it, if it is one.
fn in_full(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_bare = text.len() == 8 && text.bytes().all(|c| c.is_ascii_digit());
    if is_bare {
        return Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    let separator = ['-', '.', '/'].into_iter().find(|c| text.contains(*c))?;
    let text = match separator {
        '.' => text.strip_suffix('.').unwrap_or(&text),
        _ => &text,
    };
    let parts: Vec<&str> = text.split(separator).collect();
    match parts[..] {
        [year, month, day] => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        _ => None,
    }
}

/// A time of day.
pub(super) fn time(text: &str) -> Option<NaiveTime> {
    let with_seconds = || NaiveTime::parse_from_str(text, "%H:%M:%S").ok();
    let without = NaiveTime::parse_from_str(text, "%H:%M").ok();
    without.or_else(with_seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_a_year_of_four_digits() {
        let meant = day("2026-03-02");
        assert!(meant.is_some());
        for text in [
            "2026-3-2",
            "2026.03.02",
            "2026. 3. 2.",
            "2026/03/02",
            "20260302",
        ] {
            assert_eq!(day(text), meant, "{text}");
        }
        for text in [
            "26-03-02",
            "26.03.02",
            "26. 3. 2.",
            "26/12/01",
            "6/1/26",
            "202-12-01",
            "126-12-01",
            "2026121",
            "-001-03-02",
            "+12026-12-01",
            "+99999-12-31",
            "0001-01-01",
            "0000-00-00",
            "9999-12-31",
            "2026-12-1-",
            "2026-+1-01",
            "2026-03.02",
            "2026--02",
            "",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(last_day("9999.12.31"), Ok(None));
        assert_eq!(last_day("+99999-12-31"), Err(InvalidDay));
    }
}
