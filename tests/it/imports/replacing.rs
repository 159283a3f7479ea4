//! A file that is all that there is.

use entity::values::ImportFormat;
use learning_cities::{
    domain::course::{Column, Course, Wishes},
    feed::Encoding,
};
use serde_json::{Value, json};

use super::{calligraphy, counts, file};
use crate::support::{Caller, Network, complaints, payload};

const IMPORT: &str = "
    mutation ($input: ImportRunInput!, $dryRun: Boolean) {
        importRun(input: $input, dryRun: $dryRun) {
            importRun { created updated unchanged refused withdrawn }
            withdrawn { title status }
            userErrors { code field }
        }
    }";

fn osan(network: &Network) -> Caller<'_> {
    network.city("kr-osan", "programme:read programme:write")
}

fn called(title: &str) -> Course {
    let mut course = calligraphy();
    title.clone_into(&mut course[Column::Title]);
    course
}

fn content(rows: &[Course]) -> String {
    String::from_utf8(file(rows, Encoding::Utf8)).unwrap()
}

/// All that Osan has in this file, public as far as it is new.
fn all(rows: &[Course]) -> Value {
    json!({
        "format": "NATIONAL_COURSES", "content": content(rows), "replace": true,
        "topics": ["READING"], "publish": true, "policy": "SKIP_INVALID",
    })
}

async fn send(network: &Network, input: Value) -> Value {
    let reply = osan(network)
        .ask_with(IMPORT, json!({ "input": input }))
        .await;
    payload(&reply, "importRun")
}

/// The titles of all programmes of Osan with their status.
async fn standing(network: &Network) -> Vec<String> {
    let query = "{ viewer { programmes(first: 100, orderBy: { field: CREATED }) {
        nodes { title status } } } }";
    let answer = osan(network).ask(query).await;
    let nodes = answer["data"]["viewer"]["programmes"]["nodes"]
        .as_array()
        .unwrap()
        .iter();
    let mut all: Vec<String> = nodes
        .map(|node| {
            format!(
                "{} {}",
                node["title"].as_str().unwrap(),
                node["status"].as_str().unwrap()
            )
        })
        .collect();
    all.sort();
    all
}

#[tokio::test]
async fn what_has_left_the_file_is_archived_and_what_is_back_is_public() {
    let network = Network::start().await;
    let (one, two, three) = (called("하나"), called("둘"), called("셋"));
    send(&network, all(&[one.clone(), two.clone(), three.clone()])).await;

    // Told first, and nothing kept.
    let variables = json!({ "input": all(&[one.clone(), two.clone()]), "dryRun": true });
    let reply = osan(&network).ask_with(IMPORT, variables).await;
    let told = payload(&reply, "importRun");
    assert_eq!(
        told["withdrawn"],
        json!([{ "title": "셋", "status": "ARCHIVED" }])
    );
    assert_eq!(told["importRun"]["withdrawn"], 1);
    assert_eq!(
        standing(&network).await,
        ["둘 PUBLISHED", "셋 PUBLISHED", "하나 PUBLISHED"]
    );

    let done = send(&network, all(&[one.clone(), two.clone()])).await;
    assert_eq!(
        done["importRun"],
        json!({ "created": 0, "updated": 0, "unchanged": 2, "refused": 0, "withdrawn": 1 })
    );
    assert_eq!(
        standing(&network).await,
        ["둘 PUBLISHED", "셋 ARCHIVED", "하나 PUBLISHED"]
    );
    let again = send(&network, all(&[one.clone(), two.clone()])).await;
    assert_eq!(again["importRun"]["withdrawn"], 0);

    let back = send(&network, all(&[one, two, three])).await;
    assert_eq!(back["importRun"]["updated"], 1);
    assert_eq!(
        standing(&network).await,
        ["둘 PUBLISHED", "셋 PUBLISHED", "하나 PUBLISHED"]
    );
}

#[tokio::test]
async fn what_came_from_elsewhere_stays() {
    let network = Network::start().await;
    let city = osan(&network);
    let mut by_hand = crate::support::course();
    by_hand["externalId"] = Value::Null;
    by_hand["offerings"] = json!([]);
    city.create_programme(by_hand).await;
    let table = "externalId,title.ko,kind\r\nA1,가,COURSE\r\ncourse-7,나,COURSE\r\n";
    let own = json!({ "format": "PROGRAMMES_CSV", "content": table, "replace": true });
    send(&network, own).await;
    send(&network, all(&[called("하나")])).await;
    send(&network, all(&[called("둘")])).await;
    let expected = [
        "가 DRAFT",
        "나 DRAFT",
        "둘 PUBLISHED",
        "디지털 첫걸음 DRAFT",
        "하나 ARCHIVED",
    ];
    assert_eq!(standing(&network).await, expected);

    let table = "externalId,title.ko,kind\r\nA1,가,COURSE\r\n";
    let own = json!({ "format": "PROGRAMMES_CSV", "content": table, "replace": true });
    let done = send(&network, own).await;
    assert_eq!(
        done["withdrawn"],
        json!([{ "title": "나", "status": "ARCHIVED" }])
    );
    let expected = [
        "가 DRAFT",
        "나 ARCHIVED",
        "둘 PUBLISHED",
        "디지털 첫걸음 DRAFT",
        "하나 ARCHIVED",
    ];
    assert_eq!(standing(&network).await, expected);
}

#[tokio::test]
async fn a_refused_row_takes_nothing_away() {
    let network = Network::start().await;
    send(&network, all(&[called("하나"), called("둘")])).await;
    let mut mended = called("둘");
    mended[Column::StartTime] = "11:00".to_owned();
    mended[Column::Mode] = "메타버스".to_owned();
    let done = send(&network, all(&[called("하나"), mended])).await;
    assert_eq!(
        (
            &done["importRun"]["refused"],
            &done["importRun"]["withdrawn"]
        ),
        (&json!(1), &json!(0))
    );

    let broken = format!("{}a,b\r\n", content(&[called("하나")]));
    let mut input = all(&[]);
    input["content"] = json!(broken);
    assert_eq!(
        complaints(&send(&network, input).await),
        ["CONFLICT replace"]
    );
    assert_eq!(
        complaints(&send(&network, all(&[])).await),
        ["REQUIRED content"]
    );
    assert_eq!(standing(&network).await, ["둘 PUBLISHED", "하나 PUBLISHED"]);
}

#[tokio::test]
async fn of_a_merged_file_a_city_takes_what_is_its_own() {
    let network = Network::start().await;
    let of = |title: &str, code: &str| {
        let mut course = called(title);
        code.clone_into(&mut course[Column::ProviderCode]);
        course
    };
    let merged = [
        of("하나", "3800000"),
        of("남의 것", "3740000"),
        of("둘", "3800001"),
    ];
    let mut input = all(&merged);
    input["providerCodes"] = json!(["3800000", "3800001"]);
    let done = send(&network, input).await;
    assert_eq!(done["importRun"]["created"], 2);

    // The other provider's courses are not this file's business.
    let mut input = all(&[of("셋", "3800000")]);
    input["providerCodes"] = json!(["3800000"]);
    send(&network, input).await;
    assert_eq!(
        standing(&network).await,
        ["둘 PUBLISHED", "셋 PUBLISHED", "하나 ARCHIVED"]
    );

    let mut input = all(&[called("넷")]);
    input["providerCodes"] = json!(["3800000"]);
    assert_eq!(
        complaints(&send(&network, input).await),
        ["REQUIRED content"]
    );
    let table = "externalId,title.ko,kind\r\nA1,가,COURSE\r\n";
    let input = json!({ "format": "PROGRAMMES_CSV", "content": table, "providerCodes": ["1"] });
    assert_eq!(
        complaints(&send(&network, input).await),
        ["CONFLICT providerCodes"]
    );
}

#[tokio::test]
async fn a_file_of_more_than_a_thousand_rows_replaces_as_a_whole() {
    let network = Network::start().await;
    let wishes = Wishes {
        replace: true,
        ..Wishes::default()
    };
    let rows = super::many(1_200);
    let bytes = |rows: &[Course]| file(rows, Encoding::Utf8);
    let format = ImportFormat::NationalCourses;
    network
        .import_with(format, bytes(&rows), wishes.clone())
        .await;

    let run = network
        .import_with(format, bytes(&rows[100..]), wishes)
        .await;

    assert_eq!((counts(&run), run.withdrawn), ([0, 0, 1_100, 0], 100));
}
