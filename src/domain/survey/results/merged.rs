//! A question over all versions of its survey that ask it in the same way.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use entity::{
    Localized,
    survey_content::{Condition, Question, Segment, SurveyContent},
    survey_result::{Breakdown, GroupResult, Label, QuestionResult},
    survey_tally_count::{Count, Tally},
    values::QuestionKind as Kind,
};

use super::statistics::{distributions, ends};
use crate::domain::survey::tally::{Tallies, WHOLE};

/// The attribute that every respondent has: the version that they answered.
pub const VERSION: &str = "VERSION";

/// All that was asked and counted.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// What each frozen version asks.
    pub contents: BTreeMap<i32, Arc<SurveyContent>>,
    /// What was answered.
    pub tallies: Tallies,
}

/// A question, and what was answered to it.
#[derive(Clone, Debug)]
pub struct Merged {
    /// As the newest version asks it.
    pub question: Question,
    /// The versions that are added up.
    pub versions: Vec<i32>,
    /// Whether these are all versions.
    pub is_in_all: bool,
    /// On what it depends, in any of the versions, whether somebody is asked.
    pub conditions: Vec<Condition>,
    tally: Tally,
    by_version: BTreeMap<i32, Count>,
    segments: Vec<Segment>,
}

impl Material {
    /// How many responses there are.
    #[must_use]
    pub fn responses(&self) -> u64 {
        let wholes = self.tallies.iter().filter(|((_, key), _)| key == WHOLE);
        wholes.map(|(_, tally)| tally.all.answered).sum()
    }

    /// The material of one version alone.
    #[must_use]
    pub fn only(self, version: i32) -> Self {
        let tallies = self.tallies.into_iter();
        Self {
            contents: self
                .contents
                .into_iter()
                .filter(|(number, _)| *number == version)
                .collect(),
            tallies: tallies
                .filter(|((number, _), _)| *number == version)
                .collect(),
        }
    }

    /// By what the answers can be broken down: segments, and the version.
    #[must_use]
    pub fn attributes(&self) -> Vec<String> {
        let newest = self.contents.values().next_back();
        let segments = newest.into_iter().flat_map(|content| &content.segments);
        let mut attributes: Vec<_> = segments.map(|segment| segment.key.clone()).collect();
        if self.contents.len() > 1 {
            attributes.push(VERSION.to_owned());
        }
        attributes
    }

    /// Every question that was ever asked, in the order of the newest version that
    /// asks it.
    #[must_use]
    pub fn questions(&self) -> Vec<Merged> {
        let mut seen = BTreeSet::new();
        let mut merged = Vec::new();
        for content in self.contents.values().rev() {
            let asked = content.questions.iter();
            for question in asked.filter(|question| question.kind != Kind::SectionText) {
                if seen.insert(question.key.as_str()) {
                    merged.push(self.merge(question));
                }
            }
        }
        merged
    }

    fn merge(&self, newest: &Question) -> Merged {
        let mut merged = Merged {
            question: newest.clone(),
            versions: Vec::new(),
            is_in_all: false,
            conditions: Vec::new(),
            tally: Tally::default(),
            by_version: BTreeMap::new(),
            segments: self
                .contents
                .values()
                .next_back()
                .map_or_else(Vec::new, |content| content.segments.clone()),
        };
        for (version, content) in &self.contents {
            let asked = content.questions.iter();
            for question in asked.filter(|question| is_same(question, newest)) {
                merged.take(*version, question, &self.tallies);
            }
        }
        merged.is_in_all = merged.versions.len() == self.contents.len();
        merged
    }
}

/// Whether two versions of a question can be added up: key, type and codes agree.
#[must_use]
pub fn is_same(one: &Question, other: &Question) -> bool {
    let codes = |question: &Question| {
        let of = |choices: &[entity::survey_content::Choice]| {
            let codes = choices.iter().map(|choice| choice.code.clone());
            codes.collect::<BTreeSet<_>>()
        };
        (of(&question.options), of(&question.rows))
    };
    let shape = |question: &Question| match question.kind {
        Kind::Likert | Kind::Rating | Kind::Nps => (Some(ends(question)), None),
        Kind::YesNo => (None, None),
        _ => (None, Some(codes(question))),
    };
    one.key == other.key && one.kind == other.kind && shape(one) == shape(other)
}

/// A distribution by its codes: whose it is, and what its options are.
type Shape<'a> = (Option<&'a str>, BTreeSet<&'a str>);

/// What can be answered: two results with the same can be compared.
#[must_use]
pub fn shape(result: &QuestionResult) -> (Kind, BTreeSet<Shape<'_>>) {
    let distributions = result.distributions.iter().map(|distribution| {
        let options = distribution.options.iter();
        (
            distribution.of.as_ref().map(|of| of.code.as_str()),
            options.map(|option| option.option.code.as_str()).collect(),
        )
    });
    (result.kind, distributions.collect())
}

impl Merged {
    fn take(&mut self, version: i32, question: &Question, tallies: &Tallies) {
        self.versions.push(version);
        self.conditions.extend(question.show_if.iter().cloned());
        let counted = |key: &str| tallies.get(&(version, key.to_owned()));
        let nobody = || counted(WHOLE).map_or_else(Tally::default, skipped_by_all);
        let tally = counted(&question.key).cloned().unwrap_or_else(nobody);
        add(&mut self.tally.all, &tally.all);
        for (segment, values) in &tally.by {
            let known = self.tally.by.entry(segment.clone()).or_default();
            for (value, count) in values {
                add(known.entry(value.clone()).or_default(), count);
            }
        }
        self.by_version.insert(version, tally.all);
    }

    /// What was answered by everybody.
    #[must_use]
    pub fn count(&self) -> &Count {
        &self.tally.all
    }

    /// The exact results, broken down by these attributes.
    #[must_use]
    pub fn exact(&self, attributes: &[String]) -> QuestionResult {
        let count = self.count();
        let breakdowns = attributes.iter().map(|by| self.breakdown(by));
        QuestionResult {
            key: self.question.key.clone(),
            kind: self.question.kind,
            text: self.question.text.clone(),
            versions: self.versions.clone(),
            answered: Some(count.answered),
            skipped: Some(count.skipped),
            withheld: None,
            distributions: distributions(&self.question, count),
            breakdowns: breakdowns.collect(),
        }
    }

    fn breakdown(&self, by: &str) -> Breakdown {
        let segment = self.segments.iter().find(|segment| segment.key == by);
        let groups = self.groups(by, segment).into_iter();
        Breakdown {
            by: by.to_owned(),
            label: segment.map_or_else(Localized::default, |segment| segment.label.clone()),
            withheld: None,
            groups: groups
                .map(|(group, count)| self.group(group, &count))
                .collect(),
        }
    }

    fn group(&self, group: Label, count: &Count) -> GroupResult {
        GroupResult {
            group,
            answered: Some(count.answered),
            skipped: Some(count.skipped),
            withheld: None,
            distributions: distributions(&self.question, count),
        }
    }

    /// How many different values the people of a group answered.
    #[must_use]
    pub fn distinct(&self, by: &str, group: &str) -> usize {
        let segment = self.segments.iter().find(|segment| segment.key == by);
        let groups = self.groups(by, segment);
        let count = groups.iter().find(|(label, _)| label.code == group);
        let values = count.map(|(_, count)| count.values.values());
        values.map_or(0, |values| values.filter(|times| **times > 0).count())
    }

    /// The groups, those of whom nothing is known the last.
    fn groups(&self, by: &str, segment: Option<&Segment>) -> Vec<(Label, Count)> {
        let bare = |code: String| Label {
            code,
            label: Localized::default(),
        };
        if by == VERSION {
            let versions = self.by_version.iter();
            return versions
                .map(|(version, count)| (bare(version.to_string()), count.clone()))
                .collect();
        }
        let counted = self.tally.by.get(by);
        let mut groups: Vec<(Label, Count)> = Vec::new();
        let mut unknown = self.count().clone();
        for value in segment.into_iter().flat_map(|segment| &segment.values) {
            let count = counted.and_then(|counted| counted.get(&value.code));
            let count = count.cloned().unwrap_or_default();
            take_away(&mut unknown, &count);
            let label = Label {
                code: value.code.clone(),
                label: value.label.clone(),
            };
            groups.push((label, count));
        }
        if unknown.answered + unknown.skipped > 0 {
            groups.push((bare(String::new()), unknown));
        }
        groups
    }
}

/// The counts of a question that none of these has answered.
fn skipped_by_all(whole: &Tally) -> Tally {
    let skipped = |count: &Count| Count {
        skipped: count.answered,
        ..Count::default()
    };
    let mut tally = Tally {
        all: skipped(&whole.all),
        ..Tally::default()
    };
    for (segment, groups) in &whole.by {
        let groups = groups
            .iter()
            .map(|(value, count)| (value.clone(), skipped(count)));
        tally.by.insert(segment.clone(), groups.collect());
    }
    tally
}

fn add(sum: &mut Count, count: &Count) {
    sum.answered += count.answered;
    sum.skipped += count.skipped;
    for (value, times) in &count.values {
        *sum.values.entry(value.clone()).or_default() += times;
    }
}

/// Whoever is in none of the groups is left; so that groups add up to the whole,
/// also when a version did not know the attribute.
fn take_away(rest: &mut Count, count: &Count) {
    rest.answered = rest.answered.saturating_sub(count.answered);
    rest.skipped = rest.skipped.saturating_sub(count.skipped);
    for (value, times) in &count.values {
        if let Some(left) = rest.values.get_mut(value) {
            *left = left.saturating_sub(*times);
        }
    }
}
