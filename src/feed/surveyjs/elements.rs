//! The elements of a form, and which question each of them is.

use entity::values::QuestionKind as Kind;
use serde_json::{Map, Value};

use super::{
    expression,
    read::{known, said},
    text,
};
use crate::domain::{
    patch::Texts,
    problem::{Complaint, Problems},
    survey::content::{ChoiceDraft, QuestionDraft},
};

/// What every element may say, and its looks, which stay behind.
const ALL: [&str; 13] = [
    "type",
    "name",
    "title",
    "description",
    "isRequired",
    "visibleIf",
    "startWithNewLine",
    "width",
    "minWidth",
    "maxWidth",
    "colCount",
    "titleLocation",
    "hideNumber",
];

/// Which of our types an element can be, and what it may say beside the rest.
const KINDS: [(&str, &[Kind], &[&str]); 11] = [
    ("radiogroup", &[Kind::SingleChoice], &["choices"]),
    ("dropdown", &[Kind::SingleChoice], &["choices"]),
    ("checkbox", &[Kind::MultiChoice], &SEVERAL),
    ("tagbox", &[Kind::MultiChoice], &SEVERAL),
    ("rating", &[Kind::Likert, Kind::Rating, Kind::Nps], &SCALE),
    ("boolean", &[Kind::YesNo], &[]),
    (
        "text",
        &[Kind::ShortText, Kind::Number, Kind::Date],
        &["inputType", "min", "max", "maxLength", "validators"],
    ),
    ("comment", &[Kind::LongText], &["maxLength", "validators"]),
    ("ranking", &[Kind::Ranking], &["choices"]),
    ("matrix", &[Kind::MatrixSingle], &MATRIX),
    ("html", &[Kind::SectionText], &["html"]),
];

const SEVERAL: [&str; 3] = ["choices", "minSelectedChoices", "maxSelectedChoices"];
const SCALE: [&str; 8] = [
    "rateMin",
    "rateMax",
    "rateValues",
    "rateType",
    "displayMode",
    "minRateDescription",
    "maxRateDescription",
    "rateCount",
];
const MATRIX: [&str; 4] = ["columns", "rows", "eachRowRequired", "isAllRowRequired"];

type Object = Map<String, Value>;

/// The question that an element is; nothing, but a problem, when it is none of ours.
pub(super) fn question(
    element: &Object,
    locale: &str,
    problems: &mut Problems,
) -> Option<QuestionDraft> {
    let tag = word(element, "type").unwrap_or_default();
    let found = KINDS.iter().find(|(name, _, _)| *name == tag);
    let kind = found.and_then(|(_, kinds, _)| which(kinds, element));
    let (Some((_, _, own)), Some(kind)) = (found, kind) else {
        let what = format!("no question here is `{tag}`");
        problems.add("type", Complaint::cannot_be_read(what));
        return None;
    };
    let names: Vec<_> = ALL.iter().chain(own.iter()).copied().collect();
    known(element, &names, "", problems);
    let key = word(element, "name").map(str::to_owned);
    let mut draft = QuestionDraft {
        text: Some(asked(element, kind, locale, problems)),
        help: said(element, "description", locale, problems),
        required: flag(element, "isRequired")
            || flag(element, "eachRowRequired")
            || flag(element, "isAllRowRequired"),
        show_if: shown(element, problems),
        kind: Some(kind),
        key,
        ..QuestionDraft::default()
    };
    answers(&mut draft, (element, kind), locale, problems);
    Some(draft)
}

/// Which of several types it is.
fn which(kinds: &[Kind], element: &Object) -> Option<Kind> {
    match (kinds, word(element, "inputType"), word(element, "rateType")) {
        ([kind], _, _) => Some(*kind),
        ([Kind::ShortText, ..], None | Some("text"), _) => Some(Kind::ShortText),
        ([Kind::ShortText, ..], Some("number"), _) => Some(Kind::Number),
        ([Kind::ShortText, ..], Some("date"), _) => Some(Kind::Date),
        ([Kind::Likert, ..], _, Some("stars" | "smileys")) => Some(Kind::Rating),
        ([Kind::Likert, ..], _, None | Some("labels")) => {
            let ends = (number(element, "rateMin"), number(element, "rateMax"));
            let is_nps = ends == (Some(0.0), Some(10.0));
            let is_said_plain = word(element, "displayMode") == Some("auto");
            Some(if is_nps && !is_said_plain {
                Kind::Nps
            } else {
                Kind::Likert
            })
        }
        _ => None,
    }
}

/// What is asked; an element without a title is asked by its name.
fn asked(element: &Object, kind: Kind, locale: &str, problems: &mut Problems) -> Texts {
    if kind != Kind::SectionText {
        let name = word(element, "name").unwrap_or_default();
        let unnamed = || Texts(vec![(locale.to_owned(), Some(name.to_owned()))]);
        return said(element, "title", locale, problems).unwrap_or_else(unnamed);
    }
    let html = said(element, "html", locale, problems).unwrap_or_default();
    let plain = html.0.into_iter().map(|(tag, html)| {
        let words = text::from_html(&html.unwrap_or_default());
        problems.demand(words.is_some(), "html", || {
            Complaint::cannot_be_read("HTML that is more than a text")
        });
        (tag, words)
    });
    Texts(plain.collect())
}

fn shown(element: &Object, problems: &mut Problems) -> Vec<entity::survey_content::Condition> {
    let Some(text) = word(element, "visibleIf") else {
        return Vec::new();
    };
    expression::read(text).unwrap_or_else(|| {
        let what = "only comparisons of earlier answers, joined by `and`";
        problems.add("visibleIf", Complaint::cannot_be_read(what));
        Vec::new()
    })
}

/// What the type is answered with.
fn answers(
    draft: &mut QuestionDraft,
    (element, kind): (&Object, Kind),
    locale: &str,
    problems: &mut Problems,
) {
    let mut list = |name: &str| choices(element, name, locale, problems);
    match kind {
        Kind::SingleChoice | Kind::Ranking => draft.options = list("choices"),
        Kind::MultiChoice => {
            draft.options = list("choices");
            draft.min = number(element, "minSelectedChoices");
            draft.max = number(element, "maxSelectedChoices");
        }
        Kind::MatrixSingle => {
            draft.options = list("columns");
            draft.rows = list("rows");
        }
        Kind::Likert | Kind::Rating | Kind::Nps => scale(draft, element, locale, problems),
        Kind::Number => {
            draft.min = number(element, "min");
            draft.max = number(element, "max");
        }
        Kind::ShortText | Kind::LongText => {
            draft.min = least_length(element, problems);
            draft.max = number(element, "maxLength");
        }
        Kind::YesNo | Kind::Date | Kind::SectionText => {}
    }
}

fn scale(draft: &mut QuestionDraft, element: &Object, locale: &str, problems: &mut Problems) {
    draft.min_label = said(element, "minRateDescription", locale, problems);
    draft.max_label = said(element, "maxRateDescription", locale, problems);
    let points = choices(element, "rateValues", locale, problems);
    let numbers: Vec<Option<i32>> = points.iter().map(|point| point.code.parse().ok()).collect();
    let is_row = numbers
        .windows(2)
        .all(|pair| matches!(pair, [Some(one), Some(next)] if one.checked_add(1) == Some(*next)));
    problems.demand(is_row, "rateValues", || {
        Complaint::cannot_be_read("points that are no whole numbers in a row")
    });
    let count = number(element, "rateCount");
    let first = numbers.first().copied().flatten().map(f64::from);
    draft.min = first.or_else(|| number(element, "rateMin"));
    let last = numbers.last().copied().flatten().map(f64::from);
    draft.max = last
        .or_else(|| number(element, "rateMax"))
        .or_else(|| Some(draft.min.unwrap_or(1.0) + count? - 1.0));
    let is_named = |point: &ChoiceDraft| {
        let words = point.label.0.iter();
        words
            .filter_map(|(_, words)| words.as_deref())
            .any(|words| words != point.code)
    };
    draft.options = points.into_iter().filter(is_named).collect();
}

/// The fewest characters, which `SurveyJS` has as a check of its own.
fn least_length(element: &Object, problems: &mut Problems) -> Option<f64> {
    let checks = element.get("validators")?.as_array()?;
    let mut least = None;
    for (place, check) in checks.iter().enumerate() {
        let at = format!("validators.{place}");
        match check.as_object() {
            Some(check) if word(check, "type") == Some("text") => {
                known(check, &["type", "minLength"], &at, problems);
                least = number(check, "minLength");
            }
            _ => problems.add(&at, Complaint::cannot_be_read("a check of another kind")),
        }
    }
    least
}

/// What can be chosen: values alone, or with a text.
fn choices(
    element: &Object,
    name: &str,
    locale: &str,
    problems: &mut Problems,
) -> Vec<ChoiceDraft> {
    let Some(items) = element.get(name) else {
        return Vec::new();
    };
    let mut choices = Vec::new();
    for (place, item) in items.as_array().into_iter().flatten().enumerate() {
        let mut found = Problems::default();
        choices.extend(choice(item, locale, &mut found));
        problems.extend_at(&format!("{name}.{place}"), found);
    }
    choices
}

fn choice(item: &Value, locale: &str, problems: &mut Problems) -> Option<ChoiceDraft> {
    let unnamed = |code: &str| Texts(vec![(locale.to_owned(), Some(code.to_owned()))]);
    let Some(item) = item.as_object() else {
        let code = code(item);
        problems.demand(code.is_some(), "", || Complaint::cannot_be_read("no value"));
        return code.map(|code| ChoiceDraft {
            label: unnamed(&code),
            code,
            ..ChoiceDraft::default()
        });
    };
    known(
        item,
        &["value", "text", "showCommentArea", "isCommentRequired"],
        "",
        problems,
    );
    let Some(code) = item.get("value").and_then(code) else {
        problems.add("value", Complaint::cannot_be_read("no value"));
        return None;
    };
    Some(ChoiceDraft {
        label: said(item, "text", locale, problems).unwrap_or_else(|| unnamed(&code)),
        is_other: flag(item, "showCommentArea"),
        is_retired: false,
        code,
    })
}

fn code(value: &Value) -> Option<String> {
    match value {
        Value::String(code) => Some(code.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn word<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str)
}

fn number(object: &Object, name: &str) -> Option<f64> {
    object.get(name).and_then(Value::as_f64)
}

fn flag(object: &Object, name: &str) -> bool {
    object
        .get(name)
        .and_then(Value::as_bool)
        .unwrap_or_default()
}
