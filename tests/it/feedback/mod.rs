//! What cities hear beside their surveys, and what they do about all of it.

mod actions;
mod changed;
mod channels;
mod invariants;
mod loops;
mod seeds;
mod sessions;
mod steps;
mod themes;

use chrono::{DateTime, Utc};
use entity::{
    CityId, SnapshotId, SurveyId, city, snapshot_question, survey,
    survey_result::QuestionResult,
    survey_snapshot,
    values::{Anonymity, Origin, QuestionKind, ResponseControl, SurveyStatus},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

use crate::support::{Caller, Network};

/// A text in Korean, as inputs have it.
fn ko(text: &str) -> Value {
    json!([{ "locale": "ko", "text": text }])
}

fn with(mut input: Value, more: Value) -> Value {
    let Value::Object(more) = more else {
        panic!("no object: {more}");
    };
    input.as_object_mut().unwrap().extend(more);
    input
}

/// What a city's program makes; each gives the id.
impl Caller<'_> {
    async fn made(&self, mutation: &str, thing: &str, input: Value) -> Value {
        let payload = self
            .change(mutation, input, &format!("{thing} {{ id }}"))
            .await;
        assert_eq!(payload["userErrors"], json!([]), "{mutation}");
        payload[thing]["id"].clone()
    }

    async fn session(&self, more: Value) -> Value {
        let input =
            json!({ "kind": "TOWN_HALL", "title": ko("주민 회의"), "heldOn": "2026-02-10" });
        self.made(
            "feedbackSessionCreate",
            "feedbackSession",
            with(input, more),
        )
        .await
    }

    async fn theme(&self, evidence: Value) -> Value {
        let input = json!({ "title": ko("저녁 강좌"), "evidence": evidence });
        self.made("feedbackThemeCreate", "feedbackTheme", input)
            .await
    }

    /// A theme that was heard at a new session.
    async fn heard_theme(&self) -> Value {
        let session = self.session(json!({})).await;
        self.theme(json!([{ "sourceId": session }])).await
    }

    async fn action(&self, theme: &Value, more: Value) -> Value {
        let input = json!({ "themeId": theme, "said": ko("저녁에 배우고 싶다") });
        self.made("feedbackActionCreate", "feedbackAction", with(input, more))
            .await
    }

    async fn publish(&self, action: &Value) {
        self.made(
            "feedbackActionPublish",
            "feedbackAction",
            json!({ "id": action }),
        )
        .await;
    }

    /// Takes an action from status to status.
    async fn walk(&self, action: &Value, statuses: &[&str]) {
        for to in statuses {
            let did = (*to == "DONE").then(|| ko("저녁 강좌를 열었다"));
            let input = json!({ "id": action, "to": to, "did": did });
            self.made("feedbackActionMove", "feedbackAction", input)
                .await;
        }
    }
}

/// All the way from the beginning to the end.
const WHOLE_WAY: [&str; 5] = ["UNDER_REVIEW", "ACCEPTED", "PLANNED", "IN_PROGRESS", "DONE"];

async fn city_of(network: &Network, slug: &str) -> CityId {
    let city = city::Entity::find().filter(city::Column::Slug.eq(slug));
    city.one(network.app().reader()).await.unwrap().unwrap().id
}

/// A survey that closed at a moment, written as if its city had run it.
async fn closed_survey(network: &Network, city: &str, closed: DateTime<Utc>) -> survey::Model {
    let id = SurveyId::new(closed);
    let row = survey::Model {
        id,
        city_id: city_of(network, city).await,
        slug: format!("s-{}", &id.0.simple().to_string()[20..]),
        external_id: None,
        title: [("ko", "설문")].into(),
        title_text: "설문".to_owned(),
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
        status: SurveyStatus::ResultsPublished,
        published_version: Some(1),
        published_at: Some(closed),
        opened_at: Some(closed),
        closed_at: Some(closed),
        results_published_at: Some(closed),
        answers_erased_at: None,
        origin: Origin::Real,
        version: 1,
        created_at: closed,
        updated_at: closed,
        deleted_at: None,
    };
    let inserted = row.into_active_model().insert(network.app().writer()).await;
    inserted.unwrap()
}

/// Published results of a survey, with one question, `evening`.
async fn results(network: &Network, survey: &survey::Model) -> SnapshotId {
    let db = network.app().writer();
    let at = survey.closed_at.unwrap_or(survey.created_at);
    let row = survey_snapshot::Model {
        id: SnapshotId::new(at),
        survey_id: survey.id,
        city_id: survey.city_id,
        number: 1,
        taken_at: at,
        title: survey.title.clone(),
        default_locale: survey.default_locale.clone(),
        response_control: survey.response_control,
        responses: Some(120),
        min_cell_size: 5,
        hash: "0".repeat(64),
        version: 1,
        created_at: at,
        updated_at: at,
        deleted_at: None,
    };
    let row = row.into_active_model().insert(db).await.unwrap();
    let question = snapshot_question::Model {
        snapshot_id: row.id,
        key: "evening".to_owned(),
        position: 0,
        bank_question_id: None,
        result: QuestionResult {
            key: "evening".to_owned(),
            kind: QuestionKind::YesNo,
            text: [("ko", "저녁에 배우고 싶습니까?")].into(),
            versions: vec![1],
            answered: Some(120),
            skipped: Some(0),
            withheld: None,
            distributions: Vec::new(),
            breakdowns: Vec::new(),
        },
    };
    question.into_active_model().insert(db).await.unwrap();
    row.id
}
