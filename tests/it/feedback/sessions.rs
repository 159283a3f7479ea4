//! Meetings at which cities listened.

use serde_json::{Value, json};

use super::ko;
use crate::support::{Network, complaints};

const SESSION: &str = "feedbackSession { id kind title heldOn endedOn channel { title }
    learningSpace { slug } place participants topics summary minutesUrl city { slug } version }";

async fn space_of(network: &Network, city: &str) -> (Value, Value) {
    let query = format!(
        "{{ city(slug: \"{city}\") {{ learningSpaces(first: 1) {{ nodes {{ id slug }} }} }} }}"
    );
    let reply = network.ask(&query).await;
    let space = &reply["data"]["city"]["learningSpaces"]["nodes"][0];
    (space["id"].clone(), space["slug"].clone())
}

#[tokio::test]
async fn a_city_tells_who_came_and_what_was_said() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let channel = json!({ "kind": "TOWN_HALL", "title": ko("주민 회의") });
    let channel = hanam
        .made("feedbackChannelCreate", "feedbackChannel", channel)
        .await;
    let (space, slug) = space_of(&network, "kr-hanam").await;
    let input = json!({
        "kind": "WORKSHOP", "title": ko("봄 모임"), "heldOn": "2026-03-01", "endedOn": "2026-03-02",
        "channelId": channel, "spaceId": space, "participants": 42,
        "topics": [ko("저녁 강좌"), ko("버스")], "summary": ko("저녁 강좌가 필요하다"),
        "minutesUrl": "https://example.org/minutes.pdf",
    });

    let mut made = hanam.change("feedbackSessionCreate", input, SESSION).await;
    made["feedbackSession"]["id"].take();

    assert_eq!(
        made,
        json!({ "feedbackSession": {
            "id": null, "kind": "WORKSHOP", "title": "봄 모임", "heldOn": "2026-03-01",
            "endedOn": "2026-03-02", "channel": { "title": "주민 회의" },
            "learningSpace": { "slug": slug }, "place": null, "participants": 42,
            "topics": ["저녁 강좌", "버스"], "summary": "저녁 강좌가 필요하다",
            "minutesUrl": "https://example.org/minutes.pdf", "city": { "slug": "kr-hanam" },
            "version": 1,
        }, "userErrors": [] })
    );
}

#[tokio::test]
async fn a_session_has_its_own_channel_and_space_and_ends_after_it_began() {
    let network = Network::start().await;
    let eunpyeong = network
        .ask("{ city(slug: \"kr-eunpyeong\") { feedbackChannels(first: 1) { nodes { id } } } }")
        .await;
    let channel = &eunpyeong["data"]["city"]["feedbackChannels"]["nodes"][0]["id"];
    let (space, _) = space_of(&network, "kr-eunpyeong").await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let wrong = json!({
        "kind": "WORKSHOP", "title": ko("모임"), "heldOn": "2026-03-02", "endedOn": "2026-03-01",
        "channelId": channel, "spaceId": space, "participants": -1, "minutesUrl": "ftp://x",
    });

    let payload = hanam.change("feedbackSessionCreate", wrong, "").await;

    assert_eq!(
        complaints(&payload),
        [
            "OUT_OF_RANGE endedOn",
            "OUT_OF_RANGE participants",
            "INVALID minutesUrl",
            "NOT_FOUND channelId",
            "NOT_FOUND spaceId",
        ]
    );
}

#[tokio::test]
async fn sessions_are_found_by_day_kind_and_number_of_people() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    for (day, people) in [("2026-01-05", 8), ("2026-02-05", 80), ("2026-03-01", 90)] {
        hanam
            .session(json!({ "heldOn": day, "participants": people }))
            .await;
    }

    let reply = network
        .ask(
            "{ feedbackSessions(where: { kind: { eq: TOWN_HALL }, participants: { gte: 50 },
                heldOn: { lt: \"2026-03-01\" } }) { nodes { heldOn } }
            city(slug: \"kr-hanam\") { feedbackSessions { nodes { heldOn } } } }",
        )
        .await;

    let day = |day| json!({ "heldOn": day });
    assert_eq!(
        reply["data"],
        json!({
            "feedbackSessions": { "nodes": [day("2026-02-05")] },
            "city": { "feedbackSessions": { "nodes": [
                day("2026-03-01"), day("2026-02-05"), day("2026-01-05"),
            ] } },
        })
    );
}

#[tokio::test]
async fn a_session_on_which_a_theme_rests_stays() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let session = hanam.session(json!({})).await;
    let theme = hanam.theme(json!([{ "sourceId": session }])).await;
    let id = json!({ "id": session });

    let refused = hanam.change("feedbackSessionDelete", id.clone(), "").await;
    assert_eq!(complaints(&refused), ["CONFLICT id"]);
    hanam
        .change("feedbackThemeDelete", json!({ "id": theme }), "")
        .await;
    let deleted = hanam
        .change("feedbackSessionDelete", id.clone(), "deletedId")
        .await;
    assert_eq!(deleted["deletedId"], session);

    let lost = hanam
        .change("feedbackThemeRestore", json!({ "id": theme }), "")
        .await;
    assert_eq!(complaints(&lost), ["CONFLICT id"]);
    hanam.change("feedbackSessionRestore", id, "").await;
    let back = hanam
        .change(
            "feedbackThemeRestore",
            json!({ "id": theme }),
            "feedbackTheme { evidence { session { id } } }",
        )
        .await;
    assert_eq!(
        back["feedbackTheme"]["evidence"][0]["session"]["id"],
        session
    );
}
