//! Every text that a respondent reads, and where it stands.

use entity::{
    Localized,
    survey_content::{Choice, Question, SurveyContent},
};

/// A text of a content and its place there, such as `questions.3.options.1.label`.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// Where it stands, as the schema names it.
    pub at: String,
    /// The text in its languages.
    pub text: &'a Localized,
}

/// All the texts of a content; what is no longer offered is left out.
#[must_use]
pub fn texts(content: &SurveyContent) -> Vec<Said<'_>> {
    let mut all = Vec::new();
    for (place, question) in content.questions.iter().enumerate() {
        add_question(&format!("questions.{place}"), question, &mut all);
    }
    for (place, segment) in content.segments.iter().enumerate() {
        let at = format!("segments.{place}");
        add(format!("{at}.label"), Some(&segment.label), &mut all);
        add_choices(&format!("{at}.values"), &segment.values, &mut all);
    }
    all
}

fn add_question<'a>(at: &str, question: &'a Question, all: &mut Vec<Said<'a>>) {
    let own = [
        ("text", Some(&question.text)),
        ("help", question.help.as_ref()),
        ("minLabel", question.min_label.as_ref()),
        ("maxLabel", question.max_label.as_ref()),
    ];
    for (field, text) in own {
        add(format!("{at}.{field}"), text, all);
    }
    add_choices(&format!("{at}.options"), &question.options, all);
    add_choices(&format!("{at}.rows"), &question.rows, all);
}

fn add_choices<'a>(at: &str, choices: &'a [Choice], all: &mut Vec<Said<'a>>) {
    let offered = choices
        .iter()
        .enumerate()
        .filter(|(_, choice)| !choice.is_retired);
    for (place, choice) in offered {
        add(format!("{at}.{place}.label"), Some(&choice.label), all);
    }
}

fn add<'a>(at: String, text: Option<&'a Localized>, all: &mut Vec<Said<'a>>) {
    all.extend(text.map(|text| Said { at, text }));
}
