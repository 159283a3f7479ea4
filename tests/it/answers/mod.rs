//! Answering surveys: who may, what is kept of it, and what is counted.

mod counting;
mod erasing;
mod exporting;
mod inviting;
mod paper;
mod questions;
mod traces;
mod work;

use chrono::{DateTime, Utc};
use entity::{
    CityId, SurveyId, survey,
    survey_content::SurveyContent,
    survey_secret, survey_version,
    values::{Anonymity, Origin, ResponseControl, SurveyStatus},
};
use learning_cities::app::App;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

use crate::support::{Network, Reply, this_morning};

/// What a receipt shows.
const RECEIPT: &str = "receipt { receivedOn survey { id } }";

/// A survey that stands in the database as if its city had opened it.
pub struct Asked {
    pub survey: survey::Model,
}

impl Asked {
    /// Hanam asks everybody, anonymously, with two questions.
    pub async fn openly(network: &Network) -> Self {
        Self::of(network, short(), |_| {}).await
    }

    /// Hanam asks whom it invites.
    pub async fn by_invitation(network: &Network) -> Self {
        let control = ResponseControl::Token;
        Self::of(network, short(), |survey| survey.response_control = control).await
    }

    /// Hanam asks this, in a survey that is like this.
    pub async fn of(
        network: &Network,
        content: Value,
        change: impl FnOnce(&mut survey::Model),
    ) -> Self {
        Self::in_app(network.app(), content, change).await
    }

    /// The same over another application.
    pub async fn in_app(
        app: &App,
        content: Value,
        change: impl FnOnce(&mut survey::Model),
    ) -> Self {
        let db = app.writer();
        let hanam = entity::city::Entity::find().filter(entity::city::Column::Slug.eq("kr-hanam"));
        let hanam = hanam.one(db).await.unwrap().unwrap();
        let mut survey = open(hanam.id, this_morning());
        change(&mut survey);
        let row = survey.clone().into_active_model();
        row.insert(db).await.unwrap();
        let secret = survey_secret::Model {
            survey_id: survey.id,
            secret: "5e".repeat(32),
        };
        secret.into_active_model().insert(db).await.unwrap();
        let asked = Self { survey };
        asked.add_version(app, 1, content).await;
        asked
    }

    /// Adds a version that is asked from now on.
    pub async fn freeze(&self, network: &Network, number: i32, content: Value) {
        self.add_version(network.app(), number, content).await;
    }

    async fn add_version(&self, app: &App, number: i32, content: Value) {
        let content: SurveyContent = serde_json::from_value(content).unwrap();
        let version = survey_version::Model {
            survey_id: self.survey.id,
            number,
            content,
            created_at: this_morning(),
            frozen_at: Some(this_morning()),
        };
        let db = app.writer();
        version.into_active_model().insert(db).await.unwrap();
    }

    /// Writes another state of the survey, as its city or the clock would.
    pub async fn becomes(&self, network: &Network, change: impl FnOnce(&mut survey::Model)) {
        let db = network.app().writer();
        let row = survey::Entity::find_by_id(self.survey.id).one(db).await;
        let mut row = row.unwrap().unwrap();
        change(&mut row);
        row.into_active_model()
            .reset_all()
            .update(db)
            .await
            .unwrap();
    }

    pub fn id(&self) -> SurveyId {
        self.survey.id
    }

    /// Answers as a citizen does; `more` goes into the input.
    pub async fn answer(&self, network: &Network, more: Value, terms: &str) -> Reply {
        network.ask_with(&document(terms), self.input(&more)).await
    }

    /// The variables of such an answer.
    pub fn input(&self, more: &Value) -> Value {
        let mut input = json!({
            "surveyId": self.id().to_string(),
            "answers": [{ "question": "useful", "choice": ["YES"] }],
        });
        let more = more.as_object().unwrap().clone();
        input.as_object_mut().unwrap().extend(more);
        json!({ "input": input })
    }

    /// Makes so many invitations, and gives their tokens.
    pub async fn invite(&self, network: &Network, count: usize) -> Vec<String> {
        let hanam = network.city("kr-hanam", "survey:write");
        let input = json!({ "id": self.id().to_string(), "groups": [{ "count": count }] });
        let payload = hanam
            .change("surveyInvite", input, "groups { tokens }")
            .await;
        assert_eq!(payload["userErrors"], json!([]));
        let tokens = payload["groups"][0]["tokens"].as_array().unwrap();
        tokens
            .iter()
            .map(|token| token.as_str().unwrap().to_owned())
            .collect()
    }

    /// How many responses there are.
    pub async fn responses(&self, network: &Network) -> Vec<entity::survey_response::Model> {
        let responses = entity::survey_response::Entity::find()
            .filter(entity::survey_response::Column::SurveyId.eq(self.id()));
        responses.all(network.app().reader()).await.unwrap()
    }
}

fn document(terms: &str) -> String {
    format!(
        "mutation ($input: SurveyRespondInput!) {{ surveyRespond(input: $input, {terms}) {{
            {RECEIPT} userErrors {{ code field message }} }} }}"
    )
}

/// What a mutation complained of, such as `SURVEY_TOKEN_USED token`.
fn complaints(reply: &Reply) -> Vec<String> {
    assert_eq!(reply["errors"], Value::Null, "{reply:?}");
    crate::support::complaints(&reply["data"]["surveyRespond"])
}

fn is_received(reply: &Reply) -> bool {
    reply["data"]["surveyRespond"]["receipt"]["receivedOn"] == "2026-03-02"
}

fn open(city_id: CityId, now: DateTime<Utc>) -> survey::Model {
    let id = SurveyId::new(now);
    survey::Model {
        id,
        city_id,
        slug: id.to_string().replace('_', "-"),
        external_id: None,
        title: [("ko", "주민 설문"), ("en", "Survey of residents")].into(),
        title_text: "주민 설문".to_owned(),
        default_locale: "ko".to_owned(),
        locales: entity::Words(vec!["ko".to_owned(), "en".to_owned()]),
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
        status: SurveyStatus::Open,
        published_version: Some(1),
        published_at: Some(now),
        opened_at: Some(now),
        closed_at: None,
        results_published_at: None,
        answers_erased_at: None,
        origin: Origin::Synthetic,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// Is it useful, and what is missing?
fn short() -> Value {
    json!({
        "questions": [
            { "key": "useful", "kind": "SINGLE_CHOICE", "text": { "ko": "유용합니까?" },
              "required": true, "options": options(&["YES", "NO", "UNSURE"]) },
            { "key": "missing", "kind": "LONG_TEXT", "text": { "ko": "무엇이 부족합니까?" } },
        ],
        "segments": [{ "key": "age", "label": { "ko": "연령" },
            "values": options(&["UNDER_30", "30_TO_59", "60_PLUS"]) }],
    })
}

fn options(codes: &[&str]) -> Value {
    let options = codes.iter();
    options
        .map(|code| json!({ "code": code, "label": { "ko": code } }))
        .collect()
}
