//! The running counts are those of a full recount, at every moment.

use entity::SurveyId;
use futures_util::future::join_all;
use learning_cities::domain::survey::tally;
use serde_json::{Value, json};

use super::{Asked, is_received};
use crate::support::Network;

async fn fold(network: &Network, survey: SurveyId) -> usize {
    let tx = network.app().begin().await.unwrap();
    let counted = tally::fold(&tx, survey).await.unwrap();
    tx.commit().await.unwrap();
    counted
}

/// What the counts say, after they were found equal to a recount.
async fn counted(network: &Network, survey: SurveyId) -> tally::Tallies {
    let db = network.app().reader();
    let current = tally::current(db, survey).await.unwrap();
    assert_eq!(current, tally::recount(db, survey).await.unwrap());
    current
}

fn some_answer(random: &mut fastrand::Rng) -> Value {
    let choice = ["YES", "NO", "UNSURE"][random.usize(..3)];
    let mut answers = vec![json!({ "question": "useful", "choice": [choice] })];
    if random.bool() {
        answers.push(json!({ "question": "missing", "text": "x" }));
    }
    let ages = ["UNDER_30", "30_TO_59", "60_PLUS"];
    let segments = match random.usize(..4) {
        3 => json!([]),
        age => json!([{ "segment": "age", "value": ages[age] }]),
    };
    let locale = if random.bool() { "ko" } else { "en" };
    json!({ "answers": answers, "segments": segments, "locale": locale })
}

#[tokio::test]
async fn counts_are_exact_before_between_and_after_foldings() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    let mut random = fastrand::Rng::with_seed(7);
    for round in 0..40 {
        let reply = asked.answer(&network, some_answer(&mut random), "").await;
        assert!(is_received(&reply), "{reply:?}");
        if round % 7 == 0 {
            assert!(fold(&network, asked.id()).await > 0);
        }
        if round % 5 == 0 {
            counted(&network, asked.id()).await;
        }
    }
    let tallies = counted(&network, asked.id()).await;
    fold(&network, asked.id()).await;
    assert_eq!(fold(&network, asked.id()).await, 0);
    assert_eq!(counted(&network, asked.id()).await, tallies);
    let whole = &tallies[&(1, String::new())];
    assert_eq!(whole.all.answered, 40);
    assert_eq!(whole.all.values["channel\tWEB"], 40);
    let missing = &tallies[&(1, "missing".to_owned())].all;
    assert_eq!(missing.answered + missing.skipped, 40);
    let useful = &tallies[&(1, "useful".to_owned())];
    let groups: u64 = useful.by["age"].values().map(|group| group.answered).sum();
    assert_eq!(groups, 40, "those without an age are a group as well");
}

#[tokio::test]
async fn counts_are_exact_while_many_answer_and_several_servers_count() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    let other = network.another_server().await;
    let answer = async |seed| {
        let mut random = fastrand::Rng::with_seed(seed);
        for _ in 0..10 {
            let reply = asked.answer(&network, some_answer(&mut random), "").await;
            assert!(is_received(&reply), "{reply:?}");
        }
    };
    let count = async |server: &Network| {
        let mut all = 0;
        for _ in 0..20 {
            all += fold(server, asked.id()).await;
            tokio::task::yield_now().await;
        }
        all
    };
    let (_, here, there) =
        futures_util::join!(join_all((0..8).map(answer)), count(&network), count(&other));
    let rest = fold(&network, asked.id()).await;
    assert_eq!(here + there + rest, 80, "each response was counted once");
    let tallies = counted(&network, asked.id()).await;
    assert_eq!(tallies[&(1, String::new())].all.answered, 80);
}

#[tokio::test]
async fn counting_takes_one_statement_however_many_answered() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    for _ in 0..3 {
        asked.answer(&network, json!({}), "").await;
    }
    let db = learning_cities::db::Db::new(network.app().reader().clone());
    tally::current(&db, asked.id()).await.unwrap();
    assert_eq!(db.statements(), 1);
}
