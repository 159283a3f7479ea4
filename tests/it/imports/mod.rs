//! Files of courses come in, go out, and lose nothing on the way.

mod bad;
mod columns;
mod commands;
mod identity;
mod mutation;
mod odd;
mod own_round_trip;
mod replacing;
mod round_trip;
mod shapes;

use chrono::{Days, NaiveDate};
use entity::{CityId, import_run::Model, values::ImportFormat};
use learning_cities::{
    domain::{
        city,
        course::{Column, Course, Wishes},
        problem::{Problem, Problems},
        programme::Export,
    },
    exports::{self, Format},
    feed::{Encoding, courses},
    imports::{self, Job},
};

use crate::support::Network;

/// Everything of a city, the names of those who teach included.
pub const EVERYTHING: Export = Export {
    unpublished: true,
    instructors: true,
};

pub fn row(cells: &[(Column, &str)]) -> Course {
    let mut course = Course::default();
    for (column, text) in cells {
        (*text).clone_into(&mut course[*column]);
    }
    course
}

/// A course as a city hall writes it, with what no field of ours has.
pub fn calligraphy() -> Course {
    row(&[
        (Column::Title, "서예 첫걸음"),
        (Column::Instructor, "홍길동"),
        (Column::StartDay, "2026-03-03"),
        (Column::EndDay, "2026-05-26"),
        (Column::StartTime, "10:00"),
        (Column::EndTime, "12:00"),
        (
            Column::Description,
            "붓을 처음 잡는 분을 위한 강좌, \"해서\"부터",
        ),
        (Column::Audience, "성인"),
        (Column::Mode, "오프라인"),
        (Column::Days, "매주 화"),
        (Column::Place, "수원시평생학습관 301호"),
        (Column::Capacity, "20"),
        (Column::Price, "30,000원"),
        (Column::Address, "경기도 수원시 팔달구 월드컵로381번길 2"),
        (Column::Institution, "수원시평생학습관"),
        (Column::Phone, "031-248-9700"),
        (Column::EnrolmentOpens, "2026-02-02"),
        (Column::EnrolmentCloses, "2026-02-20"),
        (Column::Channels, "인터넷·방문접수"),
        (Column::Selection, "선착순"),
        (Column::Website, "https://learning.suwon.go.kr"),
        (Column::Subsidy, "N"),
        (Column::CreditBank, "N"),
        (Column::LearningAccount, "Y"),
        (Column::AsOf, "2026-02-01"),
    ])
}

/// What stands in the columns of real files.
const VARIETY: &[(Column, &[&str])] = &[
    (
        Column::Days,
        &["월+수", "월~금", "매주 화", "주말", "격주 토"],
    ),
    (Column::Audience, &["성인", "초4~6", "누구나", "-"]),
    (Column::Price, &["0", "무료", "30000", "재료비 별도", ""]),
    (
        Column::Website,
        &["https://learning.suwon.go.kr", "없음", "-"],
    ),
    (Column::Selection, &["선착순", "추첨", "기타"]),
    (Column::Channels, &["인터넷접수", "전화, 방문", "QR코드"]),
    (Column::Capacity, &["20", "0", "", "15명"]),
];

/// Courses of all the kinds that files have.
pub fn many(count: usize) -> Vec<Course> {
    let first: NaiveDate = "2026-03-02".parse().unwrap();
    let course = |number: usize| {
        let mut course = calligraphy();
        let start = first + Days::new(number as u64 % 90);
        course[Column::Title] = format!("강좌 {number}");
        course[Column::StartDay] = start.to_string();
        course[Column::EndDay] = (start + Days::new(60)).to_string();
        for (column, texts) in VARIETY {
            texts[number % texts.len()].clone_into(&mut course[*column]);
        }
        course
    };
    (0..count).map(course).collect()
}

/// The bytes of a file with these rows.
pub fn file(rows: &[Course], encoding: Encoding) -> Vec<u8> {
    let writer = courses::Writer::new(encoding);
    [writer.head().unwrap(), writer.rows(rows).unwrap()].concat()
}

impl Network {
    /// The id of a city.
    pub async fn city_id(&self, slug: &str) -> CityId {
        city::by_slug(self.app().reader(), slug)
            .await
            .unwrap()
            .unwrap()
            .id
    }

    /// Takes a file into Osan.
    pub async fn import(&self, format: ImportFormat, bytes: Vec<u8>) -> Model {
        self.import_with(format, bytes, Wishes::default()).await
    }

    /// The same with wishes.
    pub async fn import_with(&self, format: ImportFormat, bytes: Vec<u8>, wishes: Wishes) -> Model {
        let job = Job {
            city: self.city_id("kr-osan").await,
            format,
            bytes,
            wishes,
        };
        imports::run(self.app(), &job, &|_, _| {}).await.unwrap()
    }

    /// Takes rows of the national file into Osan.
    pub async fn import_courses(&self, rows: &[Course]) -> [i32; 4] {
        let bytes = file(rows, Encoding::Utf8);
        counts(&self.import(ImportFormat::NationalCourses, bytes).await)
    }

    /// The file that Osan writes.
    pub async fn export(&self, export: Export, encoding: Encoding) -> Vec<u8> {
        self.written(("kr-osan", Format::Courses), export, encoding)
            .await
    }

    /// The file that a city writes in a format.
    pub async fn written(
        &self,
        (city, format): (&str, Format),
        export: Export,
        encoding: Encoding,
    ) -> Vec<u8> {
        let mut bytes = Vec::new();
        let city = self.city_id(city).await;
        exports::run(self.app(), city, (export, format, encoding), &mut bytes)
            .await
            .unwrap();
        bytes
    }

    /// The rows of that file.
    pub async fn exported(&self) -> Vec<Course> {
        let bytes = self.export(EVERYTHING, Encoding::Utf8).await;
        let lines = courses::read(&bytes).unwrap();
        lines.into_iter().map(|(_, row)| row.unwrap()).collect()
    }
}

/// Problems as `path: sentence`.
pub fn told(problems: &Problems) -> Vec<String> {
    let sentence = |problem: &Problem| {
        let sentences = problem.complaint.sentences();
        let sentence = sentences.get("en").unwrap();
        format!("{}: {sentence}", problem.path.join("."))
    };
    problems.iter().map(sentence).collect()
}

/// New, changed, as before, refused.
pub fn counts(run: &Model) -> [i32; 4] {
    assert_eq!(run.done, run.total, "{run:?}");
    [run.created, run.updated, run.unchanged, run.refused]
}
