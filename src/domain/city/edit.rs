//! What a city may say of itself. The register keeps the rest: its slug, kind,
//! country and status.

use chrono::Datelike;
use chrono_tz::Tz;
use entity::{
    city,
    values::{Happening, SubjectKind},
};

use crate::domain::{
    body::Body,
    check::NAME,
    error::Result,
    patch::{Patch, Texts},
    point::Point,
    problem::{Complaint, Problems},
    record::{self, Target, record, unlinked},
    searchable::searchable,
    text::folded,
    viewer::{Permit, WriteCity},
    writing::Writing,
};

record! {
    city as City, owned by |row| Some(Body::City(row.id)),
    generated [], unique [],
    found by |row| Some(searchable(
        (SubjectKind::City, row.id.0),
        &row.name,
        &row.default_locale,
        &[],
    ))
}

/// More people than live in any city.
const MOST_PEOPLE: i32 = 100_000_000;
/// Square kilometres: no city is smaller than a hectare or larger than a country.
const AREA: (f64, f64) = (0.01, 1_000_000.0);
/// US dollars.
const GDP_PER_CAPITA: (f64, f64) = (0.0, 1_000_000.0);
/// As the database has it.
const SCHOOLING_YEARS: (f64, f64) = (0.0, 30.0);
/// No figure of the register is older.
const FIRST_YEAR: i32 = 1900;

/// What a city changes of its record.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Its names.
    pub name: Patch<Texts>,
    /// The language in which it writes.
    pub default_locale: Patch<String>,
    /// Its website.
    pub website: Patch<String>,
    /// What its head is called.
    pub head_office_title: Patch<Texts>,
    /// Where it lies.
    pub location: Patch<Point>,
    /// Its time zone.
    pub time_zone: Patch<String>,
    /// Its figures.
    pub figures: Figures,
}

/// What a city changes of its figures.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Its inhabitants.
    pub population: Patch<i32>,
    /// When they were counted.
    pub population_year: Patch<i32>,
    /// Its square kilometres.
    pub area_km2: Patch<f64>,
    /// When they were measured.
    pub area_year: Patch<i32>,
    /// Its product by inhabitant.
    pub gdp_per_capita_usd: Patch<f64>,
    /// The year of the product.
    pub gdp_year: Patch<i32>,
    /// How long men went to school.
    pub schooling_years_men: Patch<f64>,
    /// How long women went to school.
    pub schooling_years_women: Patch<f64>,
    /// The year of the years of schooling.
    pub schooling_year: Patch<i32>,
}

impl Edit {
    fn apply(self, row: &mut city::Model, this_year: i32) -> Problems {
        let mut problems = Problems::default();
        self.name.apply_name(&mut row.name, "name", &mut problems);
        self.default_locale
            .apply_locale(&mut row.default_locale, "defaultLocale", &mut problems);
        self.website.apply(&mut row.website);
        self.head_office_title.apply_texts(
            &mut row.head_office_title,
            "headOfficeTitle",
            &mut problems,
        );
        if self.location != Patch::Keep {
            // Whoever names a point of their own city knows where it is.
            row.location_approximate = false;
        }
        self.location
            .apply_point(&mut row.latitude, &mut row.longitude);
        self.time_zone
            .apply_to(&mut row.time_zone, "timeZone", &mut problems);
        self.figures.apply(row);
        row.name_text = folded(&row.name, &row.default_locale);
        check(row, &mut problems);
        check_figures(row, this_year, &mut problems);
        problems
    }
}

impl Figures {
    fn apply(self, row: &mut city::Model) {
        self.population.apply(&mut row.population);
        self.population_year.apply(&mut row.population_year);
        self.area_km2.apply(&mut row.area_km2);
        self.area_year.apply(&mut row.area_year);
        self.gdp_per_capita_usd.apply(&mut row.gdp_per_capita_usd);
        self.gdp_year.apply(&mut row.gdp_year);
        self.schooling_years_men.apply(&mut row.schooling_years_men);
        self.schooling_years_women
            .apply(&mut row.schooling_years_women);
        self.schooling_year.apply(&mut row.schooling_year);
    }
}

fn check(row: &city::Model, problems: &mut Problems) {
    problems.check_name("name", &row.name, &row.default_locale);
    problems.check_web_address("website", row.website.as_deref());
    problems.check_texts("headOfficeTitle", row.head_office_title.as_ref(), NAME);
    problems.check_location(row.latitude, row.longitude);
    let is_zone = row.time_zone.parse::<Tz>().is_ok();
    problems.demand(is_zone, "timeZone", || Complaint::not_as("Asia/Seoul"));
}

fn check_figures(row: &city::Model, this_year: i32, problems: &mut Problems) {
    let (men, women) = (row.schooling_years_men, row.schooling_years_women);
    problems.check_range("population", row.population, (0, MOST_PEOPLE));
    problems.check_range("areaKm2", row.area_km2, AREA);
    problems.check_range("gdpPerCapitaUsd", row.gdp_per_capita_usd, GDP_PER_CAPITA);
    problems.check_range("schoolingYearsMen", men, SCHOOLING_YEARS);
    problems.check_range("schoolingYearsWomen", women, SCHOOLING_YEARS);
    let has_schooling = men.is_some() || women.is_some();
    let years = [
        (
            "populationYear",
            row.population_year,
            row.population.is_some(),
        ),
        ("areaYear", row.area_year, row.area_km2.is_some()),
        ("gdpYear", row.gdp_year, row.gdp_per_capita_usd.is_some()),
        ("schoolingYear", row.schooling_year, has_schooling),
    ];
    for (field, year, has_number) in years {
        problems.check_range(field, year, (FIRST_YEAR, this_year));
        let fits = year.is_none() || has_number;
        problems.demand(fits, field, Complaint::year_without_number);
    }
}

/// Changes the record of the permit's city.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteCity>,
    expected_version: Option<i32>,
    edit: Edit,
) -> Result<city::Model> {
    let target = Target {
        id: permit.owner(),
        expected_version,
    };
    let before: city::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    edit.apply(&mut after, writing.now().year()).into_result()?;
    record::save(
        writing,
        permit,
        (before, after),
        Happening::Updated,
        unlinked(),
    )
    .await
}
