//! Code lists: values that outside bodies own.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object};
use entity::code as table;

use super::{
    context::ContextExt,
    loader::CodesBelow,
    scalar::Locale,
    text::{Locales, NameTranslation, names, say, served_locale},
};
use crate::domain::{self, Error, Result, code::CodeKey};

/// The code lists of the network.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum CodeScheme {
    /// What helps people with disabilities to use a space.
    Accessibility,
    /// Titles that are granted to cities.
    Designation,
    /// Themes around which member cities of the GNLC work together.
    GnlcCluster,
    /// Fields of education and training: ISCED-F 2013, three levels.
    IscedF,
    /// The key features of learning cities: three groups, twelve areas.
    KeyFeatureArea,
    /// The fields of lifelong education in Korean law.
    KrLifelongField,
    /// Public offices.
    Office,
    /// The Sustainable Development Goals and their targets.
    Sdg,
    /// States, provinces and regions: ISO 3166-2.
    Subdivision,
    /// Whom a programme is for.
    TargetGroup,
    /// What a programme is about.
    Topic,
    /// What figures count.
    Unit,
}

impl CodeScheme {
    fn name(self) -> &'static str {
        match self {
            Self::Accessibility => "ACCESSIBILITY",
            Self::Designation => "DESIGNATION",
            Self::GnlcCluster => "GNLC_CLUSTER",
            Self::IscedF => "ISCED_F",
            Self::KeyFeatureArea => "KEY_FEATURE_AREA",
            Self::KrLifelongField => "KR_LIFELONG_FIELD",
            Self::Office => "OFFICE",
            Self::Sdg => "SDG",
            Self::Subdivision => "SUBDIVISION",
            Self::TargetGroup => "TARGET_GROUP",
            Self::Topic => "TOPIC",
            Self::Unit => "UNIT",
        }
    }

    fn named(name: &str) -> Option<Self> {
        use async_graphql::resolver_utils::EnumType;
        Self::items()
            .iter()
            .map(|item| item.value)
            .find(|scheme| scheme.name() == name)
    }
}

/// The code with this key, read together with its neighbours'.
pub(super) async fn code(ctx: &Context<'_>, scheme: &str, code: &str) -> Result<Code> {
    let found = ctx.reader().load_one(CodeKey::new(scheme, code)).await?;
    found.map(Code).ok_or(Error::NotFound)
}

/// The codes of one list among these.
pub(super) fn of_scheme(codes: Option<&Arc<Vec<Arc<table::Model>>>>, scheme: &str) -> Vec<Code> {
    let all = codes.into_iter().flat_map(|codes| codes.iter());
    all.filter(|code| code.scheme == scheme)
        .map(|code| Code(Arc::clone(code)))
        .collect()
}

/// A value of a code list, with labels in English, Korean and Chinese.
pub struct Code(Arc<table::Model>);

/// A value of a code list, with labels in English, Korean and Chinese.
#[Object]
impl Code {
    /// The list that it belongs to.
    #[expect(clippy::unused_async, reason = "the library asks for it")]
    async fn scheme(&self) -> Result<CodeScheme> {
        CodeScheme::named(&self.0.scheme).ok_or(Error::NotFound)
    }

    /// The code itself, stable: programs decide by this.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// What it means, in the best language available.
    async fn label(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> &str {
        say(ctx, &self.0.label, "en", locales)
    }

    /// The language in which `label` answers.
    async fn served_locale(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Locale {
        served_locale(ctx, &self.0.label, "en", locales)
    }

    /// All labels.
    async fn translations(&self) -> Vec<NameTranslation> {
        names(&self.0.label)
    }

    /// The address that the list's owner gave to the code.
    async fn uri(&self) -> Option<&str> {
        self.0.uri.as_deref()
    }

    /// The wider code right above it.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Result<Code>> {
        let parent = self.0.parent.as_deref()?;
        Some(code(ctx, &self.0.scheme, parent).await)
    }

    /// The narrower codes right below it.
    async fn children(&self, ctx: &Context<'_>) -> Result<Vec<Code>> {
        let below = CodesBelow(CodeKey::new(&self.0.scheme, &self.0.code));
        let codes = ctx.reader().load_one(below).await?;
        Ok(of_scheme(codes.as_ref(), &self.0.scheme))
    }
}

pub(super) struct CodeQuery;

#[Object]
impl CodeQuery {
    /// All codes of a list, in its order.
    async fn codes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The list.")] scheme: CodeScheme,
    ) -> Result<Vec<Code>> {
        let codes = domain::code::of_scheme(ctx.db(), scheme.name()).await?;
        Ok(codes.into_iter().map(|code| Code(Arc::new(code))).collect())
    }
}
