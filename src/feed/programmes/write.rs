//! A file in our own columns goes out.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Seek, Write},
};

use entity::{Localized, offering};
use serde_json::{Value, json};

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

/// Records whose rows are made at once.
const AT_ONCE: usize = 500;

/// Writes a file piece by piece.
#[derive(Debug)]
pub struct Writer {
    form: Form,
    encoding: Encoding,
    export: Export,
    /// The columns of a table are known when its last record is: until then the
    /// records wait in a file that nobody else can open.
    waiting: Option<BufWriter<File>>,
    heads: Heads,
}

impl Writer {
    /// Writes in this form and encoding.
    #[must_use]
    pub fn new(form: Form, encoding: Encoding, export: Export) -> Self {
        Self {
            form,
            encoding,
            export,
            waiting: None,
            heads: Heads::default(),
        }
    }

    /// What can be written of the file when these come next.
    pub(crate) fn take(&mut self, programmes: &[Whole]) -> io::Result<Vec<u8>> {
        let mut lines = Vec::new();
        for whole in programmes {
            let row = row(whole, self.export);
            add_line(&mut lines, &row)?;
            if self.form == Form::Csv {
                self.heads.note(&row);
            }
        }
        if self.form == Form::Csv {
            self.waiting()?.write_all(&lines)?;
            return Ok(Vec::new());
        }
        encoding::encoded(&String::from_utf8_lossy(&lines), self.encoding)
    }

    fn waiting(&mut self) -> io::Result<&mut BufWriter<File>> {
        Ok(match &mut self.waiting {
            Some(file) => file,
            none => none.insert(BufWriter::new(tempfile::tempfile()?)),
        })
    }

    /// Writes the rest of the file.
    pub fn end(mut self, out: &mut (dyn Write + Send)) -> io::Result<()> {
        if self.form == Form::Ndjson {
            return Ok(());
        }
        let columns = self.heads.columns();
        out.write_all(self.encoding.mark())?;
        let head = columns.iter().map(|column| column.header.clone());
        self.write_rows(vec![head.collect()], out)?;
        let mut file = self.waiting()?.get_ref().try_clone()?;
        self.waiting()?.flush()?;
        file.rewind()?;
        let mut rows = Vec::new();
        for line in BufReader::new(file).lines() {
            let row: Value = serde_json::from_str(&line?)?;
            rows.extend(cells(&columns, &row));
            if rows.len() >= AT_ONCE {
                self.write_rows(std::mem::take(&mut rows), out)?;
            }
        }
        self.write_rows(rows, out)
    }

    fn write_rows(&self, rows: Vec<Vec<String>>, out: &mut (dyn Write + Send)) -> io::Result<()> {
        let text = spreadsheet::lines(rows)?;
        let text = String::from_utf8_lossy(&text);
        out.write_all(&encoding::encoded(&text, self.encoding)?)
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

/// The columns that the rows so far need: the fields that any of them has, a text
/// once for each language in which any of them has it.
#[derive(Debug, Default)]
struct Heads(BTreeSet<(usize, String)>);

/// The fields of programmes and of offerings, in the order of their columns.
fn fields() -> impl Iterator<Item = (&'static str, &'static (&'static str, Kind))> {
    let programme = PROGRAMME.iter().map(|field| ("", field));
    programme.chain(OFFERING.iter().map(|field| ("offering.", field)))
}

impl Heads {
    fn note(&mut self, row: &Value) {
        let offerings = row["offerings"].as_array();
        for (place, (of, (field, kind))) in fields().enumerate() {
            if of.is_empty() {
                self.note_field(place, *kind, row.get(field));
            } else {
                for offering in offerings.into_iter().flatten() {
                    self.note_field(place, *kind, offering.get(field));
                }
            }
        }
    }

    fn note_field(&mut self, place: usize, kind: Kind, value: Option<&Value>) {
        let Some(value) = value else { return };
        let parts = match kind {
            Kind::Localised => locales(value),
            Kind::Money => vec!["amount".to_owned(), "currency".to_owned()],
            _ => vec![String::new()],
        };
        self.0.extend(parts.into_iter().map(|part| (place, part)));
    }

    fn columns(&self) -> Vec<Column> {
        let fields: Vec<_> = fields().collect();
        let heads = self.0.iter().filter_map(|(place, part)| {
            let (of, (field, _)) = fields.get(*place)?;
            Some(match part.as_str() {
                "" => format!("{of}{field}"),
                part => format!("{of}{field}.{part}"),
            })
        });
        heads.filter_map(|head| Column::named(&head)).collect()
    }
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
