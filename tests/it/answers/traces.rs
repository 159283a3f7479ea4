//! What an attacker finds who gets hold of the database, its backup, or the log.

use std::time::Duration;

use entity::{survey_invitation, values::SurveyStatus};
use learning_cities::{app::App, domain::survey::response::TABLES, limits::Limits};
use sea_orm::{ConnectionTrait, EntityTrait, Statement};
use serde_json::json;

use super::{Asked, document, is_received, short};
use crate::support::{Network, Server, config, this_morning};

const SAID: &str = "a very particular sentence";

/// One person answers on invitation.
async fn one_answer(network: &Network) -> (Asked, String) {
    let asked = Asked::by_invitation(network).await;
    let token = asked.invite(network, 1).await.remove(0);
    let answers = json!([{ "question": "useful", "choice": ["NO"] },
        { "question": "missing", "text": SAID }]);
    let more = json!({ "token": token, "answers": answers });
    let reply = asked
        .answer(
            network,
            more,
            "idempotencyKey: \"7f3c0c53-6f0e-4d0b-9a55-2f4f3f1f7c11\"",
        )
        .await;
    assert!(is_received(&reply), "{reply:?}");
    (asked, token)
}

/// The tables of the database.
async fn tables(network: &Network) -> Vec<String> {
    let query = if network.is_sqlite() {
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
         AND name NOT LIKE '%search%'"
    } else {
        "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema()"
    };
    let db = network.app().reader();
    let query = Statement::from_string(db.get_database_backend(), query);
    let rows = db.query_all_raw(query).await.unwrap();
    rows.iter()
        .map(|row| row.try_get("", "name").unwrap())
        .collect()
}

/// Every row of a table as text.
async fn texts(network: &Network, table: &str) -> String {
    let db = network.app().reader();
    let backend = db.get_database_backend();
    if !network.is_sqlite() {
        let query = format!(
            "SELECT coalesce(string_agg(whole::text, ' '), '') AS all_rows FROM {table} AS whole"
        );
        let row = db
            .query_one_raw(Statement::from_string(backend, query))
            .await
            .unwrap();
        return row.unwrap().try_get("", "all_rows").unwrap();
    }
    let columns = format!(
        "SELECT group_concat('quote(\"' || name || '\")', '||') AS columns FROM pragma_table_info('{table}')"
    );
    let row = db
        .query_one_raw(Statement::from_string(backend, columns))
        .await
        .unwrap();
    let columns: String = row.unwrap().try_get("", "columns").unwrap();
    let query =
        format!("SELECT coalesce(group_concat({columns}, ' '), '') AS all_rows FROM {table}");
    let row = db
        .query_one_raw(Statement::from_string(backend, query))
        .await
        .unwrap();
    row.unwrap().try_get("", "all_rows").unwrap()
}

#[tokio::test]
async fn an_answer_stands_in_one_table_and_nowhere_else() {
    let network = Network::start().await;
    let (asked, token) = one_answer(&network).await;
    let response = asked.responses(&network).await.remove(0);
    let tables = tables(&network).await;
    assert!(tables.len() > 40, "{tables:?}");
    let holders = async |word: &str| {
        let mut found = Vec::new();
        for table in &tables {
            if texts(&network, table)
                .await
                .to_lowercase()
                .contains(&word.to_lowercase())
            {
                found.push(table.as_str());
            }
        }
        found
    };

    assert_eq!(holders(SAID).await, ["survey_response"]);
    assert_eq!(holders(&token).await, [""; 0], "a token is nowhere");
    let id = if network.is_sqlite() {
        response.id.0.simple().to_string()
    } else {
        response.id.0.to_string()
    };
    let mut with_id = holders(&id).await;
    with_id.sort_unstable();
    assert_eq!(with_id, ["survey_response", "survey_uncounted"]);
}

#[tokio::test]
async fn nothing_leads_from_an_answer_to_its_invitation() {
    let network = Network::start().await;
    let before = network.last_entry().await;
    let (asked, _) = one_answer(&network).await;
    let response = asked.responses(&network).await.remove(0);
    assert_eq!(response.id.0.get_version_num(), 4, "its id tells no time");
    assert_eq!(response.submitted_at, None);
    assert_eq!(response.invitation_id, None);
    let invitation = survey_invitation::Entity::find()
        .one(network.app().reader())
        .await;
    let invitation = invitation.unwrap().unwrap();
    assert_eq!(invitation.id.0.get_version_num(), 4);
    assert_eq!(
        invitation.used_on,
        Some(response.submitted_on),
        "the day alone"
    );
    let told = network.entries_since(before).await;
    let happened: Vec<_> = told
        .iter()
        .map(|entry| entry.after.clone().unwrap())
        .collect();
    assert_eq!(
        happened,
        [json!({ "invitations": 1 })],
        "and not that somebody answered"
    );
}

#[tokio::test]
async fn a_database_keeps_no_order_of_answers() {
    let network = Network::start().await;
    let (asked, _) = one_answer(&network).await;
    let db = network.app().writer();
    let backend = db.get_database_backend();
    if network.is_sqlite() {
        for table in [
            "survey_response",
            "survey_invitation",
            "survey_uncounted",
            "survey_receipt",
        ] {
            let query = Statement::from_string(backend, format!("SELECT rowid FROM {table}"));
            let refused = db.query_one_raw(query).await.unwrap_err();
            assert!(
                refused.to_string().contains("no such column: rowid"),
                "{refused}"
            );
        }
        return;
    }
    let survey = asked.id().0;
    let numbers = format!(
        "SELECT (SELECT xmin::text FROM survey_response WHERE survey_id = '{survey}') AS response,
            (SELECT xmin::text FROM survey_invitation WHERE survey_id = '{survey}') AS invitation"
    );
    let written = async || {
        let row = db
            .query_one_raw(Statement::from_string(backend, numbers.clone()))
            .await;
        let row = row.unwrap().unwrap();
        let number = |column| row.try_get::<String>("", column).unwrap();
        (number("response"), number("invitation"))
    };
    let (response, invitation) = written().await;
    assert_eq!(
        response, invitation,
        "PostgreSQL tells what was written together"
    );
    let hanam = network.city("kr-hanam", "survey:write");
    let input = json!({ "id": asked.id().to_string() });
    let closed = hanam
        .change("surveyClose", input, "survey { status }")
        .await;
    assert_eq!(closed["survey"]["status"], "CLOSED", "{closed}");
    let (response, invitation) = written().await;
    assert_ne!(response, invitation, "until the survey is closed");
}

#[tokio::test]
async fn the_loudest_log_repeats_no_answer() {
    let server = Server::start(&[("LC_LOG", "trace")]);
    let database = server.folder().path().join("learning-cities.db");
    let url = format!("sqlite://{}?mode=rw", database.display());
    let app = App::open(&config(&url, Limits::default())).await.unwrap();
    let asked = Asked::in_app(&app, short(), |_| {}).await;
    let answers = json!([{ "question": "useful", "choice": ["NO"] },
        { "question": "missing", "text": SAID }]);
    let variables = asked.input(&json!({ "answers": answers }));
    let body = json!({ "query": document(""), "variables": variables }).to_string();

    let answer = server.post("/graphql", &body);

    assert!(answer.contains("receivedOn"), "{answer}");
    app.close().await;
    server.signal("TERM");
    let (_, log) = server.wait(Duration::from_secs(20));
    assert!(
        log.contains("operation"),
        "the log is loud: {} bytes",
        log.len()
    );
    assert!(!log.contains(SAID), "an answer stands in the log");
    assert!(!log.contains("particular"));
}

#[tokio::test]
async fn what_was_erased_is_gone_from_the_file() {
    let network = Network::start().await;
    if !network.is_sqlite() {
        return;
    }
    let (asked, _) = one_answer(&network).await;
    asked
        .becomes(&network, |survey| {
            survey.status = SurveyStatus::Closed;
            survey.closed_at = Some(this_morning());
        })
        .await;
    network.app().clear_deleted(&TABLES).await.unwrap();
    assert!(
        network.bytes_on_disk_hold(SAID),
        "the test finds what is there"
    );
    let hanam = network.city("kr-hanam", "survey:write");
    let input = json!({ "id": asked.id().to_string() });
    hanam
        .change("surveyEraseResponses", input, "survey { id }")
        .await;
    network.app().clear_deleted(&TABLES).await.unwrap();
    assert!(
        !network.bytes_on_disk_hold(SAID),
        "erased words are still in the file"
    );
}
