//! What the operator of the machine does for one city.

use std::marker::PhantomData;

use entity::CityId;

use super::{ImportNetwork, Permit, WriteProgrammes};

impl Permit<ImportNetwork> {
    /// The permission to write what one city offers: whoever may load a whole
    /// network may load a part of it. The journal names the operator all the same.
    #[must_use]
    pub fn for_city(&self, city: CityId) -> Permit<WriteProgrammes> {
        Permit {
            owner: city,
            actor: self.actor.clone(),
            client: self.client.clone(),
            scopes: self.scopes.clone(),
            action: PhantomData,
        }
    }
}
