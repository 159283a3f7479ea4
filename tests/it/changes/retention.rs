//! Old changes are forgotten, and nobody is left with half the truth.

use chrono::Duration;
use serde_json::json;

use super::{Follower, draft, hanam, listed, step, up_to_date};
use crate::support::{Network, clear_journal as clear, this_morning};

#[tokio::test]
async fn who_stayed_away_for_too_long_is_told_to_begin_again() {
    let network = Network::start().await;
    let (city, visitor) = (hanam(&network), network.visitor());
    let long_ago = up_to_date(&network, json!({})).await;
    let (programme, _) = draft(&city).await;
    for taken in ["Publish", "Suspend", "Publish", "Delete"] {
        step(&city, taken, &programme).await;
    }
    let lately = up_to_date(&network, json!({})).await;

    let cleared = clear(&network, this_morning() + Duration::seconds(1)).await;

    assert!(cleared >= 8, "{cleared}");
    let reply = long_ago.ask(&visitor, 10).await;
    assert_eq!(reply.code(), "CURSOR_EXPIRED");
    let message = reply["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("compact"), "{message}");
    assert_eq!(
        lately.ask(&visitor, 10).await["data"]["changes"]["nodes"],
        json!([])
    );
}

#[tokio::test]
async fn what_is_left_still_tells_all_that_is_there() {
    let network = Network::start().await;
    let (city, visitor) = (hanam(&network), network.visitor());
    let (programme, _) = draft(&city).await;
    for taken in ["Publish", "Suspend", "Publish"] {
        step(&city, taken, &programme).await;
    }
    clear(&network, this_morning() + Duration::seconds(1)).await;

    let mut follower = Follower::default();
    let (_, has_more) = follower.read(&visitor, 7).await;
    assert!(has_more);
    follower.catch_up(&visitor).await;
    for list in ["cities", "programmes", "offerings"] {
        for (id, row) in listed(&visitor, list).await {
            assert_eq!(follower.known.get(&id), Some(&row), "{list}");
        }
    }

    step(&city, "Suspend", &programme).await;
    let changes = follower.catch_up(&visitor).await;
    assert_eq!(changes.len(), 2);
    assert!(changes.iter().all(|change| change["isGone"] == true));
}

#[tokio::test]
async fn nothing_is_forgotten_before_its_time() {
    let network = Network::start().await;
    assert_eq!(
        clear(&network, this_morning() - Duration::days(3650)).await,
        0
    );
}
