//! A little work for whoever answers a survey without an invitation.
//!
//! It makes a thousand answers cost what a thousand visitors cost, and needs
//! neither an address nor a third party. The challenge is signed, not stored;
//! only its use is noted, so that it is used once.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use entity::SurveyId;
use sha2::{Digest, Sha256};

use super::secret::{SurveySecret, random};
use crate::domain::error::Result;

/// How long a challenge can be used: as long as it takes to fill in a long form.
const GOOD_FOR: TimeDelta = TimeDelta::hours(3);
/// Characters of a solution.
const LONGEST_SOLUTION: usize = 64;

/// What is to be solved: find a text so that the SHA-256 of the challenge, a
/// colon and that text begins with so many zero bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The text to be hashed first.
    pub text: String,
    /// Until when its solution is taken.
    pub expires_at: DateTime<Utc>,
}

impl Challenge {
    /// A new one for this survey.
    pub fn new(survey: SurveyId, secret: &SurveySecret, now: DateTime<Utc>) -> Result<Self> {
        let expires_at = now + GOOD_FOR;
        let nonce = URL_SAFE_NO_PAD.encode(random::<16>()?);
        let said = format!("{}.{}.{nonce}", survey.0.simple(), expires_at.timestamp());
        let signature = secret.sign(&said);
        Ok(Self {
            text: format!("{said}.{signature}"),
            expires_at,
        })
    }
}

/// What a client sends as proof of its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The text of the challenge.
    pub challenge: String,
    /// What it found.
    pub solution: String,
}

impl Work {
    /// Whether the challenge is one of this survey that is still good, and solved.
    #[must_use]
    pub fn is_done(
        &self,
        (survey, bits): (SurveyId, u32),
        secret: &SurveySecret,
        now: DateTime<Utc>,
    ) -> bool {
        self.is_ours(survey, secret, now)
            && self.solution.len() <= LONGEST_SOLUTION
            && leading_zeros(&format!("{}:{}", self.challenge, self.solution)) >= bits
    }

    fn is_ours(&self, survey: SurveyId, secret: &SurveySecret, now: DateTime<Utc>) -> bool {
        let Some((said, signature)) = self.challenge.rsplit_once('.') else {
            return false;
        };
        let mut parts = said.split('.');
        let of = parts.next();
        let expires: Option<i64> = parts.next().and_then(|seconds| seconds.parse().ok());
        secret.signed(said, signature)
            && of == Some(survey.0.simple().to_string().as_str())
            && expires.is_some_and(|expires| now.timestamp() < expires)
    }
}

/// The zero bits at the beginning of a text's SHA-256.
fn leading_zeros(text: &str) -> u32 {
    let hash = Sha256::digest(text);
    let zeros = hash.iter().take_while(|byte| **byte == 0).count();
    let next = hash.get(zeros).map_or(0, |byte| byte.leading_zeros());
    u32::try_from(zeros).unwrap_or_default() * 8 + next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_bits_are_counted_over_bytes() {
        let found = (0..100_000).find(|number| leading_zeros(&format!("x:{number}")) >= 10);
        let hash = Sha256::digest(format!("x:{}", found.unwrap()));
        assert_eq!(hash[0], 0);
        assert!(hash[1] < 64);
    }
}
