//! Changes to fields: what a client leaves out stays as it is, `null` clears.

use entity::{Localized, LocalizedList};

use super::{
    locale::Locale,
    problem::{Complaint, Problems},
};

/// What is to become of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// It stays: the client did not mention it.
    #[default]
    Keep,
    /// It is emptied: the client sent `null`.
    Clear,
    /// It becomes this.
    Set(T),
}

impl<T> Patch<T> {
    /// The same of another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear => Patch::Clear,
            Self::Set(value) => Patch::Set(change(value)),
        }
    }

    /// This, or the other when this asks for nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match self {
            Self::Keep => other,
            asked => asked,
        }
    }

    /// Changes a field that may be empty.
    pub fn apply(self, field: &mut Option<T>) {
        match self {
            Self::Keep => {}
            Self::Clear => *field = None,
            Self::Set(value) => *field = Some(value),
        }
    }

    /// Changes a field that is empty in its own way, such as a list.
    pub fn apply_or_default(self, field: &mut T)
    where
        T: Default,
    {
        match self {
            Self::Keep => {}
            Self::Clear => *field = T::default(),
            Self::Set(value) => *field = value,
        }
    }

    /// Changes a field that is never empty.
    pub fn apply_to(self, field: &mut T, name: &str, problems: &mut Problems) {
        match self {
            Self::Keep => {}
            Self::Clear => problems.add(name, Complaint::required()),
            Self::Set(value) => *field = value,
        }
    }
}

impl<T> Patch<Option<T>> {
    /// A value that is none empties the field, as no value does.
    #[must_use]
    pub fn flat(self) -> Patch<T> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear | Self::Set(None) => Patch::Clear,
            Self::Set(Some(value)) => Patch::Set(value),
        }
    }
}

/// Texts by language: those that are named become this or go, others stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(pub Vec<(String, Option<String>)>);

impl Texts {
    /// The text that these make without one before them.
    #[must_use]
    pub fn anew(self, name: &str, problems: &mut Problems) -> Localized {
        let mut text = Localized::default();
        let known = problems.iter().count();
        self.change(&mut text, name, problems);
        let is_silent = text.0.is_empty() && problems.iter().count() == known;
        problems.demand(!is_silent, name, Complaint::blank);
        text
    }

    /// Changes a text, and finds what is wrong with the change.
    fn change(self, text: &mut Localized, name: &str, problems: &mut Problems) {
        let mut seen = Vec::new();
        for (place, (tag, words)) in self.0.into_iter().enumerate() {
            let at = format!("{name}.{place}.locale");
            let Ok(locale) = Locale::parse(&tag) else {
                problems.add(&at, Complaint::no_locale(&tag));
                continue;
            };
            let tag = locale.tag();
            problems.demand(!seen.contains(&tag), &at, Complaint::twice);
            match words.map(|words| words.trim().to_owned()) {
                None => drop(text.0.remove(&tag)),
                Some(words) if words.is_empty() => {
                    problems.add(&format!("{name}.{place}.text"), Complaint::blank());
                }
                Some(words) => drop(text.0.insert(tag.clone(), words)),
            }
            seen.push(tag);
        }
    }
}

impl Patch<Vec<Texts>> {
    /// Changes a list of texts, which is replaced as a whole.
    pub fn apply_list(self, field: &mut LocalizedList, name: &str, problems: &mut Problems) {
        match self {
            Self::Keep => {}
            Self::Clear => *field = LocalizedList::default(),
            Self::Set(list) => {
                let all = list.into_iter().enumerate();
                let all =
                    all.map(|(place, texts)| texts.anew(&format!("{name}.{place}"), problems));
                *field = LocalizedList(all.collect());
            }
        }
    }
}

impl Patch<Texts> {
    /// Changes a text that may be missing; without any language it is missing.
    pub fn apply_texts(self, field: &mut Option<Localized>, name: &str, problems: &mut Problems) {
        match self {
            Self::Keep => {}
            Self::Clear => *field = None,
            Self::Set(texts) => {
                let mut text = field.take().unwrap_or_default();
                texts.change(&mut text, name, problems);
                *field = (!text.0.is_empty()).then_some(text);
            }
        }
    }

    /// Changes a name or a title.
    pub fn apply_name(self, field: &mut Localized, name: &str, problems: &mut Problems) {
        match self {
            Self::Keep => {}
            Self::Clear => problems.add(name, Complaint::required()),
            Self::Set(texts) => texts.change(field, name, problems),
        }
    }
}

impl Patch<String> {
    /// Changes the language of a record.
    pub fn apply_locale(self, field: &mut String, name: &str, problems: &mut Problems) {
        match self {
            Self::Keep => {}
            Self::Clear => problems.add(name, Complaint::required()),
            Self::Set(tag) => match Locale::parse(&tag) {
                Ok(locale) => *field = locale.tag(),
                Err(_) => problems.add(name, Complaint::no_locale(tag)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<const N: usize>(texts: [(&str, Option<&str>); N]) -> Patch<Texts> {
        let texts = texts.map(|(tag, text)| (tag.to_owned(), text.map(str::to_owned)));
        Patch::Set(Texts(texts.into()))
    }

    #[test]
    fn a_language_that_is_not_named_stays() {
        let mut name = Localized::from([("ko", "하남시"), ("en", "Hanam")]);
        let mut problems = Problems::default();

        texts([("en", Some("Hanam City")), ("zh-hant", Some("河南市"))]).apply_name(
            &mut name,
            "name",
            &mut problems,
        );

        assert!(problems.is_empty());
        let expected = [
            ("ko", "하남시"),
            ("en", "Hanam City"),
            ("zh-Hant", "河南市"),
        ];
        assert_eq!(name, Localized::from(expected));
    }

    #[test]
    fn the_last_language_takes_the_text_with_it() {
        let mut summary = Some(Localized::from([("ko", "배움")]));

        texts([("ko", None)]).apply_texts(&mut summary, "summary", &mut Problems::default());

        assert_eq!(summary, None);
    }

    #[test]
    fn every_problem_is_found_at_its_place() {
        let mut problems = Problems::default();

        texts([("klingon!", Some("x")), ("ko", Some(" ")), ("ko", None)]).apply_name(
            &mut Localized::default(),
            "title",
            &mut problems,
        );

        let paths: Vec<_> = problems
            .iter()
            .map(|problem| problem.path.join("."))
            .collect();
        assert_eq!(paths, ["title.0.locale", "title.1.text", "title.2.locale"]);
    }
}
