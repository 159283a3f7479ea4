//! Calendars keep telling what became of an offering.

use serde_json::{Value, json};

use super::{hanam, published, sample, step};
use crate::support::{Network, Reply, course};

async fn calendar(network: &Network, path: &str) -> Reply {
    network.get(&format!("{path}/calendar.ics")).await
}

/// The lines of the event of an offering.
fn event<'c>(calendar: &'c str, offering: &str) -> Vec<&'c str> {
    let uid = format!("UID:{offering}@learning-cities.test");
    let events = calendar.split("BEGIN:VEVENT\r\n");
    let event = events.filter(|event| event.replace("\r\n ", "").contains(&uid));
    let event = event.last().unwrap_or_else(|| panic!("{calendar}"));
    event.split("\r\n").collect()
}

#[tokio::test]
async fn a_course_is_in_three_calendars_with_its_rule() {
    let network = Network::start().await;
    let (id, offering) = sample(&network).await;
    for path in ["/cities/kr-hanam", &format!("/programmes/{id}")] {
        let reply = calendar(&network, path).await;
        assert_eq!(reply.header("content-type"), "text/calendar; charset=utf-8");
        assert_eq!(reply.header("cache-control"), "public, max-age=900");
        assert!(reply.header("etag").starts_with("W/"));
        let event = event(&reply.text, &offering);
        for line in [
            "DTSTART;TZID=Asia/Seoul:20260303T183000",
            "DTEND;TZID=Asia/Seoul:20260303T203000",
            "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260528T093000Z",
            "EXDATE;TZID=Asia/Seoul:20260505T183000",
            "STATUS:CONFIRMED",
            "SUMMARY:디지털 첫걸음",
            "LOCATION:하남시청",
        ] {
            assert!(event.contains(&line), "{line} in {event:?}");
        }
        assert!(!reply.text.contains("김하나"), "nobody is named");
    }
}

#[tokio::test]
async fn what_meets_in_a_space_is_in_its_calendar() {
    let network = Network::start().await;
    let query =
        "{ offerings(first: 100) { nodes { id learningSpace { id } schedules { frequency } } } }";
    let found = network.ask(query).await;
    let offerings = found["data"]["offerings"]["nodes"]
        .as_array()
        .unwrap()
        .iter();
    let mut housed =
        offerings.filter(|row| row["learningSpace"].is_object() && row["schedules"][0].is_object());
    let row = housed.next().unwrap();
    let space = row["learningSpace"]["id"].as_str().unwrap();
    let reply = calendar(&network, &format!("/learning-spaces/{space}")).await;
    event(&reply.text, row["id"].as_str().unwrap());
}

#[tokio::test]
async fn a_cancelled_offering_stays_and_says_so() {
    let network = Network::start().await;
    let (_, offering) = sample(&network).await;
    let before = calendar(&network, "/cities/kr-hanam").await;
    let first = event(&before.text, &offering)
        .iter()
        .find(|line| line.starts_with("SEQUENCE:"))
        .unwrap()
        .to_string();

    let input = json!({ "id": offering, "status": "CANCELLED" });
    hanam(&network)
        .change("offeringUpdate", input, "offering { id }")
        .await;

    let after = calendar(&network, "/cities/kr-hanam").await;
    let event = event(&after.text, &offering);
    assert!(event.contains(&"STATUS:CANCELLED"), "{event:?}");
    let second = event
        .iter()
        .find(|line| line.starts_with("SEQUENCE:"))
        .unwrap();
    assert_ne!(first, *second);
    assert_ne!(before.header("etag"), after.header("etag"));
}

#[tokio::test]
async fn what_is_taken_back_is_in_no_calendar() {
    let network = Network::start().await;
    let (id, offering) = sample(&network).await;
    step(&network, "Suspend", &id).await;
    let city = calendar(&network, "/cities/kr-hanam").await;
    assert!(!city.text.contains(&offering));
    let own = calendar(&network, &format!("/programmes/{id}")).await;
    assert_eq!(own.status.as_u16(), 404);
}

#[tokio::test]
async fn what_is_made_up_says_so() {
    let network = Network::start().await;
    let invented = calendar(&network, "/cities/cn-wuhan").await.text;
    let events = invented.matches("BEGIN:VEVENT").count();
    assert!(events > 0, "{invented}");
    let comment = "COMMENT:Made up to show how the network works: not a real record.";
    assert_eq!(invented.matches(comment).count(), events);
}

#[tokio::test]
async fn a_city_without_offerings_has_a_calendar_all_the_same() {
    let network = Network::start().await;
    let reply = calendar(&network, "/cities/kr-gongju").await;
    assert_eq!(reply.status.as_u16(), 200);
    assert!(reply.text.contains("TZID:Asia/Seoul\r\n"), "{reply:?}");
    assert!(reply.text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(
        calendar(&network, "/cities/atlantis").await.status.as_u16(),
        404
    );
}

/// The calendar of a course with this offering.
async fn calendar_with(network: &Network, changes: &[(&str, Value)]) -> String {
    let mut course = course();
    for (field, value) in changes {
        course["offerings"][0][*field] = value.clone();
    }
    course["externalId"] = Value::Null;
    course["offerings"][0]["code"] = Value::Null;
    let (id, _) = published(network, course).await;
    calendar(network, &format!("/programmes/{id}")).await.text
}

#[tokio::test]
async fn what_is_over_leaves_calendars_though_nobody_said_when_it_ends() {
    let network = Network::start().await;
    let meets = |frequency: &str, start: &str, end: Value| {
        json!([{
            "frequency": frequency, "startDate": start, "endDate": end,
            "startTime": "10:00", "endTime": "12:00",
        }])
    };
    for (start, schedules, stays) in [
        ("2019-05-05", json!([]), false),
        (
            "2019-05-05",
            meets("ONCE", "2019-05-05", Value::Null),
            false,
        ),
        (
            "2019-05-05",
            meets("WEEKLY", "2019-05-05", json!("2019-06-30")),
            false,
        ),
        (
            "2019-05-05",
            meets("WEEKLY", "2019-05-05", Value::Null),
            true,
        ),
        (
            "2019-05-05",
            meets("WEEKLY", "2019-05-05", json!("2026-12-31")),
            true,
        ),
        ("2026-11-05", json!([]), true),
        ("2026-11-05", meets("ONCE", "2026-11-05", Value::Null), true),
    ] {
        let changes = [
            ("startDate", json!(start)),
            ("endDate", Value::Null),
            ("schedules", schedules.clone()),
        ];
        let text = calendar_with(&network, &changes).await;
        assert_eq!(text.contains("BEGIN:VEVENT"), stays, "{start} {schedules}");
    }
}

#[tokio::test]
async fn no_day_is_so_far_away_that_readers_choke() {
    let network = Network::start().await;
    let forever = json!([{
        "frequency": "WEEKLY", "startDate": "1900-01-01", "endDate": "2199-12-31",
        "startTime": "10:00", "endTime": "12:00",
    }]);
    let never = [("endDate", json!("9999-12-31")), ("schedules", json!([]))];
    let ages = [("endDate", json!("2199-12-31")), ("schedules", forever)];
    for changes in [never, ages] {
        let text = calendar_with(&network, &changes).await;
        assert!(text.contains("BEGIN:VEVENT"), "{changes:?}");
        let years = text.lines().filter_map(|line| {
            let is_moment = line.starts_with("DTSTART") || line.starts_with("DTEND");
            line.rsplit_once(':').filter(|_| is_moment)
        });
        for (_, moment) in years {
            let year: i32 = moment[..4].parse().unwrap();
            assert!((1899..=2200).contains(&year), "{moment}");
        }
        assert!(text.len() < 100_000, "{}", text.len());
    }
}

#[tokio::test]
async fn a_tab_in_a_title_is_a_blank() {
    let network = Network::start().await;
    let mut course = course();
    course["title"] = json!([{ "locale": "ko", "text": "하나\t둘" }]);
    let (id, _) = published(&network, course).await;
    let text = calendar(&network, &format!("/programmes/{id}")).await.text;
    assert!(text.contains("SUMMARY:하나 둘\r\n"), "{text}");
}

#[tokio::test]
async fn no_letter_of_a_title_ends_a_line_for_any_reader() {
    let network = Network::start().await;
    let mut course = crate::support::course();
    let title = "하나\u{2028}BEGIN:VEVENT\u{2029}END:VCALENDAR\nSUMMARY:둘";
    course["title"][0]["text"] = json!(title);
    course["offerings"][0]["venue"][0]["text"] = json!("관\u{2028}X-EVIL:1");
    let (id, offering) = super::published(&network, course).await;

    let reply = calendar(&network, &format!("/programmes/{id}")).await;

    // As a reader splits that takes every line end of Unicode for one.
    let is_end = |letter: char| {
        matches!(
            letter,
            '\n' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    let lines: Vec<&str> = reply.text.split(is_end).collect();
    assert_eq!(lines.len(), reply.text.split("\r\n").count());
    let all = reply.text.replace("\r\n ", "");
    assert_eq!(all.matches("\nBEGIN:VEVENT").count(), 1, "{all}");
    assert!(!all.contains("\nX-EVIL"), "{all}");
    let said = "SUMMARY:하나\\nBEGIN:VEVENT\\nEND:VCALENDAR\\nSUMMARY:둘";
    assert!(all.lines().any(|line| line == said), "{all}");
    event(&reply.text, &offering);
}
