//! Designations.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entity::{designation, values::SubjectKind};

use super::{
    city::{City, city},
    code::{Code, code},
    connection::Shown,
    filter::{IdFilter, StringFilter, filter_input},
    history::History,
    order::order_input,
    organisation::{Organisation, organisation},
    provenance::{SourceReference, references},
    scalar::PartialDate,
};
use crate::domain::{
    Result,
    body::Body,
    designation::{DesignationOrder as Order, DesignationTest, Designations},
};

filter_input! {
    /// Which designations to list. All conditions that are given must hold.
    DesignationFilter for DesignationTest;
    /// The title: a code of the list `DESIGNATION`.
    scheme: StringFilter => Scheme,
    /// The city that holds it.
    city: IdFilter => City,
}

order_input! {
    /// The order of designations.
    DesignationOrder,
    /// What designations can be ordered by.
    DesignationOrderField of Order, by default Since Asc;
    /// By the first day; those that do not say come last.
    Since,
    /// In the order in which they came to the register.
    Created,
}

impl Shown for Designations {
    type Node = Designation;
    type Filter = DesignationFilter;
    type OrderBy = DesignationOrder;
}

/// A title that somebody granted to a city, such as the Korean designation as a
/// lifelong learning city. A membership is not a designation, nor is an award.
#[derive(Clone)]
pub struct Designation(Arc<designation::Model>);

impl From<Arc<designation::Model>> for Designation {
    fn from(row: Arc<designation::Model>) -> Self {
        Self(row)
    }
}

/// A title that somebody granted to a city, such as the Korean designation as a
/// lifelong learning city. A membership is not a designation, nor is an award.
#[Object]
impl Designation {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The city that holds it.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// The title: a code of the list `DESIGNATION`.
    async fn scheme(&self, ctx: &Context<'_>) -> Result<Code> {
        code(ctx, "DESIGNATION", &self.0.scheme_code).await
    }

    /// Who granted it.
    async fn granted_by(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        Some(organisation(ctx, self.0.granted_by_id?).await)
    }

    /// Since when; null when no source says.
    async fn since(&self) -> Option<PartialDate> {
        self.0.since.as_ref().map(PartialDate::from)
    }

    /// Until when; null while it holds.
    async fn until(&self) -> Option<PartialDate> {
        self.0.until.as_ref().map(PartialDate::from)
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::Designation, self.0.id.0),
            owners: self
                .0
                .granting_alliance_id
                .map(Body::Alliance)
                .into_iter()
                .collect(),
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::Designation, self.0.id.0).await
    }
}
