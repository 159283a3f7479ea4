//! Invitations: each counts once, whatever happens.

use entity::{
    survey_invitation,
    values::{Anonymity, ResponseControl},
};
use futures_util::future::join_all;
use sea_orm::EntityTrait;
use serde_json::json;

use super::{Asked, complaints, is_received, short};
use crate::support::{self, Network};

#[tokio::test]
async fn ten_thousand_are_invited_in_one_call() {
    let network = Network::start().await;
    let asked = Asked::by_invitation(&network).await;

    let tokens = asked.invite(&network, 10_000).await;

    assert_eq!(tokens.len(), 10_000);
    let rows = survey_invitation::Entity::find()
        .all(network.app().reader())
        .await
        .unwrap();
    assert_eq!(rows.len(), 10_000);
    assert!(rows.iter().all(|row| !tokens.contains(&row.token_hash)));
    let last = asked
        .answer(&network, json!({ "token": tokens[9_999] }), "")
        .await;
    assert!(is_received(&last), "{last:?}");
    let hanam = network.city("kr-hanam", "survey:read");
    let query = format!(
        "{{ node(id: \"{}\") {{ ... on Survey {{ invitations {{ sent used }} }} }} }}",
        asked.id()
    );
    let reply = hanam.ask(&query).await;
    assert_eq!(
        reply["data"]["node"]["invitations"],
        json!({ "sent": 10_000, "used": 1 })
    );
}

#[tokio::test]
async fn an_invitation_is_used_once() {
    let network = Network::start().await;
    let asked = Asked::by_invitation(&network).await;
    let tokens = asked.invite(&network, 2).await;
    let token = json!({ "token": tokens[0] });

    let first = asked.answer(&network, token.clone(), "").await;
    assert!(is_received(&first), "{first:?}");
    let second = asked.answer(&network, token, "").await;
    assert_eq!(complaints(&second), ["SURVEY_TOKEN_USED token"]);
    for wrong in [
        json!({}),
        json!({ "token": "svi_x" }),
        json!({ "token": "" }),
    ] {
        let reply = asked.answer(&network, wrong, "").await;
        assert_eq!(complaints(&reply), ["SURVEY_TOKEN_INVALID token"]);
    }
    let another = Asked::by_invitation(&network).await;
    let reply = another
        .answer(&network, json!({ "token": tokens[1] }), "")
        .await;
    assert_eq!(complaints(&reply), ["SURVEY_TOKEN_INVALID token"]);
    assert_eq!(asked.responses(&network).await.len(), 1);
}

#[tokio::test]
async fn a_retry_with_the_same_key_gets_the_first_receipt() {
    let network = Network::start().await;
    let asked = Asked::by_invitation(&network).await;
    let token = json!({ "token": asked.invite(&network, 1).await[0] });
    let key = "idempotencyKey: \"7f3c0c53-6f0e-4d0b-9a55-2f4f3f1f7c11\"";

    let first = asked.answer(&network, token.clone(), key).await;
    let again = asked.answer(&network, token.clone(), key).await;
    let other = asked
        .answer(
            &network,
            token.clone(),
            "idempotencyKey: \"0c0ffee0-6f0e-4d0b-9a55-2f4f3f1f7c11\"",
        )
        .await;

    assert!(is_received(&first), "{first:?}");
    assert_eq!(first.json(), again.json());
    assert_eq!(complaints(&other), ["SURVEY_TOKEN_USED token"]);
    let mut changed = token.clone();
    changed["answers"] = json!([{ "question": "useful", "choice": ["NO"] }]);
    let changed = asked.answer(&network, changed, key).await;
    assert_eq!(complaints(&changed), ["SURVEY_TOKEN_USED token"]);
    asked
        .becomes(&network, |survey| {
            survey.closes_at = Some(crate::support::this_morning());
        })
        .await;
    let after_the_end = asked.answer(&network, token, key).await;
    assert_eq!(first.json(), after_the_end.json());
    assert_eq!(asked.responses(&network).await.len(), 1);
}

#[tokio::test]
async fn twenty_uses_at_once_make_one_response() {
    let network = Network::start().await;
    let asked = Asked::by_invitation(&network).await;
    let token = json!({ "token": asked.invite(&network, 1).await[0] });

    let uses = (0..20).map(|_| asked.answer(&network, token.clone(), ""));
    let replies = join_all(uses).await;

    assert_eq!(replies.iter().filter(|reply| is_received(reply)).count(), 1);
    let refused = replies.iter().filter(|reply| !is_received(reply));
    for reply in refused {
        assert_eq!(complaints(reply), ["SURVEY_TOKEN_USED token"]);
    }
    assert_eq!(asked.responses(&network).await.len(), 1);
}

#[tokio::test]
async fn an_invitation_is_not_used_up_by_a_wrong_answer() {
    let network = Network::start().await;
    let asked = Asked::by_invitation(&network).await;
    let token = &asked.invite(&network, 1).await[0];
    let wrong = json!({ "token": token, "answers": [] });

    let refused = asked.answer(&network, wrong, "").await;
    assert_eq!(complaints(&refused), ["REQUIRED answers"]);
    let good = asked.answer(&network, json!({ "token": token }), "").await;
    assert!(is_received(&good), "{good:?}");
}

#[tokio::test]
async fn a_person_of_the_register_is_invited_once() {
    let network = Network::start().await;
    let asked = Asked::of(&network, short(), |survey| {
        survey.response_control = ResponseControl::Registered;
    })
    .await;
    let hanam = network.city("kr-hanam", "survey:write");
    let invite = async |groups| {
        let input = json!({ "id": asked.id().to_string(), "groups": groups });
        hanam
            .change("surveyInvite", input, "count groups { tokens }")
            .await
    };

    let first = invite(json!([{ "participants": ["r-1", "r-2"] }])).await;
    assert_eq!(first["count"], 2, "{first}");
    let again = invite(json!([{ "participants": ["r-3", "r-2"] }])).await;
    assert_eq!(
        support::complaints(&again),
        ["TAKEN groups.0.participants.1"]
    );
    let twice = invite(json!([{ "participants": ["r-4"] }, { "participants": ["r-4"] }])).await;
    assert_eq!(
        support::complaints(&twice),
        ["DUPLICATE groups.1.participants.0"]
    );
    let nameless = invite(json!([{ "count": 3 }])).await;
    assert_eq!(support::complaints(&nameless), ["CONFLICT groups.0.count"]);
    let rows = survey_invitation::Entity::find()
        .all(network.app().reader())
        .await
        .unwrap();
    assert_eq!(rows.len(), 2);
    assert!(
        rows.iter()
            .all(|row| row.participant.is_none() && row.participant_hash.is_some())
    );
}

#[tokio::test]
async fn nobody_is_alone_with_their_attributes() {
    let network = Network::start().await;
    let asked = Asked::by_invitation(&network).await;
    let hanam = network.city("kr-hanam", "survey:write");
    let invite = async |count: usize, value: &str| {
        let segments = json!([{ "segment": "age", "value": value }]);
        let groups = json!([{ "count": count, "segments": segments }]);
        let input = json!({ "id": asked.id().to_string(), "groups": groups });
        let payload = hanam
            .change("surveyInvite", input, "count groups { tokens }")
            .await;
        (support::complaints(&payload), payload)
    };

    assert_eq!(invite(4, "60_PLUS").await.0, ["CONFLICT groups.0.segments"]);
    assert_eq!(
        invite(5, "70_PLUS").await.0,
        ["UNKNOWN_CODE groups.0.segments"]
    );
    let (told, invited) = invite(5, "60_PLUS").await;
    assert_eq!(told, [""; 0]);
    let token = &invited["groups"][0]["tokens"][0];
    let lie = json!([{ "segment": "age", "value": "UNDER_30" }]);
    let reply = asked
        .answer(&network, json!({ "token": token, "segments": lie }), "")
        .await;
    assert!(is_received(&reply), "{reply:?}");
    assert_eq!(
        asked.responses(&network).await[0].segments.0["age"],
        "60_PLUS"
    );
}

#[tokio::test]
async fn only_a_survey_that_is_not_anonymous_knows_who_answered() {
    let network = Network::start().await;
    let asked = Asked::of(&network, short(), |survey| {
        survey.response_control = ResponseControl::Registered;
        survey.anonymity = Anonymity::Identified;
    })
    .await;
    let hanam = network.city("kr-hanam", "survey:write");
    let groups = json!([{ "participants": ["r-1"] }]);
    let input = json!({ "id": asked.id().to_string(), "groups": groups });
    let invited = hanam
        .change("surveyInvite", input, "groups { tokens }")
        .await;
    let token = &invited["groups"][0]["tokens"][0];

    let reply = asked.answer(&network, json!({ "token": token }), "").await;

    assert!(is_received(&reply), "{reply:?}");
    let invitation = survey_invitation::Entity::find()
        .one(network.app().reader())
        .await;
    let invitation = invitation.unwrap().unwrap();
    let response = asked.responses(&network).await.remove(0);
    assert_eq!(response.invitation_id, Some(invitation.id));
    assert_eq!(response.submitted_at, Some(support::this_morning()));
    assert_eq!(invitation.participant.as_deref(), Some("r-1"));
}

#[tokio::test]
async fn tokens_are_shown_once_even_to_who_asks_again() {
    let network = Network::start().await;
    let asked = Asked::by_invitation(&network).await;
    let hanam = network.city("kr-hanam", "survey:write");
    let input = json!({ "input": { "id": asked.id().to_string(), "groups": [{ "count": 2 }] } });
    let document = "mutation ($input: SurveyInviteInput!) { surveyInvite(input: $input) {
        count groups { tokens } userErrors { code } } }";

    let first = hanam.ask_with_key(document, input.clone(), "batch-1").await;
    let again = hanam.ask_with_key(document, input, "batch-1").await;

    assert!(first["data"]["surveyInvite"]["groups"][0]["tokens"][1].is_string());
    let repeated = &again["data"]["surveyInvite"];
    assert_eq!(repeated["groups"], json!([{ "tokens": [null, null] }]));
    assert_eq!(repeated["count"], 2);
}
