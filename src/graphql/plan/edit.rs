//! What a city changes of its plans.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::{PlanId, plan};

use super::Plan;
use crate::{
    domain::{
        self, Result,
        patch::Patch,
        plan::{Edit, Plans},
        record::{self, Target},
        viewer::WritePlans,
    },
    graphql::{
        filter::read_id,
        mutation::{
            DeletePayload,
            input::{Asked, TextInput, id_inputs, texts},
            mutations, payloads,
        },
        scalar::{Locale, PartialDate},
        values::PlanStatus,
    },
};

/// A new plan. Everyone sees it as soon as it is there.
#[derive(InputObject)]
pub struct PlanCreateInput {
    /// The title, by language. The one in the default locale must be there.
    title: Vec<TextInput>,
    #[graphql(flatten)]
    fields: PlanFieldsInput,
}

/// What to change of a plan. What you leave out stays as it is.
#[derive(InputObject)]
pub struct PlanUpdateInput {
    /// The global id.
    id: ID,
    /// The title, by language.
    title: MaybeUndefined<Vec<TextInput>>,
    #[graphql(flatten)]
    fields: PlanFieldsInput,
}

/// What a city may say of a plan beside its title.
#[derive(InputObject)]
pub struct PlanFieldsInput {
    /// The id it has in the city's own system; unique in its city, deleted plans
    /// included. Null when it has none.
    external_id: MaybeUndefined<String>,
    /// The language in which the plan speaks; for a new one the city's.
    default_locale: MaybeUndefined<Locale>,
    /// What else it is called: all other titles, each by language, instead of those
    /// before.
    alternate_titles: MaybeUndefined<Vec<Vec<TextInput>>>,
    /// Which of the city's plans it is, such as 4 for the fourth; unique in its city,
    /// deleted plans included. Null when nobody counts.
    ordinal: MaybeUndefined<i32>,
    /// Since when it holds; null when nobody said.
    period_start: MaybeUndefined<PartialDate>,
    /// Until when it holds; null when nobody said.
    period_end: MaybeUndefined<PartialDate>,
    /// Where it is to lead, by language; null when there is no text.
    vision: MaybeUndefined<Vec<TextInput>>,
    /// The website; null when there is none.
    website: MaybeUndefined<String>,
    /// Where it stands; null when nobody said. One plan of a city can be `IN_FORCE`
    /// at a time.
    status: MaybeUndefined<PlanStatus>,
}

impl PlanFieldsInput {
    fn read(self, title: Patch<Vec<TextInput>>) -> Edit {
        let list = |list: Vec<_>| list.into_iter().map(texts).collect();
        Edit {
            external_id: self.external_id.patch(),
            title: title.map(texts),
            default_locale: self.default_locale.patch().map(|locale| locale.0),
            alternate_titles: self.alternate_titles.patch().map(list),
            ordinal: self.ordinal.patch(),
            period_start: self.period_start.patch().map(|date| date.0),
            period_end: self.period_end.patch().map(PartialDate::end).flat(),
            vision: self.vision.patch().map(texts),
            website: self.website.patch(),
            status: self.status.patch().map(Into::into),
        }
    }
}

impl PlanUpdateInput {
    fn read(self, expected_version: Option<i32>) -> Result<(Target<PlanId>, Edit)> {
        let id = read_id(&self.id)?;
        let target = Target {
            id,
            expected_version,
        };
        Ok((target, self.fields.read(self.title.patch())))
    }
}

id_inputs! {
    /// Which plan to delete.
    PlanDeleteInput of PlanId;
    /// Which plan to bring back.
    PlanRestoreInput of PlanId;
}

payloads! {
    /// What came of changing a plan.
    PlanPayload {
        /// The plan as it is now; null when there is something to mend.
        plan: Plan of Plans
    }
}

mutations! {
    /// What a city changes of its plans.
    PlanMutation;
    /// Adds a plan of your city. Requires `plan:write`.
    creates plan_create(PlanCreateInput) -> PlanPayload, by WritePlans:
        |writing, permit, input| {
            let edit = input.fields.read(Patch::Set(input.title));
            Ok(domain::plan::create(writing, permit, edit).await?.id.0)
        };
    /// Changes a plan of your city. Requires `plan:write`.
    changes plan_update(PlanUpdateInput) -> PlanPayload, by WritePlans:
        |writing, permit, input, version| {
            let (target, edit) = input.read(version)?;
            Ok(domain::plan::update(writing, permit, target, edit).await?.id.0)
        };
    /// Deletes a plan of your city. Its history stays; surveys and actions that
    /// point to it show no plan. Requires `plan:write`.
    changes plan_delete(PlanDeleteInput) -> DeletePayload, by WritePlans:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            let row: plan::Model = record::delete(writing, permit, target).await?;
            Ok(row.id.into())
        };
    /// Brings a deleted plan back as it was. Requires `plan:write`.
    changes plan_restore(PlanRestoreInput) -> PlanPayload, by WritePlans:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            let row: plan::Model = record::restore(writing, permit, target).await?;
            Ok(row.id.0)
        };
}
