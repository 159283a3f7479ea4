//! What cities hear beside their surveys, and what they do about all of it.

mod action;
mod channel;
mod loader;
mod measure;
mod own;
mod session;
mod theme;

use async_graphql::MergedObject;
use entity::{feedback_action, feedback_channel, feedback_session, feedback_theme, plan};

use self::{
    action::ActionMutation, channel::ChannelMutation, session::SessionMutation,
    theme::ThemeMutation,
};
pub use self::{
    action::FeedbackAction, channel::FeedbackChannel, session::FeedbackSession,
    theme::FeedbackTheme,
};
pub(super) use self::{
    measure::{CityLoop, LoopQuery},
    own::OwnFeedback,
};
use super::{
    city::City,
    connection::{by, lists},
};
use crate::domain::{
    feedback::{FeedbackActions, FeedbackChannels, FeedbackSessions, FeedbackThemes},
    plan::Plans,
};

/// What a city changes of what it heard and did.
#[derive(MergedObject)]
pub(crate) struct FeedbackMutation(
    ChannelMutation,
    SessionMutation,
    ThemeMutation,
    ActionMutation,
);

impl FeedbackMutation {
    pub(super) fn new() -> Self {
        Self(
            ChannelMutation,
            SessionMutation,
            ThemeMutation,
            ActionMutation,
        )
    }
}

lists! {
    /// What a city plans, hears and does about it.
    CityFeedback of City;
    /// Its plans.
    plans: Plans = |city| by(city.0.id, plan::Column::CityId);
    /// The ways in which it hears its citizens.
    feedback_channels: FeedbackChannels =
        |city| by(city.0.id, feedback_channel::Column::CityId);
    /// The meetings at which it listened.
    feedback_sessions: FeedbackSessions =
        |city| by(city.0.id, feedback_session::Column::CityId);
    /// What its citizens said again and again.
    feedback_themes: FeedbackThemes = |city| by(city.0.id, feedback_theme::Column::CityId);
    /// What it does about what it heard, as far as it is published.
    feedback_actions: FeedbackActions = |city| by(city.0.id, feedback_action::Column::CityId);
}

lists! {
    /// What all cities hear and do about it.
    AllFeedback of ();
    /// The ways in which the cities hear their citizens.
    feedback_channels: FeedbackChannels;
    /// The meetings at which the cities listened.
    feedback_sessions: FeedbackSessions;
    /// What citizens said again and again.
    feedback_themes: FeedbackThemes;
    /// What the cities do about what they heard, as far as it is published.
    feedback_actions: FeedbackActions;
}
