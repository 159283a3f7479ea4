//! Things as schema.org describes them, in JSON-LD.
//!
//! The functions take many rows and read what belongs to them with a number of
//! statements that does not grow with the rows, so that a feed can carry the same
//! objects that the pages of single things show. What they write depends on the
//! rows and the languages alone, never on the time of day: who keeps a copy needs
//! a new one only when something was changed.

mod city;
mod course;
mod instance;
mod node;
mod page;
mod place;
mod reference;
mod words;

use entity::{city as city_table, learning_space, offering, programme};
use sea_orm::ConnectionTrait;
use serde_json::Value;

use self::{node::Node, reference::referring};
use crate::{
    domain::{Result, country, locale::Wishes},
    feed::{around::Around, site::Site},
};

/// Writes things in the reader's languages; without wishes, in those of their
/// owners.
#[derive(Clone, Debug)]
pub struct Writer<'a> {
    /// Where the things are found.
    pub site: &'a Site,
    /// The languages that the reader wishes.
    pub wishes: &'a Wishes,
}

/// Things that a feed tells by themselves: what has a feed of its own is named by its
/// id, so that a thing changes only when it was changed itself.
impl Writer<'_> {
    /// Programmes without their offerings.
    pub async fn courses_alone(
        &self,
        db: &impl ConnectionTrait,
        rows: &[programme::Row],
    ) -> Result<Vec<Value>> {
        let around = Around::programmes_alone(db, rows).await?;
        let nodes = rows.iter().map(|row| self.course(row, &around).into());
        Ok(nodes.map(|node| referring(node, &[])).collect())
    }

    /// Offerings that name their programme, their space and their city.
    pub async fn instances_alone(
        &self,
        db: &impl ConnectionTrait,
        rows: &[offering::Model],
    ) -> Result<Vec<Value>> {
        let mut around = Around::offerings(db, rows).await?;
        around.platforms.clear();
        let nodes = rows.iter().map(|row| self.run(row, &around).into());
        let of_others = ["name", "inLanguage", "organizer"];
        Ok(nodes.map(|node| referring(node, &of_others)).collect())
    }

    /// Learning spaces that name their city.
    pub async fn places_alone(
        &self,
        db: &impl ConnectionTrait,
        rows: &[learning_space::Model],
    ) -> Result<Vec<Value>> {
        let mut around = Around::spaces(db, rows).await?;
        around.providers.clear();
        let nodes = rows.iter().map(|row| self.space(row, &around).into());
        Ok(nodes.map(|node| referring(node, &[])).collect())
    }
}

impl Writer<'_> {
    /// Programmes as `Course`, festivals and the like as `EducationEvent`, with
    /// their offerings, in the order of the rows.
    pub async fn courses(
        &self,
        db: &impl ConnectionTrait,
        rows: &[programme::Row],
    ) -> Result<Vec<Value>> {
        let around = Around::programmes(db, rows).await?;
        let nodes = rows.iter().map(|row| self.course(row, &around).into());
        Ok(nodes.collect())
    }

    /// Offerings as `CourseInstance`, in the order of the rows.
    pub async fn course_instances(
        &self,
        db: &impl ConnectionTrait,
        rows: &[offering::Model],
    ) -> Result<Vec<Value>> {
        let around = Around::offerings(db, rows).await?;
        let nodes = rows.iter().map(|row| self.run(row, &around).into());
        Ok(nodes.collect())
    }

    /// Learning spaces as `Place`, in the order of the rows.
    pub async fn places(
        &self,
        db: &impl ConnectionTrait,
        rows: &[learning_space::Model],
    ) -> Result<Vec<Value>> {
        let around = Around::spaces(db, rows).await?;
        let nodes = rows.iter().map(|row| self.space(row, &around).into());
        Ok(nodes.collect())
    }

    /// Cities as `City`, in the order of the rows.
    pub async fn cities(
        &self,
        db: &impl ConnectionTrait,
        rows: &[city_table::Model],
    ) -> Result<Vec<Value>> {
        let codes: Vec<String> = rows.iter().map(|row| row.country_code.clone()).collect();
        let countries = country::by_codes(db, &codes).await?;
        let nodes = rows
            .iter()
            .map(|row| self.city(row, countries.get(&row.country_code)).into());
        Ok(nodes.collect())
    }
}
