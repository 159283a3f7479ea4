//! Designations.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object};
use chrono::{DateTime, Utc};
use entity::{DesignationId, designation, values::SubjectKind};

use super::{
    alliance::{Alliance, alliance},
    city::{City, city},
    code::{Code, code},
    connection::Shown,
    filter::{BodyFilter, StringFilter, filter_input, read_id},
    history::History,
    mutation::{DeletePayload, input::Asked, mutations, payloads},
    order::order_input,
    organisation::{Organisation, organisation},
    provenance::{SourceReference, references},
    scalar::PartialDate,
};
use crate::domain::{
    self, Result,
    body::Body,
    designation::{DesignationOrder as Order, DesignationTest, Designations, Edit, Grant},
    record::{self, Target},
    viewer::GrantDesignations,
};

filter_input! {
    /// Which designations to list. All conditions that are given must hold.
    DesignationFilter for DesignationTest;
    /// The title: a code of the list `DESIGNATION`.
    scheme: StringFilter => Scheme,
    /// The city that holds it.
    city: BodyFilter => City,
    /// The alliance that granted it.
    granting_alliance: BodyFilter => GrantingAlliance,
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

    /// The alliance that granted it, and that alone can change it; null when an
    /// organisation did, or when no source says.
    async fn granting_alliance(&self, ctx: &Context<'_>) -> Option<Result<Alliance>> {
        Some(alliance(ctx, self.0.granting_alliance_id?).await)
    }

    /// The organisation that granted it; null when an alliance did, or when no
    /// source says.
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

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
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

/// What your alliance grants.
#[derive(InputObject)]
pub struct DesignationGrantInput {
    /// The city that gets the title.
    city_id: ID,
    /// The title: a code of the list `DESIGNATION`.
    scheme: String,
    /// Since when it holds: today (UTC) unless you say.
    since: Option<PartialDate>,
}

impl DesignationGrantInput {
    fn read(self) -> Result<Grant> {
        Ok(Grant {
            city: read_id(&self.city_id)?,
            scheme: self.scheme,
            since: self.since.map(|date| date.0),
        })
    }
}

/// What to correct of a designation. What you leave out stays as it is.
#[derive(InputObject)]
pub struct DesignationUpdateInput {
    /// The designation.
    id: ID,
    /// Since when it holds; null when nobody knows.
    since: MaybeUndefined<PartialDate>,
    /// Until when; null while it holds.
    until: MaybeUndefined<PartialDate>,
}

impl DesignationUpdateInput {
    fn read(self) -> Edit {
        Edit {
            since: self.since.patch().map(|date| date.0),
            until: self.until.patch().map(PartialDate::end).flat(),
        }
    }
}

/// Which designation to end.
#[derive(InputObject)]
pub struct DesignationEndInput {
    /// The designation.
    id: ID,
    /// Its last day: today (UTC) unless you say.
    until: Option<PartialDate>,
}

/// Which designation to delete.
#[derive(InputObject)]
pub struct DesignationDeleteInput {
    /// The designation.
    id: ID,
}

/// Which deleted designation to bring back.
#[derive(InputObject)]
pub struct DesignationRestoreInput {
    /// The designation.
    id: ID,
}

payloads! {
    /// What came of changing a designation.
    DesignationPayload {
        /// The designation as it is now; null when there is something to mend.
        designation: Designation of Designations
    }
}

fn target(id: &ID, expected_version: Option<i32>) -> Result<Target<DesignationId>> {
    Ok(Target {
        id: read_id(id)?,
        expected_version,
    })
}

mutations! {
    /// What an alliance does with the titles that it grants.
    DesignationMutation;
    /// Grants a city a title in the name of your alliance. Requires
    /// `designation:write`.
    creates designation_grant(DesignationGrantInput) -> DesignationPayload, by GrantDesignations:
        |writing, permit, input| {
            let row = domain::designation::grant(writing, permit, input.read()?).await?;
            Ok(row.id.0)
        };
    /// Corrects the dates of a designation that your alliance granted. Requires
    /// `designation:write`.
    changes designation_update(DesignationUpdateInput) -> DesignationPayload,
        by GrantDesignations:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            let row = domain::designation::update(writing, permit, target, input.read()).await?;
            Ok(row.id.0)
        };
    /// Ends a designation that your alliance granted. Requires `designation:write`.
    changes designation_end(DesignationEndInput) -> DesignationPayload, by GrantDesignations:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            let until = input.until.map(|date| date.0);
            let row = domain::designation::end(writing, permit, target, until).await?;
            Ok(row.id.0)
        };
    /// Deletes a designation that your alliance granted by mistake; what has come
    /// to its end is ended instead. Requires `designation:write`.
    changes designation_delete(DesignationDeleteInput) -> DeletePayload, by GrantDesignations:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            let row: designation::Model = record::delete(writing, permit, target).await?;
            Ok(row.id.into())
        };
    /// Brings back a designation that your alliance deleted. Requires
    /// `designation:write`.
    changes designation_restore(DesignationRestoreInput) -> DesignationPayload,
        by GrantDesignations:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            let row: designation::Model = record::restore(writing, permit, target).await?;
            Ok(row.id.0)
        };
}
