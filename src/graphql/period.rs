//! Stretches of days, as clients ask for them.

use async_graphql::InputObject;

use super::scalar::Date;
use crate::domain::period::Period;

/// Days to look at. The field that takes it says of what and whose days they are.
#[derive(InputObject, Clone, Copy, Default)]
pub struct PeriodInput {
    /// The first day; without it from the beginning.
    from: Option<Date>,
    /// The last day, included; without it until now.
    to: Option<Date>,
}

impl From<PeriodInput> for Period {
    fn from(input: PeriodInput) -> Self {
        Self {
            from: input.from.map(Into::into),
            to: input.to.and_then(Date::end),
        }
    }
}
