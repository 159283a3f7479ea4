//! What several towns say together, and what one town says bit by bit.

use entity::survey_result::QuestionResult;
use learning_cities::domain::survey::results::{distributions, protected, sums};
use proptest::{collection::vec, prelude::*};

use super::{
    many, pairs,
    reader::{read, truth},
    town::{Genes, Town, content},
    towns,
};

/// What a town asks of its people and publishes of it.
fn published(town: &Town) -> Vec<QuestionResult> {
    protected(&town.material(), town.least)
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 500, ..many() })]

    #[test]
    fn a_sum_over_towns_has_nothing_in_it_that_a_town_left_out(
        people in vec(vec(any::<Genes>(), 0..30), 2..6),
        alike in any::<Genes>(),
        question in 0_usize..9,
    ) {
        let towns: Vec<Town> = people.iter().map(|people| Town::new(people, alike, &[question], 5)).collect();
        let results: Vec<Vec<QuestionResult>> = towns.iter().map(published).collect();
        let key = towns[0].asked[0];
        let cities: Vec<&QuestionResult> = results.iter().flatten().filter(|result| result.key == key).collect();
        let asked = &content(&[key]).questions[0];
        let expected = distributions(asked, &entity::survey_tally_count::Count::default());
        let sums = sums(&expected, &cities);
        prop_assert_eq!(sums.is_empty(), cities.len() < 3 || expected.is_empty());
        for (place, sum) in sums.iter().enumerate() {
            for (option, added) in sum.options.iter().enumerate() {
                let said = cities.iter().filter_map(|city| city.distributions[place].options[option].count);
                let said: Vec<u64> = said.collect();
                prop_assert_eq!(added.cities, said.len());
                prop_assert_eq!(added.count, (said.len() >= 3).then(|| said.iter().sum()));
            }
        }
    }

    #[test]
    fn what_comes_out_bit_by_bit_gives_nothing_away(town in towns(), bits in vec(any::<bool>(), 16)) {
        let mut bits = bits.into_iter().cycle();
        let mut is_out = move || bits.next().unwrap();
        let mut out = published(&town);
        out.retain(|_| is_out());
        for result in &mut out {
            result.breakdowns.retain(|_| is_out());
        }
        let found = read(&out, town.people.len() as u64).finds(|number| truth(&town, number));
        prop_assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn options_add_up_to_the_answers(town in towns()) {
        let exact = super::exact(&town.material());
        for result in exact.iter().filter(|result| !["several", "two"].contains(&result.key.as_str())) {
            let one = std::slice::from_ref(result);
            for (distribution, _) in pairs(one, one) {
                let counts: Vec<u64> = distribution.options.iter().filter_map(|option| option.count).collect();
                let is_text = counts.is_empty();
                prop_assert!(is_text || Some(counts.iter().sum()) == distribution.answered);
            }
        }
    }

    #[test]
    fn the_city_reads_what_counting_its_people_gives(town in towns()) {
        for result in super::exact(&town.material()) {
            let count = town.count(&result.key, |person| result.versions.contains(&person.version));
            prop_assert_eq!(result.answered, Some(count.answered));
            prop_assert_eq!(result.skipped, Some(count.skipped));
            for breakdown in &result.breakdowns {
                for group in &breakdown.groups {
                    let count = town.count(&result.key, |person| {
                        result.versions.contains(&person.version) && person.is_of(&breakdown.by, &group.group.code)
                    });
                    prop_assert_eq!(group.answered, Some(count.answered));
                    prop_assert_eq!(group.skipped, Some(count.skipped));
                }
            }
        }
    }
}
