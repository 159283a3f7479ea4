//! The page of a thing says what it is in words that search engines know.

use serde_json::{Value, json};

use super::{hanam, published, sample, step};
use crate::support::{Network, course};

#[tokio::test]
async fn a_programme_is_a_course_with_its_offerings() {
    let network = Network::start().await;
    let (id, offering) = sample(&network).await;

    let page = network
        .get_with(&[("accept-language", "en")], &format!("/programmes/{id}"))
        .await;

    assert_eq!(page.header("content-type"), "application/ld+json");
    let page = page.json();
    assert_eq!(page["@context"], "https://schema.org");
    assert_eq!(page["@type"], "Course");
    assert_eq!(
        page["@id"],
        format!("http://learning-cities.test/programmes/{id}")
    );
    assert_eq!(page["name"], "First digital steps");
    assert_eq!(page["alternateName"], json!(["디지털 첫걸음"]));
    assert_eq!(page["typicalAgeRange"], "60-");
    assert_eq!(page["about"][0]["termCode"], "DIGITAL_SKILLS");
    assert_eq!(page["about"][0]["name"], "Digital skills");
    assert_eq!(page["audience"][0]["@type"], "EducationalAudience");
    assert_eq!(page["provider"]["@type"], "GovernmentOrganization");
    assert_eq!(
        page["provider"]["@id"],
        "http://learning-cities.test/cities/kr-hanam#government"
    );
    let instance = &page["hasCourseInstance"][0];
    assert_eq!(instance["@type"], "CourseInstance");
    assert_eq!(
        instance["@id"],
        format!("http://learning-cities.test/offerings/{offering}")
    );
    assert_eq!(instance["remainingAttendeeCapacity"], 17);
    assert_eq!(instance["offers"]["price"], "15000");
    assert_eq!(
        instance["eventAttendanceMode"],
        "https://schema.org/OfflineEventAttendanceMode"
    );
    let schedule = json!([{
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "byDay": ["https://schema.org/Tuesday", "https://schema.org/Thursday"],
        "startDate": "2026-03-03",
        "endDate": "2026-05-28",
        "startTime": "18:30:00",
        "endTime": "20:30:00",
        "scheduleTimezone": "Asia/Seoul",
        "exceptDate": ["2026-05-05"],
    }]);
    assert_eq!(instance["courseSchedule"], schedule);
}

#[tokio::test]
async fn who_wishes_no_language_gets_the_citys_for_codes_too() {
    let network = Network::start().await;
    let (id, _) = sample(&network).await;

    let page = network.get(&format!("/programmes/{id}")).await;
    assert_eq!(page["about"][0]["name"], "디지털 역량");
    let calendar = network.get(&format!("/programmes/{id}/calendar.ics")).await;
    assert!(calendar.text.contains("CATEGORIES:디지털 역량"));
    let city = network.get("/cities/kr-hanam").await;
    assert_eq!(city["@graph"][0]["containedInPlace"]["name"], "대한민국");
}

#[tokio::test]
async fn nobody_is_named_who_did_not_ask_to_be() {
    let network = Network::start().await;
    let (id, offering) = sample(&network).await;

    for path in [
        format!("/programmes/{id}"),
        format!("/offerings/{offering}"),
    ] {
        let page = network.get(&path).await;
        assert!(!page.text.contains("김하나"), "{page:?}");
    }
}

#[tokio::test]
async fn an_offering_says_of_which_programme_it_is() {
    let network = Network::start().await;
    let (id, offering) = sample(&network).await;

    let page = network.get(&format!("/offerings/{offering}")).await;

    assert_eq!(page["@type"], "CourseInstance");
    assert_eq!(page["name"], "디지털 첫걸음", "in the city's own language");
    assert_eq!(
        page["about"]["@id"],
        format!("http://learning-cities.test/programmes/{id}")
    );
    assert_eq!(page["location"][0]["name"], "하남시청");
    assert_eq!(page["organizer"]["name"], "하남시");
}

#[tokio::test]
async fn a_festival_is_an_event() {
    let network = Network::start().await;
    let mut festival = course();
    festival["kind"] = json!("FESTIVAL");
    let (id, _) = published(&network, festival).await;

    let page = network.get(&format!("/programmes/{id}")).await;

    assert_eq!(page["@type"], "EducationEvent");
    assert_eq!(page["startDate"], "2026-03-03");
    assert_eq!(page["endDate"], "2026-05-28");
    assert_eq!(page["subEvent"][0]["@type"], "EducationEvent");
    assert_eq!(page["subEvent"][0]["eventSchedule"][0]["@type"], "Schedule");
    assert_eq!(page["provider"], Value::Null, "an event has an organizer");
}

#[tokio::test]
async fn a_space_is_a_place_in_its_city() {
    let network = Network::start().await;
    let spaces = network.ask("{ learningSpaces(first: 100) { nodes { id latitude: location { latitude } city { slug } } } }").await;
    let spaces = spaces["data"]["learningSpaces"]["nodes"]
        .as_array()
        .unwrap()
        .clone();
    assert!(!spaces.is_empty());

    for space in &spaces {
        let id = space["id"].as_str().unwrap();
        let page = network.get(&format!("/learning-spaces/{id}")).await;
        assert_eq!(page["@type"], "Place");
        let city = space["city"]["slug"].as_str().unwrap();
        let address = format!("http://learning-cities.test/cities/{city}");
        assert_eq!(page["containedInPlace"]["@id"], address);
        assert_eq!(page["geo"]["latitude"], space["latitude"]["latitude"]);
        assert_eq!(page["address"]["@type"], "PostalAddress");
    }
}

#[tokio::test]
async fn a_city_is_a_place_and_the_body_that_governs_it() {
    let network = Network::start().await;
    let page = network
        .get_with(&[("accept-language", "ko")], "/cities/kr-hanam")
        .await;

    let graph = page["@graph"].as_array().unwrap();
    assert_eq!(graph[0]["@type"], "City");
    assert_eq!(graph[0]["name"], "하남시");
    assert_eq!(graph[0]["containedInPlace"]["identifier"], "KR");
    assert_eq!(graph[1]["@type"], "GovernmentOrganization");
    assert_eq!(graph[1]["areaServed"]["@id"], graph[0]["@id"]);
}

#[tokio::test]
async fn what_is_not_public_is_not_there() {
    let network = Network::start().await;
    let draft = hanam(&network).create_programme(course()).await;
    let draft = draft["programme"]["id"].as_str().unwrap().to_owned();
    let path = format!("/programmes/{draft}");
    let status = async |path: &str| network.get(path).await.status.as_u16();
    assert_eq!(status(&path).await, 404);

    step(&network, "Publish", &draft).await;
    assert_eq!(status(&path).await, 200);

    step(&network, "Suspend", &draft).await;
    let gone = network.get(&path).await;
    assert_eq!((gone.status.as_u16(), gone.code()), (404, "NOT_FOUND"));
    assert_eq!(gone.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_name_that_means_nothing_is_not_found() {
    let network = Network::start().await;
    let city = network.id_of("city", "kr-hanam").await;

    for path in [
        "/programmes/1",
        &format!("/programmes/{city}"),
        "/offerings/%00",
        "/cities/atlantis",
        "/learning-spaces/space_",
    ] {
        let reply = network.get(path).await;
        assert_eq!(
            (reply.status.as_u16(), reply.code()),
            (404, "NOT_FOUND"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn nothing_that_says_nothing_is_told() {
    fn says_something(value: &Value) -> bool {
        match value {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty() && items.iter().all(says_something),
            Value::Object(fields) => !fields.is_empty() && fields.values().all(says_something),
            Value::Bool(_) | Value::Number(_) => true,
        }
    }
    let network = Network::start().await;
    let found = network
        .ask("{ programmes(first: 100) { nodes { id } } offerings(first: 50) { nodes { id } } }")
        .await;
    for (list, folder) in [("programmes", "programmes"), ("offerings", "offerings")] {
        for node in found["data"][list]["nodes"].as_array().unwrap() {
            let page = network
                .get(&format!("/{folder}/{}", node["id"].as_str().unwrap()))
                .await;
            assert!(says_something(page.json()), "{page:?}");
        }
    }
}

#[tokio::test]
async fn a_page_can_stand_in_a_script_of_html() {
    let network = Network::start().await;
    let mut course = course();
    course["title"][0]["text"] = json!("</script><script>alert(1)</script>\u{2028}<!--");
    let (id, offering) = published(&network, course).await;
    for path in [
        format!("/programmes/{id}"),
        format!("/offerings/{offering}"),
        "/cities/kr-hanam".to_owned(),
        "/catalog.jsonld".to_owned(),
        "/feeds/rpde/programmes".to_owned(),
        "/news.json".to_owned(),
    ] {
        let page = network.get(&path).await;
        assert_eq!(page.status, 200, "{path}: {page:?}");
        assert!(!page.text.contains(['<', '\u{2028}']), "{path}");
        assert!(page.json().is_object(), "{path}");
    }
    let page = network.get(&format!("/programmes/{id}")).await;
    assert!(page.text.contains("\\u003c/script>"), "{page:?}");
}
