//! Where records come from, and the figures stated about them.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::{observation, source, source_reference, values::SubjectKind};
use uuid::Uuid;

use super::{
    code::{Code, code},
    context::ContextExt,
    loader::{ObservationsOf, ReferencesOf, SourceId},
    scalar::{Date, Locale, PartialDate},
    text::{Locales, say},
    values::{Comparator, Confidence, ObservationStatus, ReferenceKind},
};
use crate::domain::Result;

/// The references about a record with a global id.
pub(super) async fn references(
    ctx: &Context<'_>,
    kind: SubjectKind,
    id: Uuid,
) -> Result<Vec<SourceReference>> {
    references_by_key(ctx, kind, id.to_string()).await
}

/// The references about a record with this key.
pub(super) async fn references_by_key(
    ctx: &Context<'_>,
    kind: SubjectKind,
    key: String,
) -> Result<Vec<SourceReference>> {
    let references = ctx.reader().load_one(ReferencesOf(kind, key)).await?;
    let all = references.iter().flat_map(|references| references.iter());
    Ok(all
        .map(|reference| SourceReference(Arc::clone(reference)))
        .collect())
}

/// The figures stated about a record.
pub(super) async fn observations(
    ctx: &Context<'_>,
    kind: SubjectKind,
    id: Uuid,
) -> Result<Vec<Observation>> {
    let observations = ctx.reader().load_one(ObservationsOf(kind, id)).await?;
    let all = observations
        .iter()
        .flat_map(|observations| observations.iter());
    Ok(all
        .map(|observation| Observation(Arc::clone(observation)))
        .collect())
}

/// Where a record or one of its fields comes from, or what contradicts it.
pub struct SourceReference(Arc<source_reference::Model>);

/// Where a record or one of its fields comes from, or what contradicts it.
#[Object]
impl SourceReference {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// Whether this backs the record or contradicts it.
    async fn kind(&self) -> ReferenceKind {
        self.0.kind.into()
    }

    /// The field it speaks of, such as `name.ko`; null when it is the whole record.
    async fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// The document, when it is one of the network's own collection.
    async fn source(&self, ctx: &Context<'_>) -> Option<Result<SourceDocument>> {
        let id = SourceId(self.0.source_id.clone()?);
        let source = ctx.reader().load_one(id).await;
        source
            .map(|source| source.map(SourceDocument::from))
            .transpose()
    }

    /// The page where it can be read.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// What the network's editors noted: what disagrees, and what was followed.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// How much the network's editors trust it.
    async fn confidence(&self) -> Confidence {
        self.0.confidence.into()
    }

    /// When the page was read.
    async fn retrieved_on(&self) -> Option<Date> {
        self.0.retrieved_on.map(Date)
    }
}

/// A document that facts were taken from.
#[derive(SimpleObject)]
pub struct SourceDocument {
    /// Its key in the network's collection.
    key: String,
    /// Its title.
    title: String,
    /// Who published it.
    publisher: Option<String>,
    /// What it is, such as a press article.
    kind: String,
    /// The page where it can be read.
    url: Option<String>,
    /// The languages it is in.
    languages: Vec<Locale>,
    /// When it was made, as far as it says.
    dated: Option<String>,
}

impl From<Arc<source::Model>> for SourceDocument {
    fn from(source: Arc<source::Model>) -> Self {
        Self {
            key: source.id.clone(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            kind: source.kind.clone(),
            url: source.url.clone(),
            languages: source.languages.0.iter().cloned().map(Locale).collect(),
            dated: source.dated.clone(),
        }
    }
}

/// A figure that somebody stated, as exact as it was said.
pub struct Observation(pub(super) Arc<observation::Model>);

/// A figure that somebody stated, as exact as it was said.
#[Object]
impl Observation {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// What is counted or measured, in the best language available.
    async fn measure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> &str {
        say(ctx, &self.0.measure, "en", locales)
    }

    /// The same for programs, where there is a code for it: `MEMBERS` is the whole size of
    /// an alliance, in the unit that it counts itself in.
    async fn measure_code(&self) -> Option<&str> {
        self.0.measure_code.as_deref()
    }

    /// The number; read it with its comparator.
    async fn value(&self) -> f64 {
        self.0.value
    }

    /// How the number is to be read: "more than 515" is 515 and `MORE_THAN`.
    async fn comparator(&self) -> Comparator {
        self.0.comparator.into()
    }

    /// What is counted: a code of the list `UNIT`.
    async fn unit(&self, ctx: &Context<'_>) -> Result<Code> {
        code(ctx, "UNIT", &self.0.unit_code).await
    }

    /// When it was true.
    async fn as_of(&self) -> Option<PartialDate> {
        self.0.as_of.as_ref().map(PartialDate::from)
    }

    /// The beginning of the period that it is about.
    async fn period_start(&self) -> Option<PartialDate> {
        self.0.period_start.as_ref().map(PartialDate::from)
    }

    /// The end of the period that it is about.
    async fn period_end(&self) -> Option<PartialDate> {
        self.0.period_end.as_ref().map(PartialDate::from)
    }

    /// How sure it is.
    async fn status(&self) -> ObservationStatus {
        self.0.status.into()
    }

    /// What else has to be known about it.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::Observation, self.0.id.0).await
    }
}
