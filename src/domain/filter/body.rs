//! Tests on who something belongs to: a body has an id, and a slug that people know.

use entity::{AllianceId, CityId, OrganisationId, alliance, city, organisation};
use sea_orm::{
    Condition, Value,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, SubQueryStatement},
};

use super::Is;

/// Comparisons with a body; all that are given must hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IsBody<I> {
    /// With its id.
    pub id: Is<I>,
    /// Has this slug.
    pub slug: Option<String>,
    /// Has one of these slugs.
    pub slugs: Option<Vec<String>>,
}

impl<I> Default for IsBody<I> {
    fn default() -> Self {
        Self::from(Is::default())
    }
}

impl<I> From<Is<I>> for IsBody<I> {
    fn from(id: Is<I>) -> Self {
        Self {
            id,
            slug: None,
            slugs: None,
        }
    }
}

/// The id of something that has a slug.
pub trait Slugged: Clone + Into<Value> {
    /// The ids of those whose slugs these are.
    fn of(slugs: Vec<String>) -> SelectStatement;
}

macro_rules! slugged {
    ($($id:ident of $table:ident),+) => { $(
        impl Slugged for $id {
            fn of(slugs: Vec<String>) -> SelectStatement {
                Query::select()
                    .column($table::Column::Id)
                    .from($table::Entity)
                    .and_where(Expr::col($table::Column::Slug).is_in(slugs))
                    .and_where(Expr::col($table::Column::DeletedAt).is_null())
                    .to_owned()
            }
        }
    )+ };
}

slugged!(CityId of city, AllianceId of alliance, OrganisationId of organisation);

impl<I: Slugged> IsBody<I> {
    /// The comparisons with this column.
    pub fn on(&self, subject: impl Into<Expr>) -> Condition {
        let subject: Expr = subject.into();
        let by_slug = self.by_slug(&subject);
        self.id.on(subject).add_option(by_slug)
    }

    /// Those of them with its slug.
    pub fn by_slug(&self, subject: &Expr) -> Option<Condition> {
        if self.slug.is_none() && self.slugs.is_none() {
            return None;
        }
        let mut all = Condition::all();
        if let Some(slug) = &self.slug {
            // One value, so that an index of the column serves the order, too.
            let id = SubQueryStatement::from(I::of(vec![slug.clone()]));
            all = all.add(subject.clone().eq(Expr::SubQuery(None, Box::new(id))));
        }
        if let Some(slugs) = &self.slugs {
            all = all.add(subject.clone().in_subquery(I::of(slugs.clone())));
        }
        Some(all)
    }
}
