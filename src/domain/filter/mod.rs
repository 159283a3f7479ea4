//! Which rows a list shows: tests on fields, joined by and, or and not.

mod body;

use sea_orm::{
    Condition, Value,
    sea_query::{Expr, ExprTrait, Func, LikeExpr, SelectStatement},
};

pub use self::body::IsBody;

/// A test that a row passes or fails.
pub trait Test:
    Clone + std::fmt::Debug + PartialEq + Eq + std::hash::Hash + Send + Sync + 'static
{
    /// The test in SQL.
    fn condition(&self) -> Condition;
}

/// Tests joined by and, or and not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Where<T> {
    /// All of these hold; none is always true.
    All(Vec<Self>),
    /// At least one of these holds.
    Any(Vec<Self>),
    /// This does not hold.
    Not(Box<Self>),
    /// The row passes the test.
    Test(T),
}

impl<T> Where<T> {
    /// Every row.
    #[must_use]
    pub fn everything() -> Self {
        Self::All(Vec::new())
    }

    /// How many tests and joints there are.
    pub fn size(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => 1 + parts.iter().map(Self::size).sum::<usize>(),
            Self::Not(part) => 1 + part.size(),
            Self::Test(_) => 1,
        }
    }
}

impl<T: Test> Test for Where<T> {
    fn condition(&self) -> Condition {
        match self {
            Self::All(parts) => parts
                .iter()
                .fold(Condition::all(), |all, part| all.add(part.condition())),
            // An empty OR would be true in SQL builders; nothing is in no list.
            Self::Any(parts) if parts.is_empty() => Condition::all().add(Expr::val(1).eq(0)),
            Self::Any(parts) => parts
                .iter()
                .fold(Condition::any(), |any, part| any.add(part.condition())),
            // A comparison with a missing value is neither true nor false in SQL: it
            // does not hold, and so its opposite does.
            Self::Not(part) => {
                let holds = [part.condition().into(), Expr::cust("FALSE")];
                Condition::all().add(Expr::from(Func::coalesce(holds)).not())
            }
            Self::Test(test) => test.condition(),
        }
    }
}

/// Comparisons with a value; all that are given must hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Is<T> {
    /// Is this one.
    pub eq: Option<T>,
    /// Is one of these.
    pub one_of: Option<Vec<T>>,
    /// Is not this one; a missing value is not.
    pub not: Option<T>,
    /// Is less.
    pub lt: Option<T>,
    /// Is less or equal.
    pub lte: Option<T>,
    /// Is greater.
    pub gt: Option<T>,
    /// Is greater or equal.
    pub gte: Option<T>,
    /// Is missing, or is not.
    pub is_null: Option<bool>,
}

impl<T> Default for Is<T> {
    fn default() -> Self {
        Self {
            eq: None,
            one_of: None,
            not: None,
            lt: None,
            lte: None,
            gt: None,
            gte: None,
            is_null: None,
        }
    }
}

impl<T: Clone + Into<Value>> Is<T> {
    /// The comparisons with this column or expression.
    pub fn on(&self, subject: impl Into<Expr>) -> Condition {
        let subject: Expr = subject.into();
        let value = |value: &T| Expr::val(value.clone());
        let one_of = self
            .one_of
            .as_ref()
            .map(|values| subject.clone().is_in(values.clone()));
        let not = self.not.as_ref().map(|other| {
            subject
                .clone()
                .ne(value(other))
                .or(subject.clone().is_null())
        });
        let is_null = self.is_null.map(|missing| {
            if missing {
                subject.clone().is_null()
            } else {
                subject.clone().is_not_null()
            }
        });
        Condition::all()
            .add_option(
                self.eq
                    .as_ref()
                    .map(|other| subject.clone().eq(value(other))),
            )
            .add_option(one_of)
            .add_option(not)
            .add_option(
                self.lt
                    .as_ref()
                    .map(|other| subject.clone().lt(value(other))),
            )
            .add_option(
                self.lte
                    .as_ref()
                    .map(|other| subject.clone().lte(value(other))),
            )
            .add_option(
                self.gt
                    .as_ref()
                    .map(|other| subject.clone().gt(value(other))),
            )
            .add_option(
                self.gte
                    .as_ref()
                    .map(|other| subject.clone().gte(value(other))),
            )
            .add_option(is_null)
    }
}

/// The comparisons with a value of which there are many: at least one of them is so, and
/// none of them is what it is not. `rows` finds those that a condition holds for.
pub fn among<T>(is: &Is<T>, value: &Expr, rows: impl Fn(Condition) -> SelectStatement) -> Condition
where
    T: Clone + PartialEq + Into<Value>,
{
    let positive = Is {
        not: None,
        is_null: None,
        ..is.clone()
    };
    let asks = positive != Is::default();
    let not = is.not.clone().map(|other| {
        let is_other = value.clone().eq(Expr::val(other));
        exists(rows(Condition::all().add(is_other)), false)
    });
    let is_null = is
        .is_null
        .map(|missing| exists(rows(Condition::all()), !missing));
    Condition::all()
        .add_option(asks.then(|| exists(rows(positive.on(value.clone())), true)))
        .add_option(not)
        .add_option(is_null)
}

/// Whether folded text contains this, whatever its case.
pub fn contains(subject: impl Into<Expr>, part: &str) -> Condition {
    let escaped = super::text::fold(part)
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    let pattern = LikeExpr::new(format!("%{escaped}%")).escape('\\');
    let subject: Expr = subject.into();
    Condition::all().add(subject.like(pattern))
}

/// Whether a related row exists, or does not.
#[must_use]
pub fn exists(related: SelectStatement, wanted: bool) -> Condition {
    let exists = Expr::exists(related);
    Condition::all().add(if wanted { exists } else { exists.not() })
}
