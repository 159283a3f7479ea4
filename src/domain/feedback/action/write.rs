//! How a city makes, changes, moves and publishes its actions.

use entity::{
    ActionId, Localized, OrganisationId, ThemeId, city, feedback_action, feedback_theme,
    organisation,
    values::{ActionStatus, Happening},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QuerySelect};

use super::{
    edit::{Edit, Move},
    link, step,
};
use crate::domain::{
    body::Body,
    city::{of_permit, today},
    error::{Error, Result},
    problem::{Complaint, Problems},
    record::{self, Fields, Target, nowhere, record, unlinked},
    related::there,
    viewer::{Permit, WriteFeedback},
    writing::Writing,
};

record! {
    feedback_action as FeedbackAction, owned by |row| Some(Body::City(row.city_id)),
    generated [], unique ["external_id" => "externalId"]
}

/// Makes an action about a theme of the permit's city. Only the city sees it.
pub async fn create(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    (theme, mut edit): (ThemeId, Edit),
) -> Result<feedback_action::Model> {
    let city = of_permit(writing, permit.owner()).await?;
    let changes = edit.take_changes().unwrap_or_default();
    let organisation = edit.organisation();
    let mut row = unsaid(writing, (&city, theme));
    let mut problems = edit.apply(&mut row);
    if !is_own(writing, permit, theme).await? {
        problems.add("themeId", Complaint::not_found());
    }
    must_exist(writing, organisation, &mut problems).await?;
    let links = link::check(writing, (city.id, changes), &mut problems).await?;
    problems.into_result()?;
    let row = record::insert(writing, permit, row, link::told(&links)).await?;
    link::add(writing, row.id, &links).await?;
    Ok(row)
}

fn unsaid(writing: &Writing, (city, theme_id): (&city::Model, ThemeId)) -> feedback_action::Model {
    feedback_action::Model {
        id: ActionId::new(writing.now()),
        city_id: city.id,
        theme_id,
        external_id: None,
        said: Localized::default(),
        did: None,
        default_locale: city.default_locale.clone(),
        status: ActionStatus::Received,
        reason: None,
        deferred_until: None,
        responsible_id: None,
        due_on: None,
        done_on: None,
        published_at: None,
        origin: city.origin,
        version: 1,
        created_at: writing.now(),
        updated_at: writing.now(),
        deleted_at: None,
    }
}

/// Changes an action of the permit's city. What citizens read of a published one
/// is kept as a step, so they see what it said before.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    target: Target<ActionId>,
    mut edit: Edit,
) -> Result<feedback_action::Model> {
    let before: feedback_action::Model = record::own(writing, permit, target).await?;
    let changes = edit.take_changes();
    let organisation = edit.organisation();
    let mut after = before.clone();
    let mut problems = edit.apply(&mut after);
    must_exist(writing, organisation, &mut problems).await?;
    let links = match changes {
        None => None,
        Some(given) => Some(link::check(writing, (before.city_id, given), &mut problems).await?),
    };
    problems.into_result()?;
    let told = match links {
        None => unlinked(),
        Some(links) => relink(writing, before.id, &links).await?,
    };
    keep(writing, permit, (before, after), (Happening::Updated, told)).await
}

async fn relink(
    writing: &Writing,
    action: ActionId,
    links: &[link::Checked],
) -> Result<(Fields, Fields)> {
    let told = (link::told_of(writing, action).await?, link::told(links));
    if told.0 != told.1 {
        link::replace(writing, action, links).await?;
    }
    Ok(told)
}

/// Takes an action of the permit's city further.
pub async fn take(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    target: Target<ActionId>,
    step: Move,
) -> Result<feedback_action::Model> {
    let city = of_permit(writing, permit.owner()).await?;
    let before: feedback_action::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    let today = today(&city, writing.now());
    step.apply(&mut after, today).into_result()?;
    let told = (Happening::Updated, unlinked());
    keep(writing, permit, (before, after), told).await
}

/// Shows an action to everyone, for good; one that is public stays as it is.
pub async fn publish(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    target: Target<ActionId>,
) -> Result<feedback_action::Model> {
    let before: feedback_action::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    after.published_at = after.published_at.or(Some(writing.now()));
    let told = (Happening::Published, unlinked());
    keep(writing, permit, (before, after), told).await
}

/// Writes what differs, and the step that everyone sees.
async fn keep(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    (before, after): (feedback_action::Model, feedback_action::Model),
    (happening, told): (Happening, (Fields, Fields)),
) -> Result<feedback_action::Model> {
    let rows = (before.clone(), after);
    let kept = record::save(writing, permit, rows, happening, told).await?;
    step::keep(writing, &before, &kept).await?;
    Ok(kept)
}

/// Deletes an action that was never published.
pub async fn delete(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    target: Target<ActionId>,
) -> Result<feedback_action::Model> {
    let deleted: feedback_action::Model = record::delete(writing, permit, target).await?;
    if deleted.published_at.is_some() {
        let stays = Problems::with("id", Complaint::published_stays());
        return Err(Error::Invalid(stays));
    }
    Ok(deleted)
}

/// Brings a deleted action back, if its theme is there.
pub async fn restore(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    target: Target<ActionId>,
) -> Result<feedback_action::Model> {
    let restored: feedback_action::Model = record::restore(writing, permit, target).await?;
    if !is_own(writing, permit, restored.theme_id).await? {
        return Err(nowhere("id"));
    }
    Ok(restored)
}

/// Whether the theme is there; held, so that nobody deletes it meanwhile.
async fn is_own(writing: &Writing, permit: &Permit<WriteFeedback>, theme: ThemeId) -> Result<bool> {
    let theme = feedback_theme::Entity::find_by_id(theme).lock_shared();
    let theme = theme.one(writing).await?;
    Ok(theme.is_some_and(|row| row.city_id == permit.owner() && row.deleted_at.is_none()))
}

async fn must_exist(
    writing: &Writing,
    wanted: Option<OrganisationId>,
    problems: &mut Problems,
) -> Result<()> {
    use organisation::{Column, Entity};
    let Some(OrganisationId(id)) = wanted else {
        return Ok(());
    };
    let known = Condition::all().add(Column::DeletedAt.is_null());
    let found = there::<Entity>(writing, Column::Id, &[id], known).await?;
    problems.demand(!found.is_empty(), "responsibleId", Complaint::not_found);
    Ok(())
}
