//! A city changes single offerings.

use serde_json::{Value, json};

use crate::support::{Caller, Network, complaints, course};

const SHOWS: &str = "offering {
    id code capacity version isFree price { amount currency } programme { id version }
    schedules { startTime }
}";

fn hanam(network: &Network) -> Caller<'_> {
    network.city("kr-hanam", "programme:write")
}

async fn made(city: &Caller<'_>) -> (Value, Value) {
    let programme = city.create_programme(course()).await["programme"].clone();
    (
        programme["id"].clone(),
        programme["offerings"]["nodes"][0]["id"].clone(),
    )
}

#[tokio::test]
async fn an_offering_is_added_to_a_draft_and_its_city_sees_it() {
    let network = Network::start().await;
    let city = hanam(&network);
    let (programme, _) = made(&city).await;
    let input = json!({
        "programmeId": programme, "deliveryMode": "ONLINE", "code": "2026-2",
        "virtualUrl": "https://learn.hanam.go.kr/2", "price": { "amount": "0", "currency": "KRW" },
        "isFree": true,
    });

    let payload = city.change("offeringCreate", input, SHOWS).await;

    assert_eq!(complaints(&payload), [""; 0]);
    let offering = &payload["offering"];
    assert_eq!(
        (&offering["code"], &offering["version"]),
        (&json!("2026-2"), &json!(1))
    );
    assert_eq!(
        offering["programme"],
        json!({ "id": programme, "version": 1 })
    );
}

#[tokio::test]
async fn an_offering_changes_and_its_programme_does_not() {
    let network = Network::start().await;
    let city = hanam(&network);
    let (programme, id) = made(&city).await;
    let before = network.last_entry().await;

    let input = json!({ "id": id, "capacity": 30, "price": null });
    let payload = city.change("offeringUpdate", input, SHOWS).await;

    let offering = &payload["offering"];
    assert_eq!(
        (&offering["capacity"], &offering["version"]),
        (&json!(30), &json!(2))
    );
    assert_eq!(offering["price"], Value::Null);
    assert_eq!(
        offering["schedules"],
        json!([{ "startTime": "18:30" }]),
        "they stay"
    );
    assert_eq!(
        offering["programme"],
        json!({ "id": programme, "version": 1 })
    );
    let told = network.entries_since(before).await;
    assert_eq!(told.len(), 1);
    assert_eq!(json!(told[0].subject_kind), "OFFERING");
    assert!(told[0].city_id.is_some());
}

#[tokio::test]
async fn the_problems_of_an_offering_are_told_from_its_own_root() {
    let network = Network::start().await;
    let city = hanam(&network);
    let (programme, id) = made(&city).await;
    let input = json!({
        "programmeId": programme, "deliveryMode": "ONSITE", "code": "2026-1",
        "startDate": "2026-05-01", "endDate": "2026-04-01",
    });
    let payload = city.change("offeringCreate", input, SHOWS).await;
    let told = ["TAKEN code", "OUT_OF_RANGE endDate", "REQUIRED spaceId"];
    assert_eq!(complaints(&payload), told);

    let input = json!({ "id": id, "enrolled": 21, "deliveryMode": null });
    let payload = city.change("offeringUpdate", input, SHOWS).await;
    assert_eq!(
        complaints(&payload),
        ["REQUIRED deliveryMode", "CONFLICT enrolled"]
    );
    let input = json!({ "id": id, "enrolled": 21, "waitlist": true });
    let payload = city.change("offeringUpdate", input, SHOWS).await;
    assert_eq!(complaints(&payload), [""; 0], "those who wait may be more");
}

#[tokio::test]
async fn a_deleted_offering_comes_back_as_it_was() {
    let network = Network::start().await;
    let city = hanam(&network);
    let (_, id) = made(&city).await;

    let deleted = city
        .change("offeringDelete", json!({ "id": id }), "deletedId")
        .await;
    assert_eq!(deleted["deletedId"], id);
    let gone = city
        .change("offeringUpdate", json!({ "id": id, "capacity": 9 }), SHOWS)
        .await;
    assert_eq!(complaints(&gone), ["NOT_FOUND id"]);

    let back = city
        .change("offeringRestore", json!({ "id": id }), SHOWS)
        .await;
    assert_eq!(back["offering"]["capacity"], 20);
    assert_eq!(back["offering"]["version"], 3);
    assert_eq!(
        back["offering"]["schedules"],
        json!([{ "startTime": "18:30" }])
    );
}

#[tokio::test]
async fn another_city_reaches_neither_the_programme_nor_the_offering() {
    let network = Network::start().await;
    let (programme, id) = made(&hanam(&network)).await;
    let before = network.last_entry().await;
    let hamburg = network.city("de-hamburg", "programme:write");

    let input = json!({ "programmeId": programme, "deliveryMode": "OUTREACH" });
    let payload = hamburg.change("offeringCreate", input, SHOWS).await;
    assert_eq!(complaints(&payload), ["NOT_FOUND programmeId"]);
    for (mutation, shows) in [
        ("offeringUpdate", SHOWS),
        ("offeringDelete", "deletedId"),
        ("offeringRestore", SHOWS),
    ] {
        let payload = hamburg.change(mutation, json!({ "id": id }), shows).await;
        assert_eq!(complaints(&payload), ["NOT_FOUND id"], "{mutation}");
    }
    assert_eq!(network.last_entry().await, before);
}

#[tokio::test]
async fn one_change_takes_a_number_of_statements_that_is_known() {
    let network = Network::start().await;
    let city = hanam(&network);
    let (programme, id) = made(&city).await;
    let input = json!({ "input": { "id": id, "capacity": 30 } });
    let query = "mutation ($input: OfferingUpdateInput!) {
        offeringUpdate(input: $input) { offering { id } userErrors { code } }
    }";
    let (answer, sql) = city.sql_with(query, input).await;
    assert_eq!(answer["data"]["offeringUpdate"]["userErrors"], json!([]));
    // The savepoint (2), the city, the offering, its programme, the offerings of
    // that with their schedules (2), the change, the answer; what everyone sees, the journal (1 or 2).
    let lock = u64::from(!network.is_sqlite());
    assert_eq!(sql.len() as u64, 11 + lock, "{sql:?}");

    let input = json!({ "input": { "id": programme, "ageMin": 50 } });
    let query = "mutation ($input: ProgrammeUpdateInput!) {
        programmeUpdate(input: $input) { programme { id } userErrors { code } }
    }";
    let (answer, sql) = city.sql_with(query, input).await;
    assert_eq!(answer["data"]["programmeUpdate"]["userErrors"], json!([]));
    // The savepoint (2), the city, the programme, its codes, the change, the
    // search that forgets it, the answer; what everyone sees, the journal (1 or 2).
    assert_eq!(sql.len() as u64, 10 + lock, "{sql:?}");
}
