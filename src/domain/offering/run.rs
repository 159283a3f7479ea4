//! An offering with its schedules: what is changed and written together.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::{
    OfferingId, ScheduleId, offering, programme, schedule,
    values::{ApplicationChannels, DeliveryMode, Happening, OfferingStatus},
};
use sea_orm::{ConnectionTrait, prelude::Json};
use uuid::Uuid;

use crate::domain::{
    bulk,
    error::Result,
    mint::Mint,
    patch::Patch,
    problem::Problems,
    record::{Change, Fields, save_all},
    related,
    schedule::Rule,
    viewer::{Permit, WriteProgrammes},
    writing::Writing,
};

/// The most schedules of one offering.
const SCHEDULES: usize = 50;

/// An offering with its schedules.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub(crate) row: offering::Model,
    pub(crate) schedules: Vec<schedule::Model>,
}

impl Run {
    /// An offering of this programme of which nothing is known yet.
    pub(in crate::domain) fn blank(
        id: Uuid,
        programme: &programme::Model,
        now: DateTime<Utc>,
    ) -> Self {
        let day = chrono::NaiveDate::default();
        let row = offering::Model {
            id: OfferingId(id),
            programme_id: programme.id,
            city_id: programme.city_id,
            code: None,
            external_id: None,
            space_id: None,
            platform_id: None,
            venue: None,
            virtual_url: None,
            default_locale: programme.default_locale.clone(),
            // Asks for nothing until somebody says how it is.
            delivery_mode: DeliveryMode::Outreach,
            start_date: None,
            end_date: None,
            start_sort: day,
            enrolment_opens: None,
            enrolment_closes: None,
            closes_sort: day,
            always_open: false,
            capacity: None,
            enrolled: None,
            waitlist: false,
            price_minor: None,
            price_currency: None,
            price_text: None,
            is_free: None,
            application_channels: ApplicationChannels::default(),
            application_url: None,
            instructor_name: None,
            selection_method: None,
            status: OfferingStatus::Scheduled,
            origin: programme.origin,
            version: 1,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        };
        Self {
            row,
            schedules: Vec::new(),
        }
    }

    /// Replaces the schedules when the rules say something else than before.
    pub(in crate::domain) fn meet(&mut self, rules: Patch<Vec<Rule>>, mint: &mut Mint) -> Problems {
        let mut problems = Problems::default();
        let rules = match rules {
            Patch::Keep => return problems,
            Patch::Clear => Vec::new(),
            Patch::Set(rules) => rules,
        };
        problems.check_length("schedules", &rules, SCHEDULES);
        for (place, rule) in rules.iter().enumerate() {
            problems.extend_at(&format!("schedules.{place}"), rule.problems());
        }
        let mut wanted = rules.clone();
        wanted.sort();
        if wanted != self.rules() {
            let rows = rules.into_iter();
            let row = |rule: Rule| rule.into_row(ScheduleId(mint.uuid()), self.row.id);
            self.schedules = rows.map(row).collect();
        }
        problems
    }

    fn rules(&self) -> Vec<Rule> {
        let mut rules: Vec<Rule> = self.schedules.iter().map(Rule::from).collect();
        rules.sort();
        rules
    }

    fn links(&self) -> Fields {
        let told: Vec<Json> = self.rules().iter().map(Rule::told).collect();
        match told.as_slice() {
            [] => Fields::default(),
            _ => Fields::default().with("schedules", told),
        }
    }
}

/// The offerings of these programmes, be they deleted, with their schedules.
pub(in crate::domain) async fn of_programmes(
    db: &impl ConnectionTrait,
    programmes: &[Uuid],
) -> Result<Vec<Run>> {
    let column = offering::Column::ProgrammeId;
    let rows = related::belonging::<offering::Entity>(db, column, programmes).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let column = schedule::Column::OfferingId;
    let mut schedules: BTreeMap<OfferingId, Vec<schedule::Model>> = BTreeMap::new();
    for row in related::belonging::<schedule::Entity>(db, column, &ids).await? {
        schedules.entry(row.offering_id).or_default().push(row);
    }
    let run = |row: offering::Model| Run {
        schedules: schedules.remove(&row.id).unwrap_or_default(),
        row,
    };
    Ok(rows.into_iter().map(run).collect())
}

/// Writes offerings and their schedules, as far as they differ.
pub(in crate::domain) async fn keep(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    runs: Vec<(Option<Run>, Run)>,
) -> Result<()> {
    let moved = runs.iter().filter(|(before, after)| {
        let before = before.as_ref().map_or(&[][..], |before| &before.schedules);
        before != after.schedules
    });
    let moved: Vec<_> = moved.cloned().collect();
    let changes = runs
        .into_iter()
        .map(|(before, after)| change(before, after));
    save_all(writing, permit, changes.collect()).await?;
    let had = moved.iter().filter(|(before, _)| before.is_some());
    let had: Vec<Uuid> = had.map(|(_, after)| after.row.id.0).collect();
    related::remove::<schedule::Entity>(writing, schedule::Column::OfferingId, &had).await?;
    let rows = moved.into_iter().flat_map(|(_, after)| after.schedules);
    bulk::insert(writing, rows.map(schedule::ActiveModel::from).collect()).await
}

fn change(before: Option<Run>, after: Run) -> Change<offering::Model> {
    let is_gone = after.row.deleted_at.is_some();
    Change {
        happening: match &before {
            None => Happening::Created,
            Some(_) if is_gone => Happening::Deleted,
            Some(_) => Happening::Updated,
        },
        links: (
            before.as_ref().map(Run::links).unwrap_or_default(),
            after.links(),
        ),
        before: before.map(|run| run.row),
        after: after.row,
    }
}
