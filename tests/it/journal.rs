//! The numbers of the journal follow the order of commits.

use std::time::Duration;

use entity::values::{Happening, SubjectKind};
use learning_cities::{
    db::Pool,
    domain::journal::{self, Entry},
};
use sea_orm::DbBackend;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use crate::database::{Tables, permit, this_morning};

fn entry(number: u128) -> Entry {
    Entry {
        at: this_morning(),
        subject_kind: SubjectKind::Programme,
        subject_id: Uuid::from_u128(number),
        owner: None,
        also: None,
        happening: Happening::Updated,
        before: None,
        after: None,
    }
}

async fn write(db: &Pool, subject: u128) {
    let tx = db.begin().await.unwrap();
    journal::record(&tx, &permit(), vec![entry(subject)])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Follows the journal by its numbers, as an institute does.
async fn follow(db: &Pool, until: usize) -> Vec<Uuid> {
    let (mut seen, mut last) = (Vec::new(), 0);
    while seen.len() < until {
        for entry in journal::since(db, last, 10).await.unwrap() {
            assert!(entry.number > last);
            last = entry.number;
            seen.push(entry.subject_id);
        }
        sleep(Duration::from_millis(1)).await;
    }
    seen
}

#[tokio::test]
async fn entries_come_back_in_their_order_with_who_did_it() {
    let tables = Tables::empty().await;
    for subject in 1..=3 {
        write(&tables.db, subject).await;
    }
    let entries = journal::since(&tables.db, 0, 10).await.unwrap();
    let subjects: Vec<u128> = entries
        .iter()
        .map(|entry| entry.subject_id.as_u128())
        .collect();
    assert_eq!(subjects, [1, 2, 3]);
    assert!(
        entries
            .iter()
            .all(|entry| entry.actor == "operator" && entry.at == this_morning())
    );
    let later = journal::since(&tables.db, entries[1].number, 10)
        .await
        .unwrap();
    assert_eq!(later.len(), 1);
}

#[tokio::test]
async fn many_entries_are_recorded_at_once() {
    let tables = Tables::empty().await;
    let tx = tables.db.begin().await.unwrap();
    let entries = (0..7_000).map(entry).collect();
    journal::record(&tx, &permit(), entries).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(tables.rows("journal").await, 7_000);
    let first = journal::since(&tables.db, 0, 1).await.unwrap();
    assert_eq!(first[0].subject_id, Uuid::from_u128(0));
}

#[tokio::test]
async fn what_is_rolled_back_was_never_told() {
    let tables = Tables::empty().await;
    let tx = tables.db.begin().await.unwrap();
    journal::record(&tx, &permit(), vec![entry(1)])
        .await
        .unwrap();
    tx.roll_back().await.unwrap();
    assert!(journal::since(&tables.db, 0, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_second_writer_waits_for_the_commit_of_the_first() {
    let tables = Tables::empty().await;
    if tables.backend() == DbBackend::Sqlite {
        // One writer at a time is what SQLite is; the journal needs no lock there.
        write(&tables.db, 1).await;
        assert_eq!(tables.rows("journal").await, 1);
        return;
    }
    let first = tables.db.begin().await.unwrap();
    journal::record(&first, &permit(), vec![entry(1)])
        .await
        .unwrap();
    let second = write(&tables.db, 2);
    tokio::pin!(second);
    let early = timeout(Duration::from_millis(300), &mut second).await;
    assert!(early.is_err(), "the second writer overtook the first");
    assert!(journal::since(&tables.db, 0, 10).await.unwrap().is_empty());
    first.commit().await.unwrap();
    second.await;
    let entries = journal::since(&tables.db, 0, 10).await.unwrap();
    let subjects: Vec<u128> = entries
        .iter()
        .map(|entry| entry.subject_id.as_u128())
        .collect();
    assert_eq!(subjects, [1, 2]);
}

#[tokio::test]
async fn a_reader_that_follows_the_numbers_misses_nothing() {
    let tables = Tables::empty().await;
    let writer = |from: u128| {
        let db = tables.db.clone();
        async move {
            for subject in from..from + 50 {
                write(&db, subject).await;
            }
        }
    };
    let follower = follow(&tables.db, 100);
    let all = async { tokio::join!(writer(0), writer(1000), follower) };
    let ((), (), mut seen) = timeout(Duration::from_mins(1), all).await.unwrap();
    seen.sort();
    let expected = (0..50).chain(1000..1050).map(Uuid::from_u128);
    assert_eq!(seen, expected.collect::<Vec<_>>());
}
