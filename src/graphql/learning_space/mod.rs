//! Learning spaces.

mod edit;

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{learning_space, offering, survey, values::SubjectKind};

pub(super) use self::edit::SpaceMutation;
use super::{
    city::{City, city},
    code::{Code, of_scheme},
    connection::{Shown, by, lists},
    context::ContextExt,
    filter::{BodyFilter, IdFilter, OneOfFilter, StringFilter, TextFilter, filter_input},
    history::History,
    loader::CodesOfSpace,
    order::order_input,
    organisation::{Organisation, organisation},
    provenance::{Observation, SourceReference, observations, references},
    scalar::{Locale, Location},
    text::{Locales, Named, maybe},
    values::{LearningSpaceKind, LearningSpaceStatus, Origin, Weekday},
};
use crate::domain::{
    Result,
    body::Body,
    learning_space::{LearningSpaces, SpaceOrder as Order, SpaceTest},
    offering::Offerings,
    survey::Surveys,
};

filter_input! {
    /// Which learning spaces to list. All conditions that are given must hold.
    LearningSpaceFilter for SpaceTest;
    /// The id.
    id: IdFilter => Id,
    /// The city.
    city: BodyFilter => City,
    /// Who runs it.
    provider: BodyFilter => Provider,
    /// The name, in any language.
    name: TextFilter => Name,
    /// What kind of place it is.
    kind: OneOfFilter<LearningSpaceKind> => Kind,
    /// Whether it is open.
    status: OneOfFilter<LearningSpaceStatus> => Status,
    /// A feature: a code of the list `ACCESSIBILITY`. For several features at once
    /// use `and`.
    accessibility: StringFilter => Accessibility,
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
}

order_input! {
    /// The order of learning spaces.
    LearningSpaceOrder,
    /// What learning spaces can be ordered by.
    LearningSpaceOrderField of Order, by default Name Asc;
    /// By name in the space's own language.
    Name,
    /// In the order in which they came to the register.
    Created,
}

impl Shown for LearningSpaces {
    type Node = LearningSpace;
    type Filter = LearningSpaceFilter;
    type OrderBy = LearningSpaceOrder;
}

/// A place where people learn: a library, a centre, a market, a metro line.
#[derive(Clone)]
pub struct LearningSpace(pub(super) Arc<learning_space::Model>);

impl From<Arc<learning_space::Model>> for LearningSpace {
    fn from(row: Arc<learning_space::Model>) -> Self {
        Self(row)
    }
}

/// Hours on which a space is open, in the local time of its city.
#[derive(SimpleObject)]
pub struct OpeningHours {
    /// The days of the week.
    days: Vec<Weekday>,
    /// From, as `HH:MM`.
    opens: String,
    /// To, as `HH:MM`.
    closes: String,
}

/// A place where people learn: a library, a centre, a market, a metro line.
#[Object]
impl LearningSpace {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The short name in addresses; unique in its city.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// The id it has in the city's own system; unique in its city.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    #[graphql(flatten)]
    fn named(&self) -> Named<'_> {
        Named {
            name: &self.0.name,
            default_locale: &self.0.default_locale,
        }
    }

    /// The language in which the space describes itself.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// The city where it is.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// Who runs it, when that is not the city itself.
    async fn provider(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        Some(organisation(ctx, self.0.provider_id?).await)
    }

    /// What kind of place it is.
    async fn kind(&self) -> LearningSpaceKind {
        self.0.kind.into()
    }

    /// Whether the record stands for a group of places, such as all museums of a
    /// city, because the source names no single one.
    async fn stands_for_many(&self) -> bool {
        self.0.stands_for_many
    }

    /// The postal address in the best language available.
    async fn address(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(
            ctx,
            self.0.address.as_ref(),
            &self.0.default_locale,
            locales,
        )
    }

    /// The postal code.
    async fn postal_code(&self) -> Option<&str> {
        self.0.postal_code.as_deref()
    }

    /// Where it is.
    async fn location(&self) -> Option<Location> {
        Location::of(self.0.latitude, self.0.longitude, false)
    }

    /// Whether it is open day and night.
    async fn always_open(&self) -> bool {
        self.0.always_open
    }

    /// When it is open; empty when nobody said.
    async fn opening_hours(&self) -> Vec<OpeningHours> {
        let hours = self.0.opening_hours.0.iter();
        hours
            .map(|hours| OpeningHours {
                days: hours.days.iter().copied().map(Weekday::from).collect(),
                opens: hours.opens.clone(),
                closes: hours.closes.clone(),
            })
            .collect()
    }

    /// For how many people there is room.
    async fn capacity(&self) -> Option<i32> {
        self.0.capacity
    }

    /// The website.
    async fn website(&self) -> Option<&str> {
        self.0.website.as_deref()
    }

    /// What it is like, in the best language available.
    async fn description(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(
            ctx,
            self.0.description.as_ref(),
            &self.0.default_locale,
            locales,
        )
    }

    /// What helps people with disabilities: codes of the list `ACCESSIBILITY`.
    async fn accessibility(&self, ctx: &Context<'_>) -> Result<Vec<Code>> {
        let codes = ctx.reader().load_one(CodesOfSpace(self.0.id)).await?;
        Ok(of_scheme(codes.as_ref(), "ACCESSIBILITY"))
    }

    /// What else is there, in plain words.
    async fn amenities(&self) -> &[String] {
        &self.0.amenities.0
    }

    /// Titles that the city gave to it, such as `NEIGHBOURHOOD_LEARNING_SPACE`.
    async fn designated_as(&self) -> &[String] {
        &self.0.designated_as.0
    }

    /// Whether it is open.
    async fn status(&self) -> LearningSpaceStatus {
        self.0.status.into()
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

    #[graphql(flatten)]
    fn lists(&self) -> SpaceLists {
        SpaceLists(self.clone())
    }

    /// Figures that were stated about the space.
    async fn observations(&self, ctx: &Context<'_>) -> Result<Vec<Observation>> {
        observations(ctx, SubjectKind::LearningSpace, self.0.id.0).await
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::LearningSpace, self.0.id.0),
            owners: vec![Body::City(self.0.city_id)],
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::LearningSpace, self.0.id.0).await
    }
}

lists! {
    /// What takes place in a space, and what was asked about it.
    SpaceLists of LearningSpace;
    /// The offerings that meet there.
    offerings: Offerings = |space| by(space.0.id, offering::Column::SpaceId);
    /// The surveys about it that are no longer drafts.
    surveys: Surveys = |space| by(space.0.id, survey::Column::SpaceId);
}

lists! {
    /// All learning spaces.
    AllSpaces of ();
    /// The learning spaces of the network.
    learning_spaces: LearningSpaces;
}
