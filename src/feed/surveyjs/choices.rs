//! What can be chosen: values alone, or with a text.

use serde_json::Value;

use super::{
    answers::{self, Answers},
    elements::{Found, positive},
    names::{Form, Names},
    object::{self, Object, flag, get, number, said},
    properties::ITEM,
    remarks::Remarks,
    sorting::sort,
};
use crate::domain::{patch::Texts, problem::Complaint, survey::content::ChoiceDraft};
use entity::values::QuestionKind as Kind;

/// More than a question may have.
const MOST: usize = 201;

/// Usual words, in English, Korean, simplified and traditional Chinese.
pub(super) type Usual = [&'static str; 4];

pub(super) const OTHER: Usual = [
    "Other (describe)",
    "기타 (직접 입력)",
    "其他（请说明）",
    "其他（請說明）",
];
const NONE: Usual = ["None", "해당 없음", "以上都不是", "以上皆非"];
const REFUSE: Usual = ["Refuse to answer", "응답 거부", "拒绝回答", "拒絕回答"];
const DO_NOT_KNOW: Usual = ["Don't know", "모름", "不知道", "不知道"];
const YES: Usual = ["Yes", "예", "是", "是"];
const NO: Usual = ["No", "아니요", "否", "否"];

/// What the editor offers to add with a tick: its properties, its value and its text.
const SPECIAL: [(&[&str], &str, &str, Usual); 4] = [
    (&["showOtherItem", "hasOther"], "other", "otherText", OTHER),
    (&["showNoneItem", "hasNone"], "none", "noneText", NONE),
    (&["showRefuseItem"], "refused", "refuseText", REFUSE),
    (
        &["showDontKnowItem"],
        "dontknow",
        "dontKnowText",
        DO_NOT_KNOW,
    ),
];

/// Words that a form leaves to the program, in its own language if we know it.
pub(super) fn usual(words: Usual, locale: &str) -> Texts {
    let place = ["en", "ko", "zh-Hans", "zh-Hant"]
        .iter()
        .position(|tag| *tag == locale);
    let word = words[place.unwrap_or_default()];
    Texts(vec![(locale.to_owned(), Some(word.to_owned()))])
}

/// What a question with options offers.
pub(super) fn read(found: &mut Found, element: &Object, locale: &str, remarks: &mut Remarks) {
    let mut names = Names::default();
    let mut items = items(element, "choices", remarks);
    counted(&mut items, element, remarks);
    let options = named(
        &items,
        ("choices", locale),
        (&mut names, &mut found.answers),
        remarks,
    );
    found.place.listed = items.len();
    found.draft.options = options;
    match found.draft.kind {
        Some(Kind::MultiChoice) => {
            found.draft.min = positive(element, "minSelectedChoices", remarks);
            found.draft.max = positive(element, "maxSelectedChoices", remarks);
        }
        Some(Kind::Ranking) => return,
        _ => {}
    }
    special(found, element, (&mut names, locale), remarks);
}

fn special(
    found: &mut Found,
    element: &Object,
    (names, locale): (&mut Names, &str),
    remarks: &mut Remarks,
) {
    for (switch, value, text, words) in SPECIAL {
        let label = said(element, (&[text], locale), remarks);
        if !flag(element, switch, remarks) {
            if label.is_some() {
                remarks.leave_out(text);
            }
            continue;
        }
        let at = get(element, switch).map_or(value, |(name, _)| name);
        let code = names.word((value, 0), Form::Code, (at, remarks));
        found.answers.add(value, &code);
        found.place.special.push(at);
        let is_none = value == "none" && found.draft.kind == Some(Kind::MultiChoice);
        if is_none {
            remarks.warn(at, Complaint::goes_with_others());
        }
        found.draft.options.push(ChoiceDraft {
            label: label.unwrap_or_else(|| usual(words, locale)),
            is_other: value == "other",
            code,
            ..ChoiceDraft::default()
        });
    }
}

/// A list without additions, and its values.
pub(super) fn list(
    element: &Object,
    name: &str,
    locale: &str,
    remarks: &mut Remarks,
) -> (Vec<ChoiceDraft>, Answers) {
    let mut answers = Answers::default();
    let items = items(element, name, remarks);
    let known = (&mut Names::default(), &mut answers);
    let choices = named(&items, (name, locale), known, remarks);
    (choices, answers)
}

fn items(element: &Object, name: &str, remarks: &mut Remarks) -> Vec<Value> {
    let items = object::list(element, &[name], remarks);
    items.iter().take(MOST).cloned().collect()
}

/// Numbers in a row, which a list can offer behind its own choices.
fn counted(items: &mut Vec<Value>, element: &Object, remarks: &mut Remarks) {
    let first = number(element, &["choicesMin"], remarks).unwrap_or(0.0);
    let last = number(element, &["choicesMax"], remarks).unwrap_or(0.0);
    let step = number(element, &["choicesStep"], remarks).unwrap_or(1.0);
    if last <= first || step <= 0.0 {
        for name in ["choicesMin", "choicesMax", "choicesStep"] {
            if get(element, &[name]).is_some() {
                remarks.leave_out(name);
            }
        }
        return;
    }
    let numbers = (0..MOST).map(|place| {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        first + f64::from(place) * step
    });
    let numbers = numbers.take_while(|number| *number <= last);
    items.extend(numbers.map(|number| match number.fract() {
        0.0 => Value::from(format!("{number:.0}")),
        _ => Value::from(number),
    }));
}

fn named(
    items: &[Value],
    (name, locale): (&str, &str),
    (names, answers): (&mut Names, &mut Answers),
    remarks: &mut Remarks,
) -> Vec<ChoiceDraft> {
    let values: Vec<Option<String>> = items.iter().map(value_of).collect();
    names.keep(values.iter().flatten().map(String::as_str), Form::Code);
    let mut choices = Vec::new();
    for (place, (item, value)) in items.iter().zip(values).enumerate() {
        let at = format!("{name}.{place}");
        let mut found = Remarks::default();
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            found.refuse("value", "no value");
            remarks.extend_at(&at, found);
            continue;
        };
        let code = names.word((&value, place), Form::Code, ("value", &mut found));
        answers.add(&value, &code);
        choices.push(choice(item, (value, code), locale, &mut found));
        remarks.extend_at(&at, found);
    }
    choices
}

/// An item is its value, or says it.
pub(super) fn value_of(item: &Value) -> Option<String> {
    match item.as_object() {
        Some(item) => item.get("value").and_then(answers::value),
        None => answers::value(item),
    }
}

fn choice(
    item: &Value,
    (value, code): (String, String),
    locale: &str,
    remarks: &mut Remarks,
) -> ChoiceDraft {
    let unnamed = || Texts(vec![(locale.to_owned(), Some(value))]);
    let Some(item) = item.as_object() else {
        return ChoiceDraft {
            label: unnamed(),
            code,
            ..ChoiceDraft::default()
        };
    };
    sort(item, &[&ITEM], remarks);
    ChoiceDraft {
        label: said(item, (&["text"], locale), remarks).unwrap_or_else(unnamed),
        is_other: flag(item, &["showCommentArea"], remarks),
        is_retired: false,
        code,
    }
}

/// Yes or no; two choices when their buttons say something else.
pub(super) fn boolean(found: &mut Found, element: &Object, locale: &str, remarks: &mut Remarks) {
    let ends = [
        ("YES", "true", ["valueTrue", "labelTrue"], YES),
        ("NO", "false", ["valueFalse", "labelFalse"], NO),
    ];
    let mut labels = Vec::new();
    let mut is_choice = false;
    for (code, plain, [value, label], words) in ends {
        if let Some(value) = element.get(value).and_then(answers::value) {
            found.answers.add(&value, code);
        }
        found.answers.add(plain, code);
        let own = said(element, (&[label], locale), remarks);
        is_choice |= own.is_some();
        labels.push(ChoiceDraft {
            label: own.unwrap_or_else(|| usual(words, locale)),
            code: code.to_owned(),
            ..ChoiceDraft::default()
        });
    }
    let is_swapped = flag(element, &["swapOrder"], remarks);
    if is_choice {
        labels.reverse();
        if is_swapped {
            labels.reverse();
        }
        let at = get(element, &["labelTrue", "labelFalse"]).map_or("type", |(name, _)| name);
        remarks.warn(at, Complaint::taken_as("SINGLE_CHOICE"));
        found.draft.kind = Some(Kind::SingleChoice);
        found.draft.options = labels;
    } else if is_swapped {
        remarks.leave_out("swapOrder");
    }
}
