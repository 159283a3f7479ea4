//! The same courses in all the forms in which the national portal gives them.

use entity::values::ImportFormat;
use learning_cities::{
    domain::course::{Column, Course},
    feed::Encoding,
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Map, Value, json};

use super::{calligraphy, counts, file, many};
use crate::support::{Network, complaints, payload};

/// Rows that need all the marks of the forms.
fn rows() -> Vec<Course> {
    let mut rows = many(6);
    "붓 & <먹>, \"해서\"\n'둘째 줄'".clone_into(&mut rows[0][Column::Description]);
    for row in &mut rows {
        "3800000".clone_into(&mut row[Column::ProviderCode]);
        "경기도 오산시".clone_into(&mut row[Column::ProviderName]);
    }
    rows.push(calligraphy());
    rows
}

fn object(row: &Course, name: fn(Column) -> String) -> Value {
    let fields = Column::ALL.map(|column| (name(column), json!(row[column])));
    Value::Object(Map::from_iter(fields))
}

/// The answer of the interface.
fn interface(rows: &[Course]) -> String {
    let name = |column: Column| match column.api_name() {
        "instt_code" => "insttCode".to_owned(),
        "instt_nm" => "insttNm".to_owned(),
        name => name.to_owned(),
    };
    let items: Vec<Value> = rows.iter().map(|row| object(row, name)).collect();
    let header = json!({ "resultCode": "00", "resultMsg": "NORMAL_SERVICE", "type": "json" });
    json!({ "response": {
        "header": header,
        "body": { "items": items, "totalCount": rows.len().to_string(), "numOfRows": "100" },
    }})
    .to_string()
}

/// What one downloads as JSON.
fn download(rows: &[Course]) -> String {
    let name = |column: Column| column.header().to_owned();
    let fields = Column::ALL.map(|column| json!({ "id": column.header() }));
    let records: Vec<Value> = rows.iter().map(|row| object(row, name)).collect();
    format!(
        "\u{feff}{}",
        json!({ "fields": fields, "records": records })
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\'', "&#39;")
}

/// The answer of the interface as XML.
fn markup(rows: &[Course]) -> String {
    let cell = |row: &Course, column: Column| match (column, row[column].as_str()) {
        (Column::Description, text) => format!("<lctreCo><![CDATA[{text}]]></lctreCo>\n"),
        (_, "") => format!("<{}/>\n", column.api_name()),
        (_, text) => format!("<{0}>{1}</{0}>\n", column.api_name(), escaped(text)),
    };
    let item = |row: &Course| -> String {
        let cells = Column::ALL.map(|column| cell(row, column)).concat();
        format!("<item>\n{cells}</item>\n")
    };
    let items: String = rows.iter().map(item).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<response><header>\
         <resultCode>00</resultCode></header><body><items>{items}</items></body></response>"
    )
}

/// A workbook as a spreadsheet keeps it: days, times and numbers are no texts.
fn workbook(rows: &[Course]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (day, time) = (
        Format::new().set_num_format("yyyy-mm-dd"),
        Format::new().set_num_format("hh:mm"),
    );
    for (place, column) in (0..).zip(Column::ALL) {
        sheet.write_string(0, place, column.header()).unwrap();
        for (line, row) in (1..).zip(rows) {
            let text = row[column].as_str();
            let at = ExcelDateTime::parse_from_str(text);
            match (column, at) {
                (Column::StartDay | Column::EndDay, Ok(at)) => {
                    sheet
                        .write_datetime_with_format(line, place, &at, &day)
                        .unwrap();
                }
                (Column::StartTime | Column::EndTime, Ok(at)) => {
                    sheet
                        .write_datetime_with_format(line, place, &at, &time)
                        .unwrap();
                }
                (Column::Capacity, _) if text.parse::<f64>().is_ok() => {
                    sheet
                        .write_number(line, place, text.parse::<f64>().unwrap())
                        .unwrap();
                }
                _ => {
                    sheet.write_string(line, place, text).unwrap();
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn all_forms_of_the_national_file_are_the_same_courses() {
    let network = Network::start().await;
    let rows = rows();
    let format = ImportFormat::NationalCourses;
    let first = network.import(format, file(&rows, Encoding::Utf8)).await;
    assert_eq!(counts(&first), [7, 0, 0, 0]);
    let forms = [
        ("interface", interface(&rows).into_bytes()),
        ("download", download(&rows).into_bytes()),
        ("XML", markup(&rows).into_bytes()),
        ("workbook", workbook(&rows)),
    ];
    for (name, bytes) in forms {
        let run = network.import(format, bytes).await;
        assert_eq!(counts(&run), [0, 0, 7, 0], "{name}");
        assert_eq!(network.exported().await, rows, "{name}");
    }
}

#[tokio::test]
async fn a_city_sends_what_the_interface_answered() {
    let network = Network::start().await;
    let city = network.city("kr-osan", "programme:write");
    let mutation = "mutation ($input: ImportRunInput!) { importRun(input: $input) {
        importRun { created } userErrors { code field message } } }";
    let send = async |content: String| {
        let input = json!({ "format": "NATIONAL_COURSES", "content": content });
        let reply = city.ask_with(mutation, json!({ "input": input })).await;
        payload(&reply, "importRun")
    };
    assert_eq!(send(interface(&rows())).await["importRun"]["created"], 7);
    for other in [
        "{}",
        "[1, 2]",
        "{\"response\": {\"body\": {\"items\": []}}}",
        "{\"response\": ",
        "<response><header><resultCode>22</resultCode></header></response>",
        "<response><item><lctreNm>x</lctreNm>",
        "<a>&x;</a>",
        "PK\u{3}\u{4}",
        "[{\"lctreNm\": \"x\", \"other\": 1}]",
    ] {
        let told = complaints(&send(other.to_owned()).await);
        let is_told = told.iter().all(|told| told.ends_with(" content"));
        assert!(!told.is_empty() && is_told, "{other} {told:?}");
    }
}
