//! Surveys: what a city asks its citizens, from the first draft to the results.

mod challenge;
pub mod clock;
pub mod content;
mod edit;
pub mod export;
pub mod form;
mod frozen;
pub mod invitation;
mod own;
mod publish;
pub mod response;
pub mod results;
mod revision;
mod secret;
mod standing;
mod state;
pub mod tally;
pub mod translation;
pub mod version;
mod write;

use chrono::{DateTime, Utc};
use entity::{
    CityId, PlanId, ProgrammeId, SpaceId, SurveyId, survey,
    values::{Anonymity, Origin, ResponseControl, SurveyStatus},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryTrait,
    sea_query::{Expr, ExprTrait, SelectStatement},
};
use uuid::Uuid;

pub use self::{
    challenge::{Challenge, Work},
    edit::{Edit, Subject, Terms},
    frozen::FrozenVersions,
    own::OwnSurveys,
    publish::publish,
    revision::Change,
    secret::SurveySecret,
    standing::status_at,
    state::{Step, delete, extend, restore, take},
    write::{create, update},
};
use super::{
    body::Body,
    city,
    error::Result,
    filter::{Is, IsBody, Test, contains},
    page::{Listed, orders},
    record::record,
    related,
    viewer::Sight,
};

record! {
    survey as Survey, owned by |row| Some(Body::City(row.city_id)),
    generated [], unique ["slug" => "slug", "external_id" => "externalId"]
}

orders! {
    /// The orders of surveys.
    SurveyOrder of survey::Model, columns of entity::survey;
    /// By title in the survey's own language.
    Title: Text = TitleText.title_text;
    /// By the last change.
    Updated: Instant = UpdatedAt.updated_at;
    /// In the order in which they came to the network.
    Created;
}

/// The surveys that everyone sees: what is no longer a draft, and of what was put
/// away that which has published results, so that a citation still leads somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Surveys {}

impl Listed for Surveys {
    type Entity = survey::Entity;
    type Row = survey::Model;
    type Order = SurveyOrder;
    type Test = SurveyTest;

    fn select() -> SelectStatement {
        survey::Entity::find().into_query()
    }

    fn visible() -> Condition {
        Condition::all()
            .add(survey::Column::DeletedAt.is_null())
            .add(public())
    }

    fn visible_to(sight: Sight) -> Condition {
        let own = sight
            .surveys_of()
            .map(|city| at(survey::Column::CityId).eq(city));
        Condition::all()
            .add(survey::Column::DeletedAt.is_null())
            .add(Condition::any().add(public()).add_option(own))
    }

    fn id() -> survey::Column {
        survey::Column::Id
    }

    fn id_of(row: &survey::Model) -> Uuid {
        row.id.0
    }
}

fn public() -> Condition {
    let is_out = survey::Column::Status.is_not_in([SurveyStatus::Draft, SurveyStatus::Archived]);
    Condition::any()
        .add(is_out)
        .add(survey::Column::ResultsPublishedAt.is_not_null())
}

/// What a filter may ask of a survey.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SurveyTest {
    /// Its id.
    Id(Is<SurveyId>),
    /// Its slug, which is unique in its city.
    Slug(Is<String>),
    /// Its id in the city's own system.
    ExternalId(Is<String>),
    /// Part of one of its titles.
    Title(String),
    /// Its city.
    City(IsBody<CityId>),
    /// The programme that it is about.
    Programme(Is<ProgrammeId>),
    /// The learning space that it is about.
    Space(Is<SpaceId>),
    /// The plan that it is about.
    Plan(Is<PlanId>),
    /// What repeated surveys have in common.
    Series(Is<String>),
    /// Where it stands.
    Status(Is<SurveyStatus>),
    /// Who may answer it.
    ResponseControl(Is<ResponseControl>),
    /// Whether the city can tell who answered.
    Anonymity(Is<Anonymity>),
    /// Real or made up.
    Origin(Is<Origin>),
    /// When it closes or closed.
    ClosesAt(Is<DateTime<Utc>>),
    /// When it last changed.
    UpdatedAt(Is<DateTime<Utc>>),
}

impl Test for SurveyTest {
    fn condition(&self) -> Condition {
        use survey::Column;
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::Slug(is) => is.on(at(Column::Slug)),
            Self::ExternalId(is) => is.on(at(Column::ExternalId)),
            Self::Title(part) => contains(at(Column::TitleText), part),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Programme(is) => is.on(at(Column::ProgrammeId)),
            Self::Space(is) => is.on(at(Column::SpaceId)),
            Self::Plan(is) => is.on(at(Column::PlanId)),
            Self::Series(is) => is.on(at(Column::Series)),
            Self::Status(is) => is.on(at(Column::Status)),
            Self::ResponseControl(is) => is.on(at(Column::ResponseControl)),
            Self::Anonymity(is) => is.on(at(Column::Anonymity)),
            Self::Origin(is) => is.on(at(Column::Origin)),
            Self::ClosesAt(is) => is.on(at(Column::ClosesAt)),
            Self::UpdatedAt(is) => is.on(at(Column::UpdatedAt)),
        }
    }
}

fn at(column: survey::Column) -> Expr {
    Expr::col((survey::Entity, column))
}

/// The survey of a city with this slug.
pub async fn by_slugs(
    db: &impl ConnectionTrait,
    city: &str,
    slug: &str,
) -> Result<Option<survey::Model>> {
    let Some(city) = city::by_slug(db, city).await? else {
        return Ok(None);
    };
    let condition = Condition::all()
        .add(survey::Column::CityId.eq(city.id))
        .add(survey::Column::Slug.eq(slug));
    related::one::<Surveys>(db, condition).await
}

/// Whether the city has ever written a survey, deleted ones included.
pub async fn has_any(db: &impl ConnectionTrait, city: CityId) -> Result<bool> {
    let any = survey::Entity::find().filter(survey::Column::CityId.eq(city));
    Ok(any.one(db).await?.is_some())
}

#[cfg(test)]
mod tests {
    use entity::{Localized, Words};

    use super::*;

    /// A survey of nobody that is a draft.
    pub(super) fn row() -> survey::Model {
        let made = "2026-02-01T00:00:00Z".parse().unwrap();
        survey::Model {
            id: SurveyId(Uuid::nil()),
            city_id: CityId(Uuid::nil()),
            slug: "residents".to_owned(),
            external_id: None,
            title: Localized::from([("ko", "주민 설문")]),
            title_text: "주민 설문".to_owned(),
            default_locale: "ko".to_owned(),
            locales: Words(vec!["ko".to_owned()]),
            purpose: None,
            programme_id: None,
            space_id: None,
            plan_id: None,
            series: None,
            response_control: ResponseControl::Open,
            anonymity: Anonymity::Anonymous,
            min_cell_size: 5,
            work_bits: 0,
            opens_at: None,
            closes_at: None,
            status: SurveyStatus::Draft,
            published_version: None,
            published_at: None,
            opened_at: None,
            closed_at: None,
            results_published_at: None,
            answers_erased_at: None,
            origin: Origin::Real,
            version: 1,
            created_at: made,
            updated_at: made,
            deleted_at: None,
        }
    }
}
