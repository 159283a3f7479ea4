//! The days of the week as the national course file writes them.

use entity::values::Weekday;

use super::marks::without_remark;

const DAYS: [(Weekday, char); 7] = [
    (Weekday::Mo, '월'),
    (Weekday::Tu, '화'),
    (Weekday::We, '수'),
    (Weekday::Th, '목'),
    (Weekday::Fr, '금'),
    (Weekday::Sa, '토'),
    (Weekday::Su, '일'),
];

/// How often a week or in all a course meets: days say it better.
fn is_count(remark: &str) -> bool {
    let count = remark.trim_start_matches(['총', '주', '매', ' ']);
    let count = count.trim_end_matches(['회', '번', '주', ' ']);
    !count.is_empty() && count.bytes().all(|c| c.is_ascii_digit())
}

/// The days of a text such as `월+수`, `월~금`, `매주 화요일` or `평일`, perhaps with how
/// often that is behind them; none when it says something else.
pub(super) fn days(text: &str) -> Option<Vec<Weekday>> {
    let text = match without_remark(text) {
        (days, remark) if is_count(remark) => days,
        _ => text,
    };
    let text = text.replace("매주", "").replace("요일", "");
    let text = text
        .replace("매일", "월~일")
        .replace("평일", "월~금")
        .replace("주중", "월~금")
        .replace("주말", "토~일");
    let mut days: Vec<usize> = Vec::new();
    let mut is_range = false;
    for letter in text.chars() {
        let place = DAYS.iter().position(|(_, name)| *name == letter);
        match (place, letter) {
            (Some(last), _) if is_range => {
                let first = *days.last()?;
                days.extend((1..=(last + 7 - first) % 7).map(|step| (first + step) % 7));
                is_range = false;
            }
            (Some(day), _) => days.push(day),
            (None, '~' | '-') if !days.is_empty() => is_range = true,
            (None, '+' | ',' | '·' | '/' | '.' | '&' | '및' | ' ' | '(' | ')') => {}
            _ => return None,
        }
    }
    days.sort_unstable();
    days.dedup();
    (!days.is_empty() && !is_range).then(|| days.into_iter().map(|day| DAYS[day].0).collect())
}

/// The same as a text.
pub(super) fn day_words(days: &[Weekday]) -> String {
    let wanted = DAYS.iter().filter(|(day, _)| days.contains(day));
    let words: Vec<String> = wanted.map(|(_, word)| word.to_string()).collect();
    words.join("+")
}

#[cfg(test)]
mod tests {
    use super::*;
    use Weekday::{Fr, Mo, Sa, Su, Th, Tu, We};

    #[test]
    fn days_of_the_week_are_written_in_many_ways() {
        let texts: [(&str, &[Weekday]); 15] = [
            ("월+수", &[Mo, We]),
            ("월~금", &[Mo, Tu, We, Th, Fr]),
            ("매주 화", &[Tu]),
            ("매주 화요일, 목요일", &[Tu, Th]),
            ("월수금", &[Mo, We, Fr]),
            ("평일", &[Mo, Tu, We, Th, Fr]),
            ("주말", &[Sa, Su]),
            ("매일", &[Mo, Tu, We, Th, Fr, Sa, Su]),
            ("토·일", &[Sa, Su]),
            ("금~월", &[Mo, Fr, Sa, Su]),
            ("월(월)", &[Mo]),
            ("주중", &[Mo, Tu, We, Th, Fr]),
            ("월/수(주2회)", &[Mo, We]),
            ("매주 월,수 (10회)", &[Mo, We]),
            ("토(총 8주)", &[Sa]),
        ];
        for (text, meant) in texts {
            assert_eq!(days(text).as_deref(), Some(meant), "{text}");
        }
        let others = [
            "둘째 주 화",
            "격주 토",
            "월~금(공휴일 제외)",
            "주2회",
            "~금",
            "월~",
            "미정",
            "",
        ];
        for text in others {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn days_that_we_write_are_days_that_we_read() {
        assert_eq!(days(&day_words(&[Tu, Th])), Some(vec![Tu, Th]));
    }
}
