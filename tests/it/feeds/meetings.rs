//! When an offering meets: the API, its calendar and its page say the same.

use serde_json::{Value, json};

use crate::support::{Network, course};

/// What is told of a course in Bonn.
struct Told {
    sessions: Value,
    calendar: String,
    page: Value,
}

impl Told {
    /// With an offering on these days, and this schedule.
    async fn of(days: (Value, Value), schedule: Value) -> Self {
        let network = Network::start().await;
        let city = network.city("de-bonn", "programme:write");
        let mut course = course();
        course["defaultLocale"] = json!("en");
        let offering = &mut course["offerings"][0];
        offering["venue"] = json!([{ "locale": "en", "text": "Hall" }]);
        (offering["startDate"], offering["endDate"]) = days;
        offering["schedules"] = json!([schedule]);
        let made = city.create_programme(course).await;
        let id = made["programme"]["id"].as_str().unwrap();
        let payload = city
            .change(
                "programmePublish",
                json!({ "id": id }),
                "programme { offerings { nodes {
                sessions(from: \"2027-03-01\") { startsAt endsAt } } } }",
            )
            .await;
        let page = network.get(&format!("/programmes/{id}")).await;
        let calendar = network.get(&format!("/programmes/{id}/calendar.ics")).await;
        Self {
            sessions: payload["programme"]["offerings"]["nodes"][0]["sessions"].clone(),
            calendar: calendar.text,
            page: page.json().clone(),
        }
    }

    fn calendar_has(&self, lines: &[&str]) {
        for line in lines {
            let line = format!("{line}\r\n");
            assert!(self.calendar.contains(&line), "{line} {}", self.calendar);
        }
    }

    fn starts(&self) -> Vec<&str> {
        let sessions = self.sessions.as_array().unwrap().iter();
        let starts = sessions.map(|session| session["startsAt"].as_str().unwrap());
        starts.map(|start| &start[..10]).collect()
    }
}

fn daily(first: &str, last: Option<&str>, (start, end): (&str, &str)) -> Value {
    json!({
        "frequency": "DAILY", "startDate": first, "endDate": last,
        "startTime": start, "endTime": end,
    })
}

#[tokio::test]
async fn the_clock_of_the_city_says_when_a_night_begins_and_ends() {
    let days = (json!("2027-03-28"), json!("2027-03-30"));
    let nights = daily("2027-03-28", Some("2027-03-30"), ("02:30", "04:00"));
    let told = Told::of(days, nights).await;
    assert_eq!(
        told.sessions,
        json!([
            { "startsAt": "2027-03-28T03:30:00+02:00", "endsAt": "2027-03-28T04:00:00+02:00" },
            { "startsAt": "2027-03-29T02:30:00+02:00", "endsAt": "2027-03-29T04:00:00+02:00" },
            { "startsAt": "2027-03-30T02:30:00+02:00", "endsAt": "2027-03-30T04:00:00+02:00" },
        ])
    );
    told.calendar_has(&[
        "DTSTART;TZID=Europe/Berlin:20270328T023000",
        "DTEND;TZID=Europe/Berlin:20270328T040000",
        "RRULE:FREQ=DAILY;UNTIL=20270330T003000Z",
    ]);
}

#[tokio::test]
async fn a_meeting_that_the_clock_would_swallow_is_an_event_of_its_own() {
    let days = (json!("2027-03-28"), json!("2027-03-30"));
    let nights = daily("2027-03-27", None, ("02:15", "03:05"));
    let told = Told::of(days, nights).await;
    assert_eq!(
        told.sessions,
        json!([
            { "startsAt": "2027-03-28T03:15:00+02:00", "endsAt": "2027-03-28T04:05:00+02:00" },
            { "startsAt": "2027-03-29T02:15:00+02:00", "endsAt": "2027-03-29T03:05:00+02:00" },
            { "startsAt": "2027-03-30T02:15:00+02:00", "endsAt": "2027-03-30T03:05:00+02:00" },
        ])
    );
    told.calendar_has(&[
        "DTSTART;TZID=Europe/Berlin:20270329T021500",
        "DTEND;TZID=Europe/Berlin:20270329T030500",
        "RRULE:FREQ=DAILY;UNTIL=20270330T001500Z",
        "DTSTART;TZID=Europe/Berlin:20270328T031500",
        "DTEND;TZID=Europe/Berlin:20270328T040500",
    ]);
    let names = told.calendar.matches("\r\nUID:").count();
    assert_eq!(names, 2, "{}", told.calendar);
}

#[tokio::test]
async fn nothing_meets_before_the_first_or_after_the_last_day_of_an_offering() {
    let days = (json!("2027-05-04"), json!("2027-05-11"));
    let mut fortnightly = daily("2027-04-19", None, ("10:00", "12:00"));
    fortnightly["frequency"] = json!("WEEKLY");
    fortnightly["interval"] = json!(2);
    fortnightly["byDay"] = json!(["MO", "TU", "FR"]);
    let told = Told::of(days, fortnightly).await;
    assert_eq!(told.starts(), ["2027-05-04", "2027-05-07"]);
    told.calendar_has(&[
        "DTSTART;TZID=Europe/Berlin:20270504T100000",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,FR;UNTIL=20270511T080000Z",
    ]);
    let run = &told.page["hasCourseInstance"][0]["courseSchedule"][0];
    assert_eq!(run["startDate"], "2027-05-04", "{}", told.page);
    assert_eq!(run["endDate"], "2027-05-11");
}

#[tokio::test]
async fn a_single_meeting_on_another_day_than_its_offering_is_nowhere() {
    let days = (json!("2027-05-04"), json!("2027-05-11"));
    let mut once = daily("2027-05-12", None, ("10:00", "12:00"));
    once["frequency"] = json!("ONCE");
    let told = Told::of(days, once).await;
    assert_eq!(told.sessions, json!([]));
    assert!(!told.calendar.contains("BEGIN:VEVENT"), "{}", told.calendar);
    let run = &told.page["hasCourseInstance"][0];
    assert_eq!(run["courseSchedule"], Value::Null, "{}", told.page);
}
