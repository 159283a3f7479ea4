//! Fields of inputs, and what they ask of the record.

use std::str::FromStr;

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::ids::{Id, InvalidId};

use crate::{
    domain::{
        Result,
        patch::{Patch, Texts},
        point::Point,
    },
    graphql::{filter::read_id, scalar::Locale},
};

/// A text in one language.
#[derive(InputObject, Clone, Debug)]
pub struct TextInput {
    /// The language.
    pub(in crate::graphql) locale: Locale,
    /// The text in that language; null takes the language away. Languages that
    /// you do not name stay as they are.
    pub(in crate::graphql) text: Option<String>,
}

/// A point on the earth, WGS 84.
#[derive(InputObject, Clone, Copy, Debug)]
pub struct LocationInput {
    /// Degrees north of the equator, from -90 to 90.
    pub(in crate::graphql) latitude: f64,
    /// Degrees east of Greenwich, from -180 to 180.
    pub(in crate::graphql) longitude: f64,
}

impl From<LocationInput> for Point {
    fn from(input: LocationInput) -> Self {
        Self {
            latitude: input.latitude,
            longitude: input.longitude,
        }
    }
}

/// Texts as the domain changes them.
pub(in crate::graphql) fn texts(texts: Vec<TextInput>) -> Texts {
    let texts = texts.into_iter();
    Texts(texts.map(|text| (text.locale.0, text.text)).collect())
}

/// What a field of an input asks for: a field that is left out asks for nothing.
pub(in crate::graphql) trait Asked<T> {
    /// As the domain has it.
    fn patch(self) -> Patch<T>;
}

impl<T> Asked<T> for MaybeUndefined<T> {
    fn patch(self) -> Patch<T> {
        match self {
            Self::Undefined => Patch::Keep,
            Self::Null => Patch::Clear,
            Self::Value(value) => Patch::Set(value),
        }
    }
}

/// What a field with an id asks for.
pub(in crate::graphql) fn id<I>(field: MaybeUndefined<ID>) -> Result<Patch<I>>
where
    I: Id + FromStr<Err = InvalidId>,
{
    Ok(match field.patch() {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(id) => Patch::Set(read_id(&id)?),
    })
}

/// Declares inputs that only say which record is meant.
macro_rules! id_inputs {
    ($($(#[$doc:meta])* $input:ident of $id:ty;)+) => { $(
        $(#[$doc])*
        #[derive(async_graphql::InputObject)]
        pub struct $input {
            /// The global id.
            id: async_graphql::ID,
        }

        impl $input {
            /// The record, in the version that the client has read.
            fn target(
                &self,
                expected_version: Option<i32>,
            ) -> $crate::domain::Result<$crate::domain::record::Target<$id>> {
                Ok($crate::domain::record::Target {
                    id: $crate::graphql::filter::read_id(&self.id)?,
                    expected_version,
                })
            }
        }
    )+ };
}

pub(in crate::graphql) use id_inputs;
