//! Stops a statement inside `SQLite` that works for too long.
//!
//! Giving up on an answer does not stop the work behind it: the thread of the
//! connection would go on. `SQLite` can be told to ask us, every so many steps
//! of its machine, whether to go on. It asks in the middle of long statements
//! and now and then during short ones, and does not say which is which. So we
//! look at stretches of work: a stretch begins with a question, ends with a
//! pause or with the return of the connection, and may not outlast the limit.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::SqliteConnection;

/// Steps between two questions: some tenths of a millisecond.
const STEPS: i32 = 10_000;

/// A limit for stretches of work, shared by all connections of a database.
#[derive(Clone)]
pub(super) struct Watch {
    limit: Duration,
    born: Instant,
    /// Milliseconds after `born` when a stretch was last found to be long.
    alarm: Arc<AtomicU64>,
}

impl Watch {
    pub(super) fn new(limit: Duration) -> Self {
        Self {
            limit,
            born: Instant::now(),
            alarm: Arc::default(),
        }
    }

    /// Begins to watch a connection, with no work behind it.
    pub(super) async fn start(&self, connection: &mut SqliteConnection) -> sqlx::Result<()> {
        let watch = self.clone();
        let mut stretch = Stretch::default();
        connection
            .lock_handle()
            .await?
            .set_progress_handler(STEPS, move || {
                watch.allows(stretch.grow(Instant::now(), watch.pause()))
            });
        Ok(())
    }

    /// Ends the stretch of a connection that comes back.
    ///
    /// That costs a word with the connection's thread, so it is done only
    /// while some stretch is long: a connection that is merely busy with short
    /// statements reaches this state too, and is cleared here.
    pub(super) async fn release(&self, connection: &mut SqliteConnection) -> sqlx::Result<()> {
        if self.is_alarmed() {
            self.start(connection).await?;
        }
        Ok(())
    }

    /// A pause that ends a stretch; also the length that raises the alarm.
    fn pause(&self) -> Duration {
        self.limit / 4
    }

    fn allows(&self, length: Duration) -> bool {
        if length > self.pause() {
            self.alarm.store(self.age(), Ordering::Relaxed);
        }
        length <= self.limit
    }

    fn is_alarmed(&self) -> bool {
        let raised = self.alarm.load(Ordering::Relaxed);
        raised > 0 && u128::from(self.age() - raised.min(self.age())) <= self.limit.as_millis()
    }

    fn age(&self) -> u64 {
        u64::try_from(self.born.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// Work of one connection without a pause.
#[derive(Default)]
struct Stretch(Option<(Instant, Instant)>);

impl Stretch {
    /// Notes that there is still work, and says for how long there has been.
    fn grow(&mut self, now: Instant, pause: Duration) -> Duration {
        let first = match self.0 {
            Some((first, last)) if now - last <= pause => first,
            _ => now,
        };
        self.0 = Some((first, now));
        now - first
    }
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection, Executor};

    use super::*;

    const ENDLESS: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) \
                           SELECT count(*) FROM n";
    const SHORT: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9999) \
                         SELECT count(*) FROM n";

    async fn watched(limit: Duration) -> (Watch, SqliteConnection) {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let watch = Watch::new(limit);
        watch.start(&mut connection).await.unwrap();
        (watch, connection)
    }

    #[tokio::test]
    async fn an_endless_statement_is_stopped() {
        let (_, mut connection) = watched(Duration::from_millis(200)).await;
        let began = Instant::now();

        let error = connection.execute(ENDLESS).await.unwrap_err();

        assert!(error.to_string().contains("interrupted"), "{error}");
        assert!(began.elapsed() >= Duration::from_millis(200));
        assert!(began.elapsed() < Duration::from_secs(5));
    }

    #[tokio::test]
    async fn a_connection_that_is_only_busy_is_left_alone() {
        let (watch, mut connection) = watched(Duration::from_millis(200)).await;
        let began = Instant::now();

        while began.elapsed() < Duration::from_millis(600) {
            connection.execute(SHORT).await.unwrap();
            watch.release(&mut connection).await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_stopped_connection_can_be_used_again() {
        let (watch, mut connection) = watched(Duration::from_millis(100)).await;
        connection.execute(ENDLESS).await.unwrap_err();

        watch.release(&mut connection).await.unwrap();

        connection.execute(SHORT).await.unwrap();
    }

    #[test]
    fn a_pause_begins_a_new_stretch() {
        let pause = Duration::from_secs(1);
        let begin = Instant::now();
        let mut stretch = Stretch::default();

        stretch.grow(begin, pause);
        assert_eq!(stretch.grow(begin + pause, pause), pause);
        assert_eq!(stretch.grow(begin + 3 * pause, pause), Duration::ZERO);
    }
}
