//! Which row of a file is which course.

use entity::values::ImportFormat;
use learning_cities::{
    domain::course::{Column, Course},
    feed::Encoding,
};

use super::{calligraphy, counts, file};
use crate::support::Network;

/// A section of the course: at this time, in this room.
fn section(time: &str, place: &str) -> Course {
    let mut course = calligraphy();
    let hour: u32 = time[..2].parse().unwrap();
    time.clone_into(&mut course[Column::StartTime]);
    course[Column::EndTime] = format!("{}:00", hour + 2);
    place.clone_into(&mut course[Column::Place]);
    course
}

#[tokio::test]
async fn a_course_of_the_citys_file_is_the_same_in_the_merged_one() {
    let network = Network::start().await;
    let mut merged = calligraphy();
    merged[Column::ProviderCode] = "3800000".to_owned();
    merged[Column::ProviderName] = "경기도 오산시".to_owned();

    assert_eq!(network.import_courses(&[calligraphy()]).await, [1, 0, 0, 0]);
    assert_eq!(
        network.import_courses(std::slice::from_ref(&merged)).await,
        [0, 0, 1, 0]
    );
    assert_eq!(network.exported().await, [merged]);
    assert_eq!(network.import_courses(&[calligraphy()]).await, [0, 0, 1, 0]);
}

#[tokio::test]
async fn a_mended_time_changes_the_course() {
    let network = Network::start().await;
    let (morning, noon) = (section("10:00", "301호"), section("13:00", "302호"));
    let file = [morning.clone(), noon];
    assert_eq!(network.import_courses(&file).await, [2, 0, 0, 0]);

    let mut mended = section("15:00", "303호");
    mended[Column::Days] = "목".to_owned();
    let file = [mended.clone(), morning.clone()];
    assert_eq!(network.import_courses(&file).await, [0, 1, 1, 0]);
    assert_eq!(network.import_courses(&file).await, [0, 0, 2, 0]);
    let mut exported = network.exported().await;
    exported.sort_by_key(|row| row[Column::StartTime] == "10:00");
    assert_eq!(exported, [mended, morning]);
}

#[tokio::test]
async fn in_doubt_a_row_is_a_course_of_its_own() {
    let network = Network::start().await;
    let file = [section("10:00", "301호"), section("13:00", "302호")];
    assert_eq!(network.import_courses(&file).await, [2, 0, 0, 0]);
    // Which of the two is which nobody knows.
    let file = [section("11:00", "301호"), section("14:00", "302호")];
    assert_eq!(network.import_courses(&file).await, [2, 0, 0, 0]);
    let another_term = {
        let mut course = section("10:00", "301호");
        course[Column::StartDay] = "2026-05-05".to_owned();
        course
    };
    assert_eq!(network.import_courses(&[another_term]).await, [1, 0, 0, 0]);
}

#[tokio::test]
async fn a_course_of_the_next_thousand_rows_is_not_taken_for_a_mended_one() {
    let network = Network::start().await;
    let (first, last) = (section("10:00", "301호"), section("13:00", "302호"));
    network.import_courses(std::slice::from_ref(&last)).await;
    let mut rows = vec![first];
    rows.extend(super::many(1_000));
    rows.push(last);
    let bytes = file(&rows, Encoding::Utf8);
    let run = network.import(ImportFormat::NationalCourses, bytes).await;
    assert_eq!(counts(&run), [1_001, 0, 1, 0]);
}
