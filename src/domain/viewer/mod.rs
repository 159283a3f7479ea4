//! Who is asking, and the proof that they may do what they ask.

mod on_behalf;
mod sight;

use std::{marker::PhantomData, sync::Arc};

use entity::{AllianceId, CityId, OrganisationId};

pub use self::sight::Sight;
use super::{
    body::{Body, BodyKind},
    error::{Denied, Error, Result},
    scope::{Scope, Scopes},
};

/// Who is asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody in particular: sees what the network shows to everyone.
    #[default]
    Public,
    /// Whoever runs the program on the machine of the database.
    Operator,
    /// The server itself, when it does what a record said beforehand; no request is this.
    Clock,
    /// A body, through one of its programs.
    Body(Arc<Speaker>),
}

/// What a token says of whoever sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The body that it speaks for.
    pub body: Body,
    /// The body's name, such as `city:kr-hanam`.
    pub name: String,
    /// The program that got the token: its id at the issuer.
    pub client: String,
    /// Who issued the token; clients of different issuers may have equal ids.
    pub issuer: String,
    /// What the token may be used for.
    pub scopes: Scopes,
}

/// Something that not everyone may do.
pub trait Action {
    /// What the action is done to: the body, as the kind that can do it.
    type Owner: Copy;

    /// The scope that a token needs; `None` when no token can do it.
    const SCOPE: Option<Scope>;

    /// The kinds of bodies that can do it.
    const KINDS: &[BodyKind];

    /// The owner that this viewer acts for, should the scope allow it.
    fn owner(viewer: &Viewer) -> Option<Self::Owner>;
}

/// A body of one kind, or of any.
pub trait Owner: Copy {
    /// The kinds that it can be.
    const KINDS: &[BodyKind];

    /// The body as this kind, if it is of it.
    fn of(body: Body) -> Option<Self>;

    /// The body itself.
    fn body(self) -> Body;
}

macro_rules! owners {
    ($($owner:ty = $kind:ident;)+) => { $(
        impl Owner for $owner {
            const KINDS: &[BodyKind] = &[BodyKind::$kind];

            fn of(body: Body) -> Option<Self> {
                match body {
                    Body::$kind(id) => Some(id),
                    _ => None,
                }
            }

            fn body(self) -> Body {
                Body::$kind(self)
            }
        }
    )+ };
}

owners! {
    CityId = City;
    AllianceId = Alliance;
    OrganisationId = Organisation;
}

impl Owner for Body {
    const KINDS: &[BodyKind] = &[BodyKind::City, BodyKind::Alliance, BodyKind::Organisation];

    fn of(body: Body) -> Option<Self> {
        Some(body)
    }

    fn body(self) -> Body {
        self
    }
}

macro_rules! actions {
    ($(#[doc = $meaning:literal] $name:ident by $scope:ident of $owner:ty;)+) => {
        $(
            #[doc = $meaning]
            #[derive(Debug)]
            pub enum $name {}

            impl Action for $name {
                type Owner = $owner;

                const SCOPE: Option<Scope> = Some(Scope::$scope);

                const KINDS: &[BodyKind] = <$owner as Owner>::KINDS;

                fn owner(viewer: &Viewer) -> Option<$owner> {
                    match viewer {
                        Viewer::Body(speaker) => <$owner as Owner>::of(speaker.body),
                        Viewer::Public | Viewer::Operator | Viewer::Clock => None,
                    }
                }
            }
        )+

        /// An action by its name, for who asks beforehand whether it is allowed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Act {
            $(#[doc = $meaning] $name,)+
        }

        impl Act {
            /// The scope that a token needs.
            #[must_use]
            pub fn scope(self) -> Scope {
                match self { $(Self::$name => Scope::$scope,)+ }
            }

            /// Whether this viewer may do it at all.
            pub fn check(self, viewer: &Viewer) -> Result<()> {
                match self { $(Self::$name => viewer.permit::<$name>().map(drop),)+ }
            }
        }
    };
}

actions! {
    /// Change the record of the city and its profiles.
    WriteCity by CityWrite of CityId;
    /// Create and change learning spaces and platforms.
    WriteSpaces by SpaceWrite of CityId;
    /// Create and change terms of office.
    WriteOffices by OfficeWrite of Body;
    /// See programmes that are not published.
    ReadProgrammes by ProgrammeRead of CityId;
    /// Create, change, publish and archive programmes and offerings.
    WriteProgrammes by ProgrammeWrite of CityId;
    /// Apply for memberships, and withdraw from them.
    Join by MembershipWrite of Body;
    /// Decide about memberships in the alliance.
    Admit by MembershipWrite of AllianceId;
    /// Change the record of the alliance.
    WriteAlliance by AllianceWrite of AllianceId;
    /// Grant and end designations.
    GrantDesignations by DesignationWrite of AllianceId;
    /// Change the record of the organisation.
    WriteOrganisation by OrganisationWrite of OrganisationId;
    /// Write plans.
    WritePlans by PlanWrite of CityId;
    /// See surveys that are not published, and results that nobody else sees.
    ReadSurveys by SurveyRead of CityId;
    /// Write surveys, take them through their states, invite to them.
    WriteSurveys by SurveyWrite of CityId;
    /// Export the answers of single citizens.
    ReadAnswers by AnswerRead of CityId;
    /// Write channels, sessions, themes and actions.
    WriteFeedback by FeedbackWrite of CityId;
    /// Write questions that cities share.
    WriteQuestions by QuestionWrite of AllianceId;
    /// Create, rotate and revoke clients of the body.
    ManageClients by ClientManage of Body;
    /// Read the history of records and the audit log.
    ReadAudit by AuditRead of Body;
    /// Have changes told to addresses of the body's own.
    ManageWebhooks by WebhookManage of Body;
}

/// Load a whole network into the database.
#[derive(Debug)]
pub enum ImportNetwork {}

/// Create, rotate and revoke clients of any body.
#[derive(Debug)]
pub enum ManageAllClients {}

/// Do what records said beforehand, such as opening a survey at its time.
#[derive(Debug)]
pub enum KeepTime {}

macro_rules! without_a_token {
    ($($name:ident by $viewer:ident),+) => { $(
        impl Action for $name {
            type Owner = ();

            const SCOPE: Option<Scope> = None;

            const KINDS: &[BodyKind] = &[];

            fn owner(viewer: &Viewer) -> Option<()> {
                (*viewer == Viewer::$viewer).then_some(())
            }
        }
    )+ };
}

without_a_token!(ImportNetwork by Operator, ManageAllClients by Operator, KeepTime by Clock);

/// Proof that a viewer may do `A`, and for whom.
///
/// Its fields are private and only [`Viewer::permit`] makes one, so a function
/// that asks for a permit cannot be called without that very permission.
#[derive(Debug)]
pub struct Permit<A: Action> {
    owner: A::Owner,
    actor: String,
    client: Option<String>,
    scopes: Option<Scopes>,
    action: PhantomData<A>,
}

impl<A: Action> Permit<A> {
    /// The body whose things may be written. Never take it from an input.
    #[must_use]
    pub fn owner(&self) -> A::Owner {
        self.owner
    }

    /// Who acts, as the journal names them.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// The program through which they act.
    #[must_use]
    pub fn client(&self) -> Option<&str> {
        self.client.as_deref()
    }

    /// What else the token of whoever acts may be used for.
    #[must_use]
    pub fn scopes(&self) -> Option<&Scopes> {
        self.scopes.as_ref()
    }

    /// Whether whoever acts could do what this scope allows; the operator could
    /// do everything.
    #[must_use]
    pub fn holds(&self, scope: Scope) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.has(scope))
    }
}

impl Viewer {
    /// The permission to do `A`, if this viewer has it.
    pub fn permit<A: Action>(&self) -> Result<Permit<A>> {
        let speaker = match self {
            Self::Public => return Err(Error::Unauthenticated),
            Self::Operator | Self::Clock => None,
            Self::Body(speaker) => Some(speaker),
        };
        let owner = A::owner(self).ok_or(Error::Forbidden(Denied::Kind(A::KINDS)))?;
        if let (Some(speaker), Some(scope)) = (speaker, A::SCOPE)
            && !speaker.scopes.has(scope)
        {
            return Err(Error::Forbidden(Denied::Scope(scope)));
        }
        Ok(Permit {
            owner,
            actor: self.name().to_owned(),
            client: speaker.map(|speaker| speaker.client.clone()),
            scopes: speaker.map(|speaker| speaker.scopes.clone()),
            action: PhantomData,
        })
    }

    /// The body that this viewer speaks for.
    #[must_use]
    pub fn body(&self) -> Option<Body> {
        match self {
            Self::Body(speaker) => Some(speaker.body),
            Self::Public | Self::Operator | Self::Clock => None,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Public => "public",
            Self::Operator => "operator",
            Self::Clock => "clock",
            Self::Body(speaker) => &speaker.name,
        }
    }
}

#[cfg(test)]
mod tests;
