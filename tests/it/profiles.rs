//! What cities say of themselves.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::support::Network;

const PROFILE: &str = "query ($locales: [Locale!]) { city(slug: \"kr-eunpyeong\") {
    profile(locales: $locales) { locale cycle headline }
    profiles { locale cycle }
} }";

#[tokio::test]
async fn a_profile_is_the_newest_in_the_best_language() {
    let network = Network::start().await;
    let read = async |locales: Value| {
        let answer = network
            .ask_with(PROFILE, json!({ "locales": locales }))
            .await;
        answer["data"]["city"].clone()
    };
    let city = read(json!(["en"])).await;
    let cycles: Vec<&str> = city["profiles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|profile| profile["cycle"].as_str().unwrap())
        .collect();
    assert!(cycles.is_sorted_by(|one, next| one >= next), "{cycles:?}");
    assert_eq!(city["profile"]["cycle"], cycles[0]);
    assert_eq!(city["profile"]["locale"], "en");
    assert_eq!(read(json!(["zh-TW"])).await["profile"]["locale"], "zh-Hant");
    assert_eq!(read(json!(["sw"])).await["profile"]["locale"], "ko");
}

#[tokio::test]
async fn a_draft_is_not_shown() {
    let network = Network::start().await;
    let drafts = "UPDATE city_profile SET status = 'DRAFT'";
    network
        .app()
        .writer()
        .execute_unprepared(drafts)
        .await
        .unwrap();
    let answer = network.ask(PROFILE).await;
    assert_eq!(
        answer["data"]["city"],
        json!({ "profile": null, "profiles": [] })
    );
}
