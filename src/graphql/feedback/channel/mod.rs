//! Channels: ways in which a city hears its citizens.

mod edit;

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{ChannelId, feedback_channel, feedback_session, values::SubjectKind};

pub(in crate::graphql) use self::edit::ChannelMutation;
use crate::{
    domain::{
        Result,
        body::Body,
        feedback::{
            FeedbackChannels, FeedbackSessions,
            channel::{ChannelOrder as Order, ChannelTest},
        },
    },
    graphql::{
        city::{City, city},
        connection::{Shown, by, lists},
        context::ContextExt,
        filter::{BodyFilter, IdFilter, OneOfFilter, StringFilter, TextFilter, filter_input},
        history::History,
        loader::One,
        order::order_input,
        provenance::{SourceReference, references},
        scalar::Locale,
        text::{Locales, Titled, each, maybe},
        values::{FeedbackChannelKind, Origin},
    },
};

filter_input! {
    /// Which channels to list. All conditions that are given must hold.
    FeedbackChannelFilter for ChannelTest;
    /// The id.
    id: IdFilter => Id,
    /// The id in the city's own system.
    external_id: StringFilter => ExternalId,
    /// The title, in any language.
    title: TextFilter => Title,
    /// The city.
    city: BodyFilter => City,
    /// In which way the city hears.
    kind: OneOfFilter<FeedbackChannelKind> => Kind,
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
}

order_input! {
    /// The order of channels.
    FeedbackChannelOrder,
    /// What channels can be ordered by.
    FeedbackChannelOrderField of Order, by default Created Asc;
    /// In the order in which they came to the network.
    Created,
}

impl Shown for FeedbackChannels {
    type Node = FeedbackChannel;
    type Filter = FeedbackChannelFilter;
    type OrderBy = FeedbackChannelOrder;
}

/// The channel with this id; none when its city has deleted it.
pub(super) async fn channel(ctx: &Context<'_>, id: ChannelId) -> Result<Option<FeedbackChannel>> {
    let row = ctx
        .reader()
        .load_one(One::<FeedbackChannels>::new(id.0))
        .await?;
    Ok(row.map(FeedbackChannel))
}

/// A way in which a city hears its citizens, and what came of it.
#[derive(Clone)]
pub struct FeedbackChannel(pub(in crate::graphql) Arc<feedback_channel::Model>);

impl From<Arc<feedback_channel::Model>> for FeedbackChannel {
    fn from(row: Arc<feedback_channel::Model>) -> Self {
        Self(row)
    }
}

/// A way in which a city hears its citizens, and what came of it.
#[Object]
impl FeedbackChannel {
    /// The global id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The id it has in the city's own system; unique in its city.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    #[graphql(flatten)]
    fn titled(&self) -> Titled<'_> {
        Titled {
            title: &self.0.title,
            default_locale: &self.0.default_locale,
        }
    }

    /// The language in which the channel is described.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// The city that hears.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// In which way the city hears.
    async fn kind(&self) -> FeedbackChannelKind {
        self.0.kind.into()
    }

    /// How it works, in the best language available.
    async fn description(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        let description = self.0.description.as_ref();
        maybe(ctx, description, &self.0.default_locale, locales)
    }

    /// Who is asked, each in the best language available.
    async fn asked(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Vec<String> {
        each(ctx, &self.0.asked, &self.0.default_locale, &locales)
    }

    /// What it changed, each in the best language available.
    async fn effects(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Vec<String> {
        each(ctx, &self.0.effects, &self.0.default_locale, &locales)
    }

    /// The website.
    async fn website(&self) -> Option<&str> {
        self.0.website.as_deref()
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
    fn lists(&self) -> ChannelLists {
        ChannelLists(self.clone())
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::FeedbackChannel, self.0.id.0),
            owners: vec![Body::City(self.0.city_id)],
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::FeedbackChannel, self.0.id.0).await
    }
}

lists! {
    /// What belongs to a channel.
    ChannelLists of FeedbackChannel;
    /// The sessions that were held in its frame.
    sessions: FeedbackSessions = |channel| by(channel.0.id, feedback_session::Column::ChannelId);
}
