//! A file in our own columns goes out.

use std::{collections::BTreeSet, io};

use entity::{Localized, offering};
use serde_json::{Map, Value, json};

use super::column::{Column, Kind, OFFERING, PROGRAMME};
use crate::{
    domain::{
        money,
        offering::run::Run,
        programme::{Export, whole::Whole},
        schedule::Rule,
    },
    feed::{Encoding, encoding, json::add_line, spreadsheet},
};

/// How the records of a file are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A table.
    Csv,
    /// An object a line.
    Ndjson,
}

/// Writes a file piece by piece.
#[derive(Debug)]
pub struct Writer {
    form: Form,
    encoding: Encoding,
    export: Export,
    /// The columns of a table are known when its last record is.
    held: Vec<Value>,
}

impl Writer {
    /// Writes in this form and encoding.
    #[must_use]
    pub fn new(form: Form, encoding: Encoding, export: Export) -> Self {
        Self {
            form,
            encoding,
            export,
            held: Vec::new(),
        }
    }

    /// What can be written of the file when these come next.
    pub(crate) fn take(&mut self, programmes: &[Whole]) -> io::Result<Vec<u8>> {
        let rows = programmes.iter().map(|whole| row(whole, self.export));
        if self.form == Form::Csv {
            self.held.extend(rows);
            return Ok(Vec::new());
        }
        let mut lines = Vec::new();
        for row in rows {
            add_line(&mut lines, &row)?;
        }
        encoding::encoded(&String::from_utf8_lossy(&lines), self.encoding)
    }

    /// The rest of the file.
    pub fn end(self) -> io::Result<Vec<u8>> {
        if self.form == Form::Ndjson {
            return Ok(Vec::new());
        }
        let columns = columns(&self.held);
        let head = columns.iter().map(|column| column.header.clone()).collect();
        let rows = self.held.iter().flat_map(|row| cells(&columns, row));
        let text = spreadsheet::lines(std::iter::once(head).chain(rows))?;
        let text = encoding::encoded(&String::from_utf8_lossy(&text), self.encoding)?;
        Ok([self.encoding.mark(), &text].concat())
    }
}

/// A programme as the import reads it.
fn row(whole: &Whole, export: Export) -> Value {
    let row = &whole.row;
    let codes = |scheme| whole.codes_of(scheme).collect::<Value>();
    let alliances = whole.alliances.iter().map(ToString::to_string);
    let outcomes = row.learning_outcomes.0.iter();
    let outcomes = outcomes.map(|outcome| json!({ "texts": texts(Some(outcome)) }));
    let offerings = whole.runs.iter().map(|run| offering(run, export));
    json!({
        "externalId": whole.name(),
        "title": texts(Some(&row.title)),
        "kind": row.kind,
        "slug": row.slug,
        "defaultLocale": row.default_locale,
        "summary": texts(row.summary.as_ref()),
        "description": texts(row.description.as_ref()),
        "audience": texts(row.audience.as_ref()),
        "learningOutcomes": outcomes.collect::<Value>(),
        "setting": row.setting,
        "providerId": row.provider_id.map(|id| id.to_string()),
        "allianceIds": alliances.collect::<Value>(),
        "topics": codes("TOPIC"),
        "targetGroups": codes("TARGET_GROUP"),
        "iscedF": codes("ISCED_F"),
        "sdgTargets": codes("SDG"),
        "keyFeatureAreas": codes("KEY_FEATURE_AREA"),
        "iscedLevel": row.isced_level,
        "ageMin": row.age_min,
        "ageMax": row.age_max,
        "languages": row.languages,
        "recognitions": row.recognitions,
        "keywords": row.keywords,
        "website": row.website,
        "startedOn": row.started_on,
        "recurrence": row.recurrence,
        "offerings": offerings.collect::<Value>(),
    })
}

fn offering(run: &Run, export: Export) -> Value {
    let row = &run.row;
    let rules = run.schedules.iter();
    let mut told = json!({
        "code": row.code,
        "externalId": row.external_id,
        "deliveryMode": row.delivery_mode,
        "spaceId": row.space_id.map(|id| id.to_string()),
        "platformId": row.platform_id.map(|id| id.to_string()),
        "venue": texts(row.venue.as_ref()),
        "virtualUrl": row.virtual_url,
        "startDate": row.start_date,
        "endDate": row.end_date,
        "enrolmentOpens": row.enrolment_opens,
        "enrolmentCloses": row.enrolment_closes,
        "alwaysOpen": row.always_open,
        "capacity": row.capacity,
        "enrolled": row.enrolled,
        "waitlist": row.waitlist,
        "price": price(row),
        "priceText": texts(row.price_text.as_ref()),
        "isFree": row.is_free,
        "applicationChannels": row.application_channels,
        "applicationUrl": row.application_url,
        "selectionMethod": row.selection_method,
        "status": row.status,
        "schedules": rules.map(|rule| Rule::from(rule).told()).collect::<Value>(),
    });
    if row.code.is_none() && row.external_id.is_none() {
        told["id"] = json!(row.id.to_string());
    }
    if export.instructors {
        told["instructorName"] = json!(row.instructor_name);
    }
    told
}

fn price(row: &offering::Model) -> Value {
    let price = row.price_minor.zip(row.price_currency.as_deref());
    json!(price.map(|(minor, currency)| {
        json!({ "amount": money::decimal(minor, currency), "currency": currency })
    }))
}

fn texts(text: Option<&Localized>) -> Value {
    let text = text.map(|text| {
        let each = text.0.iter();
        each.map(|(locale, text)| json!({ "locale": locale, "text": text }))
            .collect::<Value>()
    });
    json!(text)
}

/// The columns of these rows: the fields that any of them has, a text once for each
/// language in which any of them has it.
fn columns(rows: &[Value]) -> Vec<Column> {
    let all: Vec<&Map<String, Value>> = rows.iter().filter_map(Value::as_object).collect();
    let offerings = all
        .iter()
        .filter_map(|row| row.get("offerings")?.as_array());
    let offerings: Vec<_> = offerings.flatten().filter_map(Value::as_object).collect();
    let programme = heads(PROGRAMME, "", &all);
    let offering = heads(OFFERING, "offering.", &offerings);
    let heads = programme.into_iter().chain(offering);
    heads.filter_map(|head| Column::named(&head)).collect()
}

fn heads(fields: &[(&str, Kind)], of: &str, records: &[&Map<String, Value>]) -> Vec<String> {
    let heads = fields.iter().flat_map(|(field, kind)| {
        let values = records.iter().filter_map(|record| record.get(*field));
        let parts: BTreeSet<String> = match kind {
            Kind::Localised => values.flat_map(locales).collect(),
            Kind::Money => values
                .flat_map(|_| ["amount", "currency"])
                .map(str::to_owned)
                .collect(),
            _ => values.map(|_| String::new()).collect(),
        };
        parts.into_iter().map(move |part| match part.as_str() {
            "" => format!("{of}{field}"),
            part => format!("{of}{field}.{part}"),
        })
    });
    heads.collect()
}

fn locales(texts: &Value) -> Vec<String> {
    let texts = texts.as_array().into_iter().flatten();
    let locales = texts.filter_map(|text| text["locale"].as_str());
    locales.map(str::to_owned).collect()
}

/// The rows of a table that a programme makes: one for each of its offerings.
fn cells(columns: &[Column], row: &Value) -> Vec<Vec<String>> {
    let offerings = row["offerings"].as_array().cloned().unwrap_or_default();
    let offerings = match offerings.as_slice() {
        [] => vec![Value::Null],
        _ => offerings,
    };
    let line = |offering: &Value| {
        let cell =
            |column: &Column| column.cell(if column.is_of_offering { offering } else { row });
        columns.iter().map(cell).collect()
    };
    offerings.iter().map(line).collect()
}
