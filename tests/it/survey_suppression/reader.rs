//! What an attacker takes from published results, whatever made the gaps in them.

use entity::{
    survey_result::{Breakdown, Distribution, QuestionResult, Statistics},
    values::QuestionKind as Kind,
};

use super::{
    attacker::{Attacker, Sum},
    town::Town,
};

/// A number of people: to which question, in which of its distributions, of which
/// group, and who of them is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    pub question: String,
    pub place: usize,
    /// Attribute and value.
    pub group: Option<(String, String)>,
    pub who: Who,
}

/// Whom of a group a number counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Chose(String),
    Answered,
    Skipped,
    /// All of a group, whatever the question.
    Everybody,
    /// Who answered anything of a matrix.
    AnsweredAny,
}

type Group = Option<(String, String)>;

/// Reads the results of a survey with this many responses.
pub fn read(results: &[QuestionResult], responses: u64) -> Attacker<Number> {
    let mut attacker = Attacker::new();
    for result in results {
        Reading {
            result,
            responses,
            attacker: &mut attacker,
        }
        .read();
    }
    attacker
}

struct Reading<'a> {
    result: &'a QuestionResult,
    responses: u64,
    attacker: &'a mut Attacker<Number>,
}

impl Reading<'_> {
    fn number(&self, place: usize, group: &Group, who: Who) -> Number {
        Number {
            question: self.result.key.clone(),
            place,
            group: group.clone(),
            who,
        }
    }

    fn read(&mut self) {
        let everybody = None;
        if self.result.kind == Kind::MatrixSingle {
            self.matrix();
        }
        for place in 0..self.result.distributions.len() {
            let distribution = self.result.distributions[place].clone();
            self.distribution(place, &everybody, &distribution);
            self.base(place, &everybody);
        }
        self.ranks(&everybody);
        self.condition(&everybody);
        let result = self.result;
        for breakdown in result
            .breakdowns
            .iter()
            .filter(|one| one.withheld.is_none())
        {
            self.breakdown(breakdown);
        }
    }

    /// A matrix is answered by whoever answered one of its rows.
    fn matrix(&mut self) {
        let any = self.number(0, &None, Who::AnsweredAny);
        self.attacker.reads(any.clone(), self.result.answered);
        let places = 0..self.result.distributions.len();
        let rows: Vec<Number> = places
            .map(|place| self.number(place, &None, Who::Answered))
            .collect();
        for row in &rows {
            self.attacker
                .at_most(vec![(row.clone(), 1.0), (any.clone(), -1.0)], 0.0);
        }
        let mut sum: Sum<Number> = rows.into_iter().map(|row| (row, -1.0)).collect();
        sum.push((any, 1.0));
        self.attacker.at_most(sum, 0.0);
    }

    fn base(&mut self, place: usize, group: &Group) {
        let answered = self.number(place, group, Who::Answered);
        let skipped = self.number(place, group, Who::Skipped);
        let all = self.everybody(group);
        let sum = vec![(answered, 1.0), (skipped, 1.0), (all, -1.0)];
        self.attacker.equals(sum);
    }

    /// How large a group is, is the same for all questions that all were asked.
    fn everybody(&mut self, group: &Group) -> Number {
        let is_in_all = self.result.versions.len() == 2;
        let all = Number {
            question: if is_in_all {
                String::new()
            } else {
                self.result.key.clone()
            },
            place: 0,
            group: group.clone(),
            who: Who::Everybody,
        };
        if is_in_all && group.is_none() {
            self.attacker.knows(all.clone(), self.responses);
        } else {
            let responses = u32::try_from(self.responses).unwrap().into();
            self.attacker.at_most(vec![(all.clone(), 1.0)], responses);
        }
        all
    }

    fn distribution(&mut self, place: usize, group: &Group, distribution: &Distribution) {
        let base = self.number(place, group, Who::Answered);
        // How many were asked a question of which nothing is said, may be said by the
        // question on which it depends.
        if distribution.answered.is_some() || self.result.withheld.is_none() {
            self.attacker.reads(base.clone(), distribution.answered);
        }
        let mut chosen = Vec::new();
        for option in &distribution.options {
            let number = self.number(place, group, Who::Chose(option.option.code.clone()));
            assert!(
                option.count.is_some() || option.share.is_none(),
                "a share tells the number"
            );
            assert_eq!(
                option.count.is_none(),
                option.withheld.is_some(),
                "{option:?}"
            );
            self.attacker.reads(number.clone(), option.count);
            self.attacker
                .at_most(vec![(number.clone(), 1.0), (base.clone(), -1.0)], 0.0);
            chosen.push(number);
        }
        self.sums(&chosen, &base);
        self.statistics(&chosen, (&base, distribution));
    }

    fn sums(&mut self, chosen: &[Number], base: &Number) {
        if chosen.is_empty() {
            return;
        }
        let times = |factor: f64, times: f64| {
            let chosen = chosen.iter().map(|number| (number.clone(), factor));
            chosen
                .chain([(base.clone(), -factor * times)])
                .collect::<Vec<_>>()
        };
        match self.result.key.as_str() {
            "two" => self.attacker.equals(times(1.0, 2.0)),
            "several" => {
                self.attacker.at_most(times(1.0, 3.0), 0.0);
                self.attacker.at_most(times(-1.0, 1.0), 0.0);
            }
            _ => self.attacker.equals(times(1.0, 1.0)),
        }
    }

    /// A mean is one more equation, up to its rounding.
    fn statistics(&mut self, chosen: &[Number], (base, distribution): (&Number, &Distribution)) {
        let Statistics {
            mean: Some(mean), ..
        } = distribution.statistics
        else {
            return;
        };
        let points = (1_i32..).map(f64::from);
        let sum: Sum<Number> = chosen.iter().cloned().zip(points).collect();
        for (sign, mean) in [(1.0, mean + 0.0051), (-1.0, mean - 0.0051)] {
            let sum = sum
                .iter()
                .map(|(number, point)| (number.clone(), sign * point));
            self.attacker
                .at_most(sum.chain([(base.clone(), -sign * mean)]).collect(), 0.0);
        }
    }

    /// Each rank was given once by everybody who ranked.
    fn ranks(&mut self, group: &Group) {
        if self.result.kind != Kind::Ranking {
            return;
        }
        let places = 0..self.result.distributions.len();
        for rank in 1..=places.len() {
            let chose = |place| (self.number(place, group, Who::Chose(rank.to_string())), 1.0);
            let given: Sum<Number> = places.clone().map(chose).collect();
            let base = self.number(0, group, Who::Answered);
            let sum = given.into_iter().chain([(base, -1.0)]).collect();
            self.attacker.equals(sum);
        }
        for place in places.skip(1) {
            let one = self.number(0, group, Who::Answered);
            let other = self.number(place, group, Who::Answered);
            self.attacker.equals(vec![(one, 1.0), (other, -1.0)]);
        }
    }

    /// Whoever chose `a` before had to answer `then`.
    fn condition(&mut self, group: &Group) {
        if self.result.key == "then" {
            let answered = self.number(0, group, Who::Answered);
            let chose = Number {
                question: "single".to_owned(),
                who: Who::Chose("a".to_owned()),
                ..answered.clone()
            };
            self.attacker.equals(vec![(answered, 1.0), (chose, -1.0)]);
        }
    }

    fn breakdown(&mut self, breakdown: &Breakdown) {
        let named = |code: &str| Some((breakdown.by.clone(), code.to_owned()));
        let groups: Vec<Group> = breakdown
            .groups
            .iter()
            .map(|group| named(&group.group.code))
            .collect();
        for (group, name) in breakdown.groups.iter().zip(&groups) {
            assert_eq!(group.skipped, None, "it would tell how large the group is");
            for (place, distribution) in group.distributions.iter().enumerate() {
                self.distribution(place, name, distribution);
                self.base(place, name);
            }
            self.ranks(name);
            self.condition(name);
        }
        for (place, distribution) in self.result.distributions.iter().enumerate() {
            let options = distribution.options.iter();
            let chosen = options.map(|option| Who::Chose(option.option.code.clone()));
            for who in chosen.chain([Who::Answered, Who::Skipped]) {
                let total = (self.number(place, &None, who.clone()), -1.0);
                let parts = groups
                    .iter()
                    .map(|group| (self.number(place, group, who.clone()), 1.0));
                let sum = parts.chain([total]).collect();
                self.attacker.equals(sum);
            }
        }
        let total = (self.everybody(&None), -1.0);
        let parts: Sum<Number> = groups
            .iter()
            .map(|group| (self.everybody(group), 1.0))
            .collect();
        self.attacker
            .equals(parts.into_iter().chain([total]).collect());
    }
}

/// What a number really is, counted one person at a time.
pub fn truth(town: &Town, number: &Number) -> u64 {
    let is_meant = |person: &super::town::Person| match &number.group {
        Some((by, group)) => person.is_of(by, group),
        None => true,
    };
    let is_asked = |person: &super::town::Person| number.question != "late" || person.version == 2;
    let people = town
        .people
        .iter()
        .filter(|person| is_meant(person) && is_asked(person));
    let row = ["r", "s"][number.place.min(1)];
    let prefix = match number.question.as_str() {
        "grid" => format!("{row}\t"),
        "order" => format!("{}\t", ["a", "b", "c"][number.place]),
        _ => String::new(),
    };
    let has_answered = |person: &super::town::Person| {
        let answer = person.answers.get(number.question.as_str());
        answer.is_some_and(|values| {
            number.question != "grid"
                || number.who == Who::AnsweredAny
                || values.iter().any(|value| value.starts_with(&prefix))
        })
    };
    let counted = people.filter(|person| match &number.who {
        Who::Everybody => true,
        Who::Answered | Who::AnsweredAny => has_answered(person),
        Who::Skipped => !has_answered(person),
        Who::Chose(code) => {
            let answer = person.answers.get(number.question.as_str());
            let value = format!("{prefix}{code}");
            answer.is_some_and(|values| values.contains(&value))
        }
    });
    counted.count() as u64
}
