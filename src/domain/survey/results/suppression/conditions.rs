//! Questions that only some were asked: how many answered them tells what these
//! answered before.

use std::collections::BTreeMap;

use entity::{
    survey_result::{QuestionResult, Withheld},
    values::QuestionKind as Kind,
};

use super::{
    super::merged::Merged,
    hide::{Hide, has_gap, has_gaps},
    totals::is_small,
};

/// Hides the questions whose base would give away what is hidden elsewhere.
///
/// Questions come in their order, so what a question depends on was decided before.
pub(super) fn protect(questions: &[Merged], results: &mut [QuestionResult], least: u64) {
    for place in in_order(questions) {
        let merged = &questions[place];
        if merged.conditions.is_empty() || results[place].withheld.is_some() {
            continue;
        }
        let parents = parents(merged, questions);
        let tells = parents.iter().any(|parent| is_guarded(&results[*parent]))
            || is_small(merged.count().skipped, least)
            || differs_little(merged, questions, least);
        if tells {
            results[place].hide(Withheld::Protected);
        }
    }
}

/// Hides the breakdowns in which the base of a group would do the same.
pub(super) fn protect_breakdowns(questions: &[Merged], results: &mut [QuestionResult]) {
    for place in in_order(questions) {
        let merged = &questions[place];
        if merged.conditions.is_empty() {
            continue;
        }
        let parents = parents(merged, questions);
        let is_simple = is_simple(merged, &parents, questions);
        for breakdown in 0..results[place].breakdowns.len() {
            let is_open = |parent: &usize| !has_gaps(&results[*parent].breakdowns[breakdown]);
            if !is_simple || !parents.iter().all(is_open) {
                results[place].breakdowns[breakdown].hide(Withheld::Protected);
            }
        }
    }
}

/// The places of the questions, each behind those that it depends on.
///
/// Questions that depend on one another in a circle cannot be asked; they would
/// come in the order in which they stand.
fn in_order(questions: &[Merged]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    while order.len() < questions.len() {
        let waiting: Vec<usize> = (0..questions.len())
            .filter(|place| !order.contains(place))
            .collect();
        let is_ready = |place: &&usize| {
            let parents = parents(&questions[**place], questions);
            parents
                .iter()
                .all(|parent| parent == *place || order.contains(parent))
        };
        let ready: Vec<usize> = waiting.iter().filter(is_ready).copied().collect();
        order.extend(if ready.is_empty() { waiting } else { ready });
    }
    order
}

fn parents(merged: &Merged, questions: &[Merged]) -> Vec<usize> {
    let names = |parent: &Merged| {
        let mut conditions = merged.conditions.iter();
        conditions.any(|condition| condition.question == parent.question.key)
    };
    let places = questions.iter().enumerate();
    places
        .filter(|(_, parent)| names(parent))
        .map(|(place, _)| place)
        .collect()
}

/// Whether something of a question is hidden.
fn is_guarded(result: &QuestionResult) -> bool {
    result.withheld.is_some() || result.distributions.iter().any(has_gap)
}

/// Whether the base is a sum of numbers that are published with the parent: then it
/// says nothing new, and otherwise it may.
fn is_simple(merged: &Merged, parents: &[usize], questions: &[Merged]) -> bool {
    let first = &merged.conditions[0];
    let is_single = merged.conditions.iter().all(|condition| condition == first);
    let is_exclusive = parents.iter().all(|parent| {
        let kind = questions[*parent].question.kind;
        matches!(
            kind,
            Kind::SingleChoice | Kind::YesNo | Kind::Likert | Kind::Rating | Kind::Nps
        )
    });
    is_single && is_exclusive && merged.is_in_all
}

/// Whether a few people can be found in the difference to another number: to what
/// a condition names, and to another question with other conditions on the same.
fn differs_little(merged: &Merged, questions: &[Merged], least: u64) -> bool {
    let parents = parents(merged, questions);
    if is_simple(merged, &parents, questions) {
        return false;
    }
    let answered = merged.count().answered;
    let named = merged.conditions.iter().flat_map(|condition| {
        let parent = questions
            .iter()
            .find(|parent| parent.question.key == condition.question);
        let values = parent.map(|parent| &parent.count().values);
        named_counts(values, &condition.any_of)
    });
    let related = questions.iter().filter(|other| {
        let mut conditions = other.conditions.iter();
        other.conditions != merged.conditions
            && conditions.any(|theirs| {
                merged
                    .conditions
                    .iter()
                    .any(|ours| ours.question == theirs.question)
            })
    });
    let mut others = named.chain(related.map(|other| other.count().answered));
    others.any(|other| is_small(other.abs_diff(answered), least))
}

fn named_counts(values: Option<&BTreeMap<String, u64>>, codes: &[String]) -> Vec<u64> {
    let counts = codes.iter().filter_map(|code| values?.get(code)).copied();
    let mut counts: Vec<u64> = counts.collect();
    counts.push(counts.iter().sum());
    counts
}
