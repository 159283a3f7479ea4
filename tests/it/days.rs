//! A day is four digits, two and two, of this age, on every way in.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::support::{Caller, Network, course};

/// What systems write, and what no city means.
const ODD: [&str; 16] = [
    "26-03-02",
    "26/12/01",
    "6/1/26",
    "202-12-01",
    "2026-3-2",
    " 2026-3-02",
    "20260302",
    "-001-03-02",
    "-0001-03-02",
    "-0999-3-02",
    "+12026-3-2",
    "+99999-12-31",
    "0000-01-01",
    "0001-01-01",
    "1899-12-31",
    "2200-01-01",
];

fn hanam(network: &Network) -> Caller<'_> {
    network.city("kr-hanam", "programme:write plan:write client:manage")
}

fn with(field: &str, day: &str) -> Value {
    let mut course = course();
    course["offerings"][0][field] = json!(day);
    course
}

fn meeting(field: &str, day: Value) -> Value {
    let mut course = course();
    course["offerings"][0]["schedules"][0][field] = day;
    course
}

/// The codes and fields of what a programme is refused for.
async fn refusals(network: &Network, course: Value) -> Vec<String> {
    let made = hanam(network).create_programme(course).await;
    let errors = made["userErrors"].as_array().unwrap().iter();
    let told = errors.map(|error| {
        let field = error["field"].as_array().unwrap();
        let field: Vec<_> = field.iter().map(|part| part.as_str().unwrap()).collect();
        format!("{} {}", error["code"].as_str().unwrap(), field.join("."))
    });
    told.collect()
}

#[tokio::test]
async fn an_odd_day_is_refused_wherever_it_is_written() {
    let network = Network::start().await;
    let before = network.last_entry().await;
    let document = "mutation ($input: ProgrammeCreateInput!) {
        programmeCreate(input: $input) { userErrors { code } } }";
    for day in ODD {
        for course in [
            with("startDate", day),
            with("endDate", day),
            with("enrolmentOpens", day),
            with("enrolmentCloses", day),
            meeting("startDate", json!(day)),
            meeting("endDate", json!(day)),
            meeting("exceptDates", json!([day])),
        ] {
            let input = json!({ "input": course });
            let reply = hanam(&network).ask_with(document, input).await;
            assert_eq!(reply.code(), "BAD_USER_INPUT", "{day:?} {course}");
        }
        for question in [
            format!("offerings(where: {{ startDate: {{ gte: \"{day}\" }} }}) {{ totalCount }}"),
            format!(
                "offerings(first: 1) {{ nodes {{ sessions(from: \"{day}\") {{ startsAt }} }} }}"
            ),
            format!("feedbackLoop(period: {{ to: \"{day}\" }}) {{ asOf }}"),
        ] {
            let reply = network.ask(&format!("{{ {question} }}")).await;
            assert_eq!(reply.code(), "BAD_USER_INPUT", "{question}");
        }
    }
    assert_eq!(network.last_entry().await, before, "nothing is kept");
}

#[tokio::test]
async fn an_end_that_never_comes_is_no_end() {
    let network = Network::start().await;
    let mut course = with("endDate", "9999-12-31");
    course["offerings"][0]["enrolmentCloses"] = json!("9999-12-31");
    course["offerings"][0]["schedules"][0]["endDate"] = json!("9999-12-31");
    let city = hanam(&network);
    let made = city.create_programme(course).await;
    assert_eq!(made["userErrors"], json!([]));

    let id = made["programme"]["id"].as_str().unwrap();
    let query = format!(
        "{{ node(id: \"{id}\") {{ ... on Programme {{ offerings {{ nodes {{
            endDate enrolmentCloses schedules {{ endDate }} }} }} }} }} }}"
    );
    let found = city.ask(&query).await;
    assert_eq!(
        found["data"]["node"]["offerings"]["nodes"],
        json!([{ "endDate": null, "enrolmentCloses": null, "schedules": [{ "endDate": null }] }])
    );
    let plan = json!({
        "title": [{ "locale": "ko", "text": "평생학습 계획" }],
        "periodStart": "2026",
        "periodEnd": "9999-12-31",
    });
    let made = city
        .change("planCreate", plan, "plan { periodStart periodEnd }")
        .await;
    assert_eq!(
        made["plan"],
        json!({ "periodStart": "2026", "periodEnd": null }),
        "{made}"
    );
}

#[tokio::test]
async fn nothing_begins_on_the_day_that_never_comes() {
    let network = Network::start().await;
    let never = "9999-12-31";
    for (course, told) in [
        (with("startDate", never), "offerings.0.startDate"),
        (with("enrolmentOpens", never), "offerings.0.enrolmentOpens"),
        (
            meeting("startDate", json!(never)),
            "offerings.0.schedules.0.startDate",
        ),
        (
            meeting("exceptDates", json!([never])),
            "offerings.0.schedules.0.exceptDates.0",
        ),
    ] {
        let refusals = refusals(&network, course).await;
        assert!(
            refusals.contains(&format!("OUT_OF_RANGE {told}")),
            "{refusals:?}"
        );
    }
    let mut course = course();
    course["startedOn"] = json!("9999");
    assert_eq!(refusals(&network, course).await, ["OUT_OF_RANGE startedOn"]);
}

#[tokio::test]
async fn a_moment_lies_in_a_day_that_there_can_be() {
    let network = Network::start().await;
    for moment in [
        "+262000-01-01T00:00:00Z",
        "-250000-01-01T00:00:00Z",
        "2200-01-01T00:00:00Z",
        "1899-12-31T23:59:59Z",
    ] {
        let query = format!(
            "{{ programmes(where: {{ updatedAt: {{ gte: \"{moment}\" }} }}) {{ totalCount }} }}"
        );
        assert_eq!(
            network.ask(&query).await.code(),
            "BAD_USER_INPUT",
            "{moment}"
        );
    }
    let client = json!({
        "label": "for good", "scopes": ["programme:write"], "expiresAt": "9999-12-31T23:59:59Z",
    });
    let made = hanam(&network)
        .change("clientCreate", client, "client { expiresAt }")
        .await;
    assert_eq!(made["client"], json!({ "expiresAt": null }), "{made}");
}

#[tokio::test]
async fn what_once_came_in_from_another_age_is_unknown() {
    let network = Network::start().await;
    let made = hanam(&network).create_programme(course()).await;
    assert_eq!(made["userErrors"], json!([]));
    let db = network.app().writer();
    for statement in [
        "UPDATE schedule SET start_date = '0026-03-02'
            WHERE offering_id IN (SELECT id FROM offering WHERE code = '2026-1')",
        "UPDATE offering SET start_date = '0026-03-02', end_date = '9999-12-31'
            WHERE code = '2026-1'",
    ] {
        db.execute_unprepared(statement).await.unwrap();
    }

    let steps = migration::STEPS;
    let step = steps
        .iter()
        .rposition(|step| step.name().ends_with("_days"));
    let behind = steps.len() - step.unwrap();
    migration::down(db, Some(behind)).await.unwrap();
    migration::up(db, None).await.unwrap();

    let id = made["programme"]["id"].as_str().unwrap();
    let query = format!(
        "{{ node(id: \"{id}\") {{ ... on Programme {{ offerings {{ nodes {{
            startDate endDate schedules {{ startDate }} }} }} }} }} }}"
    );
    let found = hanam(&network).ask(&query).await;
    assert_eq!(
        found["data"]["node"]["offerings"]["nodes"],
        json!([{ "startDate": null, "endDate": null, "schedules": [] }])
    );
}
