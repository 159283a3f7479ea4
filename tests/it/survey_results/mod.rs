//! What cities, citizens and alliances read of the answers to surveys.

mod exact;
mod publishing;
mod rollup;
mod trend;

use entity::{
    CityId, SurveyId, survey,
    survey_tally_count::{Count, Tally},
    survey_version,
    values::{Anonymity, Origin, ResponseControl, SurveyStatus},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

use crate::support::{Network, this_morning};

/// A survey that is over, as it stands in the database.
pub struct Asked {
    pub id: SurveyId,
}

/// How many of whom gave which answer.
type Answers<'a> = &'a [(&'a str, &'a str, u64)];

impl Asked {
    /// A city has asked, in a version that stands here.
    pub async fn by(
        network: &Network,
        city: &str,
        change: impl FnOnce(&mut survey::Model),
    ) -> Self {
        let db = network.app().writer();
        let city = entity::city::Entity::find().filter(entity::city::Column::Slug.eq(city));
        let city = city.one(db).await.unwrap().unwrap();
        let mut survey = closed(city.id);
        change(&mut survey);
        let id = survey.id;
        survey.into_active_model().insert(db).await.unwrap();
        let asked = Self { id };
        asked.version(network, 1, useful()).await;
        asked
    }

    /// Another version of what it asks.
    pub async fn version(&self, network: &Network, number: i32, content: Value) {
        let version = survey_version::Model {
            survey_id: self.id,
            number,
            content: serde_json::from_value(content).unwrap(),
            created_at: this_morning(),
            frozen_at: Some(this_morning()),
        };
        let db = network.app().writer();
        version.into_active_model().insert(db).await.unwrap();
    }

    /// What was answered: the age group, the value, and how often.
    pub async fn answered(
        &self,
        network: &Network,
        (version, key): (i32, &str),
        answers: Answers<'_>,
    ) {
        let mut tally = Tally::default();
        for (age, value, times) in answers {
            let groups = tally.by.entry("age".to_owned()).or_default();
            let of_age = groups.entry((*age).to_owned()).or_default();
            for count in [of_age, &mut tally.all] {
                add(count, value, *times);
            }
        }
        let row = entity::survey_tally::Model {
            survey_id: self.id,
            version_number: version,
            question_key: key.to_owned(),
            tally,
        };
        let db = network.app().writer();
        row.into_active_model().insert(db).await.unwrap();
    }

    /// Everybody answers this, and nothing else is asked of them.
    pub async fn useful(&self, network: &Network, answers: Answers<'_>) {
        self.answered(network, (1, "useful"), answers).await;
        let all: Vec<_> = answers
            .iter()
            .map(|(age, _, times)| (*age, "channel\tWEB", *times))
            .collect();
        self.answered(network, (1, ""), &all).await;
    }

    /// Publishes results, and shows these fields of the survey.
    pub async fn publish(
        &self,
        network: &Network,
        (city, more): (&str, Value),
        shows: &str,
    ) -> Value {
        let mut input = json!({ "id": self.id.to_string() });
        input
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let city = network.city(city, "survey:write");
        city.change(
            "surveyPublishResults",
            input,
            &format!("survey {{ {shows} }}"),
        )
        .await
    }
}

fn add(count: &mut Count, value: &str, times: u64) {
    count.answered += times;
    if !value.is_empty() {
        *count.values.entry(value.to_owned()).or_default() += times;
    }
}

fn closed(city_id: CityId) -> survey::Model {
    let now = this_morning();
    let id = SurveyId::new(now);
    survey::Model {
        id,
        city_id,
        slug: id.to_string().replace('_', "-"),
        external_id: None,
        title: [("ko", "주민 설문"), ("en", "Survey of residents")].into(),
        title_text: "주민 설문".to_owned(),
        default_locale: "ko".to_owned(),
        locales: entity::Words(vec!["ko".to_owned()]),
        purpose: None,
        programme_id: None,
        space_id: None,
        plan_id: None,
        series: None,
        response_control: ResponseControl::Open,
        anonymity: Anonymity::Anonymous,
        min_cell_size: 5,
        work_bits: 0,
        opens_at: None,
        closes_at: None,
        status: SurveyStatus::Closed,
        published_version: Some(1),
        published_at: Some(now),
        opened_at: Some(now),
        closed_at: Some(now),
        results_published_at: None,
        answers_erased_at: None,
        origin: Origin::Real,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// Is it useful, and what is missing?
pub fn useful() -> Value {
    json!({
        "questions": [
            { "key": "useful", "kind": "SINGLE_CHOICE", "text": { "ko": "유용합니까?", "en": "Is it useful?" },
              "options": options(&["YES", "NO", "UNSURE"]) },
            { "key": "missing", "kind": "LONG_TEXT", "text": { "ko": "무엇이 부족합니까?" } },
        ],
        "segments": [{ "key": "age", "label": { "en": "Age" }, "values": options(&["YOUNG", "OLD"]) }],
    })
}

pub fn options(codes: &[&str]) -> Value {
    let options = codes.iter();
    options
        .map(|code| json!({ "code": code, "label": { "en": code.to_lowercase() } }))
        .collect()
}
