//! Single things by their id, as documents of their own.

use std::str::FromStr;

use entity::{OfferingId, ProgrammeId, SpaceId, ids::Id};
use sea_orm::ConnectionTrait;
use serde_json::Value;

use super::Writer;
use crate::domain::{
    Result, city, country, learning_space::LearningSpaces, offering::Offerings, page::Listed,
    programme::Programmes, related, viewer::Sight,
};
use crate::feed::around::Around;

impl Writer<'_> {
    /// The published programme with this id.
    pub async fn programme(&self, db: &impl ConnectionTrait, id: &str) -> Result<Option<Value>> {
        let Some(row) = public::<Programmes, ProgrammeId>(db, id).await? else {
            return Ok(None);
        };
        let around = Around::programmes(db, std::slice::from_ref(&row)).await?;
        Ok(Some(self.course(&row, &around).into_document()))
    }

    /// The offering with this id, if its programme is published.
    pub async fn offering(&self, db: &impl ConnectionTrait, id: &str) -> Result<Option<Value>> {
        let Some(row) = public::<Offerings, OfferingId>(db, id).await? else {
            return Ok(None);
        };
        let around = Around::offerings(db, std::slice::from_ref(&row)).await?;
        Ok(Some(self.run(&row, &around).into_document()))
    }

    /// The learning space with this id.
    pub async fn place(&self, db: &impl ConnectionTrait, id: &str) -> Result<Option<Value>> {
        let Some(row) = public::<LearningSpaces, SpaceId>(db, id).await? else {
            return Ok(None);
        };
        let around = Around::spaces(db, std::slice::from_ref(&row)).await?;
        Ok(Some(self.space(&row, &around).into_document()))
    }

    /// The city with this slug, as a place and as the body that governs it.
    pub async fn city_page(&self, db: &impl ConnectionTrait, slug: &str) -> Result<Option<Value>> {
        let Some(row) = city::by_slug(db, slug).await? else {
            return Ok(None);
        };
        let countries = country::by_codes(db, std::slice::from_ref(&row.country_code)).await?;
        let place = self.city(&row, countries.get(&row.country_code));
        let graph = [place, self.government(&row)].map(Value::from).to_vec();
        Ok(Some(
            serde_json::json!({ "@context": "https://schema.org", "@graph": graph }),
        ))
    }
}

/// What everyone sees under this id; a text that is no id names nothing.
async fn public<L: Listed, I: Id + FromStr>(
    db: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<L::Row>> {
    let Ok(id) = id.parse::<I>() else {
        return Ok(None);
    };
    let found = related::by_ids::<L>(db, &[id.uuid()], Sight::default()).await?;
    Ok(found.into_values().next())
}
