//! The size of a document before anybody parses it.

/// What a parser would have to keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) tokens: u64,
    /// Brackets of any kind that are open at the same time.
    pub(super) nesting: u64,
}

/// Counts tokens and brackets in one pass.
///
/// It refuses nothing: a string without an end or a character that belongs
/// nowhere is the parser's to report.
pub(super) fn measure(text: &str) -> Size {
    let mut size = Size::default();
    let mut open = 0_u64;
    let mut rest = text.as_bytes();
    while let [first, ..] = rest {
        let length = match first {
            b' ' | b'\t' | b'\n' | b'\r' | b',' | 0xEF | 0xBB | 0xBF => {
                rest = &rest[1..];
                continue;
            }
            b'#' => {
                rest = &rest[count(rest, |byte| byte != b'\n' && byte != b'\r')..];
                continue;
            }
            b'"' if rest.starts_with(b"\"\"\"") => block_string(rest),
            b'"' => string(rest),
            b'.' if rest.starts_with(b"...") => 3,
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => {
                count(rest, |byte| byte == b'_' || byte.is_ascii_alphanumeric())
            }
            b'-' | b'0'..=b'9' => count(rest, is_in_number),
            b'(' | b'[' | b'{' => {
                open += 1;
                size.nesting = size.nesting.max(open);
                1
            }
            b')' | b']' | b'}' => {
                open = open.saturating_sub(1);
                1
            }
            _ => 1,
        };
        size.tokens += 1;
        rest = &rest[length..];
    }
    size
}

fn count(rest: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    rest.iter()
        .position(|byte| !belongs(*byte))
        .unwrap_or(rest.len())
}

fn is_in_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')
}

fn string(rest: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            b'\n' | b'\r' => return at,
            _ => at += 1,
        }
    }
    rest.len()
}

fn block_string(rest: &[u8]) -> usize {
    let mut at = 3;
    while at < rest.len() {
        let ahead = &rest[at..];
        if ahead.starts_with(b"\"\"\"") {
            return at + 3;
        }
        at += if ahead.starts_with(b"\\\"\"\"") { 4 } else { 1 };
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> u64 {
        measure(text).tokens
    }

    #[test]
    fn names_numbers_and_punctuators_are_tokens() {
        assert_eq!(tokens("{ city(slug: $slug) { name } }"), 12);
        assert_eq!(tokens("-12.5e+3, 7"), 2);
        assert_eq!(tokens("...Name"), 2);
    }

    #[test]
    fn spaces_commas_and_comments_are_not() {
        assert_eq!(tokens(" \t\r\n,,, # city { name }\n"), 0);
        assert_eq!(tokens("\u{feff}{ a }"), 3);
    }

    #[test]
    fn a_string_is_one_token_whatever_it_holds() {
        assert_eq!(tokens(r#""a { b \" c # d""#), 1);
        assert_eq!(tokens("\"\"\"a { \"b\" \\\"\"\" c\n#\"\"\""), 1);
        assert_eq!(tokens("\"하남 { 배움터\""), 1);
        assert_eq!(tokens("\"\""), 1);
    }

    #[test]
    fn what_has_no_end_is_counted_to_the_end() {
        assert_eq!(tokens("\"no end"), 1);
        assert_eq!(tokens("\"ends with the line\n}"), 2);
        assert_eq!(tokens("\"\"\"no end \" \\"), 1);
        assert_eq!(tokens("\"ends in a backslash\\"), 1);
    }

    #[test]
    fn brackets_in_strings_and_comments_do_not_nest() {
        assert_eq!(measure("{ a(b: [{c: \"[[[\"}]) } # [[[[").nesting, 4);
        assert_eq!(measure("}}}{").nesting, 1);
    }

    #[test]
    fn a_hundred_thousand_brackets_are_only_counted() {
        let size = measure(&"[".repeat(100_000));

        assert_eq!((size.tokens, size.nesting), (100_000, 100_000));
    }
}
