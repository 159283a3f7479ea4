//! What kind of event a change is for those who are told of it.

use std::{fmt, str::FromStr};

use entity::values::{Happening, SubjectKind};

use crate::domain::change::Change;

macro_rules! event_types {
    ($($(#[doc = $meaning:literal])+ $name:ident = $text:literal;)+) => {
        /// The types of events.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum EventType {
            $($(#[doc = $meaning])+ $name,)+
        }

        impl EventType {
            /// All types there are.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// As events have it, such as `programme.published`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

event_types! {
    /// A programme came to be seen by everyone.
    ProgrammePublished = "programme.published";
    /// A programme changed.
    ProgrammeUpdated = "programme.updated";
    /// A programme is no longer offered: suspended, archived or deleted.
    ProgrammeWithdrawn = "programme.withdrawn";
    /// An offering came to be seen by everyone.
    OfferingOpened = "offering.opened";
    /// An offering changed.
    OfferingChanged = "offering.changed";
    /// An offering does not take place, or is no longer there.
    OfferingCancelled = "offering.cancelled";
    /// A survey can be answered.
    SurveyOpened = "survey.opened";
    /// A survey can no longer be answered.
    SurveyClosed = "survey.closed";
    /// Something else of a survey changed.
    SurveyChanged = "survey.changed";
    /// Results of a survey were published.
    SurveyResultsPublished = "survey.results_published";
    /// A plan went from one status to another.
    PlanStatusChanged = "plan.status_changed";
    /// Something else of a plan changed.
    PlanChanged = "plan.changed";
    /// What a city does about what it heard changed.
    FeedbackActionUpdated = "feedback_action.updated";
    /// A way in which a city hears changed.
    FeedbackChannelChanged = "feedback_channel.changed";
    /// A meeting at which a city listened changed.
    FeedbackSessionChanged = "feedback_session.changed";
    /// Something that citizens said again and again changed.
    FeedbackThemeChanged = "feedback_theme.changed";
    /// A membership changed.
    MembershipChanged = "membership.changed";
    /// A city changed.
    CityChanged = "city.changed";
    /// What a city says of itself changed.
    CityProfileChanged = "city_profile.changed";
    /// An organisation changed.
    OrganisationChanged = "organisation.changed";
    /// An alliance changed.
    AllianceChanged = "alliance.changed";
    /// A designation changed.
    DesignationChanged = "designation.changed";
    /// A term of office changed.
    OfficeChanged = "office.changed";
    /// A learning space changed.
    LearningSpaceChanged = "learning_space.changed";
    /// A learning platform changed.
    LearningPlatformChanged = "learning_platform.changed";
    /// A question that cities share changed.
    BankQuestionChanged = "bank_question.changed";
}

/// What a test delivery is.
pub const TEST: &str = "webhook.test";

impl fmt::Display for EventType {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// The text is no type of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownType;

impl FromStr for EventType {
    type Err = UnknownType;

    fn from_str(text: &str) -> Result<Self, UnknownType> {
        let mut all = Self::ALL.iter().copied();
        all.find(|known| known.as_str() == text).ok_or(UnknownType)
    }
}

impl EventType {
    /// What a change is; `None` for what nobody is told of.
    ///
    /// What was not seen before and is seen now was published, opened or came to
    /// be there; what is no longer seen was withdrawn or cancelled, or has the
    /// type that its other changes have: the event says that it is gone.
    #[must_use]
    pub fn of(change: &Change) -> Option<Self> {
        Some(match change.entry.subject_kind {
            SubjectKind::Programme => programme(change),
            SubjectKind::Offering => offering(change),
            SubjectKind::Survey => survey(change),
            SubjectKind::SurveySnapshot => Self::SurveyResultsPublished,
            SubjectKind::Plan if after(change, "status").is_some() => Self::PlanStatusChanged,
            SubjectKind::Plan => Self::PlanChanged,
            SubjectKind::FeedbackAction => Self::FeedbackActionUpdated,
            SubjectKind::FeedbackChannel => Self::FeedbackChannelChanged,
            SubjectKind::FeedbackSession => Self::FeedbackSessionChanged,
            SubjectKind::FeedbackTheme => Self::FeedbackThemeChanged,
            SubjectKind::Membership => Self::MembershipChanged,
            SubjectKind::City => Self::CityChanged,
            SubjectKind::CityProfile => Self::CityProfileChanged,
            SubjectKind::Organisation => Self::OrganisationChanged,
            SubjectKind::Alliance => Self::AllianceChanged,
            SubjectKind::Designation => Self::DesignationChanged,
            SubjectKind::OfficeHolder => Self::OfficeChanged,
            SubjectKind::LearningSpace => Self::LearningSpaceChanged,
            SubjectKind::LearningPlatform => Self::LearningPlatformChanged,
            SubjectKind::BankQuestion => Self::BankQuestionChanged,
            SubjectKind::Client
            | SubjectKind::Country
            | SubjectKind::Observation
            | SubjectKind::Webhook => return None,
        })
    }
}

fn programme(change: &Change) -> EventType {
    if is_withdrawn(change) {
        EventType::ProgrammeWithdrawn
    } else if is_new(change) {
        EventType::ProgrammePublished
    } else {
        EventType::ProgrammeUpdated
    }
}

fn offering(change: &Change) -> EventType {
    if is_withdrawn(change) || after(change, "status") == Some("CANCELLED") {
        EventType::OfferingCancelled
    } else if is_new(change) {
        EventType::OfferingOpened
    } else {
        EventType::OfferingChanged
    }
}

fn survey(change: &Change) -> EventType {
    match after(change, "status") {
        Some("OPEN") => EventType::SurveyOpened,
        Some("CLOSED") => EventType::SurveyClosed,
        _ => EventType::SurveyChanged,
    }
}

/// Owners see what was taken from everyone else: for them it was withdrawn, too.
fn is_withdrawn(change: &Change) -> bool {
    match change.entry.happening {
        Happening::Deleted => true,
        Happening::Suspended | Happening::Archived => !is_public(change),
        _ => !change.is_seen,
    }
}

/// Owners see it before everyone does: for them it is new when it is published.
fn is_new(change: &Change) -> bool {
    let comes = matches!(
        change.entry.happening,
        Happening::Created | Happening::Published | Happening::Restored
    );
    is_public(change) && (comes || !change.was_seen)
}

fn is_public(change: &Change) -> bool {
    change.entry.is_public.unwrap_or(change.is_seen)
}

/// The text that a field has since the change, if it is one of those that changed.
fn after<'a>(change: &'a Change, field: &str) -> Option<&'a str> {
    change.entry.after.as_ref()?.get(field)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_read_back_as_themselves() {
        for known in EventType::ALL {
            assert_eq!(known.as_str().parse(), Ok(*known));
        }
        assert_eq!("programme.eaten".parse::<EventType>(), Err(UnknownType));
        assert_eq!(TEST.parse::<EventType>(), Err(UnknownType));
    }
}
