//! How a city makes, changes and deletes its learning platforms.

use entity::{
    Localized, PlatformId, city, offering, platform,
    values::{Channels, Happening},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::domain::{
    body::Body,
    check::LONG_TEXT,
    city::{of_permit, today},
    error::Result,
    in_use::refuse_while_used,
    patch::{Patch, Texts},
    problem::Problems,
    record::{self, Fields, Target, record, unlinked},
    slug,
    text::folded,
    viewer::{Permit, WriteSpaces},
    writing::Writing,
};

record! {
    platform as LearningPlatform, owned by |row| Some(Body::City(row.city_id)),
    generated [], unique ["slug" => "slug"]
}

/// As slugs begin that are made of ids.
const PREFIX: &str = "platform";

/// What a city changes of a platform.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// The short name in addresses.
    pub slug: Patch<String>,
    /// Its names.
    pub name: Patch<Texts>,
    /// The language in which it describes itself.
    pub default_locale: Patch<String>,
    /// How it reaches learners.
    pub channels: Patch<Channels>,
    /// Its website.
    pub website: Patch<String>,
    /// What it offers.
    pub description: Patch<Texts>,
}

impl Edit {
    fn apply(self, row: &mut platform::Model) -> Problems {
        let mut problems = Problems::default();
        self.name.apply_name(&mut row.name, "name", &mut problems);
        self.default_locale
            .apply_locale(&mut row.default_locale, "defaultLocale", &mut problems);
        self.slug.apply_to(&mut row.slug, "slug", &mut problems);
        self.channels.apply_or_default(&mut row.channels);
        self.website.apply(&mut row.website);
        self.description
            .apply_texts(&mut row.description, "description", &mut problems);
        row.name_text = folded(&row.name, &row.default_locale);
        problems.check_name("name", &row.name, &row.default_locale);
        problems.check_slug("slug", &row.slug);
        problems.check_distinct("channels", &row.channels.0);
        problems.check_web_address("website", row.website.as_deref());
        problems.check_texts("description", row.description.as_ref(), LONG_TEXT);
        problems
    }
}

/// Makes a platform of the permit's city.
pub async fn create(
    writing: &Writing,
    permit: &Permit<WriteSpaces>,
    mut edit: Edit,
) -> Result<platform::Model> {
    let city = of_permit(writing, permit.owner()).await?;
    let mut row = unnamed(writing, &city);
    if edit.slug == Patch::Clear {
        edit.slug = Patch::Keep;
    }
    let has_slug = edit.slug != Patch::Keep;
    edit.apply(&mut row).into_result()?;
    if !has_slug {
        let others = platform::Entity::find().filter(platform::Column::CityId.eq(city.id));
        row.slug = slug::free(
            writing,
            (others, platform::Column::Slug),
            row.name.texts_from(&row.default_locale),
            (PREFIX, row.id.0),
        )
        .await?;
    }
    record::insert(writing, permit, row, Fields::default()).await
}

fn unnamed(writing: &Writing, city: &city::Model) -> platform::Model {
    let (id, now) = (PlatformId::new(writing.now()), writing.now());
    platform::Model {
        id,
        city_id: city.id,
        slug: slug::fallback(PREFIX, id.0),
        name: Localized::default(),
        name_text: String::new(),
        default_locale: city.default_locale.clone(),
        channels: Channels::default(),
        website: None,
        description: None,
        origin: city.origin,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// Changes a platform of the permit's city.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteSpaces>,
    target: Target<PlatformId>,
    edit: Edit,
) -> Result<platform::Model> {
    let before: platform::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    edit.apply(&mut after).into_result()?;
    record::save(
        writing,
        permit,
        (before, after),
        Happening::Updated,
        unlinked(),
    )
    .await
}

/// Deletes a platform; refuses while public offerings that are not over run on it.
pub async fn delete(
    writing: &Writing,
    permit: &Permit<WriteSpaces>,
    target: Target<PlatformId>,
) -> Result<platform::Model> {
    let city = of_permit(writing, permit.owner()).await?;
    let today = today(&city, writing.now());
    let deleted = record::delete(writing, permit, target).await?;
    refuse_while_used(writing, offering::Column::PlatformId, target.id, today).await?;
    Ok(deleted)
}
