//! The one place that knows what time it is.

use chrono::{DateTime, SubsecRound, Utc};

/// Where the time comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The time of the machine.
    #[default]
    Real,
    /// Always the same moment, for tests.
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// The moment to write down, to the microsecond, as both databases keep it.
    #[must_use]
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Self::Real => real(),
            Self::Fixed(moment) => moment,
        }
        .trunc_subsecs(6)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "everybody else asks this clock, so that tests can set the date"
)]
fn real() -> DateTime<Utc> {
    Utc::now()
}
