//! The codes that describe a programme.

use async_graphql::{Context, Object};
use entity::ProgrammeId;

use crate::{
    domain::Result,
    graphql::{
        code::{Code, of_scheme},
        context::ContextExt,
        loader::CodesOfProgramme,
    },
};

/// The fields of a programme that are codes.
pub(super) struct ProgrammeCodes(pub(super) ProgrammeId);

impl ProgrammeCodes {
    async fn of(&self, ctx: &Context<'_>, scheme: &str) -> Result<Vec<Code>> {
        let codes = ctx.reader().load_one(CodesOfProgramme(self.0)).await?;
        Ok(of_scheme(codes.as_ref(), scheme))
    }
}

/// The fields of a programme that are codes.
#[Object]
impl ProgrammeCodes {
    /// What it is about: codes of the list `TOPIC`.
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<Code>> {
        self.of(ctx, "TOPIC").await
    }

    /// Whom it is for: codes of the list `TARGET_GROUP`.
    async fn target_groups(&self, ctx: &Context<'_>) -> Result<Vec<Code>> {
        self.of(ctx, "TARGET_GROUP").await
    }

    /// The fields of education: codes of the list `ISCED_F`.
    async fn isced_f(&self, ctx: &Context<'_>) -> Result<Vec<Code>> {
        self.of(ctx, "ISCED_F").await
    }

    /// The Sustainable Development Goals and targets that it serves.
    async fn sdg_targets(&self, ctx: &Context<'_>) -> Result<Vec<Code>> {
        self.of(ctx, "SDG").await
    }

    /// The key features of learning cities that it serves.
    async fn key_feature_areas(&self, ctx: &Context<'_>) -> Result<Vec<Code>> {
        self.of(ctx, "KEY_FEATURE_AREA").await
    }
}
