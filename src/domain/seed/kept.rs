//! By what each row is found again, and what of it the file does not decide.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    AllianceId, CityId, Localized, OrganisationId, PartialDate, ProgrammeId, alliance, city,
    city_profile, code, code_list, country, designation, feedback_channel, learning_space,
    membership, observation, offering, office_holder, organisation, plan, platform, programme,
    source, source_reference,
    values::{FeedbackChannelKind, MembershipRole, SubjectKind},
};
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::store::{Kept, Owner};

macro_rules! kept {
    ($($table:ident by $key:ty = |$row:ident| $make:expr,
        keeps [$($field:ident),*], generated [$($column:ident),*] $(, touched by $touch:path)? $(, dated $kin:expr)?;
    )+) => { $(
        impl Kept for $table::Model {
            type Key = $key;

            const GENERATED: &'static [<$table::Entity as EntityTrait>::Column] =
                &[$($table::Column::$column),*];

            fn key(&self) -> Self::Key {
                let $row = self;
                $make
            }

            fn keep(&mut self, stored: &Self) {
                // Some rows keep nothing.
                let _ = stored;
                $(self.$field = stored.$field.clone();)*
            }

            $(fn kin(&self) -> Option<Self::Key> {
                let $row = self;
                Some($kin)
            })?

            $(fn touch(&mut self, now: DateTime<Utc>) {
                $touch!(self, now);
            })?
        }
    )+ };
}

macro_rules! versioned {
    ($row:expr, $now:expr) => {
        $row.version += 1;
        $row.updated_at = $now;
    };
}

/// An alliance, its member and the member's role and first day.
type MembershipKey = (
    AllianceId,
    (Option<CityId>, Option<OrganisationId>, Option<AllianceId>),
    MembershipRole,
    Option<PartialDate>,
);

/// The office, its body, its holder and the first known day.
type OfficeKey = (
    String,
    (Option<CityId>, Option<OrganisationId>, Option<AllianceId>),
    Vec<(String, String)>,
    Option<PartialDate>,
);

/// A run is known by its code in the programme, and without one by its first day.
type OfferingKey = (ProgrammeId, Option<String>, Option<NaiveDate>);

/// A plan is known by its number in its city, and without one by its title.
type PlanKey = (CityId, Option<i32>, Option<String>);

kept! {
    source by String = |row| row.id.clone(), keeps [], generated [];
    code_list by String = |row| row.scheme.clone(), keeps [], generated [];
    code by (String, String) = |row| (row.scheme.clone(), row.code.clone()),
        keeps [], generated [];
    country by String = |row| row.code.clone(), keeps [], generated [];
    city by String = |row| row.slug.clone(),
        keeps [id, gdp_per_capita_usd, gdp_year, schooling_years_men, schooling_years_women,
            schooling_year, version, created_at, updated_at, deleted_at],
        generated [], touched by versioned;
    city_profile by (CityId, String, String) =
        |row| (row.city_id, row.cycle.clone(), row.locale.clone()),
        keeps [id, version, created_at, updated_at, deleted_at], generated [], touched by versioned;
    organisation by String = |row| row.slug.clone(),
        keeps [id, version, created_at, updated_at, deleted_at],
        generated [], touched by versioned;
    alliance by String = |row| row.slug.clone(),
        keeps [id, version, created_at, updated_at, deleted_at],
        generated [], touched by versioned;
    membership by MembershipKey = |row| (
            row.alliance_id,
            (row.city_id, row.organisation_id, row.member_alliance_id),
            row.role,
            row.since.clone(),
        ),
        keeps [id, since_sort, version, created_at, updated_at, deleted_at],
        generated [SinceSort], touched by versioned, dated (
            row.alliance_id,
            (row.city_id, row.organisation_id, row.member_alliance_id),
            row.role,
            None,
        );
    designation by (CityId, String, Option<PartialDate>) =
        |row| (row.city_id, row.scheme_code.clone(), row.since.clone()),
        keeps [id, granting_alliance_id, since_sort, version, created_at, updated_at,
            deleted_at],
        generated [SinceSort], touched by versioned,
        dated (row.city_id, row.scheme_code.clone(), None);
    office_holder by OfficeKey = |row| (
            row.office_code.clone(),
            (row.city_id, row.organisation_id, row.alliance_id),
            spelt(&row.person_name),
            row.since.clone(),
        ),
        keeps [id, since_sort, version, created_at, updated_at, deleted_at],
        generated [SinceSort], touched by versioned, dated (
            row.office_code.clone(),
            (row.city_id, row.organisation_id, row.alliance_id),
            spelt(&row.person_name),
            None,
        );
    learning_space by (CityId, String) = |row| (row.city_id, row.slug.clone()),
        keeps [id, external_id, version, created_at, updated_at, deleted_at],
        generated [], touched by versioned;
    platform by (CityId, String) = |row| (row.city_id, row.slug.clone()),
        keeps [id, version, created_at, updated_at, deleted_at],
        generated [], touched by versioned;
    offering by OfferingKey = |row| (
            row.programme_id,
            row.code.clone(),
            row.start_date.filter(|_| row.code.is_none()),
        ),
        keeps [id, start_sort, closes_sort, version, created_at, updated_at, deleted_at],
        generated [StartSort, ClosesSort], touched by versioned;
    plan by PlanKey = |row| (
            row.city_id,
            row.ordinal,
            own(&row.title, &row.default_locale).filter(|_| row.ordinal.is_none()),
        ),
        keeps [id, external_id, version, created_at, updated_at, deleted_at],
        generated [], touched by versioned;
    feedback_channel by (CityId, FeedbackChannelKind, Option<String>) =
        |row| (row.city_id, row.kind, own(&row.title, &row.default_locale)),
        keeps [id, external_id, version, created_at, updated_at, deleted_at],
        generated [], touched by versioned;
    observation by (SubjectKind, Uuid, i32) =
        |row| (row.subject_kind, row.subject_id, row.position), keeps [id], generated [];
    source_reference by (SubjectKind, String, i32) =
        |row| (row.subject_kind, row.subject_id.clone(), row.position),
        keeps [id], generated [];
}

impl Kept for programme::Model {
    type Key = (CityId, String);

    const GENERATED: &'static [programme::Column] = &[];

    fn key(&self) -> Self::Key {
        (self.city_id, self.slug.clone())
    }

    fn keep(&mut self, stored: &Self) {
        self.id = stored.id;
        // The day on which it became public stays, whatever happens to it later.
        self.published_at = stored.published_at.or(self.published_at);
        self.version = stored.version;
        self.created_at = stored.created_at;
        self.updated_at = stored.updated_at;
        self.deleted_at = stored.deleted_at;
    }

    fn touch(&mut self, now: DateTime<Utc>) {
        versioned!(self, now);
    }
}

/// The title in the record's own language.
fn own(title: &Localized, locale: &str) -> Option<String> {
    title.get(locale).map(str::to_owned)
}

fn spelt(name: &Localized) -> Vec<(String, String)> {
    name.0.clone().into_iter().collect()
}

macro_rules! owners {
    ($($table:ident)+) => { $(
        impl Owner for $table::Model {
            fn id(&self) -> Uuid {
                self.id.0
            }
        }
    )+ };
}

owners!(learning_space programme offering);
