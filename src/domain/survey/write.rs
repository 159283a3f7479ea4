//! How a city makes and changes its surveys.

use entity::{
    Localized, SurveyId, Words, city, learning_space, plan, programme, survey, survey_secret,
    values::{Anonymity, Happening, ResponseControl, SurveyStatus},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use super::{
    Edit,
    edit::{Subject, check, check_change},
    revision::Revision,
    secret::SurveySecret,
    state::{followed, settle},
};
use crate::domain::{
    city::of_permit,
    error::Result,
    patch::Patch,
    problem::{Complaint, Problems},
    record::{self, Target},
    slug,
    viewer::{Permit, WriteSurveys},
    writing::Writing,
};

/// As slugs begin that are made of ids.
const PREFIX: &str = "survey";
/// The fewest people that a published number stands for, unless the city says otherwise.
const USUAL_CELL: i32 = 5;
/// The leading zero bits that cost a browser a moment, and a flood its speed.
const USUAL_WORK: i32 = 16;

/// Makes a survey in the permit's city, as a draft.
pub async fn create(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    mut edit: Edit,
) -> Result<SurveyId> {
    let city = of_permit(writing, permit.owner()).await?;
    let mut row = blank(writing, &city);
    if edit.slug == Patch::Clear {
        edit.slug = Patch::Keep;
    }
    let has_slug = edit.slug != Patch::Keep;
    let has_work = edit.terms.work_bits != Patch::Keep;
    let (subject, change) = (edit.subject.clone(), std::mem::take(&mut edit.content));
    let mut problems = edit.apply(&mut row);
    if !has_work && row.response_control != ResponseControl::Open {
        row.work_bits = 0;
    }
    problems.extend(check(&row));
    problems.extend(must_own(writing, permit, &subject).await?);
    let change = change.into_first();
    let revision = change.revise(writing, &row, &mut problems).await?;
    problems.into_result()?;
    if !has_slug {
        row.slug = free_slug(writing, &row).await?;
    }
    let (id, survey) = (row.id, row.clone());
    // The row comes first: its version and its secret name it.
    let (_, told) = revision.as_ref().map(Revision::links).unwrap_or_default();
    record::insert(writing, permit, survey, told).await?;
    if let Some(revision) = revision {
        revision.write(writing, id).await?;
    }
    let secret = survey_secret::ActiveModel {
        survey_id: Set(id),
        secret: Set(SurveySecret::make()?),
    };
    survey_secret::Entity::insert(secret)
        .exec_without_returning(writing)
        .await?;
    Ok(id)
}

/// A survey of this city of which nothing is known yet.
fn blank(writing: &Writing, city: &city::Model) -> survey::Model {
    let (id, now) = (SurveyId::new(writing.now()), writing.now());
    survey::Model {
        id,
        city_id: city.id,
        slug: slug::fallback(PREFIX, id.0),
        external_id: None,
        title: Localized::default(),
        title_text: String::new(),
        default_locale: city.default_locale.clone(),
        locales: Words::default(),
        purpose: None,
        programme_id: None,
        space_id: None,
        plan_id: None,
        series: None,
        response_control: ResponseControl::Open,
        anonymity: Anonymity::Anonymous,
        min_cell_size: USUAL_CELL,
        work_bits: USUAL_WORK,
        opens_at: None,
        closes_at: None,
        status: SurveyStatus::Draft,
        published_version: None,
        published_at: None,
        opened_at: None,
        closed_at: None,
        results_published_at: None,
        answers_erased_at: None,
        origin: city.origin,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

async fn free_slug(writing: &Writing, row: &survey::Model) -> Result<String> {
    let others = survey::Entity::find();
    let others = others.filter(survey::Column::CityId.eq(row.city_id));
    let titles = row.title.texts_from(&row.default_locale);
    slug::free(
        writing,
        (others, survey::Column::Slug),
        titles.chain(row.external_id.as_deref()),
        (PREFIX, row.id.0),
    )
    .await
}

/// Changes a survey of the permit's city. Other questions than those that are
/// published make the next version beside it.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    target: Target<SurveyId>,
    mut edit: Edit,
) -> Result<SurveyId> {
    let before: survey::Model = record::own(writing, permit, target).await?;
    let standing = followed(&before, writing.now());
    let mut after = standing.clone();
    let (subject, change) = (edit.subject.clone(), std::mem::take(&mut edit.content));
    let mut problems = edit.apply(&mut after);
    problems.extend(check(&after));
    problems.extend(check_change(&standing, &after, writing.now()));
    problems.extend(must_own(writing, permit, &subject).await?);
    let revision = change.revise(writing, &standing, &mut problems).await?;
    problems.into_result()?;
    let mut links = record::unlinked();
    if let Some(revision) = revision {
        links = revision.links();
        revision.write(writing, before.id).await?;
    }
    let told = (Happening::Updated, links);
    settle(writing, permit, (before, after), told).await
}

/// What a survey is about is the city's own.
async fn must_own(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    subject: &Subject,
) -> Result<Problems> {
    let mut problems = Problems::default();
    macro_rules! must_own {
        ($field:ident, $table:ident, $at:literal) => {
            if let Patch::Set(id) = subject.$field {
                let found = $table::Entity::find_by_id(id)
                    .filter($table::Column::CityId.eq(permit.owner()))
                    .filter($table::Column::DeletedAt.is_null());
                let is_there = found.count(writing).await? > 0;
                problems.demand(is_there, $at, Complaint::not_found);
            }
        };
    }
    must_own!(programme, programme, "programmeId");
    must_own!(space, learning_space, "spaceId");
    must_own!(plan, plan, "planId");
    Ok(problems)
}
