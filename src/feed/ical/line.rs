//! Lines of a calendar (RFC 5545, 3.1): what separates is escaped, what is long
//! is folded.

use std::fmt::{Display, Write as _};

/// The most octets of a line, without its end.
const LONGEST: usize = 75;

/// A calendar as it is written.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Writes a property whose value is no text: a date, an address, a rule.
    pub(super) fn add(&mut self, name: &str, value: impl Display) {
        let mut line = format!("{name}:");
        // Writing to a text cannot fail.
        let _ = write!(line, "{value}");
        line.retain(|letter| !letter.is_control() && !is_line_end(letter));
        self.fold(&line);
    }

    /// The same if there is a value.
    pub(super) fn add_if(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.add(name, value);
        }
    }

    /// Writes a text; nothing when it is empty.
    pub(super) fn say(&mut self, name: &str, text: &str) {
        if !text.trim().is_empty() {
            self.add(name, escaped(text));
        }
    }

    /// Writes texts as one list; nothing when there is none.
    pub(super) fn list(&mut self, name: &str, texts: &[&str]) {
        let texts: Vec<String> = texts.iter().map(|text| escaped(text)).collect();
        if !texts.is_empty() {
            self.add(name, texts.join(","));
        }
    }

    /// Writes the lines of another behind these.
    pub(super) fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// The calendar itself.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    /// Breaks between letters, never inside one: readers that join octets and
    /// readers that join letters both get the text back.
    fn fold(&mut self, line: &str) {
        let mut room = LONGEST;
        for letter in line.chars() {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST - 1;
            }
            self.0.push(letter);
            room -= letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Whether some readers take a letter for the end of a line. A carriage return comes
/// before another of them, or says nothing.
fn is_line_end(letter: char) -> bool {
    matches!(
        letter,
        '\n' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// A text in which nothing is taken for a separator.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '\\' | ';' | ',' => safe.extend(['\\', letter]),
            end if is_line_end(end) => safe.push_str("\\n"),
            // No control may stand in a line, and a tab has parted words.
            '\t' => safe.push(' '),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_letters() {
        let mut lines = Lines::default();
        lines.say("SUMMARY", &"하남시 평생학습관 ".repeat(10));
        let text = String::from_utf8(lines.into_bytes()).unwrap();
        assert!(text.lines().count() > 3);
        assert!(text.split("\r\n").all(|line| line.len() <= LONGEST));
        let joined = text.replace("\r\n ", "");
        assert_eq!(joined.matches("하남시 평생학습관").count(), 10);
    }

    #[test]
    fn a_tab_parts_words_as_a_blank_does() {
        let mut lines = Lines::default();
        lines.say("SUMMARY", "one\ttwo");
        let text = String::from_utf8(lines.into_bytes()).unwrap();
        assert_eq!(text, "SUMMARY:one two\r\n");
    }

    #[test]
    fn no_text_ends_its_property() {
        let mut lines = Lines::default();
        lines.say("SUMMARY", "One, two; three\\\r\nEND:VEVENT");
        let text = String::from_utf8(lines.into_bytes()).unwrap();
        assert_eq!(text, "SUMMARY:One\\, two\\; three\\\\\\nEND:VEVENT\r\n");
    }

    #[test]
    fn no_address_ends_its_property() {
        let mut lines = Lines::default();
        lines.add("URL", "https://x.example/\r\nATTENDEE:\u{2028}y");
        let text = String::from_utf8(lines.into_bytes()).unwrap();
        assert_eq!(text, "URL:https://x.example/ATTENDEE:y\r\n");
    }

    #[test]
    fn what_some_readers_take_for_the_end_of_a_line_is_escaped() {
        for end in [
            "\n", "\r\n", "\u{b}", "\u{c}", "\u{1d}", "\u{85}", "\u{2028}", "\u{2029}",
        ] {
            let mut lines = Lines::default();
            lines.say("SUMMARY", &format!("One{end}END:VEVENT"));
            let text = String::from_utf8(lines.into_bytes()).unwrap();
            assert_eq!(text, "SUMMARY:One\\nEND:VEVENT\r\n", "{end:?}");
        }
    }
}
