//! Programmes in our own columns: NDJSON with the fields of `ProgrammeUpsertRow`, and
//! CSV with the same fields as columns.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{courses::CONTENT, encoding, spreadsheet};
use crate::domain::problem::{Complaint, Problems};

/// A programme as the upsert takes it, with its line, or what is wrong with the line.
pub type JsonLine = (i32, Result<Value, Problems>);

/// Between the words of one cell.
const BETWEEN: char = '|';

/// What a cell of a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A text; an empty cell empties the field.
    Text,
    /// A text that every record has; an empty cell leaves it.
    Kept,
    Number,
    Truth,
    /// Words with `|` between them.
    List,
    /// A text in the language behind the dot.
    Localised,
    /// The amount or the currency of a price.
    Money,
    /// What has no other form than JSON.
    Json,
}

const PROGRAMME: &[(&str, Kind)] = &[
    ("externalId", Kind::Kept),
    ("title", Kind::Localised),
    ("kind", Kind::Kept),
    ("slug", Kind::Kept),
    ("defaultLocale", Kind::Kept),
    ("summary", Kind::Localised),
    ("description", Kind::Localised),
    ("audience", Kind::Localised),
    ("learningOutcomes", Kind::Json),
    ("setting", Kind::Kept),
    ("providerId", Kind::Text),
    ("allianceIds", Kind::List),
    ("topics", Kind::List),
    ("targetGroups", Kind::List),
    ("iscedF", Kind::List),
    ("sdgTargets", Kind::List),
    ("keyFeatureAreas", Kind::List),
    ("iscedLevel", Kind::Text),
    ("ageMin", Kind::Number),
    ("ageMax", Kind::Number),
    ("languages", Kind::List),
    ("recognitions", Kind::List),
    ("keywords", Kind::List),
    ("website", Kind::Text),
    ("startedOn", Kind::Text),
    ("recurrence", Kind::Text),
];

const OFFERING: &[(&str, Kind)] = &[
    ("code", Kind::Text),
    ("externalId", Kind::Text),
    ("deliveryMode", Kind::Kept),
    ("spaceId", Kind::Text),
    ("platformId", Kind::Text),
    ("venue", Kind::Localised),
    ("virtualUrl", Kind::Text),
    ("startDate", Kind::Text),
    ("endDate", Kind::Text),
    ("enrolmentOpens", Kind::Text),
    ("enrolmentCloses", Kind::Text),
    ("alwaysOpen", Kind::Truth),
    ("capacity", Kind::Number),
    ("enrolled", Kind::Number),
    ("waitlist", Kind::Truth),
    ("price", Kind::Money),
    ("priceText", Kind::Localised),
    ("isFree", Kind::Truth),
    ("applicationChannels", Kind::List),
    ("applicationUrl", Kind::Text),
    ("instructorName", Kind::Text),
    ("selectionMethod", Kind::Text),
    ("status", Kind::Kept),
    ("schedules", Kind::Json),
];

/// A column of a file.
#[derive(Clone, Debug)]
struct Column {
    header: String,
    is_of_offering: bool,
    field: &'static str,
    /// What stands behind the dot: a language, or `amount` or `currency`.
    part: Option<String>,
    kind: Kind,
}

/// Reads a file of JSON objects, one a line.
pub fn ndjson(bytes: &[u8]) -> Result<Vec<JsonLine>, Problems> {
    let text = encoding::decode(bytes);
    let text = text.map_err(|complaint| Problems::with(CONTENT, complaint))?;
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
    let mut table = spreadsheet::rows(&text);
    let head = table.next().map(|(_, cells)| cells).unwrap_or_default();
    let columns = columns(&head)?;
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut lines: Vec<JsonLine> = Vec::new();
    for (line, cells) in table {
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
    for header in head.iter().map(|header| header.trim()) {
        match column(header) {
            None => problems.add(CONTENT, Complaint::unknown_column(header)),
            Some(column) => {
                let is_first = columns.iter().all(|known| known.header != column.header);
                problems.demand(is_first, CONTENT, Complaint::twice);
                columns.push(column);
            }
        }
    }
    let has_name = columns.iter().any(|column| column.header == "externalId");
    problems.demand(has_name, CONTENT, || {
        Complaint::column_missing("externalId")
    });
    problems.into_outcome(columns)
}

fn column(header: &str) -> Option<Column> {
    let (is_of_offering, name) = match header.strip_prefix("offering.") {
        Some(name) => (true, name),
        None => (false, header),
    };
    let (name, part) = match name.split_once('.') {
        Some((name, part)) => (name, Some(part.to_owned())),
        None => (name, None),
    };
    let fields = if is_of_offering { OFFERING } else { PROGRAMME };
    let (field, kind) = fields.iter().find(|(field, _)| *field == name)?;
    let fits = match kind {
        Kind::Localised => part.is_some(),
        Kind::Money => matches!(part.as_deref(), Some("amount" | "currency")),
        _ => part.is_none(),
    };
    fits.then(|| Column {
        header: header.to_owned(),
        is_of_offering,
        field,
        part,
        kind: *kind,
    })
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

impl Column {
    /// Puts what a cell says into the fields of its record.
    fn put(&self, fields: &mut Map<String, Value>, cell: &str) -> Result<(), Complaint> {
        let is_empty = cell.is_empty();
        let text = (!is_empty).then_some(cell);
        let value = match self.kind {
            Kind::Kept if is_empty => return Ok(()),
            Kind::Localised => {
                let texts = fields.entry(self.field).or_insert_with(|| json!([]));
                if let Some(texts) = texts.as_array_mut() {
                    texts.push(json!({ "locale": self.part, "text": text }));
                }
                return Ok(());
            }
            Kind::Money => {
                let part = self.part.as_deref().unwrap_or_default();
                let price = fields.entry(self.field).or_insert(Value::Null);
                if !is_empty {
                    price[part] = json!(cell);
                }
                return Ok(());
            }
            _ if is_empty => Value::Null,
            Kind::Text | Kind::Kept => json!(cell),
            Kind::Number => {
                let number: Result<i32, _> = cell.parse();
                json!(number.map_err(|_| Complaint::not_as(20))?)
            }
            Kind::Truth => json!(truth(cell).ok_or_else(|| Complaint::not_as("true"))?),
            Kind::List => cell.split(BETWEEN).map(str::trim).collect(),
            Kind::Json => serde_json::from_str(cell).map_err(Complaint::unreadable)?,
        };
        fields.insert(self.field.to_owned(), value);
        Ok(())
    }
}

/// Spreadsheets write truth in capitals.
fn truth(cell: &str) -> Option<bool> {
    match cell.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
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
