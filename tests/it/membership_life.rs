//! Memberships from the application to their end: what may follow what, and by whom.

use futures_util::future::join_all;
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

/// The status that somebody sees of a membership, or the code of the refusal.
async fn seen_by(caller: &Caller<'_>, id: &str) -> String {
    let query = "query ($id: ID!) { node(id: $id) { ... on Membership { status } } }";
    let answer = caller.ask_with(query, json!({ "id": id })).await;
    match answer["data"]["node"]["status"].as_str() {
        Some(status) => status.to_owned(),
        None => answer.code().to_owned(),
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

async fn refuses(caller: &Caller<'_>, mutation: &str, id: &str) {
    let payload = caller.change(mutation, json!({ "id": id }), RECORD).await;
    assert_eq!(complaints(&payload), ["NOT_FOUND id"], "{mutation}");
    assert_eq!(payload["membership"], Value::Null, "{mutation}");
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
async fn applications_are_seen_by_the_two_whom_they_concern() {
    let network = Network::start().await;
    let others = [
        network.visitor(),
        network.city("kr-hanam", SCOPES),
        network.alliance("gnlc", SCOPES),
        network.city("kr-anyang", "programme:write"),
    ];
    for status in ["APPLIED", "NOMINATED", "REJECTED"] {
        let id = led_to(&network, status, "MEMBER").await;
        assert_eq!(seen_by(&anyang(&network), &id).await, status);
        assert_eq!(seen_by(&kallc(&network), &id).await, status);
        for other in &others {
            assert_eq!(seen_by(other, &id).await, "NOT_FOUND", "{status}");
        }
        if status != "REJECTED" {
            by_right(&network, "Withdraw", &id, "").await;
            assert_eq!(
                seen_by(&others[0], &id).await,
                "NOT_FOUND",
                "a withdrawn application"
            );
        }
    }
}

#[tokio::test]
async fn memberships_are_seen_by_everyone_also_when_they_are_over() {
    let network = Network::start().await;
    for status in ["ADMITTED", "INACTIVE", "WITHDRAWN", "EXPELLED"] {
        let id = led_to(&network, status, "MEMBER").await;
        assert_eq!(seen_by(&network.visitor(), &id).await, status);
        if matches!(status, "ADMITTED" | "INACTIVE") {
            by_right(&network, "Withdraw", &id, "").await;
        }
    }
}

#[tokio::test]
async fn lists_show_no_applications() {
    let network = Network::start().await;
    let query = "{
        alliance(slug: \"kallc\") { members(first: 100) { totalCount nodes { status } } }
        city(slug: \"kr-anyang\") { memberships { totalCount } }
        cities(where: { memberships: { some: { status: { eq: APPLIED } } } }) { totalCount }
        alliances(where: { members: { some: { status: { eq: APPLIED } } } }) { totalCount }
    }";
    let before = network.ask(query).await;
    assert!(before["errors"].is_null(), "{before:?}");
    led_to(&network, "APPLIED", "MEMBER").await;
    led_to(&network, "REJECTED", "PARTNER").await;

    assert_eq!(network.ask(query).await["data"], before["data"]);
    assert_eq!(anyang(&network).ask(query).await["data"], before["data"]);
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

#[tokio::test]
async fn there_is_no_applying_to_what_is_not_there() {
    let network = Network::start().await;
    let nowhere = "alliance_01h455vb4pex5vsknk084sn02q";

    let payload = try_to_apply(&anyang(&network), nowhere, "MEMBER").await;

    assert_eq!(complaints(&payload), ["NOT_FOUND allianceId"]);
}

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

/// The changes of a status that stand in the audit log of a body.
async fn statuses_in_log(caller: &Caller<'_>) -> Vec<Value> {
    let log = "{ auditLog(where: { kinds: [MEMBERSHIP], happenings: [CREATED, UPDATED] }) {
        nodes { actor changes { field after } } } }";
    let answer = caller.ask(log).await;
    let entries = answer["data"]["auditLog"]["nodes"].as_array().unwrap();
    let status = |entry: &Value| {
        let changes = entry["changes"].as_array().unwrap().iter();
        let mut statuses = changes.filter(|change| change["field"] == "status");
        statuses.next().unwrap()["after"].clone()
    };
    entries.iter().rev().map(status).collect()
}

#[tokio::test]
async fn both_bodies_find_every_step_in_their_logs() {
    let network = Network::start().await;
    led_to(&network, "WITHDRAWN", "MEMBER").await;

    let expected = ["APPLIED", "NOMINATED", "ADMITTED", "WITHDRAWN"];
    assert_eq!(statuses_in_log(&kallc(&network)).await, expected);
    assert_eq!(statuses_in_log(&anyang(&network)).await, expected);
    let others = network.city("kr-hanam", SCOPES);
    assert!(statuses_in_log(&others).await.is_empty());
}

#[tokio::test]
async fn an_alliance_that_is_a_member_finds_its_steps_too() {
    let network = Network::start().await;
    let [kallc, gnlc] = ["kallc", "gnlc"].map(|slug| network.alliance(slug, SCOPES));
    let id = apply(&kallc, &network.id_of("alliance", "gnlc").await, "PARTNER").await;
    step(&gnlc, "membershipNominate", &id).await;

    assert_eq!(statuses_in_log(&kallc).await, ["APPLIED", "NOMINATED"]);
    assert_eq!(statuses_in_log(&gnlc).await, ["APPLIED", "NOMINATED"]);
    let aplc = network.alliance("aplc", SCOPES);
    assert!(statuses_in_log(&aplc).await.is_empty());
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
    // and the journal with its lock.
    let expected = if network.is_sqlite() { 6 } else { 7 };
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
