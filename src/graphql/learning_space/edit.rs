//! What a city changes of its learning spaces.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::{SpaceId, Words, learning_space, values as kept};

use super::LearningSpace;
use crate::{
    domain::{
        self, Result,
        learning_space::{Edit, LearningSpaces, Place},
        patch::Patch,
        record::{self, Target},
        viewer::WriteSpaces,
    },
    graphql::{
        filter::read_id,
        mutation::{
            DeletePayload,
            input::{Asked, LocationInput, TextInput, id, id_inputs, texts},
            mutations, payloads,
        },
        scalar::{LocalTime, Locale},
        values::{LearningSpaceKind, LearningSpaceStatus, Weekday},
    },
};

/// A new learning space.
#[derive(InputObject)]
pub struct SpaceCreateInput {
    /// The name, by language. The one in the default locale must be there.
    name: Vec<TextInput>,
    /// What kind of place it is.
    kind: LearningSpaceKind,
    #[graphql(flatten)]
    fields: SpaceFieldsInput,
}

/// What to change of a learning space. What you leave out stays as it is.
#[derive(InputObject)]
pub struct SpaceUpdateInput {
    /// The global id.
    id: ID,
    /// The name, by language.
    name: MaybeUndefined<Vec<TextInput>>,
    /// What kind of place it is.
    kind: MaybeUndefined<LearningSpaceKind>,
    #[graphql(flatten)]
    fields: SpaceFieldsInput,
}

/// What a city may say of a learning space beside its name and kind.
#[derive(InputObject)]
pub struct SpaceFieldsInput {
    /// The short name in addresses; unique in its city, deleted spaces included.
    /// A new space without one gets one that is made of its name or its id.
    slug: MaybeUndefined<String>,
    /// The id it has in the city's own system; unique in its city, deleted spaces
    /// included. Null when it has none.
    external_id: MaybeUndefined<String>,
    /// The organisation that runs it; null when that is the city itself.
    provider_id: MaybeUndefined<ID>,
    /// The language in which the space describes itself; for a new space the city's.
    default_locale: MaybeUndefined<Locale>,
    /// Whether it is open; a new space is, unless you say otherwise.
    status: MaybeUndefined<LearningSpaceStatus>,
    /// Whether the record stands for a group of places.
    stands_for_many: MaybeUndefined<bool>,
    /// The postal address, by language; null when there is none.
    address: MaybeUndefined<Vec<TextInput>>,
    /// The postal code; null when there is none.
    postal_code: MaybeUndefined<String>,
    /// Where it is; null when nobody knows.
    location: MaybeUndefined<LocationInput>,
    /// Whether it is open day and night. Then it has no opening hours.
    always_open: MaybeUndefined<bool>,
    /// When it is open: all its hours, instead of those before; null when nobody
    /// said. Hours do not overlap.
    opening_hours: MaybeUndefined<Vec<OpeningHoursInput>>,
    /// For how many people there is room; null when nobody said.
    capacity: MaybeUndefined<i32>,
    /// The website; null when there is none.
    website: MaybeUndefined<String>,
    /// What it is like, by language; null when there is no text.
    description: MaybeUndefined<Vec<TextInput>>,
    /// What helps people with disabilities: all codes of the list `ACCESSIBILITY`
    /// that hold, instead of those before.
    accessibility: MaybeUndefined<Vec<String>>,
    /// What else is there, in plain words: all of it, instead of what was said before.
    amenities: MaybeUndefined<Vec<String>>,
    /// All titles that the city gave to it, such as `NEIGHBOURHOOD_LEARNING_SPACE`,
    /// instead of those before.
    designated_as: MaybeUndefined<Vec<String>>,
}

/// Hours on which a space is open, in the local time of its city.
#[derive(InputObject)]
pub struct OpeningHoursInput {
    /// The days of the week.
    days: Vec<Weekday>,
    /// From.
    opens: LocalTime,
    /// To: later on the same day.
    closes: LocalTime,
}

impl From<OpeningHoursInput> for kept::OpeningHours {
    fn from(input: OpeningHoursInput) -> Self {
        let time = |LocalTime(time)| time.format("%H:%M").to_string();
        Self {
            days: input.days.into_iter().map(Into::into).collect(),
            opens: time(input.opens),
            closes: time(input.closes),
        }
    }
}

impl SpaceFieldsInput {
    fn read(self) -> Result<Edit> {
        let hours = |hours: Vec<OpeningHoursInput>| {
            kept::OpeningHoursList(hours.into_iter().map(Into::into).collect())
        };
        Ok(Edit {
            slug: self.slug.patch(),
            external_id: self.external_id.patch(),
            provider_id: id(self.provider_id)?,
            name: Patch::Keep,
            default_locale: self.default_locale.patch().map(|locale| locale.0),
            kind: Patch::Keep,
            status: self.status.patch().map(Into::into),
            stands_for_many: self.stands_for_many.patch(),
            place: Place {
                address: self.address.patch().map(texts),
                postal_code: self.postal_code.patch(),
                location: self.location.patch().map(Into::into),
            },
            always_open: self.always_open.patch(),
            opening_hours: self.opening_hours.patch().map(hours),
            capacity: self.capacity.patch(),
            website: self.website.patch(),
            description: self.description.patch().map(texts),
            accessibility: self.accessibility.patch(),
            amenities: self.amenities.patch().map(Words),
            designated_as: self.designated_as.patch().map(Words),
        })
    }
}

impl SpaceCreateInput {
    fn read(self) -> Result<Edit> {
        Ok(Edit {
            name: Patch::Set(texts(self.name)),
            kind: Patch::Set(self.kind.into()),
            ..self.fields.read()?
        })
    }
}

impl SpaceUpdateInput {
    fn read(self, expected_version: Option<i32>) -> Result<(Target<SpaceId>, Edit)> {
        let target = Target {
            id: read_id(&self.id)?,
            expected_version,
        };
        let edit = Edit {
            name: self.name.patch().map(texts),
            kind: self.kind.patch().map(Into::into),
            ..self.fields.read()?
        };
        Ok((target, edit))
    }
}

id_inputs! {
    /// Which learning space to delete.
    SpaceDeleteInput of SpaceId;
    /// Which learning space to bring back.
    SpaceRestoreInput of SpaceId;
}

payloads! {
    /// What came of changing a learning space.
    SpacePayload {
        /// The learning space as it is now; null when there is something to mend.
        space: LearningSpace of LearningSpaces
    }
}

mutations! {
    /// What a city changes of its learning spaces.
    SpaceMutation;
    /// Adds a learning space to your city. Requires `space:write`.
    creates space_create(SpaceCreateInput) -> SpacePayload, by WriteSpaces:
        |writing, permit, input| {
            let row = domain::learning_space::create(writing, permit, input.read()?).await?;
            Ok(row.id.0)
        };
    /// Changes a learning space of your city. Requires `space:write`.
    changes space_update(SpaceUpdateInput) -> SpacePayload, by WriteSpaces:
        |writing, permit, input, version| {
            let (target, edit) = input.read(version)?;
            let row = domain::learning_space::update(writing, permit, target, edit).await?;
            Ok(row.id.0)
        };
    /// Deletes a learning space of your city. Its history stays, and offerings that
    /// met there show no space. Refused with `CONFLICT` while offerings of published
    /// programmes that are not over meet there. Requires `space:write`.
    changes space_delete(SpaceDeleteInput) -> DeletePayload, by WriteSpaces:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            let row = domain::learning_space::delete(writing, permit, target).await?;
            Ok(row.id.into())
        };
    /// Brings a deleted learning space back as it was. Requires `space:write`.
    changes space_restore(SpaceRestoreInput) -> SpacePayload, by WriteSpaces:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            let row: learning_space::Model = record::restore(writing, permit, target).await?;
            Ok(row.id.0)
        };
}
