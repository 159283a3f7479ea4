//! What comes in goes out as it was.

use std::collections::HashSet;

use entity::values::ImportFormat;
use learning_cities::{
    domain::{
        course::{Column, Wishes},
        programme::Export,
    },
    feed::{Encoding, courses},
};
use serde_json::json;

use super::{EVERYTHING, calligraphy, counts, file, many};
use crate::support::{Network, payload};

/// A city of which the sample network has no programme.
async fn osan() -> Network {
    let network = Network::start().await;
    assert!(network.exported().await.is_empty());
    network
}

#[tokio::test]
async fn every_cell_of_a_file_comes_out_as_it_went_in() {
    for encoding in [Encoding::Utf8, Encoding::Cp949] {
        let network = osan().await;
        let rows = many(300);
        let first = network
            .import(ImportFormat::NationalCourses, file(&rows, encoding))
            .await;
        assert_eq!(counts(&first), [300, 0, 0, 0]);

        let bytes = network.export(EVERYTHING, encoding).await;

        let lines = courses::read(&bytes).unwrap().into_iter();
        let exported: Vec<_> = lines.map(|(_, row)| row.unwrap()).collect();
        assert_eq!(exported, rows, "{encoding:?}");
        assert_eq!(bytes, file(&rows, encoding));
    }
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let network = osan().await;
    let rows = many(50);
    network.import_courses(&rows).await;
    let told = network.journal().await.len();

    assert_eq!(network.import_courses(&rows).await, [0, 0, 50, 0]);
    assert_eq!(network.journal().await.len(), told);
    assert_eq!(network.exported().await, rows);
}

#[tokio::test]
async fn only_what_the_file_says_anew_is_changed() {
    let network = osan().await;
    network.import_courses(&many(20)).await;
    let mut rows = many(20);
    rows[3][Column::Capacity] = "40".to_owned();
    rows[4][Column::Phone] = "031-1".to_owned();
    for row in &mut rows {
        row[Column::AsOf] = "2026-05-01".to_owned();
    }

    assert_eq!(network.import_courses(&rows).await, [0, 1, 19, 0]);
    assert_eq!(network.exported().await, rows);
}

#[tokio::test]
async fn a_course_reads_as_the_network_has_it() {
    let network = osan().await;
    let wishes = Wishes {
        topics: vec!["READING".to_owned()],
        publish: true,
        ..Wishes::default()
    };
    let bytes = file(&[calligraphy()], Encoding::Cp949);
    let run = network
        .import_with(ImportFormat::NationalCourses, bytes, wishes)
        .await;
    assert_eq!(counts(&run), [1, 0, 0, 0]);

    let answer = network
        .ask(
            r#"{ city(slug: "kr-osan") { programmes { nodes {
                title kind targetGroups { code } recognitions website
                offerings { nodes {
                    deliveryMode startDate endDate enrolmentOpens enrolmentCloses capacity
                    venue price { amount currency } isFree applicationChannels selectionMethod
                    schedules { frequency byDay startTime endTime }
                } } } } } }"#,
        )
        .await;

    assert_eq!(
        answer["data"]["city"]["programmes"]["nodes"],
        json!([{
            "title": "서예 첫걸음", "kind": "COURSE", "targetGroups": [{ "code": "ADULTS" }],
            "recognitions": ["LEARNING_ACCOUNT"], "website": "https://learning.suwon.go.kr",
            "offerings": { "nodes": [{
                "deliveryMode": "ONSITE", "startDate": "2026-03-03", "endDate": "2026-05-26",
                "enrolmentOpens": "2026-02-02", "enrolmentCloses": "2026-02-20",
                "capacity": 20, "venue": "수원시평생학습관 301호",
                "price": { "amount": "30000", "currency": "KRW" }, "isFree": null,
                "applicationChannels": ["ONLINE", "VISIT"], "selectionMethod": "FIRST_COME",
                "schedules": [{ "frequency": "WEEKLY", "byDay": ["TU"],
                    "startTime": "10:00", "endTime": "12:00" }],
            }] },
        }])
    );
}

#[tokio::test]
async fn a_change_of_the_city_stays_and_is_found_again() {
    let network = osan().await;
    network.import_courses(&[calligraphy()]).await;
    let city = network.city("kr-osan", "programme:read programme:write");
    let answer = city
        .ask("{ viewer { programmes { nodes { id offerings { nodes { id } } } } } }")
        .await;
    let programme = &answer["data"]["viewer"]["programmes"]["nodes"][0];
    let changed = city
        .ask_with(
            "mutation ($input: ProgrammeUpdateInput!) { programmeUpdate(input: $input) {
                programme { version } userErrors { field code } } }",
            json!({ "input": {
                "id": programme["id"],
                "title": [{ "locale": "ko", "text": "서예 두걸음" }, { "locale": "en", "text": "Calligraphy" }],
                "ageMin": 19, "recognitions": ["CERTIFICATE", "LEARNING_ACCOUNT"],
                "offerings": [{ "id": programme["offerings"]["nodes"][0]["id"], "capacity": 30 }],
            } }),
        )
        .await;
    assert_eq!(
        payload(&changed, "programmeUpdate")["userErrors"],
        json!([])
    );

    let rows = network.exported().await;
    assert_eq!(rows[0][Column::Title], "서예 두걸음");
    assert_eq!(rows[0][Column::Capacity], "30");
    assert_eq!(
        rows[0][Column::AsOf],
        "2026-02-01",
        "changed at the moment of the import"
    );
    let told = network.journal().await.len();
    assert_eq!(network.import_courses(&rows).await, [0, 0, 1, 0]);
    assert_eq!(
        network.journal().await.len(),
        told,
        "the English title is still there"
    );
}

#[tokio::test]
async fn what_a_city_wrote_by_itself_is_found_again_too() {
    let network = osan().await;
    let city = network.city("kr-osan", "programme:read programme:write");
    let offering = |start: &str, rules: serde_json::Value| {
        json!({ "deliveryMode": "ONSITE", "venue": [{ "locale": "ko", "text": "도서관" }],
                "startDate": start, "schedules": rules })
    };
    let rule = |day: &str, from: &str| {
        json!({ "frequency": "WEEKLY", "byDay": [day], "startDate": "2026-03-02",
                "startTime": from, "endTime": "20:00", "exceptDates": ["2026-03-09"] })
    };
    let made = city
        .ask_with(
            "mutation ($input: ProgrammeCreateInput!) { programmeCreate(input: $input) {
                programme { id } userErrors { field code message } } }",
            json!({ "input": {
                "title": [{ "locale": "ko", "text": "독서 모임" }], "kind": "STUDY_CIRCLE",
                "targetGroups": ["ADULTS", "YOUTH"],
                "offerings": [
                    offering("2026-03-02", json!([rule("MO", "18:00"), rule("TU", "19:00")])),
                    offering("2026-09-01", json!([])),
                ],
            } }),
        )
        .await;
    assert_eq!(payload(&made, "programmeCreate")["userErrors"], json!([]));
    let rows = network.exported().await;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0][Column::Days], "월+화");
    assert_eq!(rows[0][Column::Audience], "성인,청소년");
    let told = network.journal().await.len();

    assert_eq!(network.import_courses(&rows).await, [0, 0, 2, 0]);
    assert_eq!(network.journal().await.len(), told);

    let mut changed = rows.clone();
    changed[0][Column::Capacity] = "10".to_owned();
    changed[1][Column::Capacity] = "11".to_owned();
    for row in &mut changed {
        row[Column::Description] = "함께 읽습니다".to_owned();
    }
    assert_eq!(network.import_courses(&changed).await, [0, 2, 0, 0]);
    let again = network.exported().await;
    assert_eq!(
        [&again[0], &again[1]].map(|row| row[Column::Capacity].as_str()),
        ["10", "11"]
    );
    assert_eq!(again[0][Column::Description], "함께 읽습니다");
}

#[tokio::test]
async fn names_of_people_go_out_only_when_they_are_asked_for() {
    let network = osan().await;
    network.import_courses(&[calligraphy()]).await;
    let without = Export {
        instructors: false,
        ..EVERYTHING
    };

    let bytes = network.export(without, Encoding::Utf8).await;

    assert!(!String::from_utf8(bytes.clone()).unwrap().contains("홍길동"));
    network.import(ImportFormat::NationalCourses, bytes).await;
    assert_eq!(network.exported().await[0][Column::Instructor], "홍길동");
}

#[tokio::test]
async fn an_export_shows_drafts_to_nobody_who_does_not_ask() {
    let network = osan().await;
    network.import_courses(&many(3)).await;
    let public = Export {
        unpublished: false,
        instructors: false,
    };

    let bytes = network.export(public, Encoding::Utf8).await;

    assert_eq!(courses::read(&bytes).unwrap(), []);
}

#[tokio::test]
async fn a_formula_stays_a_text() {
    let network = osan().await;
    let mut course = calligraphy();
    course[Column::Title] = "=HYPERLINK(\"http://evil\")".to_owned();
    course[Column::Phone] = "+82-31-248".to_owned();

    network.import_courses(std::slice::from_ref(&course)).await;

    let bytes = network.export(EVERYTHING, Encoding::Utf8).await;
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("\"'=HYPERLINK") && text.contains(",'+82-31-248,"));
    assert_eq!(network.exported().await, [course]);
}

#[tokio::test]
async fn the_journal_tells_of_each_course_and_of_no_teacher() {
    let network = osan().await;
    network.import_courses(&many(40)).await;
    let entries = network.journal().await;
    let subjects: HashSet<_> = entries.iter().map(|entry| entry.subject_id).collect();
    assert!(
        subjects.len() >= 80,
        "each programme and each offering is told"
    );
    let told = format!("{entries:?}");
    assert!(!told.contains("홍길동"));
}
