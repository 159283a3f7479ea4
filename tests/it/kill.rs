//! The server is killed while cities write: what it has answered has been kept.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use learning_cities::{app::App, limits::Limits};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::support::{Server, TestDatabase, Written, config, post_if_open};

/// How often the server is killed.
const KILLS: usize = 50;

/// How many write at the same time.
const WRITERS: usize = 4;

const CREATE: &str = "mutation ($externalId: String!) {
    programmeCreate(input: {
        externalId: $externalId
        title: [{ locale: \"ko\", text: \"한글 첫걸음\" }]
        kind: COURSE
        setting: NON_FORMAL
        topics: [\"DIGITAL_SKILLS\"]
        offerings: [{
            externalId: $externalId
            deliveryMode: ONSITE
            venue: [{ locale: \"ko\", text: \"평생학습관\" }]
            schedules: [{
                frequency: WEEKLY, byDay: [MO], startDate: \"2026-03-02\",
                startTime: \"10:00\", endTime: \"12:00\"
            }]
        }]
    }) {
        programme { externalId version }
        userErrors { code field }
    }
}";

/// What never holds when a mutation is whole or not there: each counts the broken ones.
const BROKEN: [&str; 5] = [
    "SELECT count(*) FROM programme p WHERE external_id LIKE 'kill-%' AND (SELECT count(*) \
     FROM offering o WHERE o.programme_id = p.id AND o.external_id = p.external_id) <> 1",
    "SELECT count(*) FROM offering o WHERE external_id LIKE 'kill-%' AND (SELECT count(*) \
     FROM schedule s WHERE s.offering_id = o.id) <> 1",
    "SELECT count(*) FROM programme p WHERE external_id LIKE 'kill-%' AND (SELECT count(*) \
     FROM programme_code c WHERE c.programme_id = p.id) <> 1",
    "SELECT count(*) FROM programme p WHERE external_id LIKE 'kill-%' AND (SELECT count(*) \
     FROM journal j WHERE j.subject_kind = 'PROGRAMME' AND j.subject_id = p.id \
     AND j.happening = 'CREATED') <> 1",
    "SELECT count(*) FROM first_answer WHERE answer IS NULL",
];

/// Makes a programme; nothing when the server died over it.
fn create(address: SocketAddr, token: &str, external_id: &str) -> Option<Value> {
    let body = json!({ "query": CREATE, "variables": { "externalId": external_id } });
    post_if_open(address, token, (&body, external_id))
}

/// Writes one programme after the other, each until it is acknowledged.
fn write(written: Arc<Written>, server: (SocketAddr, String), writer: usize) -> JoinHandle<()> {
    thread::spawn(move || {
        let (address, token) = server;
        let mut own = 0;
        while !written.is_enough() {
            let external_id = format!("kill-{writer}-{own}");
            match create(address, &token, &external_id) {
                Some(answer) => {
                    let programme = &answer["data"]["programmeCreate"]["programme"];
                    assert_eq!(programme["externalId"], external_id.as_str(), "{answer}");
                    own += 1;
                    written.count();
                }
                None => thread::sleep(Duration::from_millis(5)),
            }
        }
    })
}

const FOLLOW: &str = "query ($after: String) {
    changes(after: $after, first: 20, types: [PROGRAMME]) {
        nodes { recordId isGone record { ... on Programme { externalId } } }
        next
    }
}";

/// Follows the feed across every kill, and gives the programmes that it told, each as
/// often as it did, until it has told as many as there are.
fn follow(server: (SocketAddr, String), wanted: Arc<AtomicUsize>) -> JoinHandle<Vec<String>> {
    thread::spawn(move || {
        let (address, token) = server;
        let (mut after, mut told) = (Value::Null, Vec::new());
        while told.len() < wanted.load(Ordering::Relaxed) {
            let body = json!({ "query": FOLLOW, "variables": { "after": after } });
            let Some(answer) = post_if_open(address, &token, (&body, "follower")) else {
                thread::sleep(Duration::from_millis(5));
                continue;
            };
            let page = &answer["data"]["changes"];
            let changes = page["nodes"].as_array();
            for change in changes.unwrap_or_else(|| panic!("{answer}")) {
                let name = change["record"]["externalId"].as_str().unwrap_or_default();
                told.extend(name.starts_with("kill-").then(|| name.to_owned()));
            }
            after = page["next"].clone();
        }
        told
    })
}

async fn number(app: &App, sql: &str) -> usize {
    let db = app.reader();
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    let number: i64 = row.try_get_by_index(0).unwrap();
    usize::try_from(number).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_outlives_fifty_kills() {
    let database = TestDatabase::filled().await;
    let settings = [("DATABASE_URL", database.url())];
    let mut server = Server::start(&settings);
    let (address, token) = (
        server.address(),
        server.token(&settings, "city:kr-hanam", "programme:write"),
    );
    let written = Arc::new(Written::default());
    let writers =
        (0..WRITERS).map(|writer| write(Arc::clone(&written), (address, token.clone()), writer));
    let writers: Vec<_> = writers.collect();
    let wanted = Arc::new(AtomicUsize::new(usize::MAX));
    let follower = follow((address, token.clone()), Arc::clone(&wanted));

    for _ in 0..KILLS {
        written.wait_beyond(written.number());
        thread::sleep(Duration::from_millis(fastrand::u64(0..180)));
        server = server.kill_and_start_again(&settings);
    }
    written.wait_beyond(written.number());
    written.stop();
    for writer in writers {
        writer.join().unwrap();
    }
    let acknowledged = written.number();
    wanted.store(acknowledged, Ordering::Relaxed);
    let mut told = follower.join().unwrap();
    drop(server);
    told.sort_unstable();
    let once = told.windows(2).all(|pair| pair[0] != pair[1]);
    assert!(once, "the feed told a programme twice");

    let app = App::open(&config(database.url(), Limits::default()))
        .await
        .unwrap();
    let kept = number(
        &app,
        "SELECT count(*) FROM programme WHERE external_id LIKE 'kill-%'",
    )
    .await;
    println!("{acknowledged} acknowledged over {KILLS} kills, {kept} kept");
    assert!(acknowledged > KILLS, "{acknowledged}");
    assert_eq!(kept, acknowledged);
    assert_eq!(told.len(), kept, "the feed told all of them");
    for broken in BROKEN {
        assert_eq!(number(&app, broken).await, 0, "{broken}");
    }
}
