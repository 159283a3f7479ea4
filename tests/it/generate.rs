//! A made-up network is as large as was asked for, and always the same.

use learning_cities::domain::{
    Error, Result,
    generate::{self, Generated, Plan},
};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::database::{Tables, permit, this_morning};

const SMALL: Plan = Plan {
    cities: 12,
    programmes: 300,
    seed: 7,
};

async fn generate(tables: &Tables, plan: Plan) -> Result<Generated> {
    let tx = tables.db.begin().await?;
    let made = generate::generate(&tx, &permit(), this_morning(), plan, &|_| ()).await?;
    tx.commit().await?;
    Ok(made)
}

#[tokio::test]
async fn a_made_up_network_is_as_large_as_was_asked_for() {
    let tables = Tables::empty().await;
    let made = generate(&tables, SMALL).await.unwrap();
    assert_eq!(
        (made.cities, made.programmes, made.alliances),
        (12, 300, 60)
    );
    assert_eq!(tables.rows("programme").await, 300);
    assert_eq!(tables.rows("offering").await, made.offerings);
    assert_eq!(tables.rows("schedule").await, made.schedules);
    assert_eq!(tables.rows("membership").await, made.memberships);
    assert!((60..=240).contains(&made.spaces), "{made:?}");
}

#[tokio::test]
async fn a_made_up_network_says_so() {
    let tables = Tables::filled().await;
    let real = "SELECT count(*) FROM programme WHERE origin = 'REAL'";
    let before = tables.number(real).await;
    generate(&tables, SMALL).await.unwrap();
    assert_eq!(tables.number(real).await, before);
}

#[tokio::test]
async fn the_same_seed_makes_the_same_network() {
    let (one, other) = (Tables::empty().await, Tables::empty().await);
    generate(&one, SMALL).await.unwrap();
    generate(&other, SMALL).await.unwrap();
    for table in [
        "city",
        "programme",
        "programme_code",
        "offering",
        "schedule",
    ] {
        assert_eq!(
            one.content(table).await,
            other.content(table).await,
            "{table}"
        );
    }
}

#[tokio::test]
async fn the_same_network_is_made_once() {
    let tables = Tables::empty().await;
    generate(&tables, SMALL).await.unwrap();
    let again = generate(&tables, SMALL).await;
    assert!(matches!(again, Err(Error::Input(why)) if why.contains("seed 7")));
    generate(&tables, Plan { seed: 8, ..SMALL }).await.unwrap();
    assert_eq!(tables.rows("city").await, 24);
}

#[tokio::test]
async fn progress_ends_with_all_programmes() {
    let tables = Tables::empty().await;
    let told = AtomicU64::new(0);
    let tx = tables.db.begin().await.unwrap();
    let tell = |programmes| told.store(programmes, Ordering::Relaxed);
    let made = generate::generate(&tx, &permit(), this_morning(), SMALL, &tell).await;
    assert!(made.is_ok());
    assert_eq!(told.load(Ordering::Relaxed), 300);
}

#[tokio::test]
async fn cities_and_programmes_are_made_up_in_the_journal_too() {
    let tables = Tables::empty().await;
    generate(&tables, SMALL).await.unwrap();
    let entries = "SELECT count(*) FROM journal WHERE subject_kind = 'PROGRAMME'";
    assert_eq!(tables.number(entries).await, 300);
    let entries = "SELECT count(*) FROM journal WHERE subject_kind = 'CITY'";
    assert_eq!(tables.number(entries).await, 12);
}
