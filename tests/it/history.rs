//! What owners read of the past of their records.

use serde_json::json;

use crate::support::{Caller, Network};

const UPDATE: &str = "mutation ($website: String) {
    organisationUpdate(input: { website: $website }) {
        organisation { id version }
        userErrors { code }
    }
}";

const HISTORY: &str = "{ organisation(slug: \"uil\") { history(first: 1) {
    nodes { at happening actor client requestId kind changes { field before after } }
    pageInfo { hasNextPage endCursor }
    totalCount
} } }";

async fn set_website(uil: &Caller<'_>, website: &str) {
    let answer = uil.ask_with(UPDATE, json!({ "website": website })).await;
    let organisation = &answer["data"]["organisationUpdate"]["organisation"];
    assert!(organisation["version"].is_number(), "{answer:?}");
}

#[tokio::test]
async fn an_organisation_reads_who_changed_what() {
    let network = Network::start().await;
    let uil = network.organisation("uil", "organisation:write audit:read");
    set_website(&uil, "https://uil.example/a").await;
    set_website(&uil, "https://uil.example/b").await;

    let answer = uil.ask(HISTORY).await;

    let history = &answer["data"]["organisation"]["history"];
    assert_eq!(history["totalCount"], 3, "{answer:?}");
    assert_eq!(history["pageInfo"]["hasNextPage"], true);
    let entry = &history["nodes"][0];
    assert_eq!(entry["actor"], "organisation:uil");
    assert_eq!(entry["happening"], "UPDATED");
    assert_eq!(entry["at"], "2026-03-02T09:00:00+00:00");
    assert!(entry["client"].is_string() && entry["requestId"].is_string());
    assert_eq!(
        entry["changes"],
        json!([{
            "field": "website",
            "before": "https://uil.example/a",
            "after": "https://uil.example/b",
        }])
    );
}

#[tokio::test]
async fn pages_of_a_history_follow_each_other() {
    let network = Network::start().await;
    let uil = network.organisation("uil", "organisation:write audit:read");
    for website in ["https://uil.example/a", "https://uil.example/b"] {
        set_website(&uil, website).await;
    }
    let page = |after: String| {
        format!(
            "{{ auditLog(first: 1{after}) {{ nodes {{ changes {{ after }} }} pageInfo {{ endCursor }} }} }}"
        )
    };

    let first = uil.ask(&page(String::new())).await;
    let cursor = first["data"]["auditLog"]["pageInfo"]["endCursor"].clone();
    let second = uil.ask(&page(format!(", after: {cursor}"))).await;

    let changed = |answer: &crate::support::Reply| {
        answer["data"]["auditLog"]["nodes"][0]["changes"][0]["after"].clone()
    };
    assert_eq!(changed(&first), "https://uil.example/b");
    assert_eq!(changed(&second), "https://uil.example/a");
}

#[tokio::test]
async fn nobody_else_reads_it() {
    let network = Network::start().await;

    let answer = network.visitor().ask(HISTORY).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
    let answer = network
        .organisation("uil", "organisation:write")
        .ask(HISTORY)
        .await;
    assert_eq!(answer.code(), "FORBIDDEN");
    assert_eq!(
        answer["errors"][0]["extensions"]["missingScope"],
        "audit:read"
    );
    let answer = network
        .organisation("unesco", "audit:read")
        .ask(HISTORY)
        .await;
    assert_eq!(answer.code(), "NOT_FOUND");
    let answer = network.city("kr-hanam", "audit:read").ask(HISTORY).await;
    assert_eq!(answer.code(), "NOT_FOUND");
}

#[tokio::test]
async fn the_audit_log_holds_what_the_body_owns_and_nothing_else() {
    let network = Network::start().await;
    let uil = network.organisation("uil", "organisation:write audit:read");
    set_website(&uil, "https://uil.example/a").await;
    let log = "{ auditLog(where: { happenings: [UPDATED] }) { totalCount nodes { actor } } }";

    let own = uil.ask(log).await;
    let others = network.organisation("unesco", "audit:read").ask(log).await;

    assert_eq!(own["data"]["auditLog"]["totalCount"], 1, "{own:?}");
    assert_eq!(others["data"]["auditLog"]["totalCount"], 0, "{others:?}");
}

#[tokio::test]
async fn histories_of_many_records_are_one_statement() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "audit:read");

    let (answer, statements) = hanam
        .statements(
            "{ city(slug: \"kr-hanam\") { programmes(first: 20) { nodes {
                history(first: 3) { nodes { happening } totalCount }
            } } } }",
        )
        .await;

    let programmes = &answer["data"]["city"]["programmes"]["nodes"];
    assert!(programmes.as_array().unwrap().len() > 3, "{answer}");
    assert_eq!(
        programmes[0]["history"]["nodes"][0]["happening"],
        "IMPORTED"
    );
    assert_eq!(
        statements, 4,
        "the city, its programmes, their pages, their lengths"
    );
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    let network = Network::start().await;
    let uil = network.organisation("uil", "audit:read");

    let answer = uil
        .ask("{ auditLog(after: \"MTIz\") { totalCount } }")
        .await;

    assert_eq!(answer.code(), "BAD_USER_INPUT");
}
