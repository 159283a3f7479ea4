//! What is hashed of a survey, and with which secret.

use std::fmt::Write;

use aws_lc_rs::{hmac, rand};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{SurveyId, survey_secret};
use sea_orm::{ConnectionTrait, EntityTrait};
use sha2::{Digest, Sha256};

use crate::domain::error::{Error, Result};

/// A survey's secret: signs challenges, and hashes what could be guessed.
pub struct SurveySecret(hmac::Key);

impl SurveySecret {
    /// A new one, as the table has it: 32 random bytes in hexadecimal digits.
    pub fn make() -> Result<String> {
        Ok(hexadecimal(&random::<32>()?))
    }

    /// The secret of this survey.
    pub async fn of(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Self> {
        let row = survey_secret::Entity::find_by_id(survey).one(db).await?;
        let row = row.ok_or(Error::NotFound)?;
        Ok(Self(hmac::Key::new(
            hmac::HMAC_SHA256,
            row.secret.as_bytes(),
        )))
    }

    /// A hash that nobody without the secret can try out guesses against.
    #[must_use]
    pub fn hash(&self, what: &str, text: &str) -> String {
        hexadecimal(self.tag(what, text).as_ref())
    }

    /// A signature over a text.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.tag("challenge", text))
    }

    /// Whether this signature is over this text.
    #[must_use]
    pub fn signed(&self, text: &str, signature: &str) -> bool {
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
        let text = format!("challenge\0{text}");
        hmac::verify(&self.0, text.as_bytes(), &signature).is_ok()
    }

    fn tag(&self, what: &str, text: &str) -> hmac::Tag {
        hmac::sign(&self.0, format!("{what}\0{text}").as_bytes())
    }
}

/// SHA-256 in hexadecimal digits, for what nobody can guess.
#[must_use]
pub fn plain_hash(text: &str) -> String {
    format!("{:x}", Sha256::digest(text))
}

/// Random bytes.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).map_err(|_| Error::input("The system gives no random numbers."))?;
    Ok(bytes)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
