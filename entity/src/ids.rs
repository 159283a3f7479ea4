//! Ids that carry the name of their table.
//!
//! In the database an id is a bare UUID. Everywhere else it is a `TypeID`
//! (`TypeID` specification 0.3): a prefix, `_`, and the UUID in Crockford's base32,
//! so that a programme's id can never be taken for a city's.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use type_safe_id::{StaticType, TypeSafeId};
use uuid::{NoContext, Timestamp, Uuid};

/// The text is not an id of the kind that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidId {
    /// The prefix that such an id begins with.
    pub expected: &'static str,
}

/// What all ids have in common.
pub trait Id: Copy + fmt::Display {
    /// The part of the text before `_`.
    const PREFIX: &'static str;

    /// The id without its kind, as the database keeps it.
    fn uuid(self) -> Uuid;
}

/// A UUID of version 7 for something that was made at `at`.
#[must_use]
pub fn uuid_at(at: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(at.timestamp()).unwrap_or_default();
    Uuid::new_v7(Timestamp::from_unix(
        NoContext,
        seconds,
        at.timestamp_subsec_nanos(),
    ))
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id for something that is made at `at`.
            #[must_use]
            pub fn new(at: DateTime<Utc>) -> Self {
                Self(uuid_at(at))
            }
        }

        impl Id for $name {
            const PREFIX: &'static str = $prefix;

            fn uuid(self) -> Uuid {
                self.0
            }
        }

        const _: () = {
            #[derive(Default)]
            struct Tag;

            impl StaticType for Tag {
                const TYPE: &'static str = $prefix;
            }

            impl fmt::Display for $name {
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    TypeSafeId::<Tag>::from_uuid(self.0).fmt(formatter)
                }
            }

            impl FromStr for $name {
                type Err = InvalidId;

                fn from_str(text: &str) -> Result<Self, InvalidId> {
                    let id: TypeSafeId<Tag> =
                        text.parse().map_err(|_| InvalidId { expected: $prefix })?;
                    Ok(Self(id.uuid()))
                }
            }
        };

        // An id is never a number; sea-orm asks for the conversion all the same.
        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    };
}

id_type!(
    /// A city, district, county or consortium.
    CityId, "city"
);
id_type!(
    /// What a city says of itself in one cycle and language.
    ProfileId, "profile"
);
id_type!(
    /// A body that is neither a city nor an alliance.
    OrganisationId, "organisation"
);
id_type!(
    /// A term of a person in a public office.
    OfficeHolderId, "office"
);
id_type!(
    /// A place where people learn.
    SpaceId, "space"
);
id_type!(
    /// A website, app or account where people learn.
    PlatformId, "platform"
);
id_type!(
    /// A program that gets tokens.
    ClientId, "client"
);
id_type!(
    /// A network, association or local alliance.
    AllianceId, "alliance"
);
id_type!(
    /// One member's time in an alliance.
    MembershipId, "membership"
);
id_type!(
    /// A title that was granted to a city.
    DesignationId, "designation"
);
id_type!(
    /// Something that can be learnt in a city.
    ProgrammeId, "programme"
);
id_type!(
    /// One run of a programme.
    OfferingId, "offering"
);
id_type!(
    /// When an offering meets.
    ScheduleId, "schedule"
);
id_type!(
    /// A figure that somebody stated.
    ObservationId, "observation"
);
id_type!(
    /// Where a record or a field comes from.
    ReferenceId, "reference"
);
id_type!(
    /// A plan by which a city develops its learning.
    PlanId, "plan"
);
id_type!(
    /// A question that cities share.
    BankQuestionId, "question"
);
id_type!(
    /// A survey of citizens.
    SurveyId, "survey"
);
id_type!(
    /// Published results of a survey.
    SnapshotId, "results"
);
id_type!(
    /// The right to answer a survey once.
    InvitationId, "invitation"
);
id_type!(
    /// What one person answered.
    ResponseId, "response"
);
id_type!(
    /// A way in which a city hears its citizens.
    ChannelId, "channel"
);
id_type!(
    /// A meeting at which a city listened.
    FeedbackSessionId, "session"
);
id_type!(
    /// Something that citizens said again and again.
    ThemeId, "theme"
);
id_type!(
    /// Where a theme was heard.
    EvidenceId, "evidence"
);
id_type!(
    /// What a city did about what it heard.
    ActionId, "action"
);
id_type!(
    /// A step of an action.
    ActionStepId, "step"
);
id_type!(
    /// What an action changed.
    ActionLinkId, "change"
);
id_type!(
    /// A file that was read into the records of a city.
    ImportId, "import"
);
id_type!(
    /// Where a body wants to be told of changes.
    WebhookId, "webhook"
);
id_type!(
    /// One change that a webhook is told of.
    DeliveryId, "delivery"
);

macro_rules! random {
    ($($name:ident),+) => { $(
        impl $name {
            /// A new id that tells nothing of when it was made.
            #[must_use]
            pub fn random() -> Self {
                Self(Uuid::new_v4())
            }
        }
    )+ };
}

// In the order of their time, answers and invitations could be joined again.
random!(InvitationId, ResponseId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_itself() {
        let id = ProgrammeId(Uuid::from_u128(0x0188_bac7_4afa_78aa_bc3b_bd1e_ef28_d881));
        assert_eq!(id.to_string(), "programme_01h2xcejqtf2nbrexx3vqjhp41");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn a_city_id_is_no_programme_id() {
        let text = CityId(Uuid::nil()).to_string();
        assert_eq!(
            text.parse::<ProgrammeId>(),
            Err(InvalidId {
                expected: "programme"
            })
        );
    }
}
