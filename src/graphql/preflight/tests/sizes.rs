//! How large a document may be, however it hides its size.

use std::time::{Duration, Instant};

use super::*;

#[test]
fn weakness_1_doubling_fragments_cost_what_their_text_costs() {
    let text = doubling(30);
    let model = Model::new(SDL);
    let limits = Limits::default();
    let run = || {
        let began = Instant::now();
        check_text(&text, &limits).unwrap();
        let document = parse_query(&text).unwrap();
        check_document(&document, (None, &Map::new()), &model, &limits).unwrap_err();
        began.elapsed()
    };

    let fastest = (0..5).map(|_| run()).min().unwrap();

    println!(
        "{} bytes of doubling fragments refused in {fastest:?}",
        text.len()
    );
    assert!(fastest < Duration::from_millis(10), "{fastest:?}");
    assert!(breaks(&text, "selections") > 1_000_000_000);
}

#[test]
fn each_selection_is_visited_once_however_often_it_is_spread() {
    let text = doubling(8);

    let checked = check(&text).unwrap();

    assert_eq!(checked.visits, 2 + 8 * 2 + 1);
}

#[test]
fn wide_spreads_are_counted_like_deep_ones() {
    let spreads = "...f1 ".repeat(100);
    let text = format!(
        "{{ city {{ {spreads} }} }}
         fragment f1 on City {{ {} }} fragment f2 on City {{ {} }} fragment f3 on City {{ name }}",
        "...f2 ".repeat(100),
        "...f3 ".repeat(100)
    );

    assert!(breaks(&text, "selections") > 1_000_000);
}

#[test]
fn a_fragment_that_spreads_itself_is_measured_once() {
    for text in [
        "{ city { ...a } } fragment a on City { ...a }",
        "{ city { ...a } } fragment a on City { ...b } fragment b on City { sister { ...a } }",
        "{ city { name } } fragment a on City { ...b } fragment b on City { ...a }",
    ] {
        assert!(check(text).unwrap().visits < 10);
    }
}

#[test]
fn weakness_3_the_standard_introspection_query_passes() {
    assert!(check(&introspection()).unwrap().cost > 1_000);
}

/// Asks for all that there is, as code generators do: the types of fields are
/// unwrapped nine times.
fn introspection() -> String {
    let mut ty = String::from("kind name");
    for _ in 0..9 {
        ty = format!("kind name ofType {{ {ty} }}");
    }
    format!(
        "query Introspection {{
            __schema {{
                description
                queryType {{ name kind }} mutationType {{ name kind }} subscriptionType {{ name kind }}
                types {{ ...whole }}
                directives {{
                    name description isRepeatable locations
                    args(includeDeprecated: true) {{ ...input }}
                }}
            }}
        }}
        fragment whole on __Type {{
            kind name description specifiedByURL isOneOf
            fields(includeDeprecated: true) {{
                name description isDeprecated deprecationReason
                args(includeDeprecated: true) {{ ...input }}
                type {{ ...reference }}
            }}
            inputFields(includeDeprecated: true) {{ ...input }}
            interfaces {{ ...reference }}
            enumValues(includeDeprecated: true) {{
                name description isDeprecated deprecationReason
            }}
            possibleTypes {{ ...reference }}
        }}
        fragment input on __InputValue {{
            name description defaultValue isDeprecated deprecationReason
            type {{ ...reference }}
        }}
        fragment reference on __Type {{ {ty} }}"
    )
}

#[test]
fn the_schema_cannot_be_asked_in_circles() {
    let circle =
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
    assert_eq!(breaks(circle, "introspection_lists"), 3);

    let hidden = "{ __type(name: \"City\") { ...a } }
        fragment a on __Type { fields { type { ...b } } }
        fragment b on __Type { interfaces { ... on __Type { possibleTypes { name } } } }";
    assert_eq!(breaks(hidden, "introspection_lists"), 3);
}

#[test]
fn twenty_levels_of_fields_pass_and_one_more_does_not() {
    let levels = |levels: usize| {
        let inside = "sister { ".repeat(levels - 2);
        format!("{{ city {{ {inside} name {} }} }}", "} ".repeat(levels - 2))
    };

    assert_eq!(broken(&levels(20)), []);
    assert_eq!(breaks(&levels(21), "depth"), 21);
}

#[test]
fn levels_of_fields_are_counted_through_fragments() {
    let mut text = String::from("{ city { ...f0 } }");
    for level in 0..10 {
        let next = level + 1;
        write!(
            text,
            " fragment f{level} on City {{ sister {{ self {{ ...f{next} }} }} }}"
        )
        .unwrap();
    }
    text += " fragment f10 on City { name }";

    assert_eq!(breaks(&text, "depth"), 1 + 2 * 10 + 1);
}

#[test]
fn inline_fragments_cannot_be_nested_without_end() {
    let text = format!(
        "{{ {} city {{ name }} {} }}",
        "... {".repeat(100),
        "}".repeat(100)
    );
    assert_eq!(breaks(&text, "nesting"), 102);

    let mut chain = String::from("{ city { ...f0 } }");
    for level in 0..120 {
        write!(chain, " fragment f{level} on City {{ ...f{} }}", level + 1).unwrap();
    }
    chain += " fragment f120 on City { name }";
    assert!(breaks(&chain, "nesting") > 100);
}

#[test]
fn thirty_aliases_pass_and_one_more_does_not() {
    let aliases = |number: usize| {
        let fields: Vec<String> = (0..number)
            .map(|number| format!("a{number}: name"))
            .collect();
        format!("{{ city {{ {} }} }}", fields.join(" "))
    };

    assert_eq!(broken(&aliases(30)), []);
    assert_eq!(breaks(&aliases(31), "aliases"), 31);
}

#[test]
fn aliases_are_counted_each_time_their_fragment_is_spread() {
    let text = "{ city { ...a sister { ...a sister { ...a sister { ...a } } } } }
        fragment a on City { a: name b: name c: name d: name e: name f: name g: name h: name }";

    assert_eq!(breaks(text, "aliases"), 32);
}

#[test]
fn twenty_root_fields_pass_and_one_more_does_not() {
    let roots = |number: usize| format!("{{ {} }}", "city { name } ".repeat(number));

    assert_eq!(broken(&roots(20)), []);
    assert_eq!(breaks(&roots(21), "root_fields"), 21);
}

#[test]
fn root_fields_are_counted_through_fragments() {
    let text = format!(
        "{{ ...a ...a ... on Query {{ ...a }} }} fragment a on Query {{ {} }}",
        "city { name } ".repeat(7)
    );

    assert_eq!(breaks(&text, "root_fields"), 21);
}

#[test]
fn fifty_directives_pass_and_one_more_does_not() {
    let directives = |number: usize| {
        format!(
            "{{ city {{ name {} }} }}",
            "@skip(if: false) ".repeat(number)
        )
    };

    assert_eq!(broken(&directives(50)), []);
    assert_eq!(breaks(&directives(51), "directives"), 51);
}

#[test]
fn directives_are_counted_wherever_they_stand() {
    let ten = "@skip(if: false) ".repeat(10);
    let text = format!(
        "query ($a: Int {ten}) {ten} {{ city {{ ...a {ten} ...a }} }}
         fragment a on City {ten} {{ ... {ten} {{ name }} }}"
    );

    assert_eq!(breaks(&text, "directives"), 10 + 10 + 10 + 2 * 20);
}

#[test]
fn ten_operations_pass_and_one_more_does_not() {
    let operations = |number: usize| {
        let operations: Vec<String> = (0..number)
            .map(|number| format!("query q{number} {{ city {{ name }} }}"))
            .collect();
        operations.join(" ")
    };

    assert_eq!(broken(&operations(10)), []);
    assert_eq!(breaks(&operations(11), "operations"), 11);
    assert!(breaks(&operations(20_000), "tokens") > 100_000);
}

#[test]
fn an_operation_that_will_not_run_is_held_to_the_limits_too() {
    let mut text = doubling(30).replacen('{', "query Bad {", 1);
    text += " query Good { city { name } }";

    assert!(breaks(&text, "selections") > 5_000);
}

#[test]
fn a_fragment_that_nothing_spreads_is_held_to_the_limits_too() {
    let text = doubling(30).replacen("{ city { ...f0 } }", "{ city { name } }", 1);

    assert!(breaks(&text, "selections") > 5_000);
}

#[test]
fn a_list_of_a_thousand_passes_and_one_more_does_not() {
    let literal = |number: usize| {
        let items = "1 ".repeat(number);
        format!("{{ city(where: {{ not: {{ slugs: [{items}] }} }}) {{ name }} }}")
    };
    assert_eq!(broken(&literal(1_000)), []);
    assert_eq!(breaks(&literal(1_001), "list_input"), 1_001);

    let text = "query ($where: Where) { city(where: $where) { name } }";
    let variables = |number: usize| json!({ "where": { "not": { "slugs": vec!["a"; number] } } });
    assert!(check_with(text, &variables(1_000)).is_ok());
    let faults = check_with(text, &variables(1_001)).unwrap_err();
    assert_eq!(
        faults[0].message(),
        "The document has 1001 items in one list; at most 1000 are allowed."
    );
}

#[test]
fn two_thousand_tokens_pass_and_one_more_does_not() {
    let tokens = |number: usize| format!("{{ city {{ {} }} }}", "name ".repeat(number - 5));

    assert_eq!(broken(&tokens(2_000)), []);
    assert_eq!(breaks(&tokens(2_001), "tokens"), 2_001);
}

#[test]
fn a_hundred_thousand_brackets_are_refused_before_they_are_parsed() {
    for bracket in ["{", "[", "(", "{a", "{a(b:[", "\"{\" ["] {
        let text = bracket.repeat(100_000);
        let began = Instant::now();

        assert_eq!(check(&text).unwrap_err()[0].code(), "QUERY_TOO_COMPLEX");
        assert!(began.elapsed() < Duration::from_millis(500));
    }
}

#[test]
fn every_broken_limit_is_reported_at_once() {
    let text = format!(
        "{{ {} }}",
        "a: city { name @skip(if: false) @skip(if: false) @skip(if: false) } ".repeat(31)
    );

    let limits: Vec<String> = broken(&text).into_iter().map(|(limit, _)| limit).collect();

    assert_eq!(limits, ["aliases", "root_fields", "directives"]);
}
