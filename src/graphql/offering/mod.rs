//! Offerings, schedules and sessions.

mod change;
mod input;

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{offering, schedule, values::SubjectKind};

pub(super) use self::{change::OfferingMutation, input::OfferingFields};
use super::{
    city::{City, city},
    connection::{Shown, lists, through},
    context::ContextExt,
    filter::{BodyFilter, DateFilter, IdFilter, OneOfFilter, filter_input},
    history::History,
    learning_space::LearningSpace,
    loader::{One, SchedulesOf},
    order::order_input,
    platform::LearningPlatform,
    programme::Programme,
    scalar::{Date, Money},
    schedule::{Schedule, Session, most_sessions, span},
    text::{Locales, maybe},
    values::{ApplicationChannel, DeliveryMode, OfferingStatus, Origin, SelectionMethod},
};
use crate::domain::{
    self, Error, Result,
    body::Body,
    feedback::{FeedbackActions, of_offering},
    learning_space::LearningSpaces,
    offering::{OfferingOrder as Order, OfferingTest, Offerings},
    platform::Platforms,
    programme::Programmes,
};

filter_input! {
    /// Which offerings to list. All conditions that are given must hold.
    OfferingFilter for OfferingTest;
    /// The id.
    id: IdFilter => Id,
    /// The city.
    city: BodyFilter => City,
    /// The programme.
    programme: IdFilter => Programme,
    /// The space where it meets.
    learning_space: IdFilter => Space,
    /// The platform on which it runs.
    platform: IdFilter => Platform,
    /// How it reaches learners.
    delivery_mode: OneOfFilter<DeliveryMode> => DeliveryMode,
    /// Whether it takes place.
    status: OneOfFilter<OfferingStatus> => Status,
    /// The first day.
    start_date: DateFilter => StartDate,
    /// The last day.
    end_date: DateFilter => EndDate,
    /// The first day of enrolment.
    enrolment_opens: DateFilter => EnrolmentOpens,
    /// The last day of enrolment.
    enrolment_closes: DateFilter => EnrolmentCloses,
    /// Whether it costs nothing. An offering of which nobody said so is in neither.
    is_free: bool => IsFree,
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
}

order_input! {
    /// The order of offerings.
    OfferingOrder,
    /// What offerings can be ordered by.
    OfferingOrderField of Order, by default Start Asc;
    /// By the first day; those without one come last when ascending.
    Start,
    /// By the last day of enrolment; those without one come last when ascending.
    EnrolmentCloses,
    /// In the order in which they came to the network.
    Created,
}

impl Shown for Offerings {
    type Node = Offering;
    type Filter = OfferingFilter;
    type OrderBy = OfferingOrder;
}

/// Whether one can enrol now. Computed at the moment of the request, in the time
/// zone of the offering's city.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::offering::EnrolmentStatus")]
pub enum EnrolmentStatus {
    /// Enrolment has not begun.
    Upcoming,
    /// One can enrol today.
    Open,
    /// One can enrol on any day.
    AlwaysOpen,
    /// No place is left.
    Full,
    /// Enrolment is over, or the offering does not take place.
    Closed,
    /// A date is missing, so nobody can tell.
    Unknown,
}

/// One run of a programme: when, where, for how many, at what price.
#[derive(Clone)]
pub struct Offering(pub(super) Arc<offering::Model>);

impl From<Arc<offering::Model>> for Offering {
    fn from(row: Arc<offering::Model>) -> Self {
        Self(row)
    }
}

/// One run of a programme: when, where, for how many, at what price.
#[Object]
impl Offering {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The short name among the offerings of its programme.
    async fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The id it has in the city's own system; unique in its city.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    /// The programme that it is a run of.
    async fn programme(&self, ctx: &Context<'_>) -> Result<Programme> {
        let programme = One::<Programmes>::new(self.0.programme_id.0);
        ctx.reader()
            .load_one(programme)
            .await?
            .map(Programme)
            .ok_or(Error::NotFound)
    }

    /// The city that owns it.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// The space where it meets; null too when its city has deleted the space.
    async fn learning_space(&self, ctx: &Context<'_>) -> Option<Result<LearningSpace>> {
        let space = One::<LearningSpaces>::new(self.0.space_id?.0);
        let found = ctx.reader().load_one(space).await;
        Some(found.transpose()?.map(LearningSpace))
    }

    /// The platform on which it runs; null too when its city has deleted the
    /// platform.
    async fn platform(&self, ctx: &Context<'_>) -> Option<Result<LearningPlatform>> {
        let platform = One::<Platforms>::new(self.0.platform_id?.0);
        let found = ctx.reader().load_one(platform).await;
        Some(found.transpose()?.map(LearningPlatform))
    }

    /// Where it meets, in words, when that is no space of the network.
    async fn venue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, self.0.venue.as_ref(), &self.0.default_locale, locales)
    }

    /// The address where it runs online.
    async fn virtual_url(&self) -> Option<&str> {
        self.0.virtual_url.as_deref()
    }

    /// How it reaches learners.
    async fn delivery_mode(&self) -> DeliveryMode {
        self.0.delivery_mode.into()
    }

    /// The first day.
    async fn start_date(&self) -> Option<Date> {
        self.0.start_date.map(Date)
    }

    /// The last day, included.
    async fn end_date(&self) -> Option<Date> {
        self.0.end_date.map(Date)
    }

    /// The first day of enrolment.
    async fn enrolment_opens(&self) -> Option<Date> {
        self.0.enrolment_opens.map(Date)
    }

    /// The last day of enrolment, included.
    async fn enrolment_closes(&self) -> Option<Date> {
        self.0.enrolment_closes.map(Date)
    }

    /// Whether one can enrol on any day.
    async fn always_open(&self) -> bool {
        self.0.always_open
    }

    /// Whether one can enrol now.
    async fn enrolment_status(&self, ctx: &Context<'_>) -> Result<EnrolmentStatus> {
        let time_zone = self.time_zone(ctx).await?;
        let status = domain::offering::enrolment_status(&self.0, ctx.now(), time_zone);
        Ok(status.into())
    }

    /// For how many there is room; null means that nobody is turned away.
    async fn capacity(&self) -> Option<i32> {
        self.0.capacity
    }

    /// How many have enrolled.
    async fn enrolled(&self) -> Option<i32> {
        self.0.enrolled
    }

    /// How many places are left; null when nobody said how many there are, and when the
    /// offering is cancelled.
    async fn remaining_places(&self) -> Option<i32> {
        domain::offering::remaining_places(&self.0)
    }

    /// Whether there is a list of those who wait for a place.
    async fn waitlist(&self) -> bool {
        self.0.waitlist
    }

    /// The price.
    async fn price(&self) -> Option<Money> {
        let minor = self.0.price_minor?;
        Some(Money::of(minor, self.0.price_currency.as_deref()?))
    }

    /// The price in words, such as a reduction.
    async fn price_text(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(
            ctx,
            self.0.price_text.as_ref(),
            &self.0.default_locale,
            locales,
        )
    }

    /// Whether it costs nothing; null when nobody said. A price of 0 alone does not
    /// mean that it is free.
    async fn is_free(&self) -> Option<bool> {
        self.0.is_free
    }

    /// How one can apply.
    async fn application_channels(&self) -> Vec<ApplicationChannel> {
        let channels = self.0.application_channels.0.iter();
        channels.copied().map(ApplicationChannel::from).collect()
    }

    /// Where one can apply online.
    async fn application_url(&self) -> Option<&str> {
        self.0.application_url.as_deref()
    }

    /// How places are given out.
    async fn selection_method(&self) -> Option<SelectionMethod> {
        self.0.selection_method.map(SelectionMethod::from)
    }

    /// Whether it takes place.
    async fn status(&self) -> OfferingStatus {
        self.0.status.into()
    }

    #[graphql(flatten)]
    fn lists(&self) -> OfferingLists {
        OfferingLists(self.clone())
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::Offering, self.0.id.0),
            owners: vec![Body::City(self.0.city_id)],
        }
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// Whether the record is real.
    async fn origin(&self) -> Origin {
        self.0.origin.into()
    }

    /// When it meets, as rules.
    async fn schedules(&self, ctx: &Context<'_>) -> Result<Vec<Schedule>> {
        let schedules = self.rules(ctx).await?;
        Ok(schedules
            .iter()
            .map(|schedule| Schedule::from(&**schedule))
            .collect())
    }

    /// The sessions that the rules mean, by time, from the offering's first to its
    /// last day. Without `from` those that are not over yet. A cancelled offering
    /// has none.
    async fn sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Sessions that end after the beginning of this day; else after now.")]
        from: Option<Date>,
        #[graphql(desc = "Sessions that begin on this day or before; else in the year after.")]
        to: Option<Date>,
        #[graphql(desc = "How many at most: 1 to 100.", default = 25)] first: i32,
    ) -> Result<Vec<Session>> {
        let most = most_sessions(first, ctx.limits().sessions)?;
        let time_zone = self.time_zone(ctx).await?;
        let span = span(from, to, ctx.now(), time_zone)?;
        let rules = self.rules(ctx).await?;
        if self.0.status == entity::values::OfferingStatus::Cancelled {
            return Ok(Vec::new());
        }
        let rules = domain::schedule::within(rules.iter().map(|rule| &**rule), &self.0);
        let sessions = domain::schedule::sessions(&rules, time_zone, span, most);
        Ok(sessions.into_iter().map(Session::from).collect())
    }
}

impl Offering {
    async fn time_zone(&self, ctx: &Context<'_>) -> Result<Tz> {
        let city = city(ctx, self.0.city_id).await?;
        // A name that the time zone database lost is read as UTC, not as an error.
        Ok(city.0.time_zone.parse().unwrap_or(Tz::UTC))
    }

    async fn rules(&self, ctx: &Context<'_>) -> Result<Arc<Vec<Arc<schedule::Model>>>> {
        let schedules = ctx.reader().load_one(SchedulesOf(self.0.id)).await?;
        Ok(schedules.unwrap_or_default())
    }
}

lists! {
    /// What hangs on an offering.
    OfferingLists of Offering;
    /// The published actions that changed it: what citizens said, and what the city
    /// did about it.
    changed_because_of: FeedbackActions = |offering| through(offering.0.id, of_offering());
}

lists! {
    /// All offerings.
    AllOfferings of ();
    /// The offerings of the published programmes of all cities.
    offerings: Offerings;
}
