//! What a city may say of its learning spaces.

use entity::{
    OrganisationId, Words, learning_space,
    values::{OpeningHoursList, SpaceKind, SpaceStatus},
};

use crate::domain::{
    check::{LONG_TEXT, NAME},
    patch::{Patch, Texts},
    point::Point,
    problem::{Complaint, Problems},
    text::folded,
};

/// Words in a list.
const MOST_WORDS: usize = 50;
/// Characters in a postal code.
const POSTAL_CODE: usize = 20;
/// More people than any place holds.
const MOST_PEOPLE: i32 = 1_000_000;

/// What a city changes of a learning space.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// The short name in addresses.
    pub slug: Patch<String>,
    /// Its id in the city's own system.
    pub external_id: Patch<String>,
    /// Who runs it.
    pub provider_id: Patch<OrganisationId>,
    /// Its names.
    pub name: Patch<Texts>,
    /// The language in which it describes itself.
    pub default_locale: Patch<String>,
    /// What kind of place it is.
    pub kind: Patch<SpaceKind>,
    /// Whether it is open.
    pub status: Patch<SpaceStatus>,
    /// Whether it stands for a group of places.
    pub stands_for_many: Patch<bool>,
    /// Where it is.
    pub place: Place,
    /// Whether it never closes.
    pub always_open: Patch<bool>,
    /// When it is open.
    pub opening_hours: Patch<OpeningHoursList>,
    /// For how many people there is room.
    pub capacity: Patch<i32>,
    /// Its website.
    pub website: Patch<String>,
    /// What it is like.
    pub description: Patch<Texts>,
    /// What helps people with disabilities: codes of the list `ACCESSIBILITY`.
    pub accessibility: Patch<Vec<String>>,
    /// What else is there.
    pub amenities: Patch<Words>,
    /// Titles that the city gave to it.
    pub designated_as: Patch<Words>,
}

/// What a city changes of where a space is.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The postal address.
    pub address: Patch<Texts>,
    /// The postal code.
    pub postal_code: Patch<String>,
    /// The point.
    pub location: Patch<Point>,
}

impl Edit {
    /// Changes the row; the codes stand in another table.
    pub(super) fn apply(self, row: &mut learning_space::Model) -> Problems {
        let mut problems = Problems::default();
        self.name.apply_name(&mut row.name, "name", &mut problems);
        self.default_locale
            .apply_locale(&mut row.default_locale, "defaultLocale", &mut problems);
        self.slug.apply_to(&mut row.slug, "slug", &mut problems);
        self.kind.apply_to(&mut row.kind, "kind", &mut problems);
        self.status
            .apply_to(&mut row.status, "status", &mut problems);
        self.description
            .apply_texts(&mut row.description, "description", &mut problems);
        self.external_id.apply(&mut row.external_id);
        self.provider_id.apply(&mut row.provider_id);
        self.capacity.apply(&mut row.capacity);
        self.website.apply(&mut row.website);
        self.stands_for_many
            .apply_or_default(&mut row.stands_for_many);
        self.always_open.apply_or_default(&mut row.always_open);
        self.opening_hours.apply_or_default(&mut row.opening_hours);
        self.amenities.apply_or_default(&mut row.amenities);
        self.designated_as.apply_or_default(&mut row.designated_as);
        self.place.apply(row, &mut problems);
        row.name_text = folded(&row.name, &row.default_locale);
        check(row, &mut problems);
        problems
    }
}

impl Place {
    fn apply(self, row: &mut learning_space::Model, problems: &mut Problems) {
        self.address
            .apply_texts(&mut row.address, "address", problems);
        self.postal_code.apply(&mut row.postal_code);
        self.location
            .apply_point(&mut row.latitude, &mut row.longitude);
    }
}

fn check(row: &learning_space::Model, problems: &mut Problems) {
    problems.check_name("name", &row.name, &row.default_locale);
    problems.check_slug("slug", &row.slug);
    problems.check_external_id(row.external_id.as_deref());
    problems.check_texts("description", row.description.as_ref(), LONG_TEXT);
    problems.check_texts("address", row.address.as_ref(), NAME);
    problems.check_text("postalCode", row.postal_code.as_deref(), POSTAL_CODE);
    problems.check_location(row.latitude, row.longitude);
    problems.check_range("capacity", row.capacity, (1, MOST_PEOPLE));
    problems.check_web_address("website", row.website.as_deref());
    problems.check_words("amenities", &row.amenities, MOST_WORDS);
    problems.check_words("designatedAs", &row.designated_as, MOST_WORDS);
    problems.check_hours("openingHours", &row.opening_hours);
    let is_one_way = !row.always_open || row.opening_hours.0.is_empty();
    problems.demand(is_one_way, "openingHours", Complaint::always_open);
}
