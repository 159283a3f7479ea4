//! When a question is shown, as `SurveyJS` says it: `{age} >= 60 and {likes} anyof ['A']`.

use entity::{
    survey_content::{Condition, Question},
    values::QuestionKind as Kind,
};

/// The conditions as one expression.
pub(super) fn write(conditions: &[Condition], questions: &[Question]) -> String {
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

/// Reads an expression that says no more than conditions can.
pub(super) fn read(text: &str) -> Option<Vec<Condition>> {
    let mut rest = text.trim();
    let mut conditions: Vec<Condition> = Vec::new();
    while !rest.is_empty() {
        let (condition, behind) = comparison(rest)?;
        join(&mut conditions, condition);
        rest = behind.trim_start();
        if rest.is_empty() {
            break;
        }
        rest = rest.strip_prefix("and ")?.trim_start();
        (!rest.is_empty()).then_some(())?;
    }
    Some(conditions)
}

/// Both ends of a range are one condition.
fn join(conditions: &mut Vec<Condition>, next: Condition) {
    let is_number = |condition: &Condition| condition.any_of.is_empty();
    match conditions.last_mut() {
        Some(last)
            if last.question == next.question
                && is_number(last)
                && is_number(&next)
                && last.at_most.is_none()
                && next.at_least.is_none() =>
        {
            last.at_most = next.at_most;
        }
        _ => conditions.push(next),
    }
}

/// One comparison of an answer with something, and what stands behind it.
fn comparison(text: &str) -> Option<(Condition, &str)> {
    let (name, rest) = text.strip_prefix('{')?.split_once('}')?;
    let (operator, rest) = operator(rest.trim_start())?;
    let rest = rest.trim_start();
    let mut condition = Condition {
        question: name.trim().to_owned(),
        any_of: Vec::new(),
        at_least: None,
        at_most: None,
    };
    if operator == "notempty" {
        condition.any_of = vec!["YES".to_owned(), "NO".to_owned()];
        return Some((condition, rest));
    }
    let (value, rest) = value(rest)?;
    match (operator, value) {
        (">=", Value::Number(bound)) => condition.at_least = Some(bound),
        ("<=", Value::Number(bound)) => condition.at_most = Some(bound),
        ("=", Value::Number(bound)) => {
            condition.at_least = Some(bound);
            condition.at_most = Some(bound);
        }
        ("=" | "anyof", Value::Codes(codes)) => condition.any_of = codes,
        _ => return None,
    }
    Some((condition, rest))
}

fn operator(text: &str) -> Option<(&'static str, &str)> {
    let known = [
        (">=", ">="),
        ("<=", "<="),
        ("==", "="),
        ("=", "="),
        ("anyof", "anyof"),
        ("contains", "anyof"),
        ("notempty", "notempty"),
    ];
    known
        .iter()
        .find_map(|(sign, means)| Some((*means, text.strip_prefix(sign)?)))
}

/// What an answer is compared with.
enum Value {
    Number(f64),
    Codes(Vec<String>),
}

fn value(text: &str) -> Option<(Value, &str)> {
    for (word, code) in [("true", "YES"), ("false", "NO")] {
        if let Some(rest) = text.strip_prefix(word) {
            return Some((Value::Codes(vec![code.to_owned()]), rest));
        }
    }
    if let Some(list) = text.strip_prefix('[') {
        let (list, rest) = list.split_once(']')?;
        let codes = list.split(',').map(|item| whole(quoted(item.trim())?));
        return Some((Value::Codes(codes.collect::<Option<_>>()?), rest));
    }
    if let Some((code, rest)) = quoted(text) {
        return Some((Value::Codes(vec![code.to_owned()]), rest));
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    Some((Value::Number(number.parse().ok()?), rest))
}

fn whole((code, rest): (&str, &str)) -> Option<String> {
    rest.is_empty().then(|| code.to_owned())
}

fn quoted(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    text[1..].split_once(quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_conditions_can_say_is_read() {
        let read = |text: &str| read(text).unwrap();
        let both = read("{likes} anyof ['A', 'B-2'] and {age} >= 60 and {age} <= 79.5");
        assert_eq!(both[0].any_of, ["A", "B-2"]);
        assert_eq!(both[1].at_least, Some(60.0));
        assert_eq!(both[1].at_most, Some(79.5));
        assert_eq!(both.len(), 2);
        assert_eq!(read("{came} = true")[0].any_of, ["YES"]);
        assert_eq!(read("{came} notempty")[0].any_of, ["YES", "NO"]);
        assert_eq!(read("{likes} contains \"A\"")[0].any_of, ["A"]);
        assert_eq!(read("{stars} = 3")[0].at_most, Some(3.0));
    }

    #[test]
    fn whatever_else_it_says_is_not() {
        for text in [
            "{a} = 1 or {b} = 2",
            "{a} > 1",
            "!{a}",
            "{a} <> 'x'",
            "iif({a} = 1, 2, 3)",
            "{a} = 'x' and",
            "{a}",
            "{a} anyof ['x' 'y']",
            "({a} = 'x')",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
