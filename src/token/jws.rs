//! A token taken apart. Nothing in here is believed yet.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde::{
    Deserialize, Deserializer,
    de::{Error as _, MapAccess, Visitor},
};
use serde_json::{Map, Value};

use super::problem::{self, Problem};

/// Longer tokens are not looked at.
const LONGEST: usize = 8 * 1024;

/// Bytes in the name of a client, which stands in keys of the database and in the log.
const NAME: usize = 255;

/// What a claim says, as the name of a client.
pub(super) fn client_name(text: &str, claim: &str) -> Result<String, Problem> {
    if text.len() > NAME || text.chars().any(char::is_control) {
        return Err(Problem::no_name(claim, NAME));
    }
    Ok(text.to_owned())
}

/// A JSON object that has each of its names once.
///
/// A claim that comes twice is read differently by different programs; so the
/// one that issued the token may have meant another value than we would take.
struct Members(Map<String, Value>);

/// A signed token in its parts (RFC 7515, 3.1).
pub(super) struct Jws<'a> {
    header: Map<String, Value>,
    claims: Map<String, Value>,
    signed: &'a str,
    signature: &'a str,
}

impl<'a> Jws<'a> {
    pub(super) fn parse(token: &'a str) -> Result<Self, Problem> {
        if token.len() > LONGEST {
            return Err(problem::TOO_LONG);
        }
        let parts: Vec<&str> = token.split('.').collect();
        let [header, claims, signature] = parts[..] else {
            let is_encrypted = parts.len() == 5 && object(parts[0]).is_some();
            return Err(if is_encrypted {
                problem::ENCRYPTED
            } else {
                problem::NO_TOKEN
            });
        };
        Ok(Self {
            signed: &token[..header.len() + 1 + claims.len()],
            header: object(header).ok_or(problem::NO_TOKEN)?,
            claims: object(claims).ok_or(problem::NO_TOKEN)?,
            signature,
        })
    }

    /// A text in the header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.header.get(name)?.as_str()
    }

    /// A claim, whatever it is.
    pub(super) fn claim(&self, name: &str) -> Option<&Value> {
        self.claims.get(name)
    }

    /// A claim that has to be a text.
    pub(super) fn text(&self, name: &str) -> Result<&str, Problem> {
        let text = self.claim(name).and_then(Value::as_str);
        text.filter(|text| !text.is_empty())
            .ok_or_else(|| Problem::no_text(name))
    }

    /// Whoever claims to have issued it.
    pub(super) fn issuer(&self) -> Result<&str, Problem> {
        let issuer = self.claim("iss").and_then(Value::as_str);
        issuer.ok_or(problem::NO_ISSUER)
    }

    /// Whether it says that it is of one of these types, as RFC 8725, 3.11 asks.
    pub(super) fn must_be(&self, types: &[String]) -> Result<(), Problem> {
        let found = self.header("typ").unwrap_or_default().to_ascii_lowercase();
        let found = found.strip_prefix("application/").unwrap_or(&found);
        if types
            .iter()
            .any(|wanted| wanted.eq_ignore_ascii_case(found))
        {
            Ok(())
        } else {
            Err(Problem::kind(types))
        }
    }

    /// Whether it can be understood without extensions.
    pub(super) fn must_be_plain(&self) -> Result<(), Problem> {
        match self.header.get("crit") {
            None => Ok(()),
            Some(_) => Err(problem::CRITICAL),
        }
    }

    /// Whether the holder of this key has signed it.
    pub(super) fn must_be_signed(
        &self,
        key: &DecodingKey,
        algorithm: Algorithm,
    ) -> Result<(), Problem> {
        let signed = self.signed.as_bytes();
        match crypto::verify(self.signature, signed, key, algorithm) {
            Ok(true) => Ok(()),
            _ => Err(problem::SIGNATURE),
        }
    }
}

/// The object that a part of a token holds.
fn object(part: &str) -> Option<Map<String, Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    let Members(members) = serde_json::from_slice(&bytes).ok()?;
    Some(members)
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Members, M::Error> {
        let mut members = Map::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            if members.insert(name, value).is_some() {
                return Err(M::Error::custom("a name comes twice"));
            }
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(json: &str) -> String {
        URL_SAFE_NO_PAD.encode(json)
    }

    #[test]
    fn an_object_with_a_name_twice_is_none() {
        assert!(object(&part(r#"{"iss":"a","sub":"b"}"#)).is_some());
        assert!(object(&part(r#"{"iss":"a","iss":"b"}"#)).is_none());
    }

    #[test]
    fn a_type_is_read_as_a_media_type() {
        let types = ["at+jwt".to_owned()];
        for (typ, is_taken) in [
            ("at+jwt", true),
            ("AT+JWT", true),
            ("application/at+jwt", true),
            ("JWT", false),
            ("", false),
        ] {
            let token = format!("{}.{}.", part(&format!(r#"{{"typ":"{typ}"}}"#)), part("{}"));
            let jws = Jws::parse(&token).unwrap();
            assert_eq!(jws.must_be(&types).is_ok(), is_taken, "{typ}");
        }
    }
}
