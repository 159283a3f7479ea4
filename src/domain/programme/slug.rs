//! The short name of a programme in addresses, when its city gives none.

use entity::ProgrammeId;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::edit::Edit;
use crate::domain::patch::Patch;

/// Leaves room for the end that keeps equal names apart.
const LONGEST: usize = 60;

/// A slug made of the title, else of the external id.
///
/// A title counts when all of its letters can be written in ASCII: half a title
/// says something else than the whole one.
pub(super) fn of(edit: &Edit) -> String {
    let titles = match &edit.title {
        Patch::Set(texts) => texts.0.as_slice(),
        Patch::Keep | Patch::Clear => &[],
    };
    let titles = titles.iter().filter_map(|(_, title)| title.as_deref());
    let external = match &edit.external_id {
        Patch::Set(external) => Some(external.as_str()),
        Patch::Keep | Patch::Clear => None,
    };
    let mut made = titles.chain(external).filter_map(written);
    made.next().unwrap_or_else(|| "programme".to_owned())
}

/// The slug, with an end of its own when another programme has it.
pub(super) fn free(slug: String, id: ProgrammeId, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(&slug) {
        return slug;
    }
    let [.., a, b, c] = *id.0.as_bytes();
    format!("{slug}-{a:02x}{b:02x}{c:02x}")
}

fn written(text: &str) -> Option<String> {
    let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter));
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    let is_ascii = |letter: char| letter.is_ascii() || !letter.is_alphanumeric();
    if !letters.chars().all(is_ascii) {
        return None;
    }
    let words = letters.split(|letter: char| !letter.is_ascii_alphanumeric());
    let mut slug = String::new();
    for word in words.filter(|word| !word.is_empty()) {
        let glue = usize::from(!slug.is_empty());
        if slug.len() + glue + word.len() > LONGEST {
            break;
        }
        if glue == 1 {
            slug.push('-');
        }
        slug.push_str(word);
    }
    (!slug.is_empty()).then_some(slug)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::patch::Texts;

    fn slug(titles: &[&str], external: Option<&str>) -> String {
        let texts = titles
            .iter()
            .map(|title| ("en".to_owned(), Some((*title).to_owned())));
        of(&Edit {
            title: Patch::Set(Texts(texts.collect())),
            external_id: external.map_or(Patch::Keep, |id| Patch::Set(id.to_owned())),
            ..Edit::default()
        })
    }

    #[test]
    fn a_title_becomes_a_slug() {
        assert_eq!(
            slug(&["First steps: Café & Évry!"], None),
            "first-steps-cafe-evry"
        );
    }

    #[test]
    fn a_title_without_ascii_leaves_it_to_the_next_one() {
        assert_eq!(slug(&["하남 AI 강좌", "AI for all"], None), "ai-for-all");
        assert_eq!(slug(&["하남 강좌"], Some("LLL/2026 7")), "lll-2026-7");
        assert_eq!(slug(&["하남 강좌"], None), "programme");
    }

    #[test]
    fn long_titles_end_with_a_whole_word() {
        let made = slug(&[&"lifelong learning ".repeat(9)], None);
        assert_eq!(
            made,
            "lifelong-learning-lifelong-learning-lifelong-learning"
        );
    }

    #[test]
    fn equal_titles_are_kept_apart() {
        let id = ProgrammeId(Uuid::from_u128(0xabc_def));
        assert_eq!(free("x".to_owned(), id, |slug| slug == "x"), "x-abcdef");
    }
}
