//! What may follow what, and by whom.

use serde_json::{Value, json};

use super::{RECORD, SCOPES, anyang, by_right, kallc, led_to, refuses, seen_by};
use crate::support::{Network, complaints};

const STEPS: [&str; 7] = [
    "Nominate",
    "Admit",
    "Reject",
    "Deactivate",
    "Reactivate",
    "Expel",
    "Withdraw",
];

/// Where each step leads from a status; `-` where it leads nowhere.
const TABLE: [(&str, &str, [&str; 7]); 7] = [
    (
        "APPLIED",
        "MEMBER",
        ["NOMINATED", "-", "REJECTED", "-", "-", "-", "WITHDRAWN"],
    ),
    (
        "NOMINATED",
        "PARTNER",
        ["-", "ADMITTED", "REJECTED", "-", "-", "-", "WITHDRAWN"],
    ),
    (
        "ADMITTED",
        "OBSERVER",
        ["-", "-", "-", "INACTIVE", "-", "EXPELLED", "WITHDRAWN"],
    ),
    (
        "INACTIVE",
        "HOST",
        ["-", "-", "-", "-", "ADMITTED", "EXPELLED", "WITHDRAWN"],
    ),
    ("WITHDRAWN", "COORDINATOR", ["-"; 7]),
    ("EXPELLED", "COORDINATOR", ["-"; 7]),
    ("REJECTED", "COORDINATOR", ["-"; 7]),
];

#[tokio::test]
async fn each_step_leads_from_where_it_may_and_from_nowhere_else() {
    let network = Network::start().await;
    for (status, role, leads_to) in TABLE {
        let id = led_to(&network, status, role).await;
        for (name, expected) in STEPS.into_iter().zip(leads_to) {
            let payload = by_right(&network, name, &id, "dryRun: true").await;
            let at = format!("{name} from {status}");
            if expected == "-" {
                assert_eq!(complaints(&payload), ["ILLEGAL_TRANSITION id"], "{at}");
                assert_eq!(payload["membership"], Value::Null, "{at}");
            } else {
                assert_eq!(payload["membership"]["status"], expected, "{at}");
            }
        }
        let seen = seen_by(&kallc(&network), &id).await;
        assert_eq!(seen, status, "trials keep nothing");
    }
}

#[tokio::test]
async fn an_illegal_step_names_both_ends() {
    let network = Network::start().await;
    let id = led_to(&network, "APPLIED", "MEMBER").await;

    let payload = by_right(&network, "Admit", &id, "").await;

    let message = &payload["userErrors"][0]["message"];
    assert_eq!(*message, "It is APPLIED and cannot become ADMITTED.");
}

#[tokio::test]
async fn only_the_alliance_decides_and_only_the_member_withdraws() {
    let network = Network::start().await;
    for (status, name) in [
        ("APPLIED", "Nominate"),
        ("NOMINATED", "Admit"),
        ("NOMINATED", "Reject"),
        ("ADMITTED", "Deactivate"),
        ("INACTIVE", "Reactivate"),
        ("INACTIVE", "Expel"),
        ("ADMITTED", "Update"),
    ] {
        let id = led_to(&network, status, "MEMBER").await;
        let document = format!(
            "mutation {{ membership{name}(input: {{ id: \"{id}\" }}) {{
                userErrors {{ code field }} membership {{ id }} }} }}"
        );
        assert_eq!(anyang(&network).ask(&document).await.code(), "FORBIDDEN");
        assert_eq!(
            network.visitor().ask(&document).await.code(),
            "UNAUTHENTICATED"
        );
        let scopeless = network.alliance("kallc", "alliance:write");
        assert_eq!(scopeless.ask(&document).await.code(), "FORBIDDEN");
        let other = network.alliance("gnlc", SCOPES);
        refuses(&other, &format!("membership{name}"), &id).await;
        by_right(&network, "Withdraw", &id, "").await;
    }
}

#[tokio::test]
async fn nobody_withdraws_for_another_body() {
    let network = Network::start().await;
    for status in ["APPLIED", "ADMITTED"] {
        let id = led_to(&network, status, "MEMBER").await;
        refuses(&kallc(&network), "membershipWithdraw", &id).await;
        refuses(&network.city("kr-hanam", SCOPES), "membershipWithdraw", &id).await;
        refuses(
            &network.organisation("uil", SCOPES),
            "membershipWithdraw",
            &id,
        )
        .await;
        by_right(&network, "Withdraw", &id, "").await;
    }
}

#[tokio::test]
async fn a_version_that_is_gone_is_refused_with_the_one_that_is() {
    let network = Network::start().await;
    let id = led_to(&network, "NOMINATED", "MEMBER").await;

    for name in ["Admit", "Withdraw"] {
        let payload = by_right(&network, name, &id, "expectedVersion: 1").await;
        assert_eq!(complaints(&payload), ["STALE_VERSION expectedVersion"]);
        assert_eq!(payload["membership"]["status"], "NOMINATED");
        assert_eq!(payload["membership"]["version"], 2);
    }
}

#[tokio::test]
async fn a_version_that_is_gone_tells_strangers_nothing() {
    let network = Network::start().await;
    let id = led_to(&network, "APPLIED", "MEMBER").await;
    let hanam = network.city("kr-hanam", SCOPES);

    let terms = (json!({ "id": id }), "expectedVersion: 7");
    let payload = hanam.change_on("membershipWithdraw", terms, RECORD).await;

    assert_eq!(complaints(&payload), ["NOT_FOUND id"]);
}
