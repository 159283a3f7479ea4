//! Who is asking, and the proof that they may do what they ask.

use std::marker::PhantomData;

use super::error::{Error, Result};

/// Who is asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody in particular: sees what the network shows to everyone.
    #[default]
    Public,
    /// Whoever runs the program on the machine of the database.
    Operator,
}

/// Something that not everyone may do.
pub trait Action {
    /// Whether this viewer may do it.
    fn is_open_to(viewer: &Viewer) -> bool;
}

/// Load a whole network into the database.
#[derive(Debug)]
pub enum ImportNetwork {}

impl Action for ImportNetwork {
    fn is_open_to(viewer: &Viewer) -> bool {
        *viewer == Viewer::Operator
    }
}

/// Proof that a viewer may do `A`.
///
/// Its fields are private and only [`Viewer::permit`] makes one, so a function
/// that asks for a permit cannot be called without that very permission.
#[derive(Debug)]
pub struct Permit<A> {
    actor: String,
    action: PhantomData<A>,
}

impl<A> Permit<A> {
    /// Who acts, as the journal names them.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.actor
    }
}

impl Viewer {
    /// The permission to do `A`, if this viewer has it.
    pub fn permit<A: Action>(&self) -> Result<Permit<A>> {
        if A::is_open_to(self) {
            return Ok(Permit {
                actor: self.name().to_owned(),
                action: PhantomData,
            });
        }
        Err(match self {
            Self::Public => Error::Unauthenticated,
            Self::Operator => Error::Forbidden,
        })
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Operator => "operator",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_cannot_import_a_network() {
        let permit = Viewer::Public.permit::<ImportNetwork>();
        assert!(matches!(permit, Err(Error::Unauthenticated)));
    }

    #[test]
    fn the_operator_acts_under_that_name() {
        let permit = Viewer::Operator.permit::<ImportNetwork>();
        assert_eq!(permit.unwrap().actor(), "operator");
    }
}
