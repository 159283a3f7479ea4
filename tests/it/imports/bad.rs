//! Files as they should not be.

use entity::values::ImportFormat;
use learning_cities::{
    domain::{
        Error,
        course::{Column, Course, Wishes},
    },
    feed::{Encoding, courses},
    imports::{self, Job},
};

use serde_json::json;

use super::{calligraphy, counts, file, many, told};
use crate::support::Network;

/// Imports rows, and says in English which lines were refused for which column, and
/// which came in without it.
async fn told_of(network: &Network, bytes: Vec<u8>) -> [Vec<String>; 2] {
    let run = network.import(ImportFormat::NationalCourses, bytes).await;
    let rows = imports::remarks(network.app(), &run).await.unwrap();
    let refused = rows.iter().filter(|row| row.is_refused).count();
    assert_eq!(refused, usize::try_from(run.refused).unwrap());
    assert_eq!(rows.len() - refused, usize::try_from(run.warned).unwrap());
    let mut told = [Vec::new(), Vec::new()];
    for row in rows {
        for reason in &row.problems.0 {
            let column = reason.column.clone().unwrap_or_default();
            let message = reason.message.get("en").unwrap();
            told[usize::from(!row.is_refused)].push(format!("{} {column}: {message}", row.line));
        }
    }
    told
}

/// The same of rows that are all in as they are, or refused.
async fn refused(network: &Network, bytes: Vec<u8>) -> Vec<String> {
    let [refused, warned] = told_of(network, bytes).await;
    assert_eq!(warned, [""; 0]);
    refused
}

/// What is said of a file that is refused as a whole.
async fn refusal(network: &Network, bytes: Vec<u8>) -> Vec<String> {
    let job = Job {
        city: network.city_id("kr-osan").await,
        format: ImportFormat::NationalCourses,
        bytes,
        wishes: Wishes::default(),
    };
    match imports::run(network.app(), &job, &|_, _| {}).await {
        Err(Error::Invalid(problems)) => told(&problems),
        other => panic!("the file was taken: {other:?}"),
    }
}

fn with(column: Column, text: &str) -> Course {
    let mut course = calligraphy();
    course[Column::Title] = format!("{} {text}", column.header())
        .chars()
        .filter(|letter| !letter.is_control())
        .take(40)
        .collect();
    text.clone_into(&mut course[column]);
    course
}

#[tokio::test]
async fn every_refused_row_is_told_with_its_line_and_reason() {
    let network = Network::start().await;
    let rows = [
        calligraphy(),
        with(Column::StartDay, "3월 3일"),
        with(Column::EndTime, "09:00"),
        with(Column::EndDay, "2026-01-01"),
        with(Column::Mode, "메타버스"),
        with(Column::Mode, ""),
        with(Column::Capacity, "많음"),
        with(Column::Subsidy, "가능"),
        with(Column::Title, ""),
        calligraphy(),
        with(Column::Phone, "031\u{0}1"),
    ];

    let [refused, warned] = told_of(&network, file(&rows, Encoding::Utf8)).await;

    assert_eq!(
        refused,
        [
            "3 교육시작일자: This is written such as 2026-03-02.",
            "5 교육종료일자: The end comes before the beginning.",
            "6 교육방법구분: This is none of: 온라인, 오프라인, 혼합, 모바일, 우편통신.",
            "7 교육방법구분: This is required.",
            "10 강좌명: This is required.",
            "11 : This is given twice.",
        ]
    );
    assert_eq!(
        warned,
        [
            "4 교육종료시각: The end comes before the beginning.",
            "8 강좌정원수: This is written such as 20.",
            "9 직업능력개발훈련비지원강좌여부: This is written such as Y.",
            "12 운영기관전화번호: The text holds a control character.",
        ]
    );
    assert_eq!(network.exported().await.len(), 5);
}

#[tokio::test]
async fn a_file_with_thirty_columns_is_refused_whole() {
    let network = Network::start().await;
    let mut text = String::from_utf8(file(&many(1), Encoding::Utf8)).unwrap();
    text = text.replacen("제공기관명", "제공기관명,비고,비고2,비고3", 1);

    let told = refusal(&network, text.into_bytes()).await;

    assert_eq!(told[0], "content: The column \"비고\" is not known.");
    assert_eq!(told.len(), 3);
    assert!(network.exported().await.is_empty());
}

#[tokio::test]
async fn a_row_with_thirty_cells_is_refused_alone() {
    let network = Network::start().await;
    let mut bytes = file(&many(1), Encoding::Utf8);
    bytes.extend(vec!["x"; 30].join(",").bytes());
    bytes.extend(b"\r\n");
    let rest = file(&[calligraphy()], Encoding::Utf8);
    let rest = rest
        .splitn(2, |byte| *byte == b'\n')
        .nth(1)
        .unwrap()
        .to_vec();
    bytes.extend(rest);

    let told = refused(&network, bytes).await;

    assert_eq!(
        told,
        ["3 : The row has 30 cells, and the file has 27 columns."]
    );
    assert_eq!(network.exported().await.len(), 2);
}

#[tokio::test]
async fn a_cell_of_ten_megabytes_costs_itself_and_the_others_come_in() {
    let network = Network::start().await;
    let huge = "가".repeat(10 * 1024 * 1024 / 3);
    let rows = [
        with(Column::Description, &huge),
        with(Column::Phone, &huge),
        with(Column::Title, &huge),
        calligraphy(),
    ];

    let [refused, warned] = told_of(&network, file(&rows, Encoding::Utf8)).await;

    assert_eq!(refused, ["4 강좌명: At most 300 characters are allowed."]);
    assert_eq!(
        warned,
        [
            "2 강좌내용: At most 20000 characters are allowed.",
            "3 운영기관전화번호: At most 2000 characters are allowed.",
        ]
    );
    assert!(network.exported().await.contains(&calligraphy()));
}

#[tokio::test]
async fn a_wrong_encoding_is_told_with_its_line() {
    let network = Network::start().await;
    let mut broken = file(&many(2), Encoding::Utf8);
    broken.extend([0xb0, 0xad]);
    assert_eq!(
        refusal(&network, broken).await,
        ["content: Line 4 is not written in UTF-8."]
    );
    let text = String::from_utf8(file(&many(1), Encoding::Utf8)).unwrap();
    let sixteen: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        refusal(&network, sixteen).await,
        ["content: Line 1 is not written in CP949."]
    );
    assert_eq!(
        refusal(&network, vec![0; 100]).await.len(),
        1 + Column::REQUIRED
    );
}

#[tokio::test]
async fn a_quotation_mark_that_never_ends_takes_no_row_with_it() {
    let network = Network::start().await;
    let mut bytes = file(&[calligraphy()], Encoding::Utf8);
    bytes.extend("\"끝나지 않는,셀\r\n다음 줄".as_bytes());

    let told = refusal(&network, bytes).await;

    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("content: A quotation mark on line 3 opens"));
    assert!(network.exported().await.is_empty());
}

#[tokio::test]
async fn a_deleted_course_is_not_brought_back_by_a_file() {
    let network = Network::start().await;
    network.import_courses(&[calligraphy()]).await;
    let city = network.city("kr-osan", "programme:read programme:write");
    let answer = city.ask("{ viewer { programmes { nodes { id } } } }").await;
    let id = answer["data"]["viewer"]["programmes"]["nodes"][0]["id"].clone();
    city.ask_with(
        "mutation ($id: ID!) { programmeDelete(input: { id: $id }) { deletedId } }",
        serde_json::json!({ "id": id }),
    )
    .await;

    let told = refused(&network, file(&[calligraphy()], Encoding::Utf8)).await;

    assert_eq!(
        told,
        ["2 강좌명: A deleted record has this: restore that one."]
    );
}

#[tokio::test]
async fn an_empty_file_is_a_file_without_courses() {
    let network = Network::start().await;
    let run = network
        .import(ImportFormat::NationalCourses, file(&[], Encoding::Utf8))
        .await;
    assert_eq!(counts(&run), [0, 0, 0, 0]);
    assert_eq!(refusal(&network, Vec::new()).await.len(), Column::REQUIRED);
    assert!(courses::read(b"").is_err());
}

#[tokio::test]
async fn a_day_of_another_age_is_refused_alone_or_costs_its_cell() {
    let network = Network::start().await;
    let days = [
        (Column::StartDay, "26-03-02"),
        (Column::StartDay, "6/1/26"),
        (Column::EndDay, "+99999-12-31"),
        (Column::EnrolmentOpens, "-001-03-02"),
        (Column::EnrolmentCloses, "0001-01-01"),
    ];
    let mut rows: Vec<Course> = days.map(|(column, day)| with(column, day)).into();
    rows.push(calligraphy());

    let [refused, warned] = told_of(&network, file(&rows, Encoding::Utf8)).await;

    let sentence = "This is written such as 2026-03-02.";
    let lines = (2..).zip(days);
    let expected =
        lines.map(|(line, (column, _))| format!("{line} {}: {sentence}", column.header()));
    let expected: Vec<String> = expected.collect();
    assert_eq!([refused, warned].concat(), expected);
    // What nobody could read is written as it stood.
    let mut exported = network.exported().await;
    exported.sort_by_key(|row| rows.iter().position(|written| written == row));
    assert_eq!(exported, rows[3..]);
}

#[tokio::test]
async fn an_end_that_never_comes_is_none_and_is_written_again() {
    let network = Network::start().await;
    let mut course = calligraphy();
    for column in [Column::EndDay, Column::EnrolmentCloses] {
        "9999-12-31".clone_into(&mut course[column]);
    }

    let told = refused(&network, file(&[course.clone()], Encoding::Utf8)).await;

    assert_eq!(told, [""; 0]);
    let query = "{ viewer { programmes { nodes { offerings { nodes {
        endDate enrolmentCloses schedules { byDay endDate } } } } } } }";
    let city = network.city("kr-osan", "programme:read");
    let found = city.ask(query).await;
    assert_eq!(
        found["data"]["viewer"]["programmes"]["nodes"][0]["offerings"]["nodes"],
        json!([{
            "endDate": null, "enrolmentCloses": null,
            "schedules": [{ "byDay": ["TU"], "endDate": null }],
        }]),
        "{found:?}"
    );
    assert_eq!(network.exported().await, [course]);
}

#[tokio::test]
async fn in_our_own_columns_too() {
    let network = Network::start().await;
    let table = "externalId,title.ko,kind,offering.deliveryMode,offering.venue.ko,\
        offering.startDate,offering.endDate\r\n\
        A1,하나,COURSE,ONSITE,도서관,2026-12-01,+99999-12-31\r\n\
        A2,둘,COURSE,ONSITE,도서관,26-12-01,2026-12-31\r\n\
        A3,셋,COURSE,ONSITE,도서관,2026-12-01,9999-12-31\r\n";
    let run = network
        .import(ImportFormat::ProgrammesCsv, table.as_bytes().to_vec())
        .await;
    assert_eq!((run.created, run.refused), (1, 2), "{run:?}");
}
