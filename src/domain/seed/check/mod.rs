//! Whether a file makes sense, before anything of it is written.

mod bodies;
mod codes;
mod links;
mod listening;
mod offering;
mod places;
mod programme;
mod text;

use std::{
    collections::{HashMap, HashSet},
    fmt::Display,
};

use entity::PartialDate;

use super::{
    directory::Directory,
    file::{CodesFile, NetworkFile, Observation, Provenance},
    placed::{Lines, Placed},
    problems::Problems,
};
use crate::domain::error::Result;

/// Checks both files; `parents` is the tree of alliances that the database has.
pub(super) fn check(
    codes: &CodesFile,
    network: &NetworkFile,
    directory: &Directory,
    parents: HashMap<String, String>,
) -> Result<()> {
    let mut list_check = Check::new(&codes.lines, directory);
    codes::check(&mut list_check, codes);
    list_check.problems.into_result()?;
    let mut check = Check::new(&network.lines, directory);
    bodies::check(&mut check, network, parents);
    links::check(&mut check, network);
    places::check(&mut check, network);
    programme::check(&mut check, network);
    listening::check(&mut check, network);
    check.problems.into_result()
}

/// What is known while a file is checked, and what was found wrong.
struct Check<'a> {
    lines: &'a Lines,
    directory: &'a Directory,
    seen: HashSet<(&'static str, String)>,
    problems: Problems,
}

impl<'a> Check<'a> {
    fn new(lines: &'a Lines, directory: &'a Directory) -> Self {
        Self {
            lines,
            directory,
            seen: HashSet::new(),
            problems: Problems::default(),
        }
    }

    /// Begins with a record; `name` says which one it is.
    fn record<T>(&mut self, record: &Placed<T>, name: impl Display) -> Record<'_, 'a> {
        Record {
            line: self.lines.line(record.address),
            name: name.to_string(),
            check: self,
        }
    }
}

/// A record while it is checked.
struct Record<'c, 'a> {
    check: &'c mut Check<'a>,
    line: usize,
    name: String,
}

impl<'a> Record<'_, 'a> {
    fn directory(&self) -> &'a Directory {
        self.check.directory
    }

    /// The record is wrong, in a sentence.
    fn wrong(&mut self, sentence: impl Display) {
        let reason = format!("{}: {sentence}", self.name);
        let problem = self.check.lines.problem(self.line, &reason);
        self.check.problems.add(self.line, problem);
    }

    /// The record is wrong unless this holds.
    fn expect(&mut self, holds: bool, sentence: impl Display) {
        if !holds {
            self.wrong(sentence);
        }
    }

    /// Nothing else of this kind may have this key.
    fn unique(&mut self, kind: &'static str, key: impl Display) {
        let key = key.to_string();
        if !self.check.seen.insert((kind, key.clone())) {
            self.wrong(format!("{kind} {key} is there twice"));
        }
    }

    fn code(&mut self, scheme: &str, code: &str) {
        let known = self.directory().has_code(scheme, code);
        self.expect(known, format!("the list {scheme} has no code \"{code}\""));
    }

    /// Codes of one list, each once.
    fn codes(&mut self, scheme: &str, codes: &[String]) {
        let mut seen = HashSet::new();
        for code in codes {
            self.code(scheme, code);
            self.expect(seen.insert(code), format!("the code {code} is there twice"));
        }
    }

    fn city(&mut self, slug: &str) {
        let known = self.directory().cities.contains_key(slug);
        self.expect(known, format!("there is no city \"{slug}\""));
    }

    fn organisation(&mut self, slug: Option<&str>) {
        let Some(slug) = slug else { return };
        let known = self.directory().organisations.contains_key(slug);
        self.expect(known, format!("there is no organisation \"{slug}\""));
    }

    fn alliance(&mut self, slug: &str) {
        let known = self.directory().alliances.contains_key(slug);
        self.expect(known, format!("there is no alliance \"{slug}\""));
    }

    fn country(&mut self, code: &str) {
        let known = self.directory().countries.contains(code);
        self.expect(known, format!("there is no country \"{code}\""));
    }

    /// A first day and a last one, of which each may be missing.
    fn span<T: Display>(&mut self, first: Option<T>, last: Option<T>, what: &str) {
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        let (first, last) = (first.to_string(), last.to_string());
        // Equal precisions compare: 2021-05 does not come after 2021.
        let begins_after = first.get(..last.len()).unwrap_or(&first) > last.as_str();
        let sentence = format!("{what} ends on {last} before it starts on {first}");
        self.expect(!begins_after, sentence);
    }

    fn coordinates(&mut self, latitude: Option<f64>, longitude: Option<f64>) {
        let paired = latitude.is_some() == longitude.is_some();
        self.expect(paired, "latitude and longitude need each other");
        let north = latitude.is_none_or(|degrees| (-90.0..=90.0).contains(&degrees));
        self.expect(north, "latitude lies between -90 and 90");
        let east = longitude.is_none_or(|degrees| (-180.0..=180.0).contains(&degrees));
        self.expect(east, "longitude lies between -180 and 180");
    }

    /// Where the record comes from must be said.
    fn provenance(&mut self, provenance: &[Provenance]) {
        self.expect(!provenance.is_empty(), "it has no provenance");
        for reference in provenance {
            self.reference(reference);
        }
    }

    fn reference(&mut self, reference: &Provenance) {
        use entity::values::ReferenceKind::Contradiction;
        let Provenance {
            source, url, note, ..
        } = reference;
        if let Some(source) = source {
            let known = self.directory().sources.contains(source);
            self.expect(known, format!("there is no source \"{source}\""));
        }
        self.web_address(url.as_deref());
        let speaks = source.is_some() || url.is_some() || note.is_some();
        self.expect(speaks, "a provenance needs a source, a url or a note");
        let explains = reference.kind != Some(Contradiction) || note.is_some();
        self.expect(explains, "a contradiction needs a note");
    }

    fn observations(&mut self, observations: &[Observation]) {
        for observation in observations {
            self.texts("measure", Some(&observation.measure));
            self.code("UNIT", &observation.unit);
            let Observation {
                value,
                measure_code,
                period_start,
                period_end,
                ..
            } = observation;
            let is_code = |code: &String| {
                let mut signs = code.chars();
                !code.is_empty() && signs.all(|c| c.is_ascii_uppercase() || c == '_')
            };
            let is_known = measure_code.as_ref().is_none_or(is_code);
            self.expect(is_known, "a code of a measure is in capitals");
            let percent = observation.unit != "PERCENT" || (0.0..=100.0).contains(value);
            self.expect(percent, format!("{value} is no percentage"));
            let first = period_start.as_ref().map(PartialDate::as_str);
            let last = period_end.as_ref().map(PartialDate::as_str);
            self.span(first, last, "the period of an observation");
            self.provenance(&observation.provenance);
        }
    }
}
