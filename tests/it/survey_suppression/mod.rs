//! Whether somebody can find out from published results what was left out of them.

mod attacker;
mod reader;
mod simplex;
mod teeth;
mod together;
mod town;

use entity::survey_result::{Distribution, QuestionResult};
use learning_cities::domain::survey::results::{Material, protected};
use proptest::{collection::vec, prelude::*, test_runner::Config};

use self::{
    reader::{read, truth},
    town::{Genes, Town},
};

/// Towns of up to sixty people, asked up to four questions; in some nearly all are
/// alike, in others nobody is like the other.
fn towns() -> impl Strategy<Value = Town> {
    let people = prop_oneof![vec(any::<Genes>(), 5..20), vec(any::<Genes>(), 20..60)];
    let least = prop_oneof![Just(3), Just(5)];
    (people, any::<Genes>(), vec(0_usize..10, 1..5), least)
        .prop_map(|(people, alike, asked, least)| Town::new(&people, alike, &asked, least))
}

/// A thousand towns; `PROPTEST_CASES` asks for more.
fn many() -> Config {
    let usual = Config::default();
    Config {
        cases: usual.cases.max(1_000),
        failure_persistence: None,
        ..usual
    }
}

fn exact(material: &Material) -> Vec<QuestionResult> {
    let attributes = material.attributes();
    let questions = material.questions().into_iter();
    questions
        .map(|question| question.exact(&attributes))
        .collect()
}

/// Each distribution that is said, beside what it really is.
fn pairs<'a>(
    said: &'a [QuestionResult],
    exact: &'a [QuestionResult],
) -> Vec<(&'a Distribution, &'a Distribution)> {
    let mut pairs = Vec::new();
    for (said, exact) in said.iter().zip(exact) {
        pairs.extend(said.distributions.iter().zip(&exact.distributions));
        for (said, exact) in said.breakdowns.iter().zip(&exact.breakdowns) {
            for (said, exact) in said.groups.iter().zip(&exact.groups) {
                pairs.extend(said.distributions.iter().zip(&exact.distributions));
            }
        }
    }
    pairs
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn nobody_finds_out_what_was_left_out(town in towns()) {
        let responses = town.people.len() as u64;
        let attacker = read(&protected(&town.material(), town.least), responses);
        let found = attacker.finds(|number| truth(&town, number));
        prop_assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn what_is_said_is_true_and_stands_for_enough_people(town in towns()) {
        let material = town.material();
        let said = protected(&material, town.least);
        let exact = exact(&material);
        for (said, exact) in pairs(&said, &exact) {
            for (said, exact) in said.options.iter().zip(&exact.options) {
                if let Some(count) = said.count {
                    prop_assert_eq!(Some(count), exact.count);
                    prop_assert!(count == 0 || count >= town.least);
                }
            }
        }
    }
}
