//! News tell what is public now, the newest first.

use serde_json::{Value, json};

use super::{published, sample, step};
use crate::support::{Network, course};

const MADE_UP: &str = "Made up to show how the network works: not a real record.";

async fn items(network: &Network, path: &str) -> Vec<Value> {
    let reply = network.get_with(&[("accept-language", "en")], path).await;
    assert_eq!(reply.status.as_u16(), 200, "{reply:?}");
    reply["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn what_a_city_publishes_is_news_of_the_city_and_of_the_network() {
    let network = Network::start().await;
    let (id, _) = sample(&network).await;
    for path in ["/news.json", "/cities/kr-hanam/news.json"] {
        let newest = &items(&network, path).await[0];
        assert_eq!(newest["title"], "New programme: First digital steps");
        assert_eq!(
            newest["url"],
            format!("http://learning-cities.test/programmes/{id}")
        );
        assert_eq!(newest["authors"][0]["name"], "Hanam");
        assert_eq!(
            newest["_lcn"],
            json!({ "kind": "programme", "id": id, "city": "kr-hanam", "origin": "REAL" })
        );
        assert_eq!(newest["date_published"], "2026-03-02T09:00:00+00:00");
    }
    let elsewhere = items(&network, "/cities/kr-suwon/news.json").await;
    assert!(elsewhere.iter().all(|item| item["_lcn"]["id"] != id));
}

#[tokio::test]
async fn surveys_their_results_and_what_came_of_them_are_news() {
    let network = Network::start().await;
    let all = items(&network, "/news.json").await;
    let kinds: Vec<&str> = all
        .iter()
        .map(|item| item["_lcn"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["action", "results", "survey"], "the newest first");
    // They are of an invented city, and every format says so.
    for item in &all {
        assert_eq!(item["_lcn"]["origin"], "SYNTHETIC");
        assert_eq!(item["tags"][1], MADE_UP);
    }
    let atom = network.get("/news.atom").await.text;
    let mark = format!("<category term=\"synthetic\" label=\"{MADE_UP}\"/>");
    assert_eq!(atom.matches(&mark).count(), 3, "{atom}");
}

#[tokio::test]
async fn what_a_city_s_own_system_brings_in_public_is_news_and_drafts_are_not() {
    let network = Network::start().await;
    let city = network.city("kr-osan", "programme:write");
    for (name, publish) in [("public", true), ("draft", false)] {
        let row = json!({ "externalId": name, "kind": "COURSE", "topics": ["READING"],
            "title": [{ "locale": "ko", "text": name },
                { "locale": "en", "text": format!("A {name} course") }] });
        let input = json!({ "rows": [row], "publish": publish });
        let counts = city
            .change("programmesUpsert", input, "counts { created }")
            .await;
        assert_eq!(counts["counts"]["created"], 1);
    }

    let news = items(&network, "/cities/kr-osan/news.json").await;

    let titles: Vec<&Value> = news.iter().map(|item| &item["title"]).collect();
    assert_eq!(titles, ["New programme: A public course"]);
}

#[tokio::test]
async fn what_is_taken_back_is_no_news_any_more() {
    let network = Network::start().await;
    let (id, _) = sample(&network).await;
    let told = async || {
        let all = items(&network, "/news.json").await;
        all.iter().filter(|item| item["_lcn"]["id"] == id).count()
    };
    assert_eq!(told().await, 1);
    step(&network, "Suspend", &id).await;
    assert_eq!(told().await, 0);
    step(&network, "Publish", &id).await;
    assert_eq!(told().await, 2, "it became public twice");
}

#[tokio::test]
async fn both_formats_tell_the_same() {
    let network = Network::start().await;
    sample(&network).await;
    let atom = network
        .get_with(&[("accept-language", "en")], "/news.atom")
        .await;
    assert_eq!(
        atom.header("content-type"),
        "application/atom+xml; charset=utf-8"
    );
    assert_eq!(atom.header("cache-control"), "public, max-age=300");
    for item in items(&network, "/news.json").await {
        let id = format!("<id>{}</id>", item["id"].as_str().unwrap());
        assert!(atom.text.contains(&id), "{id} in {atom:?}");
    }
    assert!(
        atom.text
            .contains("<updated>2026-03-02T09:00:00+00:00</updated>")
    );
    assert!(
        atom.text
            .contains("<link rel=\"self\" href=\"http://learning-cities.test/news.atom\"/>")
    );
    let json = network.get("/news.json").await;
    assert_eq!(json.header("content-type"), "application/feed+json");
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
}

#[tokio::test]
async fn older_news_are_on_further_pages_each_once() {
    let network = Network::start().await;
    for number in 0..60 {
        let mut course = course();
        course["externalId"] = json!(format!("N-{number}"));
        course["offerings"] = json!([]);
        published(&network, course).await;
    }
    let first = network.get("/cities/kr-hanam/news.json").await;
    assert_eq!(first["items"].as_array().unwrap().len(), 50);
    let next = first["next_url"].as_str().unwrap();
    let next = next.strip_prefix("http://learning-cities.test").unwrap();
    let second = network.get(next).await;
    let ids = [&first, &second]
        .map(|page| page["items"].as_array().unwrap().clone())
        .concat();
    let mut ids: Vec<&str> = ids
        .iter()
        .map(|item| item["id"].as_str().unwrap())
        .collect();
    let all = ids.len();
    assert!(all >= 60, "{all}");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    assert_eq!(second["next_url"], Value::Null);
    let atom = network.get("/cities/kr-hanam/news.atom").await;
    let link =
        "<link rel=\"next\" href=\"http://learning-cities.test/cities/kr-hanam/news.atom?before=";
    assert!(atom.text.contains(link));
}

#[tokio::test]
async fn a_place_that_is_no_number_is_refused() {
    let network = Network::start().await;
    for before in ["", "0", "-1", "x", "9223372036854775808"] {
        let reply = network.get(&format!("/news.atom?before={before}")).await;
        assert_eq!(
            (reply.status.as_u16(), reply.code()),
            (400, "BAD_USER_INPUT"),
            "{before}"
        );
    }
    let far = network.get("/news.json?before=9223372036854775807").await;
    assert_eq!(far.status.as_u16(), 200);
    assert_eq!(
        network
            .get("/cities/atlantis/news.atom")
            .await
            .status
            .as_u16(),
        404
    );
}

#[tokio::test]
async fn a_feed_without_news_is_a_feed() {
    let network = Network::empty().await;
    assert_eq!(items(&network, "/news.json").await, Vec::<Value>::new());
    let atom = network.get("/news.atom").await;
    assert!(
        atom.text
            .contains("<updated>1970-01-01T00:00:00+00:00</updated>"),
        "{atom:?}"
    );
}
