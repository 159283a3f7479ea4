//! What belongs to many things, read at once.

use std::{collections::HashMap, hash::Hash};

use entity::{
    CityId, OfferingId, ProgrammeId, city, code, learning_space, offering, organisation, platform,
    programme, schedule,
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::domain::{
    self, Result,
    city::Cities,
    filter::Where,
    learning_space::LearningSpaces,
    offering::{OfferingOrder, Offerings},
    organisation::Organisations,
    page::{Direction, Link, Listed, PageSizes, Paging, Parent, Request, Window, per_parent},
    platform::Platforms,
    programme::Programmes,
    related,
    viewer::Sight,
};

/// The most offerings that are told of one programme: those that begin last.
const OFFERINGS: u32 = 100;

/// The neighbours of some things, by their ids.
#[derive(Default)]
pub struct Around {
    pub(in crate::feed) programmes: HashMap<Uuid, programme::Row>,
    pub(in crate::feed) texts: HashMap<Uuid, programme::Texts>,
    pub(in crate::feed) codes: HashMap<Uuid, Vec<code::Model>>,
    pub(in crate::feed) offerings: HashMap<ProgrammeId, Vec<offering::Model>>,
    pub(in crate::feed) schedules: HashMap<OfferingId, Vec<schedule::Model>>,
    pub(in crate::feed) cities: HashMap<Uuid, city::Model>,
    pub(in crate::feed) providers: HashMap<Uuid, organisation::Model>,
    pub(in crate::feed) spaces: HashMap<Uuid, learning_space::Model>,
    pub(in crate::feed) platforms: HashMap<Uuid, platform::Model>,
}

impl Around {
    /// What belongs to programmes, their offerings included: eight statements.
    pub(in crate::feed) async fn programmes(
        db: &impl ConnectionTrait,
        rows: &[programme::Row],
    ) -> Result<Self> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
        let mut around = Self::programmes_alone(db, rows).await?;
        around.offerings = latest_offerings(db, &ids).await?;
        let runs: Vec<&offering::Model> = around.offerings.values().flatten().collect();
        let (schedules, spaces, platforms) = places(db, &runs).await?;
        (around.schedules, around.spaces, around.platforms) = (schedules, spaces, platforms);
        Ok(around)
    }

    /// What belongs to programmes without their offerings: four statements.
    pub(in crate::feed) async fn programmes_alone(
        db: &impl ConnectionTrait,
        rows: &[programme::Row],
    ) -> Result<Self> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
        let typed: Vec<ProgrammeId> = rows.iter().map(|row| row.id).collect();
        let codes = domain::programme::codes(db, &typed).await?;
        Ok(Self {
            texts: domain::programme::texts(db, &ids).await?,
            codes: grouped(codes.into_iter().map(|(id, code)| (id.0, code))),
            cities: by_ids::<Cities>(db, rows.iter().map(|row| row.city_id.0)).await?,
            providers: providers(db, rows).await?,
            ..Self::default()
        })
    }

    /// The schedules and cities of offerings: two statements.
    pub(in crate::feed) async fn offerings_alone(
        db: &impl ConnectionTrait,
        rows: &[offering::Model],
    ) -> Result<Self> {
        let ids: Vec<OfferingId> = rows.iter().map(|row| row.id).collect();
        let schedules = domain::schedule::of(db, &ids).await?;
        let around = Self::cities(db, rows.iter().map(|row| row.city_id)).await?;
        Ok(Self {
            schedules: grouped(schedules.into_iter().map(|row| (row.offering_id, row))),
            ..around
        })
    }

    /// These cities: one statement.
    pub(in crate::feed) async fn cities(
        db: &impl ConnectionTrait,
        ids: impl Iterator<Item = CityId>,
    ) -> Result<Self> {
        Ok(Self {
            cities: by_ids::<Cities>(db, ids.map(|id| id.0)).await?,
            ..Self::default()
        })
    }

    /// What belongs to offerings: six statements.
    pub(in crate::feed) async fn offerings(
        db: &impl ConnectionTrait,
        rows: &[offering::Model],
    ) -> Result<Self> {
        let programmes = rows.iter().map(|row| row.programme_id.0);
        let programmes = by_ids::<Programmes>(db, programmes).await?;
        let of: Vec<_> = programmes.values().cloned().collect();
        let runs: Vec<&offering::Model> = rows.iter().collect();
        let (schedules, spaces, platforms) = places(db, &runs).await?;
        Ok(Self {
            providers: providers(db, &of).await?,
            cities: by_ids::<Cities>(db, rows.iter().map(|row| row.city_id.0)).await?,
            programmes,
            schedules,
            spaces,
            platforms,
            ..Self::default()
        })
    }

    /// The same with the codes that describe its programmes: one statement more.
    pub(in crate::feed) async fn with_codes(mut self, db: &impl ConnectionTrait) -> Result<Self> {
        let ids: Vec<_> = self.programmes.values().map(|row| row.id).collect();
        let codes = domain::programme::codes(db, &ids).await?;
        self.codes = grouped(codes.into_iter().map(|(id, code)| (id.0, code)));
        Ok(self)
    }

    /// What belongs to learning spaces: three statements.
    pub(in crate::feed) async fn spaces(
        db: &impl ConnectionTrait,
        rows: &[learning_space::Model],
    ) -> Result<Self> {
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let codes = domain::learning_space::codes(db, &ids).await?;
        let providers = rows.iter().filter_map(|row| row.provider_id);
        Ok(Self {
            codes: grouped(codes.into_iter().map(|(id, code)| (id.0, code))),
            cities: by_ids::<Cities>(db, rows.iter().map(|row| row.city_id.0)).await?,
            providers: by_ids::<Organisations>(db, providers.map(|id| id.0)).await?,
            ..Self::default()
        })
    }

    /// The codes of one list that describe a thing.
    pub(in crate::feed) fn codes_of<'a>(
        &'a self,
        id: Uuid,
        scheme: &'a str,
    ) -> impl Iterator<Item = &'a code::Model> {
        let all = self.codes.get(&id).map_or(&[][..], Vec::as_slice);
        all.iter().filter(move |code| code.scheme == scheme)
    }
}

type Places = (
    HashMap<OfferingId, Vec<schedule::Model>>,
    HashMap<Uuid, learning_space::Model>,
    HashMap<Uuid, platform::Model>,
);

/// When and where offerings meet.
async fn places(db: &impl ConnectionTrait, runs: &[&offering::Model]) -> Result<Places> {
    let ids: Vec<OfferingId> = runs.iter().map(|run| run.id).collect();
    let schedules = domain::schedule::of(db, &ids).await?;
    let spaces = runs.iter().filter_map(|run| run.space_id);
    let platforms = runs.iter().filter_map(|run| run.platform_id);
    Ok((
        grouped(schedules.into_iter().map(|row| (row.offering_id, row))),
        by_ids::<LearningSpaces>(db, spaces.map(|id| id.0)).await?,
        by_ids::<Platforms>(db, platforms.map(|id| id.0)).await?,
    ))
}

async fn providers(
    db: &impl ConnectionTrait,
    rows: &[programme::Row],
) -> Result<HashMap<Uuid, organisation::Model>> {
    let ids = rows.iter().filter_map(|row| row.provider_id);
    by_ids::<Organisations>(db, ids.map(|id| id.0)).await
}

async fn by_ids<L: Listed>(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, L::Row>> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    related::by_ids::<L>(db, &ids, Sight::default()).await
}

/// The offerings of each programme, by their first day.
async fn latest_offerings(
    db: &impl ConnectionTrait,
    programmes: &[Uuid],
) -> Result<HashMap<ProgrammeId, Vec<offering::Model>>> {
    let sizes = PageSizes {
        default: OFFERINGS,
        most: OFFERINGS,
    };
    let order = (OfferingOrder::Start, Direction::Descending);
    let request: Request<Offerings> = Request {
        filter: Where::everything(),
        window: Window::new(&Paging::default(), sizes, order, "")?,
    };
    let parents: Vec<Parent> = programmes.iter().copied().map(Parent::Id).collect();
    let link = Link::part(offering::Column::ProgrammeId);
    let pages = per_parent::<Offerings>(db, &parents, &link, &request).await?;
    let rows = pages
        .into_values()
        .flat_map(|page| page.rows.into_iter().rev());
    Ok(grouped(rows.map(|row| (row.programme_id, row))))
}

fn grouped<K: Eq + Hash, V>(pairs: impl Iterator<Item = (K, V)>) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups
}
