//! A subscription that runs: where its events come from, and what is told of each.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use async_graphql::{
    ObjectType, Request, Schema, SubscriptionType, parser::types::ExecutableDocument,
};
use futures_util::{FutureExt, StreamExt};
use moka::future::Cache;
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::{Engine, Execute, Prepared, fingerprint, root};
use crate::{
    app::{Follower, TallyWatch},
    db::Db,
    domain::{self, change::Cursor},
    graphql::{
        Answer, Asking, Code, Fault, Refusal,
        document::choose,
        masking,
        occasion::{Event, Occasion, Plan},
    },
    limits::Limits,
};

/// How long an answer is remembered: as long as those who want it wake at
/// different times. What is told of a record may be this old, but never older
/// than the change that is told.
const LIFE: Duration = Duration::from_secs(5);

/// Names an operation with all that its answers depend on, the event aside.
type Print = [u8; 32];

/// Answers that were worked out a moment ago, by operation and event.
pub(super) struct Answers(Cache<(Print, i64), Arc<str>>);

impl Answers {
    pub(super) fn new(limits: &Limits) -> Self {
        let weigh = |_: &(Print, i64), text: &Arc<str>| {
            u32::try_from(text.len().saturating_add(200)).unwrap_or(u32::MAX)
        };
        let cache = Cache::builder()
            .weigher(weigh)
            .max_capacity(limits.shared_bytes / 2)
            .time_to_live(LIFE);
        Self(cache.build())
    }
}

/// What is told of one event.
#[derive(Clone, Debug)]
pub struct Told {
    /// The answer as JSON.
    pub answer: Arc<str>,
    /// Where to go on after it, for what can be gone on with.
    pub place: Option<String>,
}

/// A subscription that runs. It has no end of its own.
pub struct Subscription {
    engine: Arc<Engine>,
    prepared: Prepared,
    asking: Asking,
    print: Print,
    source: Source,
}

/// Where events come from.
enum Source {
    Changes(Follower),
    Tally(TallyWatch),
}

/// An event, the number that tells it from others, and the place behind it.
struct Next {
    event: Event,
    number: i64,
    place: Option<Cursor>,
}

impl Source {
    async fn next(&mut self) -> domain::Result<Next> {
        match self {
            Self::Changes(follower) => {
                let change = follower.next().await?;
                Ok(Next {
                    number: change.entry.number,
                    place: Some(change.cursor),
                    event: Event::Change(change),
                })
            }
            Self::Tally(watch) => Ok(Next {
                number: watch.next().await.number,
                place: None,
                event: Event::Tally,
            }),
        }
    }
}

impl Subscription {
    /// What is told of the next event, as soon as there is one.
    ///
    /// # Errors
    ///
    /// Ends the subscription: nobody can say what comes next.
    pub async fn next(&mut self) -> Result<Told, Refusal> {
        let next = self.source.next().await;
        let next = next.map_err(|error| refused(error, &self.asking))?;
        let telling = self
            .engine
            .tell(&self.prepared, next.event.clone(), &self.asking);
        let key = (self.print, next.number);
        let answer = self.engine.answers.0.try_get_with(key, telling).await;
        Ok(Told {
            answer: answer.map_err(|refusal: Arc<Refusal>| (*refusal).clone())?,
            place: next.place.map(Cursor::write),
        })
    }
}

impl Engine {
    /// Begins a subscription; `place`, if there is one, stands for its argument `after`.
    ///
    /// # Errors
    ///
    /// When its arguments are wrong, or the viewer may not have it.
    pub async fn subscribe(
        self: &Arc<Self>,
        prepared: Prepared,
        asking: Asking,
        place: Option<&str>,
    ) -> Result<Subscription, Refusal> {
        let plan = self.plan(&prepared, &asking).await?;
        let source = self.source(plan, &asking, place).await;
        Ok(Subscription {
            engine: Arc::clone(self),
            print: print(&prepared, &asking),
            source: source.map_err(|error| refused(error, &asking))?,
            prepared,
            asking,
        })
    }

    /// What the resolver makes of its arguments.
    async fn plan(&self, prepared: &Prepared, asking: &Asking) -> Result<Plan, Refusal> {
        let slot = Arc::new(OnceLock::new());
        let beginning = Occasion::Beginning(Arc::clone(&slot));
        let answer = self.occur(prepared, beginning, asking).await;
        if !answer.errors.is_empty() {
            return Err(Refusal::new(answer.errors));
        }
        let plan = slot.get().cloned();
        plan.ok_or_else(|| Fault::internal(&asking.request_id).into())
    }

    async fn source(
        &self,
        plan: Plan,
        asking: &Asking,
        place: Option<&str>,
    ) -> domain::Result<Source> {
        match plan {
            Plan::Changes { filter, after } => {
                let after = match place {
                    Some(place) => Some(Cursor::read(place)?),
                    None => after,
                };
                let sight = asking.viewer.sight();
                let follower = Follower::begin(&self.app, sight, filter, after).await?;
                Ok(Source::Changes(follower))
            }
            Plan::Tally(survey) => Ok(Source::Tally(TallyWatch::begin(&self.app, survey))),
        }
    }

    /// What is told of an event, as JSON.
    async fn tell(
        &self,
        prepared: &Prepared,
        event: Event,
        asking: &Asking,
    ) -> Result<Arc<str>, Refusal> {
        let answer = self
            .occur(prepared, Occasion::Happened(event), asking)
            .await;
        if !answer.has_data() {
            return Err(Refusal::new(answer.errors));
        }
        match serde_json::to_string(&answer) {
            Ok(text) => Ok(text.into()),
            Err(error) => {
                tracing::error!(%error, "an answer could not be written");
                Err(Fault::internal(&asking.request_id).into())
            }
        }
    }

    /// Executes the operation of a subscription once.
    async fn occur(&self, prepared: &Prepared, occasion: Occasion, asking: &Asking) -> Answer {
        let db = Db::new(self.app.reader().clone());
        let request = super::request(prepared.clone());
        let request = crate::graphql::equip(request, &self.app, (&db, None), asking);
        let response = (self.events)(request.data(occasion));
        let work = async { Ok(super::answer(response.await, asking)) };
        self.bounded(work.boxed(), (&db, prepared.cost), asking)
            .await
    }
}

fn refused(error: domain::Error, asking: &Asking) -> Refusal {
    masking::broken(error, &asking.request_id).into()
}

/// Those whose prints are equal are told the same of an event.
fn print(prepared: &Prepared, asking: &Asking) -> Print {
    let what = &prepared.fingerprint;
    let who = &asking.viewer;
    let languages = &asking.accept_language;
    Sha256::digest(format!("{what} {who:?} {languages:?}")).into()
}

/// The document of a subscription as it is executed, and what names it.
pub(super) fn prepare(
    document: Arc<ExecutableDocument>,
    asks: (&str, Option<&str>),
    variables: &Map<String, Json>,
) -> Result<(Arc<ExecutableDocument>, String), Fault> {
    let operation = choose(&document, asks.1)?;
    let field = root::only_field(&document, &operation.node);
    let field = field.ok_or_else(|| {
        let message = "A subscription has one field at its root.";
        Fault::new(Code::BadUserInput, message)
    })?;
    let mut variables = variables.clone();
    if let Some(place) = root::place(&document, &field.node) {
        variables.remove(&place);
    }
    let print = fingerprint(asks, &variables);
    Ok((root::with_only(document, asks.1, field), print))
}

/// Executes one event: the stream that the library makes has one item, or none.
pub(super) fn events<Q, M, S>(schema: Schema<Q, M, S>) -> Execute
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    Arc::new(move |request: Request| {
        let mut told = schema.execute_stream(request);
        async move { told.next().await.unwrap_or_default() }.boxed()
    })
}
