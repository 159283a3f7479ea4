//! What cities say of themselves.

mod edit;

use std::collections::HashMap;

use entity::{CityId, ProfileId, city_profile, values::ProfileStatus};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};

pub use self::edit::{Edit, Key, publish, save, withdraw};
use super::{error::Result, ids, viewer::Sight};

/// The most words that a text of a profile may have (UIL's form).
pub const MOST_WORDS: usize = 200;

/// The published profiles of each of these cities, the newest cycle first.
pub async fn of(db: &impl ConnectionTrait, cities: &[CityId]) -> Result<Vec<city_profile::Model>> {
    let cities: Vec<_> = cities.iter().map(|city| city.0).collect();
    let these = ids::table_of(&cities, db.get_database_backend());
    let profiles = city_profile::Entity::find()
        .filter(Expr::col(city_profile::Column::CityId).in_subquery(these))
        .filter(city_profile::Column::Status.eq(ProfileStatus::Published))
        .filter(city_profile::Column::DeletedAt.is_null())
        .order_by_desc(city_profile::Column::Cycle)
        .order_by_asc(city_profile::Column::Locale);
    Ok(profiles.all(db).await?)
}

/// The profiles with these ids: published ones, and drafts as far as they are seen.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[ProfileId],
    sight: Sight,
) -> Result<HashMap<ProfileId, city_profile::Model>> {
    let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
    let these = ids::table_of(&ids, db.get_database_backend());
    let own = sight.profiles_of();
    let own = own.map(|city| city_profile::Column::CityId.eq(city));
    let is_published = city_profile::Column::Status.eq(ProfileStatus::Published);
    let profiles = city_profile::Entity::find()
        .filter(Expr::col(city_profile::Column::Id).in_subquery(these))
        .filter(city_profile::Column::DeletedAt.is_null())
        .filter(Condition::any().add(is_published).add_option(own));
    let profiles = profiles.all(db).await?.into_iter();
    Ok(profiles.map(|profile| (profile.id, profile)).collect())
}

/// The words of a text, as UIL's form counts them: Chinese and Japanese put no
/// spaces between words, so each of their characters is one.
#[must_use]
pub fn words(text: &str) -> usize {
    let (mut words, mut in_word) = (0, false);
    for character in text.chars() {
        let begins = match character {
            _ if is_ideograph(character) => true,
            _ if character.is_alphanumeric() => !in_word,
            _ => false,
        };
        words += usize::from(begins);
        in_word = match character {
            _ if is_ideograph(character) || character.is_whitespace() => false,
            _ => in_word || begins,
        };
    }
    words
}

/// Whether a character is Han or kana. Korean has spaces between its words.
fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_every_writing() {
        let texts = [
            ("", 0),
            ("  Learning for all, in every neighbourhood. ", 6),
            ("life-long learning — don't stop", 4),
            ("배움이 흐르는 도시 하남", 4),
            ("学习型城市，人人共享。", 9),
            ("GNLC 学习城市 2024", 6),
            ("まなびのまち", 6),
        ];
        for (text, count) in texts {
            assert_eq!(words(text), count, "{text}");
        }
    }
}
