//! What everybody reads once the city has published it.

use entity::values::{Happening, SubjectKind, SurveyStatus};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Asked, options, useful};
use crate::support::{Network, complaints};

const SAID: &str = "status publishedResults {
    id number responses minCellSize responseControl hash canonicalText
    questions { key answered suppressed suppressionReason
        distributions { options { code count share suppressed suppressionReason } }
        breakdowns { by suppressed groups { code answered suppressed distributions {
            options { count suppressed }
        } } }
    }
}";

/// Forty young ones and twenty old ones.
async fn asked(network: &Network) -> Asked {
    let asked = Asked::by(network, "kr-hanam", |_| {}).await;
    let answers = [
        ("YOUNG", "YES", 20),
        ("YOUNG", "NO", 16),
        ("YOUNG", "UNSURE", 4),
        ("OLD", "YES", 9),
        ("OLD", "NO", 7),
        ("OLD", "UNSURE", 4),
    ];
    asked.useful(network, &answers).await;
    asked
}

#[tokio::test]
async fn small_numbers_of_groups_are_left_out_and_totals_stay() {
    let network = Network::start().await;
    let asked = asked(&network).await;

    let payload = asked
        .publish(
            &network,
            ("kr-hanam", json!({ "breakdowns": ["age"] })),
            SAID,
        )
        .await;

    assert_eq!(payload["userErrors"], json!([]));
    let survey = &payload["survey"];
    assert_eq!(survey["status"], "RESULTS_PUBLISHED");
    let useful = &survey["publishedResults"]["questions"][0];
    assert_eq!(useful["distributions"][0]["options"][2]["count"], 8);
    let groups = &useful["breakdowns"][0]["groups"];
    assert_eq!(groups[0]["answered"], 40);
    let unsure = json!({ "count": null, "suppressed": true });
    for group in [0, 1] {
        let options = groups[group]["distributions"][0]["options"]
            .as_array()
            .unwrap();
        assert_eq!(options[2], unsure, "four are fewer than five");
        let hidden = options.iter().filter(|option| **option == unsure).count();
        assert_eq!(hidden, 2, "the rest of the group would tell the number");
    }
}

#[tokio::test]
async fn everybody_can_check_the_hash_of_what_was_published() {
    let network = Network::start().await;
    let asked = asked(&network).await;
    asked.publish(&network, ("kr-hanam", json!({})), "id").await;
    let query = format!(
        "{{ node(id: \"{}\") {{ ... on Survey {{ {SAID} }} }} }}",
        asked.id
    );

    let reply = network.ask(&query).await;

    let said = &reply["data"]["node"]["publishedResults"];
    let text = said["canonicalText"]
        .as_str()
        .unwrap_or_else(|| panic!("{reply:?}"));
    assert_eq!(said["hash"], format!("{:x}", Sha256::digest(text)));
    let document: Value = serde_json::from_str(text).unwrap();
    assert_eq!(document["responses"], 60);
    assert_eq!(
        document["questions"][0]["distributions"][0]["options"][0]["count"],
        29
    );
    let node = format!(
        "{{ node(id: {}) {{ ... on ResultSnapshot {{ hash survey {{ id }} }} }} }}",
        said["id"]
    );
    assert_eq!(
        network.ask(&node).await["data"]["node"]["hash"],
        said["hash"]
    );
}

#[tokio::test]
async fn what_is_out_is_said_again_word_for_word() {
    let network = Network::start().await;
    let asked = asked(&network).await;
    let first = json!({ "questions": ["useful"], "breakdowns": ["age"] });
    asked.publish(&network, ("kr-hanam", first), "id").await;

    let refused = asked
        .publish(
            &network,
            ("kr-hanam", json!({ "questions": ["useful"] })),
            "id",
        )
        .await;
    assert_eq!(complaints(&refused), ["CONFLICT questions"]);
    let other = json!({ "questions": ["useful", "missing"], "breakdowns": ["age", "VERSION"] });
    let refused = asked.publish(&network, ("kr-hanam", other), "id").await;
    assert_eq!(
        complaints(&refused),
        ["NOT_FOUND breakdowns.1", "CONFLICT questions.0"]
    );

    let payload = asked
        .publish(
            &network,
            ("kr-hanam", json!({})),
            &format!(
                "snapshots {{ number questions {{ key {} }} }}",
                "answered breakdowns { groups { answered } }"
            ),
        )
        .await;
    let snapshots = &payload["survey"]["snapshots"];
    assert_eq!(snapshots[0]["number"], 2, "{payload}");
    assert_eq!(snapshots[0]["questions"][0], snapshots[1]["questions"][0]);
    assert_eq!(snapshots[0]["questions"][1]["key"], "missing");
}

#[tokio::test]
async fn nothing_more_comes_out_after_the_answers_changed() {
    let network = Network::start().await;
    let asked = asked(&network).await;
    asked
        .publish(
            &network,
            ("kr-hanam", json!({ "questions": ["useful"] })),
            "id",
        )
        .await;
    asked.version(&network, 2, useful()).await;
    asked.answered(&network, (2, ""), &[("OLD", "", 1)]).await;

    let refused = asked.publish(&network, ("kr-hanam", json!({})), "id").await;

    assert_eq!(complaints(&refused), ["CONFLICT id"]);
}

#[tokio::test]
async fn a_survey_that_is_not_over_has_no_results_to_publish() {
    let network = Network::start().await;
    let asked = Asked::by(&network, "kr-hanam", |survey| {
        survey.status = SurveyStatus::Open;
    })
    .await;
    let refused = asked.publish(&network, ("kr-hanam", json!({})), "id").await;
    assert_eq!(complaints(&refused), ["ILLEGAL_TRANSITION id"]);
    let foreign = asked.publish(&network, ("kr-suwon", json!({})), "id").await;
    assert_eq!(complaints(&foreign), ["NOT_FOUND id"]);
}

#[tokio::test]
async fn four_answers_are_too_few_to_say_anything() {
    let network = Network::start().await;
    let asked = Asked::by(&network, "kr-hanam", |_| {}).await;
    asked.useful(&network, &[("YOUNG", "YES", 4)]).await;

    let payload = asked
        .publish(
            &network,
            ("kr-hanam", json!({ "breakdowns": ["age"] })),
            SAID,
        )
        .await;

    let said = &payload["survey"]["publishedResults"];
    assert_eq!(said["responses"], Value::Null);
    let useful = &said["questions"][0];
    assert_eq!(useful["answered"], Value::Null);
    assert_eq!(useful["suppressionReason"], "FEW_ANSWERS");
    assert_eq!(
        useful["breakdowns"][0],
        json!({ "by": "age", "suppressed": true, "groups": [] })
    );
    assert!(!payload.to_string().contains(":4"), "{payload}");
}

#[tokio::test]
async fn the_journal_tells_of_the_publication_and_of_no_answer() {
    let network = Network::start().await;
    let asked = asked(&network).await;
    let before = network.last_entry().await;

    asked.publish(&network, ("kr-hanam", json!({})), "id").await;

    let entries = network.entries_since(before).await;
    let told: Vec<_> = entries
        .iter()
        .map(|entry| (entry.subject_kind, entry.happening))
        .collect();
    assert_eq!(
        told,
        [
            (SubjectKind::SurveySnapshot, Happening::Created),
            (SubjectKind::Survey, Happening::Published),
        ]
    );
    let text = format!(
        "{:?}",
        entries.iter().map(|entry| &entry.after).collect::<Vec<_>>()
    );
    assert!(text.contains("hash") && !text.contains("UNSURE"), "{text}");
}

#[tokio::test]
async fn publishing_costs_a_fixed_number_of_statements() {
    let network = Network::start().await;
    let asked = asked(&network).await;
    asked.version(&network, 2, json!({ "questions": [
        { "key": "a", "kind": "YES_NO", "text": {} }, { "key": "b", "kind": "RANKING", "text": {}, "options": options(&["X", "Y"]) },
    ] })).await;
    let hanam = network.city("kr-hanam", "survey:write");
    let document = format!(
        "mutation {{ surveyPublishResults(input: {{ id: \"{}\" }}) {{ userErrors {{ code }} }} }}",
        asked.id
    );

    let (answer, statements) = hanam.statements(&document).await;

    assert_eq!(
        answer["data"]["surveyPublishResults"]["userErrors"],
        json!([]),
        "{answer}"
    );
    assert_eq!(statements, if network.is_sqlite() { 13 } else { 14 });
}
