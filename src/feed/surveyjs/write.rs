//! A survey as a form of `SurveyJS`.

use entity::{
    survey_content::{Choice, Question, Segment},
    values::QuestionKind as Kind,
};
use serde_json::{Map, Value, json};

use super::{QUESTIONS, SEGMENTS, condition, html, text};
use crate::domain::survey::{content::points, form::Form};

/// The form, in all its languages.
#[must_use]
pub fn write(form: &Form) -> Value {
    let default = form.survey.default_locale.as_str();
    let writer = Writer { form, default };
    let questions = form.content.questions.iter();
    let questions: Vec<_> = questions
        .map(|question| writer.question(question))
        .collect();
    let segments = form.content.segments.iter();
    let segments: Vec<_> = segments.map(|segment| writer.segment(segment)).collect();
    let mut pages = vec![json!({ "name": QUESTIONS, "elements": questions })];
    if !segments.is_empty() {
        pages.push(json!({ "name": SEGMENTS, "elements": segments }));
    }
    let mut survey = json!({
        "title": writer.said(&form.survey.title),
        "locale": text::theirs(default),
        "pages": pages,
    });
    if let Some(purpose) = &form.survey.purpose {
        survey["description"] = writer.said(purpose);
    }
    survey
}

struct Writer<'a> {
    form: &'a Form,
    default: &'a str,
}

impl Writer<'_> {
    fn said(&self, words: &entity::Localized) -> Value {
        text::write(words, self.default)
    }

    fn question(&self, question: &Question) -> Value {
        let mut element = Map::new();
        element.insert("type".to_owned(), kind(question.kind).into());
        element.insert("name".to_owned(), question.key.as_str().into());
        if question.kind == Kind::SectionText {
            element.insert("html".to_owned(), self.html(&question.text));
        } else {
            element.insert("title".to_owned(), self.said(&question.text));
        }
        if let Some(help) = &question.help {
            element.insert("description".to_owned(), self.said(help));
        }
        if question.required {
            element.insert("isRequired".to_owned(), true.into());
        }
        let shown = condition::write(&question.show_if, &self.form.content.questions);
        if !shown.is_empty() {
            element.insert("visibleIf".to_owned(), shown.into());
        }
        if let Value::Object(own) = self.own(question) {
            element.extend(own.into_iter().filter(|(_, value)| !value.is_null()));
        }
        Value::Object(element)
    }

    /// What only this type has.
    fn own(&self, question: &Question) -> Value {
        let (min, max) = (number(question.min), number(question.max));
        match question.kind {
            Kind::SingleChoice | Kind::Ranking => {
                json!({ "choices": self.choices(&question.options) })
            }
            Kind::MultiChoice => json!({
                "choices": self.choices(&question.options),
                "minSelectedChoices": min,
                "maxSelectedChoices": max,
            }),
            Kind::Likert | Kind::Rating | Kind::Nps => self.scale(question),
            Kind::YesNo | Kind::SectionText => Value::Null,
            Kind::Number => json!({ "inputType": "number", "min": min, "max": max }),
            Kind::Date => json!({ "inputType": "date" }),
            Kind::ShortText | Kind::LongText => {
                let least = question.min.filter(|least| *least > 0.0);
                let checks = least.map(|_| json!([{ "type": "text", "minLength": number(least) }]));
                json!({ "maxLength": max, "validators": checks })
            }
            Kind::MatrixSingle => json!({
                "columns": self.choices(&question.options),
                "rows": self.choices(&question.rows),
                "eachRowRequired": question.required.then_some(true),
            }),
        }
    }

    /// A scale tells by its looks what it is.
    fn scale(&self, question: &Question) -> Value {
        let label = |label: &Option<entity::Localized>| label.as_ref().map(|text| self.said(text));
        let named = |(point, label): (u32, Option<&Choice>)| match label {
            Some(label) => json!({ "value": point, "text": self.said(&label.label) }),
            None => json!(point),
        };
        let points: Vec<_> = points(question).map(named).collect();
        json!({
            "rateMin": number(question.min),
            "rateMax": number(question.max),
            "minRateDescription": label(&question.min_label),
            "maxRateDescription": label(&question.max_label),
            "rateValues": (!question.options.is_empty()).then_some(points),
            "rateType": (question.kind == Kind::Rating).then_some("stars"),
            // From 0 to 10 without a word it is the scale of recommendations.
            "displayMode": (question.kind == Kind::Likert).then_some("auto"),
        })
    }

    fn segment(&self, segment: &Segment) -> Value {
        json!({
            "type": "dropdown",
            "name": segment.key,
            "title": self.said(&segment.label),
            "choices": self.choices(&segment.values),
        })
    }

    fn choices(&self, choices: &[Choice]) -> Vec<Value> {
        let offered = choices.iter().filter(|choice| !choice.is_retired);
        offered
            .map(|choice| {
                let mut item = json!({ "value": choice.code, "text": self.said(&choice.label) });
                if choice.is_other {
                    item["showCommentArea"] = true.into();
                }
                item
            })
            .collect()
    }

    fn html(&self, words: &entity::Localized) -> Value {
        let html = words.0.iter();
        let html = html.map(|(tag, words)| (tag.clone(), html::write(words)));
        self.said(&entity::Localized(html.collect()))
    }
}

/// A bound as a number without needless decimals.
fn number(bound: Option<f64>) -> Value {
    let Some(bound) = bound else {
        return Value::Null;
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounds are far smaller than what 64 bits hold"
    )]
    let whole = bound as i64;
    if bound.fract() == 0.0 {
        whole.into()
    } else {
        bound.into()
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::SingleChoice => "radiogroup",
        Kind::MultiChoice => "checkbox",
        Kind::Likert | Kind::Rating | Kind::Nps => "rating",
        Kind::YesNo => "boolean",
        Kind::Number | Kind::Date | Kind::ShortText => "text",
        Kind::LongText => "comment",
        Kind::Ranking => "ranking",
        Kind::MatrixSingle => "matrix",
        Kind::SectionText => "html",
    }
}
