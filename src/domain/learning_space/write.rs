//! How a city makes, changes and deletes its learning spaces.

use entity::{
    Localized, SpaceId, Words, city, learning_space, offering,
    values::{Happening, OpeningHoursList, SpaceKind, SpaceStatus, SubjectKind},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    Edit,
    links::{self, Links},
};
use crate::domain::{
    body::Body,
    city::{of_permit, today},
    error::Result,
    in_use::refuse_while_used,
    patch::Patch,
    record::{self, Fields, Target, record, unlinked},
    searchable::searchable,
    slug,
    viewer::{Permit, WriteSpaces},
    writing::Writing,
};

record! {
    learning_space as LearningSpace, owned by |row| Some(Body::City(row.city_id)),
    generated [], unique ["slug" => "slug", "external_id" => "externalId"],
    found by |row| Some(searchable(
        (SubjectKind::LearningSpace, row.id.0),
        &row.name,
        &row.default_locale,
        &[row.description.as_ref(), row.address.as_ref()],
    ))
}

/// Makes a learning space in the permit's city.
pub async fn create(
    writing: &Writing,
    permit: &Permit<WriteSpaces>,
    mut edit: Edit,
) -> Result<learning_space::Model> {
    let city = of_permit(writing, permit.owner()).await?;
    let mut row = unnamed(writing, &city);
    if edit.slug == Patch::Clear {
        edit.slug = Patch::Keep;
    }
    let has_slug = edit.slug != Patch::Keep;
    let links = Links::of(&edit);
    let mut problems = edit.apply(&mut row);
    links.check(writing, &mut problems).await?;
    problems.into_result()?;
    if !has_slug {
        row.slug = free_slug(writing, &row).await?;
    }
    let codes = links.codes.filter(|codes| !codes.is_empty());
    let told = codes
        .as_ref()
        .map(|codes| Fields::default().with("accessibility", codes.clone()));
    let row = record::insert(writing, permit, row, told.unwrap_or_default()).await?;
    if let Some(codes) = codes {
        links::add(writing, row.id, codes).await?;
    }
    Ok(row)
}

fn unnamed(writing: &Writing, city: &city::Model) -> learning_space::Model {
    let (id, now) = (SpaceId::new(writing.now()), writing.now());
    learning_space::Model {
        id,
        city_id: city.id,
        slug: slug::fallback(PREFIX, id.0),
        external_id: None,
        provider_id: None,
        name: Localized::default(),
        name_text: String::new(),
        default_locale: city.default_locale.clone(),
        kind: SpaceKind::Other,
        stands_for_many: false,
        address: None,
        postal_code: None,
        latitude: None,
        longitude: None,
        always_open: false,
        opening_hours: OpeningHoursList::default(),
        capacity: None,
        website: None,
        description: None,
        amenities: Words::default(),
        designated_as: Words::default(),
        status: SpaceStatus::Open,
        origin: city.origin,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// As slugs begin that are made of ids.
const PREFIX: &str = "space";

async fn free_slug(writing: &Writing, row: &learning_space::Model) -> Result<String> {
    let others = learning_space::Entity::find();
    let others = others.filter(learning_space::Column::CityId.eq(row.city_id));
    let names = row.name.texts_from(&row.default_locale);
    slug::free(
        writing,
        (others, learning_space::Column::Slug),
        names.chain(row.external_id.as_deref()),
        (PREFIX, row.id.0),
    )
    .await
}

/// Changes a learning space of the permit's city.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteSpaces>,
    target: Target<SpaceId>,
    edit: Edit,
) -> Result<learning_space::Model> {
    let before: learning_space::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    let links = Links::of(&edit);
    let mut problems = edit.apply(&mut after);
    links.check(writing, &mut problems).await?;
    problems.into_result()?;
    let told = match links.codes {
        Some(codes) => links::replace(writing, before.id, codes).await?,
        None => unlinked(),
    };
    record::save(writing, permit, (before, after), Happening::Updated, told).await
}

/// Deletes a learning space; refuses while public offerings that are not over
/// meet there.
pub async fn delete(
    writing: &Writing,
    permit: &Permit<WriteSpaces>,
    target: Target<SpaceId>,
) -> Result<learning_space::Model> {
    let city = of_permit(writing, permit.owner()).await?;
    let today = today(&city, writing.now());
    let deleted = record::delete(writing, permit, target).await?;
    refuse_while_used(writing, offering::Column::SpaceId, target.id, today).await?;
    Ok(deleted)
}
