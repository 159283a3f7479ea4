//! The end of all answers.

use entity::{
    survey_invitation, survey_receipt, survey_response, survey_tally, survey_uncounted,
    values::SurveyStatus,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
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
