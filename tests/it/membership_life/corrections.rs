//! What the alliance corrects.

use serde_json::{Value, json};

use super::{RECORD, kallc, led_to};
use crate::support::{Network, complaints};

#[tokio::test]
async fn the_alliance_corrects_what_a_membership_says() {
    let network = Network::start().await;
    let id = led_to(&network, "ADMITTED", "MEMBER").await;
    let kallc = kallc(&network);

    let input = json!({ "id": id, "role": "OBSERVER", "since": "2020", "admissionRound": "1" });
    kallc.change("membershipUpdate", input, RECORD).await;
    let input = json!({ "id": id, "since": null });
    let payload = kallc.change("membershipUpdate", input, RECORD).await;

    let membership = &payload["membership"];
    assert_eq!(membership["role"], "OBSERVER", "{payload}");
    assert_eq!(membership["since"], Value::Null);
    assert_eq!(membership["admissionRound"], "1");
    assert_eq!(membership["status"], "ADMITTED");
}

#[tokio::test]
async fn all_problems_of_a_correction_are_told_at_once() {
    let network = Network::start().await;
    let kallc = kallc(&network);

    let id = led_to(&network, "ADMITTED", "MEMBER").await;
    let input = json!({
        "id": id, "role": null, "since": "2026-05", "until": "2026-04-30", "admissionRound": " ",
    });
    let payload = kallc.change("membershipUpdate", input, RECORD).await;
    let expected = [
        "REQUIRED role",
        "OUT_OF_RANGE until",
        "REQUIRED admissionRound",
    ];
    assert_eq!(complaints(&payload), expected);

    let id = led_to(&network, "APPLIED", "PARTNER").await;
    let input = json!({ "id": id, "since": "2026", "until": "2026" });
    let payload = kallc.change("membershipUpdate", input, RECORD).await;
    assert_eq!(complaints(&payload), ["CONFLICT since", "CONFLICT until"]);

    let id = led_to(&network, "EXPELLED", "OBSERVER").await;
    let input = json!({ "id": id, "until": null });
    let payload = kallc.change("membershipUpdate", input, RECORD).await;
    assert_eq!(complaints(&payload), ["REQUIRED until"]);
}
