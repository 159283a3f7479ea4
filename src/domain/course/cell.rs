//! What a cell of the national file comes to.

use crate::domain::patch::Patch;

/// What a cell says of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell<T> {
    /// That there is nothing.
    Empty,
    /// Something that the field cannot hold: the row goes on without it.
    Unread,
    /// This.
    Says(T),
}

impl<T> Cell<T> {
    pub(super) fn says(self) -> Option<T> {
        match self {
            Self::Says(value) => Some(value),
            Self::Empty | Self::Unread => None,
        }
    }

    pub(super) fn is_unread(&self) -> bool {
        matches!(self, Self::Unread)
    }

    /// What cannot be read changes nothing.
    pub(super) fn into_patch(self) -> Patch<T> {
        match self {
            Self::Empty => Patch::Clear,
            Self::Unread => Patch::Keep,
            Self::Says(value) => Patch::Set(value),
        }
    }
}

impl<T> From<Option<T>> for Cell<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Self::Says)
    }
}
