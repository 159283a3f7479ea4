//! Text as it is compared and sorted.

use entity::Localized;
use unicode_normalization::UnicodeNormalization;

/// The text without differences of case, width and composition (NFKC).
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// All texts folded, one a line, the one in the default locale first: what lists
/// sort by and what `contains` looks into.
#[must_use]
pub fn folded(text: &Localized, default_locale: &str) -> String {
    let lines: Vec<String> = text.texts_from(default_locale).map(fold).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_width_make_no_difference() {
        assert_eq!(fold("Évry"), fold("E\u{301}VRY"));
        assert_eq!(fold("ＡＢＣ"), "abc");
    }

    #[test]
    fn the_default_locale_comes_first() {
        let name = Localized::from([("en", "Hanam"), ("ko", "하남시")]);
        assert_eq!(folded(&name, "ko"), "하남시\nhanam");
    }
}
