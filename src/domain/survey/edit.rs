//! What a city may say of a survey beside its questions.

use chrono::{DateTime, SubsecRound, Utc};
use entity::{
    PlanId, ProgrammeId, SpaceId, Words, survey,
    values::{Anonymity, ResponseControl, SurveyStatus as Status},
};

use super::{revision::Change, state::name};
use crate::domain::{
    check::{NAME, SUMMARY},
    locale::Locale,
    patch::{Patch, Texts},
    problem::{Complaint, Problems},
    text::folded,
};

/// Languages of one survey.
const LOCALES: usize = 20;
/// Characters in the name of a series.
const SERIES: usize = 80;
/// The fewest people that a published number may stand for.
const CELL: (i32, i32) = (3, 100);
/// The leading zero bits that a sender of an answer may have to find.
const WORK: (i32, i32) = (0, 24);

/// What a city changes of a survey.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// The short name in addresses.
    pub slug: Patch<String>,
    /// Its id in the city's own system.
    pub external_id: Patch<String>,
    /// Its titles.
    pub title: Patch<Texts>,
    /// Why the city asks.
    pub purpose: Patch<Texts>,
    /// The language in which it is written.
    pub default_locale: Patch<String>,
    /// The languages in which it is answered.
    pub locales: Patch<Vec<String>>,
    /// What it is about.
    pub subject: Subject,
    /// What surveys that repeat one another have in common.
    pub series: Patch<String>,
    /// Who may answer, and what is promised to them.
    pub terms: Terms,
    /// When it opens by itself.
    pub opens_at: Patch<DateTime<Utc>>,
    /// When it closes by itself.
    pub closes_at: Patch<DateTime<Utc>>,
    /// What it asks.
    pub content: Change,
}

/// What a survey is about: one of these, or the city.
#[derive(Clone, Debug, Default)]
pub struct Subject {
    /// A programme.
    pub programme: Patch<ProgrammeId>,
    /// A learning space.
    pub space: Patch<SpaceId>,
    /// A plan.
    pub plan: Patch<PlanId>,
}

/// Who may answer a survey, and what is promised to them.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Who may answer.
    pub response_control: Patch<ResponseControl>,
    /// Whether the city can tell who answered.
    pub anonymity: Patch<Anonymity>,
    /// The fewest people that a published number stands for.
    pub min_cell_size: Patch<i32>,
    /// The leading zero bits that a sender of an answer has to find.
    pub work_bits: Patch<i32>,
}

impl Edit {
    /// Changes the row; its questions stand in another table.
    pub(super) fn apply(self, row: &mut survey::Model) -> Problems {
        let mut problems = Problems::default();
        self.slug.apply_to(&mut row.slug, "slug", &mut problems);
        self.external_id.apply(&mut row.external_id);
        self.title
            .apply_name(&mut row.title, "title", &mut problems);
        self.purpose
            .apply_texts(&mut row.purpose, "purpose", &mut problems);
        self.default_locale
            .apply_locale(&mut row.default_locale, "defaultLocale", &mut problems);
        let locales = self.locales.map(|tags| locales(tags, &mut problems));
        locales.apply_or_default(&mut row.locales);
        if !row.locales.0.contains(&row.default_locale) {
            row.locales.0.insert(0, row.default_locale.clone());
        }
        self.subject.programme.apply(&mut row.programme_id);
        self.subject.space.apply(&mut row.space_id);
        self.subject.plan.apply(&mut row.plan_id);
        self.series.apply(&mut row.series);
        self.terms.apply(row, &mut problems);
        self.opens_at.map(kept).apply(&mut row.opens_at);
        self.closes_at.map(kept).apply(&mut row.closes_at);
        row.title_text = folded(&row.title, &row.default_locale);
        problems
    }
}

impl Terms {
    fn apply(self, row: &mut survey::Model, problems: &mut Problems) {
        self.response_control
            .apply_to(&mut row.response_control, "responseControl", problems);
        self.anonymity
            .apply_to(&mut row.anonymity, "anonymity", problems);
        self.min_cell_size
            .apply_to(&mut row.min_cell_size, "minCellSize", problems);
        self.work_bits
            .apply_to(&mut row.work_bits, "workBits", problems);
    }
}

/// A moment as both databases keep it.
pub(super) fn kept(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.trunc_subsecs(6)
}

fn locales(tags: Vec<String>, problems: &mut Problems) -> Words {
    problems.check_length("locales", &tags, LOCALES);
    let mut locales = Vec::new();
    for (place, tag) in tags.into_iter().enumerate() {
        let at = format!("locales.{place}");
        match Locale::parse(&tag) {
            Err(_) => problems.add(&at, Complaint::no_locale(tag)),
            Ok(locale) if locales.contains(&locale.tag()) => {
                problems.add(&at, Complaint::twice());
            }
            Ok(locale) => locales.push(locale.tag()),
        }
    }
    Words(locales)
}

/// What is wrong with a survey's own row.
pub(super) fn check(row: &survey::Model) -> Problems {
    let mut problems = Problems::default();
    if row.status == Status::Draft {
        problems.demand(!row.title.0.is_empty(), "title", Complaint::required);
        problems.check_texts("title", Some(&row.title), NAME);
    } else {
        problems.check_name("title", &row.title, &row.default_locale);
    }
    problems.check_slug("slug", &row.slug);
    problems.check_external_id(row.external_id.as_deref());
    problems.check_texts("purpose", row.purpose.as_ref(), SUMMARY);
    problems.check_text("series", row.series.as_deref(), SERIES);
    problems.check_range("minCellSize", Some(row.min_cell_size), CELL);
    problems.check_range("workBits", Some(row.work_bits), WORK);
    let is_honest =
        row.response_control != ResponseControl::Open || row.anonymity == Anonymity::Anonymous;
    problems.demand(is_honest, "anonymity", Complaint::open_is_anonymous);
    let subjects = [
        ("programmeId", row.programme_id.is_some()),
        ("spaceId", row.space_id.is_some()),
        ("planId", row.plan_id.is_some()),
    ];
    for (field, _) in subjects.iter().filter(|(_, is_set)| *is_set).skip(1) {
        problems.add(field, Complaint::one_subject());
    }
    check_times(row, &mut problems);
    problems
}

fn check_times(row: &survey::Model, problems: &mut Problems) {
    for (field, moment) in [("opensAt", row.opens_at), ("closesAt", row.closes_at)] {
        problems.check_day(field, moment.map(|moment| moment.date_naive()));
    }
    let is_span = row
        .opens_at
        .zip(row.closes_at)
        .is_none_or(|(opens, closes)| opens < closes);
    problems.demand(is_span, "closesAt", Complaint::ends_before_start);
}

/// What may no longer change of a survey as it stands.
///
/// What was promised to those who answer holds from the publication on, whether
/// somebody has answered yet or not: only the protection may grow.
pub(super) fn check_change(
    before: &survey::Model,
    after: &survey::Model,
    now: DateTime<Utc>,
) -> Problems {
    let mut problems = Problems::default();
    let status = before.status;
    let mut fix = |field: &str, is_same: bool| {
        problems.demand(is_same, field, || Complaint::fixed_while(name(status)));
    };
    if status == Status::Archived {
        fix("id", before == after);
        return problems;
    }
    if status == Status::Draft {
        return problems;
    }
    fix(
        "responseControl",
        before.response_control == after.response_control,
    );
    fix("anonymity", before.anonymity == after.anonymity);
    fix(
        "defaultLocale",
        before.default_locale == after.default_locale,
    );
    fix("programmeId", before.programme_id == after.programme_id);
    fix("spaceId", before.space_id == after.space_id);
    fix("planId", before.plan_id == after.plan_id);
    fix(
        "opensAt",
        before.opened_at.is_none() || before.opens_at == after.opens_at,
    );
    let is_over = matches!(status, Status::Closed | Status::ResultsPublished);
    fix("closesAt", !is_over || before.closes_at == after.closes_at);
    let least = before.min_cell_size;
    problems.demand(after.min_cell_size >= least, "minCellSize", || {
        Complaint::may_only_grow(least)
    });
    let is_coming = after.closes_at.is_none_or(|closes| closes > now);
    let is_same = before.closes_at == after.closes_at;
    problems.demand(is_same || is_coming, "closesAt", Complaint::in_the_past);
    problems
}
