//! The words of the national course file, and what they mean here.

use entity::values::{ApplicationChannel, DeliveryMode, Recognition, SelectionMethod, Weekday};

use super::column::Column;

/// The columns that say what is recognised afterwards.
pub(super) const FLAGS: [(Column, Recognition); 3] = [
    (Column::Subsidy, Recognition::VocationalSubsidy),
    (Column::CreditBank, Recognition::CreditBank),
    (Column::LearningAccount, Recognition::LearningAccount),
];

/// Words of a closed set; the first of each value is the one that we write.
type Words<T> = &'static [(T, &'static [&'static str])];

const MODES: Words<DeliveryMode> = &[
    (DeliveryMode::Online, &["온라인", "비대면", "원격"]),
    (DeliveryMode::Onsite, &["오프라인", "대면", "집합"]),
    (
        DeliveryMode::Blended,
        &["혼합", "온오프라인", "온·오프라인", "블렌디드"],
    ),
    (DeliveryMode::Mobile, &["모바일"]),
    (DeliveryMode::Correspondence, &["우편통신", "우편", "통신"]),
];

const SELECTIONS: Words<SelectionMethod> = &[
    (
        SelectionMethod::FirstCome,
        &["선착순", "선착순선발", "선착순모집"],
    ),
    (
        SelectionMethod::Lottery,
        &["추첨", "전산추첨", "무작위추첨"],
    ),
    (SelectionMethod::Screening, &["심사", "서류심사", "면접"]),
    (SelectionMethod::Open, &["제한없음"]),
];

const CHANNELS: Words<ApplicationChannel> = &[
    (
        ApplicationChannel::Online,
        &["인터넷", "온라인", "홈페이지"],
    ),
    (ApplicationChannel::Visit, &["방문", "현장"]),
    (ApplicationChannel::Phone, &["전화", "유선"]),
    (ApplicationChannel::Mail, &["우편"]),
    (ApplicationChannel::Fax, &["팩스", "FAX"]),
    (ApplicationChannel::NoneRequired, &["접수불필요"]),
];

const AUDIENCES: Words<&str> = &[
    ("ALL", &["누구나", "전체", "시민", "일반시민"]),
    ("ADULTS", &["성인", "일반"]),
    ("CHILDREN", &["어린이", "아동"]),
    ("YOUTH", &["청소년"]),
    ("OLDER_ADULTS", &["어르신", "노인", "고령자"]),
    ("PUPILS", &["초·중·고 학생", "학생"]),
    ("WORKERS", &["직장인"]),
    ("WOMEN", &["여성"]),
    ("FAMILIES", &["가족"]),
    ("PEOPLE_WITH_DISABILITIES", &["장애인"]),
    ("MIGRANTS", &["이주민"]),
];

const DAYS: [(Weekday, char); 7] = [
    (Weekday::Mo, '월'),
    (Weekday::Tu, '화'),
    (Weekday::We, '수'),
    (Weekday::Th, '목'),
    (Weekday::Fr, '금'),
    (Weekday::Sa, '토'),
    (Weekday::Su, '일'),
];

fn meaning<T: Copy>(words: Words<T>, text: &str) -> Option<T> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_word = |word: &str| word.replace(' ', "").eq_ignore_ascii_case(&text);
    let found = words
        .iter()
        .find(|(_, words)| words.iter().any(|word| is_word(word)));
    found.map(|(value, _)| *value)
}

fn word<T: PartialEq>(words: Words<T>, value: &T) -> &'static str {
    let found = words.iter().find(|(known, _)| known == value);
    found.map_or("", |(_, words)| words[0])
}

/// How an offering reaches learners.
pub(super) fn mode(text: &str) -> Option<DeliveryMode> {
    meaning(MODES, text)
}

/// The words for modes that a file may have, for who wrote another one.
pub(super) fn modes() -> String {
    let words: Vec<_> = MODES.iter().map(|(_, words)| words[0]).collect();
    words.join(", ")
}

/// The word for a mode. The file has none for going to where people are, which
/// is at a place after all.
pub(super) fn mode_word(mode: DeliveryMode) -> &'static str {
    match mode {
        DeliveryMode::Outreach => word(MODES, &DeliveryMode::Onsite),
        mode => word(MODES, &mode),
    }
}

/// How places are given out; none when the text says something of its own.
pub(super) fn selection(text: &str) -> Option<SelectionMethod> {
    meaning(SELECTIONS, text)
}

/// The word for it.
pub(super) fn selection_word(method: SelectionMethod) -> &'static str {
    word(SELECTIONS, &method)
}

/// Target groups, when all of the text is words for them.
pub(super) fn target_groups(text: &str) -> Option<Vec<String>> {
    let code = |part: &str| meaning(AUDIENCES, part).map(str::to_owned);
    if let Some(code) = code(text) {
        return Some(vec![code]);
    }
    let mut codes = Vec::new();
    for part in text.split([',', '/', '·', '+']) {
        let code = code(part)?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Some(codes)
}

/// The words for these target groups, as far as the file has some.
pub(super) fn target_group_words<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    let words = codes.filter_map(|code| AUDIENCES.iter().find(|(known, _)| *known == code));
    let words: Vec<_> = words.map(|(_, words)| words[0]).collect();
    words.join(",")
}

/// The ways to apply that a text such as `인터넷·방문접수` names.
pub(super) fn channels(text: &str) -> Vec<ApplicationChannel> {
    let mut channels = Vec::new();
    if let Some(channel) = meaning(CHANNELS, text) {
        return vec![channel];
    }
    for part in text.split(['·', ',', '/', '+', '&', '및', ' ']) {
        let part = part.trim_end_matches("접수").trim_end_matches("신청");
        if let Some(channel) = meaning(CHANNELS, part)
            && !channels.contains(&channel)
        {
            channels.push(channel);
        }
    }
    channels
}

/// The same as a text.
pub(super) fn channel_words(channels: &[ApplicationChannel]) -> String {
    let words: Vec<_> = channels
        .iter()
        .map(|channel| word(CHANNELS, channel))
        .collect();
    match channels {
        [] => String::new(),
        [ApplicationChannel::NoneRequired] => words.concat(),
        _ => format!("{}접수", words.join("·")),
    }
}

/// The days of a text such as `월+수`, `월~금`, `매주 화요일` or `평일`; none when it
/// says something else.
pub(super) fn days(text: &str) -> Option<Vec<Weekday>> {
    let text = text.replace("매주", "").replace("요일", "");
    let text = text
        .replace("매일", "월~일")
        .replace("평일", "월~금")
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
            (None, '~' | '-' | '∼' | '～') if !days.is_empty() => is_range = true,
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

/// A whole number, perhaps with commas and the word for what is counted.
pub(super) fn number(text: &str, unit: char) -> Option<i64> {
    let text = text.trim_end_matches(unit).trim_end().replace(',', "");
    let is_number = !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Yes or no; none for anything else.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text {
        "Y" | "y" | "예" => Some(true),
        "N" | "n" | "아니오" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Weekday::{Fr, Mo, Sa, Su, Th, Tu, We};

    #[test]
    fn days_of_the_week_are_written_in_many_ways() {
        let texts: [(&str, &[Weekday]); 11] = [
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
        ];
        for (text, meant) in texts {
            assert_eq!(days(text).as_deref(), Some(meant), "{text}");
        }
        for text in ["둘째 주 화", "~금", "월~", "미정", ""] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn each_word_that_we_write_is_one_that_we_read() {
        for (mode, _) in MODES {
            assert_eq!(super::mode(mode_word(*mode)), Some(*mode));
        }
        for (method, _) in SELECTIONS {
            assert_eq!(selection(selection_word(*method)), Some(*method));
        }
        for (code, _) in AUDIENCES {
            let words = target_group_words([*code].into_iter());
            assert_eq!(target_groups(&words), Some(vec![(*code).to_owned()]));
        }
        let all: Vec<_> = CHANNELS.iter().map(|(channel, _)| *channel).collect();
        for channel in &all {
            assert_eq!(channels(&channel_words(&[*channel])), [*channel]);
        }
        assert_eq!(channels(&channel_words(&all[..3])), all[..3]);
        assert_eq!(days(&day_words(&[Tu, Th])), Some(vec![Tu, Th]));
    }

    #[test]
    fn a_free_text_is_no_target_group() {
        assert_eq!(
            target_groups("성인,청소년"),
            Some(vec!["ADULTS".to_owned(), "YOUTH".to_owned()])
        );
        for text in ["초4~6", "성인 및 경력단절여성"] {
            assert_eq!(target_groups(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_may_have_commas_and_a_unit() {
        assert_eq!(number("30,000원", '원'), Some(30_000));
        assert_eq!(number("20 명", '명'), Some(20));
        for text in ["", "-1", "3만원", "=1+1"] {
            assert_eq!(number(text, '원'), None, "{text}");
        }
    }
}
