//! The network in numbers, counted by hand as well.

use chrono::{DateTime, Utc};
use entity::{
    offering,
    values::{
        MembershipRole::{Coordinator, Member},
        MembershipStatus::{Admitted, Withdrawn},
        ObservationStatus::{Final, Planned},
        OfferingStatus::{Cancelled, Completed},
        Origin::{Real, Synthetic},
        ProgrammeStatus::{Draft, Published},
    },
};
use learning_cities::{
    db::Db,
    domain::{
        network::{Count, Network, network},
        offering::{EnrolmentStatus, enrolment_status},
    },
};
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::{
    database::Tables,
    small_network::{SmallNetwork, alliance_id, march},
};

/// Three dates at once: the 1st on Baker Island's side of the world, the 2nd in
/// Hanam, the 3rd on Kiritimati.
const HANAM: u128 = 1;
const KIRITIMATI: u128 = 2;
const BAKER: u128 = 3;
const MADE_UP: u128 = 4;
const INACTIVE: u128 = 5;
const NOWHERE: u128 = 6;
const DELETED: u128 = 7;

const NETWORK: u128 = 101;
const LOCAL: u128 = 102;
const LOCAL_MADE_UP: u128 = 103;
const EMPTY: u128 = 104;
const GONE: u128 = 105;

fn now() -> DateTime<Utc> {
    "2026-03-02T11:30:00Z".parse().unwrap()
}

fn count((real, synthetic): (i64, i64), (cities_with, cities_of): (i64, i64)) -> Count {
    Count {
        real,
        synthetic,
        cities_with,
        cities_of,
    }
}

async fn small() -> Tables {
    let tables = Tables::empty().await;
    let mut network = SmallNetwork::on(&tables);
    cities(&network).await;
    bodies(&mut network).await;
    learning(&mut network).await;
    tables
}

async fn cities(network: &SmallNetwork<'_>) {
    for (code, number) in [("KR", 410), ("KI", 296), ("UM", 581), ("AQ", 10)] {
        network.country(code, number).await;
    }
    let seoul = ("KR", "Asia/Seoul");
    network.city(HANAM, seoul, Real).await;
    network
        .city(KIRITIMATI, ("KI", "Pacific/Kiritimati"), Real)
        .await;
    network.city(BAKER, ("UM", "Etc/GMT+12"), Real).await;
    network.city(MADE_UP, seoul, Synthetic).await;
    network.city(INACTIVE, seoul, Real).await;
    network
        .city(NOWHERE, ("AQ", "Nowhere/Land"), Synthetic)
        .await;
    network.city(DELETED, seoul, Real).await;
    for sql in [
        "UPDATE city SET status = 'INACTIVE' WHERE slug = 'kr-5'",
        "UPDATE city SET deleted_at = updated_at WHERE slug = 'kr-7'",
    ] {
        network.tables.run(sql).await;
    }
}

async fn bodies(network: &mut SmallNetwork<'_>) {
    for (city, origin) in [
        (Some(HANAM), Real),
        (Some(HANAM), Synthetic),
        (Some(MADE_UP), Real),
        (Some(INACTIVE), Real),
        (Some(DELETED), Real),
        (None, Real),
    ] {
        network.organisation(city, origin).await;
    }
    for (alliance, city) in [
        (NETWORK, None),
        (LOCAL, Some(KIRITIMATI)),
        (LOCAL_MADE_UP, Some(MADE_UP)),
        (EMPTY, None),
        (GONE, None),
    ] {
        network.alliance(alliance, city).await;
    }
    let gone = "UPDATE alliance SET deleted_at = updated_at WHERE slug = 'alliance-105'";
    network.tables.run(gone).await;
    for (city, role, status, until) in [
        (HANAM, Member, Admitted, None),
        (HANAM, Coordinator, Admitted, None),
        (MADE_UP, Member, Admitted, None),
        (INACTIVE, Member, Admitted, None),
        (DELETED, Member, Admitted, None),
        (KIRITIMATI, Member, Withdrawn, None),
        (BAKER, Member, Admitted, Some("2024")),
    ] {
        network.member((NETWORK, city), role, (status, until)).await;
    }
}

async fn learning(network: &mut SmallNetwork<'_>) {
    for (city, origin) in [
        (HANAM, Real),
        (HANAM, Real),
        (HANAM, Synthetic),
        (MADE_UP, Real),
        (INACTIVE, Real),
    ] {
        network.space(city, origin).await;
    }
    for city in [HANAM, KIRITIMATI, BAKER, MADE_UP, INACTIVE, NOWHERE] {
        let shown = network.programme(city, Published).await;
        network.offering(shown, city, open_on_the_second).await;
        network.programme(city, Draft).await;
    }
    let drafted = network.programme(HANAM, Draft).await;
    network.offering(drafted, HANAM, open_on_the_second).await;
    offerings_of_all_kinds(network).await;
}

fn open_on_the_second(offering: &mut offering::ActiveModel) {
    offering.enrolment_opens = Set(Some(march(2)));
    offering.enrolment_closes = Set(Some(march(2)));
}

fn full(offering: &mut offering::ActiveModel) {
    offering.capacity = Set(Some(5));
    offering.enrolled = Set(Some(5));
}

/// Nine in Hanam, of which three are open.
async fn offerings_of_all_kinds(network: &mut SmallNetwork<'_>) {
    let programme = network.programme(HANAM, Published).await;
    let kinds: [fn(&mut offering::ActiveModel); 9] = [
        |offering| offering.always_open = Set(true),
        |offering| {
            offering.always_open = Set(true);
            full(offering);
        },
        |offering| {
            offering.always_open = Set(true);
            offering.status = Set(Cancelled);
        },
        |offering| {
            offering.always_open = Set(true);
            offering.end_date = Set(Some(march(1)));
        },
        |offering| {
            offering.always_open = Set(true);
            offering.end_date = Set(Some(march(2)));
            offering.capacity = Set(Some(5));
        },
        |offering| {
            open_on_the_second(offering);
            full(offering);
        },
        |offering| {
            open_on_the_second(offering);
            offering.capacity = Set(Some(5));
            offering.enrolled = Set(Some(4));
        },
        |offering| offering.enrolment_closes = Set(Some(march(2))),
        |offering| {
            open_on_the_second(offering);
            offering.status = Set(Completed);
        },
    ];
    for kind in kinds {
        network.offering(programme, HANAM, kind).await;
    }
    let deleted = |offering: &mut offering::ActiveModel| offering.deleted_at = Set(Some(now()));
    network.offering(programme, HANAM, deleted).await;
}

#[tokio::test]
async fn the_whole_register_counts_its_active_cities() {
    let tables = small().await;
    let numbers = network(&tables.db, None, now()).await.unwrap();
    assert_eq!(numbers.as_of, now());
    assert_eq!(numbers.cities, count((3, 2), (3, 3)));
    assert_eq!(numbers.countries, count((3, 1), (3, 3)));
    assert_eq!(numbers.organisations, count((2, 2), (1, 3)));
    assert_eq!(numbers.alliances, count((3, 1), (2, 3)));
    assert_eq!(numbers.learning_spaces, count((2, 2), (1, 3)));
    assert_eq!(numbers.programmes, count((4, 2), (3, 3)));
    assert_eq!(numbers.offerings, count((12, 2), (3, 3)));
    assert_eq!(numbers.open_offerings, count((4, 2), (1, 3)));
    assert_eq!(numbers.stated_size, None);
}

#[tokio::test]
async fn an_alliance_counts_the_cities_that_are_admitted_to_it() {
    let tables = small().await;
    let numbers = of_alliance(&tables, NETWORK).await;
    assert_eq!(numbers.cities, count((2, 1), (2, 2)));
    assert_eq!(numbers.countries, count((1, 0), (2, 2)));
    assert_eq!(numbers.organisations, count((2, 2), (2, 2)));
    assert_eq!(numbers.alliances, count((1, 1), (2, 2)));
    assert_eq!(numbers.learning_spaces, count((3, 2), (2, 2)));
    assert_eq!(numbers.programmes, count((3, 1), (2, 2)));
    assert_eq!(numbers.offerings, count((11, 1), (2, 2)));
    assert_eq!(numbers.open_offerings, count((5, 1), (2, 2)));
}

async fn of_alliance(tables: &Tables, alliance: u128) -> Network {
    let id = Some(alliance_id(alliance));
    network(&tables.db, id, now()).await.unwrap()
}

#[tokio::test]
async fn an_alliance_without_cities_counts_nothing() {
    let tables = small().await;
    let numbers = of_alliance(&tables, EMPTY).await;
    for counted in [
        numbers.cities,
        numbers.countries,
        numbers.organisations,
        numbers.alliances,
        numbers.learning_spaces,
        numbers.programmes,
        numbers.offerings,
        numbers.open_offerings,
    ] {
        assert_eq!(counted, Count::default());
    }
}

/// The database and the domain must not tell two stories of one offering.
#[tokio::test]
async fn open_is_what_the_offerings_themselves_say() {
    let tables = small().await;
    for hour in 0..48 {
        let now = now() + chrono::Duration::hours(hour);
        let all = offering::Entity::find().all(&tables.db).await.unwrap();
        let hanam = crate::small_network::city_id(HANAM);
        let open = all.iter().filter(|offering| {
            let status = enrolment_status(offering, now, chrono_tz::Asia::Seoul);
            offering.city_id == hanam
                && offering.deleted_at.is_none()
                && matches!(status, EnrolmentStatus::Open | EnrolmentStatus::AlwaysOpen)
        });
        // The offering of the draft is open too, and nobody sees it.
        let drafted = i64::from(now < "2026-03-02T15:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let expected = i64::try_from(open.count()).unwrap() - drafted;
        let sql = "UPDATE city SET status = 'INACTIVE' WHERE slug <> 'kr-1'";
        tables.run(sql).await;
        let numbers = network(&tables.db, None, now).await.unwrap();
        assert_eq!(numbers.open_offerings.real, expected, "{now}");
    }
}

#[tokio::test]
async fn the_stated_size_is_the_latest_of_the_whole() {
    let tables = small().await;
    let mut small = SmallNetwork::on(&tables);
    small.unit().await;
    for (measure, value, as_of, status) in [
        ("Members", 425.0, "2025-12-04", Final),
        ("Members", 356.0, "2024", Final),
        ("Newly admitted cities", 72.0, "2025-12-04", Final),
        ("Korean member cities", 59.0, "2026-01", Final),
        ("Members", 500.0, "2030", Planned),
    ] {
        small
            .stated(NETWORK, (measure, value), (as_of, status))
            .await;
    }
    let stated = of_alliance(&tables, NETWORK).await.stated_size.unwrap();
    assert_eq!(stated.value.to_string(), "425");
    assert_eq!(stated.as_of.unwrap().as_str(), "2025-12-04");
    assert_eq!(of_alliance(&tables, LOCAL).await.stated_size, None);
}

#[tokio::test]
async fn the_numbers_take_four_statements_at_most() {
    let tables = small().await;
    for (alliance, statements) in [(None, 3), (Some(alliance_id(NETWORK)), 4)] {
        let db = Db::new(tables.db.clone());
        network(&db, alliance, now()).await.unwrap();
        assert_eq!(db.statements(), statements);
    }
}
