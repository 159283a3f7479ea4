//! What citizens said again and again.

mod write;

use entity::{CityId, ThemeId, feedback_evidence, feedback_theme, values::Origin};
use sea_orm::{Condition, ConnectionTrait, sea_query::Expr};
use uuid::Uuid;

pub use self::write::{Edit, create, delete, restore, update};
use super::evidence;
use crate::domain::{
    error::Result,
    filter::{Is, IsBody, Test, contains},
    page::{Link, listed, orders},
};

orders! {
    /// The orders of themes.
    ThemeOrder of feedback_theme::Model, columns of entity::feedback_theme;
    /// By title in the theme's own language.
    Title: Text = TitleText.title_text;
    /// In the order in which they came to the network.
    Created;
}

listed! {
    /// All themes.
    FeedbackThemes of feedback_theme, ordered by ThemeOrder, tested by ThemeTest
}

/// What a filter may ask of a theme.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ThemeTest {
    /// Its id.
    Id(Is<ThemeId>),
    /// Its id in the city's own system.
    ExternalId(Is<String>),
    /// Part of one of its titles.
    Title(String),
    /// Its city.
    City(IsBody<CityId>),
    /// How much it weighs.
    Weight(Is<i32>),
    /// Real or made up.
    Origin(Is<Origin>),
}

impl Test for ThemeTest {
    fn condition(&self) -> Condition {
        use feedback_theme::Column;
        let at = |column: Column| Expr::col((feedback_theme::Entity, column));
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::ExternalId(is) => is.on(at(Column::ExternalId)),
            Self::Title(part) => contains(at(Column::TitleText), part),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Weight(is) => is.on(at(Column::Weight)),
            Self::Origin(is) => is.on(at(Column::Origin)),
        }
    }
}

/// How themes hang on the sessions that they rest on.
#[must_use]
pub fn of_session() -> Link {
    use feedback_evidence::{Column, Entity};
    Link::through(&Entity, Column::SessionId, Column::ThemeId)
}

/// The evidence of each of these themes, in its order.
pub async fn evidence(
    db: &impl ConnectionTrait,
    themes: &[ThemeId],
) -> Result<Vec<(ThemeId, feedback_evidence::Model)>> {
    let ids: Vec<Uuid> = themes.iter().map(|theme| theme.0).collect();
    let rows = evidence::of_each(db, &ids).await?;
    Ok(rows.into_iter().map(|row| (row.theme_id, row)).collect())
}
