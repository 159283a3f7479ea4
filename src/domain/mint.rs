//! New ids in bulk, each greater than the one before.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Makes UUIDs of version 7 whose order is the order of making.
///
/// Within one millisecond ordinary ids fall in any order. A whole network is
/// loaded in one, so a counter stands right behind the time (RFC 9562, 6.2).
#[derive(Debug)]
pub(super) struct Mint {
    millis: u64,
    made: u32,
    random: fastrand::Rng,
}

impl Mint {
    /// A mint for records that are made at `at`.
    pub(super) fn new(at: DateTime<Utc>, random: fastrand::Rng) -> Self {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        Self {
            millis,
            made: 0,
            random,
        }
    }

    /// The next id.
    pub(super) fn uuid(&mut self) -> Uuid {
        let made = u128::from(self.made);
        self.made += 1;
        let (high, low) = (made >> 20, made & 0xF_FFFF);
        let version = 7 << 76 | 0b10 << 62;
        let tail = u128::from(self.random.u64(..1 << 42));
        Uuid::from_u128(u128::from(self.millis) << 80 | high << 64 | low << 42 | tail | version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_moment_keep_their_order() {
        let mut mint = Mint::new(DateTime::UNIX_EPOCH, fastrand::Rng::with_seed(7));
        let ids: Vec<Uuid> = (0..5000).map(|_| mint.uuid()).collect();
        assert!(ids.is_sorted() && ids.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }

    #[test]
    fn ids_carry_their_time() {
        let at = DateTime::from_timestamp_millis(1_795_000_000_123).unwrap();
        let id = Mint::new(at, fastrand::Rng::with_seed(7)).uuid();
        let (seconds, nanos) = id.get_timestamp().unwrap().to_unix();
        assert_eq!((seconds, nanos), (1_795_000_000, 123_000_000));
    }
}
