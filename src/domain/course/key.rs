//! What tells one course of the national file from another: the file has no ids.

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::{
    column::{Column, Course},
    week, when,
};

/// What every external id of a course from the file begins with.
const PREFIX: &str = "course-";

/// The columns that say which course it is. No person's name is among them, and nothing
/// that only the merged file has.
const COLUMNS: [Column; 6] = [
    Column::Institution,
    Column::Title,
    Column::StartDay,
    Column::StartTime,
    Column::Place,
    Column::Days,
];
/// How many of them stay when somebody mends when or where a course meets.
const STAYING: usize = 3;

/// The key of a course: equal for rows that name the same one, however they write
/// its day and its time.
pub(super) fn of(course: &Course) -> String {
    hashed(course, &COLUMNS)
}

/// The same for courses that differ in nothing but when and where they meet.
pub(super) fn alike(course: &Course) -> String {
    hashed(course, &COLUMNS[..STAYING])
}

fn hashed(course: &Course, columns: &[Column]) -> String {
    let mut hash = Sha256::new();
    for column in columns {
        let text = course.said(*column).unwrap_or_default();
        let text = match column {
            Column::StartDay => when::day(text).map(|day| day.to_string()),
            Column::StartTime => when::time(text).map(|time| time.to_string()),
            Column::Days => week::days(text).map(|days| week::day_words(&days)),
            _ => None,
        }
        .unwrap_or_else(|| text.nfc().collect());
        hash.update(text);
        hash.update([0x1f]);
    }
    format!("{PREFIX}{:x}", hash.finalize())
}

/// Whether an external id is the key of a course from the file.
pub(in crate::domain) fn is_key(name: &str) -> bool {
    let hash = name.strip_prefix(PREFIX);
    hash.is_some_and(|hash| hash.len() == 64 && hash.bytes().all(|c| c.is_ascii_hexdigit()))
}

/// A slug for a course whose title has none.
pub(super) fn slug(key: &str) -> String {
    key.chars().take(PREFIX.len() + 16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(cells: &[(Column, &str)]) -> Course {
        let mut course = Course::default();
        for (column, text) in cells {
            course[*column] = (*text).to_owned();
        }
        course
    }

    #[test]
    fn the_same_course_has_the_same_key() {
        let plain = course(&[
            (Column::Title, "한글 첫걸음"),
            (Column::StartDay, "2026-03-03"),
            (Column::StartTime, "09:00"),
            (Column::Days, "화+목"),
        ]);
        let other = course(&[
            (Column::Title, " 한글 첫걸음 "),
            (Column::StartDay, "2026.03.03"),
            (Column::StartTime, "9:00"),
            (Column::Days, "매주 화, 목"),
            (Column::Instructor, "홍길동"),
            (Column::Capacity, "20"),
        ]);
        assert_eq!(of(&plain), of(&other));
        assert_eq!(slug(&of(&plain)).len(), 23);
    }

    #[test]
    fn another_day_is_another_course() {
        let on = |day| of(&course(&[(Column::Title, "AI"), (Column::StartDay, day)]));
        assert_ne!(on("2026-03-03"), on("2026-09-01"));
    }
}
