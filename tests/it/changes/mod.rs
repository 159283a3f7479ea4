//! Whoever follows the feed of changes misses nothing and keeps nothing that is gone.

pub(crate) mod follower;
mod parallel;
mod retention;

use serde_json::{Value, json};

use self::follower::{Follower, listed};
use crate::support::{Caller, Network, course};

fn hanam(network: &Network) -> Caller<'_> {
    network.city("kr-hanam", "programme:write")
}

async fn step(city: &Caller<'_>, step: &str, id: &Value) {
    let payload = city
        .change(
            &format!("programme{step}"),
            json!({ "id": id }),
            "userErrors { code }",
        )
        .await;
    assert_eq!(payload["userErrors"], json!([]), "{step}");
}

/// Makes a course of Hanam's; gives the ids of the programme and of its offering.
async fn draft(city: &Caller<'_>) -> (Value, Value) {
    let programme = city.create_programme(course()).await["programme"].clone();
    let offering = programme["offerings"]["nodes"][0]["id"].clone();
    (programme["id"].clone(), offering)
}

/// What changes say, such as `PUBLISHED PROGRAMME` or `SUSPENDED OFFERING gone`.
fn told(changes: &[Value]) -> Vec<String> {
    let word = |change: &Value, name: &str| change[name].as_str().unwrap().to_owned();
    let told = changes.iter().map(|change| {
        let gone = if change["isGone"] == true {
            " gone"
        } else {
            ""
        };
        format!(
            "{} {}{gone}",
            word(change, "happening"),
            word(change, "kind")
        )
    });
    told.collect()
}

async fn up_to_date(network: &Network, choice: Value) -> Follower {
    let mut follower = Follower::of(choice);
    follower.catch_up(&network.visitor()).await;
    follower
}

#[tokio::test]
async fn from_the_beginning_the_feed_tells_all_that_the_lists_show() {
    let network = Network::start().await;
    let visitor = network.visitor();
    for compact in [false, true] {
        let follower = up_to_date(&network, json!({ "compact": compact })).await;
        for list in [
            "cities",
            "programmes",
            "offerings",
            "learningSpaces",
            "organisations",
            "surveys",
        ] {
            for (id, row) in listed(&visitor, list).await {
                assert_eq!(
                    follower.known.get(&id),
                    Some(&row),
                    "{list}, compact: {compact}"
                );
            }
        }
    }
}

#[tokio::test]
async fn who_leads_memberships_is_told_all_that_a_visitor_is() {
    let network = Network::start().await;
    let visitor = network.visitor();
    let scope = "membership:write";
    let leaders = [
        network.city("kr-hanam", scope),
        network.alliance("kallc", scope),
    ];
    for choice in [json!({}), json!({ "compact": true })] {
        let mut public = Follower::of(choice.clone());
        public.catch_up(&visitor).await;
        let mut known = public.known.keys();
        assert!(known.any(|id| id.starts_with("membership")));
        for leader in &leaders {
            let mut follower = Follower::of(choice.clone());
            follower.catch_up(leader).await;
            for id in public.known.keys() {
                assert!(follower.known.contains_key(id), "{id}");
            }
        }
    }
}

#[tokio::test]
async fn publishing_tells_the_programme_and_its_offerings_and_suspending_takes_them_away() {
    let network = Network::start().await;
    let (city, visitor) = (hanam(&network), network.visitor());
    let mut follower = up_to_date(&network, json!({})).await;

    let (programme, offering) = draft(&city).await;
    assert_eq!(
        follower.catch_up(&visitor).await,
        [Value::Null; 0],
        "a draft is nobody's business"
    );

    step(&city, "Publish", &programme).await;
    let changes = follower.catch_up(&visitor).await;
    assert_eq!(
        told(&changes),
        ["PUBLISHED PROGRAMME", "PUBLISHED OFFERING"]
    );
    assert_eq!(changes[0]["record"]["id"], programme);
    assert_eq!(changes[1]["record"]["id"], offering);
    assert_eq!(
        changes[0]["changedFields"],
        json!([]),
        "it is new to everyone"
    );

    step(&city, "Suspend", &programme).await;
    let changes = follower.catch_up(&visitor).await;
    assert_eq!(
        told(&changes),
        ["SUSPENDED PROGRAMME gone", "SUSPENDED OFFERING gone"]
    );
    assert_eq!(changes[1]["recordId"], offering);
    assert_eq!(
        changes[0]["changedFields"],
        json!([]),
        "what it became is its city's business"
    );

    let input = json!({ "id": programme, "ageMin": 65 });
    city.change("programmeUpdate", input, "programme { id }")
        .await;
    step(&city, "Delete", &programme).await;
    assert_eq!(
        follower.catch_up(&visitor).await,
        [Value::Null; 0],
        "it was gone already"
    );
}

#[tokio::test]
async fn a_change_names_its_fields_and_carries_the_record_as_it_is_now() {
    let network = Network::start().await;
    let (city, visitor) = (hanam(&network), network.visitor());
    let (programme, offering) = draft(&city).await;
    step(&city, "Publish", &programme).await;
    let mut follower = up_to_date(&network, json!({ "types": ["OFFERING"] })).await;

    let price = json!({ "id": offering, "price": { "amount": "20000", "currency": "KRW" } });
    city.change("offeringUpdate", price, "offering { id }")
        .await;
    let enrolled = json!({ "id": offering, "enrolled": 9 });
    city.change("offeringUpdate", enrolled, "offering { id }")
        .await;

    let changes = follower.catch_up(&visitor).await;
    assert_eq!(told(&changes), ["UPDATED OFFERING", "UPDATED OFFERING"]);
    assert_eq!(changes[0]["changedFields"], json!(["price"]));
    assert_eq!(changes[1]["changedFields"], json!(["enrolled"]));
    assert_eq!(
        changes[0]["record"], changes[1]["record"],
        "both as it is now"
    );
}

#[tokio::test]
async fn a_city_follows_its_own_drafts_and_no_other_city_does() {
    let network = Network::start().await;
    let city = hanam(&network);
    let neighbour = network.city("kr-suwon", "programme:write");
    let unscoped = network.city("kr-hanam", "city:write");
    let mut followers = [&city, &neighbour, &unscoped].map(|caller| (caller, Follower::default()));
    for (caller, follower) in &mut followers {
        follower.catch_up(caller).await;
    }

    let (programme, _) = draft(&city).await;
    step(&city, "Delete", &programme).await;

    let [own, foreign, without] = &mut followers;
    let changes = own.1.catch_up(own.0).await;
    assert_eq!(
        told(&changes),
        [
            "CREATED PROGRAMME gone",
            "CREATED OFFERING gone",
            "DELETED PROGRAMME gone",
            "DELETED OFFERING gone"
        ]
    );
    assert!(foreign.1.catch_up(foreign.0).await.is_empty());
    assert!(without.1.catch_up(without.0).await.is_empty());
}

#[tokio::test]
async fn types_and_bodies_choose_and_a_cursor_is_good_for_one_choice() {
    let network = Network::start().await;
    let visitor = network.visitor();
    let hanam_id = network.id_of("city", "kr-hanam").await;
    let choice = json!({ "types": ["PROGRAMME"], "bodies": [hanam_id] });
    let mut follower = up_to_date(&network, choice).await;
    assert!(!follower.known.is_empty());
    let owners = follower
        .known
        .values()
        .all(|record| record["__typename"] == "Programme");
    assert!(owners);

    for city in ["kr-suwon", "kr-hanam"] {
        let city = network.city(city, "programme:write");
        let (programme, _) = draft(&city).await;
        step(&city, "Publish", &programme).await;
    }
    let changes = follower.catch_up(&visitor).await;
    assert_eq!(told(&changes), ["PUBLISHED PROGRAMME"]);
    assert_eq!(changes[0]["ownerId"], follower.choice["bodies"][0]);

    follower.choice = json!({ "types": ["OFFERING"] });
    let reply = follower.ask(&visitor, 10).await;
    assert_eq!(reply.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn nonsense_is_refused_with_a_reason() {
    let network = Network::start().await;
    let visitor = network.visitor();
    let programme = network
        .id_of("city", "kr-hanam")
        .await
        .replace("city", "programme");
    for (choice, cursor) in [
        (json!({}), Some("yesterday")),
        (json!({}), Some("am91cm5hbCAxIDM0Mg")),
        (json!({ "bodies": ["kr-hanam"] }), None),
        (json!({ "bodies": [programme] }), None),
        (json!({ "first": 101 }), None),
        (json!({ "first": -1 }), None),
    ] {
        let follower = Follower {
            cursor: cursor.map(ToOwned::to_owned),
            ..Follower::of(choice.clone())
        };
        let reply = follower.ask(&visitor, 10).await;
        assert_eq!(reply.code(), "BAD_USER_INPUT", "{choice} {cursor:?}");
    }
}

#[tokio::test]
async fn compact_tells_each_record_once_at_its_last_change() {
    let network = Network::start().await;
    let (city, visitor) = (hanam(&network), network.visitor());
    let mut follower = up_to_date(&network, json!({ "compact": true })).await;
    let (programme, _) = draft(&city).await;
    for taken in ["Publish", "Suspend", "Publish", "Suspend"] {
        step(&city, taken, &programme).await;
    }
    let (other, _) = draft_of(&city, "LLL-2026-8").await;
    step(&city, "Publish", &other).await;

    let changes = follower.catch_up(&visitor).await;

    assert_eq!(
        told(&changes),
        [
            "SUSPENDED PROGRAMME gone",
            "SUSPENDED OFFERING gone",
            "PUBLISHED PROGRAMME",
            "PUBLISHED OFFERING"
        ]
    );
}

async fn draft_of(city: &Caller<'_>, external_id: &str) -> (Value, Value) {
    let mut input = course();
    input["externalId"] = json!(external_id);
    let programme = city.create_programme(input).await["programme"].clone();
    (
        programme["id"].clone(),
        programme["offerings"]["nodes"][0]["id"].clone(),
    )
}

#[tokio::test]
async fn a_page_takes_two_statements_and_one_for_each_kind_of_record() {
    let network = Network::start().await;
    let feed = |first: u32| {
        format!(
            "{{ changes(first: {first}, types: [PROGRAMME, OFFERING]) {{
                nodes {{ isGone record {{ ... on Programme {{ slug }} ... on Offering {{ code }} }} }}
                next
            }} }}"
        )
    };
    for first in [5, 100] {
        let (answer, statements) = network.statements(&feed(first)).await;
        let nodes = answer["data"]["changes"]["nodes"].as_array().unwrap();
        assert!(nodes.len() >= 5, "{answer}");
        assert!(statements <= 4, "{statements}");
    }
    let (_, statements) = network.statements("{ changes(first: 100) { next } }").await;
    assert_eq!(statements, 2);
}
