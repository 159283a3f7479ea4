//! Faults that `SQLite` meets inside of a statement. It undoes the whole transaction by
//! itself then, whatever the driver believes.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use sea_orm::{ConnectionTrait, DbBackend};
use sqlx::{Executor, Sqlite, pool::PoolConnection};

use super::{CREATE, is_acknowledged, named, nothing_is_lost};
use crate::support::Network;

/// The writer, taken out for a moment; nothing on PostgreSQL, which has its own tests.
async fn writer(network: &Network) -> Option<PoolConnection<Sqlite>> {
    let writer = network.app().writer();
    match writer.get_database_backend() {
        DbBackend::Sqlite => {
            let pool = writer.connections().get_sqlite_connection_pool();
            Some(pool.acquire().await.unwrap())
        }
        _ => None,
    }
}

/// Has the writer interrupt itself after so many of its steps, once.
async fn interrupt_after(writer: &mut PoolConnection<Sqlite>, steps: u64) -> Arc<AtomicU64> {
    let left = Arc::new(AtomicU64::new(steps));
    let counted = Arc::clone(&left);
    let mut handle = writer.lock_handle().await.unwrap();
    handle.set_progress_handler(1, move || {
        let before = counted.load(Ordering::SeqCst);
        counted.store(before.saturating_sub(1), Ordering::SeqCst);
        before != 1
    });
    left
}

#[tokio::test]
async fn nothing_is_lost_wherever_a_write_is_interrupted() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "programme:write");
    let (mut steps, mut interrupted) = (10, 0);
    loop {
        let Some(mut writer) = writer(&network).await else {
            return;
        };
        let left = interrupt_after(&mut writer, steps).await;
        drop(writer);
        let name = format!("interrupted-{steps}");
        let reply = hanam.ask_with(CREATE, named(&name)).await;
        if left.load(Ordering::SeqCst) > 0 {
            assert!(is_acknowledged(reply.json()), "{reply:?}");
            break;
        }
        interrupted += 1;
        let made = super::kept(network.app(), &[name]).await;
        assert_eq!(made == 1, is_acknowledged(reply.json()), "{reply:?}");
        if made == 0 {
            assert_eq!(reply.code(), "UNAVAILABLE", "{reply:?}");
        }
        nothing_is_lost(&network, &format!("interrupt-{steps}")).await;
        steps += 6;
    }
    // How many steps a write takes differs by a few: a look at the connection costs some.
    assert!(interrupted > 5, "{interrupted}");
}

#[tokio::test]
async fn nothing_is_lost_when_the_database_may_not_grow() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "programme:write");
    let mut refused = 0;
    for pages in 0..6 {
        let Some(mut connection) = writer(&network).await else {
            return;
        };
        let size: i64 = sqlx::query_scalar("PRAGMA page_count")
            .fetch_one(&mut *connection)
            .await
            .unwrap();
        let bound = format!("PRAGMA max_page_count = {}", size + pages);
        connection
            .execute(sqlx::AssertSqlSafe(bound))
            .await
            .unwrap();
        drop(connection);
        let title = "긴 제목 ".repeat(40);
        for number in 0..200 {
            let input = serde_json::json!({
                "externalId": format!("growing-{pages}-{number}"), "title": title.trim(),
            });
            let reply = hanam.ask_with(CREATE, input).await;
            if !is_acknowledged(reply.json()) {
                assert_eq!(reply.code(), "UNAVAILABLE", "{reply:?}");
                refused += 1;
                break;
            }
        }
        if let Some(mut connection) = writer(&network).await {
            let space = "PRAGMA max_page_count = 4294967294";
            connection.execute(space).await.unwrap();
        }
        nothing_is_lost(&network, &format!("full-{pages}")).await;
    }
    assert_eq!(refused, 6);
}

#[tokio::test]
async fn nothing_is_lost_when_another_program_holds_the_database() {
    let network = Network::start().await;
    if writer(&network).await.is_none() {
        return;
    }
    let another = network.another_server().await;
    let held = another.app().begin().await.unwrap();
    let hanam = network.city("kr-hanam", "programme:write");

    let reply = hanam.ask_with(CREATE, named("busy")).await;

    assert_eq!(reply.code(), "UNAVAILABLE", "{reply:?}");
    drop(held);
    nothing_is_lost(&network, "busy").await;
}

#[tokio::test]
async fn a_commit_that_was_only_said_to_be_one_is_noticed() {
    let network = Network::start().await;
    if writer(&network).await.is_none() {
        return;
    }
    let outer = network.app().begin().await.unwrap();
    // The driver is made to count one deeper than SQLite is, as it does when SQLite
    // undoes a transaction: then it takes the release of a savepoint for a commit.
    let inner = sea_orm::TransactionTrait::begin(outer.raw()).await.unwrap();
    let outcome = outer.commit().await;
    drop(inner);

    assert!(outcome.is_err());
    let readiness = network.app().readiness().await;
    assert!(!readiness.is_ready(), "{readiness:?}");
    let names = super::writes_after(&network, "breach").await;
    assert_eq!(super::kept(network.app(), &names).await, super::AFTER);
}
