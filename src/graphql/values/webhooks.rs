//! What is said of webhooks and their deliveries.

use async_graphql::Enum;

/// Whether a webhook is told of changes.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::WebhookStatus")]
pub enum WebhookStatus {
    /// It is told.
    Active,
    /// It is not told until it is resumed. Nothing is lost.
    Paused,
}

/// Why a webhook is not told of changes.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::WebhookPause")]
pub enum WebhookPause {
    /// Its owner stopped it.
    Asked,
    /// Several deliveries in a row had to be given up.
    Failing,
    /// The receiver answered 410 Gone.
    Gone,
    /// The client whose rights it had was revoked, or has expired.
    ClientEnded,
}

/// What became of a delivery.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::DeliveryStatus")]
pub enum WebhookDeliveryStatus {
    /// It waits to be sent, or to be sent again.
    Pending,
    /// The receiver answered with a status of 200 to 299.
    Delivered,
    /// It was given up. `webhookRedeliver` sends it again.
    Dead,
}

/// Why an attempt to deliver failed.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::DeliveryFailure")]
pub enum WebhookDeliveryFailure {
    /// The address, or one that its name leads to, is not public.
    RefusedAddress,
    /// The name leads nowhere.
    Unresolved,
    /// Nobody took the connection.
    Unreachable,
    /// No secure connection came about: look at the certificate.
    Tls,
    /// There was no answer in time.
    TimedOut,
    /// The connection broke, or what came was no answer.
    Broken,
    /// The status of the answer was not from 200 to 299.
    Status,
    /// The answer was a redirect, which is never followed: change the address.
    Redirected,
    /// What the selection asks for could not be read.
    Payload,
}

/// The types of events that webhooks are told of.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::domain::webhook::EventType")]
pub enum WebhookEventType {
    /// `programme.published`: a programme came to be seen by everyone.
    ProgrammePublished,
    /// `programme.updated`: a programme changed.
    ProgrammeUpdated,
    /// `programme.withdrawn`: a programme is no longer offered: suspended, archived or
    /// deleted.
    ProgrammeWithdrawn,
    /// `offering.opened`: an offering came to be seen by everyone.
    OfferingOpened,
    /// `offering.changed`: an offering changed.
    OfferingChanged,
    /// `offering.cancelled`: an offering does not take place, or is no longer there.
    OfferingCancelled,
    /// `survey.opened`: a survey can be answered.
    SurveyOpened,
    /// `survey.closed`: a survey can no longer be answered.
    SurveyClosed,
    /// `survey.changed`: something else of a survey changed.
    SurveyChanged,
    /// `survey.results_published`: results of a survey were published.
    SurveyResultsPublished,
    /// `plan.status_changed`: a plan went from one status to another.
    PlanStatusChanged,
    /// `plan.changed`: something else of a plan changed.
    PlanChanged,
    /// `feedback_action.updated`: what a city does about what it heard changed.
    FeedbackActionUpdated,
    /// `feedback_channel.changed`: a way in which a city hears changed.
    FeedbackChannelChanged,
    /// `feedback_session.changed`: a meeting at which a city listened changed.
    FeedbackSessionChanged,
    /// `feedback_theme.changed`: something that citizens said again and again changed.
    FeedbackThemeChanged,
    /// `membership.changed`: a membership changed.
    MembershipChanged,
    /// `city.changed`: a city changed.
    CityChanged,
    /// `city_profile.changed`: what a city says of itself changed.
    CityProfileChanged,
    /// `organisation.changed`: an organisation changed.
    OrganisationChanged,
    /// `alliance.changed`: an alliance changed.
    AllianceChanged,
    /// `designation.changed`: a designation changed.
    DesignationChanged,
    /// `office.changed`: a term of office changed.
    OfficeChanged,
    /// `learning_space.changed`: a learning space changed.
    LearningSpaceChanged,
    /// `learning_platform.changed`: a learning platform changed.
    LearningPlatformChanged,
    /// `bank_question.changed`: a question that cities share changed.
    BankQuestionChanged,
}
