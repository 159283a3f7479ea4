//! Towns with their people, what they are asked and what they answer.

use std::{collections::BTreeMap, fmt, sync::Arc};

use entity::{survey_content::SurveyContent, survey_tally_count::Count};
use learning_cities::domain::survey::results::{Material, VERSION};
use serde_json::{Value, json};

/// Who lives there.
#[derive(Clone)]
pub struct Town {
    pub people: Vec<Person>,
    /// The keys of the questions that are asked.
    pub asked: Vec<&'static str>,
    pub least: u64,
}

/// What one person is and answers, as tallies name it.
#[derive(Clone, Debug)]
pub struct Person {
    pub version: i32,
    pub segments: BTreeMap<&'static str, &'static str>,
    pub answers: BTreeMap<&'static str, Vec<String>>,
}

/// What a person is made of.
pub type Genes = [u8; 16];

/// All questions that can be asked.
pub const QUESTIONS: [&str; 10] = [
    "single", "several", "two", "scale", "grid", "order", "yes", "why", "then", "late",
];

impl Town {
    /// People, with how much all of them are alike in each of their genes.
    pub fn new(people: &[Genes], alike: Genes, asked: &[usize], least: u64) -> Self {
        let mut asked: Vec<&str> = asked
            .iter()
            .map(|at| QUESTIONS[at % QUESTIONS.len()])
            .collect();
        if asked.contains(&"then") {
            asked.push("single");
        }
        asked.sort_unstable();
        asked.dedup();
        let people = people.iter().map(|genes| person(genes, &alike));
        Self {
            people: people.collect(),
            asked,
            least,
        }
    }

    /// Everything that was counted.
    pub fn material(&self) -> Material {
        let mut material = Material::default();
        for version in [1, 2] {
            let asked = self
                .asked
                .iter()
                .filter(|key| version == 2 || **key != "late");
            let asked: Vec<&str> = asked.copied().collect();
            material.contents.insert(version, Arc::new(content(&asked)));
            for key in asked.iter().copied().chain([""]) {
                let tally = json!({
                    "all": self.count(key, |person| person.version == version),
                    "by": self.by(key, version),
                });
                let tally = serde_json::from_value(tally).unwrap();
                material.tallies.insert((version, key.to_owned()), tally);
            }
        }
        material
    }

    fn by(&self, key: &str, version: i32) -> Value {
        let values = |segment: &'static str, values: &[&'static str]| {
            let counts = values.iter().map(|value| {
                let count = self.count(key, |person| {
                    person.version == version && person.segments[segment] == *value
                });
                ((*value).to_owned(), json!(count))
            });
            Value::Object(counts.collect())
        };
        json!({ "age": values("age", &["young", "old", ""]), "area": values("area", &["n", "e", "s", "w", ""]) })
    }

    /// A count of those people, made one by one.
    pub fn count(&self, key: &str, is_meant: impl Fn(&Person) -> bool) -> Count {
        let mut count = Count::default();
        for person in self.people.iter().filter(|person| is_meant(person)) {
            match person.answers.get(key) {
                Some(values) => {
                    count.answered += 1;
                    for value in values {
                        *count.values.entry(value.clone()).or_default() += 1;
                    }
                }
                None if key.is_empty() => count.answered += 1,
                None => count.skipped += 1,
            }
        }
        count
    }
}

impl fmt::Debug for Town {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "at least {} of {}:", self.least, self.people.len())?;
        for person in &self.people {
            let answers = self.asked.iter().map(|key| (key, person.answers.get(key)));
            let answers: Vec<_> = answers.collect();
            writeln!(out, "{} {:?} {answers:?}", person.version, person.segments)?;
        }
        Ok(())
    }
}

impl Person {
    /// Whether this is one of a group.
    pub fn is_of(&self, by: &str, group: &str) -> bool {
        if by == VERSION {
            return self.version.to_string() == group;
        }
        self.segments[by] == group
    }
}

/// What a survey with these questions asks.
pub fn content(asked: &[&str]) -> SurveyContent {
    let options = |codes: &[&str]| {
        let options = codes
            .iter()
            .map(|code| json!({ "code": code, "label": {} }));
        Value::Array(options.collect())
    };
    let question = |key: &&str| {
        let mut question = match *key {
            "single" | "late" => {
                json!({ "kind": "SINGLE_CHOICE", "options": options(&["a", "b", "c"]) })
            }
            "several" => json!({ "kind": "MULTI_CHOICE", "options": options(&["a", "b", "c"]) }),
            "two" => {
                json!({ "kind": "MULTI_CHOICE", "options": options(&["a", "b", "c"]), "min": 2, "max": 2 })
            }
            "scale" => json!({ "kind": "LIKERT", "max": 3 }),
            "grid" => {
                json!({ "kind": "MATRIX_SINGLE", "options": options(&["a", "b"]), "rows": options(&["r", "s"]) })
            }
            "order" => json!({ "kind": "RANKING", "options": options(&["a", "b", "c"]) }),
            "yes" => json!({ "kind": "YES_NO" }),
            "why" => json!({ "kind": "SHORT_TEXT" }),
            "then" => {
                json!({ "kind": "YES_NO", "required": true, "showIf": [{ "question": "single", "anyOf": ["a"] }] })
            }
            other => unreachable!("{other} is not asked"),
        };
        question["key"] = json!(key);
        question["text"] = json!({});
        question
    };
    let questions: Vec<Value> = asked.iter().map(question).collect();
    serde_json::from_value(json!({
        "questions": questions,
        "segments": [
            { "key": "age", "label": {}, "values": options(&["young", "old"]) },
            { "key": "area", "label": {}, "values": options(&["n", "e", "s", "w"]) },
        ],
    }))
    .unwrap()
}

fn person(genes: &Genes, alike: &Genes) -> Person {
    let gene = |at: usize, values: usize| {
        if genes[at] < alike[at] {
            return 0;
        }
        usize::from(genes[at]) % values
    };
    let mut answers = BTreeMap::new();
    for (at, key) in QUESTIONS.iter().enumerate() {
        let answer = |values: usize| gene(3 + at, values);
        if let Some(values) = values(key, answer) {
            answers.insert(*key, values);
        }
    }
    let is_asked = answers.get("single").is_some_and(|chosen| chosen[0] == "a");
    if !is_asked {
        answers.remove("then");
    }
    let version = if gene(0, 3) == 1 { 1 } else { 2 };
    if version == 1 {
        answers.remove("late");
    }
    Person {
        version,
        segments: BTreeMap::from([
            ("age", ["young", "old", ""][gene(1, 3)]),
            ("area", ["n", "e", "s", "w", ""][gene(2, 5)]),
        ]),
        answers,
    }
}

/// What somebody with this gene answers; nothing when they skip the question.
fn values(key: &str, gene: impl Fn(usize) -> usize) -> Option<Vec<String>> {
    let one_of = |values: &[&str], at: usize| values.get(at).map(|value| vec![(*value).to_owned()]);
    let some_of = |sets: &[&[&str]], at: usize| {
        let set = sets.get(at)?;
        Some(set.iter().map(|value| (*value).to_owned()).collect())
    };
    match key {
        "single" | "late" => one_of(&["a", "b", "c"], gene(4)),
        "scale" => one_of(&["1", "2", "3"], gene(3)),
        "yes" => one_of(&["YES", "NO"], gene(3)),
        "then" => one_of(&["YES", "NO"], gene(2)),
        "why" => (gene(3) < 2).then(Vec::new),
        "several" => some_of(
            &[&["a"], &["a", "b"], &["c"], &["b", "c"], &["a", "b", "c"]],
            gene(6),
        ),
        "two" => some_of(&[&["a", "b"], &["b", "c"], &["a", "c"]], gene(4)),
        "grid" => some_of(
            &[&["r\ta", "s\ta"], &["r\tb"], &["r\ta", "s\tb"], &["s\ta"]],
            gene(5),
        ),
        "order" => some_of(
            &[
                &["a\t1", "b\t2", "c\t3"],
                &["b\t1", "a\t2", "c\t3"],
                &["c\t1", "a\t2", "b\t3"],
            ],
            gene(4),
        ),
        other => unreachable!("{other} is not asked"),
    }
}
