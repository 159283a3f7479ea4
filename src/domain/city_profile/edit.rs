//! How a city changes what it says of itself.

use entity::{
    CityId, ProfileId, city, city_profile,
    values::{Happening, ProfileStatus},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{MOST_WORDS, words};
use crate::domain::{
    body::Body,
    check::{LONG_TEXT, NAME},
    error::{Error, Result},
    locale::Locale,
    patch::Patch,
    problem::{Complaint, Problems},
    record::{self, Target, record, unlinked},
    viewer::{Permit, WriteCity},
    writing::Writing,
};

record! {
    city_profile as CityProfile, owned by |row| Some(Body::City(row.city_id)),
    generated [], unique ["locale" => "locale"]
}

/// What a city changes of a profile.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// One line about the city.
    pub headline: Patch<String>,
    /// What it is like.
    pub introduction: Patch<String>,
    /// Why it wants to be a learning city.
    pub vision: Patch<String>,
    /// What is hard for it.
    pub challenges: Patch<String>,
    /// How it goes about it.
    pub implementation: Patch<String>,
}

impl Edit {
    fn apply(self, row: &mut city_profile::Model) -> Problems {
        self.headline.apply(&mut row.headline);
        self.introduction.apply(&mut row.introduction);
        self.vision.apply(&mut row.vision);
        self.challenges.apply(&mut row.challenges);
        self.implementation.apply(&mut row.implementation);
        check(row)
    }
}

fn check(row: &city_profile::Model) -> Problems {
    let mut problems = Problems::default();
    problems.check_text("cycle", Some(&row.cycle), CYCLE);
    problems.check_text("headline", row.headline.as_deref(), NAME);
    let texts = [
        ("introduction", &row.introduction),
        ("vision", &row.vision),
        ("challenges", &row.challenges),
        ("implementation", &row.implementation),
    ];
    for (field, text) in texts {
        problems.check_text(field, text.as_deref(), LONG_TEXT);
        let is_short = text.as_deref().is_none_or(|text| words(text) <= MOST_WORDS);
        problems.demand(is_short, field, || Complaint::too_many_words(MOST_WORDS));
    }
    // A published one is shown before those of older cycles: it must say something.
    let is_empty = row.headline.is_none() && texts.iter().all(|(_, text)| text.is_none());
    let is_public = row.status == ProfileStatus::Published;
    problems.demand(!(is_empty && is_public), "", Complaint::blank);
    problems
}

/// Characters in the name of a cycle.
const CYCLE: usize = 40;

/// Which profile of a city is meant: by its cycle and its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The reporting round or year.
    pub cycle: String,
    /// The language.
    pub locale: String,
}

/// Changes a profile of the city, or begins it as a draft; one that was deleted
/// comes back as a draft, with what it said.
pub async fn save(
    writing: &Writing,
    permit: &Permit<WriteCity>,
    expected_version: Option<i32>,
    (key, edit): (Key, Edit),
) -> Result<city_profile::Model> {
    let Ok(locale) = Locale::parse(&key.locale) else {
        let complaint = Complaint::no_locale(&key.locale);
        return Err(Error::Invalid(Problems::with("locale", complaint)));
    };
    let key = Key {
        cycle: key.cycle.trim().to_owned(),
        locale: locale.tag(),
    };
    let Some(before) = held(writing, permit.owner(), &key).await? else {
        return create(writing, permit, expected_version, (key, edit)).await;
    };
    record::expect_version(&before, expected_version)?;
    let mut after = before.clone();
    let mut happening = Happening::Updated;
    if before.deleted_at.is_some() {
        (after.deleted_at, after.status) = (None, ProfileStatus::Draft);
        happening = Happening::Restored;
    }
    edit.apply(&mut after).into_result()?;
    record::save(writing, permit, (before, after), happening, unlinked()).await
}

/// The profile with this key, be it deleted, while nobody else begins one.
async fn held(writing: &Writing, city: CityId, key: &Key) -> Result<Option<city_profile::Model>> {
    // Whoever holds the city is alone with its profiles: two equal first calls
    // begin one profile, and the second finds it.
    let hold = city::Entity::find_by_id(city).select_only();
    let hold = hold.column(city::Column::Id).lock_exclusive();
    let _: Option<CityId> = hold.into_tuple().one(writing).await?;
    let profile = city_profile::Entity::find()
        .filter(city_profile::Column::CityId.eq(city))
        .filter(city_profile::Column::Cycle.eq(&key.cycle))
        .filter(city_profile::Column::Locale.eq(&key.locale));
    Ok(profile.one(writing).await?)
}

async fn create(
    writing: &Writing,
    permit: &Permit<WriteCity>,
    expected_version: Option<i32>,
    (key, edit): (Key, Edit),
) -> Result<city_profile::Model> {
    if expected_version.is_some() {
        return Err(record::nowhere("expectedVersion"));
    }
    let now = writing.now();
    let mut row = city_profile::Model {
        id: ProfileId::new(now),
        city_id: permit.owner(),
        cycle: key.cycle,
        locale: key.locale,
        headline: None,
        introduction: None,
        vision: None,
        challenges: None,
        implementation: None,
        status: ProfileStatus::Draft,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    };
    edit.apply(&mut row).into_result()?;
    record::insert(writing, permit, row, record::Fields::default()).await
}

/// Shows a profile to everyone.
pub async fn publish(
    writing: &Writing,
    permit: &Permit<WriteCity>,
    target: Target<ProfileId>,
) -> Result<city_profile::Model> {
    turn(
        writing,
        permit,
        target,
        (ProfileStatus::Published, Happening::Published),
    )
    .await
}

/// Makes a profile a draft again.
pub async fn withdraw(
    writing: &Writing,
    permit: &Permit<WriteCity>,
    target: Target<ProfileId>,
) -> Result<city_profile::Model> {
    turn(
        writing,
        permit,
        target,
        (ProfileStatus::Draft, Happening::Suspended),
    )
    .await
}

async fn turn(
    writing: &Writing,
    permit: &Permit<WriteCity>,
    target: Target<ProfileId>,
    (status, happening): (ProfileStatus, Happening),
) -> Result<city_profile::Model> {
    let before: city_profile::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    after.status = status;
    check(&after).into_result()?;
    record::save(writing, permit, (before, after), happening, unlinked()).await
}
