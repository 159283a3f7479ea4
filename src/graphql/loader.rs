//! Look-ups made while one operation runs, gathered into few statements.
//!
//! One [`Reader`](super::reader::Reader), many keys: the type of the key says what is fetched. The
//! resolvers of a level all run before the reader does, so a level costs one
//! statement, whatever the number of rows.

use std::{collections::HashMap, hash::Hash, marker::PhantomData, sync::Arc};

use async_graphql::dataloader::Loader;
use entity::{
    CityId, OfferingId, ProgrammeId, SpaceId, alliance, city_profile, code, country, observation,
    programme, schedule, source, source_reference, values::SubjectKind,
};
use uuid::Uuid;

pub(super) use super::reader::Source;
use crate::domain::{
    self, Result,
    code::CodeKey,
    page::{Link, Listed, Page, Parent, Request},
};

/// The visible record of a list with this id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct One<L>(pub(super) Uuid, PhantomData<L>);

impl<L> One<L> {
    pub(super) fn new(id: Uuid) -> Self {
        Self(id, PhantomData)
    }
}

impl<L: Listed + Copy + Eq + Hash> Loader<One<L>> for Source {
    type Value = Arc<L::Row>;
    type Error = domain::Error;

    async fn load(&self, keys: &[One<L>]) -> Result<HashMap<One<L>, Arc<L::Row>>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let rows = domain::related::by_ids::<L>(self.db(), &ids, self.sight()).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (One::new(id), Arc::new(row)))
            .collect())
    }
}

/// A page of a list for one parent.
#[derive(Debug)]
pub(super) struct PageOf<L: Listed> {
    pub(super) parent: Parent,
    pub(super) link: Link,
    pub(super) request: Arc<Request<L>>,
}

/// The number of rows of a list for one parent.
#[derive(Debug)]
pub(super) struct CountOf<L: Listed>(pub(super) PageOf<L>);

// Derived, these would ask `L` for what only its parts must have.
impl<L: Listed> Clone for PageOf<L> {
    fn clone(&self) -> Self {
        Self {
            parent: self.parent.clone(),
            link: self.link,
            request: Arc::clone(&self.request),
        }
    }
}

impl<L: Listed> Clone for CountOf<L> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<L: Listed> PartialEq for PageOf<L> {
    fn eq(&self, other: &Self) -> bool {
        self.parent == other.parent && self.same_list(other)
    }
}

impl<L: Listed> Eq for PageOf<L> {}

impl<L: Listed> Hash for PageOf<L> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.parent.hash(state);
    }
}

impl<L: Listed> PartialEq for CountOf<L> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<L: Listed> Eq for CountOf<L> {}

impl<L: Listed> Hash for CountOf<L> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<L: Listed> PageOf<L> {
    fn same_list(&self, other: &Self) -> bool {
        self.link == other.link
            && (Arc::ptr_eq(&self.request, &other.request)
                || (self.request.filter == other.request.filter
                    && self.request.window == other.request.window))
    }
}

/// Keys that ask for the same list, however many parents ask for it.
fn same_lists<'a, L: Listed>(
    keys: impl Iterator<Item = &'a PageOf<L>>,
) -> Vec<(&'a PageOf<L>, Vec<Parent>)> {
    let mut lists: Vec<(&PageOf<L>, Vec<Parent>)> = Vec::new();
    for key in keys {
        match lists.iter_mut().find(|(list, _)| list.same_list(key)) {
            Some((_, parents)) => parents.push(key.parent.clone()),
            None => lists.push((key, vec![key.parent.clone()])),
        }
    }
    lists
}

impl<L: Listed> Loader<PageOf<L>> for Source {
    type Value = Arc<Page<Arc<L::Row>>>;
    type Error = domain::Error;

    async fn load(&self, keys: &[PageOf<L>]) -> Result<HashMap<PageOf<L>, Self::Value>> {
        let mut found = HashMap::with_capacity(keys.len());
        for (list, parents) in same_lists(keys.iter()) {
            let pages =
                domain::page::per_parent(self.db(), &parents, &list.link, &list.request).await?;
            found.extend(pages.into_iter().map(|(parent, page)| {
                (
                    PageOf {
                        parent,
                        ..list.clone()
                    },
                    Arc::new(page.map(Arc::new)),
                )
            }));
        }
        Ok(found)
    }
}

impl<L: Listed> Loader<CountOf<L>> for Source {
    type Value = i64;
    type Error = domain::Error;

    async fn load(&self, keys: &[CountOf<L>]) -> Result<HashMap<CountOf<L>, i64>> {
        let mut found = HashMap::with_capacity(keys.len());
        for (list, parents) in same_lists(keys.iter().map(|key| &key.0)) {
            let filter = &list.request.filter;
            let counts =
                domain::page::count_per_parent::<L>(self.db(), &parents, &list.link, filter)
                    .await?;
            found.extend(counts.into_iter().map(|(parent, count)| {
                (
                    CountOf(PageOf {
                        parent,
                        ..list.clone()
                    }),
                    count,
                )
            }));
        }
        Ok(found)
    }
}

/// The texts of a programme that lists leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TextsOf(pub(super) ProgrammeId);

impl Loader<TextsOf> for Source {
    type Value = Arc<programme::Texts>;
    type Error = domain::Error;

    async fn load(&self, keys: &[TextsOf]) -> Result<HashMap<TextsOf, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0.0).collect();
        let texts = domain::programme::texts(self.db(), &ids).await?;
        Ok(texts
            .into_values()
            .map(|texts| (TextsOf(texts.id), Arc::new(texts)))
            .collect())
    }
}

/// A country by its code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct CountryCode(pub(super) String);

impl Loader<CountryCode> for Source {
    type Value = Arc<country::Model>;
    type Error = domain::Error;

    async fn load(&self, keys: &[CountryCode]) -> Result<HashMap<CountryCode, Self::Value>> {
        let codes: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
        let countries = domain::country::by_codes(self.db(), &codes).await?;
        let keyed = countries.into_iter();
        Ok(keyed
            .map(|(code, country)| (CountryCode(code), Arc::new(country)))
            .collect())
    }
}

/// A document that facts were taken from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct SourceId(pub(super) String);

impl Loader<SourceId> for Source {
    type Value = Arc<source::Model>;
    type Error = domain::Error;

    async fn load(&self, keys: &[SourceId]) -> Result<HashMap<SourceId, Self::Value>> {
        let ids: Vec<String> = keys.iter().map(|key| key.0.clone()).collect();
        let sources = domain::source_reference::sources(self.db(), &ids).await?;
        Ok(sources
            .into_iter()
            .map(|(id, source)| (SourceId(id), Arc::new(source)))
            .collect())
    }
}

impl Loader<CodeKey> for Source {
    type Value = Arc<code::Model>;
    type Error = domain::Error;

    async fn load(&self, keys: &[CodeKey]) -> Result<HashMap<CodeKey, Self::Value>> {
        let codes = domain::code::by_keys(self.db(), keys).await?;
        Ok(codes
            .into_iter()
            .map(|(key, code)| (key, Arc::new(code)))
            .collect())
    }
}

/// Declares a key that stands for all rows of one parent, and how these are read
/// for many parents at once.
macro_rules! groups {
    ($($(#[$doc:meta])* $key:ident($parent:ty) -> $row:ty = $read:expr;)+) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub(super) struct $key(pub(super) $parent);

        impl Loader<$key> for Source {
            type Value = Arc<Vec<Arc<$row>>>;
            type Error = domain::Error;

            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, Self::Value>> {
                let parents: Vec<$parent> = keys.iter().map(|key| key.0.clone()).collect();
                let read = $read;
                let rows: Vec<($parent, $row)> = read(self.db(), &parents).await?;
                let mut groups: HashMap<$key, Vec<Arc<$row>>> = HashMap::new();
                for (parent, row) in rows {
                    groups.entry($key(parent)).or_default().push(Arc::new(row));
                }
                Ok(groups.into_iter().map(|(key, rows)| (key, Arc::new(rows))).collect())
            }
        }
    )+ };
}

pub(super) use groups;

groups! {
    /// What a city says of itself.
    ProfilesOf(CityId) -> city_profile::Model = async |db, cities: &Vec<CityId>| {
        let profiles = domain::city_profile::of(db, cities).await?;
        Result::Ok(profiles.into_iter().map(|profile| (profile.city_id, profile)).collect())
    };
    /// When an offering meets.
    SchedulesOf(OfferingId) -> schedule::Model = async |db, offerings: &Vec<OfferingId>| {
        let schedules = domain::schedule::of(db, offerings).await?;
        Result::Ok(schedules.into_iter().map(|row| (row.offering_id, row)).collect())
    };
    /// The codes that describe a programme.
    CodesOfProgramme(ProgrammeId) -> code::Model = domain::programme::codes;
    /// The codes that describe a space.
    CodesOfSpace(SpaceId) -> code::Model = domain::learning_space::codes;
    /// The alliances in whose frame a programme takes place.
    AlliancesOf(ProgrammeId) -> alliance::Model = domain::programme::alliances;
    /// The codes right below a code.
    CodesBelow(CodeKey) -> code::Model = async |db, parents: &Vec<CodeKey>| {
        let codes = domain::code::children(db, parents).await?;
        let keyed = codes.into_iter().filter_map(|code| {
            let parent = CodeKey::new(&code.scheme, code.parent.as_deref()?);
            Some((parent, code))
        });
        Result::Ok(keyed.collect())
    };
}

/// The figures stated about a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ObservationsOf(pub(super) SubjectKind, pub(super) Uuid);

impl Loader<ObservationsOf> for Source {
    type Value = Arc<Vec<Arc<observation::Model>>>;
    type Error = domain::Error;

    async fn load(&self, keys: &[ObservationsOf]) -> Result<HashMap<ObservationsOf, Self::Value>> {
        let mut groups: HashMap<ObservationsOf, Vec<Arc<observation::Model>>> = HashMap::new();
        for (kind, ids) in by_kind(keys.iter().map(|key| (key.0, key.1))) {
            for row in domain::observation::about(self.db(), kind, &ids).await? {
                groups
                    .entry(ObservationsOf(kind, row.subject_id))
                    .or_default()
                    .push(Arc::new(row));
            }
        }
        Ok(groups
            .into_iter()
            .map(|(key, rows)| (key, Arc::new(rows)))
            .collect())
    }
}

/// Where a record comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ReferencesOf(pub(super) SubjectKind, pub(super) String);

impl Loader<ReferencesOf> for Source {
    type Value = Arc<Vec<Arc<source_reference::Model>>>;
    type Error = domain::Error;

    async fn load(&self, keys: &[ReferencesOf]) -> Result<HashMap<ReferencesOf, Self::Value>> {
        let mut groups: HashMap<ReferencesOf, Vec<Arc<source_reference::Model>>> = HashMap::new();
        for (kind, ids) in by_kind(keys.iter().map(|key| (key.0, key.1.clone()))) {
            for row in domain::source_reference::about(self.db(), kind, &ids).await? {
                let key = ReferencesOf(kind, row.subject_id.clone());
                groups.entry(key).or_default().push(Arc::new(row));
            }
        }
        Ok(groups
            .into_iter()
            .map(|(key, rows)| (key, Arc::new(rows)))
            .collect())
    }
}

fn by_kind<T>(keys: impl Iterator<Item = (SubjectKind, T)>) -> HashMap<SubjectKind, Vec<T>> {
    let mut kinds: HashMap<SubjectKind, Vec<T>> = HashMap::new();
    for (kind, key) in keys {
        kinds.entry(kind).or_default().push(key);
    }
    kinds
}
