//! A server that is killed in the middle: nothing is lost.

use std::{collections::HashSet, thread, time::Duration};

use serde_json::{Value, json};

use super::{Receiver, receiver::Says};
use crate::support::{Server, TestDatabase};

/// How often the server is killed.
const KILLS: usize = 8;

/// Changes between two kills.
const CHANGES: usize = 5;

fn ask(server: &Server, token: &str, query: &str) -> Value {
    let body = json!({ "query": query }).to_string();
    let answer = server.post_as(token, "/graphql", &body);
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap_or_else(|_| panic!("{answer}"))
}

fn change(server: &Server, token: &str, number: usize) {
    let mutation = format!(
        "mutation {{ programmeCreate(input: {{ externalId: \"kill-{number}\", kind: COURSE,
            title: [{{ locale: \"ko\", text: \"x\" }}], topics: [\"DIGITAL_SKILLS\"] }})
            {{ programme {{ id }} userErrors {{ code }} }} }}"
    );
    let answer = ask(server, token, &mutation);
    let id = answer["data"]["programmeCreate"]["programme"]["id"].as_str();
    assert!(id.is_some(), "{answer}");
}

fn told(receiver: &Receiver) -> HashSet<String> {
    let got = receiver.got().into_iter();
    got.map(|one| one.event()["subject"].as_str().unwrap().to_owned())
        .collect()
}

/// The ids of all that was acknowledged.
fn acknowledged(server: &Server, token: &str) -> HashSet<String> {
    let query = "{ viewer { programmes(first: 100, orderBy: { field: CREATED, direction: DESC }) {
        nodes { id externalId } } } }";
    let answer = ask(server, token, query);
    let all = answer["data"]["viewer"]["programmes"]["nodes"]
        .as_array()
        .unwrap();
    let ours = all.iter().filter(|one| {
        one["externalId"]
            .as_str()
            .is_some_and(|id| id.starts_with("kill-"))
    });
    ours.map(|one| one["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_the_server_is_killed_again_and_again() {
    let database = TestDatabase::filled().await;
    // A delivery that was on its way is taken up again after this second and the grace.
    let settings = [
        ("DATABASE_URL", database.url()),
        ("LC_WEBHOOK_TARGETS", "any"),
        ("LC_LIMIT_WEBHOOK_SECONDS", "1"),
    ];
    let receiver = Receiver::start().await;
    receiver.always(Says::After(Duration::from_millis(40)));
    let mut server = Server::start(&settings);
    let token = server.token(
        &settings,
        "city:kr-hanam",
        "programme:write programme:read webhook:manage",
    );
    let hook = format!(
        "mutation {{ webhookCreate(input: {{ url: \"{}\" }}) {{ webhook {{ id }} }} }}",
        receiver.url
    );
    assert!(ask(&server, &token, &hook)["data"]["webhookCreate"]["webhook"]["id"].is_string());

    for kill in 0..KILLS {
        for number in 0..CHANGES {
            change(&server, &token, kill * CHANGES + number);
        }
        thread::sleep(Duration::from_millis(fastrand::u64(0..120)));
        server = server.kill_and_start_again(&settings);
    }

    let written = acknowledged(&server, &token);
    assert_eq!(written.len(), KILLS * CHANGES);
    for _ in 0..450 {
        if told(&receiver) == written {
            break;
        }
        thread::sleep(Duration::from_millis(100));
    }
    let attempts = receiver.got().len();
    println!(
        "{KILLS} kills: {} changes, {attempts} attempts",
        written.len()
    );
    assert_eq!(told(&receiver), written);
}
