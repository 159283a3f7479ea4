//! How a city makes, changes and deletes its themes.

use entity::{Localized, ThemeId, city, feedback_action, feedback_theme, values::Happening};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::domain::{
    body::Body,
    check::SUMMARY,
    city::of_permit,
    error::Result,
    feedback::{Evidence, evidence},
    patch::{Patch, Texts},
    problem::{Complaint, Problems},
    record::{self, Target, record, unlinked},
    text::folded,
    viewer::{Permit, WriteFeedback},
    writing::Writing,
};

record! {
    feedback_theme as FeedbackTheme, owned by |row| Some(Body::City(row.city_id)),
    generated [], unique ["external_id" => "externalId"]
}

/// The least and the most that a theme can weigh.
const WEIGHT: (i32, i32) = (1, 5);
/// What a theme weighs of which nobody says it.
const USUAL_WEIGHT: i32 = 3;

/// What a city changes of a theme.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Its id in the city's own system.
    pub external_id: Patch<String>,
    /// Its titles.
    pub title: Patch<Texts>,
    /// The language in which it is told.
    pub default_locale: Patch<String>,
    /// What citizens said.
    pub summary: Patch<Texts>,
    /// How much it weighs.
    pub weight: Patch<i32>,
    /// Where it was heard: all of it.
    pub evidence: Patch<Vec<Evidence>>,
}

impl Edit {
    fn apply(self, row: &mut feedback_theme::Model) -> Problems {
        let mut problems = Problems::default();
        self.external_id.apply(&mut row.external_id);
        self.title
            .apply_name(&mut row.title, "title", &mut problems);
        self.default_locale
            .apply_locale(&mut row.default_locale, "defaultLocale", &mut problems);
        self.summary
            .apply_texts(&mut row.summary, "summary", &mut problems);
        match self.weight {
            Patch::Keep => {}
            Patch::Clear => row.weight = USUAL_WEIGHT,
            Patch::Set(weight) => row.weight = weight,
        }
        row.title_text = folded(&row.title, &row.default_locale);
        problems.check_external_id(row.external_id.as_deref());
        problems.check_name("title", &row.title, &row.default_locale);
        problems.check_texts("summary", row.summary.as_ref(), SUMMARY);
        problems.check_range("weight", Some(row.weight), WEIGHT);
        problems
    }

    /// All evidence, if it is to change; none at all is asked for by `null`.
    fn take_evidence(&mut self) -> Option<Vec<Evidence>> {
        match std::mem::take(&mut self.evidence) {
            Patch::Keep => None,
            Patch::Clear => Some(Vec::new()),
            Patch::Set(evidence) => Some(evidence),
        }
    }
}

/// Makes a theme of the permit's city.
pub async fn create(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    mut edit: Edit,
) -> Result<feedback_theme::Model> {
    let city = of_permit(writing, permit.owner()).await?;
    let given = (city.id, edit.take_evidence().unwrap_or_default());
    let mut row = untitled(writing, &city);
    let mut problems = edit.apply(&mut row);
    let pieces = evidence::check(writing, given, &mut problems).await?;
    problems.into_result()?;
    let row = record::insert(writing, permit, row, evidence::told(&pieces)).await?;
    evidence::add(writing, row.id, pieces).await?;
    Ok(row)
}

fn untitled(writing: &Writing, city: &city::Model) -> feedback_theme::Model {
    feedback_theme::Model {
        id: ThemeId::new(writing.now()),
        city_id: city.id,
        external_id: None,
        title: Localized::default(),
        title_text: String::new(),
        default_locale: city.default_locale.clone(),
        summary: None,
        weight: USUAL_WEIGHT,
        origin: city.origin,
        version: 1,
        created_at: writing.now(),
        updated_at: writing.now(),
        deleted_at: None,
    }
}

/// Changes a theme of the permit's city.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    target: Target<ThemeId>,
    mut edit: Edit,
) -> Result<feedback_theme::Model> {
    let before: feedback_theme::Model = record::own(writing, permit, target).await?;
    let given = edit.take_evidence();
    let mut after = before.clone();
    let mut problems = edit.apply(&mut after);
    let mut told = unlinked();
    if let Some(given) = given {
        let pieces = evidence::check(writing, (before.city_id, given), &mut problems).await?;
        if problems.is_empty() {
            let had = evidence::of(writing, before.id).await?;
            told = (evidence::told(&had), evidence::told(&pieces));
            if had != pieces {
                evidence::replace(writing, before.id, pieces).await?;
            }
        }
    }
    problems.into_result()?;
    record::save(writing, permit, (before, after), Happening::Updated, told).await
}

/// Deletes a theme; refuses while the city has actions about it.
pub async fn delete(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    target: Target<ThemeId>,
) -> Result<feedback_theme::Model> {
    let deleted = record::delete(writing, permit, target).await?;
    let resting = feedback_action::Entity::find()
        .filter(feedback_action::Column::ThemeId.eq(target.id))
        .filter(feedback_action::Column::DeletedAt.is_null())
        .count(writing)
        .await?;
    let mut problems = Problems::default();
    problems.demand(resting == 0, "id", || Complaint::rested_on(resting));
    problems.into_result()?;
    Ok(deleted)
}

/// Brings a deleted theme back, if the sessions that it rests on are there.
pub async fn restore(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    target: Target<ThemeId>,
) -> Result<feedback_theme::Model> {
    let restored = record::restore(writing, permit, target).await?;
    let has_lost = evidence::has_lost(writing, target.id).await?;
    let mut problems = Problems::default();
    problems.demand(!has_lost, "id", Complaint::evidence_lost);
    problems.into_result()?;
    Ok(restored)
}
