//! Cities make, change and delete their learning spaces.

use entity::values::Happening;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::support::{Network, complaints};

const SPACE: &str = "space { id slug externalId name(locales: [\"ko\"]) defaultLocale kind status
    city { slug } provider { slug } standsForMany address(locales: [\"ko\"]) postalCode
    location { latitude longitude } alwaysOpen openingHours { days opens closes } capacity website
    description(locales: [\"en\"]) accessibility { code } amenities designatedAs origin version }";

/// The id of an organisation that anyone may name as provider.
async fn provider(network: &Network) -> String {
    let reply = network.ask("{ organisation(slug: \"uil\") { id } }").await;
    let id = reply["data"]["organisation"]["id"].as_str();
    id.unwrap().to_owned()
}

/// The id of a space of Hanam where a workshop will meet twice.
async fn workshop(network: &Network) -> String {
    let reply = network
        .ask("{ city(slug: \"kr-hanam\") { learningSpaces { nodes { id slug } } } }")
        .await;
    let spaces = reply["data"]["city"]["learningSpaces"]["nodes"].as_array();
    let mut spaces = spaces.unwrap().iter();
    let space = spaces.find(|space| space["slug"] == "maru-craft-workshop");
    space.unwrap()["id"].as_str().unwrap().to_owned()
}

fn small() -> Value {
    json!({ "name": [{ "locale": "ko", "text": "별내 배움터" }], "kind": "LEARNING_CENTRE" })
}

#[tokio::test]
async fn a_city_says_everything_of_a_new_space() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let input = json!({
        "name": [
            { "locale": "ko", "text": "별내 배움터" },
            { "locale": "en", "text": "Byeollae Learning Centre" },
        ],
        "kind": "LEARNING_CENTRE", "status": "PLANNED", "externalId": "S-7",
        "providerId": provider(&network).await, "standsForMany": true,
        "address": [{ "locale": "ko", "text": "하남대로 1" }], "postalCode": "12900",
        "location": { "latitude": 37.5, "longitude": 127.2 },
        "openingHours": [
            { "days": ["MO", "FR"], "opens": "09:00", "closes": "12:30" },
            { "days": ["MO"], "opens": "13:30", "closes": "18:00" },
        ],
        "capacity": 40, "website": "https://example.org/s7",
        "description": [{ "locale": "en", "text": "Two rooms." }],
        "accessibility": ["STEP_FREE", "HEARING_LOOP"],
        "amenities": ["Piano"], "designatedAs": ["NEIGHBOURHOOD_LEARNING_SPACE"],
    });

    let mut payload = hanam.change("spaceCreate", input, SPACE).await;

    assert!(payload["space"]["id"].take().is_string());
    let expected = json!({
        "id": null, "slug": "byeollae-learning-centre", "externalId": "S-7",
        "name": "별내 배움터", "defaultLocale": "ko", "kind": "LEARNING_CENTRE",
        "status": "PLANNED", "city": { "slug": "kr-hanam" }, "provider": { "slug": "uil" },
        "standsForMany": true, "address": "하남대로 1", "postalCode": "12900",
        "location": { "latitude": 37.5, "longitude": 127.2 }, "alwaysOpen": false,
        "openingHours": [
            { "days": ["MO", "FR"], "opens": "09:00", "closes": "12:30" },
            { "days": ["MO"], "opens": "13:30", "closes": "18:00" },
        ],
        "capacity": 40, "website": "https://example.org/s7", "description": "Two rooms.",
        "accessibility": [{ "code": "STEP_FREE" }, { "code": "HEARING_LOOP" }],
        "amenities": ["Piano"], "designatedAs": ["NEIGHBOURHOOD_LEARNING_SPACE"],
        "origin": "REAL", "version": 1,
    });
    assert_eq!(payload, json!({ "space": expected, "userErrors": [] }));
}

#[tokio::test]
async fn a_space_without_a_slug_gets_one() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let slug = async |input: Value| {
        let payload = hanam.change("spaceCreate", input, "space { slug }").await;
        assert_eq!(complaints(&payload), [""; 0]);
        payload["space"]["slug"].as_str().unwrap().to_owned()
    };
    let english = json!({
        "name": [{ "locale": "ko", "text": "카페" }, { "locale": "en", "text": "Café Learn" }],
        "kind": "CAFE",
    });

    assert_eq!(slug(english.clone()).await, "cafe-learn");
    let second = slug(english).await;
    assert!(second.starts_with("cafe-learn-"), "{second}");
    let korean = slug(small()).await;
    assert!(korean.starts_with("space-"), "{korean}");
    let mut known = small();
    known["externalId"] = json!("Room 7");
    assert_eq!(slug(known).await, "room-7");
}

#[tokio::test]
async fn what_is_left_out_stays_and_null_clears() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let mut full = small();
    full["capacity"] = json!(40);
    full["externalId"] = json!("S-7");
    full["accessibility"] = json!(["STEP_FREE", "LIFT"]);
    full["amenities"] = json!(["Piano"]);
    full["openingHours"] = json!([{ "days": ["MO"], "opens": "09:00", "closes": "10:00" }]);
    let made = hanam.change("spaceCreate", full, SPACE).await;
    let id = &made["space"]["id"];
    let last = network.last_entry().await;

    let edit = json!({
        "id": id, "externalId": null, "openingHours": null, "alwaysOpen": true,
        "accessibility": ["LIFT", "CAPTIONS"],
    });
    let changed = hanam.change("spaceUpdate", edit, SPACE).await;

    let mut expected = made["space"].clone();
    expected["externalId"] = Value::Null;
    expected["openingHours"] = json!([]);
    expected["alwaysOpen"] = json!(true);
    expected["accessibility"] = json!([{ "code": "LIFT" }, { "code": "CAPTIONS" }]);
    expected["version"] = json!(2);
    assert_eq!(changed["space"], expected);
    let entries = network.entries_since(last).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(
        entries[0].before.clone().unwrap(),
        json!({
            "externalId": "S-7", "alwaysOpen": false, "accessibility": ["LIFT", "STEP_FREE"],
            "openingHours": [{ "days": ["MO"], "opens": "09:00", "closes": "10:00" }],
        })
    );
    let cleared = json!({ "id": id, "accessibility": null, "amenities": null });
    let cleared = hanam.change("spaceUpdate", cleared, SPACE).await;
    assert_eq!(cleared["space"]["accessibility"], json!([]));
    assert_eq!(cleared["space"]["amenities"], json!([]));
    let again = json!({ "id": id, "accessibility": [], "alwaysOpen": true });
    let again = hanam.change("spaceUpdate", again, SPACE).await;
    assert_eq!(again["space"]["version"], 3);
}

#[tokio::test]
async fn every_problem_is_told_at_once_and_nothing_is_made() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let last = network.last_entry().await;
    let wrong = json!({
        "name": [{ "locale": "en", "text": "Room" }], "kind": "OTHER",
        "slug": "Room 7", "externalId": "", "website": "ftp://x", "capacity": 0,
        "providerId": "organisation_01h2xcejqtf2nbrexx3vqjhp41",
        "location": { "latitude": 91.0, "longitude": 0.0 }, "alwaysOpen": true,
        "openingHours": [{ "days": [], "opens": "10:00", "closes": "09:00" }],
        "accessibility": ["STEP_FREE", "FLYING", "STEP_FREE"],
        "amenities": ["Piano", "Piano", ""],
        "status": null,
    });

    let payload = hanam.change("spaceCreate", wrong, SPACE).await;

    assert_eq!(
        complaints(&payload),
        [
            "REQUIRED status",
            "REQUIRED name",
            "INVALID slug",
            "REQUIRED externalId",
            "OUT_OF_RANGE location.latitude",
            "OUT_OF_RANGE capacity",
            "INVALID website",
            "DUPLICATE amenities.1",
            "REQUIRED amenities.2",
            "REQUIRED openingHours.0.days",
            "OUT_OF_RANGE openingHours.0.closes",
            "CONFLICT openingHours",
            "NOT_FOUND providerId",
            "DUPLICATE accessibility.2",
            "UNKNOWN_CODE accessibility.1",
        ]
    );
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn a_slug_and_a_key_belong_to_one_space_of_a_city() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let mut first = small();
    first["slug"] = json!("room-7");
    first["externalId"] = json!("S-7");
    hanam.change("spaceCreate", first.clone(), "").await;

    let mut same_slug = first.clone();
    same_slug["externalId"] = json!("S-8");
    let same_slug = hanam.change("spaceCreate", same_slug, "").await;
    assert_eq!(complaints(&same_slug), ["TAKEN slug"]);
    let mut same_key = first.clone();
    same_key["slug"] = json!("room-8");
    let same_key = hanam.change("spaceCreate", same_key, "").await;
    assert_eq!(complaints(&same_key), ["TAKEN externalId"]);
    let suwon = network.city("kr-suwon", "space:write");
    let elsewhere = suwon.change("spaceCreate", first, "").await;
    assert_eq!(complaints(&elsewhere), [""; 0]);
}

#[tokio::test]
async fn another_city_s_space_is_not_there() {
    let network = Network::start().await;
    let id = workshop(&network).await;
    let suwon = network.city("kr-suwon", "space:write");
    let last = network.last_entry().await;

    for mutation in ["spaceUpdate", "spaceDelete", "spaceRestore"] {
        let payload = suwon.change(mutation, json!({ "id": id }), "").await;
        assert_eq!(complaints(&payload), ["NOT_FOUND id"], "{mutation}");
    }
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn a_new_space_is_found_until_it_is_deleted() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let last = network.last_entry().await;
    let mut input = small();
    input["description"] = json!([{ "locale": "en", "text": "Zebrules live here." }]);
    let made = hanam.change("spaceCreate", input, SPACE).await;
    let slug = made["space"]["slug"].as_str().unwrap();
    let id = json!({ "id": made["space"]["id"] });
    assert_eq!(network.finds("zebrules").await, [slug]);

    let deleted = hanam.change("spaceDelete", id.clone(), "deletedId").await;
    assert_eq!(deleted["deletedId"], id["id"]);
    assert_eq!(network.finds("zebrules").await, [""; 0]);
    let gone = hanam.change("spaceUpdate", id.clone(), "").await;
    assert_eq!(complaints(&gone), ["NOT_FOUND id"]);

    let restored = hanam.change("spaceRestore", id, SPACE).await;
    assert_eq!(restored["space"]["version"], 3);
    assert_eq!(network.finds("zebrules").await, [slug]);
    let entries = network.entries_since(last).await;
    let happenings: Vec<_> = entries.iter().map(|entry| entry.happening).collect();
    assert_eq!(
        happenings,
        [Happening::Created, Happening::Deleted, Happening::Restored]
    );
}

#[tokio::test]
async fn a_space_where_people_still_meet_is_not_deleted() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let id = json!({ "id": workshop(&network).await });
    let last = network.last_entry().await;

    let refused = hanam.change("spaceDelete", id.clone(), "deletedId").await;
    assert_eq!(complaints(&refused), ["CONFLICT id"]);
    assert_eq!(
        refused["userErrors"][0]["message"],
        "Offerings that are not over still use this: 2."
    );
    assert_eq!(network.last_entry().await, last);

    let over = "UPDATE offering SET start_date = '2026-02-02', end_date = '2026-03-01'";
    network
        .app()
        .writer()
        .execute_unprepared(over)
        .await
        .unwrap();
    let deleted = hanam.change("spaceDelete", id, "").await;
    assert_eq!(complaints(&deleted), [""; 0]);
    let reply = network
        .ask(
            "{ city(slug: \"kr-hanam\") { programme(slug: \"one-wooden-stool\") {
                offerings { nodes { learningSpace { slug } } }
            } } }",
        )
        .await;
    assert_eq!(reply["errors"], Value::Null);
    assert_eq!(
        reply["data"]["city"]["programme"]["offerings"]["nodes"],
        json!([{ "learningSpace": null }, { "learningSpace": null }])
    );
}

#[tokio::test]
async fn a_dry_run_keeps_no_space() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let last = network.last_entry().await;

    let mut input = small();
    input["accessibility"] = json!(["LIFT"]);
    let dry = hanam
        .change_on("spaceCreate", (input, "dryRun: true"), SPACE)
        .await;

    assert_eq!(dry["space"]["accessibility"], json!([{ "code": "LIFT" }]));
    assert_eq!(network.last_entry().await, last);
    let id = dry["space"]["id"].as_str().unwrap();
    let node = hanam
        .ask(&format!("{{ node(id: \"{id}\") {{ id }} }}"))
        .await;
    assert_eq!(node.code(), "NOT_FOUND");
    assert_eq!(network.finds("별내").await, [""; 0]);
}

#[tokio::test]
async fn whoever_has_read_an_older_version_changes_nothing() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let id = workshop(&network).await;
    let change = async |mutation: &str, input: Value| {
        let terms = "expectedVersion: 1";
        hanam.change_on(mutation, (input, terms), "").await
    };
    let capacity = |capacity: i32| json!({ "id": id, "capacity": capacity });

    assert_eq!(
        complaints(&change("spaceUpdate", capacity(15)).await),
        [""; 0]
    );
    for (mutation, input) in [
        ("spaceUpdate", capacity(16)),
        ("spaceDelete", json!({ "id": id })),
        ("spaceRestore", json!({ "id": id })),
    ] {
        let late = change(mutation, input).await;
        assert_eq!(
            complaints(&late),
            ["STALE_VERSION expectedVersion"],
            "{mutation}"
        );
    }
}

#[tokio::test]
async fn changes_take_few_statements() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let id = workshop(&network).await;
    let locks = u64::from(!network.is_sqlite());
    let statements = async |mutation: &str| {
        let query = format!("mutation {{ {mutation} {{ userErrors {{ code }} }} }}");
        let (answer, statements) = hanam.statements(&query).await;
        let payload = answer["data"].as_object().unwrap().values().next().unwrap();
        assert_eq!(complaints(payload), [""; 0]);
        statements
    };

    // A savepoint and its release, the city, the codes of the list, whether the
    // slug is free, the space, the search, its codes, the answer, and the journal.
    let create = "spaceCreate(input: { name: [{ locale: \"ko\", text: \"Room\" }], kind: CAFE,
        accessibility: [\"LIFT\", \"CAPTIONS\"] })";
    assert_eq!(statements(create).await, 11 + locks);
    // A savepoint and its release, the row, the change, the search, the answer,
    // and the journal.
    let update = format!("spaceUpdate(input: {{ id: \"{id}\", capacity: 9 }})");
    assert_eq!(statements(&update).await, 8 + locks);
}
