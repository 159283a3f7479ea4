//! Bodies: whoever a token can speak for.

use std::{fmt, str::FromStr};

use entity::{AllianceId, CityId, OrganisationId, alliance, city, organisation};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::error::Result;

/// A city, an alliance or an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Body {
    /// A member city.
    City(CityId),
    /// An association or another network.
    Alliance(AllianceId),
    /// A partner institute or another organisation.
    Organisation(OrganisationId),
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BodyKind {
    /// A city.
    City,
    /// An alliance.
    Alliance,
    /// An organisation.
    Organisation,
}

impl Body {
    /// What it is.
    #[must_use]
    pub fn kind(self) -> BodyKind {
        match self {
            Self::City(_) => BodyKind::City,
            Self::Alliance(_) => BodyKind::Alliance,
            Self::Organisation(_) => BodyKind::Organisation,
        }
    }

    /// Its global id.
    #[must_use]
    pub fn global_id(self) -> String {
        match self {
            Self::City(id) => id.to_string(),
            Self::Alliance(id) => id.to_string(),
            Self::Organisation(id) => id.to_string(),
        }
    }
}

impl BodyKind {
    /// As names of bodies begin.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Alliance => "alliance",
            Self::Organisation => "organisation",
        }
    }
}

/// The name of a body as tokens have it, such as `city:kr-hanam`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BodyName {
    kind: BodyKind,
    slug: String,
}

/// The text names no body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoBodyName;

impl fmt::Display for NoBodyName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a body is written as city:SLUG, alliance:SLUG or organisation:SLUG")
    }
}

impl std::error::Error for NoBodyName {}

impl FromStr for BodyName {
    type Err = NoBodyName;

    fn from_str(text: &str) -> std::result::Result<Self, NoBodyName> {
        let (kind, slug) = text.split_once(':').ok_or(NoBodyName)?;
        let kinds = [BodyKind::City, BodyKind::Alliance, BodyKind::Organisation];
        let kind = kinds.into_iter().find(|known| known.as_str() == kind);
        let is_slug = |letter: u8| matches!(letter, b'a'..=b'z' | b'0'..=b'9' | b'-');
        if slug.is_empty() || slug.len() > 80 || !slug.bytes().all(is_slug) {
            return Err(NoBodyName);
        }
        Ok(Self {
            kind: kind.ok_or(NoBodyName)?,
            slug: slug.to_owned(),
        })
    }
}

impl fmt::Display for BodyName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.kind.as_str(), self.slug)
    }
}

/// The body with this name, unless there is none or it was deleted.
pub async fn by_name(db: &impl ConnectionTrait, name: &BodyName) -> Result<Option<Body>> {
    macro_rules! find {
        ($table:ident, $body:path) => {{
            let id = $table::Entity::find()
                .select_only()
                .column($table::Column::Id)
                .filter($table::Column::Slug.eq(&name.slug))
                .filter($table::Column::DeletedAt.is_null());
            id.into_tuple().one(db).await?.map($body)
        }};
    }
    Ok(match name.kind {
        BodyKind::City => find!(city, Body::City),
        BodyKind::Alliance => find!(alliance, Body::Alliance),
        BodyKind::Organisation => find!(organisation, Body::Organisation),
    })
}

/// Lets nobody else do the same until the end of the transaction: for what is counted
/// before it is added to. `SQLite` has one writer anyway.
pub async fn hold(tx: &impl ConnectionTrait, body: Body) -> Result<()> {
    macro_rules! hold {
        ($table:ident, $id:expr) => {{
            let row = $table::Entity::find_by_id($id)
                .select_only()
                .column($table::Column::Slug)
                .lock_exclusive();
            row.into_tuple::<String>().one(tx).await?;
        }};
    }
    match body {
        Body::City(id) => hold!(city, id),
        Body::Alliance(id) => hold!(alliance, id),
        Body::Organisation(id) => hold!(organisation, id),
    }
    Ok(())
}

/// The name of a body; nothing when it is not there any more.
pub async fn name_of(db: &impl ConnectionTrait, body: Body) -> Result<Option<BodyName>> {
    macro_rules! find {
        ($table:ident, $id:expr) => {
            $table::Entity::find_by_id($id)
                .select_only()
                .column($table::Column::Slug)
                .filter($table::Column::DeletedAt.is_null())
                .into_tuple()
                .one(db)
                .await?
        };
    }
    let slug: Option<String> = match body {
        Body::City(id) => find!(city, id),
        Body::Alliance(id) => find!(alliance, id),
        Body::Organisation(id) => find!(organisation, id),
    };
    let kind = body.kind();
    Ok(slug.map(|slug| BodyName { kind, slug }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_back_as_itself() {
        let name: BodyName = "city:kr-hanam".parse().unwrap();
        assert_eq!(name.to_string(), "city:kr-hanam");
    }

    #[test]
    fn what_names_no_body_is_refused() {
        for text in ["kr-hanam", "town:kr-hanam", "city:", "city:KR", "city:../x"] {
            assert_eq!(text.parse::<BodyName>(), Err(NoBodyName), "{text}");
        }
    }
}
