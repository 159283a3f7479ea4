//! The elements of a form, and which question each of them is.

use entity::values::QuestionKind as Kind;

use super::{
    answers::Answers,
    checks, choices, html,
    object::{Object, flag, get, number, said, word},
    places::Place,
    properties::{
        BOOLEAN, CHOICES, COMMENT, COUNTED, ELEMENT, HTML, Known, MATRIX, RANKING, SCALE, SEVERAL,
        TEXT,
    },
    remarks::Remarks,
    scale,
    sorting::sort,
    walk::Shown,
};
use crate::domain::{patch::Texts, problem::Complaint, survey::content::QuestionDraft};

/// Which of our types an element can be, and what it may say beside the rest.
const KINDS: [(&str, Kind, &[&Known]); 12] = [
    ("radiogroup", Kind::SingleChoice, &[&CHOICES]),
    ("buttongroup", Kind::SingleChoice, &[&CHOICES]),
    ("dropdown", Kind::SingleChoice, &[&CHOICES, &COUNTED]),
    ("checkbox", Kind::MultiChoice, &[&CHOICES, &SEVERAL]),
    ("tagbox", Kind::MultiChoice, &[&CHOICES, &SEVERAL]),
    ("rating", Kind::Likert, &[&SCALE]),
    ("boolean", Kind::YesNo, &[&BOOLEAN]),
    ("text", Kind::ShortText, &[&TEXT]),
    ("comment", Kind::LongText, &[&COMMENT]),
    ("ranking", Kind::Ranking, &[&RANKING]),
    ("matrix", Kind::MatrixSingle, &[&MATRIX]),
    ("html", Kind::SectionText, &[&HTML]),
];

/// An element that has a counterpart.
pub(super) struct Found {
    /// The question, but for its key and its conditions.
    pub(super) draft: QuestionDraft,
    /// What it can be answered with, as the form calls it.
    pub(super) answers: Answers,
    /// Where its parts stand.
    pub(super) place: Place,
    /// What the room for a remark beside it asks.
    pub(super) remark: Option<Texts>,
}

/// What the form as a whole says of each of its elements.
pub(super) struct Around<'a> {
    pub(super) locale: &'a str,
    /// The most characters of a text that does not say.
    pub(super) longest: Option<f64>,
}

/// The question that an element is; nothing, but a problem, when it is none of ours.
pub(super) fn question(
    element: &Object,
    around: &Around<'_>,
    remarks: &mut Remarks,
) -> Option<Found> {
    let tag = word(element, &["type"], remarks).unwrap_or_default();
    let Some((_, kind, own)) = KINDS.iter().find(|(name, _, _)| *name == tag) else {
        remarks.refuse("type", format!("no question here is `{tag}`"));
        return None;
    };
    let known: Vec<_> = own.iter().copied().chain([&ELEMENT]).collect();
    sort(element, &known, remarks);
    let kind = match kind {
        Kind::ShortText => input(element, remarks)?,
        kind => *kind,
    };
    let locale = around.locale;
    let mut found = Found {
        draft: QuestionDraft {
            kind: Some(kind),
            help: said(element, (&["description"], locale), remarks),
            required: flag(element, &["isRequired"], remarks),
            ..QuestionDraft::default()
        },
        answers: Answers::default(),
        place: Place::of_kind(kind),
        remark: remark(element, locale, remarks),
    };
    found.draft.text = Some(asked(element, kind, locale, remarks));
    found.answered(element, around, remarks);
    Some(found)
}

impl Found {
    /// What a page or a panel says of itself stands between the questions.
    pub(super) fn heading(title: Texts) -> Self {
        Self {
            draft: QuestionDraft {
                kind: Some(Kind::SectionText),
                text: Some(title),
                ..QuestionDraft::default()
            },
            answers: Answers::default(),
            place: Place::of_heading(),
            remark: None,
        }
    }

    /// Whether it has a name that somebody may ask for.
    pub(super) fn is_heading(&self) -> bool {
        self.draft.kind == Some(Kind::SectionText)
    }

    /// Of respondents only one thing of several is asked, and nobody must say it.
    pub(super) fn check_segment(&self, shown: &[Shown<'_>], remarks: &mut Remarks) {
        let is_choice = self.draft.kind == Some(Kind::SingleChoice);
        remarks.demand(is_choice, "type", "a segment is chosen from a list");
        let is_plain = self.remark.is_none() && shown.is_empty();
        remarks.demand(
            is_plain,
            "",
            "a segment is a list alone, which everybody sees",
        );
        if self.draft.required {
            remarks.leave_out("isRequired");
        }
        if self.draft.help.is_some() {
            remarks.leave_out("description");
        }
    }

    /// What the type is answered with.
    fn answered(&mut self, element: &Object, around: &Around<'_>, remarks: &mut Remarks) {
        match self.draft.kind {
            Some(Kind::SingleChoice | Kind::MultiChoice | Kind::Ranking) => {
                choices::read(self, element, around.locale, remarks);
            }
            Some(Kind::MatrixSingle) => self.matrix(element, around.locale, remarks),
            Some(Kind::Likert) => scale::read(self, element, around.locale, remarks),
            Some(Kind::YesNo) => choices::boolean(self, element, around.locale, remarks),
            _ => {}
        }
        checks::read(self, element, around.longest, remarks);
    }

    /// Here an answer that is required has all rows.
    fn matrix(&mut self, element: &Object, locale: &str, remarks: &mut Remarks) {
        let (options, _) = choices::list(element, "columns", locale, remarks);
        let (rows, _) = choices::list(element, "rows", locale, remarks);
        let every = flag(element, &["eachRowRequired", "isAllRowRequired"], remarks);
        if self.draft.required && !every && rows.len() > 1 {
            remarks.warn("isRequired", Complaint::all_rows_required());
        }
        self.draft.required |= every;
        (self.draft.options, self.draft.rows) = (options, rows);
    }
}

/// Which type a line of text is, by what is typed into it.
fn input(element: &Object, remarks: &mut Remarks) -> Option<Kind> {
    let input = word(element, &["inputType"], remarks).unwrap_or("text");
    match input {
        "text" => Some(Kind::ShortText),
        "email" | "tel" | "url" => {
            remarks.warn("inputType", Complaint::not_checked(input));
            Some(Kind::ShortText)
        }
        "number" => Some(Kind::Number),
        "range" => {
            remarks.leave_out("inputType");
            Some(Kind::Number)
        }
        "date" => Some(Kind::Date),
        _ => {
            remarks.refuse(
                "inputType",
                format!("no question here is answered with `{input}`"),
            );
            None
        }
    }
}

/// What is asked; an element without a title is asked by its name.
fn asked(element: &Object, kind: Kind, locale: &str, remarks: &mut Remarks) -> Texts {
    if kind != Kind::SectionText {
        let name = word(element, &["name"], remarks).unwrap_or_default();
        let unnamed = || Texts(vec![(locale.to_owned(), Some(name.to_owned()))]);
        return said(element, (&["title"], locale), remarks).unwrap_or_else(unnamed);
    }
    if get(element, &["title"]).is_some() {
        remarks.leave_out("title");
    }
    let page = said(element, (&["html"], locale), remarks).unwrap_or_default();
    let mut lost_looks = false;
    let plain = page.0.into_iter().map(|(tag, page)| {
        let plain = html::read(&page.unwrap_or_default());
        remarks.demand(plain.is_some(), "html", "HTML that is more than a text");
        lost_looks |= plain.as_ref().is_some_and(|plain| plain.lost_looks);
        (tag, plain.map(|plain| plain.text))
    });
    let plain = Texts(plain.collect());
    if lost_looks {
        remarks.warn("html", Complaint::formatting_left_out());
    }
    plain
}

/// The room for a remark that a question has beside its answer.
fn remark(element: &Object, locale: &str, remarks: &mut Remarks) -> Option<Texts> {
    let is_there = flag(element, &["showCommentArea", "hasComment"], remarks);
    let words = said(element, (&["commentText"], locale), remarks);
    if !is_there {
        if words.is_some() {
            remarks.leave_out("commentText");
        }
        return None;
    }
    let usual = || choices::usual(choices::OTHER, locale);
    Some(words.unwrap_or_else(usual))
}

/// A bound that is there.
pub(super) fn positive(element: &Object, name: &'static str, remarks: &mut Remarks) -> Option<f64> {
    number(element, &[name], remarks).filter(|number| *number > 0.0)
}
