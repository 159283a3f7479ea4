//! Days and times as the national course file writes them.

use chrono::{NaiveDate, NaiveTime, TimeDelta, Timelike};
use entity::{Day, day::InvalidDay};

use super::{marks::without_remark, week};

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

/// A day as ISO 8601 has it, if it is one. Programs write a midnight behind days, and a
/// nought behind numbers; people the day of the week.
fn in_full(text: &str) -> Option<String> {
    let text = ["T00:00:00", "00:00:00"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text);
    let (text, weekday) = without_remark(text.trim());
    if !weekday.is_empty() && week::days(weekday).is_none_or(|days| days.len() != 1) {
        return None;
    }
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.replace(['년', '월'], "-").replace('일', "");
    let text = text.strip_suffix(".0").unwrap_or(&text).to_owned();
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
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (is_morning, is_afternoon) = (text.starts_with("오전"), text.starts_with("오후"));
    let text = text.trim_start_matches(['오', '전', '후']);
    let text = text.replace('시', ":").replace('분', "");
    let text = match text.strip_suffix(':') {
        Some(hour) => format!("{hour}:00"),
        None => text,
    };
    let is_bare = text.len() == 4 && text.bytes().all(|c| c.is_ascii_digit());
    let text = if is_bare {
        format!("{}:{}", &text[..2], &text[2..])
    } else {
        text
    };
    let formats = ["%H:%M", "%H:%M:%S"];
    let mut times = formats
        .iter()
        .filter_map(|format| NaiveTime::parse_from_str(&text, format).ok());
    let time = times.next()?;
    // Of the two twelves people mean either.
    if text.starts_with("12:") && is_morning {
        return None;
    }
    let half = TimeDelta::hours(if is_afternoon && time.hour() < 12 {
        12
    } else {
        0
    });
    Some(time + half)
}

/// When something ends: midnight is the end of its day, the last minute of it.
pub(super) fn end_time(text: &str) -> Option<NaiveTime> {
    match text {
        "24:00" | "24:00:00" | "24시" => NaiveTime::from_hms_opt(23, 59, 0),
        text => time(text),
    }
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
            "20260302.0",
            "2026-03-02 00:00:00",
            "2026-03-02T00:00:00",
            "2026-03-02(월)",
            "2026년 3월 2일",
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
            "2026-03-02(예정)",
            "2026-03-02 10:00:00",
            "2026년 3월",
            "3월 2일",
            "",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(last_day("9999.12.31"), Ok(None));
        assert_eq!(last_day("+99999-12-31"), Err(InvalidDay));
    }

    #[test]
    fn a_time_is_written_in_many_ways() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
        for (text, meant) in [
            ("09:00", at(9, 0)),
            ("9:00", at(9, 0)),
            ("09:00:00", at(9, 0)),
            ("0930", at(9, 30)),
            ("10시", at(10, 0)),
            ("10시 30분", at(10, 30)),
            ("오후 2:30", at(14, 30)),
            ("오후 12시", at(12, 0)),
            ("오전 9시", at(9, 0)),
            ("오전 12시", None),
            ("24:00", None),
            ("25:00", None),
            ("10:00~12:00", None),
            ("0.4166", None),
            ("아침", None),
            ("", None),
        ] {
            assert_eq!(time(text), meant, "{text}");
        }
        assert_eq!(end_time("24:00"), at(23, 59));
    }
}
