//! A city's own system keeps the network up to date.

mod nameless;

use learning_cities::limits::Limits;
use serde_json::{Value, json};

use crate::support::{Caller, Network, complaints, payload};

const UPSERT: &str = "
    mutation ($input: ProgrammesUpsertInput!, $dryRun: Boolean) {
        programmesUpsert(input: $input, dryRun: $dryRun) {
            rows {
                index externalId outcome
                programme { id title slug status version ageMin offerings { totalCount } }
                userErrors { code field }
            }
            counts { created updated unchanged refused }
            userErrors { code field }
        }
    }";

/// Less of the answer, for many rows.
const SHORT: &str = "
    mutation ($input: ProgrammesUpsertInput!) {
        programmesUpsert(input: $input) {
            rows { index externalId outcome programme { id version } userErrors { code field message } }
            counts { created updated unchanged refused }
            userErrors { code field message }
        }
    }";

fn hanam(network: &Network) -> Caller<'_> {
    network.city("kr-hanam", "programme:write")
}

/// A course as the city's own system sends it, with one run that meets weekly.
fn row(number: usize) -> Value {
    json!({
        "externalId": format!("LLL-{number}"),
        "title": [{ "locale": "ko", "text": format!("평생학습 강좌 {number}") }],
        "kind": "COURSE",
        "topics": ["READING"],
        "ageMin": 19,
        "offerings": [{
            "code": "2026-1",
            "externalId": format!("RUN-{number}"),
            "deliveryMode": "ONSITE",
            "venue": [{ "locale": "ko", "text": "하남시평생학습관" }],
            "startDate": "2026-03-03",
            "capacity": 20,
            "schedules": [{
                "frequency": "WEEKLY", "byDay": ["TU"], "startDate": "2026-03-03",
                "startTime": "18:30", "endTime": "20:30",
            }],
        }],
    })
}

fn rows(count: usize) -> Vec<Value> {
    (0..count).map(row).collect()
}

/// The counts in the order of the schema.
fn counts(payload: &Value) -> [i64; 4] {
    ["created", "updated", "unchanged", "refused"]
        .map(|name| payload["counts"][name].as_i64().unwrap())
}

async fn upsert(city: &Caller<'_>, input: Value) -> Value {
    let reply = city.ask_with(UPSERT, json!({ "input": input })).await;
    payload(&reply, "programmesUpsert")
}

#[tokio::test]
async fn a_thousand_courses_with_their_runs_come_in_one_call() {
    // Unoptimised and beside other tests it takes longer than an operation may.
    let network = Network::with_limits(Limits {
        operation_seconds: 60,
        ..Limits::default()
    });
    let network = network.await;
    let city = hanam(&network);
    let mut sent = rows(1_000);
    for row in &mut sent {
        row["description"] = json!([{ "locale": "ko", "text": "배움터 ".repeat(150) }]);
    }
    let input = json!({ "input": { "rows": sent } });
    assert!(
        input.to_string().len() > 1_500_000,
        "longer than a visitor may"
    );

    let first = payload(
        &city.ask_with(SHORT, input.clone()).await,
        "programmesUpsert",
    );
    assert_eq!(complaints(&first), [""; 0]);
    assert_eq!(counts(&first), [1_000, 0, 0, 0]);
    assert_eq!(first["rows"][999]["externalId"], "LLL-999");
    let told = network.journal().await.len();

    let again = payload(&city.ask_with(SHORT, input).await, "programmesUpsert");
    assert_eq!(counts(&again), [0, 0, 1_000, 0]);
    assert_eq!(
        again["rows"][999]["programme"],
        first["rows"][999]["programme"]
    );
    assert_eq!(network.journal().await.len(), told, "nothing happened");
}

#[tokio::test]
async fn more_rows_take_no_more_statements() {
    let network = Network::start().await;
    let city = hanam(&network);
    let mut statements = Vec::new();
    for count in [10, 300] {
        let mut sent = rows(count);
        for row in &mut sent {
            row["externalId"] = json!(format!("{count} {}", row["externalId"]));
            row["offerings"][0]["externalId"] = Value::Null;
        }
        let mut taken = Vec::new();
        for age in [19, 19, 21] {
            for row in &mut sent {
                row["ageMin"] = json!(age);
                row["offerings"][0]["capacity"] = json!(age);
                row["offerings"][0]["schedules"][0]["endTime"] = json!(format!("{age}:00"));
            }
            let input = json!({ "input": { "rows": sent.clone(), "publish": true } });
            let (answer, sql) = city.sql_with(UPSERT, input).await;
            assert_eq!(answer.get("errors"), None, "{answer}");
            taken.push(sql.len());
        }
        statements.push(taken);
    }
    assert_eq!(statements[0], statements[1]);
    assert!(
        statements[0].iter().all(|count| *count <= 30),
        "{statements:?}"
    );
}

#[tokio::test]
async fn what_a_row_leaves_out_stays_as_it_is() {
    let network = Network::start().await;
    let city = hanam(&network);
    upsert(&city, json!({ "rows": rows(2) })).await;

    let changed = upsert(
        &city,
        json!({ "rows": [
        { "externalId": "LLL-0", "ageMin": null },
        { "externalId": "LLL-1", "offerings": [{ "externalId": "RUN-1", "capacity": 30 }] },
    ] }),
    )
    .await;

    assert_eq!(complaints(&changed), [""; 0]);
    assert_eq!(counts(&changed), [0, 2, 0, 0]);
    let first = &changed["rows"][0]["programme"];
    assert_eq!(first["title"], "평생학습 강좌 0");
    assert_eq!(
        (&first["ageMin"], &first["version"]),
        (&Value::Null, &json!(2))
    );
    assert_eq!(first["offerings"]["totalCount"], 1);
    let second = &changed["rows"][1]["programme"];
    assert_eq!(
        (&second["ageMin"], &second["version"]),
        (&json!(19), &json!(1))
    );
    let last = network.journal().await.pop().unwrap();
    assert_eq!(last.before, Some(json!({ "capacity": 20 })));
    assert_eq!(last.after, Some(json!({ "capacity": 30 })));
}

#[tokio::test]
async fn with_all_or_nothing_one_bad_row_keeps_the_others_out() {
    let network = Network::start().await;
    let city = hanam(&network);
    upsert(&city, json!({ "rows": rows(1) })).await;
    let before = network.journal().await;
    let mut sent = rows(4);
    sent[1]["title"] = json!([]);
    sent[2]["topics"] = json!(["ALCHEMY"]);
    sent[2]["offerings"][0]["endDate"] = json!("2026-01-01");

    let refused = upsert(&city, json!({ "rows": sent })).await;

    let told = [
        "REQUIRED rows.1.title",
        "UNKNOWN_CODE rows.2.topics.0",
        "OUT_OF_RANGE rows.2.offerings.0.endDate",
    ];
    assert_eq!(complaints(&refused), told);
    assert_eq!(complaints(&refused["rows"][2]), told[1..]);
    assert_eq!(counts(&refused), [1, 0, 1, 2]);
    assert_eq!(refused["rows"][0]["programme"]["title"], "평생학습 강좌 0");
    assert_eq!(
        refused["rows"][3]["outcome"], "CREATED",
        "it would have been"
    );
    assert_eq!(refused["rows"][3]["programme"], Value::Null);
    assert_eq!(network.journal().await, before);
}

#[tokio::test]
async fn with_skip_invalid_the_good_rows_are_kept() {
    let network = Network::start().await;
    let city = hanam(&network);
    let mut sent = rows(3);
    sent[1]["kind"] = Value::Null;

    let payload = upsert(&city, json!({ "rows": sent, "policy": "SKIP_INVALID" })).await;

    assert_eq!(complaints(&payload), [""; 0]);
    assert_eq!(counts(&payload), [2, 0, 0, 1]);
    assert_eq!(complaints(&payload["rows"][1]), ["REQUIRED rows.1.kind"]);
    assert_eq!(payload["rows"][2]["programme"]["title"], "평생학습 강좌 2");
}

#[tokio::test]
async fn a_row_without_title_or_kind_makes_no_programme() {
    let network = Network::start().await;
    let sent = json!({ "rows": [{ "externalId": "X" }, { "externalId": " " }] });
    let refused = upsert(&hanam(&network), sent).await;
    assert_eq!(
        complaints(&refused),
        [
            "REQUIRED rows.0.kind",
            "REQUIRED rows.0.title",
            "REQUIRED rows.1.kind",
            "REQUIRED rows.1.title",
            "REQUIRED rows.1.externalId",
        ]
    );
    let nothing = upsert(&hanam(&network), json!({ "rows": [] })).await;
    assert_eq!(complaints(&nothing), ["REQUIRED rows"]);
}

#[tokio::test]
async fn an_external_id_names_one_programme_and_one_offering_of_the_city() {
    let network = Network::start().await;
    let city = hanam(&network);
    upsert(&city, json!({ "rows": rows(1) })).await;
    let mut sent = vec![row(1), row(2), row(2), row(3)];
    sent[0]["offerings"][0]["externalId"] = json!("RUN-0");
    sent[3]["offerings"][0]["externalId"] = json!("RUN-2");

    let refused = upsert(&city, json!({ "rows": sent })).await;

    assert_eq!(
        complaints(&refused),
        [
            "TAKEN rows.0.offerings.0.externalId",
            "DUPLICATE rows.2.externalId",
            "DUPLICATE rows.3.offerings.0.externalId",
        ]
    );
    let elsewhere = network.city("de-hamburg", "programme:write");
    let other = upsert(&elsewhere, json!({ "rows": rows(1) })).await;
    assert_eq!(
        counts(&other),
        [1, 0, 0, 0],
        "another city has ids of its own"
    );
}

#[tokio::test]
async fn what_the_city_has_deleted_does_not_come_back_by_itself() {
    let network = Network::start().await;
    let city = hanam(&network);
    let made = upsert(&city, json!({ "rows": rows(1) })).await;
    let id = &made["rows"][0]["programme"]["id"];
    city.change("programmeDelete", json!({ "id": id }), "deletedId")
        .await;

    let refused = upsert(&city, json!({ "rows": rows(1) })).await;

    assert_eq!(complaints(&refused), ["TAKEN rows.0.externalId"]);
    city.change("programmeRestore", json!({ "id": id }), "programme { id }")
        .await;
    let again = upsert(&city, json!({ "rows": rows(1) })).await;
    assert_eq!(counts(&again), [0, 0, 1, 0]);
}

#[tokio::test]
async fn drafts_become_public_when_asked_and_what_was_suspended_stays_so() {
    let network = Network::start().await;
    let city = hanam(&network);
    upsert(&city, json!({ "rows": rows(2) })).await;
    let published = upsert(&city, json!({ "rows": rows(2), "publish": true })).await;
    assert_eq!(counts(&published), [0, 2, 0, 0]);
    assert_eq!(published["rows"][0]["programme"]["status"], "PUBLISHED");
    let search = "{ search(text: \"평생학습 강좌\", first: 50) { totalCount } }";
    let found = network.ask(search).await["data"]["search"]["totalCount"].clone();
    assert_eq!(found, 2);

    let id = &published["rows"][0]["programme"]["id"];
    city.change(
        "programmeSuspend",
        json!({ "id": id }),
        "programme { status }",
    )
    .await;
    let again = upsert(&city, json!({ "rows": rows(2), "publish": true })).await;
    assert_eq!(counts(&again), [0, 0, 2, 0]);
    assert_eq!(again["rows"][0]["programme"]["status"], "SUSPENDED");

    let no_topic = json!({ "rows": [{
        "externalId": "X", "kind": "COURSE", "title": [{ "locale": "en", "text": "A course" }],
    }], "publish": true });
    let refused = upsert(&city, no_topic).await;
    assert_eq!(
        complaints(&refused),
        ["REQUIRED rows.0.topics", "REQUIRED rows.0.title"]
    );
}

#[tokio::test]
async fn a_dry_run_says_what_would_come_of_it() {
    let network = Network::start().await;
    let city = hanam(&network);
    let before = network.journal().await;
    let variables = json!({ "input": { "rows": rows(2) }, "dryRun": true });

    let dry = payload(&city.ask_with(UPSERT, variables).await, "programmesUpsert");

    assert_eq!(counts(&dry), [2, 0, 0, 0]);
    assert_eq!(dry["rows"][1]["programme"]["title"], "평생학습 강좌 1");
    assert_eq!(network.journal().await, before);
    let real = upsert(&city, json!({ "rows": rows(2) })).await;
    assert_eq!(counts(&real), [2, 0, 0, 0]);
}

#[tokio::test]
async fn the_same_request_sent_twice_gets_the_first_answer_again() {
    let network = Network::start().await;
    let city = hanam(&network);
    let variables = json!({ "input": { "rows": rows(3) } });

    let first = city
        .ask_with_key(UPSERT, variables.clone(), "night-1")
        .await;
    let again = city.ask_with_key(UPSERT, variables, "night-1").await;

    assert_eq!(counts(&payload(&first, "programmesUpsert")), [3, 0, 0, 0]);
    assert_eq!(first.json(), again.json());
    let other = json!({ "input": { "rows": rows(2) } });
    let other = city.ask_with_key(UPSERT, other, "night-1").await;
    let other = payload(&other, "programmesUpsert");
    assert_eq!(other["userErrors"][0]["code"], "IDEMPOTENCY_KEY_REUSED");
}

#[tokio::test]
async fn a_refused_call_may_be_sent_again_with_its_key() {
    let network = Network::start().await;
    let city = hanam(&network);
    upsert(&city, json!({ "rows": rows(1) })).await;
    let id = upsert(&city, json!({ "rows": rows(1) })).await["rows"][0]["programme"]["id"].clone();
    city.change("programmeDelete", json!({ "id": id }), "deletedId")
        .await;
    let variables = json!({ "input": { "rows": rows(2) } });

    let refused = city
        .ask_with_key(UPSERT, variables.clone(), "night-2")
        .await;
    assert_eq!(counts(&payload(&refused, "programmesUpsert")), [1, 0, 0, 1]);
    city.change("programmeRestore", json!({ "id": id }), "programme { id }")
        .await;
    let kept = city.ask_with_key(UPSERT, variables, "night-2").await;

    assert_eq!(counts(&payload(&kept, "programmesUpsert")), [1, 0, 1, 0]);
}

#[tokio::test]
async fn a_call_has_a_thousand_rows_at_most_and_answers_for_each() {
    let network = Network::start().await;
    let city = hanam(&network);
    let many = city
        .ask_with(SHORT, json!({ "input": { "rows": rows(1_001) } }))
        .await;
    assert_eq!(many["errors"][0]["extensions"]["limit"], "list_input");

    let deep = SHORT.replace("version }", "offerings(first: 100) { nodes { id code } } }");
    let much = city
        .ask_with(&deep, json!({ "input": { "rows": rows(1_000) } }))
        .await;
    assert_eq!(much["errors"][0]["extensions"]["limit"], "answer_fields");
}
