//! The feed of changes, for those who follow the network for years.

use async_graphql::{Context, ID, Object, Subscription};
use chrono::{DateTime, Utc};
use entity::{AllianceId, CityId, OrganisationId, values::SubjectKind};
use futures_util::stream::{self, Stream};

use super::{
    connection::{Edge, PageInfo, page_sizes},
    context::ContextExt,
    history::Happening,
    node::{self, Node, id_of, subject_of},
    occasion::{self, Event, Plan},
    values::RecordKind,
};
use crate::domain::{
    self, Error, Result,
    body::Body,
    change::{Changes, Cursor, Filter, Window},
    page::size,
};

/// Something that changed, and what is left of it.
pub struct Change(domain::change::Change);

impl From<domain::change::Change> for Change {
    fn from(change: domain::change::Change) -> Self {
        Self(change)
    }
}

/// Something that changed, and what is left of it.
#[Object]
impl Change {
    /// Where to go on after it.
    async fn cursor(&self) -> String {
        self.0.cursor.write()
    }

    /// When it happened.
    async fn at(&self) -> DateTime<Utc> {
        self.0.entry.at
    }

    /// What happened.
    async fn happening(&self) -> Happening {
        self.0.entry.happening.into()
    }

    /// What kind of record it happened to.
    async fn kind(&self) -> RecordKind {
        self.0.entry.subject_kind.into()
    }

    /// The id of the record. Keep what you know of it under this id.
    async fn record_id(&self) -> Option<ID> {
        id_of(self.0.entry.subject_kind, self.0.entry.subject_id)
    }

    /// The id of the city, alliance or organisation that the record belonged to after
    /// the change; null for what belongs to nobody.
    async fn owner_id(&self) -> Option<ID> {
        let entry = &self.0.entry;
        let alliance = entry.alliance_id.map(Into::into);
        let city = entry.city_id.map(Into::into);
        alliance.or(city).or(entry.organisation_id.map(Into::into))
    }

    /// Whether the record is no longer to be seen: deleted, no longer published, or
    /// gone to another owner than you asked for. Then remove what you keep of it.
    async fn is_gone(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.now(ctx).await?.is_none())
    }

    /// The record as it is now, which may be newer than this change; null when it is
    /// gone. To read it whole, ask for its fields here, in one request for all.
    async fn record(&self, ctx: &Context<'_>) -> Result<Option<Node>> {
        self.now(ctx).await
    }

    /// The names of the fields that changed; empty for a record that is new to you or
    /// gone.
    async fn changed_fields(&self) -> Vec<String> {
        if !(self.0.is_seen && self.0.was_seen) {
            return Vec::new();
        }
        let changes = domain::history::changes(&self.0.entry).into_iter();
        changes.map(|change| change.field).collect()
    }
}

impl Change {
    async fn now(&self, ctx: &Context<'_>) -> Result<Option<Node>> {
        let entry = &self.0.entry;
        let id = id_of(entry.subject_kind, entry.subject_id).filter(|_| self.0.is_seen);
        let Some(id) = id else {
            return Ok(None);
        };
        match node::node(ctx, &id).await {
            Ok(record) => Ok(Some(record)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// A page of the feed of changes, the oldest first.
pub struct ChangeConnection {
    page: Changes,
    is_later: bool,
}

/// A page of the feed of changes, the oldest first.
#[Object]
impl ChangeConnection {
    /// The changes with their cursors.
    async fn edges(&self) -> Vec<Edge<Change>> {
        let changes = self.page.changes.iter().cloned();
        changes
            .map(|change| Edge {
                cursor: change.cursor.write(),
                node: Change(change),
            })
            .collect()
    }

    /// The changes.
    async fn nodes(&self) -> Vec<Change> {
        self.page.changes.iter().cloned().map(Change).collect()
    }

    /// Whether more is known already, and the cursors at both ends.
    async fn page_info(&self) -> PageInfo {
        let cursor = |change: &domain::change::Change| change.cursor.write();
        PageInfo {
            has_next_page: self.page.has_more,
            has_previous_page: self.is_later,
            start_cursor: self.page.changes.first().map(cursor),
            end_cursor: self.page.changes.last().map(cursor),
        }
    }

    /// Where to go on, also when the page is empty. Keep it and give it as `after` the
    /// next time, be it in a second or in a year.
    async fn next(&self) -> String {
        self.page.next.write()
    }
}

/// Which changes a follower wants.
pub(super) fn filter(types: Option<Vec<RecordKind>>, bodies: Option<Vec<ID>>) -> Result<Filter> {
    let kinds = types.into_iter().flatten().map(SubjectKind::from);
    let bodies = bodies.into_iter().flatten();
    Ok(Filter {
        kinds: kinds.collect(),
        bodies: bodies.map(|id| body(&id)).collect::<Result<_>>()?,
    })
}

fn body(id: &ID) -> Result<Body> {
    let subject = subject_of(id)?;
    match subject.kind {
        SubjectKind::City => Ok(Body::City(CityId(subject.id))),
        SubjectKind::Alliance => Ok(Body::Alliance(AllianceId(subject.id))),
        SubjectKind::Organisation => Ok(Body::Organisation(OrganisationId(subject.id))),
        _ => Err(Error::input(
            "`bodies` takes the ids of cities, alliances and organisations.",
        )),
    }
}

pub(super) struct ChangeQuery;

#[Object]
impl ChangeQuery {
    /// What changed in the network, in the order in which it did, without a gap: follow
    /// it by asking again with `next` as `after`. Whoever keeps each `record` under its
    /// `recordId` and removes what `isGone` has in the end what the lists show. Changes
    /// of drafts are told to their owner alone.
    ///
    /// After some years single changes are forgotten; a cursor from before then gets the
    /// error `CURSOR_EXPIRED`, and the follower begins again without one.
    #[expect(
        clippy::too_many_arguments,
        reason = "they are the arguments of a field"
    )]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many changes: 1 to 100, else 25.")] first: Option<i32>,
        #[graphql(desc = "Only changes after this cursor; from the beginning without one.")] after: Option<
            String,
        >,
        #[graphql(desc = "Only changes of these kinds of records; all when left out.")]
        types: Option<Vec<RecordKind>>,
        #[graphql(
            desc = "Only changes of what belongs to these cities, alliances and organisations, or \
                    concerns them: their ids. A cursor is good for one such choice."
        )]
        bodies: Option<Vec<ID>>,
        #[graphql(
            desc = "Each record only once, at its last change: the quick way to all that is there."
        )]
        compact: Option<bool>,
    ) -> Result<ChangeConnection> {
        let window = Window {
            first: size("first", first, page_sizes(ctx.limits()))?,
            after: after.as_deref().map(Cursor::read).transpose()?,
            is_compact: compact.unwrap_or_default(),
        };
        let filter = filter(types, bodies)?;
        let sight = ctx.viewer().sight();
        Ok(ChangeConnection {
            page: domain::change::page(ctx.db(), sight, &filter, window).await?,
            is_later: window.after.is_some(),
        })
    }
}

pub(super) struct ChangeSubscription;

#[Subscription]
impl ChangeSubscription {
    /// What changes in the network, each change as soon as it is there, in the order of
    /// `changes` and without a gap: first what came after the cursor, then what comes.
    ///
    /// Keep the `cursor` of the last change that you have dealt with, and give it as
    /// `after` when you come back. To begin with all that there is, read `changes` with
    /// `compact: true` to its end, and give its `next`.
    #[expect(clippy::unused_async, reason = "the library waits for it")]
    async fn change_stream(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only changes after this cursor; only new ones without one.")]
        after: Option<String>,
        #[graphql(desc = "Only changes of these kinds of records; all when left out.")]
        types: Option<Vec<RecordKind>>,
        #[graphql(
            desc = "Only changes of what belongs to these cities, alliances and organisations, or \
                    concerns them: their ids. A cursor is good for one such choice."
        )]
        bodies: Option<Vec<ID>>,
    ) -> Result<impl Stream<Item = Change>> {
        let plan = Plan::Changes {
            after: after.as_deref().map(Cursor::read).transpose()?,
            filter: filter(types, bodies)?,
        };
        let change = match occasion::event(ctx, plan) {
            Some(Event::Change(change)) => Some(Change(domain::change::Change::clone(change))),
            _ => None,
        };
        Ok(stream::iter(change))
    }
}
