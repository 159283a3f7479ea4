//! Organisations.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use chrono::{DateTime, Utc};
use entity::{
    OrganisationId, alliance, designation, learning_space, membership, office_holder, organisation,
    programme, values::SubjectKind,
};

use super::{
    city::{City, city},
    connection::{Shown, by, lists},
    context::ContextExt,
    country::{Country, country},
    error::found,
    filter::{BodyFilter, IdFilter, OneOfFilter, StringFilter, TextFilter, filter_input},
    history::History,
    loader::One,
    mutation::{
        input::{Asked, TextInput, texts},
        mutations, payloads,
    },
    order::order_input,
    provenance::{Observation, SourceReference, observations, references},
    scalar::Locale,
    text::{Locales, Named, maybe},
    values::{OrganisationKind, Origin},
};
use crate::domain::{
    self, Error, Result,
    alliance::Alliances,
    body::Body,
    designation::Designations,
    learning_space::LearningSpaces,
    membership::Memberships,
    office_holder::OfficeHolders,
    organisation::{Edit, OrganisationOrder as Order, OrganisationTest, Organisations},
    programme::Programmes,
    viewer::WriteOrganisation,
};

filter_input! {
    /// Which organisations to list. All conditions that are given must hold.
    OrganisationFilter for OrganisationTest;
    /// The id.
    id: IdFilter => Id,
    /// The slug.
    slug: StringFilter => Slug,
    /// The name, in any language.
    name: TextFilter => Name,
    /// What the organisation is.
    kind: OneOfFilter<OrganisationKind> => Kind,
    /// The country: ISO 3166-1 alpha-2.
    country: StringFilter => Country,
    /// The city where it has its seat.
    city: BodyFilter => City,
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
}

order_input! {
    /// The order of organisations.
    OrganisationOrder,
    /// What organisations can be ordered by.
    OrganisationOrderField of Order, by default Name Asc;
    /// By name in the organisation's own language.
    Name,
    /// In the order in which they came to the register.
    Created,
}

impl Shown for Organisations {
    type Node = Organisation;
    type Filter = OrganisationFilter;
    type OrderBy = OrganisationOrder;
}

/// The organisation with this id, read together with its neighbours'.
pub(super) async fn organisation(ctx: &Context<'_>, id: OrganisationId) -> Result<Organisation> {
    let organisation = ctx
        .reader()
        .load_one(One::<Organisations>::new(id.0))
        .await?;
    organisation.map(Organisation).ok_or(Error::NotFound)
}

/// A body that is neither a city nor an alliance: an institute, a university, an
/// association.
#[derive(Clone)]
pub struct Organisation(pub(super) Arc<organisation::Model>);

impl From<Arc<organisation::Model>> for Organisation {
    fn from(row: Arc<organisation::Model>) -> Self {
        Self(row)
    }
}

/// A body that is neither a city nor an alliance: an institute, a university, an
/// association.
#[Object]
impl Organisation {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The short name in addresses, such as `uil`.
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

    /// The language in which the organisation writes.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// The usual abbreviation, such as `UIL`.
    async fn abbreviation(&self) -> Option<&str> {
        self.0.abbreviation.as_deref()
    }

    /// What it is.
    async fn kind(&self) -> OrganisationKind {
        self.0.kind.into()
    }

    /// The city where it has its seat, when that is a city of the network.
    async fn city(&self, ctx: &Context<'_>) -> Option<Result<City>> {
        Some(city(ctx, self.0.city_id?).await)
    }

    /// The country.
    async fn country(&self, ctx: &Context<'_>) -> Option<Result<Country>> {
        Some(country(ctx, self.0.country_code.as_deref()?).await)
    }

    /// The website.
    async fn website(&self) -> Option<&str> {
        self.0.website.as_deref()
    }

    /// What it does, in the best language available.
    async fn description(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        let description = self.0.description.as_ref();
        maybe(ctx, description, &self.0.default_locale, locales)
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
    fn lists(&self) -> OrganisationLists {
        OrganisationLists(self.clone())
    }

    /// Figures that were stated about the organisation.
    async fn observations(&self, ctx: &Context<'_>) -> Result<Vec<Observation>> {
        observations(ctx, SubjectKind::Organisation, self.0.id.0).await
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::Organisation, self.0.id.0),
            owners: vec![Body::Organisation(self.0.id)],
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::Organisation, self.0.id.0).await
    }
}

lists! {
    /// What an organisation has.
    OrganisationLists of Organisation;
    /// The alliances that it belongs to, with role and time.
    memberships: Memberships = |body| by(body.0.id, membership::Column::OrganisationId);
    /// The alliances that it coordinates.
    coordinated_alliances: Alliances = |body| by(body.0.id, alliance::Column::CoordinatorId);
    /// The published programmes that it provides.
    programmes: Programmes = |body| by(body.0.id, programme::Column::ProviderId);
    /// The learning spaces that it runs.
    learning_spaces: LearningSpaces = |body| by(body.0.id, learning_space::Column::ProviderId);
    /// Who held which office, and when.
    offices: OfficeHolders = |body| by(body.0.id, office_holder::Column::OrganisationId);
    /// Titles that it granted to cities.
    granted_designations: Designations =
        |body| by(body.0.id, designation::Column::GrantedById);
}

lists! {
    /// All organisations.
    AllOrganisations of ();
    /// The organisations that work with the network.
    organisations: Organisations;
}

pub(super) struct OrganisationQuery;

#[Object]
impl OrganisationQuery {
    /// The organisation with this slug.
    async fn organisation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The slug, such as `uil`.")] slug: String,
    ) -> Option<Result<Organisation>> {
        let row = domain::organisation::by_slug(ctx.db(), &slug).await;
        Some(found(
            row.map(|row| row.map(|row| Organisation(Arc::new(row)))),
        ))
    }
}

/// What to change of the organisation's record. What you leave out stays as it is.
#[derive(InputObject)]
pub struct OrganisationUpdateInput {
    /// The name, by language.
    name: MaybeUndefined<Vec<TextInput>>,
    /// The usual abbreviation; null when there is none.
    abbreviation: MaybeUndefined<String>,
    /// The website; null when there is none.
    website: MaybeUndefined<String>,
    /// What it is, by language; null when there is no text.
    description: MaybeUndefined<Vec<TextInput>>,
}

impl OrganisationUpdateInput {
    fn read(self) -> Edit {
        Edit {
            name: self.name.patch().map(texts),
            abbreviation: self.abbreviation.patch(),
            website: self.website.patch(),
            description: self.description.patch().map(texts),
        }
    }
}

payloads! {
    /// What came of changing an organisation.
    OrganisationPayload {
        /// The organisation as it is now; null when there is something to mend.
        organisation: Organisation of Organisations
    }
}

mutations! {
    /// What an organisation changes.
    OrganisationMutation;
    /// Changes the record of your organisation. Requires `organisation:write`.
    changes organisation_update(OrganisationUpdateInput) -> OrganisationPayload, by WriteOrganisation:
        |writing, permit, input, version| {
            let row = domain::organisation::update(writing, permit, version, input.read()).await?;
            Ok(row.id.0)
        };
}
