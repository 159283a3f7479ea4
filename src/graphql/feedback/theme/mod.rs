//! Themes: what citizens said again and again.

mod edit;
mod evidence;

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{ThemeId, feedback_action, feedback_theme, values::SubjectKind};

pub(in crate::graphql) use self::edit::ThemeMutation;
use self::evidence::{FeedbackEvidence, evidence};
use crate::{
    domain::{
        Error, Result,
        body::Body,
        feedback::{
            FeedbackActions, FeedbackThemes,
            theme::{ThemeOrder as Order, ThemeTest},
        },
    },
    graphql::{
        city::{City, city},
        connection::{Shown, by, lists},
        context::ContextExt,
        filter::{
            BodyFilter, IdFilter, IntFilter, OneOfFilter, StringFilter, TextFilter, filter_input,
        },
        history::History,
        loader::One,
        order::order_input,
        provenance::{SourceReference, references},
        scalar::Locale,
        text::{Locales, Titled, maybe},
        values::Origin,
    },
};

filter_input! {
    /// Which themes to list. All conditions that are given must hold.
    FeedbackThemeFilter for ThemeTest;
    /// The id.
    id: IdFilter => Id,
    /// The id in the city's own system.
    external_id: StringFilter => ExternalId,
    /// The title, in any language.
    title: TextFilter => Title,
    /// The city.
    city: BodyFilter => City,
    /// How much it weighs, from 1 to 5.
    weight: IntFilter => Weight,
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
}

order_input! {
    /// The order of themes.
    FeedbackThemeOrder,
    /// What themes can be ordered by.
    FeedbackThemeOrderField of Order, by default Created Desc;
    /// By title in the theme's own language.
    Title,
    /// In the order in which they came to the network.
    Created,
}

impl Shown for FeedbackThemes {
    type Node = FeedbackTheme;
    type Filter = FeedbackThemeFilter;
    type OrderBy = FeedbackThemeOrder;
}

/// The theme with this id, read together with its neighbours'.
pub(super) async fn theme(ctx: &Context<'_>, id: ThemeId) -> Result<FeedbackTheme> {
    let row = ctx
        .reader()
        .load_one(One::<FeedbackThemes>::new(id.0))
        .await?;
    row.map(FeedbackTheme).ok_or(Error::NotFound)
}

/// Something that citizens said again and again.
#[derive(Clone)]
pub struct FeedbackTheme(pub(in crate::graphql) Arc<feedback_theme::Model>);

impl From<Arc<feedback_theme::Model>> for FeedbackTheme {
    fn from(row: Arc<feedback_theme::Model>) -> Self {
        Self(row)
    }
}

/// Something that citizens said again and again.
#[Object]
impl FeedbackTheme {
    /// The global id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The id it has in the city's own system; unique in its city.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    #[graphql(flatten)]
    fn titled(&self) -> Titled<'_> {
        Titled {
            title: &self.0.title,
            default_locale: &self.0.default_locale,
        }
    }

    /// The language in which the theme is told.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// The city whose citizens said it.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// What they said, in the best language available.
    async fn summary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(
            ctx,
            self.0.summary.as_ref(),
            &self.0.default_locale,
            locales,
        )
    }

    /// How much the city lets it weigh, from 1 to 5.
    async fn weight(&self) -> i32 {
        self.0.weight
    }

    /// Where it was heard: always at least one piece.
    async fn evidence(&self, ctx: &Context<'_>) -> Result<Vec<FeedbackEvidence>> {
        evidence(ctx, self).await
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
    fn lists(&self) -> ThemeLists {
        ThemeLists(self.clone())
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::FeedbackTheme, self.0.id.0),
            owners: vec![Body::City(self.0.city_id)],
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::FeedbackTheme, self.0.id.0).await
    }
}

lists! {
    /// What came of a theme.
    ThemeLists of FeedbackTheme;
    /// The published actions about it.
    actions: FeedbackActions = |theme| by(theme.0.id, feedback_action::Column::ThemeId);
}
