//! What a city does with its actions.

use entity::ActionId;

use super::{
    FeedbackAction,
    input::{FeedbackActionCreateInput, FeedbackActionMoveInput, FeedbackActionUpdateInput},
};
use crate::{
    domain::{
        feedback::{FeedbackActions, action},
        viewer::WriteFeedback,
    },
    graphql::mutation::{DeletePayload, input::id_inputs, mutations, payloads},
};

id_inputs! {
    /// Which action to publish.
    FeedbackActionPublishInput of ActionId;
    /// Which action to delete.
    FeedbackActionDeleteInput of ActionId;
    /// Which action to bring back.
    FeedbackActionRestoreInput of ActionId;
}

payloads! {
    /// What came of changing an action.
    FeedbackActionPayload {
        /// The action as it is now; null when there is something to mend.
        feedback_action: FeedbackAction of FeedbackActions
    }
}

mutations! {
    /// What a city does with its actions.
    ActionMutation;
    /// Takes something up that your citizens said. It is `RECEIVED`, and only you see
    /// it until you publish it. Requires `feedback:write`.
    creates feedback_action_create(FeedbackActionCreateInput) -> FeedbackActionPayload,
        by WriteFeedback:
        |writing, permit, input| {
            Ok(action::create(writing, permit, input.read()?).await?.id.0)
        };
    /// Changes the texts of an action of your city, its due day, who is to do it and
    /// what it changed. What everyone has read of a published action stays in its
    /// `steps`. Requires `feedback:write`.
    changes feedback_action_update(FeedbackActionUpdateInput) -> FeedbackActionPayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let (target, edit) = input.read(version)?;
            Ok(action::update(writing, permit, target, edit).await?.id.0)
        };
    /// Takes an action of your city from where it stands to the next status. Refused
    /// with `ILLEGAL_TRANSITION` when it cannot go there. Requires `feedback:write`.
    changes feedback_action_move(FeedbackActionMoveInput) -> FeedbackActionPayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let (target, step) = input.read(version)?;
            Ok(action::take(writing, permit, target, step).await?.id.0)
        };
    /// Shows an action of your city to everyone, for good: from now on each change of
    /// what they read is a dated step. Requires `feedback:write`.
    changes feedback_action_publish(FeedbackActionPublishInput) -> FeedbackActionPayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            Ok(action::publish(writing, permit, target).await?.id.0)
        };
    /// Deletes an action of your city that was never published; refused with
    /// `CONFLICT` when it was. Requires `feedback:write`.
    changes feedback_action_delete(FeedbackActionDeleteInput) -> DeletePayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            Ok(action::delete(writing, permit, target).await?.id.into())
        };
    /// Brings a deleted action back as it was, if its theme is there. Requires
    /// `feedback:write`.
    changes feedback_action_restore(FeedbackActionRestoreInput) -> FeedbackActionPayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            Ok(action::restore(writing, permit, target).await?.id.0)
        };
}
