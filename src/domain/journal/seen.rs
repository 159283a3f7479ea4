//! What everyone sees of a record after a change, noted with the change.
//!
//! The same conditions decide here and in every list, so the journal cannot say
//! that something is gone which a list still shows.

use std::collections::{BTreeMap, HashSet};

use entity::{
    city_profile, journal, learning_space, offering, survey_snapshot,
    values::{Happening, ProfileStatus, SubjectKind},
};
use sea_orm::{
    ActiveValue, ColumnTrait, Condition, ConnectionTrait, Set,
    sea_query::{ExprTrait, Query},
};
use uuid::Uuid;

use crate::domain::{
    alliance::Alliances,
    bank_question::BankQuestions,
    city::Cities,
    designation::Designations,
    error::Result,
    feedback::{FeedbackActions, FeedbackChannels, FeedbackSessions, FeedbackThemes},
    ids,
    learning_space::LearningSpaces,
    membership::Memberships,
    offering::Offerings,
    office_holder::OfficeHolders,
    organisation::Organisations,
    page::{Listed, column},
    plan::Plans,
    platform::Platforms,
    programme::Programmes,
    related::{belonging, there},
    survey::Surveys,
};

/// The fields of a programme by which its offerings change.
const SHOWN_BY_OFFERINGS: [&str; 3] = ["status", "deletedAt", "kind"];

/// The fields of a city by which its offerings and its spaces change.
const SHOWN_BY_PLACES: [&str; 5] = [
    "name",
    "timeZone",
    "subdivisionCode",
    "countryCode",
    "deletedAt",
];

/// The same entries with what everyone sees, and with what went along.
///
/// Asked under the lock of the journal: whoever commits later sees what was
/// committed before, so the last entry of a record is right about it.
pub(super) async fn noted(
    tx: &impl ConnectionTrait,
    mut rows: Vec<journal::ActiveModel>,
) -> Result<Vec<journal::ActiveModel>> {
    let along = along(tx, &rows).await?;
    rows.extend(along);
    let mut subjects: BTreeMap<SubjectKind, Vec<Uuid>> = BTreeMap::new();
    for row in &rows {
        let (kind, id) = subject(row);
        subjects.entry(kind).or_default().push(id);
    }
    let mut seen = HashSet::new();
    for (kind, ids) in subjects {
        let public = public(tx, kind, &ids).await?.into_iter();
        seen.extend(public.map(|id| (kind, id)));
    }
    for row in &mut rows {
        if row.is_public.is_not_set() {
            row.is_public = Set(Some(seen.contains(&subject(row))));
        }
    }
    Ok(rows)
}

/// What happens to a record with another one: it is told of both.
///
/// An offering is seen with its programme, and is a course or an event by its kind.
/// Offerings and spaces are told with the name and the time zone of their city.
async fn along(
    tx: &impl ConnectionTrait,
    rows: &[journal::ActiveModel],
) -> Result<Vec<journal::ActiveModel>> {
    let programmes = those_with(rows, SubjectKind::Programme, &SHOWN_BY_OFFERINGS);
    let cities = those_with(rows, SubjectKind::City, &SHOWN_BY_PLACES);
    let told: HashSet<_> = rows.iter().map(subject).collect();
    let mut along = BTreeMap::new();
    let ids: Vec<Uuid> = programmes.keys().copied().collect();
    for row in belonging::<offering::Entity>(tx, offering::Column::ProgrammeId, &ids).await? {
        let is_there = row.deleted_at.is_none();
        let cause = programmes.get(&row.programme_id.0).filter(|_| is_there);
        along.extend(cause.map(|cause| ((SubjectKind::Offering, row.id.0), *cause)));
    }
    let ids: Vec<Uuid> = cities.keys().copied().collect();
    for row in belonging::<offering::Entity>(tx, offering::Column::CityId, &ids).await? {
        let is_there = row.deleted_at.is_none();
        let cause = cities.get(&row.city_id.0).filter(|_| is_there);
        along.extend(cause.map(|cause| ((SubjectKind::Offering, row.id.0), *cause)));
    }
    let city = learning_space::Column::CityId;
    for row in belonging::<learning_space::Entity>(tx, city, &ids).await? {
        let is_there = row.deleted_at.is_none();
        let cause = cities.get(&row.city_id.0).filter(|_| is_there);
        along.extend(cause.map(|cause| ((SubjectKind::LearningSpace, row.id.0), *cause)));
    }
    let untold = along
        .into_iter()
        .filter(|(subject, _)| !told.contains(subject));
    Ok(untold
        .map(|(subject, cause)| with(subject, cause))
        .collect())
}

/// The entries about records of a kind that changed one of these fields.
fn those_with<'r>(
    rows: &'r [journal::ActiveModel],
    kind: SubjectKind,
    fields: &[&str],
) -> BTreeMap<Uuid, &'r journal::ActiveModel> {
    let about = rows.iter().filter(|row| subject(row).0 == kind);
    let changed = about.filter(|row| changes(row, fields));
    changed.map(|row| (subject(row).1, row)).collect()
}

fn changes(row: &journal::ActiveModel, wanted: &[&str]) -> bool {
    let names = |side: &ActiveValue<Option<serde_json::Value>>| {
        let fields = side.try_as_ref().and_then(Option::as_ref);
        fields.is_some_and(|fields| wanted.iter().any(|name| fields.get(name).is_some()))
    };
    match row.happening.try_as_ref() {
        Some(Happening::Created) | None => false,
        // Of what came with a file nobody says what changed.
        Some(Happening::Imported) => true,
        Some(_) => names(&row.before) || names(&row.after),
    }
}

/// The entry of what happened to a record with another one.
fn with((kind, id): (SubjectKind, Uuid), cause: &journal::ActiveModel) -> journal::ActiveModel {
    journal::ActiveModel {
        subject_kind: Set(kind),
        subject_id: Set(id),
        before: Set(None),
        after: Set(None),
        ..cause.clone()
    }
}

fn subject(row: &journal::ActiveModel) -> (SubjectKind, Uuid) {
    (*row.subject_kind.as_ref(), *row.subject_id.as_ref())
}

/// Those of these records that everyone sees.
pub async fn public(
    db: &impl ConnectionTrait,
    kind: SubjectKind,
    these: &[Uuid],
) -> Result<Vec<Uuid>> {
    macro_rules! of {
        ($list:ty) => {
            listed::<$list>(db, these).await
        };
    }
    match kind {
        SubjectKind::Alliance => of!(Alliances),
        SubjectKind::BankQuestion => of!(BankQuestions),
        SubjectKind::City => of!(Cities),
        SubjectKind::Designation => of!(Designations),
        SubjectKind::FeedbackAction => of!(FeedbackActions),
        SubjectKind::FeedbackChannel => of!(FeedbackChannels),
        SubjectKind::FeedbackSession => of!(FeedbackSessions),
        SubjectKind::FeedbackTheme => of!(FeedbackThemes),
        SubjectKind::LearningPlatform => of!(Platforms),
        SubjectKind::LearningSpace => of!(LearningSpaces),
        SubjectKind::Membership => of!(Memberships),
        SubjectKind::Offering => of!(Offerings),
        SubjectKind::OfficeHolder => of!(OfficeHolders),
        SubjectKind::Organisation => of!(Organisations),
        SubjectKind::Plan => of!(Plans),
        SubjectKind::Programme => of!(Programmes),
        SubjectKind::Survey => of!(Surveys),
        SubjectKind::CityProfile => {
            let published = city_profile::Column::Status.eq(ProfileStatus::Published);
            let visible = Condition::all()
                .add(published)
                .add(city_profile::Column::DeletedAt.is_null());
            there::<city_profile::Entity>(db, city_profile::Column::Id, these, visible).await
        }
        SubjectKind::SurveySnapshot => {
            let visible = Condition::all().add(survey_snapshot::Column::DeletedAt.is_null());
            there::<survey_snapshot::Entity>(db, survey_snapshot::Column::Id, these, visible).await
        }
        // These are shown as parts of others, or to their owner alone.
        SubjectKind::Client
        | SubjectKind::Country
        | SubjectKind::Observation
        | SubjectKind::Webhook => Ok(Vec::new()),
    }
}

async fn listed<L: Listed>(db: &impl ConnectionTrait, these: &[Uuid]) -> Result<Vec<Uuid>> {
    let these = ids::table_of(these, db.get_database_backend());
    let query = Query::select()
        .expr_as(column::<L>(L::id()), "id")
        .from(L::Entity::default())
        .cond_where(L::visible())
        .and_where(column::<L>(L::id()).in_subquery(these))
        .to_owned();
    let rows = db.query_all(&query).await?;
    let ids = rows.iter().map(|row| row.try_get("", "id"));
    Ok(ids.collect::<std::result::Result<_, _>>()?)
}
