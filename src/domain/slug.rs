//! Slugs for records whose owner gave none.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Select};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use uuid::Uuid;

use super::error::Result;

/// Letters of a slug that is made from a text: short enough to read aloud, and
/// leaves room for an id behind it.
const MOST: usize = 60;

/// Five bits a letter, without those that look like others (Crockford).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The slug of a text, such as `cafe-des-langues` of `Café des langues`.
///
/// `None` when the text has letters outside of the Latin alphabet, or none at
/// all: a slug of the few Latin letters in a Korean title would say something else.
#[must_use]
pub fn from_text(text: &str) -> Option<String> {
    let mut slug = String::new();
    for letter in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match latin(letter) {
            Some(letters) => slug.push_str(&letters),
            None if letter.is_alphanumeric() => return None,
            // An apostrophe stands inside of a word.
            None if matches!(letter, '\'' | '’') => {}
            None if slug.is_empty() || slug.ends_with('-') => {}
            None => slug.push('-'),
        }
    }
    let slug = shortened(slug.trim_end_matches('-'));
    (!slug.is_empty()).then(|| slug.to_owned())
}

/// A slug that no other record has: what it begins with, and a part of the id.
#[must_use]
pub fn fallback(prefix: &str, id: Uuid) -> String {
    let random = id.as_u128();
    let letters = (0..8).rev().map(|place| {
        let five = usize::try_from((random >> (5 * place)) & 31).unwrap_or_default();
        char::from(LETTERS[five])
    });
    let letters: String = letters.collect();
    format!("{prefix}-{letters}")
}

/// The first slug that one of these texts has, else one of the id; with an end of
/// its own when one of the `others` has it.
pub async fn free<E: EntityTrait<Model: Sync>>(
    db: &impl ConnectionTrait,
    (others, column): (Select<E>, E::Column),
    mut texts: impl Iterator<Item = &str>,
    (prefix, id): (&str, Uuid),
) -> Result<String> {
    let Some(slug) = texts.find_map(from_text) else {
        return Ok(fallback(prefix, id));
    };
    let others = others.filter(column.eq(&slug)).count(db).await?;
    Ok(match others {
        0 => slug,
        _ => fallback(&slug, id),
    })
}

/// The letter without marks in the alphabet of slugs, if it is a Latin one.
fn latin(letter: char) -> Option<String> {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    let plain = match lower {
        'a'..='z' | '0'..='9' => return Some(lower.to_string()),
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    };
    Some(plain.to_owned())
}

/// The first whole words that fit.
fn shortened(slug: &str) -> &str {
    let Some((start, _)) = slug.char_indices().nth(MOST) else {
        return slug;
    };
    let is_whole = slug[start..].starts_with('-');
    let words = match slug[..start].rfind('-') {
        Some(end) if !is_whole => &slug[..end],
        _ => &slug[..start],
    };
    words.trim_end_matches('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_letters_lose_their_marks() {
        let slugs = [
            ("Café des langues", "cafe-des-langues"),
            ("  Évry–Courcouronnes (2026)!", "evry-courcouronnes-2026"),
            ("L’école d'été", "lecole-dete"),
            ("Lesestraße Łódź", "lesestrasse-lodz"),
            ("Ｌｅａｒｎ １", "learn-1"),
        ];
        for (text, slug) in slugs {
            assert_eq!(from_text(text).as_deref(), Some(slug), "{text}");
        }
    }

    #[test]
    fn other_alphabets_have_no_slug() {
        for text in ["한글 첫걸음", "AI 교실", "学习中心", "ひらがな", "—", ""] {
            assert_eq!(from_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_long_text_ends_with_a_whole_word() {
        let slug = from_text(&"learning ".repeat(20)).unwrap();
        assert_eq!(slug, ["learning"; 6].join("-"));
        assert_eq!(from_text(&"a".repeat(200)).unwrap().len(), MOST);
    }

    #[test]
    fn the_end_of_the_id_tells_records_apart() {
        let id = Uuid::from_u128(0x0188_bac7_4afa_78aa_bc3b_bd1e_ef28_d881);
        assert_eq!(fallback("space", id), "space-3vqjhp41");
    }
}
