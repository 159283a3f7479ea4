//! The shape of the two files: code lists and the network.

use std::ops::Deref;

use serde::Deserialize;

use super::{
    placed::{Fault, Lines, List},
    problems::Problems,
};
use crate::domain::error::Result;

pub(super) use super::{learning::*, listening::*, records::*};

/// A file that was read and has the right shape.
#[derive(Clone, Debug)]
pub struct File<T> {
    pub(super) lines: Lines,
    content: T,
}

impl<T> Deref for File<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.content
    }
}

/// A file of code lists.
pub type CodesFile = File<Codes>;

/// A file of a network.
pub type NetworkFile = File<Network>;

/// What a file may contain.
trait Content: for<'a> Deserialize<'a> {
    /// Tells each record that could not be read.
    fn each_fault(&self, tell: &mut dyn FnMut(&Fault));
}

impl CodesFile {
    /// Reads a file; `name` is what problems are reported under.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        read(name, text)
    }
}

impl NetworkFile {
    /// Reads a file; `name` is what problems are reported under.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        read(name, text)
    }
}

fn read<T: Content>(name: &str, text: &str) -> Result<File<T>> {
    let lines = Lines::of(name, text);
    let content: T = lines.parse(text)?;
    let mut problems = Problems::default();
    content.each_fault(&mut |fault| {
        let (line, problem) = lines.fault(fault);
        problems.add(line, problem);
    });
    problems.into_result()?;
    Ok(File { lines, content })
}

/// Code lists.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Codes {
    pub(super) schemes: List<Scheme>,
}

impl Content for Codes {
    fn each_fault(&self, tell: &mut dyn FnMut(&Fault)) {
        self.schemes.faults().for_each(&mut *tell);
        for scheme in self.schemes.iter() {
            scheme.codes.faults().for_each(&mut *tell);
        }
    }
}

/// A network and where its facts come from.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Network {
    about: String,
    pub(super) sources: List<Source>,
    pub(super) countries: List<Country>,
    pub(super) cities: List<City>,
    pub(super) organisations: List<Organisation>,
    pub(super) alliances: List<Alliance>,
    pub(super) memberships: List<Membership>,
    pub(super) designations: List<Designation>,
    pub(super) office_holders: List<OfficeHolder>,
    pub(super) learning_spaces: List<LearningSpace>,
    pub(super) platforms: List<Platform>,
    pub(super) programmes: List<Programme>,
    pub(super) plans: List<Plan>,
    pub(super) feedback_channels: List<FeedbackChannel>,
    pub(super) held_back: List<HeldBack>,
}

impl Content for Network {
    fn each_fault(&self, tell: &mut dyn FnMut(&Fault)) {
        self.sources.faults().for_each(&mut *tell);
        self.countries.faults().for_each(&mut *tell);
        self.cities.faults().for_each(&mut *tell);
        self.organisations.faults().for_each(&mut *tell);
        self.alliances.faults().for_each(&mut *tell);
        self.memberships.faults().for_each(&mut *tell);
        self.designations.faults().for_each(&mut *tell);
        self.office_holders.faults().for_each(&mut *tell);
        self.learning_spaces.faults().for_each(&mut *tell);
        self.platforms.faults().for_each(&mut *tell);
        self.programmes.faults().for_each(&mut *tell);
        self.plans.faults().for_each(&mut *tell);
        self.feedback_channels.faults().for_each(&mut *tell);
        self.held_back.faults().for_each(&mut *tell);
        for programme in self.programmes.iter() {
            programme.offerings.faults().for_each(&mut *tell);
        }
    }
}
