//! The words of the national course file, and what they mean here.

use entity::values::{ApplicationChannel, DeliveryMode, Recognition, SelectionMethod};

use super::{column::Column, marks::without_remark};

/// The columns that say what is recognised afterwards.
pub(super) const FLAGS: [(Column, Recognition); 3] = [
    (Column::Subsidy, Recognition::VocationalSubsidy),
    (Column::CreditBank, Recognition::CreditBank),
    (Column::LearningAccount, Recognition::LearningAccount),
];

/// Words of a closed set; the first of each value is the one that we write.
type Words<T> = &'static [(T, &'static [&'static str])];

const MODES: Words<DeliveryMode> = &[
    (
        DeliveryMode::Online,
        &["온라인", "비대면", "원격", "실시간온라인", "online"],
    ),
    (
        DeliveryMode::Onsite,
        &["오프라인", "대면", "집합", "offline"],
    ),
    (
        DeliveryMode::Blended,
        &["혼합", "온오프라인", "온오프라인병행", "블렌디드", "병행"],
    ),
    (DeliveryMode::Mobile, &["모바일"]),
    (DeliveryMode::Correspondence, &["우편통신", "우편", "통신"]),
];

const SELECTIONS: Words<SelectionMethod> = &[
    (
        SelectionMethod::FirstCome,
        &["선착순", "선착순선발", "선착순모집", "선착순접수"],
    ),
    (
        SelectionMethod::Lottery,
        &["추첨", "전산추첨", "무작위추첨", "추첨제"],
    ),
    (SelectionMethod::Screening, &["심사", "서류심사", "면접"]),
    (SelectionMethod::Open, &["제한없음", "누구나"]),
];

const CHANNELS: Words<ApplicationChannel> = &[
    (
        ApplicationChannel::Online,
        &["인터넷", "온라인", "홈페이지"],
    ),
    (ApplicationChannel::Visit, &["방문", "현장", "내방"]),
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

/// What stands between words in a cell.
const BETWEEN: [char; 6] = ['·', ',', '/', '+', '&', '.'];

/// A text without what stands between its words.
pub(super) fn joined(text: &str) -> String {
    let is_between = |c: char| c.is_whitespace() || BETWEEN.contains(&c);
    text.chars().filter(|c| !is_between(*c)).collect()
}

fn meaning<T: Copy>(words: Words<T>, text: &str) -> Option<T> {
    let text = joined(text);
    let is_word = |word: &str| joined(word).eq_ignore_ascii_case(&text);
    let found = words
        .iter()
        .find(|(_, words)| words.iter().any(|word| is_word(word)));
    found.map(|(value, _)| *value)
}

fn word<T: PartialEq>(words: Words<T>, value: &T) -> &'static str {
    let found = words.iter().find(|(known, _)| known == value);
    found.map_or("", |(_, words)| words[0])
}

/// How an offering reaches learners. A remark behind the word may only say the same.
pub(super) fn mode(text: &str) -> Option<DeliveryMode> {
    if let Some(mode) = modes_of(text) {
        return Some(mode);
    }
    let (text, remark) = without_remark(text);
    let known = MODES.iter().flat_map(|(_, words)| *words);
    let is_silent = !known.clone().any(|word| remark.contains(word));
    let mode = modes_of(text)?;
    (is_silent || modes_of(remark) == Some(mode)).then_some(mode)
}

/// The mode of a word, or of several: at a place and online at once are both.
fn modes_of(text: &str) -> Option<DeliveryMode> {
    let word = |text: &str| {
        let text = text.trim();
        let short = ["교육", "강의", "수업", "강좌", "방식"];
        let short = short.iter().find_map(|end| text.strip_suffix(end));
        meaning(MODES, text).or_else(|| meaning(MODES, short?))
    };
    if let Some(mode) = word(text) {
        return Some(mode);
    }
    let parts: Option<Vec<DeliveryMode>> = text.split(BETWEEN).map(word).collect();
    let parts = parts?;
    let both = [DeliveryMode::Online, DeliveryMode::Onsite];
    let is_both = both.iter().all(|mode| parts.contains(mode));
    let is_no_other = parts.iter().all(|mode| both.contains(mode));
    (is_both && is_no_other).then_some(DeliveryMode::Blended)
}

/// The words for modes that a file may have, for who wrote another one.
pub(super) fn modes() -> String {
    all(MODES)
}

/// The same of ways to give places out.
pub(super) fn selections() -> String {
    all(SELECTIONS)
}

/// The same of ways to apply.
pub(super) fn all_channels() -> String {
    all(CHANNELS)
}

fn all<T>(words: Words<T>) -> String {
    let words: Vec<_> = words.iter().map(|(_, words)| words[0]).collect();
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
    for part in text.split(BETWEEN) {
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

/// The ways to apply that a text such as `인터넷·방문접수` names, and what of it names none.
pub(super) fn channels(text: &str) -> (Vec<ApplicationChannel>, Vec<String>) {
    let (mut channels, mut others) = (Vec::new(), Vec::new());
    if let Some(channel) = meaning(CHANNELS, text) {
        return (vec![channel], others);
    }
    let is_between = |c: char| BETWEEN.contains(&c) || matches!(c, '및' | ' ' | '(' | ')');
    for part in text.split(is_between) {
        let part = part.trim_end_matches("접수").trim_end_matches("신청");
        match meaning(CHANNELS, part) {
            Some(channel) if channels.contains(&channel) => {}
            Some(channel) => channels.push(channel),
            None if part.trim().is_empty() => {}
            None => others.push(part.to_owned()),
        }
    }
    (channels, others)
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

/// Whether a day of enrolment is any day.
pub(super) fn is_always(text: &str) -> bool {
    let text = joined(text);
    let text = ["접수", "모집", "신청", "운영"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(&text);
    ["상시", "연중", "연중상시", "수시"].contains(&text)
}

/// The word for it.
pub(super) const ALWAYS: &str = "상시";

/// Yes or no; none for anything else.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_uppercase().as_str() {
        "Y" | "YES" | "O" | "TRUE" | "예" | "○" | "◯" | "〇" | "해당" | "인정" => {
            Some(true)
        }
        "N" | "NO" | "X" | "FALSE" | "아니오" | "아니요" | "×" | "✕" | "미해당" | "미인정"
        | "해당없음" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(channels(&channel_words(&[*channel])).0, [*channel]);
        }
        assert_eq!(channels(&channel_words(&all[..3])).0, all[..3]);
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
    fn a_remark_contradicts_no_mode() {
        use DeliveryMode::{Blended, Online, Onsite};
        for (text, meant) in [
            ("오프라인(대면)", Some(Onsite)),
            ("온라인(ZOOM)", Some(Online)),
            ("온/오프라인", Some(Blended)),
            ("온·오프라인", Some(Blended)),
            ("대면+비대면", Some(Blended)),
            ("대면교육", Some(Onsite)),
            ("실시간 온라인 강의", Some(Online)),
            ("온라인 오프라인 병행", None),
            ("오프라인(비대면 병행)", None),
            ("온라인(오프라인)", None),
            ("메타버스", None),
        ] {
            assert_eq!(mode(text), meant, "{text}");
        }
    }

    #[test]
    fn what_names_no_way_to_apply_is_told() {
        use ApplicationChannel::{Online, Phone, Visit};
        assert_eq!(channels("인터넷·방문접수"), (vec![Online, Visit], vec![]));
        assert_eq!(
            channels("전화, QR코드"),
            (vec![Phone], vec!["QR코드".to_owned()])
        );
        assert_eq!(channels("방문접수(선착순)").1, ["선착순"]);
    }
}
