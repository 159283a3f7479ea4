//! The countries of made-up cities, and how these are named there.

use std::collections::HashSet;

use entity::country;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::db::Transaction;
use crate::domain::error::Result;

/// A country with made-up cities.
pub(super) struct Country {
    pub(super) code: &'static str,
    alpha3: &'static str,
    m49: &'static str,
    region: &'static str,
    english: &'static str,
    pub(super) locale: &'static str,
    pub(super) time_zone: &'static str,
    pub(super) currency: &'static str,
    /// About where it lies.
    pub(super) centre: (f64, f64),
    /// Beginnings and ends of names: in its own writing, and in Latin letters.
    pub(super) stems: &'static [(&'static str, &'static str)],
    pub(super) ends: &'static [(&'static str, &'static str)],
}

type Parts = &'static [(&'static str, &'static str)];

const KOREAN: (Parts, Parts) = (
    &[
        ("새벽", "saebyeok"),
        ("별빛", "byeolbit"),
        ("솔", "sol"),
        ("한빛", "hanbit"),
        ("가온", "gaon"),
        ("나래", "narae"),
        ("다온", "daon"),
        ("미르", "mireu"),
        ("보람", "boram"),
        ("아름", "areum"),
    ],
    &[
        ("시", "si"),
        ("군", "gun"),
        ("천시", "cheonsi"),
        ("산시", "sansi"),
        ("구", "gu"),
    ],
);
const CHINESE: (Parts, Parts) = (
    &[
        ("云", "yun"),
        ("清", "qing"),
        ("明", "ming"),
        ("和", "he"),
        ("安", "an"),
        ("新", "xin"),
        ("金", "jin"),
        ("玉", "yu"),
        ("兰", "lan"),
        ("松", "song"),
    ],
    &[
        ("川市", "chuan"),
        ("林市", "lin"),
        ("江市", "jiang"),
        ("河区", "he"),
        ("台市", "tai"),
    ],
);
const GERMAN: (Parts, Parts) = (
    &[
        ("Birken", "birken"),
        ("Linden", "linden"),
        ("Sonnen", "sonnen"),
        ("Falken", "falken"),
        ("Rosen", "rosen"),
        ("Ahorn", "ahorn"),
        ("Stein", "stein"),
        ("Mühl", "muehl"),
    ],
    &[
        ("tal", "tal"),
        ("berg", "berg"),
        ("furt", "furt"),
        ("hausen", "hausen"),
        ("au", "au"),
    ],
);
const ENGLISH: (Parts, Parts) = (
    &[
        ("Ash", "ash"),
        ("Oak", "oak"),
        ("Wren", "wren"),
        ("Brook", "brook"),
        ("Hazel", "hazel"),
        ("Swan", "swan"),
        ("Elder", "elder"),
        ("Heron", "heron"),
    ],
    &[
        ("ford", "ford"),
        ("ton", "ton"),
        ("mouth", "mouth"),
        ("field", "field"),
        ("ham", "ham"),
    ],
);

macro_rules! countries {
    ($($code:literal $alpha3:literal $m49:literal $region:literal $english:literal:
        $locale:literal $zone:literal $currency:literal $centre:expr, $words:ident;)+) => {
        &[$(Country {
            code: $code,
            alpha3: $alpha3,
            m49: $m49,
            region: $region,
            english: $english,
            locale: $locale,
            time_zone: $zone,
            currency: $currency,
            centre: $centre,
            stems: $words.0,
            ends: $words.1,
        }),+]
    };
}

pub(super) const COUNTRIES: &[Country] = countries! {
    "KR" "KOR" "410" "ASIA_PACIFIC" "Republic of Korea":
        "ko" "Asia/Seoul" "KRW" (36.5, 127.8), KOREAN;
    "CN" "CHN" "156" "ASIA_PACIFIC" "China":
        "zh-Hans" "Asia/Shanghai" "CNY" (31.0, 113.0), CHINESE;
    "DE" "DEU" "276" "EUROPE_NORTH_AMERICA" "Germany":
        "de" "Europe/Berlin" "EUR" (50.5, 9.5), GERMAN;
    "AT" "AUT" "040" "EUROPE_NORTH_AMERICA" "Austria":
        "de" "Europe/Vienna" "EUR" (47.6, 14.1), GERMAN;
    "CH" "CHE" "756" "EUROPE_NORTH_AMERICA" "Switzerland":
        "de" "Europe/Zurich" "CHF" (46.9, 8.2), GERMAN;
    "IE" "IRL" "372" "EUROPE_NORTH_AMERICA" "Ireland":
        "en" "Europe/Dublin" "EUR" (53.2, -7.8), ENGLISH;
    "GB" "GBR" "826" "EUROPE_NORTH_AMERICA" "United Kingdom":
        "en" "Europe/London" "GBP" (52.8, -1.6), ENGLISH;
    "AU" "AUS" "036" "ASIA_PACIFIC" "Australia":
        "en" "Australia/Melbourne" "AUD" (-36.8, 144.3), ENGLISH;
    "KE" "KEN" "404" "AFRICA" "Kenya":
        "en" "Africa/Nairobi" "KES" (-0.8, 37.0), ENGLISH;
};

/// The countries that the database lacks, as a network of nothing else.
pub(super) async fn as_network(tx: &Transaction) -> Result<String> {
    let known = country::Entity::find().all(tx).await?;
    let known: HashSet<String> = known.into_iter().map(|row| row.code).collect();
    let missing = COUNTRIES
        .iter()
        .filter(|country| !known.contains(country.code));
    let records: Vec<Value> = missing.map(record).collect();
    Ok(json!({ "countries": records }).to_string())
}

fn record(country: &Country) -> Value {
    json!({
        "code": country.code,
        "alpha3": country.alpha3,
        "m49": country.m49,
        "region": country.region,
        "name": { "en": country.english },
        "provenance": [{
            "url": "https://unstats.un.org/unsd/methodology/m49/",
            "confidence": "HIGH",
        }],
    })
}
