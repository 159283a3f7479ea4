//! A file in our own columns comes in.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::column::Column;
use crate::{
    domain::problem::{Complaint, Problems},
    feed::{courses::CONTENT, encoding, spreadsheet, table},
};

/// A programme as the upsert takes it, with its line, or what is wrong with the line.
pub type JsonLine = (i32, Result<Value, Problems>);

/// Reads a file of JSON objects, one a line.
pub fn ndjson(bytes: &[u8]) -> Result<Vec<JsonLine>, Problems> {
    let text = encoding::decode(bytes);
    let text = text.map_err(|complaint| Problems::with(CONTENT, complaint))?;
    // A text inside of JSON has no line end of its own.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = (1..).zip(text.lines());
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    let read = |line: &str| {
        let value: Result<Value, _> = serde_json::from_str(line);
        let value = value.map_err(Complaint::unreadable);
        match value {
            Ok(value) if value.is_object() => Ok(value),
            Ok(_) => Err(Complaint::not_as("{\"externalId\": …}")),
            Err(complaint) => Err(complaint),
        }
    };
    let lines = lines.map(|(number, line)| {
        let value = read(line).map_err(|complaint| Problems::with("", complaint));
        (number, value)
    });
    Ok(lines.collect())
}

/// Reads a table. Rows with the same `externalId` are one programme, whose offerings
/// they name one by one.
pub fn csv(bytes: &[u8]) -> Result<Vec<JsonLine>, Problems> {
    let text = encoding::decode(bytes);
    let text = text.map_err(|complaint| Problems::with(CONTENT, complaint))?;
    let table = table::csv(&text).map_err(|complaint| Problems::with(CONTENT, complaint))?;
    let columns = columns(&table.head)?;
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut lines: Vec<JsonLine> = Vec::new();
    for (line, cells) in table.rows {
        let value = row(&columns, cells);
        let name = value
            .as_ref()
            .ok()
            .and_then(|row| row["externalId"].as_str());
        let first = name.and_then(|name| known.get(name));
        if let (Some(place), Ok(row)) = (first, &value) {
            if let Ok(first) = &mut lines[*place].1 {
                add_offerings(first, row);
            }
            continue;
        }
        if let Some(name) = name {
            known.insert(name.to_owned(), lines.len());
        }
        lines.push((line, value));
    }
    Ok(lines)
}

fn add_offerings(programme: &mut Value, row: &Value) {
    let more = row["offerings"].as_array().cloned().unwrap_or_default();
    match programme["offerings"].as_array_mut() {
        Some(offerings) => offerings.extend(more),
        None => programme["offerings"] = Value::Array(more),
    }
}

fn columns(head: &[String]) -> Result<Vec<Column>, Problems> {
    let mut problems = Problems::default();
    let mut columns: Vec<Column> = Vec::new();
    for header in head {
        match Column::named(header) {
            None => problems.add(CONTENT, Complaint::unknown_column(header)),
            Some(column) => {
                let is_first = columns.iter().all(|known| known.header != column.header);
                problems.demand(is_first, CONTENT, Complaint::twice);
                if is_first {
                    columns.push(column);
                }
            }
        }
    }
    let has_name = columns.iter().any(|column| column.header == "externalId");
    problems.demand(has_name, CONTENT, || {
        Complaint::column_missing("externalId")
    });
    problems.into_outcome(columns)
}

fn row(columns: &[Column], cells: Vec<String>) -> Result<Value, Problems> {
    if cells.len() != columns.len() {
        let complaint = Complaint::wrong_cells(cells.len(), columns.len());
        return Err(Problems::with("", complaint));
    }
    let cells: Vec<String> = cells.into_iter().map(spreadsheet::plain).collect();
    let of_offering = columns
        .iter()
        .zip(&cells)
        .filter(|(column, _)| column.is_of_offering);
    let has_offering = of_offering.clone().any(|(_, cell)| !cell.trim().is_empty());
    let mut problems = Problems::default();
    let mut programme = Map::new();
    let mut offering = Map::new();
    for (column, cell) in columns.iter().zip(&cells) {
        let fields = if column.is_of_offering {
            &mut offering
        } else {
            &mut programme
        };
        if let Err(complaint) = column.put(fields, cell.trim()) {
            problems.add(&column.header, complaint);
        }
    }
    if has_offering {
        programme.insert("offerings".to_owned(), json!([offering]));
    }
    problems.into_outcome(Value::Object(programme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_the_same_as_json() {
        let table = "externalId,title.ko,kind,ageMin,topics,offering.deliveryMode,\
                     offering.venue.ko,offering.price.amount,offering.price.currency,\
                     offering.isFree\r\n\
                     A1,한글,COURSE,19,READING|WRITING,ONSITE,도서관,1000,KRW,\r\n\
                     A1,한글,COURSE,19,READING|WRITING,ONLINE,,,,TRUE\r\n\
                     A2,영어,COURSE,,,,,,,\r\n";
        let lines = csv(table.as_bytes()).unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!(
            lines[0].1.as_ref().unwrap(),
            &json!({
                "externalId": "A1",
                "title": [{ "locale": "ko", "text": "한글" }],
                "kind": "COURSE",
                "ageMin": 19,
                "topics": ["READING", "WRITING"],
                "offerings": [
                    {
                        "deliveryMode": "ONSITE",
                        "venue": [{ "locale": "ko", "text": "도서관" }],
                        "price": { "amount": "1000", "currency": "KRW" },
                        "isFree": null,
                    },
                    {
                        "deliveryMode": "ONLINE",
                        "venue": [{ "locale": "ko", "text": null }],
                        "price": null,
                        "isFree": true,
                    },
                ],
            })
        );
        let second = lines[1].1.as_ref().unwrap();
        assert_eq!(
            (&second["ageMin"], second.get("offerings")),
            (&Value::Null, None)
        );
        assert_eq!(lines[1].0, 4);
    }

    #[test]
    fn columns_that_mean_nothing_are_refused() {
        for head in [
            "title.ko",
            "externalId,title",
            "externalId,offering.price",
            "externalId,x",
        ] {
            assert!(csv(head.as_bytes()).is_err(), "{head}");
        }
    }

    #[test]
    fn a_line_that_is_no_object_is_told() {
        let lines = ndjson(b"{\"externalId\": \"x\"}\n\n[1]\n{").unwrap();
        let good: Vec<_> = lines
            .iter()
            .map(|(line, value)| (*line, value.is_ok()))
            .collect();
        assert_eq!(good, [(1, true), (3, false), (4, false)]);
    }
}
