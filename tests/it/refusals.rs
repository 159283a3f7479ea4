//! A bad file is refused with its lines and reasons, and nothing of it is written.

use learning_cities::domain::{Error, seed};

use crate::database::Tables;

/// The sample network with one text changed in one place.
fn with(from: &str, to: &str) -> String {
    let (_, network) = seed::embedded();
    assert!(network.contains(from), "{from}");
    network.replacen(from, to, 1)
}

/// The line on which a text begins; the first is 1.
fn line_of(text: &str, part: &str) -> usize {
    let at = text.find(part).expect("a text that is there");
    1 + text[..at].matches('\n').count()
}

/// Why a network is refused.
async fn refusal(network: &str) -> String {
    match Tables::empty().await.load(network).await {
        Err(Error::Input(problems)) => problems,
        other => panic!("expected a refusal, not {other:?}"),
    }
}

/// A city and further sections, one record a line.
fn network(sections: &str) -> String {
    format!(
        r#"{{
"countries": [
{{ "code": "KR", "alpha3": "KOR", "m49": "410", "region": "ASIA_PACIFIC",
  "name": {{ "en": "Republic of Korea" }}, "provenance": [{{ "note": "n", "confidence": "HIGH" }}] }}
],
"cities": [
{{ "slug": "kr-hanam", "name": {{ "ko": "하남시" }}, "defaultLocale": "ko", "kind": "CITY",
  "country": "KR", "timeZone": "Asia/Seoul", "status": "ACTIVE",
  "provenance": [{{ "note": "n", "confidence": "HIGH" }}] }}
]{sections}
}}"#
    )
}

/// A programme with one offering; line 12 of the file.
fn offering(fields: &str) -> String {
    let record = format!(
        r#",
"programmes": [
{{ "city": "kr-hanam", "slug": "first-steps", "title": {{ "ko": "첫걸음" }}, "defaultLocale": "ko",
  "kind": "COURSE", "setting": "NON_FORMAL", "topics": ["LITERACY"], "status": "PUBLISHED",
  "provenance": [{{ "note": "n", "confidence": "HIGH" }}], "offerings": [
{{ "code": "2026-1", "status": "SCHEDULED", {fields} }}] }}
]"#
    );
    network(&record)
}

#[tokio::test]
async fn a_small_network_is_accepted() {
    let network = offering(r#""deliveryMode": "ONSITE", "venue": { "ko": "시청" }"#);
    let report = Tables::empty().await.load(&network).await.unwrap();
    assert_eq!(report.of("offering").created, 1);
}

#[tokio::test]
async fn a_broken_file_is_refused_where_it_breaks() {
    let problem = refusal("{\n \"cities\": [\n").await;
    assert!(problem.starts_with("data/network.json:3:"), "{problem}");
}

#[tokio::test]
async fn an_unknown_key_is_refused_on_its_line() {
    let network = offering(r#""deliveryMode": "ONSITE", "wheelchair": true"#);
    let line = line_of(&network, "\"wheelchair\"");
    let problem = refusal(&network).await;
    let start = format!("data/network.json:{line}:");
    assert!(problem.starts_with(&start), "{problem}");
    assert!(problem.contains("unknown field `wheelchair`"), "{problem}");
}

#[tokio::test]
async fn an_unknown_space_is_refused_on_the_line_of_the_offering() {
    let network = offering(r#""deliveryMode": "ONSITE", "space": "x""#);
    let line = line_of(&network, "{ \"code\": \"2026-1\"");
    assert_eq!(
        refusal(&network).await,
        format!(
            "data/network.json:{line}: programme kr-hanam/first-steps: offering 2026-1: \
             the space \"x\" is not one of this city"
        )
    );
}

#[tokio::test]
async fn an_offering_must_make_sense() {
    let onsite = r#""deliveryMode": "ONSITE", "venue": { "ko": "시청" }"#;
    for (fields, reason) in [
        (
            r#""deliveryMode": "ONSITE""#.to_owned(),
            "ONSITE needs a space or a venue",
        ),
        (
            r#""deliveryMode": "ONLINE""#.to_owned(),
            "ONLINE needs a virtualUrl or a platform",
        ),
        (
            format!(r#"{onsite}, "startDate": "2026-05-02", "endDate": "2026-05-01""#),
            "it ends on 2026-05-01 before it starts on 2026-05-02",
        ),
        (
            format!(r#"{onsite}, "capacity": 10, "enrolled": 11"#),
            "more are enrolled than there are places",
        ),
        (
            format!(r#"{onsite}, "price": {{ "amount": "1.5", "currency": "KRW" }}"#),
            "\"1.5 KRW\" is no price",
        ),
        (
            format!(
                r#"{onsite}, "isFree": true, "price": {{ "amount": "15000", "currency": "KRW" }}"#
            ),
            "it is free and has a price",
        ),
        (
            format!(r#"{onsite}, "startDate": "2026-02-30""#),
            "expected YYYY-MM-DD",
        ),
    ] {
        let problem = refusal(&offering(&fields)).await;
        assert!(problem.contains(reason), "{reason}: {problem}");
    }
}

/// A good text, what it becomes, and why that is refused.
const SENSELESS: [(&str, &str, &str); 13] = [
    (
        "\"timeZone\": \"Asia/Seoul\"",
        "\"timeZone\": \"Asia/Soul\"",
        "no time zone \"Asia/Soul\"",
    ),
    (
        "\"slug\": \"kr-hanam\"",
        "\"slug\": \"de-hanam\"",
        "begins with \"kr-\"",
    ),
    (
        "\"slug\": \"kr-hanam\"",
        "\"slug\": \"kr-Hanam\"",
        "small letters",
    ),
    (
        "\"ko\": \"하남시\"",
        "\"en\": \"Hanam\"",
        "no text in the default locale ko",
    ),
    (
        "\"ko\": \"하남시\"",
        "\"ko\": \"하남시\", \"qq\": \"x\"",
        "\"qq\" is no locale",
    ),
    (
        "\"country\": \"KR\"",
        "\"country\": \"FR\"",
        "there is no country \"FR\"",
    ),
    (
        "\"status\": \"ACTIVE\"",
        "\"status\": \"ACTIVE\", \"latitude\": 37.5",
        "need each other",
    ),
    (
        "\"status\": \"ACTIVE\"",
        "\"status\": \"ACTIVE\", \"parent\": \"kr-hanam\"",
        "below itself",
    ),
    (
        "[\"LITERACY\"]",
        "[\"LITERACY\", \"DRAGONS\"]",
        "TOPIC has no code \"DRAGONS\"",
    ),
    ("[\"LITERACY\"]", "[]", "it has no topic"),
    (
        "\"setting\"",
        "\"ageMin\": 30, \"ageMax\": 20, \"setting\"",
        "greater than ageMax",
    ),
    (
        "[{ \"note\": \"n\", \"confidence\": \"HIGH\" }] }\n]",
        "[] }\n]",
        "it has no provenance",
    ),
    (
        "\"note\": \"n\"",
        "\"source\": \"hearsay\"",
        "no source \"hearsay\"",
    ),
];

#[tokio::test]
async fn a_record_must_make_sense() {
    for (from, to, reason) in SENSELESS {
        let good = offering(r#""deliveryMode": "ONSITE", "venue": { "ko": "시청" }"#);
        assert!(good.contains(from), "{from}");
        let problem = refusal(&good.replacen(from, to, 1)).await;
        assert!(problem.contains(reason), "{reason}: {problem}");
    }
}

#[tokio::test]
async fn a_profile_of_201_words_is_too_long() {
    let long = "learning ".repeat(201);
    let profile = format!(
        r#""status": "ACTIVE", "profiles": [{{ "cycle": "2026", "locale": "en",
        "introduction": "{long}", "provenance": [{{ "note": "n", "confidence": "HIGH" }}] }}]"#
    );
    let bad = network("").replacen("\"status\": \"ACTIVE\"", &profile, 1);
    let problem = refusal(&bad).await;
    assert!(
        problem.contains("has 201 words; 200 are allowed"),
        "{problem}"
    );
}

#[tokio::test]
async fn the_same_city_twice_is_refused() {
    let network = network("");
    let (before, rest) = network.split_once("\"cities\": [\n").unwrap();
    let (city, _) = rest.split_once("\n]").unwrap();
    let twice = format!("{before}\"cities\": [\n{city},\n{city}\n]}}");
    let problem = refusal(&twice).await;
    assert!(
        problem.contains("the city kr-hanam is there twice"),
        "{problem}"
    );
}

#[tokio::test]
async fn all_problems_are_told_at_once_and_at_most_twenty() {
    let (_, network) = seed::embedded();
    let many = network.replace("\"confidence\": \"HIGH\"", "\"confidence\": \"SURE\"");
    let problem = refusal(&many).await;
    assert_eq!(problem.lines().count(), 21, "{problem}");
    assert!(problem.contains("unknown variant `SURE`"), "{problem}");
    assert!(
        problem.lines().last().unwrap().ends_with("more problems"),
        "{problem}"
    );
}

#[tokio::test]
async fn a_code_without_all_labels_is_refused_on_its_line() {
    let (codes, network) = seed::embedded();
    let line = line_of(codes, "{\"code\": \"READING\"");
    let bad = codes.replacen("\"ko\": \"독서\", ", "", 1);
    assert_ne!(bad, codes);
    let refused = Tables::empty().await.load_with(&bad, network).await;
    let told = format!("data/codes.json:{line}: code READING of TOPIC: the label in ko is missing");
    assert!(
        matches!(refused, Err(Error::Input(why)) if why == told),
        "{told}"
    );
}

#[tokio::test]
async fn a_refused_file_leaves_the_database_as_it_was() {
    let tables = Tables::filled().await;
    let before = tables.everything().await;
    let bad = with(
        "\"timeZone\": \"Asia/Seoul\"",
        "\"timeZone\": \"Asia/Soul\"",
    );
    assert!(tables.load(&bad).await.is_err());
    assert_eq!(tables.everything().await, before);
}
