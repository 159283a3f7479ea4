//! Values and variables in their places.

use serde_json::json;

use super::*;

/// Documents, what is wrong with them, and where.
const VALUES: [(&str, &str, &str); 21] = [
    (
        "{ dog(size: \"1\") { name } }",
        "`\"1\"` is no Float.",
        "1:13",
    ),
    (
        "{ dog(size: 1e999) { name } }",
        "`1e999` is no Float.",
        "1:13",
    ),
    ("{ dog(id: 1.5) { name } }", "`1.5` is no ID.", "1:11"),
    (
        "{ dog { name(first: 2147483648) } }",
        "`2147483648` is no Int.",
        "1:21",
    ),
    ("{ dog { name(first: 1.0) } }", "`1.0` is no Int.", "1:21"),
    (
        "{ dog { name(first: null) } }",
        "Null stands where Int! is wanted.",
        "1:21",
    ),
    (
        "{ dog { knows(what: \"SIT\") } }",
        "`\"SIT\"` is no Trick.",
        "1:21",
    ),
    (
        "{ dog { knows(what: JUMP) } }",
        "`JUMP` is no Trick.",
        "1:21",
    ),
    (
        "{ dog { name(upper: YES) } }",
        "`YES` is no Boolean.",
        "1:21",
    ),
    (
        "{ dog(where: [{slug: \"a\"}]) { name } }",
        "A list is no Where.",
        "1:14",
    ),
    (
        "{ dog(where: {slug: \"a\", slug: \"b\"}) { name } }",
        "An object of type Where has the field `slug` several times.",
        "1:15 1:26",
    ),
    (
        "{ dog(where: {slug: \"a\", slag: \"b\"}) { name } }",
        "`Where` has no field `slag`.",
        "1:26",
    ),
    (
        "{ dog(where: {}) { name } }",
        "An object of type Where needs the field `slug`: its type is String!.",
        "1:14",
    ),
    (
        "{ dog(where: {slug: \"a\", in: [1, null]}) { name } }",
        "Null stands where Int! is wanted.",
        "1:34",
    ),
    (
        "{ dog(where: {slug: \"a\", at: \"1900\"}) { name } }",
        "`\"1900\"` is no Date. A day is written as YYYY-MM-DD, from 1900-01-01 to 2199-12-31.",
        "1:30",
    ),
    (
        "{ dog(where: {slug: \"a\", any: {b: {c: 1, c: 2}}}) { name } }",
        "An object has the field `c` several times.",
        "1:36 1:42",
    ),
    (
        "{ pet(by: {}) { __typename } }",
        "An object of type By has exactly one field, which is not null.",
        "1:11",
    ),
    (
        "{ pet(by: {id: 1, slug: \"a\"}) { __typename } }",
        "An object of type By has exactly one field, which is not null.",
        "1:11",
    ),
    (
        "{ pet(by: {id: null}) { __typename } }",
        "An object of type By has exactly one field, which is not null.",
        "1:11",
    ),
    (
        "query ($a: Int = \"1\") { dog { name(first: $a) } }",
        "`\"1\"` is no Int.",
        "1:18",
    ),
    (
        "query ($w: Where = {}) { dog(where: $w) { name } }",
        "An object of type Where needs the field `slug`: its type is String!.",
        "1:20",
    ),
];

#[test]
fn each_value_fits_its_place() {
    for (text, message, places) in VALUES {
        refused(text, message, places);
    }
}

#[test]
fn a_variable_is_defined_once() {
    let text = "query ($a: Int = 1, $a: Int = 2) { dog { name(first: $a) } }";
    refused(text, "Several variables are named `$a`.", "1:9 1:22");
}

#[test]
fn a_variable_is_of_a_type_for_input() {
    // As graphql-js has it: the type is wrong, and so is the place.
    let text = "query ($a: Dog) { list(ids: $a) { name } }";
    let expected = [
        ("`$a` is a `Dog`, which is no type for input.", "1:12"),
        ("`$a` is Dog and stands where [ID!]! is wanted.", "1:8 1:29"),
    ];
    let expected = expected.map(|(message, places)| (message.to_owned(), places.to_owned()));
    assert_eq!(faults(text), expected, "{text}");
}

#[test]
fn variables_of_the_right_type() {
    refused(
        "query Q { dog(id: $a) { name } }",
        "The operation `Q` does not define the variable `$a`.",
        "1:19 1:1",
    );
    refused(
        "query ($a: Int) { dog { name } }",
        "The variable `$a` is not used.",
        "1:8",
    );
    refused(
        "query ($a: String) { dog { name(first: $a) } }",
        "`$a` is String and stands where Int! is wanted.",
        "1:8 1:40",
    );
    refused(
        "query ($a: String) { dog(id: $a) { name } }",
        "`$a` is String and stands where ID is wanted.",
        "1:8 1:30",
    );
    refused(
        "query ($a: [ID]!) { list(ids: $a) { name } }",
        "`$a` is [ID]! and stands where [ID!]! is wanted.",
        "1:8 1:31",
    );
    refused(
        "query ($a: ID) { list(ids: [$a]) { name } }",
        "`$a` is ID and stands where ID! is wanted.",
        "1:8 1:29",
    );
    refused(
        "query ($a: ID = null) { list(ids: [$a]) { name } }",
        "`$a` is ID and stands where ID! is wanted.",
        "1:8 1:36",
    );
    refused(
        "query ($a: String) { dog { ...f } } fragment f on Dog { name(first: $a) }",
        "`$a` is String and stands where Int! is wanted.",
        "1:8 1:69",
    );
    refused(
        "query ($a: Boolean) { dog @skip(if: $a) { name } }",
        "`$a` is Boolean and stands where Boolean! is wanted.",
        "1:8 1:37",
    );
    refused(
        "query ($a: ID) { pet(by: {id: $a}) { __typename } }",
        "`$a` is ID, which can be null, and stands where exactly one field is wanted.",
        "1:8 1:31",
    );
    refused(
        "query ($a: String) { dog(where: {slug: \"a\", any: [$a]}) { name } }",
        "`$a` is String and stands where JSON is wanted.",
        "1:8 1:51",
    );
}

#[test]
fn variables_that_are_filled_must_not_be_null() {
    let text = "query Q($a: Int = 1, $b: Int) { dog { name(first: $a) friend { ... on Dog { name(first: $b) } } } }";

    let never_null = check(&parse(text).unwrap(), &Model::new(SDL), &Limits::default()).unwrap();

    let mut names: Vec<_> = never_null.of(Some("Q")).unwrap().iter().collect();
    names.sort();
    assert_eq!(names, ["a", "b"]);
    assert!(never_null.of(None).is_none());
}

#[test]
fn what_is_a_moment_to_us_is_one_to_the_library() {
    use async_graphql::{InputType, Value};
    for text in [
        "2026-03-02T09:00:00Z",
        "2026-03-02t09:00:00.123456789+09:00",
        "2026-03-02 09:00:00z",
        "2016-12-31T23:59:60Z",
        "0000-01-01T00:00:00-23:59",
        "9999-12-31T23:59:59Z",
    ] {
        let is_ours = Scalar::named("DateTime")
            .problem_of_json(&json!(text))
            .is_none();
        let theirs = <chrono::DateTime<chrono::Utc> as InputType>::parse(Some(Value::from(text)));

        assert!(!is_ours || theirs.is_ok(), "{text}");
    }
    for text in [
        "2026-03-02",
        "2026-03-02T09:00:00",
        "2026-03-02T09:00Z",
        "nonsense",
        "+12026-03-02T09:00:00Z",
        "2026-3-2T09:00:00Z",
        "",
    ] {
        assert!(
            Scalar::named("DateTime")
                .problem_of_json(&json!(text))
                .is_some(),
            "{text}"
        );
    }
}
