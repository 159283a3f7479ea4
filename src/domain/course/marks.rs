//! The marks of other keyboards, and words that stand for an empty cell.

use unicode_normalization::UnicodeNormalization;

/// A text with the dots, strokes, dashes and digits that the vocabularies know: Korean,
/// Japanese and Chinese keyboards and the programs behind them have others.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(mark).nfkc().collect()
}

fn mark(letter: char) -> char {
    match letter {
        // The first is the vowel arae-a, which Korean keyboards offer as a dot.
        'ㆍ' | 'ᆞ' | '‧' | '・' | '･' | '∙' | '•' | '⋅' | '․' => '·',
        '〜' | '∼' | '˜' | '∽' => '~',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | 'ㅡ' => '-',
        '、' | '､' => ',',
        '。' => '.',
        other => other,
    }
}

/// Words by which people and programs say that a cell is empty.
const NOTHING: &[&str] = &[
    "-",
    "--",
    ".",
    "~",
    "/",
    "없음",
    "해당없음",
    "해당사항없음",
    "미정",
    "추후공지",
    "추후안내",
    "별도공지",
    "별도안내",
    "http://",
    "https://",
    "http://-",
    "https://-",
    "0000-00-00",
    "0000.00.00",
    "00000000",
    "null",
    "none",
    "nan",
    "nat",
    "n/a",
    "#n/a",
    "undefined",
];

/// Whether a cell says that there is nothing to say.
pub(super) fn says_nothing(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.to_ascii_lowercase();
    text.is_empty() || NOTHING.contains(&text.as_str())
}

/// A text without the remark in brackets behind it, and the remark.
pub(super) fn without_remark(text: &str) -> (&str, &str) {
    let open = text.find(['(', '[']).filter(|_| text.ends_with([')', ']']));
    match open {
        Some(open) => (text[..open].trim(), &text[open + 1..text.len() - 1]),
        None => (text, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_other_keyboards_are_the_ones_that_we_know() {
        for text in ["월ㆍ수", "월‧수", "월・수", "월･수", "월∙수", "월•수"] {
            assert_eq!(plain(text), "월·수");
        }
        for text in ["월〜금", "월～금", "월∼금"] {
            assert_eq!(plain(text), "월~금");
        }
        assert_eq!(plain("１９：００–２１：００"), "19:00-21:00");
        assert_eq!(plain("월、수，금"), "월,수,금");
        let typed: String = "월".nfd().collect();
        assert_eq!(plain(&typed), "월");
    }

    #[test]
    fn a_remark_is_what_stands_in_brackets_at_the_end() {
        assert_eq!(without_remark("오프라인(대면)"), ("오프라인", "대면"));
        assert_eq!(without_remark("월/수 [주2회]"), ("월/수", "주2회"));
        assert_eq!(without_remark("(월) 수"), ("(월) 수", ""));
    }
}
