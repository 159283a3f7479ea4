//! Documents that were made to do harm.

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::support::Network;

/// Each fragment spreads the next one twice: 2^levels fields in no text at all.
fn doubling(levels: usize) -> String {
    let mut text = String::from("{ ...f0 }");
    for level in 0..levels {
        let next = level + 1;
        let padding = "x".repeat(20);
        writeln!(
            text,
            " fragment f{level} on Query {{ ...f{next} ...f{next} }} #{padding}"
        )
        .unwrap();
    }
    write!(text, " fragment f{levels} on Query {{ __typename }}").unwrap();
    text
}

#[tokio::test]
async fn weakness_1_thirty_doubling_fragments_are_answered_at_once() {
    let network = Network::start().await;
    let text = doubling(30);
    let mut fastest = Duration::MAX;

    for _ in 0..5 {
        let began = Instant::now();
        let reply = network.ask(&text).await;
        fastest = fastest.min(began.elapsed());
        assert_eq!(reply.code(), "QUERY_TOO_COMPLEX");
        assert_eq!(reply["errors"][0]["extensions"]["limit"], "selections");
    }

    println!(
        "{} bytes of doubling fragments were answered in {fastest:?}",
        text.len()
    );
    assert!(fastest < Duration::from_millis(10), "{fastest:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn weakness_1_nobody_else_notices_them() {
    let network = Network::start().await;
    let text = json!({ "query": doubling(30) }).to_string();
    let attack = async || {
        for _ in 0..100 {
            network.post(&[crate::support::JSON], text.clone()).await;
        }
    };
    let probe = async || {
        let mut slowest = Duration::ZERO;
        for _ in 0..50 {
            let began = Instant::now();
            assert_eq!(
                network.ask("{ __typename }").await["data"]["__typename"],
                "Query"
            );
            slowest = slowest.max(began.elapsed());
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        slowest
    };

    let ((), (), slowest) = tokio::join!(attack(), attack(), probe());

    println!("the slowest answer beside them took {slowest:?}");
    assert!(slowest < Duration::from_millis(250), "{slowest:?}");
}

#[tokio::test]
async fn twenty_thousand_bad_variables_are_not_echoed() {
    let network = Network::start().await;
    let names: Vec<String> = (0..300).map(|number| format!("$v{number}: Int!")).collect();
    let query = format!("query ({}) {{ __typename }}", names.join(" "));
    let bad: Vec<&str> = vec!["a rather long text that nobody wants to read again"; 900];

    let reply = network
        .ask_with(&query, json!({ "v0": bad, "v1": bad }))
        .await;
    assert_eq!(reply.code(), "BAD_USER_INPUT");
    assert_eq!(reply["errors"].as_array().unwrap().len(), 11);
    assert!(reply.text.len() < 11 * 600, "{}", reply.text.len());

    let long = "x".repeat(100_000);
    let reply = network.ask(&format!("{{ {long} }}")).await;
    assert_eq!(reply.code(), "BAD_USER_INPUT");
    assert!(reply.text.len() < 600, "{}", reply.text.len());
}

#[tokio::test]
async fn unknown_directives_are_errors() {
    let network = Network::start().await;

    let reply = network
        .ask("{ __typename @aa @bb @cc @dd @ee @ff @gg @hh @ii @jj }")
        .await;

    assert_eq!(reply.code(), "BAD_USER_INPUT");
    assert!(!reply.has_data());
}

#[tokio::test]
async fn twenty_thousand_operations_are_refused() {
    let network = Network::start().await;
    let text: String = (0..20_000).fold(String::new(), |mut text, number| {
        write!(text, "query q{number}{{__typename}} ").unwrap();
        text
    });

    let reply = network.ask(&text).await;

    assert_eq!(reply.code(), "QUERY_TOO_COMPLEX");
    assert_eq!(reply["errors"][0]["extensions"]["limit"], "tokens");
}

#[tokio::test]
async fn a_hundred_thousand_brackets_are_refused() {
    let network = Network::start().await;

    for bracket in ["{", "[", "(", "{a", "{a(b:[", "query("] {
        let began = Instant::now();
        let reply = network.ask(&bracket.repeat(100_000)).await;

        assert_eq!(reply.code(), "QUERY_TOO_COMPLEX", "{bracket}");
        assert!(began.elapsed() < Duration::from_secs(1));
    }
}

#[tokio::test]
async fn brackets_within_the_limit_are_the_parsers_business() {
    let network = Network::start().await;

    for text in [
        "{a".repeat(100),
        format!("{{ a(b: {}1{}) }}", "[".repeat(15), "]".repeat(15)),
        format!("{{ a(b: {}1{}) }}", "{c:".repeat(15), "}".repeat(15)),
        "\"".to_owned(),
        "\"\"\"".to_owned(),
        "{ a(b: \"\\".to_owned(),
        "\u{0}".to_owned(),
        String::new(),
        "# nothing".to_owned(),
        "query Q { a } query Q { b }".to_owned(),
        "fragment F on Query { __typename }".to_owned(),
        "type City { name: String }".to_owned(),
    ] {
        let reply = network.ask(&text).await;

        assert_eq!(reply.code(), "BAD_USER_INPUT", "{text}");
        assert!(!reply.has_data());
    }
}

#[tokio::test]
async fn weakness_3_code_generators_can_read_the_whole_schema() {
    let network = Network::start().await;
    let mut ty = String::from("kind name");
    for _ in 0..9 {
        ty = format!("kind name ofType {{ {ty} }}");
    }
    let query = format!(
        "{{ __schema {{ types {{ kind name fields {{ name args {{ name type {{ ...t }} }}
            type {{ ...t }} }} inputFields {{ name type {{ ...t }} }} interfaces {{ ...t }}
            enumValues {{ name }} possibleTypes {{ ...t }} }}
            directives {{ name args {{ name type {{ ...t }} }} }} }} }}
         fragment t on __Type {{ {ty} }}"
    );

    let reply = network.ask(&query).await;

    assert!(reply["errors"].is_null(), "{reply:?}");
    assert!(reply["data"]["__schema"]["types"].as_array().unwrap().len() > 10);
}

#[tokio::test]
async fn the_schema_cannot_be_asked_in_circles() {
    let network = Network::start().await;
    let circle =
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";

    let reply = network.ask(circle).await;

    assert_eq!(reply.code(), "QUERY_TOO_COMPLEX");
    assert_eq!(
        reply["errors"][0]["extensions"]["limit"],
        "introspection_lists"
    );
}
