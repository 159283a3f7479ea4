//! What goes out in our own columns comes in as it was.

use entity::values::ImportFormat;
use learning_cities::{
    domain::{course::Wishes, programme::Export},
    exports::Format,
    feed::{Encoding, programmes::Form},
    imports::{self, Job},
};
use serde_json::{Value, json};

use super::{EVERYTHING, counts};
use crate::support::Network;

const FORMS: [(Form, ImportFormat); 2] = [
    (Form::Csv, ImportFormat::ProgrammesCsv),
    (Form::Ndjson, ImportFormat::ProgrammesNdjson),
];

/// Words and texts that have lost something on the way through a table before.
fn awkward() -> Value {
    json!({
        "externalId": "A-1", "kind": "STUDY_CIRCLE", "setting": "INFORMAL",
        "title": [
            { "locale": "ko", "text": "=SUM(A1)" },
            { "locale": "en", "text": "'=1, \"quoted\"\nand a line" },
            { "locale": "uz-Cyrl", "text": "Ўқиш" },
        ],
        "summary": [{ "locale": "ko", "text": "'따옴표" }],
        "audience": [{ "locale": "en", "text": "@everyone" }],
        "learningOutcomes": [
            { "texts": [{ "locale": "ko", "text": "읽기" }, { "locale": "en", "text": "a | b" }] },
            { "texts": [{ "locale": "ko", "text": "쓰기" }] },
        ],
        "topics": ["READING", "LITERACY"], "targetGroups": ["ADULTS"],
        "ageMin": 0, "ageMax": 130, "languages": ["ko", "en"],
        "recognitions": ["CERTIFICATE"],
        "keywords": ["one|two", "[three]", "=four"],
        "website": "https://osan.example/?a=1%7C2", "startedOn": "2021-05", "recurrence": "ANNUAL",
        "offerings": offerings(),
    })
}

fn offerings() -> Value {
    json!([
        {
            "externalId": "R-1", "deliveryMode": "ONSITE", "instructorName": "홍길동",
            "venue": [{ "locale": "ko", "text": "도서관, 2층" }],
            "startDate": "2026-03-02", "endDate": "2026-06-30",
            "enrolmentOpens": "2026-02-01", "enrolmentCloses": "2026-02-20",
            "capacity": 20, "enrolled": 3, "waitlist": true,
            "price": { "amount": "12.50", "currency": "EUR" },
            "priceText": [{ "locale": "ko", "text": "-10%" }],
            "applicationChannels": ["ONLINE", "VISIT"], "selectionMethod": "LOTTERY",
            "schedules": [
                { "frequency": "WEEKLY", "byDay": ["MO", "WE"], "startDate": "2026-03-02",
                  "startTime": "10:00", "endTime": "12:00", "exceptDates": ["2026-03-09"] },
                { "frequency": "ONCE", "startDate": "2026-06-30",
                  "startTime": "18:00", "endTime": "20:00" },
            ],
        },
        { "code": "B", "deliveryMode": "ONLINE", "virtualUrl": "https://osan.example/b",
          "alwaysOpen": true, "isFree": true, "status": "CANCELLED" },
    ])
}

/// Another that has nothing which need not be there.
fn bare() -> Value {
    json!({ "externalId": "A-2", "kind": "COURSE", "title": [{ "locale": "ko", "text": "책" }] })
}

/// The lines of a file of both.
fn lines() -> Vec<u8> {
    format!("{}\n{}\n", awkward(), bare()).into_bytes()
}

impl Network {
    async fn in_own_columns(&self, city: &str, form: Form) -> Vec<u8> {
        self.written((city, Format::Programmes(form)), EVERYTHING, Encoding::Utf8)
            .await
    }

    async fn import_to(&self, slug: &str, format: ImportFormat, bytes: Vec<u8>) -> [i32; 4] {
        let job = Job {
            city: self.city_id(slug).await,
            format,
            bytes,
            wishes: Wishes::default(),
        };
        let run = imports::run(self.app(), &job, &|_, _| {}).await.unwrap();
        let refused = imports::remarks(self.app(), &run).await.unwrap();
        let told: Vec<_> = refused.iter().map(|row| &row.problems).collect();
        assert_eq!(counts(&run)[3], 0, "{told:?}");
        counts(&run)
    }
}

#[tokio::test]
async fn a_file_of_any_city_changes_nothing_where_it_comes_from() {
    let network = Network::start().await;
    let before = network.last_entry().await;
    for (form, format) in FORMS {
        for city in ["kr-hanam", "kr-eunpyeong", "kr-haneulbit"] {
            let bytes = network.in_own_columns(city, form).await;

            let [created, updated, unchanged, refused] =
                network.import_to(city, format, bytes).await;

            assert_eq!([created, updated, refused], [0, 0, 0], "{city} {form:?}");
            assert!(unchanged > 0, "{city} has programmes");
        }
    }
    assert_eq!(network.last_entry().await, before);
}

#[tokio::test]
async fn another_network_gets_all_that_the_file_says() {
    let here = Network::start().await;
    let format = ImportFormat::ProgrammesNdjson;
    assert_eq!(
        here.import_to("kr-osan", format, lines()).await,
        [2, 0, 0, 0]
    );
    for (form, format) in FORMS {
        let bytes = here.in_own_columns("kr-osan", form).await;
        let there = Network::start().await;

        let counts = there.import_to("kr-osan", format, bytes.clone()).await;

        assert_eq!(counts, [2, 0, 0, 0]);
        assert_eq!(there.in_own_columns("kr-osan", form).await, bytes);
    }
}

#[tokio::test]
async fn an_older_file_takes_back_what_was_changed_since() {
    for (form, format) in FORMS {
        let network = Network::start().await;
        let ndjson = ImportFormat::ProgrammesNdjson;
        network.import_to("kr-osan", ndjson, lines()).await;
        let bytes = network.in_own_columns("kr-osan", form).await;
        let change = json!({
            "externalId": "A-1", "kind": "COURSE", "summary": null, "ageMin": 20,
            "topics": ["LITERACY"], "keywords": null, "languages": [],
            "learningOutcomes": [], "website": null, "recurrence": null,
            "title": [{ "locale": "en", "text": "Other" }, { "locale": "uz-Cyrl", "text": null }],
            "offerings": [
                { "externalId": "R-1", "price": null, "schedules": [], "capacity": null,
                  "instructorName": null, "applicationChannels": [] },
                { "code": "B", "isFree": null, "status": "SCHEDULED", "alwaysOpen": false },
            ],
        });
        let changed = format!("{change}\n").into_bytes();
        assert_eq!(
            network.import_to("kr-osan", ndjson, changed).await,
            [0, 1, 0, 0]
        );
        assert_ne!(network.in_own_columns("kr-osan", form).await, bytes);

        let counts = network.import_to("kr-osan", format, bytes.clone()).await;

        assert_eq!(counts, [0, 1, 1, 0]);
        assert_eq!(network.in_own_columns("kr-osan", form).await, bytes);
    }
}

#[tokio::test]
async fn a_programme_without_a_name_of_its_own_is_found_by_its_id() {
    let network = Network::start().await;
    let city = network.city("kr-osan", "programme:read programme:write");
    let made = city
        .change(
            "programmeCreate",
            json!({
                "title": [{ "locale": "ko", "text": "산책" }], "kind": "COURSE",
                "offerings": [{ "deliveryMode": "OUTREACH" }],
            }),
            "programme { id }",
        )
        .await;
    let id = made["programme"]["id"].as_str().unwrap();
    for (form, format) in FORMS {
        let bytes = network.in_own_columns("kr-osan", form).await;
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.contains(id), "{text}");
        assert_eq!(
            network.import_to("kr-osan", format, bytes).await,
            [0, 0, 1, 0]
        );
    }
    // The id of another city's programme is a name like any other.
    let line = json!({ "externalId": id, "kind": "COURSE",
        "title": [{ "locale": "ko", "text": "다른 도시" }] });
    let bytes = format!("{line}\n").into_bytes();
    let format = ImportFormat::ProgrammesNdjson;
    assert_eq!(
        network.import_to("kr-suwon", format, bytes).await,
        [1, 0, 0, 0]
    );
    let told = city
        .ask("{ viewer { programmes { nodes { id title externalId } } } }")
        .await;
    assert_eq!(
        told["data"]["viewer"]["programmes"]["nodes"],
        json!([{ "id": id, "title": "산책", "externalId": null }])
    );
}

#[tokio::test]
async fn an_external_id_comes_before_the_id_of_another_programme() {
    let network = Network::start().await;
    let city = network.city("kr-osan", "programme:read programme:write");
    let create = async |input: Value| {
        let made = city
            .change("programmeCreate", input, "programme { id }")
            .await;
        made["programme"]["id"].as_str().unwrap().to_owned()
    };
    let title = |text: &str| json!([{ "locale": "ko", "text": text }]);
    let nameless = create(json!({ "title": title("산책"), "kind": "COURSE" })).await;
    let named = json!({ "title": title("서예"), "kind": "COURSE", "externalId": nameless });
    let named = create(named).await;
    let line = json!({ "externalId": nameless, "title": title("붓글씨"), "kind": "COURSE" });

    let counts = network
        .import_to(
            "kr-osan",
            ImportFormat::ProgrammesNdjson,
            format!("{line}\n").into_bytes(),
        )
        .await;

    assert_eq!(counts, [0, 1, 0, 0]);
    let told = city
        .ask("{ viewer { programmes(orderBy: { field: TITLE }) { nodes { id title } } } }")
        .await;
    assert_eq!(
        told["data"]["viewer"]["programmes"]["nodes"],
        json!([
            { "id": named, "title": "붓글씨" },
            { "id": nameless, "title": "산책" },
        ])
    );
}

#[tokio::test]
async fn teachers_and_drafts_go_out_only_when_they_are_asked_for() {
    let network = Network::start().await;
    let format = ImportFormat::ProgrammesNdjson;
    network.import_to("kr-osan", format, lines()).await;
    let public = Export {
        unpublished: false,
        instructors: false,
    };
    let nameless = Export {
        instructors: false,
        ..EVERYTHING
    };
    for (form, format) in FORMS {
        let city = ("kr-osan", Format::Programmes(form));
        let drafts = network.written(city, public, Encoding::Utf8).await;
        assert!(!String::from_utf8(drafts).unwrap().contains("A-1"));

        let bytes = network.written(city, nameless, Encoding::Utf8).await;
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(!text.contains("홍길동") && !text.contains("instructorName"));
        network.import_to("kr-osan", format, bytes).await;
        let all = network.in_own_columns("kr-osan", form).await;
        assert!(String::from_utf8(all).unwrap().contains("홍길동"));
    }
}

#[tokio::test]
async fn an_older_spreadsheet_gets_letters_that_it_reads() {
    let network = Network::start().await;
    let format = ImportFormat::ProgrammesNdjson;
    let line = json!({ "externalId": "A-1", "kind": "COURSE",
        "title": [{ "locale": "ko", "text": "서예" }] });
    let bytes = format!("{line}\n").into_bytes();
    network.import_to("kr-osan", format, bytes).await;
    let city = ("kr-osan", Format::Programmes(Form::Csv));

    let bytes = network.written(city, EVERYTHING, Encoding::Cp949).await;

    assert!(String::from_utf8(bytes.clone()).is_err());
    let counts = network
        .import_to("kr-osan", ImportFormat::ProgrammesCsv, bytes)
        .await;
    assert_eq!(counts, [0, 0, 1, 0]);
}

#[tokio::test]
async fn lines_may_end_as_on_any_machine() {
    for end in ["\n", "\r\n", "\r"] {
        let network = Network::start().await;
        let text = String::from_utf8(lines()).unwrap().replace('\n', end);
        let ndjson = ImportFormat::ProgrammesNdjson;
        let counts = network
            .import_to("kr-osan", ndjson, text.into_bytes())
            .await;
        assert_eq!(counts, [2, 0, 0, 0], "{end:?}");
    }
}
