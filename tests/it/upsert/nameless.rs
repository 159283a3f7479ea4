//! Offerings that have no name in the city's own system.

use serde_json::json;

use super::{hanam, row, upsert};
use crate::support::{Network, complaints};

#[tokio::test]
async fn an_offering_without_a_name_is_found_again_while_nothing_of_it_changes() {
    let network = Network::start().await;
    let city = hanam(&network);
    let mut nameless = row(1);
    let offering = nameless["offerings"][0].as_object_mut().unwrap();
    offering.remove("externalId");
    offering.remove("code");
    // Two groups that meet at the same time in the same house.
    let group = nameless["offerings"][0].clone();
    nameless["offerings"] = json!([group, group]);
    let rows = json!({ "rows": [nameless] });

    for (outcome, kept) in [("CREATED", 2), ("UNCHANGED", 2), ("UNCHANGED", 2)] {
        let told = upsert(&city, rows.clone()).await;
        assert_eq!(complaints(&told), [""; 0]);
        assert_eq!(told["rows"][0]["outcome"], outcome);
        let programme = &told["rows"][0]["programme"];
        assert_eq!(programme["offerings"]["totalCount"], kept, "{told}");
    }
    let mut corrected = rows;
    corrected["rows"][0]["offerings"][0]["capacity"] = json!(30);
    let told = upsert(&city, corrected).await;
    let programme = &told["rows"][0]["programme"];
    assert_eq!(programme["offerings"]["totalCount"], 3, "another one");
}
