//! The two encodings in which Korean files come.

use std::io;

use encoding_rs::{EUC_KR, UTF_8};

use super::spreadsheet::BYTE_ORDER_MARK;
use crate::domain::problem::Complaint;

/// How the bytes of a file stand for letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// Microsoft's code page 949, which older spreadsheets write in Korea.
    Cp949,
}

impl Encoding {
    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Cp949 => "CP949",
        }
    }

    /// What a file begins with, so that a spreadsheet knows the encoding.
    pub(super) fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => BYTE_ORDER_MARK.as_bytes(),
            Self::Cp949 => b"",
        }
    }

    /// The encoding of a file: what most of its lines beyond ASCII are written in.
    /// A single Korean syllable in CP949 may be UTF-8 by chance (책 is å), and a file
    /// in UTF-8 may have a wrong byte.
    fn of(bytes: &[u8]) -> Self {
        let lines = bytes.split(|byte| is_end(*byte));
        let (mut unicode, mut others) = (0, 0);
        for line in lines.filter(|line| !line.is_ascii()) {
            match std::str::from_utf8(line) {
                Ok(_) => unicode += 1,
                Err(_) => others += 1,
            }
        }
        if unicode >= others {
            Self::Utf8
        } else {
            Self::Cp949
        }
    }
}

fn is_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

/// How many lines end in these bytes: with CR, LF or both.
fn ends(bytes: &[u8]) -> usize {
    let pairs = bytes.windows(2).filter(|pair| *pair == b"\r\n");
    bytes.iter().filter(|byte| is_end(**byte)).count() - pairs.count()
}

/// The text of a file. No letter is guessed: one byte that is wrong and the file
/// is refused, with the line where it stands.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Complaint> {
    let encoding = Encoding::of(bytes);
    let decoder = match encoding {
        Encoding::Utf8 => UTF_8,
        // The Web calls CP949 by the name of the smaller set inside of it.
        Encoding::Cp949 => EUC_KR,
    };
    let text = decoder.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.ok_or_else(|| {
        let is_good = |line: &&[u8]| {
            let text = decoder.decode_without_bom_handling_and_without_replacement(line);
            text.is_some()
        };
        let good = bytes
            .split_inclusive(|byte| is_end(*byte))
            .take_while(is_good);
        let good: usize = good.map(<[u8]>::len).sum();
        Complaint::not_in_encoding(ends(&bytes[..good]) + 1, encoding.name())
    })?;
    Ok(text
        .strip_prefix(BYTE_ORDER_MARK)
        .unwrap_or(&text)
        .to_owned())
}

/// The bytes of a text; none when the encoding lacks one of its letters.
pub(super) fn encode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    if encoding == Encoding::Utf8 {
        return Some(text.as_bytes().to_vec());
    }
    let (bytes, _, has_others) = EUC_KR.encode(text);
    (!has_others).then(|| bytes.into_owned())
}

/// The same for a file that is written, with the reason when it cannot be.
pub(super) fn encoded(text: &str, encoding: Encoding) -> io::Result<Vec<u8>> {
    let others = || io::Error::other("CP949 lacks some of its letters, so write UTF-8");
    encode(text, encoding).ok_or_else(others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_read_back() {
        let text = "강좌명,똠방각하\r\n펲시콜라\r\n";
        for encoding in [Encoding::Utf8, Encoding::Cp949] {
            let bytes = encode(text, encoding).unwrap();
            assert_eq!(decode(&bytes).unwrap(), text, "{encoding:?}");
        }
    }

    #[test]
    fn most_of_the_lines_tell() {
        let text = "externalId,title.ko\nA1,책\nA2,서예\nA3,서예\n";
        for encoding in [Encoding::Utf8, Encoding::Cp949] {
            assert_eq!(decode(&encode(text, encoding).unwrap()).unwrap(), text);
        }
    }

    #[test]
    fn a_wrong_byte_is_named_by_its_line() {
        let line = |bytes: &[u8]| {
            let complaint = decode(bytes).unwrap_err();
            complaint.sentences().get("en").unwrap().to_owned()
        };
        assert_eq!(
            line("강좌명\n좋다\n\u{fffd}".as_bytes().split_last().unwrap().1),
            "Line 3 is not written in UTF-8."
        );
        for end in ["\r", "\r\n"] {
            let bytes = format!("강좌명{end}좋다{end}");
            let bytes = [bytes.as_bytes(), &[0xea]].concat();
            assert_eq!(line(&bytes), "Line 3 is not written in UTF-8.", "{end:?}");
        }
        let mut cp949 = encode("강좌명\n", Encoding::Cp949).unwrap();
        cp949.extend([0xff, 0xff]);
        assert_eq!(line(&cp949), "Line 2 is not written in CP949.");
        let sixteen: Vec<u8> = "강좌명\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(line(&sixteen), "Line 1 is not written in CP949.");
    }

    #[test]
    fn cp949_has_no_emoji() {
        assert_eq!(encode("좋아요\n😀", Encoding::Cp949), None);
    }
}
