//! The database fails in the middle of a write. What was acknowledged before and after
//! is there all the same, and what was not says so.

mod cable;
mod inside;
mod machine;
mod told;

use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::support::{Network, Reply};

/// Makes a programme with an offering and a schedule: a dozen statements.
pub const CREATE: &str = "mutation ($externalId: String!, $dry: Boolean, $title: String!) {
    programmeCreate(dryRun: $dry, input: {
        externalId: $externalId
        title: [{ locale: \"ko\", text: $title }]
        kind: COURSE
        topics: [\"DIGITAL_SKILLS\"]
        offerings: [{
            externalId: $externalId
            deliveryMode: ONSITE
            venue: [{ locale: \"ko\", text: \"평생학습관\" }]
            schedules: [{
                frequency: WEEKLY, byDay: [MO], startDate: \"2026-03-02\",
                startTime: \"10:00\", endTime: \"12:00\"
            }]
        }]
    }) {
        programme { externalId offerings(first: 5) { nodes { externalId } } }
        userErrors { code field }
    }
}";

/// Writes that are acknowledged after each fault.
pub const AFTER: usize = 20;

/// The variables of [`CREATE`].
pub fn named(external_id: &str) -> Value {
    json!({ "externalId": external_id, "title": "한글 첫걸음" })
}

/// Whether an answer says that the programme was made.
pub fn is_acknowledged(answer: &Value) -> bool {
    answer["data"]["programmeCreate"]["programme"].is_object() && answer["errors"].is_null()
}

/// What a fault is followed by: a dry run, which is undone, and twenty writes, each of
/// which has to be acknowledged. Gives their names.
pub async fn writes_after(network: &Network, fault: &str) -> Vec<String> {
    let hanam = network.city("kr-hanam", "programme:write");
    let dry = json!({ "externalId": "dry", "title": "연습", "dry": true });
    hanam.ask_with(CREATE, dry).await;
    let mut names = Vec::new();
    for number in 0..AFTER {
        let name = format!("{fault}-{number}");
        let reply: Reply = hanam.ask_with(CREATE, named(&name)).await;
        assert!(is_acknowledged(reply.json()), "{name}: {reply:?}");
        names.push(name);
    }
    names
}

/// How many of these programmes another connection sees, each with its offering.
pub async fn kept(app: &learning_cities::app::App, names: &[String]) -> usize {
    let db = app.reader();
    let mut kept = 0;
    for name in names {
        let sql = "SELECT 1 FROM programme p JOIN offering o ON o.programme_id = p.id \
                   AND o.external_id = p.external_id WHERE p.external_id = $1";
        let values = [name.as_str().into()];
        let look = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
        kept += db.query_all_raw(look).await.unwrap().len();
    }
    kept
}

/// After a fault: nothing that is acknowledged is lost, neither for another connection
/// nor for a server that starts anew, and nothing is half there.
pub async fn nothing_is_lost(network: &Network, fault: &str) {
    let names = writes_after(network, fault).await;
    assert_eq!(kept(network.app(), &names).await, AFTER, "{fault}");
    let restarted = network.another_server().await;
    assert_eq!(kept(restarted.app(), &names).await, AFTER, "{fault}");
    assert_eq!(halves(restarted.app()).await, 0, "{fault}");
    assert!(restarted.app().readiness().await.is_ready());
}

/// Programmes of these tests that lack what was made in the same mutation.
pub async fn halves(app: &learning_cities::app::App) -> usize {
    let db = app.reader();
    let sql = "SELECT 1 FROM programme p WHERE p.external_id IS NOT NULL AND \
               p.title LIKE '%한글 첫걸음%' AND (SELECT count(*) FROM schedule s JOIN offering o \
               ON s.offering_id = o.id WHERE o.programme_id = p.id AND \
               o.external_id = p.external_id) <> 1 AND p.origin = 'SELF_REPORTED'";
    let sql = match db.get_database_backend() {
        sea_orm::DbBackend::Postgres => sql.replace("p.title LIKE", "p.title::text LIKE"),
        _ => sql.to_owned(),
    };
    let look = Statement::from_string(db.get_database_backend(), sql);
    db.query_all_raw(look).await.unwrap().len()
}
