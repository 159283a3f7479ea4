//! Institutes keep a copy of what cities offer, by RPDE.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{hanam, sample, step};
use crate::support::{Network, Reply, course};

const PROGRAMMES: &str = "/feeds/rpde/programmes";
const SITE: &str = "http://learning-cities.test";

/// A copy of a feed.
#[derive(Default)]
pub(crate) struct Mirror {
    pub(crate) known: BTreeMap<String, Value>,
    next: String,
}

impl Mirror {
    pub(crate) async fn of(network: &Network, path: &str) -> Self {
        let mut mirror = Self {
            next: format!("{SITE}{path}"),
            ..Self::default()
        };
        mirror.catch_up(network).await;
        mirror
    }

    /// Follows `next` to the last page; gives the items that it saw.
    pub(crate) async fn catch_up(&mut self, network: &Network) -> Vec<Value> {
        let mut seen = Vec::new();
        loop {
            let page = page(network, &self.next).await;
            let items = page["items"].as_array().unwrap().clone();
            let asked = std::mem::replace(&mut self.next, text(&page["next"]));
            if items.is_empty() {
                assert_eq!(self.next, asked, "the last page leads to itself");
                return seen;
            }
            for item in &items {
                self.keep(item);
            }
            seen.extend(items);
        }
    }

    fn keep(&mut self, item: &Value) {
        let id = text(&item["id"]);
        if item["state"] == "deleted" {
            assert!(item.get("data").is_none(), "{item}");
            self.known.remove(&id);
        } else {
            assert_eq!(item["state"], "updated");
            self.known.insert(id, item["data"].clone());
        }
    }
}

async fn page(network: &Network, address: &str) -> Reply {
    let path = address.strip_prefix(SITE).unwrap_or(address);
    let reply = network.get(path).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    reply
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value}"))
        .to_owned()
}

fn states(items: &[Value]) -> Vec<String> {
    items.iter().map(|item| text(&item["state"])).collect()
}

#[tokio::test]
async fn a_copy_has_what_the_lists_show() {
    let network = Network::start().await;
    for (feed, list) in [
        ("programmes", "programmes"),
        ("offerings", "offerings"),
        ("learning-spaces", "learningSpaces"),
    ] {
        let mirror = Mirror::of(&network, &format!("/feeds/rpde/{feed}")).await;
        let query = format!("{{ {list}(first: 100) {{ nodes {{ id }} totalCount }} }}");
        let shown = network.ask(&query).await;
        let shown = &shown["data"][list];
        assert_eq!(json!(mirror.known.len()), shown["totalCount"], "{feed}");
        for node in shown["nodes"].as_array().unwrap() {
            assert!(mirror.known.contains_key(&text(&node["id"])), "{feed}");
        }
    }
}

#[tokio::test]
async fn items_come_once_in_ascending_whole_change_numbers() {
    let network = Network::start().await;
    let (id, _) = sample(&network).await;
    step(&network, "Suspend", &id).await;
    step(&network, "Publish", &id).await;

    let page = page(&network, PROGRAMMES).await;

    let items = page["items"].as_array().unwrap();
    let numbers: Vec<i64> = items
        .iter()
        .map(|item| item["modified"].as_i64().unwrap())
        .collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    let times = items
        .iter()
        .filter(|item| item["id"] == id.as_str())
        .count();
    assert_eq!(times, 1);
    let last = items.last().unwrap();
    assert_eq!(last["id"], id.as_str());
    assert_eq!(last["kind"], "Programme");
    assert_eq!(last["data"]["@type"], "Course");
    let next = format!(
        "{SITE}{PROGRAMMES}?afterChangeNumber={}",
        numbers.last().unwrap()
    );
    assert_eq!(page["next"], next);
    assert_eq!(
        page["license"],
        "https://creativecommons.org/licenses/by/4.0"
    );
}

#[tokio::test]
async fn what_is_no_longer_public_is_deleted_with_its_offerings() {
    let network = Network::start().await;
    let (id, offering) = sample(&network).await;
    let mut programmes = Mirror::of(&network, PROGRAMMES).await;
    let mut offerings = Mirror::of(&network, "/feeds/rpde/offerings").await;
    assert!(programmes.known.contains_key(&id));
    assert!(offerings.known.contains_key(&offering));

    step(&network, "Suspend", &id).await;
    assert_eq!(states(&programmes.catch_up(&network).await), ["deleted"]);
    assert_eq!(states(&offerings.catch_up(&network).await), ["deleted"]);
    assert!(!offerings.known.contains_key(&offering));

    step(&network, "Publish", &id).await;
    assert_eq!(states(&programmes.catch_up(&network).await), ["updated"]);
    assert_eq!(states(&offerings.catch_up(&network).await), ["updated"]);

    step(&network, "Delete", &id).await;
    assert_eq!(states(&programmes.catch_up(&network).await), ["deleted"]);
    let newcomer = page(&network, PROGRAMMES).await;
    let last = newcomer["items"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        (&last["id"], &last["state"]),
        (&json!(id), &json!("deleted"))
    );
}

#[tokio::test]
async fn drafts_are_in_no_feed() {
    let network = Network::start().await;
    let mut mirror = Mirror::of(&network, PROGRAMMES).await;
    let made = hanam(&network).create_programme(course()).await;
    let id = made["programme"]["id"].clone();
    step(&network, "Delete", id.as_str().unwrap()).await;
    assert!(mirror.catch_up(&network).await.is_empty());
}

#[tokio::test]
async fn an_item_changes_when_what_it_tells_does() {
    let network = Network::start().await;
    let (id, offering) = sample(&network).await;
    let mut offerings = Mirror::of(&network, "/feeds/rpde/offerings").await;
    let told = offerings.known[&offering].clone();
    assert_eq!(
        told["about"],
        json!({ "@type": "Course", "@id": format!("{SITE}/programmes/{id}") })
    );

    let title = json!({ "id": id, "title": [{ "locale": "ko", "text": "디지털 둘째 걸음" }] });
    hanam(&network)
        .change("programmeUpdate", title, "programme { id }")
        .await;
    assert!(
        offerings.catch_up(&network).await.is_empty(),
        "it tells no title"
    );

    let kind = json!({ "id": id, "kind": "FESTIVAL" });
    hanam(&network)
        .change("programmeUpdate", kind, "programme { id }")
        .await;
    assert_eq!(offerings.catch_up(&network).await.len(), 1);
    assert_eq!(offerings.known[&offering]["@type"], "EducationEvent");

    let zone = json!({ "timeZone": "Asia/Tokyo" });
    network
        .city("kr-hanam", "city:write")
        .change("cityUpdate", zone, "city { id }")
        .await;
    offerings.catch_up(&network).await;
    let schedule = &offerings.known[&offering]["eventSchedule"][0];
    assert_eq!(schedule["scheduleTimezone"], "Asia/Tokyo");
}

#[tokio::test]
async fn a_city_has_feeds_of_its_own() {
    let network = Network::start().await;
    let path = "/feeds/rpde/cities/kr-hanam/programmes";
    let mut own = Mirror::of(&network, path).await;
    let mut neighbour = Mirror::of(&network, "/feeds/rpde/cities/kr-suwon/programmes").await;
    let (id, _) = sample(&network).await;

    assert_eq!(own.catch_up(&network).await.len(), 1);
    assert!(own.known.contains_key(&id));
    assert!(neighbour.catch_up(&network).await.is_empty());
    assert!(
        own.next.starts_with(&format!("{SITE}{path}?")),
        "{}",
        own.next
    );
}

#[tokio::test]
async fn pages_are_kept_for_an_hour_and_the_last_one_for_seconds() {
    let network = Network::start().await;
    let first = page(&network, PROGRAMMES).await;
    assert_eq!(first.headers["cache-control"], "public, max-age=3600");
    assert_eq!(first.headers["content-type"], "application/json");
    let last = page(&network, &text(&first["next"])).await;
    assert_eq!(last["items"], json!([]));
    assert_eq!(last.headers["cache-control"], "public, max-age=8");

    let known = first.headers["etag"].to_str().unwrap();
    let again = network
        .get_with(&[("if-none-match", known)], PROGRAMMES)
        .await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(again.text, "");
}

#[tokio::test]
async fn the_last_page_leads_to_the_very_address_that_was_asked() {
    let network = Network::start().await;
    let first = page(&network, PROGRAMMES).await;
    let next = text(&first["next"]);
    let (_, number) = next.rsplit_once('=').unwrap();
    let asked = format!("{PROGRAMMES}?pretty=1&afterChangeNumber={number}");
    let last = page(&network, &asked).await;
    assert_eq!(last["next"], format!("{SITE}{asked}"));
    assert_eq!(last["items"], json!([]));
}

#[tokio::test]
async fn a_mirror_that_knows_more_than_a_restored_server_is_told() {
    let network = Network::start().await;
    let asked = format!("{PROGRAMMES}?afterChangeNumber=9007199254740991");
    let reply = network.get(&asked).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert!(
        reply.text.contains("restored from a backup"),
        "{}",
        reply.text
    );
}

#[tokio::test]
async fn nonsense_is_no_change_number() {
    let network = Network::start().await;
    for number in [
        "-1",
        "ten",
        "",
        "1.5",
        "9223372036854775808",
        "1&afterChangeNumber=2",
    ] {
        let path = format!("{PROGRAMMES}?afterChangeNumber={number}");
        let reply = network.get(&path).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{number}");
        assert_eq!(reply.code(), "BAD_USER_INPUT");
    }
    for path in [
        "/feeds/rpde/surveys",
        "/feeds/rpde/cities/nowhere/programmes",
    ] {
        assert_eq!(
            network.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}
