//! What a city hears beside its surveys, and what it does about all of it.
//!
//! A city hears its citizens through channels, at sessions and by surveys. What it
//! hears again and again is a theme, which rests on evidence; what it does about a
//! theme is an action. Everyone sees all of it but actions that are not published.

pub mod action;
pub mod channel;
mod evidence;
pub mod measure;
pub mod session;
pub mod theme;

pub use self::{
    action::{FeedbackActions, OwnActions, of_offering, of_plan, of_programme},
    channel::FeedbackChannels,
    evidence::{Evidence, Heard},
    session::FeedbackSessions,
    theme::FeedbackThemes,
};
