//! The codes that describe a programme, as a city writes them.

use std::collections::BTreeSet;

use crate::domain::{
    code::CodeKey,
    patch::Patch,
    problem::{Complaint, Problems},
    record::Fields,
};

/// Code lists that describe a programme, and the field of each.
const LISTS: [(&str, &str); 5] = [
    ("TOPIC", "topics"),
    ("TARGET_GROUP", "targetGroups"),
    ("ISCED_F", "iscedF"),
    ("SDG", "sdgTargets"),
    ("KEY_FEATURE_AREA", "keyFeatureAreas"),
];

/// The most codes of one list.
const CODES: usize = 50;

/// The codes of a programme: list and code.
pub(super) type Codes = BTreeSet<(&'static str, String)>;

/// What becomes of the codes of each list; each list is given as a whole.
#[derive(Clone, Debug, Default)]
pub struct CodeLists {
    /// What it is about.
    pub topics: Patch<Vec<String>>,
    /// Whom it is for.
    pub target_groups: Patch<Vec<String>>,
    /// The fields of education.
    pub isced_f: Patch<Vec<String>>,
    /// The Sustainable Development Goals that it serves.
    pub sdg_targets: Patch<Vec<String>>,
    /// The key features of learning cities that it serves.
    pub key_feature_areas: Patch<Vec<String>>,
}

impl CodeLists {
    fn each(&self) -> impl Iterator<Item = ((&'static str, &'static str), &Patch<Vec<String>>)> {
        let lists = [
            &self.topics,
            &self.target_groups,
            &self.isced_f,
            &self.sdg_targets,
            &self.key_feature_areas,
        ];
        LISTS.into_iter().zip(lists)
    }

    /// The codes that are named, each in its list.
    pub(super) fn named(&self) -> impl Iterator<Item = CodeKey> {
        self.each().flat_map(|((scheme, _), patch)| {
            let codes = match patch {
                Patch::Set(codes) => codes.as_slice(),
                Patch::Keep | Patch::Clear => &[],
            };
            let codes = codes.iter().take(CODES);
            codes.map(move |code| CodeKey::new(scheme, code))
        })
    }

    /// Changes the codes; `is_known` says which there are.
    pub(super) fn apply(&self, codes: &mut Codes, is_known: impl Fn(&CodeKey) -> bool) -> Problems {
        let mut problems = Problems::default();
        for ((scheme, field), patch) in self.each() {
            let wanted = match patch {
                Patch::Keep => continue,
                Patch::Clear => &[],
                Patch::Set(wanted) => wanted.as_slice(),
            };
            codes.retain(|(of, _)| *of != scheme);
            problems.check_length(field, wanted, CODES);
            for (place, code) in wanted.iter().take(CODES).enumerate() {
                let at = format!("{field}.{place}");
                problems.demand(is_known(&CodeKey::new(scheme, code)), &at, || {
                    Complaint::unknown_code(scheme, code)
                });
                let is_new = codes.insert((scheme, code.clone()));
                problems.demand(is_new, &at, Complaint::twice);
            }
        }
        problems
    }
}

/// Those of one list.
pub(super) fn of_list<'a>(codes: &'a Codes, scheme: &'a str) -> impl Iterator<Item = &'a str> {
    let these = codes.iter().filter(move |(of, _)| *of == scheme);
    these.map(|(_, code)| code.as_str())
}

/// Whether any topic is among them.
pub(super) fn has_topic(codes: &Codes) -> bool {
    of_list(codes, LISTS[0].0).next().is_some()
}

/// A list by the name that the database has for it.
pub(super) fn scheme(name: &str) -> Option<&'static str> {
    let mut known = LISTS.into_iter().map(|(scheme, _)| scheme);
    known.find(|scheme| *scheme == name)
}

/// The codes as the journal tells them.
pub(super) fn told(codes: &Codes) -> Fields {
    LISTS
        .into_iter()
        .fold(Fields::default(), |fields, (scheme, field)| {
            let these = codes.iter().filter(|(of, _)| *of == scheme);
            let these: Vec<&str> = these.map(|(_, code)| code.as_str()).collect();
            match these.as_slice() {
                [] => fields,
                _ => fields.with(field, these),
            }
        })
}
