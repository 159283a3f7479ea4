//! Numbers as the national course file writes them.

use super::{cell::Cell, words::joined};

/// A whole number, perhaps with commas and the word for what is counted. Programs that
/// take every column for fractions write a nought behind it.
pub(super) fn number(text: &str, units: &[char]) -> Option<i64> {
    let text = text.trim_end_matches(units).trim_end();
    let whole = text.split_once('.').map_or(text, |(whole, rest)| {
        let is_nought = !rest.is_empty() && rest.bytes().all(|c| c == b'0');
        if is_nought { whole } else { text }
    });
    let text = whole.replace(',', "");
    let is_number = !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Words for as many as come.
const UNLIMITED: [&str; 5] = ["무제한", "제한없음", "정원없음", "인원제한없음", "무관"];

/// How many there is room for; empty when there is no limit.
pub(super) fn room(text: &str) -> Option<Cell<i32>> {
    if UNLIMITED.contains(&joined(text).as_str()) {
        return Some(Cell::Empty);
    }
    let room = i32::try_from(number(text, &['명', '인', '석'])?).ok()?;
    // No room for anybody stands for a limit that nobody named.
    Some(Some(room).filter(|room| *room > 0).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_have_commas_and_a_unit() {
        assert_eq!(number("30,000원", &['원']), Some(30_000));
        assert_eq!(number("20 명", &['명']), Some(20));
        assert_eq!(number("20.0", &['명']), Some(20));
        for text in ["", "-1", "3만원", "=1+1", "20.5", "20."] {
            assert_eq!(number(text, &['원']), None, "{text}");
        }
        assert_eq!(room("무제한"), Some(Cell::Empty));
        assert_eq!(room("20인"), Some(Cell::Says(20)));
        for text in ["약 20명", "20~30명", "99999999999"] {
            assert_eq!(room(text), None, "{text}");
        }
    }
}
