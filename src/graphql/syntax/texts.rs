//! What a text in quotation marks says.

use std::{iter::Peekable, str::Chars};

/// The value of a text between its quotation marks; its escapes are read.
pub(super) fn string(raw: &str) -> Result<String, &'static str> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw.chars().peekable();
    while let Some(character) = rest.next() {
        text.push(match character {
            '\\' => escaped(&mut rest)?,
            plain => plain,
        });
    }
    Ok(text)
}

fn escaped(rest: &mut Peekable<Chars>) -> Result<char, &'static str> {
    match rest.next() {
        Some(same @ ('"' | '\\' | '/')) => Ok(same),
        Some('b') => Ok('\u{8}'),
        Some('f') => Ok('\u{c}'),
        Some('n') => Ok('\n'),
        Some('r') => Ok('\r'),
        Some('t') => Ok('\t'),
        Some('u') => unicode(rest),
        _ => Err("a backslash in a text stands before one of \" \\ / b f n r t u."),
    }
}

fn unicode(rest: &mut Peekable<Chars>) -> Result<char, &'static str> {
    let code = if rest.next_if_eq(&'{').is_some() {
        in_brackets(rest)?
    } else {
        pair(rest)?
    };
    char::from_u32(code).ok_or("an escape in a text names no Unicode character.")
}

/// `\u{1F600}`
fn in_brackets(rest: &mut Peekable<Chars>) -> Result<u32, &'static str> {
    let mut code = None;
    loop {
        code = match (rest.next(), code) {
            (Some('}'), Some(code)) => return Ok(code),
            (Some(digit), _) => {
                let digit = digit.to_digit(16).ok_or(WRITTEN)?;
                let code: u32 = code.unwrap_or(0);
                Some(code.saturating_mul(16).saturating_add(digit))
            }
            (None, _) => return Err(WRITTEN),
        };
    }
}

const WRITTEN: &str = "a character is escaped as \\u and four hexadecimal digits, or as \\u{…}.";

/// `\uD83D\uDE00`: two halves that are one character, or a character of its own.
fn pair(rest: &mut Peekable<Chars>) -> Result<u32, &'static str> {
    const LONELY: &str = "an escape in a text is half of a character.";
    let first = four_digits(rest)?;
    if !(0xD800..0xDC00).contains(&first) {
        return Ok(first);
    }
    if rest.next() != Some('\\') || rest.next() != Some('u') || rest.peek() == Some(&'{') {
        return Err(LONELY);
    }
    let second = four_digits(rest)?;
    if !(0xDC00..0xE000).contains(&second) {
        return Err(LONELY);
    }
    Ok(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))
}

fn four_digits(rest: &mut Peekable<Chars>) -> Result<u32, &'static str> {
    (0..4).try_fold(0, |code, _| {
        let digit = rest.next().and_then(|digit| digit.to_digit(16));
        Ok(code * 16 + digit.ok_or(WRITTEN)?)
    })
}

/// The value of a text between three quotation marks each: without the
/// indentation that its lines share, and without blank lines around it.
pub(super) fn block(raw: &str) -> String {
    let raw = raw.replace("\\\"\"\"", "\"\"\"");
    let raw = raw.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = raw.split('\n').collect();
    let is_blank = |line: &&str| indentation(line) == line.len();
    let shared = lines.iter().skip(1).filter(|line| !is_blank(line));
    let shared = shared.map(|line| indentation(line)).min().unwrap_or(0);
    let first = lines.iter().position(|line| !is_blank(line));
    let last = lines.iter().rposition(|line| !is_blank(line));
    let (Some(first), Some(last)) = (first, last) else {
        return String::new();
    };
    let kept = (first..=last).map(|number| match number {
        0 => lines[0],
        _ => lines[number].get(shared..).unwrap_or_default(),
    });
    kept.collect::<Vec<_>>().join("\n")
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read() {
        for (raw, text) in [
            (r"하남 \u0041\/\t\\", "하남 A/\t\\"),
            (r"\uD83D\uDE00a", "😀a"),
            (r"\u{1F600}\u{41}\u{0000041}", "😀AA"),
            (r"\u0000", "\0"),
            (r"\uFFFF\u{10FFFF}", "\u{ffff}\u{10ffff}"),
        ] {
            assert_eq!(string(raw).as_deref(), Ok(text), "{raw}");
        }
    }

    #[test]
    fn halves_of_characters_and_other_escapes_are_not() {
        for raw in [
            r"\uD83D",
            r"\uDE00",
            r"\uD83Dx",
            r"\uD83D\n",
            r"\uD83D\uD83D",
            r"\uD83D\u{DE00}",
            r"\u{D83D}\u{DE00}",
            r"\u{110000}",
            r"\u{FFFFFFFFFFFFFFFFF}",
            r"\u{}",
            r"\u{1F600",
            r"\u12",
            r"\u+123",
            r"\x41",
            r"\",
            r"\u",
        ] {
            assert!(string(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn a_block_loses_the_indentation_of_its_source() {
        for (raw, text) in [
            (
                "\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  ",
                "Hello,\n  World!\n\nYours,\n  GraphQL.",
            ),
            ("  one\n  two", "  one\ntwo"),
            ("\\\"\"\" \\u0041 \\n", "\"\"\" \\u0041 \\n"),
            ("a\r\n\tb\r \tc", "a\nb\n\tc"),
            ("\n \t\n", ""),
            ("", ""),
            ("\n  a\n \n  b", "a\n\nb"),
        ] {
            assert_eq!(block(raw), text, "{raw:?}");
        }
    }
}
