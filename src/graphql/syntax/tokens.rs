//! The tokens of a document, and how many there are before anybody parses it.

/// What a parser would have to keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::graphql) struct Size {
    pub(in crate::graphql) tokens: u64,
    /// Brackets of any kind that are open at the same time.
    pub(in crate::graphql) nesting: u64,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One of `! $ & ( ) : = @ [ ] { | }`.
    Punctuator,
    /// `...`
    Spread,
    Name,
    Int,
    Float,
    /// In quotation marks.
    Text,
    /// In three quotation marks.
    Block,
    /// The text is over.
    End,
    /// What the grammar does not know: a number that goes on wrongly, a text
    /// without an end, a character that belongs nowhere.
    Bad,
}

/// A token: the bytes from its start to its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Counts tokens and brackets in one pass.
///
/// It refuses nothing: a string without an end or a character that belongs
/// nowhere is the parser's to report.
pub(in crate::graphql) fn measure(text: &str) -> Size {
    let mut size = Size::default();
    let mut open = 0_u64;
    let mut at = 0;
    loop {
        let token = next(text, at);
        match text.as_bytes().get(token.start) {
            None => return size,
            Some(b'(' | b'[' | b'{') => {
                open += 1;
                size.nesting = size.nesting.max(open);
            }
            Some(b')' | b']' | b'}') => open = open.saturating_sub(1),
            Some(_) => {}
        }
        size.tokens += 1;
        at = token.end;
    }
}

/// The tokens of a text as they are written.
pub(in crate::graphql) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let token = next(text, at);
        at = token.end;
        (token.kind != Kind::End).then(|| &text[token.start..token.end])
    })
}

/// The token behind this byte.
pub(super) fn next(text: &str, at: usize) -> Token {
    let start = at + ignored(&text.as_bytes()[at..]);
    let rest = &text.as_bytes()[start..];
    let (kind, length) = match rest {
        [] => (Kind::End, 0),
        [b'"', b'"', b'"', ..] => block_string(rest),
        [b'"', ..] => string(rest),
        [b'.', b'.', b'.', ..] => (Kind::Spread, 3),
        [first, ..] if is_name_start(*first) => (Kind::Name, count(rest, is_in_name)),
        [b'-' | b'0'..=b'9', ..] => number(rest),
        [first, ..] if b"!$&():=@[]{|}".contains(first) => (Kind::Punctuator, 1),
        _ => (
            Kind::Bad,
            text[start..].chars().next().map_or(1, char::len_utf8),
        ),
    };
    let end = start + length;
    Token { kind, start, end }
}

/// Bytes of blanks, commas, comments and byte order marks.
fn ignored(rest: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += match &rest[at..] {
            [b' ' | b'\t' | b'\n' | b'\r' | b',', ..] => 1,
            [b'#', ..] => count(&rest[at..], |byte| byte != b'\n' && byte != b'\r'),
            [0xEF, 0xBB, 0xBF, ..] => 3,
            _ => return at,
        };
    }
}

fn count(rest: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    rest.iter()
        .position(|byte| !belongs(*byte))
        .unwrap_or(rest.len())
}

fn is_name_start(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphabetic()
}

fn is_in_name(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

fn is_in_number(byte: u8) -> bool {
    byte == b'.' || byte == b'+' || byte == b'-' || is_in_name(byte)
}

/// A number as the grammar has it: no noughts before it, no letter behind it.
fn number(rest: &[u8]) -> (Kind, usize) {
    let bad = (Kind::Bad, count(rest, is_in_number));
    let digits = |at: usize| count(&rest[at..], |byte| byte.is_ascii_digit());
    let mut at = usize::from(rest[0] == b'-');
    let whole = digits(at);
    if whole == 0 || (whole > 1 && rest[at] == b'0') {
        return bad;
    }
    at += whole;
    let mut kind = Kind::Int;
    let sign = |at: usize| usize::from(matches!(rest.get(at), Some(b'+' | b'-')));
    for is_exponent in [false, true] {
        let skip = match rest.get(at) {
            Some(b'.') if !is_exponent => 1,
            Some(b'e' | b'E') if is_exponent => 1 + sign(at + 1),
            _ => continue,
        };
        if digits(at + skip) == 0 {
            return bad;
        }
        at += skip + digits(at + skip);
        kind = Kind::Float;
    }
    match rest.get(at) {
        Some(byte) if *byte == b'.' || is_name_start(*byte) => bad,
        _ => (kind, at),
    }
}

fn string(rest: &[u8]) -> (Kind, usize) {
    let mut at = 1;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'"' => return (Kind::Text, at + 1),
            b'\n' | b'\r' => return (Kind::Bad, at),
            // What is escaped is looked at later, but it ends no line.
            b'\\' if !matches!(rest.get(at + 1), None | Some(b'\n' | b'\r')) => at += 2,
            _ => at += 1,
        }
    }
    (Kind::Bad, rest.len())
}

fn block_string(rest: &[u8]) -> (Kind, usize) {
    let mut at = 3;
    while at < rest.len() {
        let ahead = &rest[at..];
        if ahead.starts_with(b"\"\"\"") {
            return (Kind::Block, at + 3);
        }
        at += if ahead.starts_with(b"\\\"\"\"") { 4 } else { 1 };
    }
    (Kind::Bad, rest.len())
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
