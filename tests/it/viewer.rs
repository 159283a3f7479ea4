//! What a program asks about itself.

use serde_json::json;

use crate::support::Network;

const VIEWER: &str = "{ viewer {
    name scopes client
    body { ... on City { slug } ... on Alliance { slug } ... on Organisation { slug } }
} }";

#[tokio::test]
async fn a_visitor_is_nobody() {
    let answer = Network::start().await.visitor().ask(VIEWER).await;
    assert_eq!(answer["data"], json!({ "viewer": null }));
}

#[tokio::test]
async fn a_token_says_whom_it_speaks_for() {
    let network = Network::start().await;

    let answer = network
        .city("kr-hanam", "programme:write city:write")
        .ask(VIEWER)
        .await;

    let viewer = &answer["data"]["viewer"];
    assert_eq!(viewer["name"], "city:kr-hanam");
    assert_eq!(viewer["scopes"], json!(["city:write", "programme:write"]));
    assert_eq!(viewer["body"], json!({ "slug": "kr-hanam" }));
}

#[tokio::test]
async fn what_a_token_lacks_is_named() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");

    let answer = hanam
        .ask(
            "{ viewer {
            yes: can(action: WRITE_CITY) { allowed reason missingScope }
            scope: can(action: WRITE_PROGRAMMES) { allowed reason missingScope }
            kind: can(action: WRITE_ALLIANCE) { allowed reason missingScope }
        } }",
        )
        .await;

    let viewer = &answer["data"]["viewer"];
    assert_eq!(
        viewer["yes"],
        json!({ "allowed": true, "reason": null, "missingScope": null })
    );
    assert_eq!(
        viewer["scope"],
        json!({
            "allowed": false,
            "reason": "Your token lacks the scope `programme:write`.",
            "missingScope": "programme:write",
        })
    );
    assert_eq!(viewer["kind"]["allowed"], false);
    assert_eq!(viewer["kind"]["missingScope"], json!(null));
}

#[tokio::test]
async fn a_city_can_change_its_own_programmes_and_nobody_elses() {
    let network = Network::start().await;
    let programme = |city: &str| {
        format!("{{ city(slug: \"{city}\") {{ programmes(first: 1) {{ nodes {{ id }} }} }} }}")
    };
    let own = network.ask(&programme("kr-hanam")).await;
    let others = network.ask(&programme("kr-eunpyeong")).await;
    let id = |answer: &crate::support::Reply| {
        answer["data"]["city"]["programmes"]["nodes"][0]["id"].clone()
    };
    let can = "query ($own: ID!, $others: ID!) { viewer {
        own: can(action: WRITE_PROGRAMMES, on: $own) { allowed }
        others: can(action: WRITE_PROGRAMMES, on: $others) { allowed reason }
    } }";

    let hanam = network.city("kr-hanam", "programme:write");
    let answer = hanam
        .ask_with(can, json!({ "own": id(&own), "others": id(&others) }))
        .await;

    let viewer = &answer["data"]["viewer"];
    assert_eq!(viewer["own"]["allowed"], true, "{answer:?}");
    assert_eq!(viewer["others"]["allowed"], false);
    assert_eq!(
        viewer["others"]["reason"],
        "There is no such record, or it is not yours."
    );
}

#[tokio::test]
async fn the_alliance_admits_and_the_member_joins() {
    let network = Network::start().await;
    let membership = network
        .ask("{ city(slug: \"kr-hanam\") { memberships(first: 1) { nodes { id } } } }")
        .await;
    let id = membership["data"]["city"]["memberships"]["nodes"][0]["id"].clone();
    let can = "query ($id: ID!) { viewer {
        admit: can(action: ADMIT, on: $id) { allowed }
        join: can(action: JOIN, on: $id) { allowed }
    } }";

    let hanam = network.city("kr-hanam", "membership:write");
    let answer = hanam.ask_with(can, json!({ "id": id })).await;

    let viewer = &answer["data"]["viewer"];
    assert_eq!(viewer["admit"]["allowed"], false, "{answer:?}");
    assert_eq!(viewer["join"]["allowed"], true);
}
