//! Our own columns: the fields of `ProgrammeUpsertRow`.

use serde_json::{Map, Value, json};

use crate::{domain::problem::Complaint, feed::spreadsheet::harmless};

/// Between the words of one cell.
const BETWEEN: char = '|';

/// What a cell of a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
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

pub(super) const PROGRAMME: &[(&str, Kind)] = &[
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

pub(super) const OFFERING: &[(&str, Kind)] = &[
    ("id", Kind::Kept),
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
pub(super) struct Column {
    pub(super) header: String,
    pub(super) is_of_offering: bool,
    field: &'static str,
    /// What stands behind the dot: a language, or `amount` or `currency`.
    part: Option<String>,
    kind: Kind,
}

impl Column {
    /// The column with this head.
    pub(super) fn named(header: &str) -> Option<Self> {
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
        fits.then(|| Self {
            header: header.to_owned(),
            is_of_offering,
            field,
            part,
            kind: *kind,
        })
    }

    /// Puts what a cell says into the fields of its record.
    pub(super) fn put(&self, fields: &mut Map<String, Value>, cell: &str) -> Result<(), Complaint> {
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
            Kind::List => words(cell),
            Kind::Json => serde_json::from_str(cell).map_err(Complaint::unreadable)?,
        };
        fields.insert(self.field.to_owned(), value);
        Ok(())
    }

    /// What stands in its cell for a record with these fields.
    pub(super) fn cell(&self, fields: &Value) -> String {
        let value = &fields[self.field];
        match self.kind {
            Kind::Localised => {
                let texts = value.as_array().map_or(&[][..], Vec::as_slice);
                let named = |text: &&Value| text["locale"].as_str() == self.part.as_deref();
                plain(
                    texts
                        .iter()
                        .find(named)
                        .map_or(&Value::Null, |text| &text["text"]),
                )
            }
            Kind::Money => plain(&value[self.part.as_deref().unwrap_or_default()]),
            Kind::List => list(value),
            Kind::Json if value.as_array().is_none_or(Vec::is_empty) => String::new(),
            Kind::Json => value.to_string(),
            Kind::Text | Kind::Kept | Kind::Number | Kind::Truth => plain(value),
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => harmless(text),
        other => other.to_string(),
    }
}

/// Words, one of which may hold what stands between words: then it is JSON.
fn list(value: &Value) -> String {
    let words = value.as_array().map_or(&[][..], Vec::as_slice);
    let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
    let line = words.join("|");
    if words.iter().any(|word| word.contains(BETWEEN)) || line.starts_with('[') {
        json!(words).to_string()
    } else {
        harmless(&line)
    }
}

fn words(cell: &str) -> Value {
    let json: Option<Vec<String>> = serde_json::from_str(cell).ok();
    let plain = || cell.split(BETWEEN).map(str::trim).collect();
    json.map_or_else(plain, |words| json!(words))
}

/// Spreadsheets write truth in capitals.
fn truth(cell: &str) -> Option<bool> {
    match cell.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}
