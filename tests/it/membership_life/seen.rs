//! Who sees what, and what the logs say.

use entity::{AllianceId, CityId, membership::Column};
use learning_cities::domain::{
    filter::Where,
    membership::{MembershipOrder, OwnMemberships},
    page::{Direction, Link, PageSizes, Paging, Parent, Request, Window, per_parent},
};
use serde_json::Value;

use super::{SCOPES, anyang, apply, by_right, kallc, led_to, seen_by, step};
use crate::support::{Caller, Network};

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
async fn the_lists_of_the_two_hold_their_applications() {
    let network = Network::start().await;
    let id = led_to(&network, "APPLIED", "MEMBER").await;

    let of_the_alliance = own_memberships(&network, "alliance", Column::AllianceId).await;
    let of_the_city = own_memberships(&network, "city", Column::CityId).await;

    assert!(of_the_alliance.len() > 1 && of_the_alliance.contains(&id));
    assert_eq!(of_the_city, [id]);
}

/// What KALLC, or Anyang, is shown of its own memberships.
async fn own_memberships(network: &Network, field: &str, column: Column) -> Vec<String> {
    let slug = if field == "city" {
        "kr-anyang"
    } else {
        "kallc"
    };
    let parent = network.id_of(field, slug).await;
    let uuid = match field {
        "city" => parent.parse::<CityId>().unwrap().0,
        _ => parent.parse::<AllianceId>().unwrap().0,
    };
    let sizes = PageSizes {
        default: 25,
        most: 100,
    };
    let order = (MembershipOrder::Created, Direction::Ascending);
    let request = Request::<OwnMemberships> {
        filter: Where::everything(),
        window: Window::new(&Paging::default(), sizes, order, "").unwrap(),
    };
    let (parents, link) = ([Parent::Id(uuid)], Link::column(column));
    let pages = per_parent(network.app().reader(), &parents, &link, &request).await;
    let rows = pages.unwrap().remove(&parents[0]).unwrap().rows;
    rows.iter().map(|row| row.id.to_string()).collect()
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
