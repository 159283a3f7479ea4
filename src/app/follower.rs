//! Follows the journal for somebody, from a place in it and without end.
//!
//! Whoever follows keeps a place and no news: while they are busy the journal
//! waits, and is read on from there. What many followers ask for at the same
//! moment, the same page with the same sight, is read once.

use std::{sync::Arc, time::Duration};

use moka::future::Cache;
use sea_orm::DbErr;
use tokio::{sync::watch, time::sleep};

use super::App;
use crate::{
    domain::{
        Error, Result,
        change::{self, Change, Cursor, Filter, Window},
        viewer::Sight,
    },
    limits::Limits,
};

/// Changes on one page: few, because a reader that pauses keeps what is left of it.
const PAGE: u64 = 25;

/// How long a page is remembered: as long as followers wake at different times.
const LIFE: Duration = Duration::from_secs(5);

/// A change takes about this many bytes beside the fields that it tells.
const CHANGE: usize = 600;

/// How long to wait when the database does not answer.
const PAUSE: Duration = Duration::from_millis(500);

/// A page of the journal, as followers share it.
#[derive(Debug)]
struct Page {
    changes: Vec<Arc<Change>>,
    next: Cursor,
    has_more: bool,
}

/// Which page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Wanted {
    sight: Sight,
    filter: Arc<Filter>,
    after: Cursor,
    /// How far the journal was known to reach: an older page may end before that.
    head: i64,
}

/// The pages that were read a moment ago.
#[derive(Clone)]
pub(super) struct Pages(Cache<Wanted, Arc<Page>>);

impl Pages {
    pub(super) fn new(limits: &Limits) -> Self {
        let weigh = |_: &Wanted, page: &Arc<Page>| u32::try_from(page.size()).unwrap_or(u32::MAX);
        let cache = Cache::builder()
            .weigher(weigh)
            .max_capacity(limits.shared_bytes / 2)
            .time_to_live(LIFE);
        Self(cache.build())
    }

    async fn get(&self, app: &App, wanted: Wanted) -> Result<Arc<Page>> {
        let reading = read(app, wanted.clone());
        let page = self.0.try_get_with(wanted, reading).await;
        page.map_err(|error: Arc<Error>| (*error).clone())
    }
}

async fn read(app: &App, wanted: Wanted) -> Result<Arc<Page>> {
    let window = Window {
        first: PAGE,
        after: Some(wanted.after),
        is_compact: false,
    };
    let page = change::page(app.reader(), wanted.sight, &wanted.filter, window).await?;
    Ok(Arc::new(Page {
        changes: page.changes.into_iter().map(Arc::new).collect(),
        next: page.next,
        has_more: page.has_more,
    }))
}

impl Page {
    fn size(&self) -> usize {
        let told = |change: &Arc<Change>| {
            let fields = [&change.entry.before, &change.entry.after];
            let fields = fields.into_iter().flatten();
            CHANGE + fields.map(|json| json.to_string().len()).sum::<usize>()
        };
        CHANGE + self.changes.iter().map(told).sum::<usize>()
    }
}

/// Somebody who follows the journal.
pub struct Follower {
    app: App,
    sight: Sight,
    filter: Arc<Filter>,
    head: watch::Receiver<i64>,
    /// Behind all that was told.
    place: Cursor,
    page: Arc<Page>,
    /// How many of the page were told.
    told: usize,
}

impl Follower {
    /// Begins behind this place; without one, behind all that has happened.
    ///
    /// # Errors
    ///
    /// Those of [`change::page`], when nobody can go on from this place.
    pub async fn begin(
        app: &App,
        sight: Sight,
        filter: Filter,
        after: Option<Cursor>,
    ) -> Result<Self> {
        let place = match after {
            Some(place) => place,
            None => change::end(app.reader(), &filter).await?,
        };
        let head = app.signal().follow();
        let wanted = Wanted {
            sight,
            filter: Arc::new(filter),
            after: place,
            head: *head.borrow(),
        };
        let page = app.pages().get(app, wanted.clone()).await?;
        Ok(Self {
            app: app.clone(),
            sight,
            filter: wanted.filter,
            head,
            place,
            page,
            told: 0,
        })
    }

    /// The next change, as soon as there is one.
    pub async fn next(&mut self) -> Result<Arc<Change>> {
        loop {
            if let Some(change) = self.page.changes.get(self.told) {
                self.told += 1;
                self.place = change.cursor;
                return Ok(Arc::clone(change));
            }
            self.place = self.page.next;
            if !self.page.has_more {
                self.wait().await?;
            }
            self.turn().await?;
        }
    }

    /// Waits until the journal reaches further than this follower has read.
    async fn wait(&mut self) -> Result<()> {
        let place = self.place.number;
        let grown = self.head.wait_for(|head| *head > place).await;
        let over = |_| DbErr::Custom("the server stops".to_owned());
        grown.map(drop).map_err(over).map_err(Error::from)
    }

    /// Reads the next page, however long the database needs.
    async fn turn(&mut self) -> Result<()> {
        loop {
            let wanted = Wanted {
                sight: self.sight,
                filter: Arc::clone(&self.filter),
                after: self.place,
                head: *self.head.borrow_and_update(),
            };
            match self.app.pages().get(&self.app, wanted).await {
                Ok(page) => {
                    (self.page, self.told) = (page, 0);
                    return Ok(());
                }
                Err(Error::Database(error)) => {
                    tracing::warn!(%error, "the journal could not be followed and is tried again");
                    sleep(PAUSE).await;
                }
                Err(error) => return Err(error),
            }
        }
    }
}
