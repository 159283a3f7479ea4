//! How bodies come and go.

use serde_json::{Value, json};

use super::{RECORD, SCOPES, anyang, apply, kallc, led_to, step, try_to_apply};
use crate::support::{Network, complaints};

#[tokio::test]
async fn a_city_applies_and_is_admitted_today() {
    let network = Network::start().await;
    let id = led_to(&network, "NOMINATED", "MEMBER").await;

    let admitted = step(&kallc(&network), "membershipAdmit", &id).await;

    let expected = json!({
        "id": id, "status": "ADMITTED", "role": "MEMBER", "since": "2026-03-02", "until": null,
        "admissionRound": null, "version": 3, "updatedAt": "2026-03-02T09:00:00+00:00",
        "alliance": { "slug": "kallc" }, "member": { "slug": "kr-anyang" },
    });
    assert_eq!(admitted, expected);
}

#[tokio::test]
async fn the_alliance_says_since_when_and_in_which_round() {
    let network = Network::start().await;
    let id = led_to(&network, "NOMINATED", "MEMBER").await;

    let input = json!({ "id": id, "since": "2026-01", "admissionRound": "2026/1" });
    let payload = kallc(&network)
        .change("membershipAdmit", input, RECORD)
        .await;

    assert_eq!(payload["membership"]["since"], "2026-01");
    assert_eq!(payload["membership"]["admissionRound"], "2026/1");
}

#[tokio::test]
async fn organisations_and_alliances_apply_as_well() {
    let network = Network::start().await;
    let alliance = network.id_of("alliance", "gnlc").await;

    let apceiu = network.organisation("apceiu", SCOPES);
    let payload = try_to_apply(&apceiu, &alliance, "PARTNER").await;
    assert_eq!(
        payload["membership"]["member"]["slug"], "apceiu",
        "{payload}"
    );
    let kallc = kallc(&network);
    let payload = try_to_apply(&kallc, &alliance, "PARTNER").await;
    assert_eq!(
        payload["membership"]["member"]["slug"], "kallc",
        "{payload}"
    );
}

#[tokio::test]
async fn there_is_no_applying_to_what_is_not_there() {
    let network = Network::start().await;
    let nowhere = "alliance_01h455vb4pex5vsknk084sn02q";

    let payload = try_to_apply(&anyang(&network), nowhere, "MEMBER").await;

    assert_eq!(complaints(&payload), ["NOT_FOUND allianceId"]);
}

#[tokio::test]
async fn the_day_of_leaving_is_today_unless_it_is_said() {
    let network = Network::start().await;
    let anyang = anyang(&network);

    let id = led_to(&network, "ADMITTED", "MEMBER").await;
    let left = step(&anyang, "membershipWithdraw", &id).await;
    assert_eq!(left["until"], "2026-03-02");

    let id = led_to(&network, "INACTIVE", "MEMBER").await;
    let input = json!({ "id": id, "until": "2026-12" });
    let payload = anyang.change("membershipWithdraw", input, RECORD).await;
    assert_eq!(payload["membership"]["until"], "2026-12");

    let id = led_to(&network, "ADMITTED", "MEMBER").await;
    let input = json!({ "id": id, "until": "2026-12" });
    kallc(&network)
        .change("membershipUpdate", input, RECORD)
        .await;
    let expelled = step(&kallc(&network), "membershipExpel", &id).await;
    assert_eq!(
        expelled["until"], "2026-03-02",
        "the end that was planned never came"
    );
}

#[tokio::test]
async fn an_application_that_is_taken_back_has_no_end() {
    let network = Network::start().await;
    let id = led_to(&network, "APPLIED", "MEMBER").await;

    let input = json!({ "id": id, "until": "2026-03-02" });
    let payload = anyang(&network)
        .change("membershipWithdraw", input, RECORD)
        .await;
    assert_eq!(complaints(&payload), ["CONFLICT until"]);
    let withdrawn = step(&anyang(&network), "membershipWithdraw", &id).await;

    assert_eq!(withdrawn["status"], "WITHDRAWN");
    assert_eq!(withdrawn["until"], Value::Null);
}

#[tokio::test]
async fn the_same_membership_is_open_only_once() {
    let network = Network::start().await;
    let alliance = network.id_of("alliance", "kallc").await;
    let anyang = anyang(&network);

    apply(&anyang, &alliance, "MEMBER").await;
    let again = try_to_apply(&anyang, &alliance, "MEMBER").await;
    let partner = apply(&anyang, &alliance, "PARTNER").await;
    let input = json!({ "id": partner, "role": "MEMBER" });
    let changed = kallc(&network)
        .change("membershipUpdate", input, RECORD)
        .await;

    assert_eq!(complaints(&again), ["TAKEN role"]);
    assert_eq!(complaints(&changed), ["TAKEN role"]);
}

#[tokio::test]
async fn who_was_refused_or_has_left_can_apply_again() {
    let network = Network::start().await;
    for status in ["REJECTED", "WITHDRAWN", "EXPELLED"] {
        led_to(&network, status, "MEMBER").await;
    }
    led_to(&network, "APPLIED", "MEMBER").await;
}

#[tokio::test]
async fn steps_take_few_statements() {
    let network = Network::start().await;
    let alliance = network.id_of("alliance", "kallc").await;

    let (answer, statements) = anyang(&network)
        .statements(&format!(
            "mutation {{ membershipApply(input: {{ allianceId: \"{alliance}\", role: MEMBER }}) {{
                membership {{ id }} userErrors {{ code }} }} }}"
        ))
        .await;
    let id = answer["data"]["membershipApply"]["membership"]["id"].clone();
    assert!(id.is_string(), "{answer}");
    // A savepoint and its release, the alliance or the row, the change, the answer,
    // what everyone sees, and the journal with its lock.
    let expected = if network.is_sqlite() { 7 } else { 8 };
    assert_eq!(statements, expected);

    let (answer, statements) = kallc(&network)
        .statements(&format!(
            "mutation {{ membershipNominate(input: {{ id: {id} }}) {{
                membership {{ status }} userErrors {{ code }} }} }}"
        ))
        .await;
    assert!(answer["errors"].is_null(), "{answer}");
    assert_eq!(statements, expected);
}
