//! Places in a list, as clients carry them from page to page.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    order::{Direction, Key, Order},
    window::Fingerprint,
};
use crate::domain::error::{Error, Result};

/// A place in a list: just after the row with this key and id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cursor {
    pub(super) key: Key,
    pub(super) id: Uuid,
}

/// The version of the format below; a cursor of another one is refused.
const VERSION: &str = "1";

impl Cursor {
    /// The opaque text for clients.
    ///
    /// It carries the list it belongs to, so that it cannot silently continue
    /// another one.
    pub(super) fn write(&self, list: &Fingerprint) -> String {
        let id = self.id.simple().to_string();
        let plain = [VERSION, &list.0, &id, &self.key.write()].join(" ");
        URL_SAFE_NO_PAD.encode(plain)
    }

    /// Reads the text that a client sent, for this list.
    pub(super) fn read<O: Order>(text: &str, order: O, list: &Fingerprint) -> Result<Self> {
        let broken = || Error::input("The cursor is not one that this server made.");
        let plain = URL_SAFE_NO_PAD.decode(text).map_err(|_| broken())?;
        let plain = String::from_utf8(plain).map_err(|_| broken())?;
        if plain.contains('\0') {
            return Err(broken());
        }
        let mut parts = plain.splitn(4, ' ');
        let (Some(VERSION), Some(made_for), Some(id), Some(key)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(broken());
        };
        if made_for != list.0 {
            return Err(Error::input(
                "The cursor belongs to another list: keep `where` and `orderBy` while paging.",
            ));
        }
        let id = Uuid::try_parse(id).map_err(|_| broken())?;
        let key = Key::read(key).filter(|key| matches!(key, Key::Id) == order.column().is_none());
        Ok(Self {
            key: key.ok_or_else(broken)?,
            id,
        })
    }
}

impl Fingerprint {
    /// Stands for an order, its direction and a filter.
    pub(super) fn of(order: &str, direction: Direction, filter: &str) -> Self {
        let digest = Sha256::digest(format!("{order} {direction:?} {filter}"));
        Self(URL_SAFE_NO_PAD.encode(&digest[..9]))
    }
}
