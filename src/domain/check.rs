//! Rules that fields of many records share.

use chrono::NaiveDate;
use entity::{Day, Localized, LocalizedList, PartialDate, Words};

use super::{
    problem::{Complaint, Problems},
    web_address::is_web_address,
};

/// Characters in a name or a title.
pub const NAME: usize = 300;
/// Characters in a text of a few sentences.
pub const SUMMARY: usize = 2_000;
/// Characters in a long text.
pub const LONG_TEXT: usize = 20_000;
/// Texts in a list.
const LIST: usize = 50;
/// Characters in the key that a record has in its owner's own system.
pub const KEY: usize = 200;
/// Characters in a web address.
const WEB_ADDRESS: usize = 2_000;
/// Characters in a slug.
const SLUG: usize = 80;

impl Problems {
    /// A name or title is there in the record's own language, and not too long.
    pub fn check_name(&mut self, field: &str, name: &Localized, default_locale: &str) {
        self.demand(name.get(default_locale).is_some(), field, || {
            Complaint::default_locale_missing(default_locale)
        });
        self.check_texts(field, Some(name), NAME);
    }

    /// No language of a text is too long or holds what is no text.
    pub fn check_texts(&mut self, field: &str, text: Option<&Localized>, most: usize) {
        for words in text.iter().flat_map(|text| text.0.values()) {
            self.check_text(field, Some(words), most);
        }
    }

    /// A list of texts is not too long, and neither is one of them.
    pub fn check_text_list(&mut self, field: &str, list: &LocalizedList, most: usize) {
        self.demand(list.0.len() <= LIST, field, || Complaint::too_many(LIST));
        for (place, text) in list.0.iter().enumerate() {
            self.check_texts(&format!("{field}.{place}"), Some(text), most);
        }
    }

    /// A text is not too long, and is text.
    pub fn check_text(&mut self, field: &str, text: Option<&str>, most: usize) {
        let Some(text) = text else { return };
        let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
        self.demand(!text.trim().is_empty(), field, Complaint::blank);
        self.demand(text.chars().all(is_plain), field, Complaint::no_plain_text);
        self.demand(text.chars().nth(most).is_none(), field, || {
            Complaint::too_long(most)
        });
    }

    /// The key of a record in its owner's own system. Tables lose the blanks around it, so
    /// that two records would become one.
    pub fn check_external_id(&mut self, id: Option<&str>) {
        self.check_text("externalId", id, KEY);
        let is_bare = id
            .map(str::trim)
            .is_none_or(|bare| bare.is_empty() || id == Some(bare));
        self.demand(is_bare, "externalId", Complaint::not_bare);
    }

    /// Nothing stands in a list twice; each that does is named by its place.
    pub fn check_distinct<T: PartialEq>(&mut self, field: &str, list: &[T]) {
        for (place, item) in list.iter().enumerate() {
            let is_first = !list[..place].contains(item);
            self.demand(is_first, &format!("{field}.{place}"), Complaint::twice);
        }
    }

    /// A list is not too long.
    pub fn check_length<T>(&mut self, field: &str, list: &[T], most: usize) {
        self.demand(list.len() <= most, field, || Complaint::too_many(most));
    }

    /// Plain words: not too many, none twice, and each is text.
    pub fn check_words(&mut self, field: &str, words: &Words, most: usize) {
        self.check_length(field, &words.0, most);
        self.check_distinct(field, &words.0);
        for (place, word) in words.0.iter().enumerate() {
            self.check_text(&format!("{field}.{place}"), Some(word), NAME);
        }
    }

    /// An address of the web that everybody reads alike.
    pub fn check_web_address(&mut self, field: &str, address: Option<&str>) {
        let Some(address) = address else { return };
        self.check_text(field, Some(address), WEB_ADDRESS);
        self.demand(is_web_address(address), field, Complaint::no_web_address);
    }

    /// A short name in addresses.
    pub fn check_slug(&mut self, field: &str, slug: &str) {
        self.demand(is_slug(slug), field, Complaint::no_slug);
        self.demand(slug.len() <= SLUG, field, || Complaint::too_long(SLUG));
    }

    /// A number that may be missing lies between its bounds.
    pub fn check_range<T>(&mut self, field: &str, number: Option<T>, (least, most): (T, T))
    where
        T: PartialOrd + ToString,
    {
        let fits = number.is_none_or(|number| least <= number && number <= most);
        self.demand(fits, field, || Complaint::out_of_range(least, most));
    }

    /// A day is one that there can be: none is the far one by which others say that
    /// something has no end.
    pub fn check_day(&mut self, field: &str, day: Option<NaiveDate>) {
        let is_one = day.is_none_or(|day| Day::of(day).is_some());
        self.demand(is_one, field, out_of_age);
    }

    /// The same of a date that may be a year or a month.
    pub fn check_date(&mut self, field: &str, date: Option<&PartialDate>) {
        let is_one = date.is_none_or(PartialDate::is_within_bounds);
        self.demand(is_one, field, out_of_age);
    }

    /// The end, at `field`, does not come before the beginning.
    pub fn check_span<T: PartialOrd>(&mut self, field: &str, first: Option<T>, last: Option<T>) {
        let is_reversed = matches!((first, last), (Some(first), Some(last)) if last < first);
        self.demand(!is_reversed, field, Complaint::ends_before_start);
    }

    /// The greatest number, at `field`, is not below the least.
    pub fn check_bounds<T: PartialOrd>(&mut self, field: &str, least: Option<T>, most: Option<T>) {
        let is_reversed = matches!((least, most), (Some(least), Some(most)) if most < least);
        self.demand(!is_reversed, field, Complaint::greatest_below_least);
    }

    /// The same as [`Self::check_span`] of dates that may be years or months: 2016 does not end before 2016-05.
    /// The end is one that there can be.
    pub fn check_term(
        &mut self,
        field: &str,
        since: Option<&PartialDate>,
        until: Option<&PartialDate>,
    ) {
        self.check_date(field, until);
        let (Some(since), Some(until)) = (since, until) else {
            return;
        };
        let (since, until) = (since.as_str(), until.as_str());
        let shared = since.len().min(until.len());
        self.check_span(field, Some(&since[..shared]), Some(&until[..shared]));
    }

    /// A point has both degrees, and they are degrees.
    pub fn check_location(&mut self, latitude: Option<f64>, longitude: Option<f64>) {
        self.check_range("location.latitude", latitude, (-90.0, 90.0));
        self.check_range("location.longitude", longitude, (-180.0, 180.0));
    }
}

fn out_of_age() -> Complaint {
    Complaint::out_of_range(Day::FIRST, Day::LAST)
}

fn is_slug(slug: &str) -> bool {
    let is_letter = |c: u8| matches!(c, b'a'..=b'z' | b'0'..=b'9');
    slug.split('-')
        .all(|word| !word.is_empty() && word.bytes().all(is_letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_words_with_hyphens() {
        assert!(is_slug("first-steps-2"));
        for slug in ["", "-a", "a--b", "A", "한글", "a_b"] {
            assert!(!is_slug(slug), "{slug}");
        }
    }

    #[test]
    fn a_year_does_not_end_before_its_months() {
        let date = |text: &str| PartialDate::try_from(text.to_owned()).ok();
        let ends = |since, until| {
            let mut problems = Problems::default();
            problems.check_term("until", date(since).as_ref(), date(until).as_ref());
            problems.is_empty()
        };
        assert!(ends("2016-05", "2016"));
        assert!(!ends("2016-05", "2016-04-30"));
    }
}
