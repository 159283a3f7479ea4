//! Sessions: meetings at which a city listened.

mod edit;

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{feedback_session, values::SubjectKind};

pub(in crate::graphql) use self::edit::SessionMutation;
use super::channel::{FeedbackChannel, channel};
use crate::{
    domain::{
        Result,
        body::Body,
        feedback::{
            FeedbackSessions, FeedbackThemes,
            session::{SessionOrder as Order, SessionTest},
            theme::of_session,
        },
        learning_space::LearningSpaces,
    },
    graphql::{
        city::{City, city},
        connection::{Shown, lists, through},
        context::ContextExt,
        filter::{
            BodyFilter, DateFilter, IdFilter, IntFilter, OneOfFilter, StringFilter, TextFilter,
            filter_input,
        },
        history::History,
        learning_space::LearningSpace,
        loader::One,
        order::order_input,
        provenance::{SourceReference, references},
        scalar::{Date, Locale},
        text::{Locales, Titled, each, maybe},
        values::{FeedbackSessionKind, Origin},
    },
};

filter_input! {
    /// Which sessions to list. All conditions that are given must hold.
    FeedbackSessionFilter for SessionTest;
    /// The id.
    id: IdFilter => Id,
    /// The id in the city's own system.
    external_id: StringFilter => ExternalId,
    /// The title, in any language.
    title: TextFilter => Title,
    /// The city.
    city: BodyFilter => City,
    /// The channel that it belongs to.
    channel: IdFilter => Channel,
    /// The learning space where it was held.
    learning_space: IdFilter => Space,
    /// What kind of meeting it was.
    kind: OneOfFilter<FeedbackSessionKind> => Kind,
    /// The first day.
    held_on: DateFilter => HeldOn,
    /// How many took part.
    participants: IntFilter => Participants,
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
}

order_input! {
    /// The order of sessions.
    FeedbackSessionOrder,
    /// What sessions can be ordered by.
    FeedbackSessionOrderField of Order, by default Held Desc;
    /// By the first day.
    Held,
    /// In the order in which they came to the network.
    Created,
}

impl Shown for FeedbackSessions {
    type Node = FeedbackSession;
    type Filter = FeedbackSessionFilter;
    type OrderBy = FeedbackSessionOrder;
}

/// A meeting at which a city listened.
#[derive(Clone)]
pub struct FeedbackSession(pub(in crate::graphql) Arc<feedback_session::Model>);

impl From<Arc<feedback_session::Model>> for FeedbackSession {
    fn from(row: Arc<feedback_session::Model>) -> Self {
        Self(row)
    }
}

/// A meeting at which a city listened.
#[Object]
impl FeedbackSession {
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

    /// The language in which the session is told.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// The city that listened.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// The channel that it belongs to; null too when its city has deleted the channel.
    async fn channel(&self, ctx: &Context<'_>) -> Option<Result<FeedbackChannel>> {
        channel(ctx, self.0.channel_id?).await.transpose()
    }

    /// What kind of meeting it was.
    async fn kind(&self) -> FeedbackSessionKind {
        self.0.kind.into()
    }

    /// The first day.
    async fn held_on(&self) -> Date {
        Date(self.0.held_on)
    }

    /// The last day, when it had several.
    async fn ended_on(&self) -> Option<Date> {
        self.0.ended_on.map(Date)
    }

    /// The learning space where it was held; null too when its city has deleted the
    /// space.
    async fn learning_space(&self, ctx: &Context<'_>) -> Option<Result<LearningSpace>> {
        let space = One::<LearningSpaces>::new(self.0.space_id?.0);
        let found = ctx.reader().load_one(space).await;
        Some(found.transpose()?.map(LearningSpace))
    }

    /// Where it was held, in words, when that is no space of the network.
    async fn place(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, self.0.place.as_ref(), &self.0.default_locale, locales)
    }

    /// How many took part; null when nobody said.
    async fn participants(&self) -> Option<i32> {
        self.0.participants
    }

    /// What was talked about, each in the best language available.
    async fn topics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Vec<String> {
        each(ctx, &self.0.topics, &self.0.default_locale, &locales)
    }

    /// What was said, in the best language available.
    async fn summary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(
            ctx,
            self.0.summary.as_ref(),
            &self.0.default_locale,
            locales,
        )
    }

    /// Where the minutes can be read.
    async fn minutes_url(&self) -> Option<&str> {
        self.0.minutes_url.as_deref()
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
    fn lists(&self) -> SessionLists {
        SessionLists(self.clone())
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::FeedbackSession, self.0.id.0),
            owners: vec![Body::City(self.0.city_id)],
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::FeedbackSession, self.0.id.0).await
    }
}

lists! {
    /// What came of a session.
    SessionLists of FeedbackSession;
    /// The themes that rest on it.
    themes: FeedbackThemes = |session| through(session.0.id, of_session());
}
