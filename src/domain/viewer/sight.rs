//! What a viewer sees beyond what everyone sees.

use entity::CityId;

use super::{Owner, Viewer};
use crate::domain::{body::Body, scope::Scope};

/// Whose unpublished things are seen as well: each kind needs a scope of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sight {
    programmes: Option<CityId>,
    profiles: Option<CityId>,
    memberships: Option<Body>,
    surveys: Option<CityId>,
    feedback: Option<CityId>,
}

impl Sight {
    /// The city whose surveys are seen whatever their status, if any.
    #[must_use]
    pub fn surveys_of(self) -> Option<CityId> {
        self.surveys
    }

    /// The city whose actions are seen before they are published, if any.
    #[must_use]
    pub fn feedback_of(self) -> Option<CityId> {
        self.feedback
    }

    /// The city whose programmes are seen whatever their status, if any.
    #[must_use]
    pub fn programmes_of(self) -> Option<CityId> {
        self.programmes
    }

    /// The city whose drafts of profiles are seen, if any.
    #[must_use]
    pub fn profiles_of(self) -> Option<CityId> {
        self.profiles
    }

    /// The body whose applications are seen, those to it too, if any.
    #[must_use]
    pub fn memberships_of(self) -> Option<Body> {
        self.memberships
    }
}

impl Viewer {
    /// What this viewer sees beyond what everyone sees.
    #[must_use]
    pub fn sight(&self) -> Sight {
        let Self::Body(speaker) = self else {
            return Sight::default();
        };
        let has_any = |scopes: &[Scope]| scopes.iter().any(|scope| speaker.scopes.has(*scope));
        let city = |scopes: &[Scope]| CityId::of(speaker.body).filter(|_| has_any(scopes));
        Sight {
            programmes: city(&[Scope::ProgrammeRead, Scope::ProgrammeWrite]),
            profiles: city(&[Scope::CityWrite]),
            memberships: has_any(&[Scope::MembershipWrite]).then_some(speaker.body),
            surveys: city(&[Scope::SurveyRead, Scope::SurveyWrite]),
            feedback: city(&[Scope::FeedbackWrite]),
        }
    }
}
