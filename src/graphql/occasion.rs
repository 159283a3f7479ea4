//! On which occasion the resolver of a subscription is asked.
//!
//! The library would hold a stream of ours for as long as somebody subscribes.
//! We hold it ourselves instead: at the beginning the resolver reads its arguments
//! and leaves a plan, and for each event the whole operation is executed again,
//! with the event at hand, and the resolver tells that one. So an event costs what
//! a query costs, has its limits of time, and can be told to many at once.

use std::sync::{Arc, OnceLock};

use async_graphql::Context;
use entity::SurveyId;

use crate::domain::change::{Change, Cursor, Filter};

/// What somebody subscribes to.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    /// Changes that pass the filter, behind this place or from now on.
    Changes {
        filter: Filter,
        after: Option<Cursor>,
    },
    /// The results of a survey, whenever somebody has answered.
    Tally(SurveyId),
}

/// What has happened.
#[derive(Clone, Debug)]
pub(super) enum Event {
    /// Something changed.
    Change(Arc<Change>),
    /// Another number of people has answered.
    Tally,
}

/// Why a resolver is asked.
pub(super) enum Occasion {
    /// Somebody wants to subscribe: leave a plan here.
    Beginning(Arc<OnceLock<Plan>>),
    /// Tell of this.
    Happened(Event),
}

/// Leaves the plan, or gives the event that is to be told.
pub(super) fn event<'c>(ctx: &Context<'c>, plan: Plan) -> Option<&'c Event> {
    match ctx.data_unchecked::<Occasion>() {
        Occasion::Beginning(slot) => {
            // There is one field, so nobody has left a plan before.
            drop(slot.set(plan));
            None
        }
        Occasion::Happened(event) => Some(event),
    }
}
