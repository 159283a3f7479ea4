//! The search over all that has a name.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, SimpleObject, Union};
use entity::{AllianceId, CityId, OrganisationId, ProgrammeId, SpaceId, values::SubjectKind};

use super::{
    alliance::{Alliance, alliance},
    city::{City, city},
    connection::{Edge, PageInfo},
    context::ContextExt,
    learning_space::LearningSpace,
    loader::One,
    organisation::{Organisation, organisation},
    programme::Programme,
};
use crate::domain::{
    self, Error, Result,
    learning_space::LearningSpaces,
    page::Page,
    programme::Programmes,
    search::{Hit, Search, Snippet},
};

/// What the search can find.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum SearchType {
    /// Cities.
    City,
    /// Alliances.
    Alliance,
    /// Organisations.
    Organisation,
    /// Learning spaces.
    LearningSpace,
    /// Published programmes.
    Programme,
}

impl From<SearchType> for SubjectKind {
    fn from(kind: SearchType) -> Self {
        match kind {
            SearchType::City => Self::City,
            SearchType::Alliance => Self::Alliance,
            SearchType::Organisation => Self::Organisation,
            SearchType::LearningSpace => Self::LearningSpace,
            SearchType::Programme => Self::Programme,
        }
    }
}

/// What a search can find.
#[derive(Union)]
pub enum Found {
    /// A city.
    City(City),
    /// An alliance.
    Alliance(Alliance),
    /// An organisation.
    Organisation(Organisation),
    /// A learning space.
    LearningSpace(LearningSpace),
    /// A published programme.
    Programme(Programme),
}

/// Where the first word of a search was found, with some text around it.
#[derive(SimpleObject)]
pub struct SearchSnippet {
    /// The text before the word.
    before: String,
    /// The word as it is written there.
    hit: String,
    /// The text after the word.
    after: String,
    /// Whether this is a name or a title.
    in_title: bool,
}

impl From<&Snippet> for SearchSnippet {
    fn from(snippet: &Snippet) -> Self {
        Self {
            before: snippet.before.clone(),
            hit: snippet.hit.clone(),
            after: snippet.after.clone(),
            in_title: snippet.in_title,
        }
    }
}

/// Something that the search found.
#[derive(Clone)]
pub struct SearchHit(Arc<Hit>);

/// Something that the search found.
#[Object]
impl SearchHit {
    /// The record itself.
    async fn found(&self, ctx: &Context<'_>) -> Result<Found> {
        let id = self.0.id;
        match self.0.kind {
            SubjectKind::City => city(ctx, CityId(id)).await.map(Found::City),
            SubjectKind::Alliance => alliance(ctx, AllianceId(id)).await.map(Found::Alliance),
            SubjectKind::Organisation => organisation(ctx, OrganisationId(id))
                .await
                .map(Found::Organisation),
            SubjectKind::LearningSpace => {
                let space = ctx
                    .reader()
                    .load_one(One::<LearningSpaces>::new(SpaceId(id).0))
                    .await?;
                space
                    .map(|space| Found::LearningSpace(LearningSpace(space)))
                    .ok_or(Error::NotFound)
            }
            SubjectKind::Programme => {
                let programme = One::<Programmes>::new(ProgrammeId(id).0);
                let programme = ctx.reader().load_one(programme).await?;
                programme
                    .map(|row| Found::Programme(Programme(row)))
                    .ok_or(Error::NotFound)
            }
            _ => Err(Error::NotFound),
        }
    }

    /// Where the first word was found.
    async fn snippet(&self) -> SearchSnippet {
        SearchSnippet::from(&self.0.snippet)
    }
}

/// A page of what the search found, the best first.
pub struct SearchHitConnection {
    page: Page<Arc<Hit>>,
    search: Search,
}

/// A page of what the search found, the best first.
#[Object]
impl SearchHitConnection {
    /// The hits with their cursors.
    async fn edges(&self) -> Vec<Edge<SearchHit>> {
        let hits = self.page.rows.iter();
        hits.map(|hit| Edge {
            cursor: hit.cursor.clone(),
            node: SearchHit(Arc::clone(hit)),
        })
        .collect()
    }

    /// The hits without their cursors.
    async fn nodes(&self) -> Vec<SearchHit> {
        self.page
            .rows
            .iter()
            .map(|hit| SearchHit(Arc::clone(hit)))
            .collect()
    }

    /// Whether there is more, and the cursors at both ends.
    async fn page_info(&self) -> PageInfo {
        let cursor = |hit: &Arc<Hit>| hit.cursor.clone();
        PageInfo {
            has_next_page: self.page.has_next,
            has_previous_page: self.page.has_previous,
            start_cursor: self.page.rows.first().map(cursor),
            end_cursor: self.page.rows.last().map(cursor),
        }
    }

    /// The number of hits on all pages together. Counted only when it is asked
    /// for, with one more statement.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = domain::search::count(ctx.db(), &self.search).await?;
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }
}

pub(super) struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Finds cities, programmes, learning spaces, alliances and organisations by
    /// words of their names, titles and descriptions, in any language. All words
    /// must be found, in any order; the beginning of a word is enough, and so are
    /// two characters of Korean or Chinese. A name that is the text comes first,
    /// then names with all words, then the rest.
    #[expect(
        clippy::too_many_arguments,
        reason = "what to find, and two arguments of a connection"
    )]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to look for: at most 256 characters.")] text: String,
        #[graphql(desc = "What kinds of records; all when left out.")] types: Option<
            Vec<SearchType>,
        >,
        #[graphql(desc = "How many hits: 1 to 100, else 25.")] first: Option<i32>,
        #[graphql(desc = "Only hits behind this cursor.")] after: Option<String>,
    ) -> Result<SearchHitConnection> {
        let limits = ctx.limits();
        let sizes = super::connection::page_sizes(limits);
        let search = Search {
            text,
            kinds: types.into_iter().flatten().map(SubjectKind::from).collect(),
            first: domain::page::size("first", first, sizes)?,
            after,
            most_characters: usize::try_from(limits.search_characters).unwrap_or(usize::MAX),
        };
        let page = domain::search::search(ctx.db(), &search).await?;
        Ok(SearchHitConnection {
            page: page.map(Arc::new),
            search,
        })
    }
}
