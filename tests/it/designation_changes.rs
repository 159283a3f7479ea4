//! Alliances grant titles to cities.

use entity::values::Happening;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Caller, Network, complaints};

const SCOPES: &str = "designation:write audit:read";
const TITLE: &str = "KR_LIFELONG_LEARNING_CITY";
const RECORD: &str = "designation { id since until version updatedAt city { slug }
    scheme { code } grantingAlliance { slug } grantedBy { slug } }";

fn kallc(network: &Network) -> Caller<'_> {
    network.alliance("kallc", SCOPES)
}

async fn try_to_grant(network: &Network) -> Value {
    let city = network.id_of("city", "kr-hanam").await;
    let input = json!({ "cityId": city, "scheme": TITLE });
    kallc(network)
        .change("designationGrant", input, RECORD)
        .await
}

/// Grants Hanam the title, and gives the id.
async fn granted(network: &Network) -> String {
    let payload = try_to_grant(network).await;
    let id = payload["designation"]["id"].as_str();
    id.unwrap_or_else(|| panic!("{payload}")).to_owned()
}

#[tokio::test]
async fn a_title_holds_from_today() {
    let network = Network::start().await;

    let payload = try_to_grant(&network).await;

    let mut designation = payload["designation"].clone();
    assert!(designation["id"].is_string(), "{payload}");
    designation.as_object_mut().unwrap().remove("id");
    let expected = json!({
        "since": "2026-03-02", "until": null, "version": 1,
        "updatedAt": "2026-03-02T09:00:00+00:00", "city": { "slug": "kr-hanam" },
        "scheme": { "code": TITLE }, "grantingAlliance": { "slug": "kallc" }, "grantedBy": null,
    });
    assert_eq!(designation, expected);
}

#[tokio::test]
async fn the_alliance_and_the_city_show_it() {
    let network = Network::start().await;
    let id = granted(&network).await;

    let answer = network
        .ask(
            "{ alliance(slug: \"kallc\") { id grantedDesignations { nodes { id } } }
            city(slug: \"kr-hanam\") { designations { nodes { id } } } }",
        )
        .await;

    let expected = json!([{ "id": id }]);
    let data = &answer["data"];
    assert_eq!(
        data["alliance"]["grantedDesignations"]["nodes"], expected,
        "{answer:?}"
    );
    assert_eq!(data["city"]["designations"]["nodes"], expected);
    let query = "query ($alliance: ID!) { city(slug: \"kr-hanam\") {
        own: designations(where: { grantingAlliance: { eq: $alliance } }) { totalCount }
        others: designations(where: { grantingAlliance: { not: $alliance } }) { totalCount }
    } }";
    let alliance = &data["alliance"]["id"];
    let answer = network
        .ask_with(query, json!({ "alliance": alliance }))
        .await;
    let counts = json!({ "own": { "totalCount": 1 }, "others": { "totalCount": 0 } });
    assert_eq!(answer["data"]["city"], counts, "{answer:?}");
}

#[tokio::test]
async fn all_problems_of_a_grant_are_told_at_once() {
    let network = Network::start().await;

    let input = json!({ "cityId": "city_01h455vb4pex5vsknk084sn02q", "scheme": "BEST_CITY" });
    let payload = kallc(&network)
        .change("designationGrant", input, RECORD)
        .await;

    assert_eq!(
        complaints(&payload),
        ["NOT_FOUND cityId", "UNKNOWN_CODE scheme"]
    );
}

#[tokio::test]
async fn a_title_is_held_once_at_a_time() {
    let network = Network::start().await;
    let before = network.last_entry().await;

    let payloads = join_all((0..20).map(|_| try_to_grant(&network))).await;

    let taken = payloads
        .iter()
        .filter(|payload| complaints(payload) == ["TAKEN "])
        .count();
    assert_eq!(taken, 19);
    assert_eq!(network.entries_since(before).await.len(), 1);
}

#[tokio::test]
async fn it_ends_today_unless_another_day_is_said() {
    let network = Network::start().await;
    let kallc = kallc(&network);
    let id = granted(&network).await;

    let input = json!({ "id": id });
    let payload = kallc.change("designationEnd", input.clone(), RECORD).await;
    assert_eq!(payload["designation"]["until"], "2026-03-02");
    let again = kallc.change("designationEnd", input, RECORD).await;
    assert_eq!(again["designation"]["version"], 2, "an end is an end");
    let input = json!({ "id": id, "until": "2027" });
    let payload = kallc.change("designationEnd", input, RECORD).await;
    assert_eq!(payload["designation"]["until"], "2027");
    granted(&network).await;
}

#[tokio::test]
async fn dates_are_corrected_and_what_is_left_out_stays() {
    let network = Network::start().await;
    let kallc = kallc(&network);
    let id = granted(&network).await;

    let input = json!({ "id": id, "since": "2012", "until": "2026-12" });
    kallc.change("designationUpdate", input, RECORD).await;
    let input = json!({ "id": id, "until": null });
    let payload = kallc.change("designationUpdate", input, RECORD).await;
    assert_eq!(payload["designation"]["since"], "2012", "{payload}");
    assert_eq!(payload["designation"]["until"], Value::Null);

    let input = json!({ "id": id, "until": "2011-12-31" });
    let payload = kallc.change("designationUpdate", input, RECORD).await;
    assert_eq!(complaints(&payload), ["OUT_OF_RANGE until"]);
}

#[tokio::test]
async fn what_is_deleted_is_gone_until_it_is_brought_back() {
    let network = Network::start().await;
    let kallc = kallc(&network);
    let id = granted(&network).await;
    let input = json!({ "id": id });
    let node = format!("{{ node(id: \"{id}\") {{ id }} }}");

    let payload = kallc
        .change("designationDelete", input.clone(), "deletedId")
        .await;
    assert_eq!(payload["deletedId"], id.as_str(), "{payload}");
    assert_eq!(network.ask(&node).await.code(), "NOT_FOUND");
    let again = kallc
        .change("designationDelete", input.clone(), "deletedId")
        .await;
    assert_eq!(complaints(&again), ["NOT_FOUND id"]);

    let payload = kallc.change("designationRestore", input, RECORD).await;
    assert_eq!(payload["designation"]["version"], 3, "{payload}");
    assert_eq!(network.ask(&node).await["data"]["node"]["id"], id.as_str());
}

#[tokio::test]
async fn a_title_that_was_granted_anew_is_not_brought_back_beside_it() {
    let network = Network::start().await;
    let kallc = kallc(&network);
    let input = json!({ "id": granted(&network).await });
    kallc
        .change("designationDelete", input.clone(), "deletedId")
        .await;
    granted(&network).await;

    let payload = kallc.change("designationRestore", input, RECORD).await;

    assert_eq!(complaints(&payload), ["TAKEN "]);
}

#[tokio::test]
async fn nobody_touches_what_another_granted() {
    let network = Network::start().await;
    let eunpyeong = network
        .ask("{ city(slug: \"kr-eunpyeong\") { designations { nodes { id } } } }")
        .await;
    let of_the_government = &eunpyeong["data"]["city"]["designations"]["nodes"][0]["id"];
    let of_kallc = json!(granted(&network).await);
    let gnlc = network.alliance("gnlc", SCOPES);
    let before = network.last_entry().await;

    for mutation in ["Update", "End", "Delete", "Restore"] {
        let mutation = format!("designation{mutation}");
        for id in [of_the_government, &of_kallc] {
            let payload = gnlc.change(&mutation, json!({ "id": id }), "").await;
            assert_eq!(complaints(&payload), ["NOT_FOUND id"], "{mutation}");
        }
    }
    assert_eq!(network.last_entry().await, before);
}

#[tokio::test]
async fn cities_grant_nothing_and_visitors_neither() {
    let network = Network::start().await;
    let city = network.id_of("city", "kr-hanam").await;
    let grant = format!(
        "mutation {{ designationGrant(input: {{ cityId: \"{city}\", scheme: \"{TITLE}\" }}) {{
            userErrors {{ code }} }} }}"
    );

    let hanam = network.city("kr-hanam", SCOPES);
    assert_eq!(hanam.ask(&grant).await.code(), "FORBIDDEN");
    assert_eq!(
        network.visitor().ask(&grant).await.code(),
        "UNAUTHENTICATED"
    );
    let scopeless = network.alliance("kallc", "alliance:write");
    assert_eq!(scopeless.ask(&grant).await.code(), "FORBIDDEN");
}

#[tokio::test]
async fn a_version_that_is_gone_is_refused_with_the_one_that_is() {
    let network = Network::start().await;
    let kallc = kallc(&network);
    let id = granted(&network).await;
    let input = json!({ "id": id, "since": "2012" });
    kallc.change("designationUpdate", input, RECORD).await;

    let terms = (json!({ "id": id }), "expectedVersion: 1");
    let payload = kallc.change_on("designationEnd", terms, RECORD).await;

    assert_eq!(complaints(&payload), ["STALE_VERSION expectedVersion"]);
    assert_eq!(payload["designation"]["version"], 2);
}

#[tokio::test]
async fn a_trial_shows_what_would_be_and_keeps_nothing() {
    let network = Network::start().await;
    let city = network.id_of("city", "kr-hanam").await;
    let before = network.last_entry().await;

    let terms = (json!({ "cityId": city, "scheme": TITLE }), "dryRun: true");
    let payload = kallc(&network)
        .change_on("designationGrant", terms, RECORD)
        .await;

    assert_eq!(payload["designation"]["since"], "2026-03-02", "{payload}");
    assert_eq!(network.last_entry().await, before);
    granted(&network).await;
}

#[tokio::test]
async fn the_city_finds_the_grant_in_its_own_log() {
    let network = Network::start().await;
    let before = network.last_entry().await;
    granted(&network).await;

    let entries = network.entries_since(before).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].happening, Happening::Created);
    assert!(entries[0].alliance_id.is_some() && entries[0].city_id.is_some());
    let log = "{ auditLog(where: { kinds: [DESIGNATION], happenings: [CREATED] }) {
        nodes { actor } } }";
    for caller in [kallc(&network), network.city("kr-hanam", SCOPES)] {
        let answer = caller.ask(log).await;
        let expected = json!([{ "actor": "alliance:kallc" }]);
        assert_eq!(answer["data"]["auditLog"]["nodes"], expected, "{answer:?}");
    }
}

#[tokio::test]
async fn a_grant_takes_few_statements() {
    let network = Network::start().await;
    let city = network.id_of("city", "kr-hanam").await;

    let (answer, statements) = kallc(&network)
        .statements(&format!(
            "mutation {{ designationGrant(input: {{ cityId: \"{city}\", scheme: \"{TITLE}\" }}) {{
                designation {{ id }} userErrors {{ code }} }} }}"
        ))
        .await;

    let id = &answer["data"]["designationGrant"]["designation"]["id"];
    assert!(id.is_string(), "{answer}");
    // A savepoint and its release, the city, the title, the row, the answer, what everyone sees, and
    // the journal with its lock.
    assert_eq!(statements, if network.is_sqlite() { 8 } else { 9 });
}
