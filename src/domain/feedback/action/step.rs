//! What everyone has seen of an action: dated steps, which nothing overwrites.

use entity::{ActionStepId, feedback_action, feedback_action_step};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};

use crate::domain::{error::Result, writing::Writing};

/// Keeps what citizens read of a published action, when it differs from before.
///
/// The action is held, so no other step can come between the count and the row.
pub(super) async fn keep(
    writing: &Writing,
    before: &feedback_action::Model,
    after: &feedback_action::Model,
) -> Result<()> {
    if after.published_at.is_none() || face(before) == face(after) {
        return Ok(());
    }
    let known = feedback_action_step::Entity::find()
        .filter(feedback_action_step::Column::ActionId.eq(after.id));
    let position = known.count(writing).await?;
    let step = feedback_action_step::Model {
        id: ActionStepId::new(writing.now()),
        action_id: after.id,
        position: i32::try_from(position).unwrap_or(i32::MAX),
        status: after.status,
        taken_at: writing.now(),
        said: after.said.clone(),
        did: after.did.clone(),
        reason: after.reason.clone(),
        deferred_until: after.deferred_until,
        due_on: after.due_on,
    };
    step.into_active_model().insert(writing).await?;
    Ok(())
}

/// What citizens read of an action; nothing before it is published.
fn face(row: &feedback_action::Model) -> impl PartialEq + '_ {
    row.published_at.map(|_| {
        (
            row.status,
            (&row.said, &row.did, &row.reason),
            (row.deferred_until, row.due_on),
        )
    })
}
