//! The door for a city's own system.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};
use uuid::Uuid;

use super::{
    Programme,
    fields::{ProgrammeFields, Required},
};
use crate::{
    domain::{
        Result,
        patch::Patch,
        problem::Problems,
        programme::{self, Programmes, Row, Upsert},
        upsert::Reported,
        viewer::WriteProgrammes,
    },
    graphql::{
        mutation::{
            Payload, UpsertCounts, UpsertOutcome, UpsertPolicy, UserError,
            input::{Asked, TextInput},
            mutations, shown, told,
        },
        values::ProgrammeKind,
    },
};

/// A programme as your own system has it. What you leave out stays as it is; a
/// new programme needs a title and a kind.
#[derive(InputObject)]
pub struct ProgrammeUpsertRow {
    /// The id in your own system, by which the programme is found again. One that
    /// has none is found by its `id` in the network, and stays without.
    external_id: String,
    /// The title, by language.
    title: MaybeUndefined<Vec<TextInput>>,
    /// What form it has.
    kind: MaybeUndefined<ProgrammeKind>,
    #[graphql(flatten)]
    fields: ProgrammeFields,
}

/// Many programmes as your own system has them.
#[derive(InputObject)]
pub struct ProgrammesUpsertInput {
    /// The programmes: 1 to 1,000, with 5,000 offerings together. Give each offering
    /// an `externalId` or a `code`: without either it is found again only as long as
    /// nothing of it changes, and is otherwise a new one.
    rows: Vec<ProgrammeUpsertRow>,
    /// What becomes of the good rows when others have problems.
    #[graphql(default)]
    policy: UpsertPolicy,
    /// Whether drafts among them, new ones too, become public. What you have
    /// suspended or archived stays so.
    #[graphql(default)]
    publish: bool,
}

impl ProgrammeUpsertRow {
    pub(super) fn read(self) -> Result<Row> {
        let required = Required {
            external_id: Patch::Keep,
            title: self.title.patch(),
            kind: self.kind.patch(),
        };
        Ok(Row {
            external_id: self.external_id,
            edit: self.fields.read(required)?,
        })
    }
}

impl ProgrammesUpsertInput {
    fn read(self) -> Result<Upsert> {
        let rows = self.rows.into_iter().map(ProgrammeUpsertRow::read);
        Ok(Upsert {
            rows: rows.collect::<Result<_>>()?,
            policy: self.policy.into(),
            publish: self.publish,
            revive: false,
        })
    }
}

/// What came of one row.
pub struct ProgrammeUpsertReport {
    index: i32,
    external_id: String,
    outcome: UpsertOutcome,
    programme: Option<Uuid>,
    user_errors: Vec<UserError>,
}

/// What came of one row.
#[Object]
impl ProgrammeUpsertReport {
    /// Its place in the input, from 0.
    async fn index(&self) -> i32 {
        self.index
    }

    /// The id in your own system.
    async fn external_id(&self) -> &str {
        &self.external_id
    }

    /// What came of it.
    async fn outcome(&self) -> UpsertOutcome {
        self.outcome
    }

    /// The programme as it is now; null when there is none.
    async fn programme(&self, ctx: &Context<'_>) -> Option<Result<Programme>> {
        shown::<Programmes>(ctx, self.programme?).await.transpose()
    }

    /// What to mend in the row.
    async fn user_errors(&self) -> &[UserError] {
        &self.user_errors
    }
}

/// What came of an upsert.
#[derive(SimpleObject)]
pub struct ProgrammesUpsertPayload {
    /// What came of each row, in the order of the input.
    rows: Vec<ProgrammeUpsertReport>,
    /// How many rows came to what.
    counts: UpsertCounts,
    /// What to mend in the input before anything is kept. With `SKIP_INVALID` the
    /// problems of a row are told with the row alone.
    user_errors: Vec<UserError>,
}

impl ProgrammesUpsertPayload {
    fn of(ctx: &Context<'_>, rows: &[Reported], user_errors: Vec<UserError>) -> Self {
        let report = |(index, row): (i32, &Reported)| ProgrammeUpsertReport {
            index,
            external_id: row.external_id.clone(),
            outcome: row.outcome.into(),
            programme: row.id,
            user_errors: told(ctx, &row.problems),
        };
        Self {
            rows: (0..).zip(rows).map(report).collect(),
            counts: UpsertCounts::of(rows),
            user_errors,
        }
    }
}

impl Payload for ProgrammesUpsertPayload {
    type Done = Vec<Reported>;

    async fn done(ctx: &Context<'_>, rows: Vec<Reported>) -> Result<Self> {
        Ok(Self::of(ctx, &rows, Vec::new()))
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self::of(ctx, problems.rows(), told(ctx, problems)))
    }
}

mutations! {
    /// What a city's own system changes.
    ProgrammesMutation;
    /// Brings the network up to date with your own system: makes the programmes
    /// whose external id is new, changes the others, and leaves alone what you leave
    /// out. The same call again changes nothing. A programme that was deleted is
    /// refused: restore it first. Requires `programme:write`.
    creates programmes_upsert(ProgrammesUpsertInput) -> ProgrammesUpsertPayload, by WriteProgrammes:
        |writing, permit, input| {
            programme::upsert(writing, permit, input.read()?).await
        };
}
