//! Reads a form of `SurveyJS`.

use entity::{survey_content::Condition, values::QuestionKind as Kind};
use serde_json::Value;

use super::{
    condition::{self, Asked},
    elements::{self, Around, Found},
    names::{Form, Names},
    object::{Object, number, said, word},
    places::{Place, Places},
    remarks::Remarks,
    text,
    walk::{Part, Shown, Walk, What},
};
use crate::domain::{
    patch::Texts,
    problem::{Complaint, Problem, Problems},
    survey::content::{QuestionDraft, SegmentDraft},
};

/// Pieces of a text that are looked at for names of questions.
const PIECES: usize = 100;

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
    /// What is left out, or in otherwise than it stands there.
    pub warnings: Vec<Problem>,
}

/// Reads a form, and finds all of it that has no counterpart here. What names no
/// language is in `locale`, else in the form's own, else in English.
#[must_use]
pub fn read(form: &Value, locale: Option<&str>) -> (Read, Problems) {
    let mut remarks = Remarks::default();
    let Some(form) = form.as_object() else {
        remarks.refuse("", "no object");
        return (Read::default(), remarks.refused);
    };
    let own = word(form, &["locale"], &mut remarks).map(text::ours);
    let locale = locale.map(str::to_owned).or(own);
    let locale = locale.unwrap_or_else(|| "en".to_owned());
    let mut read = Read {
        title: said(form, (&["title"], &locale), &mut remarks).unwrap_or_default(),
        purpose: said(form, (&["description"], &locale), &mut remarks),
        ..Read::default()
    };
    if read.title.0.is_empty() {
        remarks.refused.add("title", Complaint::required());
    }
    let around = Around {
        locale: &locale,
        longest: number(form, &["maxTextLength"], &mut remarks).filter(|most| *most > 0.0),
    };
    read.parts(form, &around, &mut remarks);
    let Remarks { refused, warnings } = remarks;
    read.warnings = warnings;
    read.locale = locale;
    (read, refused)
}

/// A part of the form that has a counterpart.
struct Item<'a> {
    at: String,
    name: String,
    is_segment: bool,
    found: Found,
    shown: Vec<Shown<'a>>,
}

impl Read {
    fn parts(&mut self, form: &Object, around: &Around<'_>, remarks: &mut Remarks) {
        let mut walk = Walk {
            locale: around.locale,
            parts: Vec::new(),
            remarks,
        };
        walk.form(form);
        let parts = std::mem::take(&mut walk.parts);
        let items: Vec<_> = parts
            .into_iter()
            .filter_map(|part| item(part, around, remarks))
            .collect();
        let names: Vec<_> = items.iter().map(|item| item.name.clone()).collect();
        let mut keys = Names::default();
        let asked_for = items.iter().filter(|item| !item.found.is_heading());
        keys.keep(asked_for.map(|item| item.name.as_str()), Form::Key);
        let mut asked: Vec<(String, Asked)> = Vec::new();
        for (place, mut item) in items.into_iter().enumerate() {
            item.tell_piping(&names, remarks);
            let at = format!("{}.name", item.at);
            let name = (item.name.as_str(), place);
            let key = if item.found.is_heading() {
                keys.heading(name)
            } else {
                keys.word(name, Form::Key, (&at, remarks))
            };
            let conditions = conditions(&item.shown, &asked, remarks);
            // A page may have the name of a question: nobody asks about pages.
            if !item.found.is_heading() {
                let question = item.asked(&key, conditions.is_empty());
                asked.push((item.name.clone(), question));
            }
            self.add(item, (key, conditions), &mut keys);
        }
    }

    fn add(
        &mut self,
        item: Item<'_>,
        (key, conditions): (String, Vec<Condition>),
        keys: &mut Names,
    ) {
        let Found {
            draft,
            mut place,
            remark,
            ..
        } = item.found;
        place.at.clone_from(&item.at);
        place.shown = item.shown.last().map(|shown| shown.at.clone());
        if item.is_segment {
            self.places.segments.push(place);
            return self.segments.push(SegmentDraft {
                key,
                label: draft.text.unwrap_or_default(),
                values: draft.options,
            });
        }
        let remark = remark.map(|text| QuestionDraft {
            key: Some(keys.beside(&key)),
            kind: Some(Kind::LongText),
            text: Some(text),
            show_if: conditions.clone(),
            ..QuestionDraft::default()
        });
        self.places.questions.push(place);
        self.questions.push(QuestionDraft {
            key: Some(key),
            show_if: conditions,
            ..draft
        });
        if let Some(remark) = remark {
            self.places.questions.push(Place::of_remark(&item.at));
            self.questions.push(remark);
        }
    }
}

/// The counterpart of a part, but for its key and its conditions.
fn item<'a>(part: Part<'a>, around: &Around<'_>, remarks: &mut Remarks) -> Option<Item<'a>> {
    let mut own = Remarks::default();
    let is_segment = matches!(part.what, What::Segment(_));
    let (name, found) = match part.what {
        What::Heading { title, name } => (name, Some(Found::heading(title))),
        What::Element(element) | What::Segment(element) => {
            let name = element.get("name").and_then(Value::as_str);
            let found = elements::question(element, around, &mut own);
            (name.unwrap_or_default(), found)
        }
    };
    if let (true, Some(found)) = (is_segment, &found) {
        found.check_segment(&part.shown, &mut own);
    }
    remarks.extend_at(&part.at, own);
    Some(Item {
        name: name.to_owned(),
        at: part.at,
        is_segment,
        found: found?,
        shown: part.shown,
    })
}

impl Item<'_> {
    /// As conditions of later questions know it.
    fn asked(&mut self, key: &str, is_always_asked: bool) -> Asked {
        let draft = &self.found.draft;
        Asked {
            key: key.to_owned(),
            kind: draft.kind.filter(|_| !self.is_segment),
            least: draft.min,
            is_always_answered: draft.required && is_always_asked,
            answers: std::mem::take(&mut self.found.answers),
        }
    }

    /// An answer that stands in a later text is not filled in here.
    fn tell_piping(&self, names: &[String], remarks: &mut Remarks) {
        let texts = [
            ("text", &self.found.draft.text),
            ("help", &self.found.draft.help),
        ];
        for (field, texts) in texts {
            let words = texts.iter().flat_map(|texts| &texts.0);
            let words = words.filter_map(|(_, words)| words.as_deref());
            let pieces = words.flat_map(|words| words.split('{').skip(1).take(PIECES));
            let piped = pieces
                .filter_map(|piece| piece.split_once('}'))
                .map(|(name, _)| name);
            let is_name = |name: &str| names.iter().any(|known| known == name.trim());
            if let Some(name) = piped.clone().find(|name| is_name(name)) {
                let at = self.found.place.of(&[field.to_owned()]);
                let at = format!("{}{at}", self.at);
                remarks.warn(&at, Complaint::not_filled_in(name.trim()));
            }
        }
    }
}

/// All that must hold for a part to be shown.
fn conditions(
    shown: &[Shown<'_>],
    asked: &[(String, Asked)],
    remarks: &mut Remarks,
) -> Vec<Condition> {
    let find = |name: &str| {
        let same = asked.iter().find(|(known, _)| known == name);
        let like = || {
            asked
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name))
        };
        same.or_else(like).map(|(_, asked)| asked)
    };
    let mut all = Vec::new();
    for shown in shown {
        match condition::read(shown.expression, &find) {
            Ok(conditions) => all.extend(conditions),
            Err(why) => remarks.refuse(&shown.at, why),
        }
    }
    all
}
