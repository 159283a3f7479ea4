//! A city writes down what can be learnt, and changes it.

use serde_json::{Value, json};

use crate::support::{Caller, Network, complaints, course, payload};

const UPDATE: &str = "
    mutation ($input: ProgrammeUpdateInput!, $version: Int) {
        programmeUpdate(input: $input, expectedVersion: $version) {
            programme {
                id slug title summary website ageMin status version
                topics { code }
                offerings { nodes { id code startDate capacity version schedules { startTime } } }
            }
            userErrors { code field }
        }
    }";

fn hanam(network: &Network) -> Caller<'_> {
    network.city("kr-hanam", "programme:write")
}

async fn update(city: &Caller<'_>, input: Value) -> Value {
    let reply = city.ask_with(UPDATE, json!({ "input": input })).await;
    payload(&reply, "programmeUpdate")
}

#[tokio::test]
async fn what_an_invented_city_offers_is_invented() {
    let network = Network::start().await;
    let invented = network.city("kr-haneulbit", "programme:write programme:read");
    let made = invented.create_programme(course()).await;

    assert_eq!(made["programme"]["origin"], "SYNTHETIC", "{made}");
    let query = "{ viewer { programmes(where: { slug: { eq: \"first-digital-steps\" } }) {
        nodes { offerings { nodes { origin } } } } } }";
    let kept = invented.ask(query).await;
    let programme = &kept["data"]["viewer"]["programmes"]["nodes"][0];
    assert_eq!(programme["offerings"]["nodes"][0]["origin"], "SYNTHETIC");
}

#[tokio::test]
async fn a_course_with_its_offering_and_its_schedule_is_made_in_one_call() {
    let network = Network::start().await;
    let payload = hanam(&network).create_programme(course()).await;

    assert_eq!(complaints(&payload), [""; 0]);
    let programme = &payload["programme"];
    assert_eq!(programme["slug"], "first-digital-steps");
    assert_eq!(programme["title"], "디지털 첫걸음");
    assert_eq!(programme["status"], "DRAFT");
    assert_eq!(programme["origin"], "REAL");
    assert_eq!(programme["defaultLocale"], "ko");
    assert_eq!(programme["version"], 1);
    assert_eq!(programme["topics"], json!([{ "code": "DIGITAL_SKILLS" }]));
    assert_eq!(
        programme["offerings"]["nodes"][0]["schedules"],
        json!([{
            "frequency": "WEEKLY", "byDay": ["TU", "TH"], "startTime": "18:30",
            "exceptDates": ["2026-05-05"],
        }])
    );
    let offering = &programme["offerings"]["nodes"][0];
    assert_eq!(
        offering["price"],
        json!({ "amount": "15000", "currency": "KRW" })
    );
    assert_eq!(offering["version"], 1);
}

#[tokio::test]
async fn all_problems_are_told_at_once_each_at_its_place() {
    let network = Network::start().await;
    let payload = hanam(&network)
        .create_programme(json!({
            "title": [{ "locale": "ko", "text": " " }],
            "kind": "COURSE",
            "slug": "No Slug",
            "topics": ["DIGITAL_SKILLS", "ALCHEMY", "DIGITAL_SKILLS"],
            "ageMin": 70, "ageMax": 60,
            "website": "javascript:alert(1)",
            "keywords": ["a", "a"],
            "offerings": [
                { "deliveryMode": "ONSITE" },
                {
                    "deliveryMode": "ONLINE",
                    "startDate": "2026-05-01", "endDate": "2026-04-01",
                    "enrolmentOpens": "2026-05-01", "enrolmentCloses": "2026-04-01",
                    "capacity": 10, "enrolled": 11,
                    "price": { "amount": "1.5", "currency": "KRW" },
                    "schedules": [{
                        "frequency": "WEEKLY", "interval": 0, "startDate": "2026-05-01",
                        "startTime": "20:00", "endTime": "19:00",
                    }],
                },
                { "price": { "amount": "5", "currency": "won" }, "isFree": true },
            ],
        }))
        .await;

    assert_eq!(payload["programme"], Value::Null);
    assert_eq!(
        complaints(&payload),
        [
            "REQUIRED title.0.text",
            "UNKNOWN_CODE topics.1",
            "DUPLICATE topics.2",
            "REQUIRED title",
            "INVALID website",
            "OUT_OF_RANGE ageMax",
            "DUPLICATE keywords.1",
            "INVALID slug",
            "REQUIRED offerings.0.spaceId",
            "OUT_OF_RANGE offerings.1.schedules.0.interval",
            "OUT_OF_RANGE offerings.1.schedules.0.endTime",
            "INVALID offerings.1.price.amount",
            "OUT_OF_RANGE offerings.1.endDate",
            "OUT_OF_RANGE offerings.1.enrolmentCloses",
            "CONFLICT offerings.1.enrolled",
            "REQUIRED offerings.1.virtualUrl",
            "REQUIRED offerings.2.deliveryMode",
            "INVALID offerings.2.price.currency",
            "CONFLICT offerings.2.isFree",
        ]
    );
}

#[tokio::test]
async fn offerings_that_are_not_named_stay() {
    let network = Network::start().await;
    let city = hanam(&network);
    let made = city.create_programme(course()).await["programme"].clone();
    let first = made["offerings"]["nodes"][0]["id"].clone();

    let payload = update(
        &city,
        json!({ "id": made["id"], "offerings": [
            { "code": "2026-2", "deliveryMode": "OUTREACH", "startDate": "2026-09-01" },
        ] }),
    )
    .await;

    assert_eq!(complaints(&payload), [""; 0]);
    let programme = &payload["programme"];
    assert_eq!(programme["version"], 1, "its own record is as it was");
    let offerings = programme["offerings"]["nodes"].as_array().unwrap();
    assert_eq!(offerings.len(), 2);
    assert_eq!(offerings[0]["id"], first);
    assert_eq!(offerings[0]["version"], 1);
    assert_eq!(offerings[0]["schedules"], json!([{ "startTime": "18:30" }]));
    assert_eq!(offerings[1]["code"], "2026-2");
}

#[tokio::test]
async fn an_offering_is_found_by_its_id_its_external_id_or_its_code() {
    let network = Network::start().await;
    let city = hanam(&network);
    let made = city.create_programme(course()).await["programme"].clone();
    let id = made["offerings"]["nodes"][0]["id"].clone();
    let changed = async |offering: Value| {
        let input = json!({ "id": made["id"], "offerings": [offering] });
        let payload = update(&city, input).await;
        assert_eq!(complaints(&payload), [""; 0]);
        let nodes = payload["programme"]["offerings"]["nodes"].clone();
        assert_eq!(nodes.as_array().unwrap().len(), 1);
        assert_eq!(nodes[0]["id"], id);
        nodes[0].clone()
    };

    let by_code = changed(json!({ "code": "2026-1", "externalId": "run-1", "capacity": 30 })).await;
    assert_eq!(
        (&by_code["capacity"], &by_code["version"]),
        (&json!(30), &json!(2))
    );
    let by_external = changed(json!({ "externalId": "run-1", "code": "spring" })).await;
    assert_eq!(
        (&by_external["code"], &by_external["capacity"]),
        (&json!("spring"), &json!(30))
    );
    let by_id = changed(json!({ "id": id, "code": null, "capacity": null })).await;
    assert_eq!(
        (&by_id["code"], &by_id["capacity"]),
        (&Value::Null, &Value::Null)
    );
    let schedules = changed(json!({ "id": id, "schedules": [] })).await;
    assert_eq!(schedules["schedules"], json!([]));
}

#[tokio::test]
async fn an_offering_that_is_removed_goes_and_its_code_stays_taken() {
    let network = Network::start().await;
    let city = hanam(&network);
    let made = city.create_programme(course()).await["programme"].clone();
    let id = made["offerings"]["nodes"][0]["id"].clone();

    let payload = update(&city, json!({ "id": made["id"], "removeOfferings": [id] })).await;
    assert_eq!(payload["programme"]["offerings"]["nodes"], json!([]));

    let again = json!({ "id": made["id"], "removeOfferings": [id], "offerings": [
        { "code": "2026-1", "deliveryMode": "OUTREACH" },
    ] });
    let payload = update(&city, again).await;
    assert_eq!(
        complaints(&payload),
        ["TAKEN offerings.0.code", "NOT_FOUND removeOfferings.0"]
    );
}

#[tokio::test]
async fn a_change_that_changes_nothing_is_no_change() {
    let network = Network::start().await;
    let city = hanam(&network);
    let made = city.create_programme(course()).await["programme"].clone();
    let before = network.journal().await;

    let mut same = course();
    same["id"] = made["id"].clone();
    let payload = update(&city, same).await;

    assert_eq!(complaints(&payload), [""; 0]);
    assert_eq!(payload["programme"]["version"], 1);
    assert_eq!(payload["programme"]["offerings"]["nodes"][0]["version"], 1);
    assert_eq!(network.journal().await, before);
}

#[tokio::test]
async fn the_journal_tells_what_changed_but_no_name_of_a_person() {
    let network = Network::start().await;
    let city = hanam(&network);
    let made = city.create_programme(course()).await["programme"].clone();
    let before = network.journal().await.len();
    let input = json!({ "id": made["id"], "topics": ["READING"], "ageMin": null, "offerings": [
        { "code": "2026-1", "capacity": 25, "instructorName": "박두리" },
    ] });
    update(&city, input).await;

    let all = network.journal().await;
    let told: Vec<Value> = all[before..]
        .iter()
        .map(|entry| {
            json!([
                entry.subject_kind,
                entry.happening,
                entry.actor,
                entry.before,
                entry.after
            ])
        })
        .collect();
    assert_eq!(
        told,
        [
            json!(["PROGRAMME", "UPDATED", "city:kr-hanam",
            { "topics": ["DIGITAL_SKILLS"], "ageMin": 60 }, { "topics": ["READING"], "ageMin": null }]),
            json!(["OFFERING", "UPDATED", "city:kr-hanam", { "capacity": 20 }, { "capacity": 25 }]),
        ]
    );
    let text = format!("{all:?}");
    assert!(!text.contains("김하나") && !text.contains("박두리"));
    assert!(all[before..].iter().all(|entry| entry.city_id.is_some()));
}

#[tokio::test]
async fn who_has_read_an_older_version_is_shown_the_current_one() {
    let network = Network::start().await;
    let city = hanam(&network);
    let made = city.create_programme(course()).await["programme"].clone();
    update(&city, json!({ "id": made["id"], "ageMin": 50 })).await;

    let input = json!({ "id": made["id"], "ageMin": 40 });
    let reply = city
        .ask_with(UPDATE, json!({ "input": input, "version": 1 }))
        .await;

    let payload = payload(&reply, "programmeUpdate");
    assert_eq!(complaints(&payload), ["STALE_VERSION expectedVersion"]);
    assert_eq!(payload["programme"]["ageMin"], 50);
    assert_eq!(payload["programme"]["version"], 2);
}

#[tokio::test]
async fn names_are_unique_in_the_city_and_titles_need_not_be() {
    let network = Network::start().await;
    let city = hanam(&network);
    let first = city.create_programme(course()).await["programme"].clone();

    let mut same_title = course();
    same_title.as_object_mut().unwrap().remove("externalId");
    let second = city.create_programme(same_title.clone()).await;
    let slug = second["programme"]["slug"].as_str().unwrap();
    assert!(slug.starts_with("first-digital-steps-"), "{slug}");

    same_title["slug"] = first["slug"].clone();
    same_title["externalId"] = first["externalId"].clone();
    let third = city.create_programme(same_title).await;
    assert_eq!(complaints(&third), ["TAKEN slug", "TAKEN externalId"]);

    let elsewhere = network.city("de-hamburg", "programme:write");
    let payload = elsewhere.create_programme(course()).await;
    assert_eq!(complaints(&payload), [""; 0]);
    assert_eq!(payload["programme"]["slug"], "first-digital-steps");
    assert_eq!(payload["programme"]["defaultLocale"], "de");
}

#[tokio::test]
async fn the_spaces_of_another_city_are_out_of_reach() {
    let network = Network::start().await;
    let spaces = "{ learningSpaces(first: 100) { nodes { id city { slug } } } }";
    let spaces = network.ask(spaces).await["data"]["learningSpaces"]["nodes"].clone();
    let spaces = spaces.as_array().unwrap();
    let is_own = |space: &&Value| space["city"]["slug"] == "kr-hanam";
    let own = &spaces.iter().find(is_own).unwrap()["id"];
    let other = &spaces.iter().find(|space| !is_own(space)).unwrap()["id"];
    let mut input = course();
    input["providerId"] = json!("organisation_00000000000000000000000001");
    input["allianceIds"] = json!(["alliance_00000000000000000000000001"]);
    input["offerings"] = json!([
        { "deliveryMode": "ONSITE", "spaceId": own },
        { "deliveryMode": "ONSITE", "spaceId": other },
        { "deliveryMode": "ONLINE", "platformId": "platform_00000000000000000000000001" },
    ]);

    let payload = hanam(&network).create_programme(input).await;

    assert_eq!(
        complaints(&payload),
        [
            "NOT_FOUND providerId",
            "NOT_FOUND allianceIds.0",
            "NOT_FOUND offerings.1.spaceId",
            "NOT_FOUND offerings.2.platformId",
        ]
    );
}

#[tokio::test]
async fn a_draft_is_seen_by_its_city_with_its_offerings_and_by_nobody_else() {
    let network = Network::start().await;
    let city = hanam(&network);
    let made = city.create_programme(course()).await["programme"].clone();
    let query = format!(
        "{{ node(id: {}) {{ ... on Programme {{
        title offerings {{ totalCount nodes {{ programme {{ title }} }} }}
    }} }} }}",
        made["id"]
    );

    let own = city.ask(&query).await;
    assert_eq!(
        own["data"]["node"]["offerings"],
        json!({
            "totalCount": 1, "nodes": [{ "programme": { "title": "디지털 첫걸음" } }],
        })
    );
    for other in [
        network.visitor(),
        network.city("de-hamburg", "programme:write"),
    ] {
        assert_eq!(other.ask(&query).await["data"]["node"], Value::Null);
    }
    let public = "{ offerings(where: { startDate: { eq: \"2026-03-03\" } }) { nodes { code } } }";
    let public = city.ask(public).await;
    assert!(!public.text.contains("2026-1"), "{public:?}");
}

#[tokio::test]
async fn a_dry_run_shows_the_programme_and_keeps_nothing() {
    let network = Network::start().await;
    let city = hanam(&network);
    let before = network.journal().await;
    let query =
        "mutation ($input: ProgrammeCreateInput!) { programmeCreate(input: $input, dryRun: true) {
        programme { offerings { nodes { code } } } userErrors { code field }
    } }";

    let reply = city.ask_with(query, json!({ "input": course() })).await;

    let payload = payload(&reply, "programmeCreate");
    assert_eq!(
        payload["programme"]["offerings"]["nodes"][0]["code"],
        "2026-1"
    );
    assert_eq!(network.journal().await, before);
    let again = city.create_programme(course()).await;
    assert_eq!(complaints(&again), [""; 0], "the names are still free");
}
