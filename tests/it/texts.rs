//! Texts in the language of the reader.

use serde_json::{Value, json};

use crate::support::{JSON, Network};

async fn read_as(network: &Network, accept_language: &str) -> Value {
    let query = "{ city(slug: \"kr-hanam\") { name servedLocale } }";
    let headers = [JSON, ("accept-language", accept_language)];
    let reply = network
        .post(&headers, json!({ "query": query }).to_string())
        .await;
    reply["data"]["city"].clone()
}

#[tokio::test]
async fn a_browser_in_seoul_reads_korean() {
    let network = Network::start().await;
    assert_eq!(
        read_as(&network, "ko-KR,ko;q=0.9,en;q=0.8").await,
        json!({ "name": "하남시", "servedLocale": "ko" })
    );
}

#[tokio::test]
async fn a_browser_in_taipei_reads_traditional_characters() {
    let network = Network::start().await;
    assert_eq!(
        read_as(&network, "zh-TW").await,
        json!({ "name": "河南市", "servedLocale": "zh-Hant" })
    );
}

#[tokio::test]
async fn who_wishes_nothing_reads_the_citys_own_language() {
    let network = Network::start().await;
    assert_eq!(
        read_as(&network, "").await,
        json!({ "name": "하남시", "servedLocale": "ko" })
    );
    assert_eq!(
        read_as(&network, "sw").await,
        json!({ "name": "하남시", "servedLocale": "ko" })
    );
}

#[tokio::test]
async fn the_argument_beats_the_browser() {
    let network = Network::start().await;
    let query = "{ city(slug: \"kr-hanam\") { name(locales: [\"sw\", \"en-GB\"]) } }";
    let headers = [JSON, ("accept-language", "ko")];
    let reply = network
        .post(&headers, json!({ "query": query }).to_string())
        .await;
    assert_eq!(reply["data"]["city"]["name"], "Hanam");
}

#[tokio::test]
async fn all_names_can_be_read_and_the_missing_ones_are_named() {
    let network = Network::start().await;
    let query = "{ city(slug: \"kr-hanam\") { missingLocales translations { locale name } } }";
    let answer = network.ask(query).await;
    assert_eq!(
        answer["data"]["city"],
        json!({
            "missingLocales": ["zh-Hans"],
            "translations": [
                { "locale": "en", "name": "Hanam" },
                { "locale": "ko", "name": "하남시" },
                { "locale": "zh-Hant", "name": "河南市" },
            ],
        })
    );
}

#[tokio::test]
async fn labels_of_codes_exist_in_the_languages_of_the_network() {
    let network = Network::start().await;
    let query = "{ codes(scheme: TOPIC) { code translations { locale } } }";
    let answer = network.ask(query).await;
    let codes = answer["data"]["codes"].as_array().unwrap();
    assert_eq!(codes.len(), 15);
    for code in codes {
        let locales: Vec<&str> = code["translations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|translation| translation["locale"].as_str().unwrap())
            .collect();
        assert_eq!(locales, ["en", "ko", "zh-Hans", "zh-Hant"], "{code}");
    }
}

#[tokio::test]
async fn a_language_that_does_not_exist_is_refused() {
    let network = Network::start().await;
    for locale in ["qq", "not a language", "한국어"] {
        let query = format!("{{ city(slug: \"kr-hanam\") {{ name(locales: [\"{locale}\"]) }} }}");
        let refused = network.ask(&query).await;
        assert_eq!(refused.code(), "BAD_USER_INPUT", "{locale}");
        assert!(refused.message().contains("language tag"), "{refused:?}");
    }
}
