//! What an expression says of the questions of its form.

use std::collections::BTreeSet;

use entity::{survey_content::Condition, values::QuestionKind as Kind};

use super::{
    parse::{Comparison, Expression, parse},
    span::Span,
    token::Operator,
};
use crate::feed::surveyjs::answers::Answers;

const FORM: &str =
    "only comparisons of earlier answers, joined by `and`, or by `or` when all are of one answer";
const TYPE: &str = "only choices, yes or no, and numbers can be asked about";
const OPERATOR: &str = "an answer of this type is not compared so";
const EMPTY: &str =
    "it holds of an empty answer, too, unless that question is required and always asked";
const GAP: &str = "the numbers do not lie side by side";
const NUMBER: &str = "a number is compared with a number";

/// A question that conditions may ask about.
#[derive(Default)]
pub(in crate::feed::surveyjs) struct Asked {
    pub(in crate::feed::surveyjs) key: String,
    pub(in crate::feed::surveyjs) kind: Option<Kind>,
    /// The least that it can be answered with.
    pub(in crate::feed::surveyjs) least: Option<f64>,
    /// Whether everybody answers it.
    pub(in crate::feed::surveyjs) is_always_answered: bool,
    pub(in crate::feed::surveyjs) answers: Answers,
}

/// What must hold of one answer.
struct Rule<'a> {
    asked: &'a Asked,
    wanted: Wanted,
}

enum Wanted {
    Codes(Vec<String>),
    Numbers(Span),
}

type Find<'f, 'a> = &'f dyn Fn(&str) -> Option<&'a Asked>;

/// The conditions that an expression means, or why there are none. `find` knows the
/// questions by their names.
pub(in crate::feed::surveyjs) fn read(
    text: &str,
    find: Find<'_, '_>,
) -> Result<Vec<Condition>, String> {
    let tree = parse(text).ok_or(FORM)?;
    let rules = resolve(&tree, find)?;
    Ok(rules.into_iter().map(Rule::condition).collect())
}

fn resolve<'a>(tree: &Expression, find: Find<'_, 'a>) -> Result<Vec<Rule<'a>>, String> {
    match tree {
        Expression::Always => Ok(Vec::new()),
        Expression::Both(parts) => {
            let mut rules = Vec::new();
            for part in parts {
                rules.extend(resolve(part, find)?);
            }
            Ok(together(rules))
        }
        Expression::Either(ways) => {
            let ways: Result<Vec<_>, _> = ways.iter().map(|way| resolve(way, find)).collect();
            either(ways?)
        }
        Expression::Compare(comparison) => {
            let name = &comparison.name;
            let asked = find(name).ok_or_else(|| format!("no earlier question is `{name}`"))?;
            compare(comparison, asked)
        }
    }
}

/// What must hold of one number is one rule.
fn together(rules: Vec<Rule<'_>>) -> Vec<Rule<'_>> {
    let mut all: Vec<Rule<'_>> = Vec::new();
    for rule in rules {
        let same = all
            .iter_mut()
            .find(|other| other.asked.key == rule.asked.key);
        match (same.map(|other| &mut other.wanted), &rule.wanted) {
            (Some(Wanted::Numbers(span)), Wanted::Numbers(more)) => *span = span.both(*more),
            _ => all.push(rule),
        }
    }
    all
}

/// Several ways are one rule when all of them are about one answer.
fn either(ways: Vec<Vec<Rule<'_>>>) -> Result<Vec<Rule<'_>>, String> {
    let mut rules = ways.into_iter().map(|way| {
        let mut way = way.into_iter();
        match (way.next(), way.next()) {
            (Some(rule), None) => Ok(rule),
            _ => Err(FORM.to_owned()),
        }
    });
    let Some(mut first) = rules.next().transpose()? else {
        return Ok(Vec::new());
    };
    let mut spans = Vec::new();
    for rule in rules {
        let rule = rule?;
        if rule.asked.key != first.asked.key {
            return Err(FORM.to_owned());
        }
        match (&mut first.wanted, rule.wanted) {
            (Wanted::Codes(codes), Wanted::Codes(more)) => codes.extend(more),
            (Wanted::Numbers(_), Wanted::Numbers(span)) => spans.push(span),
            _ => return Err(FORM.to_owned()),
        }
    }
    match &mut first.wanted {
        Wanted::Codes(codes) => once(codes),
        Wanted::Numbers(span) => {
            spans.push(*span);
            *span = Span::one_of(spans, step(first.asked)).ok_or(GAP)?;
        }
    }
    Ok(vec![first])
}

fn once(codes: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    codes.retain(|code| seen.insert(code.clone()));
}

fn compare<'a>(comparison: &Comparison, asked: &'a Asked) -> Result<Vec<Rule<'a>>, String> {
    match asked.kind {
        Some(Kind::SingleChoice | Kind::YesNo) => {
            let codes = one_of(comparison, asked)?;
            Ok(vec![asked.wants(Wanted::Codes(codes))])
        }
        Some(Kind::MultiChoice) => several(comparison, asked),
        Some(Kind::Number | Kind::Likert | Kind::Rating | Kind::Nps) => {
            let span = numbers(comparison, asked)?;
            Ok(vec![asked.wants(Wanted::Numbers(span))])
        }
        _ => Err(TYPE.to_owned()),
    }
}

/// The codes of which one was chosen.
fn one_of(comparison: &Comparison, asked: &Asked) -> Result<Vec<String>, String> {
    let codes: Vec<_> = comparison.codes(asked);
    match comparison.operator {
        Operator::Equal if !comparison.is_list => Ok(codes),
        Operator::AnyOf => Ok(codes),
        Operator::NotEmpty => Ok(asked.answers.all()),
        Operator::NotEqual if !comparison.is_list && !asked.is_always_answered => {
            Err(EMPTY.to_owned())
        }
        Operator::NotEqual if !comparison.is_list => {
            let all = asked.answers.all().into_iter();
            Ok(all.filter(|code| !codes.contains(code)).collect())
        }
        _ => Err(OPERATOR.to_owned()),
    }
}

/// Any of them, or all.
fn several<'a>(comparison: &Comparison, asked: &'a Asked) -> Result<Vec<Rule<'a>>, String> {
    let codes = comparison.codes(asked);
    let any = |codes: Vec<String>| asked.wants(Wanted::Codes(codes));
    match comparison.operator {
        Operator::AnyOf => Ok(vec![any(codes)]),
        Operator::NotEmpty => Ok(vec![any(asked.answers.all())]),
        Operator::AllOf | Operator::Contains => {
            Ok(codes.into_iter().map(|code| any(vec![code])).collect())
        }
        _ => Err(OPERATOR.to_owned()),
    }
}

fn numbers(comparison: &Comparison, asked: &Asked) -> Result<Span, String> {
    if comparison.operator == Operator::NotEmpty {
        return Ok(Span::from(asked.least));
    }
    let numbers = comparison.values.iter().map(|value| value.trim().parse());
    let numbers: Result<Vec<f64>, _> = numbers.collect();
    let numbers = numbers.map_err(|_| NUMBER.to_owned())?;
    let (&[number], false) = (numbers.as_slice(), comparison.is_list) else {
        let points = numbers.into_iter().map(Span::point).collect();
        let is_any = comparison.operator == Operator::AnyOf;
        let span = Span::one_of(points, step(asked)).ok_or(GAP)?;
        return is_any.then_some(span).ok_or_else(|| OPERATOR.to_owned());
    };
    let step = step(asked);
    match comparison.operator {
        Operator::Equal | Operator::AnyOf => Ok(Span::point(number)),
        Operator::AtLeast => Ok(Span::at_least(number, step)),
        Operator::AtMost => Ok(Span::at_most(number, step)),
        Operator::Greater => Ok(Span::above(number, step)),
        Operator::Less => Ok(Span::below(number, step)),
        _ => Err(OPERATOR.to_owned()),
    }
}

/// How far the next number is away that can be answered.
fn step(asked: &Asked) -> f64 {
    match asked.kind {
        Some(Kind::Number) => 0.0001,
        _ => 1.0,
    }
}

impl Asked {
    fn wants(&self, wanted: Wanted) -> Rule<'_> {
        Rule {
            asked: self,
            wanted,
        }
    }
}

impl Comparison {
    fn codes(&self, asked: &Asked) -> Vec<String> {
        let mut codes = self
            .values
            .iter()
            .map(|value| asked.answers.code(value))
            .collect();
        once(&mut codes);
        codes
    }
}

impl Rule<'_> {
    fn condition(self) -> Condition {
        let question = self.asked.key.clone();
        match self.wanted {
            Wanted::Codes(any_of) => Condition {
                question,
                any_of,
                at_least: None,
                at_most: None,
            },
            Wanted::Numbers(span) => Condition {
                question,
                any_of: Vec::new(),
                at_least: span.least,
                at_most: span.most,
            },
        }
    }
}
