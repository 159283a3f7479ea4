//! Places among hits, as clients carry them from page to page.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use super::{kinds::Span, statement::Rank, tokens::Query};
use crate::domain::error::{Error, Result};

/// The version of the format below; a cursor of another one is refused.
const VERSION: &str = "1";

/// A place among the hits: the one of this rank and place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) rank: Rank,
    pub(super) place: i64,
}

/// Tells one search from another in a cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint(String);

impl Fingerprint {
    /// Stands for what is searched and among which kinds.
    pub(super) fn of(query: &Query, spans: &[Span]) -> Self {
        let digest = Sha256::digest(format!("{query:?} {spans:?}"));
        Self(URL_SAFE_NO_PAD.encode(&digest[..9]))
    }
}

impl Place {
    /// The opaque text for clients.
    pub(super) fn write(&self, search: &Fingerprint) -> String {
        let rank = self.rank.number().to_string();
        let place = self.place.to_string();
        URL_SAFE_NO_PAD.encode([VERSION, &search.0, &rank, &place].join(" "))
    }

    /// Reads the text that a client sent, for this search.
    pub(super) fn read(text: &str, search: &Fingerprint) -> Result<Self> {
        let broken = || Error::input("The cursor is not one that this server made.");
        let plain = URL_SAFE_NO_PAD.decode(text).map_err(|_| broken())?;
        let plain = String::from_utf8(plain).map_err(|_| broken())?;
        let parts: Vec<&str> = plain.split(' ').collect();
        let [VERSION, made_for, rank, place] = parts[..] else {
            return Err(broken());
        };
        if made_for != search.0 {
            return Err(Error::input(
                "The cursor belongs to another search: keep `text` and `types` while paging.",
            ));
        }
        let rank = rank.parse().ok().and_then(Rank::of).ok_or_else(broken)?;
        let place = place.parse().ok().filter(|place| *place > 0);
        Ok(Self {
            rank,
            place: place.ok_or_else(broken)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::tokens::query;

    fn search(text: &str) -> Fingerprint {
        Fingerprint::of(&query(text).unwrap(), &[])
    }

    const PLACE: Place = Place {
        rank: Rank::Title,
        place: 7,
    };

    #[test]
    fn a_place_reads_back_as_itself() {
        let text = PLACE.write(&search("Évry"));
        assert_eq!(Place::read(&text, &search("evry")).unwrap(), PLACE);
    }

    #[test]
    fn a_place_of_another_search_is_refused() {
        let refused = Place::read(&PLACE.write(&search("Évry")), &search("Wuhan"));
        assert!(matches!(refused, Err(Error::Input(text)) if text.contains("another search")));
    }

    #[test]
    fn a_made_up_place_is_refused() {
        let search = search("Évry");
        let own = |rank: &str, place: &str| {
            URL_SAFE_NO_PAD.encode(format!("1 {} {rank} {place}", search.0))
        };
        for text in [
            String::new(),
            "은평".to_owned(),
            own("4", "1"),
            own("1", "-9223372036854775808"),
            own("1", "x"),
            own("1", "1 1"),
        ] {
            assert!(
                matches!(Place::read(&text, &search), Err(Error::Input(_))),
                "{text}"
            );
        }
    }
}
