//! Protected fields, and who may read them.

use serde_json::Value;

use super::{
    COLUMNS, caller,
    feedback::{ACTION, CHANNEL, PUBLISHED_ACTION, SESSION, THEME},
    line,
    mutations::{
        ASKED, CITY, CLIENT, DESIGNATION, Given, INVITING, OPENED, OVER, PLATFORM, RESULTS,
    },
    prepare,
    surveys::{PUBLISHED, SHARED, SURVEY},
    webhooks::WEBHOOK,
};
use crate::support::Network;

/// A protected field, and how it is asked for.
pub struct Field {
    /// As `Object.field`.
    pub name: &'static str,
    /// What its description names.
    pub scope: &'static str,
    /// Who owns what is asked for.
    pub owner: &'static str,
    /// What happened before.
    pub given: &'static [Given],
    /// The question.
    pub query: &'static str,
    /// Where the answer stands.
    pub pointer: &'static str,
}

/// Asks for one field as everybody; gives its row of the matrix.
pub async fn play(field: &Field) -> String {
    let network = Network::start().await;
    prepare(&network, field.given).await;
    let mut row = Vec::new();
    for column in COLUMNS {
        let caller = caller(&network, column, field.owner, field.scope);
        let answer = caller.ask(field.query).await;
        let value = answer.json().pointer(field.pointer);
        row.push(if answer["errors"].is_array() {
            assert!(value.is_none_or(Value::is_null), "{answer:?}");
            answer.code().to_owned()
        } else if value.is_none_or(Value::is_null) {
            "null".to_owned()
        } else if column != "owner" {
            "only its own".to_owned()
        } else {
            "shown".to_owned()
        });
    }
    line(field.name, field.scope, &row)
}

const HANAM: &str = "city:kr-hanam";

macro_rules! fields {
    ($(
        $name:literal, $scope:literal, $owner:expr, $(after [$($given:expr),+],)?
        $query:literal, $pointer:literal;
    )+) => {
        &[$(Field {
            name: $name,
            scope: $scope,
            owner: $owner,
            given: &[$($($given),+)?],
            query: $query,
            pointer: $pointer,
        }),+]
    };
}

/// Every protected field beside the mutations.
pub const FIELDS: &[Field] = fields! {
    "Query.auditLog", "audit:read", HANAM,
        "{ auditLog { totalCount } }", "/data/auditLog";
    "Viewer.programmes", "programme:read", HANAM,
        "{ viewer { programmes { totalCount } } }", "/data/viewer/programmes";
    "Viewer.imports", "programme:read", HANAM,
        "{ viewer { imports { id } } }", "/data/viewer/imports";
    "Viewer.memberships", "membership:write", HANAM,
        "{ viewer { memberships { totalCount } } }", "/data/viewer/memberships";
    "Viewer.clients", "client:manage", HANAM,
        "{ viewer { clients { id } } }", "/data/viewer/clients";
    "Viewer.webhooks", "webhook:manage", HANAM,
        "{ viewer { webhooks { id } } }", "/data/viewer/webhooks";
    "Webhook.history", "audit:read", HANAM, after [WEBHOOK],
        "{ viewer { webhooks { history { totalCount } } } }", "/data/viewer/webhooks/0/history";
    "Viewer.surveys", "survey:read", HANAM,
        "{ viewer { surveys { totalCount } } }", "/data/viewer/surveys";
    "Survey.history", "audit:read", HANAM,
        after [SURVEY, PUBLISHED],
        "{ city(slug: \"kr-hanam\") { surveys(first: 1) { nodes { history { totalCount } } } } }",
        "/data/city/surveys/nodes/0/history";
    "BankQuestion.history", "audit:read", "alliance:kallc",
        after [SHARED],
        "{ alliance(slug: \"kallc\") { questionBank(first: 1) { nodes { history { totalCount } } } } }",
        "/data/alliance/questionBank/nodes/0/history";
    "City.history", "audit:read", HANAM,
        "{ city(slug: \"kr-hanam\") { history { totalCount } } }", "/data/city/history";
    "Programme.history", "audit:read", HANAM,
        "{ city(slug: \"kr-hanam\") { programmes(first: 1) { nodes { history { totalCount } } } } }",
        "/data/city/programmes/nodes/0/history";
    "Offering.history", "audit:read", "city:kr-suwon",
        "{ city(slug: \"kr-suwon\") { programmes(where: { offerings: { some: {} } }, first: 1) { nodes {
            offerings(first: 1) { nodes { history { totalCount } } }
        } } } }",
        "/data/city/programmes/nodes/0/offerings/nodes/0/history";
    "LearningSpace.history", "audit:read", HANAM,
        "{ city(slug: \"kr-hanam\") { learningSpaces(first: 1) { nodes { history { totalCount } } } } }",
        "/data/city/learningSpaces/nodes/0/history";
    "LearningPlatform.history", "audit:read", HANAM, after [PLATFORM],
        "{ city(slug: \"kr-hanam\") { platforms(first: 1) { nodes { history { totalCount } } } } }",
        "/data/city/platforms/nodes/0/history";
    "Office.history", "audit:read", HANAM,
        "{ city(slug: \"kr-hanam\") { offices(first: 1) { nodes { history { totalCount } } } } }",
        "/data/city/offices/nodes/0/history";
    "CityProfile.history", "audit:read", HANAM,
        "{ city(slug: \"kr-hanam\") { profiles { history { totalCount } } } }",
        "/data/city/profiles/0/history";
    "Alliance.history", "audit:read", "alliance:kallc",
        "{ alliance(slug: \"kallc\") { history { totalCount } } }", "/data/alliance/history";
    "Membership.history", "audit:read", HANAM,
        "{ city(slug: \"kr-hanam\") { memberships(first: 1) { nodes { history { totalCount } } } } }",
        "/data/city/memberships/nodes/0/history";
    "Designation.history", "audit:read", "alliance:kallc",
        after [CITY, DESIGNATION],
        "{ alliance(slug: \"kallc\") { grantedDesignations(first: 1) { nodes { history { totalCount } } } } }",
        "/data/alliance/grantedDesignations/nodes/0/history";
    "ApiClient.history", "audit:read", HANAM,
        after [CLIENT],
        "{ viewer { clients { history { totalCount } } } }", "/data/viewer/clients/0/history";
    "Viewer.feedbackActions", "feedback:write", HANAM,
        "{ viewer { feedbackActions { totalCount } } }", "/data/viewer/feedbackActions";
    "Plan.history", "audit:read", HANAM,
        "{ city(slug: \"kr-hanam\") { plans(first: 1) { nodes { history { totalCount } } } } }",
        "/data/city/plans/nodes/0/history";
    "FeedbackChannel.history", "audit:read", HANAM, after [CHANNEL],
        "{ city(slug: \"kr-hanam\") { feedbackChannels(first: 1) { nodes { history { totalCount } } } } }",
        "/data/city/feedbackChannels/nodes/0/history";
    "FeedbackSession.history", "audit:read", HANAM, after [SESSION],
        "{ city(slug: \"kr-hanam\") { feedbackSessions(first: 1) { nodes { history { totalCount } } } } }",
        "/data/city/feedbackSessions/nodes/0/history";
    "FeedbackTheme.history", "audit:read", HANAM, after [SESSION, THEME],
        "{ city(slug: \"kr-hanam\") { feedbackThemes(first: 1) { nodes { history { totalCount } } } } }",
        "/data/city/feedbackThemes/nodes/0/history";
    "FeedbackAction.history", "audit:read", HANAM,
        after [SESSION, THEME, ACTION, PUBLISHED_ACTION],
        "{ city(slug: \"kr-hanam\") { feedbackActions(first: 1) { nodes { history { totalCount } } } } }",
        "/data/city/feedbackActions/nodes/0/history";
    "Organisation.history", "audit:read", "organisation:uil",
        "{ organisation(slug: \"uil\") { history { totalCount } } }", "/data/organisation/history";
    "Survey.results", "survey:read", HANAM, after [ASKED, OVER],
        "{ city(slug: \"kr-hanam\") { surveys(first: 1) { nodes { results { responses } } } } }",
        "/data/city/surveys/nodes/0/results";
    "Survey.invitations", "survey:read", HANAM, after [INVITING, OPENED],
        "{ city(slug: \"kr-hanam\") { surveys(first: 1) { nodes { invitations { sent } } } } }",
        "/data/city/surveys/nodes/0/invitations";
    "ResultSnapshot.history", "audit:read", HANAM, after [ASKED, OVER, RESULTS],
        "{ city(slug: \"kr-hanam\") { surveys(first: 1) { nodes { publishedResults { history { totalCount } } } } } }",
        "/data/city/surveys/nodes/0/publishedResults/history";
};
