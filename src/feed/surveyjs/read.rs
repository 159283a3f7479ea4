//! Reads a form of `SurveyJS`.

use serde_json::{Map, Value};

use super::{SEGMENTS, elements, text};
use crate::domain::{
    patch::Texts,
    problem::{Complaint, Problems},
    survey::content::{QuestionDraft, SegmentDraft},
};

/// What a form says of itself that has no meaning here, and does no harm.
const ROOT: [&str; 6] = [
    "title",
    "description",
    "locale",
    "pages",
    "elements",
    "name",
];
/// What a page may say.
const PAGE: [&str; 2] = ["name", "elements"];

/// A survey as a form has it.
#[derive(Debug, Default)]
pub struct Read {
    /// The title.
    pub title: Texts,
    /// Why the city asks.
    pub purpose: Option<Texts>,
    /// The language of what names none.
    pub locale: String,
    /// The questions.
    pub questions: Vec<QuestionDraft>,
    /// The segments.
    pub segments: Vec<SegmentDraft>,
    /// Where each of them stands in the form.
    pub places: Places,
}

/// Where questions and segments stand in the form.
#[derive(Debug, Default)]
pub struct Places {
    questions: Vec<String>,
    segments: Vec<String>,
}

impl Places {
    /// The place in the form of what stands at this path of the survey.
    #[must_use]
    pub fn of(&self, path: &[String]) -> Option<String> {
        let (list, rest) = path.split_first()?;
        let places = match list.as_str() {
            "questions" => &self.questions,
            "segments" => &self.segments,
            field @ ("title" | "purpose") => {
                let field = if field == "title" {
                    "title"
                } else {
                    "description"
                };
                return Some(field.to_owned());
            }
            "defaultLocale" => return Some("locale".to_owned()),
            _ => return None,
        };
        let Some((place, rest)) = rest.split_first() else {
            return Some("pages".to_owned());
        };
        let place = places.get(place.parse::<usize>().ok()?)?;
        let steps = std::iter::once(place.as_str()).chain(rest.iter().map(String::as_str));
        Some(steps.collect::<Vec<_>>().join("."))
    }
}

/// Reads a form, and finds all of it that has no counterpart here. What names no
/// language is in `locale`, else in the form's own, else in English.
#[must_use]
pub fn read(form: &Value, locale: Option<&str>) -> (Read, Problems) {
    let mut problems = Problems::default();
    let Some(form) = form.as_object() else {
        problems.add("", Complaint::cannot_be_read("no object"));
        return (Read::default(), problems);
    };
    known(form, &ROOT, "", &mut problems);
    let own = form.get("locale").and_then(Value::as_str).map(text::ours);
    let locale = locale.map(str::to_owned).or(own);
    let locale = locale.unwrap_or_else(|| "en".to_owned());
    let mut read = Read {
        title: said(form, "title", &locale, &mut problems).unwrap_or_default(),
        purpose: said(form, "description", &locale, &mut problems),
        locale,
        ..Read::default()
    };
    problems.demand(!read.title.0.is_empty(), "title", Complaint::required);
    if form.contains_key("elements") {
        read.elements(form, ("elements", false), &mut problems);
    }
    let pages = form.get("pages").and_then(Value::as_array);
    for (place, page) in pages.into_iter().flatten().enumerate() {
        let at = format!("pages.{place}");
        let Some(page) = page.as_object() else {
            problems.add(&at, Complaint::cannot_be_read("no object"));
            continue;
        };
        known(page, &PAGE, &at, &mut problems);
        let are_segments = page.get("name").is_some_and(|name| name == SEGMENTS);
        let at = format!("{at}.elements");
        read.elements(page, (&at, are_segments), &mut problems);
    }
    (read, problems)
}

impl Read {
    fn elements(
        &mut self,
        page: &Map<String, Value>,
        (at, are_segments): (&str, bool),
        problems: &mut Problems,
    ) {
        let elements = page.get("elements").and_then(Value::as_array);
        for (place, element) in elements.into_iter().flatten().enumerate() {
            let at = format!("{at}.{place}");
            let Some(element) = element.as_object() else {
                problems.add(&at, Complaint::cannot_be_read("no object"));
                continue;
            };
            let mut found = Problems::default();
            let question = elements::question(element, &self.locale, &mut found);
            problems.extend_at(&at, found);
            let Some(question) = question else { continue };
            if are_segments {
                self.segments.push(segment(question));
                self.places.segments.push(at);
            } else {
                self.questions.push(question);
                self.places.questions.push(at);
            }
        }
    }
}

/// A segment is told as a question with options.
fn segment(question: QuestionDraft) -> SegmentDraft {
    SegmentDraft {
        key: question.key.unwrap_or_default(),
        label: question.text.unwrap_or_default(),
        values: question.options,
    }
}

/// Complains of everything that is not among these.
pub(super) fn known(
    object: &Map<String, Value>,
    names: &[&str],
    at: &str,
    problems: &mut Problems,
) {
    for name in object.keys().filter(|name| !names.contains(&name.as_str())) {
        let what = format!("`{name}` has no counterpart");
        problems.add(&format!("{at}.{name}"), Complaint::cannot_be_read(what));
    }
}

/// The text of this name, if there is one.
pub(super) fn said(
    object: &Map<String, Value>,
    name: &str,
    locale: &str,
    problems: &mut Problems,
) -> Option<Texts> {
    let value = object.get(name)?;
    Some(text::read(value, locale, name, problems))
}
