//! The end of all answers.

use entity::{
    SurveyId, survey_invitation, survey_receipt, survey_response, survey_tally, survey_uncounted,
    values::SurveyStatus,
};
use learning_cities::domain::survey::response;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, Statement,
};
use serde_json::json;

use super::Asked;
use crate::support::{self, Network, this_morning};

#[tokio::test]
async fn everything_that_single_citizens_said_is_erased() {
    let network = Network::start().await;
    let asked = Asked::by_invitation(&network).await;
    let tokens = asked.invite(&network, 3).await;
    for token in &tokens[..2] {
        asked.answer(&network, json!({ "token": token }), "").await;
    }
    let hanam = network.city("kr-hanam", "survey:write");
    let erase = async || {
        let input = json!({ "id": asked.id().to_string() });
        hanam
            .change(
                "surveyEraseResponses",
                input,
                "survey { answersErasedAt version }",
            )
            .await
    };

    let while_open = erase().await;
    assert_eq!(support::complaints(&while_open), ["CONFLICT id"]);
    asked
        .becomes(&network, |survey| {
            survey.status = SurveyStatus::Closed;
            survey.closed_at = Some(this_morning());
        })
        .await;
    let erased = erase().await;

    assert_eq!(support::complaints(&erased), [""; 0]);
    assert_eq!(
        erased["survey"]["answersErasedAt"],
        "2026-03-02T09:00:00+00:00"
    );
    let db = network.app().reader();
    macro_rules! left {
        ($($table:ident),+) => {
            [$($table::Entity::find()
                .filter($table::Column::SurveyId.eq(asked.id()))
                .count(db)
                .await
                .unwrap()),+]
        };
    }
    let left = left![
        survey_response,
        survey_uncounted,
        survey_tally,
        survey_invitation,
        survey_receipt
    ];
    assert_eq!(left, [0; 5]);
    let again = erase().await;
    assert_eq!(again["survey"]["version"], erased["survey"]["version"]);
}

/// Has the one answer to a survey so many times more.
async fn copy_the_answer(network: &Network, survey: SurveyId, times: usize) {
    let db = network.app().writer();
    let (id, numbers) = match db.get_database_backend() {
        DbBackend::Sqlite => (
            "randomblob(16)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)",
        ),
        _ => (
            "gen_random_uuid()",
            "WITH n(i) AS (SELECT generate_series(1, 12000))",
        ),
    };
    let numbers = numbers.replace("12000", &times.to_string());
    let copies = format!(
        "{numbers} INSERT INTO survey_response SELECT survey_id, {id}, version_number, locale, \
         channel, submitted_on, submitted_at, NULL, segments, answers FROM survey_response, n WHERE survey_id = $1"
    );
    let copies = Statement::from_sql_and_values(db.get_database_backend(), copies, [survey.into()]);
    db.execute_raw(copies).await.unwrap();
}

const PROGRESS: &str = "survey { answersErasedAt erasure { erased finishedAt } }";

#[tokio::test]
async fn many_answers_are_erased_in_steps_and_read_by_nobody_meanwhile() {
    let network = Network::start().await;
    let asked = Asked::by_invitation(&network).await;
    let tokens = asked.invite(&network, 1).await;
    asked
        .answer(&network, json!({ "token": tokens[0] }), "")
        .await;
    copy_the_answer(&network, asked.id(), 12_000).await;
    asked
        .becomes(&network, |survey| {
            survey.status = SurveyStatus::Closed;
            survey.closed_at = Some(this_morning());
        })
        .await;
    let hanam = network.city("kr-hanam", "survey:write survey:read answer:read");
    let input = json!({ "id": asked.id().to_string() });

    let begun = hanam
        .change("surveyEraseResponses", input.clone(), PROGRESS)
        .await;

    let survey = &begun["survey"];
    assert_eq!(survey["answersErasedAt"], "2026-03-02T09:00:00+00:00");
    assert_eq!(survey["erasure"]["finishedAt"], json!(null));
    let token = network.token("city:kr-hanam", "answer:read");
    let path = format!("/surveys/{}/answers.ndjson", asked.id());
    let bearer = format!("Bearer {token}");
    let file = network.get_with(&[("authorization", &bearer)], &path).await;
    assert_eq!((file.status.as_u16(), file.text.as_str()), (200, ""));

    let app = network.app();
    let mut steps = 0;
    for survey in response::unfinished(app.reader(), 10).await.unwrap() {
        loop {
            let tx = app.begin().await.unwrap();
            let has_more = response::step(&tx, survey, app.now()).await.unwrap();
            tx.commit().await.unwrap();
            steps += 1;
            if !has_more {
                break;
            }
        }
    }

    assert!(steps >= 2, "{steps}");
    let done = hanam.change("surveyEraseResponses", input, PROGRESS).await;
    assert_eq!(done["survey"]["erasure"]["erased"], 12_001);
    assert_eq!(
        done["survey"]["erasure"]["finishedAt"],
        "2026-03-02T09:00:00+00:00"
    );
    let left = survey_response::Entity::find()
        .filter(survey_response::Column::SurveyId.eq(asked.id()))
        .count(app.reader());
    assert_eq!(left.await.unwrap(), 0);
}
