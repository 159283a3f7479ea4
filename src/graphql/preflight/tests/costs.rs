//! What an operation costs: the fields that its answer could hold.

use super::*;

#[test]
fn weakness_2_pages_inside_pages_multiply() {
    let one = "{ cities(first: 10) { nodes { programmes(first: 20) { nodes { title } } } } }";
    // cities, nodes, then 10 × (programmes, nodes, then 20 × title).
    assert_eq!(cost(one), 2 + 10 * (2 + 20));

    let deep = "{ cities(first: 100) { nodes { programmes(first: 100) { nodes { city {
        programmes(first: 100) { nodes { title } } } } } } } }";
    assert!(breaks(deep, "answer_fields") > 1_000_000);
}

#[test]
fn only_the_rows_of_a_page_are_multiplied() {
    let text =
        "{ cities(first: 50) { totalCount pageInfo { hasNextPage } edges { node { name } } } }";

    assert_eq!(cost(text), 1 + 1 + 2 + 1 + 50 * 2);
}

#[test]
fn a_page_is_counted_by_what_is_asked_for() {
    let rows = |arguments: &str, variables: &Json| {
        let text = format!("query {arguments} {{ nodes {{ name }} }} }}");
        check_with(&text, variables).unwrap().cost - 2
    };
    let of_variable = "($n: Int = 7) { cities(first: $n)";

    assert_eq!(rows("{ cities", &json!({})), 25);
    assert_eq!(rows("{ cities(first: 3)", &json!({})), 3);
    assert_eq!(rows("{ cities(last: 4)", &json!({})), 4);
    assert_eq!(rows("{ cities(first: 0)", &json!({})), 0);
    assert_eq!(rows("{ cities(first: -5)", &json!({})), 0);
    assert_eq!(rows("{ cities(first: 1000000)", &json!({})), 100);
    assert_eq!(rows("{ cities(first: null)", &json!({})), 25);
    assert_eq!(rows(of_variable, &json!({})), 7);
    assert_eq!(rows(of_variable, &json!({ "n": 12 })), 12);
    assert_eq!(rows(of_variable, &json!({ "n": null })), 25);
}

#[test]
fn the_size_of_a_page_reaches_into_its_fragments() {
    let text = "{ cities(first: 40) { ...page } }
        fragment page on CityConnection { totalCount ... { nodes { ...city } } }
        fragment city on City { name }";

    assert_eq!(cost(text), 1 + 1 + 1 + 40);
}

#[test]
fn a_list_without_a_size_counts_as_ten() {
    assert_eq!(cost("{ city { spaces { name } } }"), 2 + 10);
}

#[test]
fn a_list_of_ids_counts_as_many_as_are_named() {
    assert_eq!(cost("{ nodes(ids: [1, 2, 3]) { id } }"), 1 + 3);
    let text = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let checked = check_with(text, &json!({ "ids": ["a", "b"] }));
    assert_eq!(checked.unwrap().cost, 1 + 2);
}

#[test]
fn interfaces_and_unions_are_walked_by_the_types_they_may_be() {
    let text =
        "{ nodes(ids: [1, 2]) { id ... on City { programmes(first: 5) { nodes { title } } } } }";
    assert_eq!(cost(text), 1 + 2 * (1 + 2 + 5));

    let text = "{ found { ... on City { name } ... on Programme { title } } }";
    assert_eq!(cost(text), 1 + 10 * 2);
}

#[test]
fn the_cost_is_that_of_the_operation_that_runs() {
    let document =
        parse_query("query A { city { name } } query B { city { spaces { name } } }").unwrap();
    let (variables, model, limits) = (Map::new(), Model::new(SDL), Limits::default());
    let cost = |name| {
        let checked = check_document(&document, (Some(name), &variables), &model, &limits);
        checked.unwrap().cost
    };

    assert_eq!((cost("A"), cost("B")), (2, 12));
}
