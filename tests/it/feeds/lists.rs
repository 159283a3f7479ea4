//! Lists as files: all rows, the same filter, and on from where one was cut off.

use std::collections::HashSet;

use learning_cities::domain::Viewer;
use learning_cities::domain::generate::{self, Plan};
use learning_cities::domain::viewer::ImportNetwork;
use serde_json::{Value, json};

use super::{hanam, published, sample};
use crate::support::{Network, Reply, course, this_morning};

/// A query string with these parameters.
fn query(parameters: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(parameters);
    query.finish()
}

async fn list(network: &Network, file: &str, parameters: &[(&str, &str)]) -> Reply {
    network
        .get(&format!("/lists/{file}?{}", query(parameters)))
        .await
}

async fn objects(network: &Network, name: &str, parameters: &[(&str, &str)]) -> Vec<Value> {
    let reply = list(network, &format!("{name}.ndjson"), parameters).await;
    assert_eq!(reply.status.as_u16(), 200, "{reply:?}");
    let lines = reply.text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The rows of a table by the names of its columns.
fn rows(reply: &Reply) -> Vec<std::collections::HashMap<String, String>> {
    let text = reply.text.strip_prefix('\u{feff}').unwrap();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    table.deserialize().map(|row| row.unwrap()).collect()
}

#[tokio::test]
async fn every_list_is_as_long_as_graphql_says() {
    let network = Network::start().await;
    sample(&network).await;
    let query = "{
        programmes { totalCount } offerings { totalCount } learningSpaces { totalCount }
        cities { totalCount } organisations { totalCount } alliances { totalCount }
        plans { totalCount }
    }";
    let counts = network.ask(query).await;
    for (field, name) in [
        ("programmes", "programmes"),
        ("offerings", "offerings"),
        ("learningSpaces", "learning-spaces"),
        ("cities", "cities"),
        ("organisations", "organisations"),
        ("alliances", "alliances"),
        ("plans", "plans"),
    ] {
        let count = counts["data"][field]["totalCount"].as_u64().unwrap();
        assert!(count > 0, "{name}");
        let told = objects(&network, name, &[]).await;
        assert_eq!(told.len() as u64, count, "{name}");
        let table = list(&network, &format!("{name}.csv"), &[]).await;
        let rows = rows(&table);
        assert_eq!(rows.len() as u64, count, "{name}");
        let ids = |id: &Value| id.as_str().unwrap().to_owned();
        let of_objects: Vec<_> = told.iter().map(|row| ids(&row["id"])).collect();
        let of_table: Vec<_> = rows.iter().map(|row| row["id"].clone()).collect();
        assert_eq!(of_objects, of_table, "{name}");
    }
    assert!(!objects(&network, "memberships", &[]).await.is_empty());
}

#[tokio::test]
async fn a_programme_is_told_with_all_its_languages_and_codes() {
    let network = Network::start().await;
    let (id, _) = sample(&network).await;
    let filter = json!({ "id": { "eq": id } }).to_string();

    let told = objects(&network, "programmes", &[("where", &filter)]).await;
    let table = list(&network, "programmes.csv", &[("where", &filter)]).await;

    assert_eq!(told.len(), 1);
    let title = json!({ "ko": "디지털 첫걸음", "en": "First digital steps" });
    assert_eq!(told[0]["title"], title);
    assert_eq!(told[0]["city"], "kr-hanam");
    assert_eq!(told[0]["topics"], json!(["DIGITAL_SKILLS"]));
    assert_eq!(
        told[0]["url"],
        format!("http://learning-cities.test/programmes/{id}")
    );
    let rows = rows(&table);
    assert_eq!(rows[0]["title.ko"], "디지털 첫걸음");
    assert_eq!(rows[0]["title.zh-Hant"], "");
    assert_eq!(rows[0]["targetGroups"], "OLDER_ADULTS");
    assert_eq!(
        table.header("content-type"),
        "text/csv; charset=utf-8; header=present"
    );
    assert_eq!(
        table.header("content-disposition"),
        "attachment; filename=\"programmes.csv\""
    );
}

#[tokio::test]
async fn who_teaches_is_in_no_list() {
    let network = Network::start().await;
    sample(&network).await;
    for file in ["offerings.csv", "offerings.ndjson"] {
        let reply = list(&network, file, &[]).await;
        assert!(!reply.text.contains("김하나"), "{file}");
        assert!(!reply.text.contains("nstructor"), "{file}");
    }
}

#[tokio::test]
async fn no_cell_of_a_table_is_a_formula() {
    let network = Network::start().await;
    let mut trap = course();
    trap["title"] = json!([
        { "locale": "ko", "text": "=HYPERLINK(\"http://x.example\")" },
        { "locale": "en", "text": "+1, said\nshe" },
    ]);
    let (id, _) = published(&network, trap).await;
    let filter = json!({ "id": { "eq": id } }).to_string();

    let table = list(&network, "programmes.csv", &[("where", &filter)]).await;

    let rows = rows(&table);
    assert_eq!(rows[0]["title.ko"], "'=HYPERLINK(\"http://x.example\")");
    assert_eq!(rows[0]["title.en"], "'+1, said\nshe");
    let told = objects(&network, "programmes", &[("where", &filter)]).await;
    assert_eq!(
        told[0]["title"]["en"], "+1, said\nshe",
        "JSON has no formulas"
    );
}

#[tokio::test]
async fn the_filter_is_that_of_graphql() {
    let network = Network::start().await;
    let hanam = network.id_of("city", "kr-hanam").await;
    let filter = json!({ "city": { "eq": hanam }, "not": { "kind": { "eq": "FESTIVAL" } } });
    let query = "query ($where: ProgrammeFilter) { programmes(first: 100, where: $where) { nodes { id } } }";
    let reply = network.ask_with(query, json!({ "where": filter })).await;
    let nodes = reply["data"]["programmes"]["nodes"]
        .as_array()
        .unwrap()
        .iter();
    let mut wanted: Vec<&str> = nodes.map(|node| node["id"].as_str().unwrap()).collect();

    let told = objects(&network, "programmes", &[("where", &filter.to_string())]).await;

    let mut found: Vec<&str> = told.iter().map(|row| row["id"].as_str().unwrap()).collect();
    wanted.sort_unstable();
    found.sort_unstable();
    assert!(!found.is_empty());
    assert_eq!(found, wanted);
}

#[tokio::test]
async fn a_filter_that_is_wrong_is_refused_and_never_passed_over() {
    let network = Network::start().await;
    let many = json!({ "and": vec![json!({}); 60] }).to_string();
    for (parameters, word) in [
        (&[("where", "{\"cityy\":{}}")][..], "does not have"),
        (&[("where", "{")], "not JSON"),
        (&[("where", "[]")], "no object"),
        (&[("where", "{\"kind\":{\"eq\":\"COOKERY\"}}")], "no value"),
        (&[("where", "{\"city\":{\"eq\":\"kr-hanam\"}}")], "`city_`"),
        (
            &[("where", "{\"updatedAt\":{\"gt\":\"soon\"}}")],
            "DateTime",
        ),
        (&[("where", &*many)], "too many conditions"),
        (&[("filter", "{}")], "`where` and `after`"),
        (&[("where", "{}"), ("where", "{}")], "twice"),
        (&[("after", "nonsense")], "cursor"),
    ] {
        let reply = list(&network, "programmes.ndjson", parameters).await;
        assert_eq!(
            (reply.status.as_u16(), reply.code()),
            (400, "BAD_USER_INPUT"),
            "{parameters:?}"
        );
        assert!(reply.message().contains(word), "{reply:?}");
    }
    for file in [
        "programmes",
        "programmes.xml",
        "clients.csv",
        "survey-answers.ndjson",
    ] {
        assert_eq!(
            network.get(&format!("/lists/{file}")).await.status.as_u16(),
            404,
            "{file}"
        );
    }
}

/// The sample network with more programmes than fit on a page.
async fn large() -> Network {
    let network = Network::start().await;
    let tx = network.app().begin().await.unwrap();
    let permit = Viewer::Operator.permit::<ImportNetwork>().unwrap();
    let plan = Plan {
        cities: 10,
        programmes: 1_200,
        seed: 7,
    };
    generate::generate(&tx, &permit, this_morning(), plan, &|_| ())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    network
}

#[tokio::test]
async fn who_was_cut_off_goes_on_behind_the_last_row() {
    let network = large().await;
    let whole = objects(&network, "programmes", &[]).await;
    assert!(whole.len() > 1_000);
    let ids: HashSet<&str> = whole
        .iter()
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), whole.len(), "each once");
    for cut in [1, 499, 500, 501, whole.len() - 1] {
        let cursor = whole[cut - 1]["cursor"].as_str().unwrap();
        let rest = objects(&network, "programmes", &[("after", cursor)]).await;
        assert_eq!(rest, whole[cut..], "{cut}");
    }
    let last = whole.last().unwrap()["cursor"].as_str().unwrap();
    assert_eq!(
        objects(&network, "programmes", &[("after", last)]).await,
        Vec::<Value>::new()
    );
    let rest = list(&network, "programmes.csv", &[("after", last)]).await;
    assert_eq!(rest.text, "", "what goes on has no second head");

    let other = json!({ "kind": { "eq": "COURSE" } }).to_string();
    let parameters = [("after", last), ("where", &other)];
    let reply = list(&network, "programmes.ndjson", &parameters).await;
    assert!(reply.message().contains("another list"), "{reply:?}");
}

#[tokio::test]
async fn a_list_is_sent_again_only_when_something_has_happened() {
    let network = Network::start().await;
    let path = "/lists/programmes.csv";
    let first = network.get(path).await;
    let tag = first.header("etag").to_owned();
    assert_eq!(first.header("cache-control"), "public, max-age=60");

    let again = network.get_with(&[("if-none-match", &tag)], path).await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
    assert_eq!(again.header("etag"), tag);
    let other = network
        .get_with(&[("if-none-match", &tag)], "/lists/cities.csv")
        .await;
    assert_eq!(other.status.as_u16(), 200, "another list");

    hanam(&network).create_programme(course()).await;
    let changed = network.get_with(&[("if-none-match", &tag)], path).await;
    assert_eq!(changed.status.as_u16(), 200);
}

#[tokio::test]
async fn no_letter_of_a_text_ends_a_line_or_begins_a_formula() {
    let network = Network::start().await;
    for (number, text) in [
        "=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "\u{feff}=1",
        "a\u{2028}b\u{2029}c",
    ]
    .into_iter()
    .enumerate()
    {
        let mut course = course();
        course["externalId"] = json!(format!("odd-{number}"));
        course["title"][0]["text"] = json!(text);
        published(&network, course).await;
    }
    let lines = list(&network, "programmes.ndjson", &[]).await.text;
    let table = list(&network, "programmes.csv", &[]).await;

    let is_end = |letter: char| matches!(letter, '\n' | '\u{b}'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let split = lines.split_terminator(is_end);
    assert!(split.clone().count() >= 7, "{lines}");
    for line in split {
        assert!(serde_json::from_str::<Value>(line).is_ok(), "{line}");
    }
    let begins = [
        '=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '\u{feff}',
    ];
    let mut guarded = 0;
    for row in rows(&table) {
        for (column, cell) in row {
            assert!(!cell.starts_with(begins), "{column}: {cell:?}");
            guarded += usize::from(cell.starts_with('\''));
        }
    }
    assert!(guarded >= 6, "{guarded}");
}
