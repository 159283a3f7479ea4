//! Cells as people and their programs write them, each with what it means.

mod cells;

use std::collections::HashMap;

use entity::values::ImportFormat;
use learning_cities::{
    domain::course::{Column, Course},
    feed::Encoding,
    imports,
};
use serde_json::Value;

use self::cells::{ODD, REFUSED, TOLD};
use super::{calligraphy, file};
use crate::support::Network;

const ASK: &str = "query ($after: String) { viewer { programmes(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { title website recognitions targetGroups { code } offerings { nodes {
        deliveryMode startDate endDate enrolmentOpens enrolmentCloses alwaysOpen capacity
        price { amount } priceText isFree applicationChannels selectionMethod
        schedules { byDay startTime endTime } } } } } } }";

/// All programmes of Osan by title.
async fn programmes(network: &Network) -> HashMap<String, Value> {
    let city = network.city("kr-osan", "programme:read");
    let (mut all, mut after) = (HashMap::new(), Value::Null);
    loop {
        let answer = city
            .ask_with(ASK, serde_json::json!({ "after": after }))
            .await;
        let page = &answer["data"]["viewer"]["programmes"];
        for node in page["nodes"].as_array().unwrap() {
            all.insert(node["title"].as_str().unwrap().to_owned(), node.clone());
        }
        if page["pageInfo"]["hasNextPage"] == false {
            return all;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

fn words(list: &Value) -> String {
    let words = list.as_array().into_iter().flatten();
    let words: Vec<&str> = words
        .map(|word| word["code"].as_str().or(word.as_str()).unwrap())
        .collect();
    words.join(" ")
}

/// What a record says where the column goes.
fn said(column: Column, record: &Value) -> String {
    let run = &record["offerings"]["nodes"][0];
    let meets = &run["schedules"][0];
    let value = match column {
        Column::Days => return words(&meets["byDay"]),
        Column::Channels => return words(&run["applicationChannels"]),
        Column::Audience => {
            let groups = words(&record["targetGroups"]);
            let mut groups: Vec<&str> = groups.split(' ').collect();
            groups.sort_unstable();
            return groups.join(" ");
        }
        Column::LearningAccount => return words(&record["recognitions"]),
        Column::EnrolmentOpens | Column::EnrolmentCloses if run["alwaysOpen"] == true => {
            return "always".to_owned();
        }
        Column::Price if run["isFree"] == true => return "free".to_owned(),
        Column::Price if run["priceText"].is_string() => &run["priceText"],
        Column::Price => &run["price"]["amount"],
        Column::Title => &record["title"],
        Column::Website => &record["website"],
        Column::Mode => &run["deliveryMode"],
        Column::Selection => &run["selectionMethod"],
        Column::Capacity => &run["capacity"],
        Column::StartTime => &meets["startTime"],
        Column::EndTime => &meets["endTime"],
        Column::StartDay => &run["startDate"],
        Column::EndDay => &run["endDate"],
        Column::EnrolmentOpens => &run["enrolmentOpens"],
        Column::EnrolmentCloses => &run["enrolmentCloses"],
        _ => return "in".to_owned(),
    };
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn row((place, column): (usize, Column), text: &str) -> Course {
    let mut course = calligraphy();
    course[Column::Title] = format!("강좌 {place}");
    text.clone_into(&mut course[column]);
    course
}

#[tokio::test]
async fn cells_of_other_keyboards_and_programs_mean_what_they_say() {
    let network = Network::start().await;
    let cells = ODD
        .iter()
        .flat_map(|(column, cells)| cells.iter().map(|cell| (*column, *cell)));
    let cells: Vec<(Column, (&str, &str))> = cells.collect();
    assert!(cells.len() >= 184, "{}", cells.len());
    let rows = cells.iter().enumerate();
    let rows: Vec<Course> = rows
        .map(|(place, (column, (text, _)))| row((place, *column), text))
        .collect();

    let bytes = file(&rows, Encoding::Utf8);
    let run = network.import(ImportFormat::NationalCourses, bytes).await;

    let remarks = imports::remarks(network.app(), &run).await.unwrap();
    let told: HashMap<i32, bool> = remarks
        .iter()
        .map(|row| (row.line, row.is_refused))
        .collect();
    let found = programmes(&network).await;
    let mut refused = 0;
    for (place, ((column, (text, meant)), row)) in cells.iter().zip(&rows).enumerate() {
        let line = i32::try_from(place).unwrap() + 2;
        let about = format!("{} {text:?}", column.header());
        let is_told = told.get(&line);
        let Some(record) = found.get(row[Column::Title].trim()) else {
            assert_eq!((*meant, is_told), (REFUSED, Some(&true)), "{about}");
            refused += 1;
            continue;
        };
        assert_ne!(*meant, REFUSED, "{about}");
        let says = said(*column, record);
        if *meant == TOLD {
            assert_eq!((says.as_str(), is_told), ("", Some(&false)), "{about}");
        } else {
            assert_eq!(says, *meant, "{about}");
        }
    }
    assert!(refused < 10, "{refused} of {}", cells.len());
    // What came in is written as it stood, and the same file changes nothing.
    let written = network.exported().await;
    assert_eq!(written.len(), rows.len() - refused);
    assert!(written.iter().all(|row| rows.contains(row)));
    let again = network
        .import(ImportFormat::NationalCourses, file(&rows, Encoding::Utf8))
        .await;
    assert_eq!((again.created, again.updated), (0, 0));
}
