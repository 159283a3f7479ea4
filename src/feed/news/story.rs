//! One piece of news in the reader's language.

use chrono::{DateTime, Utc};
use entity::{Localized, values::Origin};
use sha2::{Digest, Sha256};
use uuid::Builder;

use super::NewsWriter;
use crate::{
    domain::{
        locale,
        news::{Matter, News},
    },
    feed::made_up,
};

/// A piece of news as feeds tell it.
pub(super) struct Story {
    /// Never changes, wherever the server moves.
    pub(super) id: String,
    pub(super) at: DateTime<Utc>,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) language: String,
    pub(super) address: String,
    /// The kind of the news, for programs.
    pub(super) kind: &'static str,
    /// The same for people.
    pub(super) label: String,
    /// The slug of the city.
    pub(super) city: String,
    /// Its name.
    pub(super) author: String,
    /// The id of the record.
    pub(super) subject: String,
    /// What is said of it when it was made up.
    pub(super) made_up: Option<&'static str>,
}

impl NewsWriter<'_> {
    pub(super) fn story(&self, news: &News) -> Story {
        let (kind, label) = kind(&news.matter);
        let label = locale::best(&label, self.wishes, &news.city.default_locale);
        let label = label.map_or(kind, |(_, label)| label).to_owned();
        let (title, default) = title(&news.matter);
        let (language, title) =
            locale::best(title, self.wishes, default).unwrap_or((default, kind));
        let text = text(&news.matter).and_then(|text| locale::best(text, self.wishes, default));
        Story {
            id: id(news),
            at: news.at,
            text: text.map_or(title, |(_, text)| text).to_owned(),
            title: format!("{label}: {title}"),
            language: language.to_owned(),
            address: self.address(news),
            kind,
            label,
            city: news.city.slug.clone(),
            author: self.name(&news.city).to_owned(),
            subject: subject(&news.matter),
            made_up: made_up::said(origin(&news.matter)),
        }
    }

    /// Programmes have pages; what else is news stands on the page of its city.
    fn address(&self, news: &News) -> String {
        match &news.matter {
            Matter::Programme(row) => self.site.programme(row.id),
            _ => self.site.city(&news.city.slug),
        }
    }
}

/// A UUID of the record and of the place in the journal.
fn id(news: &News) -> String {
    let mut digest = Sha256::new();
    digest.update(news.subject.as_bytes());
    digest.update(news.number.to_be_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.finalize()[..16]);
    Builder::from_custom_bytes(bytes)
        .into_uuid()
        .urn()
        .to_string()
}

fn subject(matter: &Matter) -> String {
    match matter {
        Matter::Programme(row) => row.id.to_string(),
        Matter::Survey(row) | Matter::Results(row) => row.id.to_string(),
        Matter::Action(row) => row.id.to_string(),
    }
}

fn origin(matter: &Matter) -> Origin {
    match matter {
        Matter::Programme(row) => row.origin,
        Matter::Survey(row) | Matter::Results(row) => row.origin,
        Matter::Action(row) => row.origin,
    }
}

fn title(matter: &Matter) -> (&Localized, &str) {
    match matter {
        Matter::Programme(row) => (&row.title, &row.default_locale),
        Matter::Survey(row) | Matter::Results(row) => (&row.title, &row.default_locale),
        Matter::Action(row) => (&row.said, &row.default_locale),
    }
}

fn text(matter: &Matter) -> Option<&Localized> {
    match matter {
        Matter::Programme(row) => row.summary.as_ref(),
        Matter::Survey(row) | Matter::Results(row) => row.purpose.as_ref(),
        Matter::Action(row) => row.did.as_ref(),
    }
}

fn kind(matter: &Matter) -> (&'static str, Localized) {
    let [kind, en, ko, simplified, traditional] = match matter {
        Matter::Programme(_) => [
            "programme",
            "New programme",
            "새 프로그램",
            "新课程",
            "新課程",
        ],
        Matter::Survey(_) => ["survey", "Survey", "설문조사", "问卷调查", "問卷調查"],
        Matter::Results(_) => [
            "results",
            "Survey results",
            "설문 결과",
            "调查结果",
            "調查結果",
        ],
        Matter::Action(_) => [
            "action",
            "You said, we did",
            "시민 의견 반영",
            "您的意见，我们的行动",
            "您的意見，我們的行動",
        ],
    };
    let labels = [
        ("en", en),
        ("ko", ko),
        ("zh-Hans", simplified),
        ("zh-Hant", traditional),
    ];
    (kind, Localized::from(labels))
}
