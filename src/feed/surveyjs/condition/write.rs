//! Conditions as an expression.

use entity::{
    survey_content::{Condition, Question},
    values::QuestionKind as Kind,
};

/// The conditions as one expression.
pub(in crate::feed::surveyjs) fn write(conditions: &[Condition], questions: &[Question]) -> String {
    let parts = conditions.iter().flat_map(|condition| {
        let asked = questions
            .iter()
            .find(|question| question.key == condition.question);
        one(condition, asked.map(|question| question.kind))
    });
    parts.collect::<Vec<_>>().join(" and ")
}

fn one(condition: &Condition, kind: Option<Kind>) -> Vec<String> {
    let name = &condition.question;
    let codes = &condition.any_of;
    let mut parts = Vec::new();
    match (kind, codes.as_slice()) {
        (_, []) => {}
        (Some(Kind::YesNo), [answer]) => parts.push(format!("{{{name}}} = {}", answer == "YES")),
        (Some(Kind::YesNo), _) => parts.push(format!("{{{name}}} notempty")),
        (_, codes) => {
            let codes: Vec<_> = codes.iter().map(|code| format!("'{code}'")).collect();
            parts.push(format!("{{{name}}} anyof [{}]", codes.join(", ")));
        }
    }
    let least = condition
        .at_least
        .map(|bound| format!("{{{name}}} >= {bound}"));
    let most = condition
        .at_most
        .map(|bound| format!("{{{name}}} <= {bound}"));
    parts.extend(least);
    parts.extend(most);
    parts
}
