//! Files in our own columns.

use entity::values::ImportFormat;
use learning_cities::imports;
use serde_json::{Value, json};

use super::counts;
use crate::support::Network;

const TABLE: &str = "externalId,title.ko,title.en,kind,topics,ageMin,offering.externalId,\
     offering.deliveryMode,offering.venue.ko,offering.startDate,offering.price.amount,\
     offering.price.currency,offering.schedules\r\n\
     A1,한글,Hangul,COURSE,READING|LITERACY,19,R1,ONSITE,도서관,2026-03-02,1000,KRW,\
     \"[{\"\"frequency\"\":\"\"WEEKLY\"\",\"\"startDate\"\":\"\"2026-03-02\"\",\"\"startTime\"\":\"\"10:00\"\",\"\"endTime\"\":\"\"12:00\"\"}]\"\r\n\
     A1,한글,Hangul,COURSE,READING|LITERACY,19,R2,BLENDED,,2026-09-01,,,\r\n\
     A2,영어,,COURSE,,x,,,,,,,\r\n\
     A3,책,,NOVEL,,,,,,,,,\r\n";

const LINES: &str = r#"{"externalId":"B1","title":[{"locale":"ko","text":"사진"}],"kind":"COURSE","offerings":[{"deliveryMode":"ONSITE","venue":[{"locale":"ko","text":"공원"}]}]}
{"externalId":"B2","title":[{"locale":"ko","text":"철자"}],"kind":"COURSE","sumary":[]}
{"externalId":"B3","title":[{"locale":"ko","text":"철자"}],"kind":"COURSE","offerings":[{"delivery":"ONSITE"}]}
{"externalId":"B4"}
nonsense
"#;

async fn programmes(network: &Network) -> Value {
    let city = network.city("kr-osan", "programme:read");
    let answer = city
        .ask(
            "{ viewer { programmes { nodes {
                externalId title(locales: [\"ko\"]) ageMin topics { code }
                offerings { nodes { deliveryMode price { amount } schedules { startTime } } }
            } } } }",
        )
        .await;
    answer["data"]["viewer"]["programmes"]["nodes"].clone()
}

#[tokio::test]
async fn a_table_in_our_columns_comes_in() {
    let network = Network::start().await;

    let run = network
        .import(ImportFormat::ProgrammesCsv, TABLE.into())
        .await;

    assert_eq!(counts(&run), [1, 0, 0, 2]);
    let mut programmes = programmes(&network).await;
    let offerings = programmes[0]["offerings"]["nodes"].as_array_mut().unwrap();
    offerings.sort_by_key(|offering| offering["deliveryMode"].to_string());
    assert_eq!(
        programmes,
        json!([{
            "externalId": "A1", "title": "한글", "ageMin": 19,
            "topics": [{ "code": "LITERACY" }, { "code": "READING" }],
            "offerings": { "nodes": [
                { "deliveryMode": "BLENDED", "price": null, "schedules": [] },
                { "deliveryMode": "ONSITE", "price": { "amount": "1000" },
                  "schedules": [{ "startTime": "10:00" }] },
            ] },
        }])
    );
    let refused = imports::remarks(network.app(), &run).await.unwrap();
    assert_eq!([refused[0].line, refused[1].line], [4, 5]);
    assert_eq!(refused[0].problems.0[0].column.as_deref(), Some("ageMin"));
    let again = network
        .import(ImportFormat::ProgrammesCsv, TABLE.into())
        .await;
    assert_eq!(counts(&again), [0, 0, 1, 2]);
}

#[tokio::test]
async fn json_lines_are_held_to_the_types_of_the_schema() {
    let network = Network::start().await;

    let run = network
        .import(ImportFormat::ProgrammesNdjson, LINES.into())
        .await;

    assert_eq!(counts(&run), [1, 0, 0, 4]);
    let refused = imports::remarks(network.app(), &run).await.unwrap();
    let columns: Vec<_> = refused
        .iter()
        .map(|row| (row.line, row.problems.0[0].column.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        columns,
        [
            (2, "sumary"),
            (3, "offerings.0.delivery"),
            (4, "kind"),
            (5, "")
        ]
    );
    assert_eq!(programmes(&network).await[0]["externalId"], "B1");
}
