//! What receivers are told.

use serde_json::{Value, json};

use super::{
    Got, Receiver, deliveries, draft, hanam, hook, is_signed_with, partner, publish, rename, work,
};
use crate::support::{Network, complaints};

fn kinds(got: &[Got]) -> Vec<String> {
    got.iter().map(Got::kind).collect()
}

#[tokio::test]
async fn an_event_is_signed_and_tells_the_plain_facts() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let partner = partner(&network);
    let hook = hook(&partner, &receiver, json!({})).await;

    let programme = publish(&hanam(&network), "one").await;
    work(&network).await;

    let got = receiver.got();
    assert_eq!(
        kinds(&got),
        ["programme.published"],
        "the draft was nobody's business"
    );
    let (got, event) = (&got[0], got[0].event());
    assert!(is_signed_with(got, &hook.secret));
    assert_eq!(got.headers["webhook-timestamp"], "1772442000");
    assert_eq!(
        got.headers["content-type"],
        "application/cloudevents+json; charset=utf-8"
    );
    assert_eq!(event["specversion"], "1.0");
    assert_eq!(event["id"], got.id());
    assert_eq!(event["source"], "http://learning-cities.test");
    assert_eq!(event["time"], "2026-03-02T09:00:00+00:00");
    assert_eq!(event["subject"], programme.as_str());
    let data = &event["data"];
    assert_eq!(data["id"], programme.as_str());
    assert_eq!(
        (&data["kind"], &data["isGone"]),
        (&json!("PROGRAMME"), &json!(false))
    );
    assert!(data["lc_cursor"].is_null() && data["cursor"].is_string());
    let log = deliveries(&partner).await;
    assert_eq!(log.len(), 1);
    assert_eq!(
        (&log[0]["status"], &log[0]["lastStatus"]),
        (&json!("DELIVERED"), &json!(200))
    );
    assert_eq!(log[0]["id"], got.id());
}

#[tokio::test]
async fn the_life_of_a_programme_is_told_in_its_order() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    hook(&partner(&network), &receiver, json!({})).await;
    let city = hanam(&network);

    let id = publish(&city, "one").await;
    rename(&city, &id, "Second steps").await;
    city.change("programmeSuspend", json!({ "id": id }), "programme { id }")
        .await;
    rename(&city, &id, "Behind the curtain").await;
    city.change("programmePublish", json!({ "id": id }), "programme { id }")
        .await;
    city.change("programmeDelete", json!({ "id": id }), "deletedId")
        .await;
    work(&network).await;

    let got = receiver.got();
    let expected = [
        "programme.published",
        "programme.updated",
        "programme.withdrawn",
        "programme.published",
        "programme.withdrawn",
    ];
    assert_eq!(kinds(&got), expected);
    assert_eq!(got[1].event()["data"]["changedFields"], json!(["title"]));
    assert!(
        got.iter().all(|one| one.event()["data"]["isGone"] == true),
        "it is gone by now"
    );
    let sequences = got
        .iter()
        .map(|one| one.event()["sequence"].as_str().unwrap().parse().unwrap());
    assert!(sequences.collect::<Vec<i64>>().is_sorted());
}

#[tokio::test]
async fn the_city_itself_is_told_of_its_drafts() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let city = hanam(&network);
    hook(&city, &receiver, json!({})).await;

    draft(&city, "one").await;
    work(&network).await;

    assert_eq!(kinds(&receiver.got()), ["programme.updated"]);
}

#[tokio::test]
async fn offerings_come_and_go_with_their_programme() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let types = json!({ "eventTypes": ["OFFERING_OPENED", "OFFERING_CANCELLED"] });
    hook(&partner(&network), &receiver, types).await;
    let city = hanam(&network);

    let made = city.create_programme(crate::support::course()).await;
    let id = &made["programme"]["id"];
    city.change("programmePublish", json!({ "id": id }), "programme { id }")
        .await;
    let offering = &made["programme"]["offerings"]["nodes"][0]["id"];
    let input = json!({ "id": offering, "status": "CANCELLED" });
    let cancelled = city
        .change("offeringUpdate", input, "offering { id }")
        .await;
    assert_eq!(complaints(&cancelled), Vec::<String>::new());
    work(&network).await;

    let got = receiver.got();
    assert_eq!(kinds(&got), ["offering.opened", "offering.cancelled"]);
    assert_eq!(&got[0].event()["subject"], offering);
}

#[tokio::test]
async fn a_selection_becomes_the_data_as_its_owner_sees_it() {
    let network = Network::start().await;
    let (ours, theirs) = (Receiver::start().await, Receiver::start().await);
    let selection = json!({
        "selection": "{ happening record { id ... on Programme { title(locales: [\"en\"]) city { slug } } } }",
        "types": ["PROGRAMME"],
    });
    let city = hanam(&network);
    hook(&city, &ours, selection.clone()).await;
    hook(&partner(&network), &theirs, selection).await;

    let shown = publish(&city, "one").await;
    draft(&city, "two").await;
    work(&network).await;

    let expected = json!({
        "happening": "PUBLISHED",
        "record": { "id": shown, "title": "First steps", "city": { "slug": "kr-hanam" } },
    });
    let theirs = theirs.got();
    assert_eq!(theirs.len(), 1);
    assert_eq!(theirs[0].event()["data"], expected);
    assert_eq!(
        ours.got().len(),
        3,
        "a draft, its publication, another draft"
    );
}

#[tokio::test]
async fn a_filter_keeps_the_others_out() {
    let network = Network::start().await;
    let (hanams, suwons) = (Receiver::start().await, Receiver::start().await);
    let partner = partner(&network);
    for (slug, receiver) in [("kr-hanam", &hanams), ("kr-suwon", &suwons)] {
        let body = network.id_of("city", slug).await;
        hook(&partner, receiver, json!({ "bodies": [body] })).await;
    }

    publish(&hanam(&network), "one").await;
    work(&network).await;

    assert_eq!((hanams.got().len(), suwons.got().len()), (1, 0));
}

#[tokio::test]
async fn a_test_goes_out_even_while_the_webhook_rests() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let partner = partner(&network);
    let hook = hook(&partner, &receiver, json!({})).await;
    let id = json!({ "id": hook.id });
    partner
        .change("webhookPause", id.clone(), "webhook { status }")
        .await;
    publish(&hanam(&network), "one").await;

    let tested = partner
        .change("webhookTest", id.clone(), "delivery { id eventType }")
        .await;
    work(&network).await;
    let while_paused = kinds(&receiver.got());
    partner
        .change("webhookResume", id, "webhook { status }")
        .await;
    work(&network).await;

    assert_eq!(tested["delivery"]["eventType"], "webhook.test");
    assert_eq!(while_paused, ["webhook.test"]);
    assert_eq!(
        kinds(&receiver.got()),
        ["webhook.test", "programme.published"]
    );
    let event = receiver.got()[0].event();
    assert_eq!(event["data"], json!({ "webhookId": hook.id }));
    assert_eq!(event["sequence"], Value::Null);
}

#[tokio::test]
async fn whoever_skips_what_was_missed_goes_on_with_what_comes() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let partner = partner(&network);
    let hook = hook(&partner, &receiver, json!({})).await;
    partner
        .change(
            "webhookPause",
            json!({ "id": hook.id }),
            "webhook { status }",
        )
        .await;
    publish(&hanam(&network), "one").await;

    let input = json!({ "id": hook.id, "skipMissed": true });
    partner
        .change("webhookResume", input, "webhook { status }")
        .await;
    let second = publish(&hanam(&network), "two").await;
    work(&network).await;

    let subjects: Vec<Value> = receiver
        .got()
        .iter()
        .map(|got| got.event()["subject"].clone())
        .collect();
    assert_eq!(subjects, [json!(second)]);
}
