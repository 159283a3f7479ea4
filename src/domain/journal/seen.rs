//! What everyone sees of a record after a change, noted with the change.
//!
//! The same conditions decide here and in every list, so the journal cannot say
//! that something is gone which a list still shows.

use std::collections::{BTreeMap, HashSet};

use entity::{
    city_profile, journal, offering, survey_snapshot,
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

/// The fields whose change shows or hides a record.
const SHOWING: [&str; 2] = ["status", "deletedAt"];

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

/// Offerings are seen with their programme: what shows or hides it happens to them too.
async fn along(
    tx: &impl ConnectionTrait,
    rows: &[journal::ActiveModel],
) -> Result<Vec<journal::ActiveModel>> {
    let programmes: BTreeMap<Uuid, &journal::ActiveModel> = rows
        .iter()
        .filter(|row| subject(row).0 == SubjectKind::Programme && shows_or_hides(row))
        .map(|row| (subject(row).1, row))
        .collect();
    let ids: Vec<Uuid> = programmes.keys().copied().collect();
    let offerings = belonging::<offering::Entity>(tx, offering::Column::ProgrammeId, &ids).await?;
    let told: HashSet<_> = rows.iter().map(subject).collect();
    let untold = offerings.into_iter().filter(|offering| {
        offering.deleted_at.is_none() && !told.contains(&(SubjectKind::Offering, offering.id.0))
    });
    let along = untold.filter_map(|offering| {
        let programme = programmes.get(&offering.programme_id.0)?;
        Some(journal::ActiveModel {
            subject_kind: Set(SubjectKind::Offering),
            subject_id: Set(offering.id.0),
            before: Set(None),
            after: Set(None),
            ..(*programme).clone()
        })
    });
    Ok(along.collect())
}

fn shows_or_hides(row: &journal::ActiveModel) -> bool {
    let names = |side: &ActiveValue<Option<serde_json::Value>>| {
        let fields = side.try_as_ref().and_then(Option::as_ref);
        fields.is_some_and(|fields| SHOWING.iter().any(|name| fields.get(name).is_some()))
    };
    match row.happening.try_as_ref() {
        Some(Happening::Created) | None => false,
        Some(Happening::Imported) => true,
        Some(_) => names(&row.before) || names(&row.after),
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
