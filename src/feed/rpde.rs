//! Realtime Paged Data Exchange 1.0 (W3C Community Group, 2017), by change numbers.
//!
//! The change number of an item is the number of the last entry of the journal about
//! its record, so items come in the order of commits and each stands in the feed once.
//! <https://www.w3.org/2017/08/realtime-paged-data-exchange/>

use std::collections::HashMap;

use entity::{OfferingId, ProgrammeId, SpaceId, values::SubjectKind};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{json::bytes, json_ld::Writer};
use crate::domain::{
    Result,
    body::Body,
    change::{self, Change, Filter},
    learning_space::LearningSpaces,
    offering::Offerings,
    page::Listed,
    programme::Programmes,
    related::by_ids,
    viewer::Sight,
};

/// Items of a page, as the standard recommends.
const PAGE: u64 = 500;

/// What a feed is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RpdeKind {
    /// Programmes.
    Programme,
    /// Offerings.
    Offering,
    /// Learning spaces.
    LearningSpace,
}

impl RpdeKind {
    fn subject(self) -> SubjectKind {
        match self {
            Self::Programme => SubjectKind::Programme,
            Self::Offering => SubjectKind::Offering,
            Self::LearningSpace => SubjectKind::LearningSpace,
        }
    }

    fn id(self, id: Uuid) -> String {
        match self {
            Self::Programme => ProgrammeId(id).to_string(),
            Self::Offering => OfferingId(id).to_string(),
            Self::LearningSpace => SpaceId(id).to_string(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Programme => "Programme",
            Self::Offering => "Offering",
            Self::LearningSpace => "LearningSpace",
        }
    }
}

/// One feed, as one page of it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Rpde<'r> {
    /// What it is about.
    pub kind: RpdeKind,
    /// Whose things; all of the network when nobody is named.
    pub owner: Option<Body>,
    /// Only items behind this change number; 0 for all.
    pub after: i64,
    /// The address of the feed, without its query.
    pub address: &'r str,
    /// The address that was asked for, to the letter.
    pub asked: &'r str,
    /// The address of the licence of the data.
    pub licence: &'r str,
}

/// A page of a feed.
#[derive(Clone, Debug)]
pub struct RpdePage {
    next: String,
    items: Vec<Item>,
    license: String,
}

#[derive(Clone, Debug, Serialize)]
struct Item {
    state: &'static str,
    kind: &'static str,
    id: String,
    modified: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
}

impl RpdePage {
    /// The page as it is sent.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        bytes(&json!({ "next": self.next, "items": self.items, "license": self.license }))
    }

    /// Whether the reader has all that there is.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.items.is_empty()
    }
}

impl Rpde<'_> {
    /// Reads the page: seven statements at most, whatever the number of items.
    pub async fn page(&self, db: &impl ConnectionTrait, writer: &Writer<'_>) -> Result<RpdePage> {
        let filter = Filter {
            kinds: vec![self.kind.subject()],
            bodies: self.owner.into_iter().collect(),
        };
        let changes = change::latest(db, &filter, self.after, PAGE).await?.changes;
        let seen = changes.iter().filter(|change| change.is_seen);
        let ids: Vec<Uuid> = seen.map(|change| change.entry.subject_id).collect();
        let mut data = self.data(db, writer, &ids).await?;
        let next = match changes.last() {
            Some(last) => format!("{}?afterChangeNumber={}", self.address, last.entry.number),
            None => self.asked.to_owned(),
        };
        let items = changes.iter();
        Ok(RpdePage {
            next,
            items: items.map(|change| self.item(change, &mut data)).collect(),
            license: self.licence.to_owned(),
        })
    }

    /// An item; one that has gone since its last entry was read is told as deleted now.
    fn item(&self, change: &Change, data: &mut HashMap<Uuid, Value>) -> Item {
        let data = data.remove(&change.entry.subject_id);
        Item {
            state: if data.is_some() { "updated" } else { "deleted" },
            kind: self.kind.name(),
            id: self.kind.id(change.entry.subject_id),
            modified: change.entry.number,
            data,
        }
    }

    async fn data(
        &self,
        db: &impl ConnectionTrait,
        writer: &Writer<'_>,
        ids: &[Uuid],
    ) -> Result<HashMap<Uuid, Value>> {
        match self.kind {
            RpdeKind::Programme => {
                let rows = rows::<Programmes>(db, ids).await?;
                let nodes = writer.courses_alone(db, &rows).await?;
                Ok(keyed::<Programmes>(&rows, nodes))
            }
            RpdeKind::Offering => {
                let rows = rows::<Offerings>(db, ids).await?;
                let nodes = writer.instances_alone(db, &rows).await?;
                Ok(keyed::<Offerings>(&rows, nodes))
            }
            RpdeKind::LearningSpace => {
                let rows = rows::<LearningSpaces>(db, ids).await?;
                let nodes = writer.places_alone(db, &rows).await?;
                Ok(keyed::<LearningSpaces>(&rows, nodes))
            }
        }
    }
}

async fn rows<L: Listed>(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<L::Row>> {
    let rows = by_ids::<L>(db, ids, Sight::default()).await?;
    Ok(rows.into_values().collect())
}

fn keyed<L: Listed>(rows: &[L::Row], nodes: Vec<Value>) -> HashMap<Uuid, Value> {
    rows.iter().map(L::id_of).zip(nodes).collect()
}
