//! The words of a text, as the index keeps them and as a search asks for them.
//!
//! Korean, Chinese and Japanese text has no spaces where its words end, so a run
//! of it becomes overlapping pairs of characters: 배움터 is `배움 움터 터`. A word
//! is then found inside any compound as a phrase of its pairs. The last character
//! stands alone as well: it lets a single character be searched as the beginning
//! of a token, and it keeps a phrase from running on into the next run.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::domain::{
    error::{Error, Result},
    text,
};

/// PostgreSQL refuses tokens above 2 KiB.
const LONGEST_WORD: usize = 255;

/// What is indexed of one column; PostgreSQL refuses vectors above 1 MiB.
const MOST_BYTES: usize = 100_000;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Word {
    pub(super) text: String,
    /// Whether it comes from a script that does not part its words.
    pub(super) unparted: bool,
}

/// How the index is asked for a word.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// These tokens, one behind the other.
    Phrase(Vec<String>),
    /// A token that begins so.
    Beginning(String),
}

/// What a person searches: words that must all be found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Query {
    pub(super) words: Vec<Word>,
}

impl Query {
    /// Reads what a person typed.
    pub(super) fn read(typed: &str, most_characters: usize) -> Result<Self> {
        if typed.chars().count() > most_characters {
            return Err(Error::input(format!(
                "The search text has more than {most_characters} characters."
            )));
        }
        query(typed).ok_or_else(|| {
            Error::input("The search text needs at least one letter, character or digit.")
        })
    }

    /// All words as one, as [`name`] makes it of a title.
    pub(super) fn name(&self) -> String {
        joined(&self.words)
    }
}

impl Word {
    pub(super) fn wanted(&self) -> Wanted {
        let several = self.text.chars().nth(1).is_some();
        if self.unparted && several {
            Wanted::Phrase(pairs(&self.text))
        } else {
            Wanted::Beginning(self.text.clone())
        }
    }
}

/// The tokens of a text, with a space between them.
pub(super) fn document(text: &str) -> String {
    let mut tokens = String::new();
    for word in words(text) {
        let parts = if word.unparted {
            let last = word.text.chars().last().map(String::from);
            pairs(&word.text).into_iter().chain(last).collect()
        } else {
            vec![word.text]
        };
        for part in parts {
            if tokens.len() + part.len() >= MOST_BYTES {
                return tokens;
            }
            if !tokens.is_empty() {
                tokens.push(' ');
            }
            tokens.push_str(&part);
        }
    }
    tokens
}

/// The words that a text asks for; none if there is nothing to ask for.
pub(super) fn query(text: &str) -> Option<Query> {
    let mut distinct: Vec<Word> = Vec::new();
    for word in words(text) {
        if !distinct.contains(&word) {
            distinct.push(word);
        }
    }
    (!distinct.is_empty()).then_some(Query { words: distinct })
}

/// A whole title as one token, for searches that name it exactly.
pub(super) fn name(title: &str) -> String {
    joined(&words(title))
}

fn joined(words: &[Word]) -> String {
    let letters = words.iter().flat_map(|word| word.text.chars());
    letters.take(LONGEST_WORD).collect()
}

/// Folded, and without the accents that people leave out when they type.
///
/// Only the marks of the European scripts go: the ones of kana and of Indic
/// scripts tell words apart.
pub(super) fn fold(text: &str) -> String {
    let folded = text::fold(text);
    let plain = folded
        .nfd()
        .filter(|mark| !is_accent(*mark) && !is_unseen(*mark));
    plain.nfc().collect()
}

fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// Soft hyphens, joiners and variation selectors: they change how a word looks.
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character belongs to words; everything else parts them.
pub(super) fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// Whether a character is Han, Hangul or kana.
pub(super) fn is_unparted(character: char) -> bool {
    matches!(character,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn words(text: &str) -> Vec<Word> {
    let folded = fold(text);
    let mut words: Vec<Word> = Vec::new();
    let mut in_word = false;
    for character in folded.chars() {
        if !is_of_word(character) {
            in_word = false;
            continue;
        }
        let mark = is_combining_mark(character);
        let unparted = is_unparted(character);
        match words.last_mut() {
            Some(word) if in_word && (mark || word.unparted == unparted) => {
                word.text.push(character);
            }
            // A mark upon nothing is no word.
            _ if mark => continue,
            _ => words.push(Word {
                text: character.into(),
                unparted,
            }),
        }
        in_word = true;
    }
    words.into_iter().map(shortened).collect()
}

/// Long runs of unparted text are whole sentences; other words have an end.
fn shortened(word: Word) -> Word {
    if word.unparted {
        return word;
    }
    Word {
        text: word.text.chars().take(LONGEST_WORD).collect(),
        unparted: false,
    }
}

fn pairs(run: &str) -> Vec<String> {
    let seconds = run.chars().skip(1);
    run.chars()
        .zip(seconds)
        .map(|(first, second)| String::from_iter([first, second]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str) -> Vec<Wanted> {
        let query = query(text).unwrap();
        query.words.iter().map(Word::wanted).collect()
    }

    fn phrase<const N: usize>(tokens: [&str; N]) -> Wanted {
        Wanted::Phrase(tokens.map(str::to_owned).into())
    }

    fn beginning(text: &str) -> Wanted {
        Wanted::Beginning(text.to_owned())
    }

    #[test]
    fn korean_and_chinese_become_pairs_and_a_last_character() {
        assert_eq!(document("마을배움터"), "마을 을배 배움 움터 터");
        assert_eq!(document("终身学习。武汉"), "终身 身学 学习 习 武汉 汉");
        assert_eq!(document("터"), "터");
    }

    #[test]
    fn words_with_spaces_stay_whole() {
        assert_eq!(document("Évry-Courcouronnes, 91!"), "evry courcouronnes 91");
        assert_eq!(document("하남city2026년"), "하남 남 city2026 년");
    }

    #[test]
    fn accents_go_and_the_marks_of_other_scripts_stay() {
        assert_eq!(document("E\u{301}vry ÉVRY"), "evry evry");
        assert_eq!(document("がくしゅう"), "がく くし しゅ ゅう う");
        assert_eq!(document("शिक्षा"), "शिक्षा");
        assert_eq!(document("ﾗｰﾆﾝｸﾞ"), document("ラーニング"));
        assert_eq!(document("葛\u{e0100}飾 Bil\u{ad}dung"), "葛飾 飾 bildung");
        assert_eq!(
            document("\u{1112}\u{1161}\u{1102}\u{1161}\u{11b7}"),
            "하남 남"
        );
    }

    #[test]
    fn a_search_asks_for_phrases_and_beginnings() {
        assert_eq!(asked("배움터"), [phrase(["배움", "움터"])]);
        assert_eq!(asked("학"), [beginning("학")]);
        assert_eq!(
            asked("Librar 은평 librar"),
            [beginning("librar"), phrase(["은평"])]
        );
    }

    #[test]
    fn a_name_is_one_word_however_it_is_spaced() {
        assert_eq!(name("은평구 평생 학습관"), name("은평구평생학습관"));
        assert_eq!(name("Évry-Courcouronnes"), "evrycourcouronnes");
    }

    #[test]
    fn a_search_without_letters_is_refused() {
        for text in [
            "",
            "  ",
            "?!",
            "\"*\" : ( )",
            "\0",
            "・。、",
            "❤\u{fe0f}",
            "\u{94d}",
        ] {
            assert!(
                matches!(Query::read(text, 256), Err(Error::Input(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn a_search_that_is_too_long_names_the_limit() {
        let refused = Query::read(&"학".repeat(257), 256);
        assert!(matches!(refused, Err(Error::Input(text)) if text.contains("256")));
        assert!(Query::read(&"학".repeat(256), 256).is_ok());
    }

    #[test]
    fn tokens_hold_nothing_that_a_database_could_read_as_syntax() {
        let nonsense = "a\"b'c*d:e(f)g&h|i!j<k->l\\m\0n^o{p}q+r-s\u{200b}t%u_v;w--x/*y*/z$1?";
        let seen = document(nonsense);
        assert!(
            seen.chars().all(|seen| seen == ' ' || is_of_word(seen)),
            "{seen}"
        );
        assert_eq!(seen.split(' ').count(), 27);
    }

    #[test]
    fn a_text_without_end_is_indexed_up_to_a_limit() {
        assert!(document(&"학습 ".repeat(100_000)).len() <= MOST_BYTES);
        assert_eq!(document(&"a".repeat(5000)).len(), LONGEST_WORD);
    }
}
