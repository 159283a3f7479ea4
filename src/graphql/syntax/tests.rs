//! The grammar, with the places of its parts.

use async_graphql::parser::types::DocumentOperations;
use proptest::prelude::*;

use super::*;

/// Where a text stops being a document.
fn stops(text: &str) -> (usize, usize) {
    let at = parse(text).unwrap_err().at;
    (at.line, at.column)
}

#[test]
fn all_of_the_grammar_is_read() {
    let text = r#"
        "Why." query Q("a" $a: [Int!]! = [1, 2] @x(y: {z: -1.5e3}), $b: T) @d { alias: f(x: $a) @e
            ... F ... on T @g { h } ... @i(j: true, k: null, l: ENUM) { m } on fragment query
            n(text: """
                two
                  lines
            """, list: [[1-2], "x", $b]) { o } }
        """Block.""" fragment F on T @p { query { mutation } }
        mutation M { a } subscription { b }"#;

    let document = parse(text).unwrap();

    assert_eq!(document.operations.len(), 3);
    assert_eq!(document.fragments.len(), 1);
    let query = &document.operations[0];
    assert_eq!((query.at.line, query.at.column), (2, 9));
    assert_eq!(query.variables.len(), 2);
    assert_eq!(query.variables[0].ty.ty.to_string(), "[Int!]!");
    assert_eq!(query.selections.items.len(), 8);
}

#[test]
fn the_library_gets_what_its_own_parser_would_give() {
    for text in [
        "{ a }",
        "query Q($a: [Int!]! = [1, 2], $b: T) @d { c: f(x: $a, y: {z: [-1.5, B, null, true]}) @e(f: $b) { g } }",
        "mutation { a(b: \"\\\"\\u00e9\\n하\", c: \"\"\"\n  x\n    y\n\"\"\") { ...F ... on T { c } ... @x { d } } } fragment F on T @y { e }",
        "query A { a } subscription B { b(n: 18446744073709551615, f: 1e3) }",
    ] {
        let theirs = async_graphql::parser::parse_query(text).unwrap();
        let ours = lower(&parse(text).unwrap());

        assert_eq!(without_places(&ours), without_places(&theirs), "{text}");
    }
}

/// A document as JSON, its operations in order. The library places some parts
/// elsewhere.
fn without_places(
    document: &async_graphql::parser::types::ExecutableDocument,
) -> serde_json::Value {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(fields) => {
                fields.remove("pos");
                fields.values_mut().for_each(strip);
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(document).unwrap();
    strip(&mut value);
    value
}

#[test]
fn a_name_tells_one_operation_from_several() {
    let operations = |text: &str| lower(&parse(text).unwrap()).operations;

    assert!(matches!(operations("{ a }"), DocumentOperations::Single(_)));
    assert!(matches!(
        operations("query Q { a }"),
        DocumentOperations::Multiple(_)
    ));
}

#[test]
fn what_is_no_document_says_where() {
    for (text, at) in [
        ("", (1, 1)),
        ("# nothing", (1, 10)),
        ("{ a", (1, 4)),
        ("{ }", (1, 3)),
        ("{\n  a(\n) }", (3, 1)),
        ("{ a(b: ) }", (1, 8)),
        ("{ a(b: 1 }", (1, 10)),
        ("{ a(b: $) }", (1, 9)),
        ("query ($a) { b }", (1, 10)),
        ("query () { b }", (1, 8)),
        ("query ($a: Int = $b) { c }", (1, 18)),
        ("query ($a: Int = [$b]) { c }", (1, 19)),
        ("query ($a: Int @b(c: $d)) { e }", (1, 22)),
        ("fragment on on T { a }", (1, 10)),
        ("fragment F T { a }", (1, 12)),
        ("\"why\" { a }", (1, 7)),
        ("\"why\"", (1, 6)),
        ("{ a } city", (1, 7)),
        ("type City { name: String }", (1, 1)),
        ("{ a(b: \"\\uD83D\") }", (1, 8)),
        ("{ a(b: \"no end) }", (1, 8)),
        ("{ a(b: 007) }", (1, 8)),
        ("{ a(b: 1.) }", (1, 8)),
        ("{ a(b: 1x) }", (1, 8)),
        ("{ a(b: .5) }", (1, 8)),
        ("{ a ..b }", (1, 5)),
        ("{ ... on }", (1, 10)),
        ("{ a ? }", (1, 5)),
        ("{ a: }", (1, 6)),
        ("{ a @ }", (1, 7)),
        ("{ 하 }", (1, 3)),
        ("\u{0}", (1, 1)),
    ] {
        assert_eq!(stops(text), at, "{text}");
    }
}

#[test]
fn ignored_characters_may_stand_anywhere() {
    assert!(parse("\u{feff},,{ a,\u{feff}b\t#c }\r\n,}\u{feff}").is_ok());
}

proptest! {
    /// Whatever comes, it is read or refused at a place of the text.
    #[test]
    fn nothing_breaks_the_parser(text in "[{}()\\[\\]:$@!=\"\\\\.#,a-z0-9 \\n하-]{0,60}") {
        if let Err(error) = parse(&text) {
            prop_assert!(error.at.line >= 1 && error.at.column >= 1);
            prop_assert!(error.at.line <= text.lines().count() + 1);
        }
    }

    /// What the library's parser reads, ours reads as well, to the same end.
    #[test]
    fn what_the_library_reads_is_read_alike(text in "(\\{ |a|b|x: |\\(y: |1|-2|1\\.5|\"z\"|null|\\$v|\\[|\\]|\\{|\\}|\\)| |\\.\\.\\.| on |@d)*") {
        if let Ok(theirs) = async_graphql::parser::parse_query(&text) {
            let ours = parse(&text).map(|document| without_places(&lower(&document)));
            prop_assert_eq!(ours.ok(), Some(without_places(&theirs)));
        }
    }
}
