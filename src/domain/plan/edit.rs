//! How a city makes and changes its plans.

use entity::{
    Localized, LocalizedList, PartialDate, PlanId, city, plan,
    values::{Happening, PlanStatus},
};

use crate::domain::{
    body::Body,
    check::{NAME, SUMMARY},
    city::of_permit,
    error::Result,
    patch::{Patch, Texts},
    problem::Problems,
    record::{self, Fields, Target, record, unlinked},
    text::folded,
    viewer::{Permit, WritePlans},
    writing::Writing,
};

record! {
    plan as Plan, owned by |row| Some(Body::City(row.city_id)),
    // One plan of a city is in force: of a broken index PostgreSQL tells the name,
    // SQLite the column.
    generated [], unique [
        "ordinal" => "ordinal", "external_id" => "externalId",
        "plan_in_force" => "status", "plan.city_id" => "status"
    ]
}

/// The highest number of a plan.
const ORDINAL: i32 = 1_000;

/// What a city changes of a plan.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Its id in the city's own system.
    pub external_id: Patch<String>,
    /// Its titles.
    pub title: Patch<Texts>,
    /// The language in which it speaks.
    pub default_locale: Patch<String>,
    /// What else it is called.
    pub alternate_titles: Patch<Vec<Texts>>,
    /// Which of the city's plans it is.
    pub ordinal: Patch<i32>,
    /// Since when it holds.
    pub period_start: Patch<PartialDate>,
    /// Until when it holds.
    pub period_end: Patch<PartialDate>,
    /// Where it is to lead.
    pub vision: Patch<Texts>,
    /// Its website.
    pub website: Patch<String>,
    /// Where it stands.
    pub status: Patch<PlanStatus>,
}

impl Edit {
    fn apply(self, row: &mut plan::Model) -> Problems {
        let mut problems = Problems::default();
        self.external_id.apply(&mut row.external_id);
        self.title
            .apply_name(&mut row.title, "title", &mut problems);
        self.default_locale
            .apply_locale(&mut row.default_locale, "defaultLocale", &mut problems);
        let others = &mut row.alternate_titles;
        self.alternate_titles
            .apply_list(others, "alternateTitles", &mut problems);
        self.ordinal.apply(&mut row.ordinal);
        self.period_start.apply(&mut row.period_start);
        self.period_end.apply(&mut row.period_end);
        self.vision
            .apply_texts(&mut row.vision, "vision", &mut problems);
        self.website.apply(&mut row.website);
        self.status.apply(&mut row.status);
        row.title_text = folded(&row.title, &row.default_locale);
        check(row, &mut problems);
        problems
    }
}

fn check(row: &plan::Model, problems: &mut Problems) {
    problems.check_external_id(row.external_id.as_deref());
    problems.check_name("title", &row.title, &row.default_locale);
    problems.check_text_list("alternateTitles", &row.alternate_titles, NAME);
    problems.check_range("ordinal", row.ordinal, (1, ORDINAL));
    let (start, end) = (row.period_start.as_ref(), row.period_end.as_ref());
    problems.check_date("periodStart", start);
    problems.check_term("periodEnd", start, end);
    problems.check_texts("vision", row.vision.as_ref(), SUMMARY);
    problems.check_web_address("website", row.website.as_deref());
}

/// Makes a plan of the permit's city.
pub async fn create(
    writing: &Writing,
    permit: &Permit<WritePlans>,
    edit: Edit,
) -> Result<plan::Model> {
    let city = of_permit(writing, permit.owner()).await?;
    let mut row = untitled(writing, &city);
    edit.apply(&mut row).into_result()?;
    record::insert(writing, permit, row, Fields::default()).await
}

fn untitled(writing: &Writing, city: &city::Model) -> plan::Model {
    plan::Model {
        id: PlanId::new(writing.now()),
        city_id: city.id,
        external_id: None,
        title: Localized::default(),
        title_text: String::new(),
        default_locale: city.default_locale.clone(),
        alternate_titles: LocalizedList::default(),
        ordinal: None,
        period_start: None,
        period_end: None,
        vision: None,
        website: None,
        status: None,
        origin: city.origin,
        version: 1,
        created_at: writing.now(),
        updated_at: writing.now(),
        deleted_at: None,
    }
}

/// Changes a plan of the permit's city.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WritePlans>,
    target: Target<PlanId>,
    edit: Edit,
) -> Result<plan::Model> {
    let before: plan::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    edit.apply(&mut after).into_result()?;
    let (happening, told) = (Happening::Updated, unlinked());
    record::save(writing, permit, (before, after), happening, told).await
}
