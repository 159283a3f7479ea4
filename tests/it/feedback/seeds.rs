//! Plans and channels of the sample network, as their sources tell them.

use serde_json::json;

use crate::{database::Tables, support::Network};

#[tokio::test]
async fn the_plan_of_hanam_shows_its_finding_and_what_contradicts_it() {
    let network = Network::start().await;
    let reply = network
        .ask(
            "{ city(slug: \"kr-hanam\") { plans { nodes {
                ordinal status title alternateTitles vision periodStart
                observations { value comparator unit { code } sources { source { key } } }
                sources { kind field }
            } } surveys { totalCount } } }",
        )
        .await;

    let city = &reply["data"]["city"];
    let plan = &city["plans"]["nodes"][0];
    assert_eq!(plan["ordinal"], 4);
    assert_eq!(plan["status"], "INTERIM_REPORT");
    assert_eq!(
        plan["alternateTitles"],
        json!(["Hanam City Lifelong Education Mid- to Long-Term Development Plan"])
    );
    assert!(plan["periodStart"].is_null());
    assert_eq!(
        plan["observations"],
        json!([{
            "value": 74.0, "comparator": "MORE_THAN", "unit": { "code": "PERCENT" },
            "sources": [{ "source": { "key": "hanam-plan-briefing" } }],
        }])
    );
    let contradictions = plan["sources"].as_array().unwrap().iter();
    let contradictions = contradictions.filter(|source| source["kind"] == "CONTRADICTION");
    let fields: Vec<_> = contradictions
        .map(|source| source["field"].clone())
        .collect();
    assert_eq!(fields, ["title.en", "status"]);
    // A finding without questions and answers makes no survey.
    assert_eq!(city["surveys"]["totalCount"], 0);
}

#[tokio::test]
async fn eunpyeong_hears_through_three_channels() {
    let network = Network::start().await;
    let reply = network
        .ask(
            "{ feedbackChannels { nodes { kind city { slug } asked effects origin
                sources { source { key } } } } }",
        )
        .await;

    let channels = reply["data"]["feedbackChannels"]["nodes"]
        .as_array()
        .unwrap();
    let kinds: Vec<_> = channels.iter().map(|channel| &channel["kind"]).collect();
    assert_eq!(kinds, ["SURVEY", "FOCUS_GROUP", "TOWN_HALL"]);
    for channel in channels {
        assert_eq!(channel["city"]["slug"], "kr-eunpyeong");
        assert_eq!(
            channel["asked"],
            json!(["Learners", "Local stakeholders", "Residents"])
        );
        assert_eq!(channel["effects"].as_array().unwrap().len(), 4);
        assert_eq!(channel["origin"], "REAL");
        assert_eq!(
            channel["sources"][0]["source"]["key"],
            "eunpyeong-award-story"
        );
    }
}

/// Hanam with these sections, of which the first record stands on line 16.
fn hanam_with(sections: &str) -> String {
    let evidence = r#""provenance": [{ "note": "n", "confidence": "HIGH" }]"#;
    format!(
        r#"{{
"countries": [
{{ "code": "KR", "alpha3": "KOR", "m49": "410", "region": "ASIA_PACIFIC",
  "name": {{ "en": "Republic of Korea" }}, {evidence} }}
],
"cities": [
{{ "slug": "kr-hanam", "name": {{ "ko": "하남시" }}, "defaultLocale": "ko", "kind": "CITY",
  "country": "KR", "timeZone": "Asia/Seoul", "status": "ACTIVE", {evidence} }}
],
{}
}}"#,
        sections.replace("EVIDENCE", evidence)
    )
}

#[tokio::test]
async fn a_senseless_plan_or_channel_is_refused_on_its_line() {
    let plan = r#""title": { "en": "P" }, "defaultLocale": "en", EVIDENCE"#;
    let channel = r#""kind": "SURVEY", "title": { "en": "S" }, "defaultLocale": "en", EVIDENCE"#;
    let cases = [
        (
            format!(r#""plans": [{{ "city": "kr-seoul", {plan} }}]"#),
            "plan kr-seoul/P: there is no city \"kr-seoul\"",
        ),
        (
            format!(r#""plans": [{{ "city": "kr-hanam", "ordinal": 0, {plan} }}]"#),
            "plan kr-hanam/P: an ordinal is greater than 0",
        ),
        (
            format!(
                r#""plans": [{{ "city": "kr-hanam", "periodStart": "2027", "periodEnd": "2026",
                {plan} }}]"#
            ),
            "plan kr-hanam/P: it ends on 2026 before it starts on 2027",
        ),
        (
            format!(r#""feedbackChannels": [{{ "city": "kr-seoul", {channel} }}]"#),
            "channel kr-seoul/S: there is no city \"kr-seoul\"",
        ),
        (
            format!(
                r#""feedbackChannels": [{{ "city": "kr-hanam", "asked": [{{ "en": " " }}],
                {channel} }}]"#
            ),
            "channel kr-hanam/S: asked is empty in en",
        ),
    ];
    for (sections, reason) in cases {
        let refused = Tables::empty().await.load(&hanam_with(&sections)).await;
        let refused = refused.unwrap_err();
        let told = format!("{refused:?}");
        let expected = format!("data/network.json:10: {reason}");
        assert!(
            told.contains(&format!("{expected:?}")[1..expected.len()]),
            "{told}"
        );
    }
}

#[tokio::test]
async fn two_plans_are_not_in_force_at_once() {
    let plan = |number: u8| {
        format!(
            r#"{{ "city": "kr-hanam", "ordinal": {number}, "title": {{ "en": "P" }},
            "defaultLocale": "en", "status": "IN_FORCE", EVIDENCE }}"#
        )
    };
    let one = format!("\"plans\": [{}]", plan(1));
    let loaded = Tables::empty().await.load(&hanam_with(&one)).await.unwrap();
    assert_eq!(loaded.of("plan").created, 1);

    let two = format!("\"plans\": [{}, {}]", plan(1), plan(2));
    let refused = Tables::empty().await.load(&hanam_with(&two)).await;
    let told = format!("{:?}", refused.unwrap_err());
    assert!(
        told.contains("the plan in force of kr-hanam is there twice"),
        "{told}"
    );
}
