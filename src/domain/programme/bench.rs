//! Where edits become drafts: in memory, with everything at hand that they point to.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{OfferingId, ProgrammeId, city, programme, values::ProgrammeStatus};
use sea_orm::{EntityTrait, QuerySelect, sea_query::LockType};

use super::{
    codes,
    edit::{self, Edit, NamedOffering},
    known::{Names, Pointers},
    slug,
    wanted::Wanted,
    whole::{Draft, Whole},
};
use crate::domain::{
    error::{Error, Result},
    mint::Mint,
    offering::{self, run::Run},
    patch::Patch,
    problem::{Complaint, Problems},
    slug::fallback,
    viewer::{Permit, WriteProgrammes},
    writing::Writing,
};

/// The most offerings of one programme in one call.
const OFFERINGS: usize = 200;

/// The most alliances of one programme.
const ALLIANCES: usize = 50;

/// What is to become of one programme.
#[derive(Debug)]
pub(in crate::domain) struct Order {
    /// The programme as it is; nothing when it is to be made.
    pub(in crate::domain) before: Option<Whole>,
    pub(in crate::domain) edit: Edit,
    /// Whether a draft becomes public.
    pub(in crate::domain) publish: bool,
    /// Whether it is what another system has, and may have said before: an offering
    /// without a name is then the one of which it says nothing new.
    pub(in crate::domain) again: bool,
    /// Whether it is no longer over, because the other system has it again.
    pub(in crate::domain) revive: bool,
}

/// Everything at hand that edits point to.
pub(in crate::domain) struct Bench {
    city: city::Model,
    there: Pointers,
    slugs: Names,
    programmes: Names,
    offerings: Names,
    codes: HashMap<ProgrammeId, Names>,
    mint: Mint,
    now: DateTime<Utc>,
}

/// Lets nobody else write what this city offers until the end of the transaction.
///
/// So a name that is free when it is looked for is free when it is written, and
/// two equal calls at the same time make one row each. `SQLite` has one writer.
pub(in crate::domain) async fn hold(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
) -> Result<city::Model> {
    let city = city::Entity::find_by_id(permit.owner()).lock(LockType::NoKeyUpdate);
    let city = city.one(writing).await?;
    city.filter(|city| city.deleted_at.is_none())
        .ok_or(Error::NotFound)
}

impl Bench {
    /// Gathers what these edits point to, with a statement for each kind of thing.
    pub(in crate::domain) async fn of(
        writing: &Writing,
        city: city::Model,
        orders: impl Iterator<Item = &Order> + Clone,
    ) -> Result<Self> {
        let mut wanted = Wanted::default();
        for order in orders.clone() {
            wanted.add(order);
        }
        let mut bench = Self::gather(writing, city, wanted).await?;
        for before in orders.filter_map(|order| order.before.as_ref()) {
            bench.know(before);
        }
        Ok(bench)
    }

    /// The same for one offering of a programme.
    pub(in crate::domain) async fn of_offering(
        writing: &Writing,
        (city, programme): (city::Model, &Whole),
        edit: &offering::Edit,
    ) -> Result<Self> {
        let mut wanted = Wanted::default();
        wanted.add_offering(edit);
        let mut bench = Self::gather(writing, city, wanted).await?;
        bench.know(programme);
        Ok(bench)
    }

    async fn gather(writing: &Writing, city: city::Model, wanted: Wanted) -> Result<Self> {
        let id = city.id;
        Ok(Self {
            there: wanted.pointers.there(writing, id).await?,
            slugs: Names::of_slugs(writing, id, &wanted.slugs).await?,
            programmes: Names::of_programmes(writing, id, &wanted.programmes).await?,
            offerings: Names::of_offerings(writing, id, &wanted.offerings).await?,
            codes: HashMap::new(),
            mint: Mint::new(writing.now(), fastrand::Rng::new()),
            now: writing.now(),
            city,
        })
    }

    fn know(&mut self, programme: &Whole) {
        let codes = self.codes.entry(programme.row.id).or_default();
        for run in &programme.runs {
            if let Some(code) = &run.row.code {
                codes.hold(code.clone(), run.row.id.0, run.row.deleted_at.is_some());
            }
        }
    }

    /// Makes the draft of one programme, and finds all that is wrong with it.
    pub(in crate::domain) fn work(&mut self, order: Order) -> (Draft, Problems) {
        let Order {
            before,
            edit,
            publish,
            again,
            revive,
        } = order;
        let blank = || Whole::new(edit::blank(self.mint.uuid(), &self.city, self.now));
        let mut after = before.clone().unwrap_or_else(blank);
        let mut problems = edit.apply(&mut after.row);
        stand(&mut after.row, (publish, revive), self.now);
        let is_new = before.is_none();
        problems.demand(
            !(is_new && edit.kind == Patch::Keep),
            "kind",
            Complaint::required,
        );
        problems.extend(self.link(&edit, &mut after));
        problems.extend(edit::check(&after.row));
        problems.extend(self.name(&edit, &mut after.row));
        problems.extend(self.runs((edit, again), &mut after));
        (Draft { before, after }, problems)
    }

    /// Codes, alliances and the provider.
    fn link(&self, edit: &Edit, after: &mut Whole) -> Problems {
        let there = &self.there;
        let mut problems = edit
            .codes
            .apply(&mut after.codes, |key| there.codes.contains(key));
        let is_public = after.row.status == ProgrammeStatus::Published;
        let has_topic = codes::has_topic(&after.codes);
        problems.demand(has_topic || !is_public, "topics", Complaint::required);
        if let Patch::Set(provider) = &edit.provider {
            let is_there = there.providers.contains(provider);
            problems.demand(is_there, "providerId", Complaint::not_found);
        }
        let alliances = match &edit.alliances {
            Patch::Keep => return problems,
            Patch::Clear => &[],
            Patch::Set(alliances) => alliances.as_slice(),
        };
        problems.check_length("allianceIds", alliances, ALLIANCES);
        after.alliances.clear();
        for (place, alliance) in alliances.iter().enumerate() {
            let at = format!("allianceIds.{place}");
            let is_there = there.alliances.contains(alliance);
            problems.demand(is_there, &at, Complaint::not_found);
            problems.demand(after.alliances.insert(*alliance), &at, Complaint::twice);
        }
        problems
    }

    /// The names that only one programme of the city can have.
    fn name(&mut self, edit: &Edit, row: &mut programme::Model) -> Problems {
        let mut problems = Problems::default();
        if let Patch::Set(slug) = &edit.slug {
            problems.check_slug("slug", slug);
            problems.add_option("slug", self.slugs.give(slug, row.id.0));
        } else if row.slug.is_empty() {
            row.slug = self.free_slug(edit, row.id);
            self.slugs.give(&row.slug, row.id.0);
        }
        if let (Patch::Set(_), Some(external)) = (&edit.external_id, &row.external_id) {
            let taken = self.programmes.give(external, row.id.0);
            problems.add_option("externalId", taken);
        }
        problems
    }

    fn free_slug(&self, edit: &Edit, id: ProgrammeId) -> String {
        match slug::of(edit) {
            Some(slug) if !self.slugs.has(&slug) => slug,
            Some(slug) => fallback(&slug, id.0),
            None => fallback("programme", id.0),
        }
    }

    fn runs(&mut self, (edit, again): (Edit, bool), after: &mut Whole) -> Problems {
        let mut problems = Problems::default();
        problems.check_length("offerings", &edit.offerings, OFFERINGS);
        let mut seen: Vec<OfferingId> = Vec::new();
        for (place, named) in edit.offerings.into_iter().enumerate().take(OFFERINGS) {
            let at = format!("offerings.{place}");
            let known = match place_of(&named, &after.runs) {
                Ok(known) => known,
                Err((field, complaint)) => {
                    problems.add(&format!("{at}.{field}"), complaint);
                    continue;
                }
            };
            let known = match known {
                None if again => self.said_before(&named, after, &seen),
                known => known,
            };
            let before = known.map(|known| after.runs[known].clone());
            let (run, found) = self.run(before, &after.row, named.edit);
            problems.extend_at(&at, found);
            problems.demand(!seen.contains(&run.row.id), &at, Complaint::twice);
            seen.push(run.row.id);
            match known {
                Some(known) => after.runs[known] = run,
                None => after.runs.push(run),
            }
        }
        self.remove(&edit.removed, &seen, after, &mut problems);
        problems
    }

    /// The offering that is just so already, and that nobody has named yet.
    fn said_before(
        &mut self,
        named: &NamedOffering,
        programme: &Whole,
        seen: &[OfferingId],
    ) -> Option<usize> {
        let edit = &named.edit;
        if set(&edit.external_id).or(set(&edit.code)).is_some() {
            return None;
        }
        programme.runs.iter().position(|run| {
            let row = &run.row;
            let is_nameless = row.external_id.is_none() && row.code.is_none();
            let is_then = set(&edit.start_date).is_none_or(|day| Some(*day) == row.start_date);
            let is_free = row.deleted_at.is_none() && !seen.contains(&row.id);
            let is_free = is_free && is_nameless && is_then;
            is_free && self.run(Some(run.clone()), &programme.row, edit.clone()).0 == *run
        })
    }

    /// Makes the draft of one offering.
    pub(in crate::domain) fn run(
        &mut self,
        before: Option<Run>,
        programme: &programme::Model,
        edit: offering::Edit,
    ) -> (Run, Problems) {
        let mut problems = Problems::default();
        let is_new = before.is_none();
        let is_said = edit.delivery_mode != Patch::Keep;
        problems.demand(!is_new || is_said, "deliveryMode", Complaint::required);
        let blank = || Run::blank(self.mint.uuid(), programme, self.now);
        let mut run = before.unwrap_or_else(blank);
        let id = run.row.id;
        if let Patch::Set(space) = &edit.space {
            let is_there = self.there.spaces.contains(space);
            problems.demand(is_there, "spaceId", Complaint::not_found);
        }
        if let Patch::Set(platform) = &edit.platform {
            let is_there = self.there.platforms.contains(platform);
            problems.demand(is_there, "platformId", Complaint::not_found);
        }
        if let Patch::Set(external) = &edit.external_id {
            problems.add_option("externalId", self.offerings.give(external, id.0));
        }
        if let Patch::Set(code) = &edit.code {
            let codes = self.codes.entry(programme.id).or_default();
            problems.add_option("code", codes.give(code, id.0));
        }
        problems.extend(run.meet(edit.schedules.clone(), &mut self.mint));
        problems.extend(edit.apply(&mut run.row));
        (run, problems)
    }

    fn remove(
        &self,
        removed: &[OfferingId],
        changed: &[OfferingId],
        after: &mut Whole,
        problems: &mut Problems,
    ) {
        for (place, id) in removed.iter().enumerate() {
            let at = format!("removeOfferings.{place}");
            let run = after.runs.iter_mut().map(|run| &mut run.row);
            let mut run = run.filter(|row| row.deleted_at.is_none());
            match run.find(|row| row.id == *id) {
                _ if changed.contains(id) => problems.add(&at, Complaint::twice()),
                Some(row) => row.deleted_at = Some(self.now),
                None => problems.add(&at, Complaint::not_found()),
            }
        }
    }
}

/// Where a programme stands when it is published, or no longer over.
fn stand(row: &mut programme::Model, (publish, revive): (bool, bool), now: DateTime<Utc>) {
    let was_public = row.published_at.is_some();
    let is_back = revive && row.status == ProgrammeStatus::Archived;
    if is_back {
        row.status = if was_public {
            ProgrammeStatus::Suspended
        } else {
            ProgrammeStatus::Draft
        };
    }
    if publish && (row.status == ProgrammeStatus::Draft || is_back) {
        row.status = ProgrammeStatus::Published;
        row.published_at = row.published_at.or(Some(now));
    }
}

/// Which offering of the programme is meant: the one with the id, else with the
/// external id, else with the code; none when it is a new one.
fn place_of(
    named: &NamedOffering,
    runs: &[Run],
) -> std::result::Result<Option<usize>, (&'static str, Complaint)> {
    let find =
        |is: &dyn Fn(&entity::offering::Model) -> bool| runs.iter().position(|run| is(&run.row));
    if let Some(id) = named.id {
        let place = find(&|row| row.id == id && row.deleted_at.is_none());
        return place.map(Some).ok_or(("id", Complaint::not_found()));
    }
    let external = set(&named.edit.external_id);
    let code = set(&named.edit.code);
    let by_external = external.and_then(|external| {
        find(&|row| row.external_id.as_ref() == Some(external)).map(|place| ("externalId", place))
    });
    // One that has another external id is another offering, whatever its code.
    let by_code = || {
        let is_free =
            |row: &entity::offering::Model| external.is_none() || row.external_id.is_none();
        let code = code?;
        find(&|row| row.code.as_ref() == Some(code) && is_free(row)).map(|place| ("code", place))
    };
    match by_external.or_else(by_code) {
        Some((field, place)) if runs[place].row.deleted_at.is_some() => {
            Err((field, Complaint::kept_by_deleted()))
        }
        found => Ok(found.map(|(_, place)| place)),
    }
}

fn set<T>(patch: &Patch<T>) -> Option<&T> {
    match patch {
        Patch::Set(value) => Some(value),
        Patch::Keep | Patch::Clear => None,
    }
}
