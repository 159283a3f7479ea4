//! Meetings at which a city listened.

mod edit;
mod write;

use chrono::NaiveDate;
use entity::{
    ChannelId, CityId, FeedbackSessionId, SpaceId, feedback_session,
    values::{FeedbackSessionKind, Origin},
};
use sea_orm::{Condition, sea_query::Expr};

pub use self::{
    edit::Edit,
    write::{create, delete, update},
};
use crate::domain::{
    filter::{Is, IsBody, Test, contains},
    page::{listed, orders},
};

orders! {
    /// The orders of sessions.
    SessionOrder of feedback_session::Model, columns of entity::feedback_session;
    /// By the first day.
    Held: Day = HeldOn.held_on;
    /// In the order in which they came to the network.
    Created;
}

listed! {
    /// All sessions.
    FeedbackSessions of feedback_session, ordered by SessionOrder, tested by SessionTest
}

/// What a filter may ask of a session.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SessionTest {
    /// Its id.
    Id(Is<FeedbackSessionId>),
    /// Its id in the city's own system.
    ExternalId(Is<String>),
    /// Part of one of its titles.
    Title(String),
    /// Its city.
    City(IsBody<CityId>),
    /// The channel that it belongs to.
    Channel(Is<ChannelId>),
    /// The learning space where it was held.
    Space(Is<SpaceId>),
    /// What kind of meeting it was.
    Kind(Is<FeedbackSessionKind>),
    /// Its first day.
    HeldOn(Is<NaiveDate>),
    /// How many took part.
    Participants(Is<i32>),
    /// Real or made up.
    Origin(Is<Origin>),
}

impl Test for SessionTest {
    fn condition(&self) -> Condition {
        use feedback_session::Column;
        let at = |column: Column| Expr::col((feedback_session::Entity, column));
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::ExternalId(is) => is.on(at(Column::ExternalId)),
            Self::Title(part) => contains(at(Column::TitleText), part),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Channel(is) => is.on(at(Column::ChannelId)),
            Self::Space(is) => is.on(at(Column::SpaceId)),
            Self::Kind(is) => is.on(at(Column::Kind)),
            Self::HeldOn(is) => is.on(at(Column::HeldOn)),
            Self::Participants(is) => is.on(at(Column::Participants)),
            Self::Origin(is) => is.on(at(Column::Origin)),
        }
    }
}
