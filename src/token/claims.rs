//! What a token must claim to be taken here and now.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{
    jws::Jws,
    problem::{self, Problem},
};

/// How far the clocks of an issuer and of this server may be apart, in seconds.
pub(super) const LEEWAY: f64 = 60.0;

/// What the tokens of one issuer must claim.
#[derive(Clone, Debug)]
pub(super) struct Demands {
    /// Whom they are for: us.
    pub(super) audience: String,
    /// How long they may be valid, in seconds.
    pub(super) longest: f64,
}

impl Demands {
    /// How long a token is still valid, if it is for us and valid at this moment.
    pub(super) fn check(&self, jws: &Jws<'_>, now: DateTime<Utc>) -> Result<Duration, Problem> {
        if !self.is_for_us(jws) {
            return Err(Problem::audience(&self.audience));
        }
        let now = seconds(now);
        let expires = time(jws, "exp")?.ok_or_else(|| Problem::no_time("exp"))?;
        let issued = time(jws, "iat")?.ok_or_else(|| Problem::no_time("iat"))?;
        let begins = time(jws, "nbf")?.unwrap_or(issued);
        if expires <= now {
            Err(problem::EXPIRED)
        } else if begins > now + LEEWAY {
            Err(problem::NOT_YET)
        } else if issued > now + LEEWAY {
            Err(problem::FUTURE)
        } else if expires - issued > self.longest {
            Err(problem::LASTING)
        } else {
            let left = Duration::try_from_secs_f64(expires - now);
            left.map_err(|_| Problem::no_time("exp"))
        }
    }

    fn is_for_us(&self, jws: &Jws<'_>) -> bool {
        match jws.claim("aud") {
            Some(Value::String(audience)) => *audience == self.audience,
            Some(Value::Array(audiences)) => {
                audiences.iter().all(Value::is_string)
                    && audiences.iter().any(|one| *one == self.audience)
            }
            _ => false,
        }
    }
}

/// A moment that a token names; it need not.
fn time(jws: &Jws<'_>, claim: &str) -> Result<Option<f64>, Problem> {
    match jws.claim(claim) {
        None => Ok(None),
        Some(value) => match value.as_f64() {
            Some(time) if time.is_finite() => Ok(Some(time)),
            _ => Err(Problem::no_time(claim)),
        },
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "microseconds of our age are far below 2^53"
)]
fn seconds(moment: DateTime<Utc>) -> f64 {
    moment.timestamp_micros() as f64 / 1e6
}
