//! What can be wrong with a token: every sentence on one page.
//!
//! They are read by whoever wrote the client, in the body and in the header
//! `WWW-Authenticate`, so none has a quotation mark and none repeats the token.

use std::borrow::Cow;

use crate::domain;

/// The check that a token did not pass, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(Cow<'static, str>);

/// Why nobody is known to speak.
#[derive(Debug)]
pub enum Error {
    /// The token is not good.
    Bad(Problem),
    /// The keys of its issuer cannot be had at the moment.
    Away,
    /// It could not be found out.
    Broken(domain::Error),
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Bad(problem)
    }
}

impl From<domain::Error> for Error {
    fn from(error: domain::Error) -> Self {
        Self::Broken(error)
    }
}

impl Problem {
    const fn is(sentence: &'static str) -> Self {
        Self(Cow::Borrowed(sentence))
    }

    /// The sentence.
    #[must_use]
    pub fn sentence(&self) -> &str {
        &self.0
    }

    /// It is for somebody else.
    pub(super) fn audience(wanted: &str) -> Self {
        Self(Cow::Owned(format!(
            "The aud of the token must name {wanted}."
        )))
    }

    /// It comes from somebody whose tokens are not taken here.
    pub(super) fn issuer(found: &str, wanted: &str) -> Self {
        let is_of_address = |c: &char| c.is_ascii_alphanumeric() || ":/._-[]".contains(*c);
        let found: String = found.chars().filter(is_of_address).take(100).collect();
        Self(Cow::Owned(format!(
            "The token was issued by {found}, and this server takes those of {wanted} and of the \
             issuers in its settings."
        )))
    }

    /// It is of another kind.
    pub(super) fn kind(wanted: &[String]) -> Self {
        let wanted = wanted.join(" or ");
        Self(Cow::Owned(format!(
            "The typ of the token must be {wanted}."
        )))
    }

    /// It is signed in another way.
    pub(super) fn algorithm(wanted: &str) -> Self {
        Self(Cow::Owned(format!(
            "The token must be signed with {wanted}."
        )))
    }

    /// A claim is missing or is no text.
    pub(super) fn no_text(claim: &str) -> Self {
        Self(Cow::Owned(format!(
            "The token has no {claim}, or it is not a text."
        )))
    }

    /// A claim is a text that can be nobody's name.
    pub(super) fn no_name(claim: &str, most: usize) -> Self {
        Self(Cow::Owned(format!(
            "The {claim} of the token is longer than {most} bytes, or has control characters."
        )))
    }

    /// A claim is missing or is no time.
    pub(super) fn no_time(claim: &str) -> Self {
        Self(Cow::Owned(format!(
            "The token has no {claim}, or it is not a number of seconds."
        )))
    }
}

pub(super) const TOO_LONG: Problem = Problem::is("The token is longer than 8 KiB.");
pub(super) const NO_TOKEN: Problem = Problem::is("The token is not a JSON Web Token.");
pub(super) const ENCRYPTED: Problem =
    Problem::is("The token is encrypted; this server takes signed ones.");
pub(super) const CRITICAL: Problem =
    Problem::is("The token has critical extensions (crit), and this server knows none.");
pub(super) const NO_ISSUER: Problem = Problem::is("The token has no iss, or it is not a text.");
pub(super) const STRANGE_KEY: Problem =
    Problem::is("The token is signed by a key that this server does not know.");
pub(super) const SIGNATURE: Problem = Problem::is("The signature of the token is wrong.");
pub(super) const EXPIRED: Problem = Problem::is("The token has expired.");
pub(super) const NOT_YET: Problem = Problem::is("The token is not valid yet (nbf).");
pub(super) const FUTURE: Problem = Problem::is("The token was issued in the future (iat).");
pub(super) const LASTING: Problem =
    Problem::is("The token is valid for longer than this server allows.");
pub(super) const STRANGE_CLIENT: Problem =
    Problem::is("The token belongs to a client that this server does not know.");
pub(super) const REVOKED: Problem = Problem::is("The client of the token has been revoked.");
pub(super) const ENDED: Problem = Problem::is("The client of the token has expired.");
pub(super) const TRYING: Problem =
    Problem::is("The token is for trying things out, and this server is in production.");
pub(super) const OTHERS_BODY: Problem =
    Problem::is("The issuer of the token may not speak for this body.");
pub(super) const NO_BODY: Problem = Problem::is(
    "The body of the token is not written as city:SLUG, alliance:SLUG or organisation:SLUG.",
);
pub(super) const STRANGE_BODY: Problem =
    Problem::is("The token speaks for a body that is not in this network.");
