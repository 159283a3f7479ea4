//! Alliances.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use chrono::{DateTime, Utc};
use entity::{AllianceId, alliance, designation, membership, office_holder, values::SubjectKind};

use super::{
    bank_question::AllianceQuestions,
    city::{City, city},
    connection::{Shown, by, lists, through},
    context::ContextExt,
    error::found,
    filter::{
        BodyFilter, IdFilter, OneOfFilter, RelatedFilter, StringFilter, TextFilter, filter_input,
    },
    history::History,
    loader::One,
    membership::MembershipFilter,
    mutation::{
        input::{self, Asked, TextInput, texts},
        mutations, payloads,
    },
    order::order_input,
    organisation::{Organisation, organisation},
    provenance::{Observation, SourceReference, observations, references},
    scalar::{Locale, PartialDate},
    text::{Locales, Named, maybe},
    values::{AllianceKind, Origin},
};
use crate::domain::{
    self, Error, Result,
    alliance::{AllianceOrder as Order, AllianceTest, Alliances, Edit},
    body::Body,
    designation::Designations,
    membership::Memberships,
    office_holder::OfficeHolders,
    programme::Programmes,
    viewer::WriteAlliance,
};

filter_input! {
    /// Which alliances to list. All conditions that are given must hold.
    AllianceFilter for AllianceTest;
    /// The id.
    id: IdFilter => Id,
    /// The slug, such as `gnlc`.
    slug: StringFilter => Slug,
    /// The name, in any language.
    name: TextFilter => Name,
    /// How far it reaches.
    kind: OneOfFilter<AllianceKind> => Kind,
    /// The alliance above it.
    parent: BodyFilter => Parent,
    /// The city of a local alliance.
    city: BodyFilter => City,
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
    /// The memberships of its members.
    members: RelatedFilter<MembershipFilter> => Members,
}

order_input! {
    /// The order of alliances.
    AllianceOrder,
    /// What alliances can be ordered by.
    AllianceOrderField of Order, by default Name Asc;
    /// By name in the alliance's own language.
    Name,
    /// In the order in which they came to the register.
    Created,
}

impl Shown for Alliances {
    type Node = Alliance;
    type Filter = AllianceFilter;
    type OrderBy = AllianceOrder;
}

/// The alliance with this id, read together with its neighbours'.
pub(super) async fn alliance(ctx: &Context<'_>, id: AllianceId) -> Result<Alliance> {
    let alliance = ctx.reader().load_one(One::<Alliances>::new(id.0)).await?;
    alliance.map(Alliance).ok_or(Error::NotFound)
}

/// A network of cities, organisations or other alliances, from a global network
/// to the alliance of one city.
#[derive(Clone)]
pub struct Alliance(pub(super) Arc<alliance::Model>);

impl From<Arc<alliance::Model>> for Alliance {
    fn from(row: Arc<alliance::Model>) -> Self {
        Self(row)
    }
}

/// A network of cities, organisations or other alliances, from a global network
/// to the alliance of one city.
#[Object]
impl Alliance {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The short name in addresses, such as `gnlc`.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    #[graphql(flatten)]
    fn named(&self) -> Named<'_> {
        Named {
            name: &self.0.name,
            default_locale: &self.0.default_locale,
        }
    }

    /// The language in which the alliance writes.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// The usual abbreviation, such as `GNLC`.
    async fn abbreviation(&self) -> Option<&str> {
        self.0.abbreviation.as_deref()
    }

    /// How far it reaches.
    async fn kind(&self) -> AllianceKind {
        self.0.kind.into()
    }

    /// The alliance above it.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Result<Alliance>> {
        Some(alliance(ctx, self.0.parent_id?).await)
    }

    /// The one city of a local alliance.
    async fn city(&self, ctx: &Context<'_>) -> Option<Result<City>> {
        Some(city(ctx, self.0.city_id?).await)
    }

    /// When it was founded.
    async fn founded(&self) -> Option<PartialDate> {
        self.0.founded.as_ref().map(PartialDate::from)
    }

    /// Who may belong to it, in the best language available.
    async fn scope(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, self.0.scope.as_ref(), &self.0.default_locale, locales)
    }

    /// Who coordinates it.
    async fn coordinator(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        Some(organisation(ctx, self.0.coordinator_id?).await)
    }

    /// The website.
    async fn website(&self) -> Option<&str> {
        self.0.website.as_deref()
    }

    /// Its vision, in the best language available.
    async fn vision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, self.0.vision.as_ref(), &self.0.default_locale, locales)
    }

    /// What it wants to achieve, each in the best language available.
    async fn purposes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Vec<String> {
        let default = &self.0.default_locale;
        let purposes = self.0.purposes.0.iter();
        purposes
            .filter_map(|purpose| maybe(ctx, Some(purpose), default, locales.clone()))
            .collect()
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// Whether the record is real.
    async fn origin(&self) -> Origin {
        self.0.origin.into()
    }

    #[graphql(flatten)]
    fn questions(&self) -> AllianceQuestions {
        AllianceQuestions(self.clone())
    }

    #[graphql(flatten)]
    fn lists(&self) -> AllianceLists {
        AllianceLists(self.clone())
    }

    /// Figures that were stated about the alliance, such as its size.
    async fn observations(&self, ctx: &Context<'_>) -> Result<Vec<Observation>> {
        observations(ctx, SubjectKind::Alliance, self.0.id.0).await
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::Alliance, self.0.id.0),
            owners: vec![Body::Alliance(self.0.id)],
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::Alliance, self.0.id.0).await
    }
}

lists! {
    /// What belongs to an alliance.
    AllianceLists of Alliance;
    /// Its members, with role and time: filter by `role`, `status` and `on`.
    members: Memberships = |alliance| by(alliance.0.id, membership::Column::AllianceId);
    /// The alliances that it belongs to, with role and time.
    memberships: Memberships =
        |alliance| by(alliance.0.id, membership::Column::MemberAllianceId);
    /// The alliances right below it.
    children: Alliances = |alliance| by(alliance.0.id, alliance::Column::ParentId);
    /// The published programmes that take place in its frame.
    programmes: Programmes =
        |alliance| through(alliance.0.id, domain::programme::of_alliance());
    /// Who held which office, and when.
    offices: OfficeHolders = |alliance| by(alliance.0.id, office_holder::Column::AllianceId);
    /// Titles that it granted to cities.
    granted_designations: Designations =
        |alliance| by(alliance.0.id, designation::Column::GrantingAllianceId);
}

lists! {
    /// All alliances.
    AllAlliances of ();
    /// The alliances of the network.
    alliances: Alliances;
}

pub(super) struct AllianceQuery;

#[Object]
impl AllianceQuery {
    /// The alliance with this slug.
    async fn alliance(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The slug, such as `gnlc`.")] slug: String,
    ) -> Option<Result<Alliance>> {
        let row = domain::alliance::by_slug(ctx.db(), &slug).await;
        Some(found(row.map(|row| row.map(|row| Alliance(Arc::new(row))))))
    }
}

/// What to change of the alliance's record. What you leave out stays as it is.
#[derive(InputObject)]
pub struct AllianceUpdateInput {
    /// The name, by language.
    name: MaybeUndefined<Vec<TextInput>>,
    /// The usual abbreviation; null when there is none.
    abbreviation: MaybeUndefined<String>,
    /// The website; null when there is none.
    website: MaybeUndefined<String>,
    /// Its vision, by language; null when there is no text.
    vision: MaybeUndefined<Vec<TextInput>>,
    /// Who may belong to it, by language; null when there is no text.
    scope: MaybeUndefined<Vec<TextInput>>,
    /// What it wants to achieve: all of its purposes in their order, each by
    /// language; null when there are none.
    purposes: MaybeUndefined<Vec<Vec<TextInput>>>,
    /// When it was founded; null when nobody knows.
    founded: MaybeUndefined<PartialDate>,
    /// The organisation that coordinates it; null when none does.
    coordinator_id: MaybeUndefined<ID>,
}

impl AllianceUpdateInput {
    fn read(self) -> Result<Edit> {
        let list = |list: Vec<_>| list.into_iter().map(texts).collect();
        Ok(Edit {
            name: self.name.patch().map(texts),
            abbreviation: self.abbreviation.patch(),
            website: self.website.patch(),
            vision: self.vision.patch().map(texts),
            scope: self.scope.patch().map(texts),
            purposes: self.purposes.patch().map(list),
            founded: self.founded.patch().map(|date| date.0),
            coordinator: input::id(self.coordinator_id)?,
        })
    }
}

payloads! {
    /// What came of changing an alliance.
    AlliancePayload {
        /// The alliance as it is now; null when there is something to mend.
        alliance: Alliance of Alliances
    }
}

mutations! {
    /// What an alliance changes of itself.
    AllianceMutation;
    /// Changes the record of your alliance. Requires `alliance:write`.
    changes alliance_update(AllianceUpdateInput) -> AlliancePayload, by WriteAlliance:
        |writing, permit, input, version| {
            let edit = input.read()?;
            let row = domain::alliance::update(writing, permit, version, edit).await?;
            Ok(row.id.0)
        };
}
