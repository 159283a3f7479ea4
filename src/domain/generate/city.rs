//! Made-up cities and their places.

use entity::{
    CityId, SpaceId, Words, city, learning_space,
    values::{CityKind, CityStatus, OpeningHoursList, Origin, SpaceStatus},
};

use super::{
    Maker, Plan,
    batch::Batch,
    country::{COUNTRIES, Country},
    words::{PLACES, QUARTERS, localized},
};
use crate::domain::text::folded;

/// A city and the country that it was put in.
pub(super) struct MadeUp {
    pub(super) row: city::Model,
    pub(super) country: &'static Country,
}

/// What the slugs of one network have in common.
pub(super) fn mark(plan: Plan) -> String {
    format!("s{}", plan.seed)
}

impl Maker {
    pub(super) fn cities(&mut self) -> Vec<MadeUp> {
        (1..=self.plan.cities)
            .map(|number| self.city(number))
            .collect()
    }

    fn city(&mut self, number: u32) -> MadeUp {
        let country = self.pick(COUNTRIES);
        let (stem, end) = (*self.pick(country.stems), *self.pick(country.ends));
        let latin = format!("{}{}", stem.1, end.1);
        let name = localized(country.locale, true, |locale| {
            if locale == country.locale {
                format!("{}{}", stem.0, end.0)
            } else {
                capital(&latin)
            }
        });
        let code = country.code.to_lowercase();
        let (north, east) = country.centre;
        let row = city::Model {
            id: CityId(self.mint.uuid()),
            slug: format!("{code}-{latin}-{}-{number}", mark(self.plan)),
            name_text: folded(&name, country.locale),
            name,
            default_locale: country.locale.to_owned(),
            kind: *self.pick(&[CityKind::City, CityKind::Municipality, CityKind::County]),
            country_code: country.code.to_owned(),
            subdivision_code: None,
            parent_id: None,
            latitude: Some(north + self.random.f64() * 2.0 - 1.0),
            longitude: Some(east + self.random.f64() * 2.0 - 1.0),
            location_approximate: true,
            time_zone: country.time_zone.to_owned(),
            population: Some(self.random.i32(20_000..3_000_000)),
            population_year: Some(2025),
            area_km2: Some(f64::from(self.random.i32(20..2_000))),
            area_year: Some(2025),
            gdp_per_capita_usd: None,
            gdp_year: None,
            schooling_years_men: None,
            schooling_years_women: None,
            schooling_year: None,
            website: None,
            head_office_title: None,
            status: CityStatus::Active,
            origin: Origin::Synthetic,
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        };
        MadeUp { row, country }
    }

    /// Five to twenty places of a city.
    pub(super) fn spaces(&mut self, city: &MadeUp, batch: &mut Batch) {
        for number in 1..=self.random.u32(5..=20) {
            let row = self.space(city, number);
            batch.spaces.push(row);
        }
    }

    fn space(&mut self, city: &MadeUp, number: u32) -> learning_space::Model {
        let locale = city.country.locale;
        let (kind, place) = self.pick(&PLACES);
        let quarter = self.pick(&QUARTERS);
        let also_english = self.chance(50);
        let name = localized(locale, also_english, |locale| {
            let [quarter, place] = [quarter, place].map(|word| word.in_locale(locale));
            match locale {
                "zh-Hans" => format!("{quarter}{place}"),
                "de" => format!("{place} {quarter}"),
                _ => format!("{quarter} {place}"),
            }
        });
        learning_space::Model {
            id: SpaceId(self.mint.uuid()),
            city_id: city.row.id,
            slug: format!("place-{number}"),
            external_id: None,
            provider_id: None,
            name_text: folded(&name, locale),
            name,
            default_locale: locale.to_owned(),
            kind: *kind,
            stands_for_many: false,
            address: None,
            postal_code: None,
            latitude: None,
            longitude: None,
            always_open: false,
            opening_hours: OpeningHoursList::default(),
            capacity: Some(self.random.i32(8..200)),
            website: None,
            description: None,
            amenities: Words::default(),
            designated_as: Words::default(),
            status: SpaceStatus::Open,
            origin: Origin::Synthetic,
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
