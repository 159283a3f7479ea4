//! Surveys as `XLSForm` (xlsform.org): a workbook that tools for collecting answers
//! offline take in.
//!
//! The choice of points is a list of numbers, a matrix a group with a question for
//! each row, and a text beside "other" a question of its own.

use entity::{
    Localized,
    survey_content::{Choice, Condition, Question, Segment},
    values::QuestionKind as Kind,
};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::domain::survey::{
    content::{points, question},
    form::Form,
};

/// The words of a question that is answered with yes or no.
const YES_NO: [(&str, [(&str, &str); 4]); 2] = [
    (
        "YES",
        [
            ("en", "Yes"),
            ("ko", "예"),
            ("zh-Hans", "是"),
            ("zh-Hant", "是"),
        ],
    ),
    (
        "NO",
        [
            ("en", "No"),
            ("ko", "아니요"),
            ("zh-Hans", "否"),
            ("zh-Hant", "否"),
        ],
    ),
];

/// The list of these two.
const YES_NO_LIST: &str = "yes-no";

/// The name of a language beside its tag, as `XLSForm` wants it.
const LANGUAGES: [(&str, &str); 4] = [
    ("en", "English"),
    ("ko", "한국어"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
];

/// The workbook of a survey, in all languages that it is meant to be answered in.
pub fn write(form: &Form) -> Result<Vec<u8>, XlsxError> {
    let locales = &form.survey.locales.0;
    let mut sheets = Sheets {
        form,
        locales,
        survey: vec![head(&["type", "name"], &["label", "hint"], locales)],
        choices: vec![head(&["list_name", "name"], &["label"], locales)],
    };
    let conditions = ["required", "relevant", "constraint", "appearance"];
    sheets.survey[0].extend(conditions.map(str::to_owned));
    for question in &form.content.questions {
        sheets.question(question);
    }
    for segment in &form.content.segments {
        sheets.segment(segment);
    }
    sheets.yes_no();
    let default = &form.survey.default_locale;
    let title = form.survey.title.get(default).unwrap_or_default();
    let names = ["form_title", "form_id", "version", "default_language"];
    let values = [
        title.to_owned(),
        form.survey.id.to_string(),
        form.number.to_string(),
        language(default),
    ];
    let settings = vec![names.map(str::to_owned).to_vec(), values.to_vec()];
    workbook([
        ("survey", sheets.survey),
        ("choices", sheets.choices),
        ("settings", settings),
    ])
}

type Row = Vec<String>;

fn workbook(sheets: [(&str, Vec<Row>); 3]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same survey is the same file.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(name)?;
        for (line, row) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(row) {
                if !cell.is_empty() {
                    sheet.write_string(line, column, cell)?;
                }
            }
        }
    }
    workbook.save_to_buffer()
}

fn head(names: &[&str], texts: &[&str], locales: &[String]) -> Row {
    let names = names.iter().map(|name| (*name).to_owned());
    let texts = texts.iter().flat_map(|text| {
        let locales = locales.iter();
        locales.map(move |locale| format!("{text}::{}", language(locale)))
    });
    names.chain(texts).collect()
}

/// A language as `XLSForm` names it, such as `English (en)`.
fn language(locale: &str) -> String {
    let known = LANGUAGES.iter().find(|(tag, _)| *tag == locale);
    let name = known.map_or(locale, |(_, name)| name);
    format!("{name} ({locale})")
}

/// What fills the sheets.
struct Sheets<'a> {
    form: &'a Form,
    locales: &'a [String],
    survey: Vec<Row>,
    choices: Vec<Row>,
}

/// A line of the survey, without its words.
#[derive(Default)]
struct Line {
    kind: String,
    name: String,
    required: bool,
    relevant: String,
    constraint: String,
    appearance: &'static str,
}

impl Sheets<'_> {
    fn question(&mut self, question: &Question) {
        let key = question.key.as_str();
        let words = (Some(&question.text), question.help.as_ref());
        let line = Line {
            kind: kind(question),
            name: key.to_owned(),
            required: question.required,
            relevant: self.relevant(&question.show_if),
            constraint: constraint(question),
            appearance: appearance(question.kind),
        };
        if question.kind == Kind::MatrixSingle {
            self.matrix(question, line);
        } else {
            self.line(line, words);
        }
        match question.kind {
            Kind::Likert | Kind::Rating | Kind::Nps => self.points(question),
            _ => self.list(key, &question.options),
        }
        let other = question.options.iter();
        if let Some(other) = other
            .filter(|option| !option.is_retired)
            .find(|option| option.is_other)
        {
            let line = Line {
                kind: "text".to_owned(),
                name: format!("{key}-other"),
                relevant: selected(key, &other.code),
                ..Line::default()
            };
            self.line(line, (Some(&other.label), None));
        }
    }

    /// A group, and in it a question for each row.
    fn matrix(&mut self, question: &Question, group: Line) {
        let (key, required) = (question.key.as_str(), group.required);
        let words = (Some(&question.text), question.help.as_ref());
        let begin = Line {
            required: false,
            ..group
        };
        self.line(begin, words);
        for row in question.rows.iter().filter(|row| !row.is_retired) {
            let line = Line {
                kind: format!("select_one {key}"),
                name: format!("{key}-{}", row.code),
                required,
                ..Line::default()
            };
            self.line(line, (Some(&row.label), None));
        }
        let end = Line {
            kind: "end_group".to_owned(),
            ..Line::default()
        };
        self.line(end, (None, None));
    }

    fn segment(&mut self, segment: &Segment) {
        let line = Line {
            kind: format!("select_one {}", segment.key),
            name: segment.key.clone(),
            ..Line::default()
        };
        self.line(line, (Some(&segment.label), None));
        self.list(&segment.key, &segment.values);
    }

    fn line(&mut self, line: Line, (label, hint): (Option<&Localized>, Option<&Localized>)) {
        let required = if line.required { "yes" } else { "" };
        let mut row = vec![line.kind, line.name];
        row.extend(self.said(label));
        row.extend(self.said(hint));
        row.extend([required.to_owned(), line.relevant, line.constraint]);
        row.push(line.appearance.to_owned());
        self.survey.push(row);
    }

    fn list(&mut self, name: &str, choices: &[Choice]) {
        for choice in choices.iter().filter(|choice| !choice.is_retired) {
            let mut row = vec![name.to_owned(), choice.code.clone()];
            row.extend(self.said(Some(&choice.label)));
            self.choices.push(row);
        }
    }

    /// The points of a scale, each with its name or its number; the ends say what
    /// they mean.
    fn points(&mut self, question: &Question) {
        for (point, named) in points(question) {
            let code = point.to_string();
            let end = match Some(f64::from(point)) {
                point if point == question.min => question.min_label.as_ref(),
                point if point == question.max => question.max_label.as_ref(),
                _ => None,
            };
            let labels: Vec<_> = self
                .said(named.map(|named| &named.label))
                .into_iter()
                .zip(self.said(end))
                .map(|(label, end)| match (label.as_str(), end.as_str()) {
                    ("", "") => code.clone(),
                    ("", end) => format!("{code} ({end})"),
                    (_, "") => label,
                    (_, end) => format!("{label} ({end})"),
                })
                .collect();
            self.choices.push(
                [question.key.clone(), code]
                    .into_iter()
                    .chain(labels)
                    .collect(),
            );
        }
    }

    fn yes_no(&mut self) {
        let mut questions = self.form.content.questions.iter();
        if !questions.any(|question| question.kind == Kind::YesNo) {
            return;
        }
        for (code, words) in YES_NO {
            let words = Localized::from(words);
            let said = self.locales.iter().map(|locale| {
                let words = words.get(locale).or_else(|| words.get("en"));
                words.unwrap_or_default().to_owned()
            });
            let names = [YES_NO_LIST.to_owned(), code.to_owned()];
            self.choices.push(names.into_iter().chain(said).collect());
        }
    }

    /// A text in every language; the survey's own stands in for one that is missing.
    fn said(&self, text: Option<&Localized>) -> Row {
        let default = &self.form.survey.default_locale;
        let said = self.locales.iter().map(|locale| {
            let text = text.and_then(|text| text.get(locale).or_else(|| text.get(default)));
            // `${` would be a reference to an answer.
            text.unwrap_or_default().replace("${", "$ {")
        });
        said.collect()
    }

    fn relevant(&self, conditions: &[Condition]) -> String {
        let parts = conditions
            .iter()
            .flat_map(|condition| self.holds(condition));
        parts.collect::<Vec<_>>().join(" and ")
    }

    fn holds(&self, condition: &Condition) -> Vec<String> {
        let asked = &condition.question;
        let is_there = question(&self.form.content, asked).is_some();
        let codes = condition.any_of.iter().map(|code| selected(asked, code));
        let codes = codes.collect::<Vec<_>>().join(" or ");
        let bound = |sign: &str, bound: f64| format!("${{{asked}}} {sign} {bound}");
        let mut parts = Vec::new();
        if !codes.is_empty() {
            parts.push(format!("({codes})"));
        }
        parts.extend(condition.at_least.map(|least| bound(">=", least)));
        // What was not answered is no number, and no number is not small.
        parts.extend(
            condition
                .at_most
                .map(|most| format!("(${{{asked}}} != '' and {})", bound("<=", most))),
        );
        parts.retain(|_| is_there);
        parts
    }
}

fn selected(key: &str, code: &str) -> String {
    format!("selected(${{{key}}}, '{code}')")
}

fn kind(question: &Question) -> String {
    let key = &question.key;
    match question.kind {
        Kind::SingleChoice | Kind::Likert | Kind::Rating | Kind::Nps => format!("select_one {key}"),
        Kind::MultiChoice => format!("select_multiple {key}"),
        Kind::YesNo => format!("select_one {YES_NO_LIST}"),
        Kind::Number => "decimal".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::ShortText | Kind::LongText => "text".to_owned(),
        Kind::Ranking => format!("rank {key}"),
        Kind::MatrixSingle => "begin_group".to_owned(),
        Kind::SectionText => "note".to_owned(),
    }
}

fn appearance(kind: Kind) -> &'static str {
    match kind {
        Kind::Likert => "likert",
        Kind::LongText => "multiline",
        Kind::MatrixSingle => "field-list",
        _ => "",
    }
}

fn constraint(question: &Question) -> String {
    let counted = match question.kind {
        Kind::MultiChoice => "count-selected(.)",
        Kind::Number => ".",
        Kind::ShortText | Kind::LongText => "string-length(.)",
        _ => return String::new(),
    };
    let least = question.min.map(|least| format!("{counted} >= {least}"));
    let most = question.max.map(|most| format!("{counted} <= {most}"));
    least
        .into_iter()
        .chain(most)
        .collect::<Vec<_>>()
        .join(" and ")
}
