//! The sample network is loaded whole, once, and with its sources.

use chrono::Duration;
use learning_cities::{domain::seed, seed::sample_if_new};
use serde_json::{Value, json};

use crate::{
    database::{Tables, this_morning},
    support::Network,
};

fn file() -> Value {
    serde_json::from_str(seed::embedded().1).unwrap()
}

fn count(value: &Value) -> usize {
    value.as_array().map_or(0, Vec::len)
}

/// How many there are of something that records carry along.
fn carried(section: &Value, field: &str) -> usize {
    let records = section.as_array().into_iter().flatten();
    records.map(|record| count(&record[field])).sum()
}

#[tokio::test]
async fn the_sample_network_is_loaded_record_by_record() {
    let tables = Tables::empty().await;
    let report = tables.load_sample().await;
    let file = file();
    for (table, section) in [
        ("source", "sources"),
        ("country", "countries"),
        ("city", "cities"),
        ("organisation", "organisations"),
        ("alliance", "alliances"),
        ("membership", "memberships"),
        ("designation", "designations"),
        ("office_holder", "officeHolders"),
        ("learning_space", "learningSpaces"),
        ("platform", "platforms"),
        ("programme", "programmes"),
        ("plan", "plans"),
        ("feedback_channel", "feedbackChannels"),
    ] {
        let expected = count(&file[section]);
        assert_eq!(report.of(table).created, expected, "{table}");
        assert_eq!(tables.rows(table).await, expected, "{table}");
    }
}

#[tokio::test]
async fn what_records_carry_along_is_loaded_with_them() {
    let tables = Tables::filled().await;
    let file = file();
    let programmes = &file["programmes"];
    let runs: Vec<Value> = programmes
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|programme| {
            programme["offerings"]
                .as_array()
                .cloned()
                .unwrap_or_default()
        })
        .collect();
    let topics = carried(programmes, "topics") + carried(programmes, "iscedF");
    let aims = carried(programmes, "sdgTargets") + carried(programmes, "keyFeatureAreas");
    let codes = topics + aims + carried(programmes, "targetGroups");
    for (table, expected) in [
        ("city_profile", carried(&file["cities"], "profiles")),
        ("offering", runs.len()),
        ("schedule", carried(&json!(runs), "schedules")),
        ("programme_code", codes),
        ("programme_alliance", carried(programmes, "alliances")),
        (
            "space_code",
            carried(&file["learningSpaces"], "accessibility"),
        ),
    ] {
        assert_eq!(tables.rows(table).await, expected, "{table}");
    }
}

#[tokio::test]
async fn every_code_of_the_lists_is_there() {
    let tables = Tables::filled().await;
    let codes: Value = serde_json::from_str(seed::embedded().0).unwrap();
    let expected = carried(&codes["schemes"], "codes");
    assert_eq!(tables.rows("code").await, expected);
    assert_eq!(tables.rows("code_list").await, count(&codes["schemes"]));
}

#[tokio::test]
async fn loading_twice_writes_nothing() {
    let tables = Tables::filled().await;
    let before = tables.everything().await;
    let (_, network) = seed::embedded();
    let tomorrow = this_morning() + Duration::days(1);
    let report = tables.load_at(tomorrow, network).await.unwrap();
    assert!(report.is_unchanged(), "{report}");
    assert_eq!(tables.everything().await, before);
}

#[tokio::test]
async fn a_changed_file_changes_only_what_it_changed() {
    let tables = Tables::filled().await;
    let of_cities = "SELECT count(*) FROM journal WHERE subject_kind = 'CITY'";
    let entries = tables.number(of_cities).await;
    let mut file = file();
    file["cities"][0]["website"] = json!("https://city.example");
    let report = tables.load(&file.to_string()).await.unwrap();
    assert_eq!(report.of("city").changed, 1);
    assert_eq!(
        tables
            .number("SELECT count(*) FROM city WHERE version = 2")
            .await,
        1
    );
    assert_eq!(tables.number(of_cities).await, entries + 1);
}

#[tokio::test]
async fn another_topic_is_a_change_of_the_programme() {
    let tables = Tables::filled().await;
    let mut file = file();
    file["programmes"][0]["topics"] = json!(["CRAFT"]);
    let report = tables.load(&file.to_string()).await.unwrap();
    assert_eq!(report.of("programme").changed, 1);
    let crafts = "SELECT count(*) FROM programme_code c
        JOIN programme p ON p.id = c.programme_id
        WHERE c.scheme = 'TOPIC' AND p.version = 2";
    assert_eq!(tables.number(crafts).await, 1);
}

#[tokio::test]
async fn a_moved_hour_is_a_change_of_the_offering() {
    let tables = Tables::filled().await;
    let schedules = tables.rows("schedule").await;
    let mut file = file();
    let programmes = file["programmes"].as_array_mut().unwrap();
    let schedule = programmes
        .iter_mut()
        .find_map(|programme| programme.pointer_mut("/offerings/0/schedules/0"))
        .unwrap();
    schedule["startTime"] = json!("00:05");
    let report = tables.load(&file.to_string()).await.unwrap();
    assert_eq!(report.of("offering").changed, 1);
    assert_eq!(tables.rows("schedule").await, schedules);
}

#[tokio::test]
async fn a_day_that_is_told_later_makes_no_second_membership() {
    let tables = Tables::filled().await;
    let memberships = tables.rows("membership").await;
    let mut file = file();
    let records = file["memberships"].as_array_mut().unwrap();
    let undated = records.iter_mut().find(|record| record["since"].is_null());
    undated.unwrap()["since"] = json!("2020-02");
    let report = tables.load(&file.to_string()).await.unwrap();
    assert_eq!(report.of("membership").changed, 1);
    assert_eq!(tables.rows("membership").await, memberships);
}

#[tokio::test]
async fn what_the_file_does_not_name_stays() {
    let tables = Tables::filled().await;
    let cities = tables.rows("city").await;
    tables.load(r#"{ "cities": [] }"#).await.unwrap();
    assert_eq!(tables.rows("city").await, cities);
}

#[tokio::test]
async fn codes_may_change_places() {
    let tables = Tables::filled().await;
    let (codes, network) = seed::embedded();
    let mut lists: Value = serde_json::from_str(codes).unwrap();
    lists["schemes"][0]["codes"]
        .as_array_mut()
        .unwrap()
        .swap(0, 1);
    let report = tables.load_with(&lists.to_string(), network).await.unwrap();
    assert_eq!(report.of("code_list").changed, 0);
    let first = "SELECT count(*) FROM code WHERE position = 0 AND code = 'DIGITAL_SKILLS'";
    assert_eq!(tables.number(first).await, 1);
}

#[tokio::test]
async fn contradictions_stay_as_notes() {
    let tables = Tables::filled().await;
    let told = seed::embedded().1.matches("\"CONTRADICTION\"").count();
    let notes = "SELECT count(*) FROM source_reference
        WHERE kind = 'CONTRADICTION' AND note IS NOT NULL";
    assert!(told > 0);
    assert_eq!(tables.number(notes).await, told);
}

#[tokio::test]
async fn every_record_says_where_it_comes_from() {
    let tables = Tables::filled().await;
    let cast = match tables.backend() {
        sea_orm::DbBackend::Sqlite => "lower(hex(r.id)) = replace(subject_id, '-', '')",
        _ => "r.id::text = subject_id",
    };
    for (table, kind) in [
        ("city", "CITY"),
        ("city_profile", "CITY_PROFILE"),
        ("organisation", "ORGANISATION"),
        ("alliance", "ALLIANCE"),
        ("membership", "MEMBERSHIP"),
        ("designation", "DESIGNATION"),
        ("office_holder", "OFFICE_HOLDER"),
        ("learning_space", "LEARNING_SPACE"),
        ("platform", "LEARNING_PLATFORM"),
        ("programme", "PROGRAMME"),
        ("observation", "OBSERVATION"),
    ] {
        let silent = format!(
            "SELECT count(*) FROM {table} t WHERE NOT EXISTS
                (SELECT 1 FROM (SELECT t.id AS id) r, source_reference s
                 WHERE s.subject_kind = '{kind}' AND {cast})"
        );
        assert!(tables.rows(table).await > 0, "{table}");
        assert_eq!(tables.number(&silent).await, 0, "{table}");
    }
}

#[tokio::test]
async fn names_in_other_languages_have_their_source() {
    let file = file();
    for section in ["cities", "organisations", "alliances", "countries"] {
        for record in file[section].as_array().unwrap() {
            let provenance = record["provenance"].as_array().unwrap();
            for locale in record["name"]
                .as_object()
                .unwrap()
                .keys()
                .filter(|tag| *tag != "en")
            {
                let field = format!("name.{locale}");
                let has = provenance
                    .iter()
                    .any(|reference| reference["field"] == field.as_str());
                assert!(has, "{section}: {field} of {}", record["name"]);
            }
        }
    }
    let tables = Tables::filled().await;
    let fields = "SELECT count(*) FROM source_reference WHERE field LIKE 'name.%'";
    assert!(tables.number(fields).await > 0);
}

#[tokio::test]
async fn whoever_holds_no_public_office_is_not_in_the_network() {
    let file = file();
    let offices = [
        "MAYOR",
        "DEPUTY_MAYOR",
        "COUNTY_HEAD",
        "CHAIR",
        "CO_CHAIR",
        "DIRECTOR",
        "HEAD_OF_OFFICE",
        "LEAD_RESEARCHER",
    ];
    let holders = file["officeHolders"].as_array().unwrap();
    assert!(!holders.is_empty());
    for holder in holders {
        assert!(
            offices.contains(&holder["office"].as_str().unwrap()),
            "{holder}"
        );
    }
    let text = file.to_string();
    for private in ["\"phone\"", "\"email\"", "\"birthDate\"", "\"homeAddress\""] {
        assert!(!text.contains(private), "{private}");
    }
}

#[tokio::test]
async fn two_districts_of_one_name_live_side_by_side() {
    let tables = Tables::filled().await;
    let other = file();
    let cities = other["cities"].as_array().unwrap();
    let gwangju = cities
        .iter()
        .find(|city| city["slug"] == "kr-gwangju-seo")
        .unwrap();
    let mut daegu = gwangju.clone();
    daegu["slug"] = json!("kr-daegu-seo");
    daegu["subdivision"] = json!("KR-27");
    let network = json!({ "cities": [daegu] }).to_string();
    tables.load(&network).await.unwrap();
    let namesakes = "SELECT count(*) FROM city a JOIN city b ON a.name_text = b.name_text
        WHERE a.slug = 'kr-gwangju-seo' AND b.slug = 'kr-daegu-seo'
        AND a.subdivision_code <> b.subdivision_code";
    assert_eq!(tables.number(namesakes).await, 1);
}

#[tokio::test]
async fn every_new_record_is_in_the_journal() {
    let tables = Tables::filled().await;
    for (table, kind) in [
        ("city", "CITY"),
        ("programme", "PROGRAMME"),
        ("offering", "OFFERING"),
    ] {
        let missing = format!(
            "SELECT count(*) FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM journal j
             WHERE j.subject_id = t.id AND j.subject_kind = '{kind}'
             AND j.happening = 'IMPORTED' AND j.actor = 'operator')"
        );
        assert_eq!(tables.number(&missing).await, 0, "{table}");
    }
}

#[tokio::test]
async fn what_is_held_back_is_told_with_its_reason() {
    let report = Tables::empty().await.load_sample().await;
    let file = file();
    assert_eq!(report.held_back.len(), count(&file["heldBack"]));
    assert!(
        report
            .held_back
            .iter()
            .all(|held| !held.reason.is_empty() && held.records > 0)
    );
}

#[tokio::test]
async fn ids_follow_the_order_of_the_file() {
    let tables = Tables::filled().await;
    let first =
        "SELECT count(*) FROM city WHERE id < (SELECT id FROM city WHERE slug = 'cn-wuhan')";
    assert_eq!(file()["cities"][0]["slug"], "cn-wuhan");
    assert_eq!(tables.number(first).await, 0);
}

#[tokio::test]
async fn a_first_start_that_was_killed_before_loading_is_made_good() {
    let network = Network::empty().await;
    assert!(sample_if_new(network.app()).await.unwrap().is_some());
    assert!(sample_if_new(network.app()).await.unwrap().is_none());
    let answer = network.ask("{ cities { totalCount } }").await;
    assert_eq!(answer["data"]["cities"]["totalCount"], 20);
}

#[tokio::test]
async fn of_servers_that_start_at_once_one_loads_the_sample() {
    let network = Network::empty().await;
    let app = network.app();
    let both = tokio::join!(sample_if_new(app), sample_if_new(app));
    let loaded = [both.0.unwrap(), both.1.unwrap()];
    assert_eq!(loaded.iter().flatten().count(), 1);
}
