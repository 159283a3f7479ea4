//! Memberships from the application to their end: what may follow what, and by whom.

mod at_once;
mod corrections;
mod joining;
mod seen;
mod table;

use serde_json::{Value, json};

use crate::support::{Caller, Network, complaints};

const SCOPES: &str = "membership:write audit:read";
const RECORD: &str = "membership { id status role since until admissionRound version updatedAt
    alliance { slug } member { ... on City { slug } ... on Organisation { slug }
    ... on Alliance { slug } } }";

/// The association that decides.
fn kallc(network: &Network) -> Caller<'_> {
    network.alliance("kallc", SCOPES)
}

/// A city that does not belong to it yet.
fn anyang(network: &Network) -> Caller<'_> {
    network.city("kr-anyang", SCOPES)
}

async fn try_to_apply(applicant: &Caller<'_>, alliance: &str, role: &str) -> Value {
    let input = json!({ "allianceId": alliance, "role": role });
    applicant.change("membershipApply", input, RECORD).await
}

/// Applies, and gives the id.
async fn apply(applicant: &Caller<'_>, alliance: &str, role: &str) -> String {
    let payload = try_to_apply(applicant, alliance, role).await;
    let id = payload["membership"]["id"].as_str();
    id.unwrap_or_else(|| panic!("{payload}")).to_owned()
}

/// Takes a step, and gives the membership as it is then.
async fn step(caller: &Caller<'_>, step: &str, id: &str) -> Value {
    let payload = caller.change(step, json!({ "id": id }), RECORD).await;
    assert_eq!(complaints(&payload), [""; 0], "{step}");
    payload["membership"].clone()
}

/// A membership of Anyang that was led to a status.
async fn led_to(network: &Network, status: &str, role: &str) -> String {
    let alliance = network.id_of("alliance", "kallc").await;
    let id = apply(&anyang(network), &alliance, role).await;
    let steps: &[&str] = match status {
        "APPLIED" => &[],
        "NOMINATED" => &["Nominate"],
        "ADMITTED" => &["Nominate", "Admit"],
        "INACTIVE" => &["Nominate", "Admit", "Deactivate"],
        "WITHDRAWN" => &["Nominate", "Admit", "Withdraw"],
        "EXPELLED" => &["Nominate", "Admit", "Expel"],
        _ => &["Reject"],
    };
    for name in steps {
        by_right(network, name, &id, "").await;
    }
    id
}

/// A step of whoever may take it.
async fn by_right(network: &Network, name: &str, id: &str, terms: &str) -> Value {
    let caller = match name {
        "Withdraw" => anyang(network),
        _ => kallc(network),
    };
    let mutation = format!("membership{name}");
    caller
        .change_on(&mutation, (json!({ "id": id }), terms), RECORD)
        .await
}

/// The status that somebody sees of a membership, or the code of the refusal.
async fn seen_by(caller: &Caller<'_>, id: &str) -> String {
    let query = "query ($id: ID!) { node(id: $id) { ... on Membership { status } } }";
    let answer = caller.ask_with(query, json!({ "id": id })).await;
    match answer["data"]["node"]["status"].as_str() {
        Some(status) => status.to_owned(),
        None => answer.code().to_owned(),
    }
}

async fn refuses(caller: &Caller<'_>, mutation: &str, id: &str) {
    let payload = caller.change(mutation, json!({ "id": id }), RECORD).await;
    assert_eq!(complaints(&payload), ["NOT_FOUND id"], "{mutation}");
    assert_eq!(payload["membership"], Value::Null, "{mutation}");
}
