//! Lines and columns, counted once from the begin of a text to its end.

use async_graphql::Pos;

/// Where in the text the reader is.
///
/// Columns count UTF-16 units, as the editors and the reference implementation
/// do that show the place to people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places {
    seen: usize,
    pos: Pos,
}

impl Places {
    pub(super) fn begin() -> Self {
        let pos = Pos { line: 1, column: 1 };
        Self { seen: 0, pos }
    }

    /// The place of a byte that is not before the last one that was asked for.
    pub(super) fn of(&mut self, text: &str, at: usize) -> Pos {
        let bytes = text.as_bytes();
        while self.seen < at {
            self.pass(bytes[self.seen], bytes.get(self.seen + 1).copied());
            self.seen += 1;
        }
        self.pos
    }

    fn pass(&mut self, byte: u8, next: Option<u8>) {
        match byte {
            b'\r' if next == Some(b'\n') => {}
            b'\n' | b'\r' => {
                self.pos.line += 1;
                self.pos.column = 1;
            }
            // The rest of a character.
            0x80..=0xBF => {}
            0xF0.. => self.pos.column += 2,
            _ => self.pos.column += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways_and_columns_are_those_of_editors() {
        let text = "a\r\nb\rc\nd하😀e";
        let mut places = Places::begin();

        let found: Vec<_> = ["a", "b", "c", "d", "하", "😀", "e"]
            .map(|part| places.of(text, text.find(part).unwrap()))
            .map(|pos| (pos.line, pos.column))
            .into();

        assert_eq!(
            found,
            [(1, 1), (2, 1), (3, 1), (4, 1), (4, 2), (4, 3), (4, 5)]
        );
    }
}
