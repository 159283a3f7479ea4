//! When a delivery that failed is tried again, and when it is given up.

use chrono::{DateTime, TimeDelta, Utc};

/// The shortest time between two attempts.
const SHORTEST: TimeDelta = TimeDelta::seconds(5);

/// The longest time between two attempts.
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// When to try again what was first due at `begun`; `None` when the time for it
/// is over.
///
/// Each pause is twice as long as all the time before it: 5 s, 10 s, 30 s, 90 s
/// and so on. `luck` is the part of it that is waited, in thousandths: with luck
/// between 800 and 1,200 what failed together does not come again together.
#[must_use]
pub(super) fn again(
    begun: DateTime<Utc>,
    now: DateTime<Utc>,
    days: u64,
    luck: i32,
) -> Option<DateTime<Utc>> {
    let pause = ((now - begun) * 2).clamp(SHORTEST, LONGEST);
    let next = now + pause * luck / 1_000;
    let days = i64::try_from(days).ok().and_then(TimeDelta::try_days)?;
    (next <= begun + days).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_from_seconds_to_hours_over_three_days() {
        let begun = DateTime::UNIX_EPOCH;
        let (mut now, mut pauses) = (begun, Vec::new());
        while let Some(next) = again(begun, now, 3, 1_000) {
            pauses.push((next - now).num_seconds());
            now = next;
        }

        assert_eq!(pauses[..5], [5, 10, 30, 90, 270]);
        assert!(pauses.is_sorted() && pauses.len() > 12, "{pauses:?}");
        let total: i64 = pauses.iter().sum();
        assert!((60 * 3600..=72 * 3600).contains(&total), "{pauses:?}");
    }

    #[test]
    fn luck_spreads_what_failed_together() {
        let begun = DateTime::UNIX_EPOCH;
        let now = begun + TimeDelta::seconds(500);
        let pause = |luck| (again(begun, now, 3, luck).unwrap() - now).num_seconds();

        assert_eq!(
            (pause(800), pause(1_000), pause(1_200)),
            (800, 1_000, 1_200)
        );
    }
}
