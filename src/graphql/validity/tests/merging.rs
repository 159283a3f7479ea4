//! Fields that share a name in the answer.

use std::time::{Duration, Instant};

use super::*;

#[test]
fn fields_that_share_a_name() {
    let merged = |text: &str, what: &str, places: &str| {
        let message =
            format!("`a` stands for two fields that {what}: give one of them another name.");
        refused(text, &message, places);
    };
    merged(
        "{ dog { a: name a: barks } }",
        "have types that one answer cannot hold",
        "1:9 1:17",
    );
    merged(
        "{ cat { a: name a: age } }",
        "have types that one answer cannot hold",
        "1:9 1:17",
    );
    merged(
        "{ dog { a: friend { name } a: friend { name } } a: dog { name } a: cat { name } }",
        "are different fields",
        "1:49 1:65",
    );
    merged(
        "{ dog { a: name(first: 1) a: name(first: 2) } }",
        "have different arguments",
        "1:9 1:27",
    );
    merged(
        "{ dog { a: name(first: 1) a: name } }",
        "have different arguments",
        "1:9 1:27",
    );
    merged(
        "{ pet { ... on Dog { a: age } ... on Cat { a: age } } }",
        "have types that one answer cannot hold",
        "1:22 1:44",
    );
    merged(
        "{ pet { ... on Dog { friend { a: name } } ... on Cat { friend { a: __typename } } ... on Being { friend { a: name } } } }",
        "are different fields",
        "1:65 1:107",
    );
    merged(
        "{ being { ...f } } fragment f on Being { a: name ... on Dog { a: name(first: 3) } }",
        "have different arguments",
        "1:42 1:63",
    );
}

#[test]
fn many_fields_of_one_name_take_no_longer_than_others() {
    let fields = "a: friend { a: friend { a: name } } ".repeat(150);
    let types = "... on Dog { x: friend { ... on Cat { x: friend { name } } } } ... on Being { x: friend { x: friend { name } } } ".repeat(30);
    for fields in [fields, types] {
        let text = format!("{{ being {{ {fields} }} }}");
        let began = Instant::now();

        let model = Model::new(SDL);
        let _ = check(&parse(&text).unwrap(), &model, &Limits::default());

        assert!(
            began.elapsed() < Duration::from_millis(1_500),
            "{:?}",
            began.elapsed()
        );
    }
}

#[test]
fn comparisons_have_an_end() {
    let mut text = "name".to_owned();
    for _ in 0..14 {
        text = format!(
            "x: friend {{ {text} }} ... on Dog {{ x: friend {{ {text} }} }} ... on Cat {{ x: friend {{ {text} }} }}"
        );
        if text.len() > 20_000 {
            break;
        }
    }

    let found = check(
        &parse(&format!("{{ being {{ {text} }} }}")).unwrap(),
        &Model::new(SDL),
        &Limits {
            comparisons: 1_000,
            ..Limits::default()
        },
    );

    assert_eq!(found.unwrap_err()[0].code(), "QUERY_TOO_COMPLEX");
}
