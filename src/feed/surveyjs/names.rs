//! Keys and codes: names and values may be any text there, and are plain words here.

use std::collections::{BTreeMap, BTreeSet};

use super::remarks::Remarks;
use crate::domain::{problem::Complaint, slug};

/// Letters of a name that is made.
const MOST: usize = 64;

/// Names of one kind, each with the word that stands for it.
#[derive(Default)]
pub(super) struct Names {
    words: BTreeMap<String, String>,
    /// In small letters: programs tell names apart without regard to case.
    taken: BTreeSet<String>,
}

/// What a word must look like.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// As a column: letters, digits and `_`, a letter first.
    Key,
    /// As a code: `-` as well, and a digit may be first.
    Code,
}

impl Form {
    fn takes(self, name: &str) -> bool {
        let begins_well = match self {
            Self::Key => name.starts_with(|c: char| c.is_ascii_alphabetic()),
            Self::Code => name.starts_with(|c: char| c.is_ascii_alphanumeric()),
        };
        let is_sign = |c: char| c == '_' || (c == '-' && matches!(self, Self::Code));
        let is_word = name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || is_sign(c));
        begins_well && is_word && name.len() <= MOST && !name.eq_ignore_ascii_case("meta")
    }

    /// A word of the letters of the name that it can have, else of its place.
    fn word(self, name: &str, place: usize) -> String {
        let slug = slug::from_text(name).map(|slug| slug.replace('-', "_"));
        let (stem, number) = match self {
            Self::Key => ("question", place + 1),
            Self::Code => ("option", place + 1),
        };
        match slug {
            Some(word) if self.takes(&word) => word,
            Some(word) if self.takes(&format!("q_{word}")) => format!("q_{word}"),
            _ => format!("{stem}_{number}"),
        }
    }
}

impl Names {
    /// Names that can stay as they are come before those that are made.
    pub(super) fn keep<'a>(&mut self, names: impl Iterator<Item = &'a str>, form: Form) {
        for name in names.filter(|name| form.takes(name)) {
            if !self.words.contains_key(name) {
                let word = self.free(name.to_owned());
                self.words.insert(name.to_owned(), word);
            }
        }
    }

    /// The word for a name, the same one for the same name; told when it is another
    /// than the name.
    pub(super) fn word(
        &mut self,
        (name, place): (&str, usize),
        form: Form,
        (at, remarks): (&str, &mut Remarks),
    ) -> String {
        self.keep(std::iter::once(name), form);
        let word = match self.words.get(name) {
            Some(word) => word.clone(),
            None => self.free(form.word(name, place)),
        };
        if word != name {
            remarks.warn(at, Complaint::known_as(&word));
        }
        self.words.insert(name.to_owned(), word.clone());
        word
    }

    /// A word for something that no one refers to by name, such as a page.
    pub(super) fn heading(&mut self, (name, place): (&str, usize)) -> String {
        let form = Form::Key;
        let word = if form.takes(name) {
            name.to_owned()
        } else {
            form.word(name, place)
        };
        self.free(word)
    }

    /// A word for what stands beside the question of this word.
    pub(super) fn beside(&mut self, word: &str) -> String {
        let short: String = word.chars().take(MOST - 8).collect();
        self.free(format!("{short}_remark"))
    }

    /// The word, or one with a number behind it when something has it.
    fn free(&mut self, word: String) -> String {
        let short: String = word.chars().take(MOST - 5).collect();
        let numbered = (2..10_000).map(|number| format!("{short}_{number}"));
        let mut words = std::iter::once(word.clone()).chain(numbered);
        let is_free = |word: &String| !self.taken.contains(&word.to_ascii_lowercase());
        let free = words.find(is_free).unwrap_or(word);
        self.taken.insert(free.to_ascii_lowercase());
        free
    }
}
