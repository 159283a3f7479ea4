//! Scopes: what a token may be used for, as OAuth 2.0 (RFC 6749, 3.3) has it.

use std::{collections::BTreeSet, fmt, str::FromStr};

macro_rules! scopes {
    ($(#[doc = $meaning:literal] $name:ident = $text:literal;)+) => {
        /// One thing that a token may be used for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Scope {
            $(#[doc = $meaning] $name,)+
        }

        impl Scope {
            /// All scopes there are.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// As tokens have it, such as `programme:write`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// What it allows, in a sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning.trim_ascii(),)+ }
            }
        }
    };
}

scopes! {
    /// Change the record of the city and its profiles.
    CityWrite = "city:write";
    /// Create and change the city's learning spaces and platforms.
    SpaceWrite = "space:write";
    /// Create and change terms of office in the body.
    OfficeWrite = "office:write";
    /// Read the city's programmes that are not published.
    ProgrammeRead = "programme:read";
    /// Create, change, publish and archive the city's programmes and offerings.
    ProgrammeWrite = "programme:write";
    /// Apply for memberships and withdraw from them; as an alliance, decide about them.
    MembershipWrite = "membership:write";
    /// Change the record of the alliance.
    AllianceWrite = "alliance:write";
    /// Grant and end designations of the alliance.
    DesignationWrite = "designation:write";
    /// Change the record of the organisation.
    OrganisationWrite = "organisation:write";
    /// Create, rotate and revoke the body's own clients.
    ClientManage = "client:manage";
    /// Write the city's plans.
    PlanWrite = "plan:write";
    /// See the city's surveys that are not published, and the exact results of all.
    SurveyRead = "survey:read";
    /// Write, open, close and publish the city's surveys, and invite to them.
    SurveyWrite = "survey:write";
    /// Export the answers of single citizens.
    AnswerRead = "answer:read";
    /// Write what the city heard in other ways, and what it did about it.
    FeedbackWrite = "feedback:write";
    /// Write the questions that the alliance's cities share.
    QuestionWrite = "question:write";
    /// Read the history of the body's records and its audit log.
    AuditRead = "audit:read";
    /// Have changes told to addresses of the body's own.
    WebhookManage = "webhook:manage";
}

/// The text is no scope of this server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownScope(pub String);

impl fmt::Display for UnknownScope {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "there is no scope \"{}\"", self.0.escape_debug())
    }
}

impl std::error::Error for UnknownScope {}

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        let mut all = Self::ALL.iter().copied();
        all.find(|scope| scope.as_str() == text)
            .ok_or_else(|| UnknownScope(text.chars().take(80).collect()))
    }
}

/// Several scopes, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scopes(BTreeSet<Scope>);

impl Scopes {
    /// Whether this scope is among them.
    #[must_use]
    pub fn has(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Whether every one of these is also among `others`.
    #[must_use]
    pub fn are_among(&self, others: &Self) -> bool {
        self.0.is_subset(&others.0)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, in the order of [`Scope::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }

    /// The scopes that this server knows in a text where spaces stand between
    /// them. An outside issuer may have words of its own; they mean nothing here.
    #[must_use]
    pub fn known_in(text: &str) -> Self {
        text.split_ascii_whitespace()
            .filter_map(|word| word.parse().ok())
            .collect()
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self(scopes.into_iter().collect())
    }
}

impl FromStr for Scopes {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        text.split_ascii_whitespace().map(str::parse).collect()
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.iter().map(Scope::as_str).collect();
        out.write_str(&words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_read_back_as_themselves() {
        let scopes: Scopes = "programme:write city:write".parse().unwrap();
        assert_eq!(scopes.to_string(), "city:write programme:write");
    }

    #[test]
    fn an_unknown_scope_is_named() {
        let error = "programme:write survey".parse::<Scopes>().unwrap_err();
        assert_eq!(error.to_string(), "there is no scope \"survey\"");
    }
}
