//! Eight cities write at the same time, over two servers, while somebody reads.

use std::sync::atomic::{AtomicBool, Ordering};

use fastrand::Rng;
use futures_util::future::join_all;
use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::{Value, json};

use super::follower::{Follower, listed};
use crate::support::{Caller, Network, course};

const WRITERS: [&str; 8] = [
    "kr-hanam",
    "kr-suwon",
    "kr-osan",
    "kr-anseong",
    "kr-gongju",
    "kr-buan",
    "kr-eunpyeong",
    "kr-gwangmyeong",
];

/// What each of them does.
const STEPS: usize = 25;

/// How often it is all done anew, each time another way.
const ROUNDS: u64 = 3;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reads_while_eight_cities_write_ends_with_what_the_lists_show() {
    for round in 0..ROUNDS {
        let network = Network::start().await;
        let another = network.another_server().await;
        // On SQLite writers of two servers would try again and again for their turn, and
        // one may never get it: a file has one server.
        let backend = network.app().writer().get_database_backend();
        let servers = match backend {
            DbBackend::Sqlite => [&network, &network],
            _ => [&network, &another],
        };
        let is_over = AtomicBool::new(false);
        let writers = WRITERS.iter().zip(0_u8..).map(async |(city, number)| {
            let city = servers[usize::from(number % 2)].city(city, "programme:write");
            write(&city, Rng::with_seed(round * 100 + u64::from(number))).await;
        });
        let writing = async {
            join_all(writers).await;
            is_over.store(true, Ordering::Relaxed);
        };
        let (plain, compact, ()) = tokio::join!(
            read(&another, (json!({}), round), &is_over),
            read(&network, (json!({ "compact": true }), round + 7), &is_over),
            writing,
        );

        let visitor = network.visitor();
        for list in ["programmes", "offerings"] {
            let shown = listed(&visitor, list).await;
            assert!(!shown.is_empty());
            for (how, follower) in [("plain", &plain), ("compact", &compact)] {
                let known: Vec<_> = of_list(follower, list).collect();
                let shown: Vec<_> = shown.iter().collect();
                assert_eq!(known, shown, "{list}, {how}, round {round}");
            }
        }
    }
}

fn of_list<'f>(
    follower: &'f Follower,
    list: &'static str,
) -> impl Iterator<Item = (&'f String, &'f Value)> {
    let prefix = list.trim_end_matches('s');
    follower
        .known
        .iter()
        .filter(move |(id, _)| id.starts_with(prefix))
}

/// Pages through the feed until nobody writes and nothing is new.
async fn read(network: &Network, (choice, seed): (Value, u64), is_over: &AtomicBool) -> Follower {
    let mut rng = Rng::with_seed(seed);
    let mut follower = Follower::of(choice);
    let visitor = network.visitor();
    let mut pages = 0;
    loop {
        let was_over = is_over.load(Ordering::Relaxed);
        let (_, has_more) = follower.read(&visitor, rng.usize(1..=20)).await;
        pages += 1;
        if was_over && !has_more {
            assert!(pages > 10, "nothing was read while it was written");
            return follower;
        }
        tokio::task::yield_now().await;
    }
}

/// Makes programmes and does to them whatever comes to mind. A refused step is fine.
async fn write(city: &Caller<'_>, mut rng: Rng) {
    let mut programmes = Vec::new();
    for number in 0..STEPS {
        if programmes.len() < 2 || rng.f64() < 0.2 {
            let mut input = course();
            input["externalId"] = json!(format!("P-{number}"));
            let made = city.create_programme(input).await["programme"].clone();
            programmes.push((
                made["id"].clone(),
                made["offerings"]["nodes"][0]["id"].clone(),
            ));
            continue;
        }
        let (programme, offering) = programmes[rng.usize(..programmes.len())].clone();
        let by_id = json!({ "id": programme });
        let (mutation, input) = match rng.u8(..9) {
            0..3 => ("programmePublish", by_id),
            3 => ("programmeSuspend", by_id),
            4 => ("programmeArchive", by_id),
            5 => ("programmeRestore", by_id),
            6 => ("programmeDelete", by_id),
            7 => (
                "programmeUpdate",
                json!({ "id": programme, "ageMin": rng.u8(..70) }),
            ),
            _ => (
                "offeringUpdate",
                json!({ "id": offering, "enrolled": rng.u8(..20) }),
            ),
        };
        city.change(mutation, input, "").await;
    }
}
