//! JSON that can stand anywhere: in the `<script>` of a page, and on a line of its own.

use std::{borrow::Cow, io};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// What JSON does not escape, and some readers take for the end of a line.
const LINE_ENDS: [char; 3] = ['\u{85}', '\u{2028}', '\u{2029}'];

/// A value as JSON. In its texts `<` is escaped, which could end a `<script>`, and so
/// is every letter that some readers take for the end of a line (U+0085, U+2028,
/// U+2029; JSON itself escapes the others).
#[must_use]
pub fn bytes(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Memory takes it all, and a text is a name of every field.
    let _ = add(&mut bytes, value);
    bytes
}

/// JSON that somebody else wrote, without a letter that a reader of lines could take for
/// their end.
#[must_use]
pub fn one_line(json: &str) -> Cow<'_, str> {
    if !json.contains(LINE_ENDS) {
        return Cow::Borrowed(json);
    }
    let mut line = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '\u{85}' => line.push_str("\\u0085"),
            '\u{2028}' => line.push_str("\\u2028"),
            '\u{2029}' => line.push_str("\\u2029"),
            letter => line.push(letter),
        }
    }
    Cow::Owned(line)
}

/// Adds a value to a file that has a value on each line.
pub(super) fn add_line(lines: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    add(lines, value)?;
    lines.push(b'\n');
    Ok(())
}

fn add(bytes: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(bytes, Plain))?)
}

struct Plain;

impl Formatter for Plain {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let is_special = |letter| letter == '<' || LINE_ENDS.contains(&letter);
        for part in fragment.split_inclusive(is_special) {
            match part.chars().next_back().filter(|last| is_special(*last)) {
                Some(last) => {
                    out.write_all(&part.as_bytes()[..part.len() - last.len_utf8()])?;
                    write!(out, "\\u{:04x}", u32::from(last))?;
                }
                None => out.write_all(part.as_bytes())?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn no_text_ends_a_script_or_a_line() {
        let value = json!({ "<k\u{2028}": "</script><!--\u{85}a\u{2028}\u{2029}\"\u{b}\u{1e}하" });
        let text = String::from_utf8(bytes(&value)).unwrap();
        assert_eq!(
            text,
            r#"{"\u003ck\u2028":"\u003c/script>\u003c!--\u0085a\u2028\u2029\"\u000b\u001e하"}"#
        );
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);

        let written = value.to_string();
        let line = one_line(&written);
        assert!(!line.contains(LINE_ENDS), "{line}");
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
    }
}
