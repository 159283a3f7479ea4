//! The connection to PostgreSQL is cut at each statement of a write in turn, before the
//! statement arrives and behind it.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::Value;

use super::{CREATE, is_acknowledged, kept, named, nothing_is_lost};
use crate::support::{Network, Proxy};

/// A server that reaches its PostgreSQL over a cable; nothing on SQLite.
async fn over_a_cable(network: &Network) -> Option<(Proxy, Network)> {
    if network.app().reader().get_database_backend() != DbBackend::Postgres {
        return None;
    }
    let cable = Proxy::to(network.database_url()).await;
    let server = network
        .another_server_by(cable.url(), learning_cities::limits::Limits::default())
        .await;
    Some((cable, server))
}

/// A write whose answer tells what became of it, or that nobody knows.
async fn write(server: &Network, name: &str) -> Value {
    let hanam = server.city("kr-hanam", "programme:write");
    let reply = hanam.ask_with_key(CREATE, named(name), name).await;
    reply.json().clone()
}

#[tokio::test]
async fn a_write_whose_connection_is_cut_is_kept_once_or_not_at_all() {
    let network = Network::start().await;
    let Some((cable, server)) = over_a_cable(&network).await else {
        return;
    };
    for is_delivered in [false, true] {
        let mut statement = 0;
        loop {
            let name = format!("cut-{statement}-{is_delivered}");
            cable.cut_at(statement, is_delivered);
            let first = write(&server, &name).await;
            if cable.mend() == 0 {
                assert!(is_acknowledged(&first), "{first}");
                break;
            }
            let is_there = kept(network.app(), std::slice::from_ref(&name)).await == 1;
            let code = &first["errors"][0]["extensions"]["code"];
            if is_acknowledged(&first) {
                assert!(is_there, "{name}");
            } else if code != "OUTCOME_UNKNOWN" {
                assert_eq!(code, "UNAVAILABLE", "{name}: {first}");
                assert!(!is_there, "{name}: {first}");
            }
            // The key settles it: the same request ends with one programme.
            let again = write(&server, &name).await;
            assert!(is_acknowledged(&again), "{name}: {again}");
            assert_eq!(kept(network.app(), &[name]).await, 1);
            statement += 1;
        }
        assert!(statement > 10, "{statement}");
    }
    nothing_is_lost(&server, "cable").await;
}

#[tokio::test]
async fn who_is_cut_off_while_a_write_is_kept_is_told_that_nobody_knows() {
    let network = Network::start().await;
    let Some((cable, server)) = over_a_cable(&network).await else {
        return;
    };
    for is_delivered in [false, true] {
        let name = format!("commit-{is_delivered}");
        cable.cut_at_commit(is_delivered);

        let first = write(&server, &name).await;

        assert_eq!(cable.mend(), 1);
        let code = &first["errors"][0]["extensions"]["code"];
        assert_eq!(code, "OUTCOME_UNKNOWN", "{first}");
        assert!(first.get("data").is_none(), "{first}");
        let again = write(&server, &name).await;
        assert!(is_acknowledged(&again), "{name}: {again}");
        assert_eq!(kept(network.app(), &[name]).await, 1);
    }
    nothing_is_lost(&server, "commit").await;
}

#[tokio::test]
async fn a_dead_connection_costs_no_reader_anything() {
    let network = Network::start().await;
    if over_a_cable(&network).await.is_none() {
        return;
    }
    let ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                WHERE datname = current_database() AND pid <> pg_backend_pid() \
                AND application_name = 'learning-cities'";
    let operator = network.another_server().await;
    for _ in 0..5 {
        let city = "{ city(slug: \"kr-hanam\") { name programmes(first: 1) { totalCount } } }";
        let many = (0..8).map(|_| network.ask(city));
        futures_util::future::join_all(many).await;
        let db = operator.app().reader();
        let end = Statement::from_string(DbBackend::Postgres, ends);
        db.query_all_raw(end).await.unwrap();

        for _ in 0..10 {
            let reply = network.ask(city).await;
            assert!(reply["errors"].is_null(), "{reply:?}");
        }
    }
}

#[tokio::test]
async fn nothing_is_lost_when_a_write_waits_too_long_for_a_lock() {
    let network = Network::start().await;
    if over_a_cable(&network).await.is_none() {
        return;
    }
    let other = network.app().begin().await.unwrap();
    let lock = "LOCK TABLE offering IN ACCESS EXCLUSIVE MODE";
    other.execute_unprepared(lock).await.unwrap();

    let refused = write(&network, "locked").await;

    assert_eq!(refused["errors"][0]["extensions"]["code"], "UNAVAILABLE");
    assert!(refused.get("data").is_none(), "{refused}");
    drop(other);
    nothing_is_lost(&network, "locked").await;
}

#[tokio::test]
async fn nothing_is_lost_when_statements_run_out_of_time() {
    let network = Network::start().await;
    if over_a_cable(&network).await.is_none() {
        return;
    }
    let tx = network.app().begin().await.unwrap();
    let slow = "SET LOCAL statement_timeout = 200; SELECT pg_sleep(5)";
    assert!(tx.execute_unprepared(slow).await.is_err());

    // The transaction has failed; a commit would undo it and call that done.
    assert!(tx.commit().await.is_err());
    nothing_is_lost(&network, "timeout").await;
}
