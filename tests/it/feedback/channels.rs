//! Ways in which cities hear their citizens.

use serde_json::json;

use super::ko;
use crate::support::{Network, complaints};

const CHANNEL: &str = "feedbackChannel { id kind title description asked effects website
    city { slug } origin version sessions { nodes { title } } }";

#[tokio::test]
async fn a_city_adds_a_channel_changes_it_and_deletes_it() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let input = json!({
        "kind": "SUGGESTION_BOX", "title": ko("제안함"), "description": ko("시청에 있다"),
        "asked": [ko("주민"), ko("학습자")], "effects": [ko("책이 늘었다")],
        "website": "https://example.org/box",
    });

    let mut made = hanam.change("feedbackChannelCreate", input, CHANNEL).await;
    let id = made["feedbackChannel"]["id"].take();
    assert_eq!(
        made,
        json!({ "feedbackChannel": {
            "id": null, "kind": "SUGGESTION_BOX", "title": "제안함", "description": "시청에 있다",
            "asked": ["주민", "학습자"], "effects": ["책이 늘었다"],
            "website": "https://example.org/box", "city": { "slug": "kr-hanam" },
            "origin": "REAL", "version": 1, "sessions": { "nodes": [] },
        }, "userErrors": [] })
    );
    hanam.session(json!({ "channelId": id })).await;

    let edit = json!({ "id": id, "kind": "INTERVIEW", "effects": null });
    let changed = hanam.change("feedbackChannelUpdate", edit, CHANNEL).await;
    let channel = &changed["feedbackChannel"];
    assert_eq!(channel["kind"], "INTERVIEW");
    assert_eq!(channel["effects"], json!([]));
    assert_eq!(
        channel["sessions"]["nodes"],
        json!([{ "title": "주민 회의" }])
    );

    let gone = json!({ "id": id });
    hanam
        .change("feedbackChannelDelete", gone.clone(), "")
        .await;
    let reply = network
        .ask(
            "{ city(slug: \"kr-hanam\") { feedbackChannels { totalCount }
            feedbackSessions { nodes { channel { id } } } } }",
        )
        .await;
    let city = &reply["data"]["city"];
    assert_eq!(city["feedbackChannels"]["totalCount"], 0);
    assert_eq!(
        city["feedbackSessions"]["nodes"],
        json!([{ "channel": null }])
    );
    let back = hanam.change("feedbackChannelRestore", gone, CHANNEL).await;
    assert_eq!(back["feedbackChannel"]["version"], 4);
}

#[tokio::test]
async fn every_problem_of_a_channel_is_told_at_once() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let wrong = json!({
        "kind": "SURVEY", "title": [{ "locale": "en", "text": "Box" }], "externalId": " ",
        "asked": [ko(" ")], "website": "box",
    });

    let payload = hanam.change("feedbackChannelCreate", wrong, "").await;

    assert_eq!(
        complaints(&payload),
        [
            "REQUIRED asked.0.0.text",
            "REQUIRED externalId",
            "REQUIRED title",
            "INVALID website",
        ]
    );
}
