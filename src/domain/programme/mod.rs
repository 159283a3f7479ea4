//! Programmes: what can be learnt in a city.

pub(in crate::domain) mod bench;
mod codes;
mod edit;
mod export;
mod hand_over;
pub(in crate::domain) mod known;
pub(in crate::domain) mod named;
mod own;
mod slug;
mod state;
mod upsert;
mod wanted;
pub(crate) mod whole;
mod write;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{
    AllianceId, CityId, OrganisationId, ProgrammeId, alliance, offering, programme,
    programme_alliance,
    values::{LearningSetting, Origin, ProgrammeKind, ProgrammeStatus, SubjectKind},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order,
    PartialModelTrait, QueryFilter, QueryResult, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, JoinType, Query, SelectStatement},
};
use uuid::Uuid;

pub use self::{
    codes::CodeLists,
    edit::{Edit, NamedOffering},
    export::Export,
    hand_over::hand_over,
    named::{titles, withdraw},
    own::OwnProgrammes,
    state::{Step, delete, restore, take},
    upsert::{Row, Upsert, upsert},
    write::{create, update},
};
use super::{
    alliance::Alliances,
    body::Body,
    city::Cities,
    code::{self, Described},
    error::Result,
    filter::{Is, IsBody, Test, among, contains, exists},
    ids,
    offering::{OfferingTest, Offerings},
    page::{Link, Listed, orders},
    record::record,
    related::{self, Related},
    search::SearchText,
    searchable::searchable,
    viewer::Sight,
};

record! {
    programme as Programme, owned by |row| Some(Body::City(row.city_id)),
    generated [], unique ["slug" => "slug", "external_id" => "externalId"],
    found by |row| search_text(row)
}

orders! {
    /// The orders of programmes.
    ProgrammeOrder of programme::Row, columns of entity::programme;
    /// By title in the programme's own language.
    Title: Text = TitleText.title_text;
    /// By the last change.
    Updated: Instant = UpdatedAt.updated_at;
    /// In the order in which they came to the network.
    Created;
}

/// The published programmes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Programmes {}

impl Listed for Programmes {
    type Entity = programme::Entity;
    type Row = programme::Row;
    type Order = ProgrammeOrder;
    type Test = ProgrammeTest;

    fn select() -> SelectStatement {
        programme::Row::select_cols(programme::Entity::find().select_only()).into_query()
    }

    fn visible() -> Condition {
        Condition::all()
            .add(programme::Column::Status.eq(ProgrammeStatus::Published))
            .add(programme::Column::DeletedAt.is_null())
    }

    fn visible_to(sight: Sight) -> Condition {
        let own = sight
            .programmes_of()
            .map(|city| at(programme::Column::CityId).eq(city));
        let published = programme::Column::Status.eq(ProgrammeStatus::Published);
        Condition::all()
            .add(programme::Column::DeletedAt.is_null())
            .add(Condition::any().add(published).add_option(own))
    }

    fn id() -> programme::Column {
        programme::Column::Id
    }

    fn id_of(row: &programme::Row) -> Uuid {
        row.id.0
    }
}

/// What a filter may ask of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ProgrammeTest {
    /// Its id.
    Id(Is<ProgrammeId>),
    /// Its slug, which is unique in its city.
    Slug(Is<String>),
    /// Its id in the city's own system.
    ExternalId(Is<String>),
    /// Part of one of its titles.
    Title(String),
    /// Its city.
    City(IsBody<CityId>),
    /// Who provides it.
    Provider(IsBody<OrganisationId>),
    /// An alliance in whose frame it takes place.
    Alliance(IsBody<AllianceId>),
    /// What form it has.
    Kind(Is<ProgrammeKind>),
    /// How formal the learning is.
    Setting(Is<LearningSetting>),
    /// A code that describes it, of the list that is named.
    Code(&'static str, Is<String>),
    /// Where it stands; everyone sees the published ones only.
    Status(Is<ProgrammeStatus>),
    /// Real or made up.
    Origin(Is<Origin>),
    /// When it last changed.
    UpdatedAt(Is<DateTime<Utc>>),
    /// When it was published.
    PublishedAt(Is<DateTime<Utc>>),
    /// Its offerings.
    Offerings(Related<OfferingTest>),
}

impl Test for ProgrammeTest {
    fn condition(&self) -> Condition {
        use programme::Column;
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::Slug(is) => is.on(at(Column::Slug)),
            Self::ExternalId(is) => is.on(at(Column::ExternalId)),
            Self::Title(part) => contains(at(Column::TitleText), part),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Provider(is) => is.on(at(Column::ProviderId)),
            Self::Alliance(is) => in_frame_of(is),
            Self::Kind(is) => is.on(at(Column::Kind)),
            Self::Setting(is) => is.on(at(Column::Setting)),
            Self::Code(scheme, is) => code::described_by(&DESCRIBED, scheme, is, &at(Column::Id)),
            Self::Status(is) => is.on(at(Column::Status)),
            Self::Origin(is) => is.on(at(Column::Origin)),
            Self::UpdatedAt(is) => is.on(at(Column::UpdatedAt)),
            Self::PublishedAt(is) => is.on(at(Column::PublishedAt)),
            Self::Offerings(related) => {
                related.on::<Offerings>(offering::Column::ProgrammeId, at(Column::Id))
            }
        }
    }
}

/// What the search finds a programme by; nothing while it is not public.
pub(super) fn search_text(row: &programme::Model) -> Option<SearchText> {
    let bodies: Vec<_> = [&row.summary, &row.description, &row.audience]
        .map(Option::as_ref)
        .into_iter()
        .chain(row.learning_outcomes.0.iter().map(Some))
        .collect();
    let about = (SubjectKind::Programme, row.id.0);
    let mut text = searchable(about, &row.title, &row.default_locale, &bodies);
    text.bodies.extend(row.keywords.0.clone());
    (row.status == ProgrammeStatus::Published).then_some(text)
}

const DESCRIBED: Described = Described {
    table: "programme_code",
    subject: "programme_id",
};

fn at(column: programme::Column) -> Expr {
    Expr::col((programme::Entity, column))
}

fn in_frame_of(is: &IsBody<AllianceId>) -> Condition {
    use programme_alliance::{Column, Entity};
    let frames = |which: Condition| {
        Query::select()
            .expr(Expr::val(1))
            .from(Entity)
            .and_where(Expr::col((Entity, Column::ProgrammeId)).eq(at(programme::Column::Id)))
            .cond_where(which)
            .to_owned()
    };
    let alliance = Expr::col((Entity, Column::AllianceId));
    let by_slug = is
        .by_slug(&alliance)
        .map(|which| exists(frames(which), true));
    among(&is.id, &alliance, frames).add_option(by_slug)
}

/// How programmes hang on the alliances in whose frame they take place.
#[must_use]
pub fn of_alliance() -> Link {
    use programme_alliance::{Column, Entity};
    Link::through(&Entity, Column::AllianceId, Column::ProgrammeId)
}

/// The published programme of a city with this slug.
pub async fn by_slug(
    db: &impl ConnectionTrait,
    city: CityId,
    slug: &str,
) -> Result<Option<programme::Row>> {
    one_of_city(db, city, programme::Column::Slug, slug).await
}

/// The published programme of a city with this id of the city's own system.
pub async fn by_external_id(
    db: &impl ConnectionTrait,
    city: CityId,
    external_id: &str,
) -> Result<Option<programme::Row>> {
    one_of_city(db, city, programme::Column::ExternalId, external_id).await
}

/// The published programme with this slug of the city with that slug.
pub async fn by_slugs(
    db: &impl ConnectionTrait,
    city: &str,
    slug: &str,
) -> Result<Option<programme::Row>> {
    let of_city = Query::select()
        .column(entity::city::Column::Id)
        .from(entity::city::Entity)
        .cond_where(Cities::visible())
        .and_where(entity::city::Column::Slug.eq(city))
        .to_owned();
    let condition = Condition::all()
        .add(at(programme::Column::CityId).in_subquery(of_city))
        .add(at(programme::Column::Slug).eq(slug));
    related::one::<Programmes>(db, condition).await
}

async fn one_of_city(
    db: &impl ConnectionTrait,
    city: CityId,
    column: programme::Column,
    value: &str,
) -> Result<Option<programme::Row>> {
    let condition = Condition::all()
        .add(at(programme::Column::CityId).eq(city))
        .add(at(column).eq(value));
    related::one::<Programmes>(db, condition).await
}

/// The long texts of each of these programmes.
pub async fn texts(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, programme::Texts>> {
    let these = ids::table_of(ids, db.get_database_backend());
    let texts = programme::Entity::find()
        .filter(at(programme::Column::Id).in_subquery(these))
        .into_partial_model::<programme::Texts>();
    let keyed = texts.all(db).await?.into_iter();
    Ok(keyed.map(|texts| (texts.id.0, texts)).collect())
}

/// The codes that describe each of these programmes.
pub async fn codes(
    db: &impl ConnectionTrait,
    programmes: &[ProgrammeId],
) -> Result<Vec<(ProgrammeId, entity::code::Model)>> {
    let ids: Vec<_> = programmes.iter().map(|programme| programme.0).collect();
    let codes = code::describing(db, &DESCRIBED, &ids).await?;
    Ok(codes
        .into_iter()
        .map(|(id, code)| (ProgrammeId(id), code))
        .collect())
}

/// The alliances in whose frame each of these programmes takes place, by name.
pub async fn alliances(
    db: &impl ConnectionTrait,
    programmes: &[ProgrammeId],
) -> Result<Vec<(ProgrammeId, alliance::Model)>> {
    use programme_alliance::{Column, Entity};
    let ids: Vec<_> = programmes.iter().map(|programme| programme.0).collect();
    let column = |column| Expr::col((Entity, column));
    let alliance_id = Expr::col((alliance::Entity, alliance::Column::Id));
    let mut query = Alliances::select();
    query
        .expr_as(column(Column::ProgrammeId), "subject_id")
        .join(
            JoinType::InnerJoin,
            Entity,
            column(Column::AllianceId).eq(alliance_id),
        )
        .cond_where(Alliances::visible())
        .and_where(
            column(Column::ProgrammeId).in_subquery(ids::table_of(&ids, db.get_database_backend())),
        )
        .order_by((alliance::Entity, alliance::Column::NameText), Order::Asc);
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| {
        Ok((
            row.try_get("", "subject_id")?,
            alliance::Model::from_query_result(row, "")?,
        ))
    };
    rows.iter().map(read).collect()
}
