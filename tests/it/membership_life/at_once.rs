//! What happens at the same time, or in a circle.

use futures_util::future::join_all;
use serde_json::json;

use super::{RECORD, SCOPES, anyang, apply, by_right, kallc, led_to, seen_by, step, try_to_apply};
use crate::support::{Network, complaints};

#[tokio::test]
async fn twenty_parallel_equal_applications_make_one_membership() {
    let network = Network::start().await;
    let alliance = network.id_of("alliance", "kallc").await;
    let anyang = anyang(&network);
    let before = network.last_entry().await;

    let payloads = (0..20).map(|_| try_to_apply(&anyang, &alliance, "MEMBER"));
    let payloads = join_all(payloads).await;

    let taken = payloads
        .iter()
        .filter(|payload| complaints(payload) == ["TAKEN role"])
        .count();
    let made = payloads
        .iter()
        .filter(|payload| payload["membership"]["status"] == "APPLIED")
        .count();
    assert_eq!((made, taken), (1, 19));
    assert_eq!(network.entries_since(before).await.len(), 1);
}

#[tokio::test]
async fn of_parallel_decisions_one_holds() {
    let network = Network::start().await;
    let id = led_to(&network, "NOMINATED", "MEMBER").await;
    let steps = ["Admit", "Reject", "Withdraw"].repeat(4);

    let payloads = steps.iter().map(|name| by_right(&network, name, &id, ""));
    let payloads = join_all(payloads).await;

    let done: Vec<_> = payloads
        .iter()
        .filter_map(|payload| payload["membership"]["status"].as_str())
        .collect();
    let last = seen_by(&kallc(&network), &id).await;
    let is_life = [
        vec!["REJECTED"],
        vec!["WITHDRAWN"],
        vec!["ADMITTED", "WITHDRAWN"],
    ];
    let mut done_in_order = done.clone();
    done_in_order.sort_unstable();
    assert!(is_life.contains(&done_in_order), "{done:?}");
    assert!(done.contains(&last.as_str()), "{done:?} and then {last}");
}

#[tokio::test]
async fn no_alliance_contains_itself() {
    let network = Network::start().await;
    let [aplc, gnlc] = ["aplc", "gnlc"].map(|slug| network.alliance(slug, SCOPES));
    let aplc_id = network.id_of("alliance", "aplc").await;
    let gnlc_id = network.id_of("alliance", "gnlc").await;
    let kallc_id = network.id_of("alliance", "kallc").await;

    let itself = try_to_apply(&aplc, &aplc_id, "MEMBER").await;
    assert_eq!(complaints(&itself), ["CONFLICT allianceId"]);
    // KALLC belongs to APLC.
    let back = try_to_apply(&aplc, &kallc_id, "MEMBER").await;
    assert_eq!(complaints(&back), ["CONFLICT allianceId"]);

    // Both apply at the other while neither belongs to anything.
    let up = apply(&aplc, &gnlc_id, "MEMBER").await;
    let down = apply(&gnlc, &aplc_id, "MEMBER").await;
    step(&gnlc, "membershipNominate", &up).await;
    step(&gnlc, "membershipAdmit", &up).await;
    step(&aplc, "membershipNominate", &down).await;
    let input = json!({ "id": down });
    let circle = aplc.change("membershipAdmit", input, RECORD).await;
    assert_eq!(complaints(&circle), ["CONFLICT id"]);
    // KALLC belongs to GNLC now, by way of APLC.
    let far = try_to_apply(&gnlc, &kallc_id, "MEMBER").await;
    assert_eq!(complaints(&far), ["CONFLICT allianceId"]);
}

#[tokio::test]
async fn alliances_that_admit_each_other_at_the_same_time_make_no_circle() {
    let network = Network::start().await;
    let [aplc, gnlc] = ["aplc", "gnlc"].map(|slug| network.alliance(slug, SCOPES));
    let up = apply(&aplc, &network.id_of("alliance", "gnlc").await, "MEMBER").await;
    let down = apply(&gnlc, &network.id_of("alliance", "aplc").await, "MEMBER").await;
    step(&gnlc, "membershipNominate", &up).await;
    step(&aplc, "membershipNominate", &down).await;

    let admissions = [(&gnlc, &up), (&aplc, &down)];
    let payloads = join_all(
        admissions
            .map(|(caller, id)| caller.change("membershipAdmit", json!({ "id": id }), RECORD)),
    );
    let mut told: Vec<_> = payloads.await.iter().map(complaints).collect();
    told.sort();

    assert_eq!(told, [vec![], vec!["CONFLICT id".to_owned()]]);
}
