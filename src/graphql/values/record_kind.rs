//! The kinds of records that have a history.

use async_graphql::Enum;

/// The kinds of records that have a history.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::SubjectKind")]
pub enum RecordKind {
    /// A country.
    Country,
    /// A city.
    City,
    /// What a city says of itself.
    CityProfile,
    /// An organisation.
    Organisation,
    /// A term of office.
    OfficeHolder,
    /// A learning space.
    LearningSpace,
    /// A learning platform.
    LearningPlatform,
    /// An alliance.
    Alliance,
    /// A membership.
    Membership,
    /// A designation.
    Designation,
    /// A programme.
    Programme,
    /// An offering.
    Offering,
    /// A figure that somebody stated.
    Observation,
    /// A client of this API.
    Client,
    /// A plan.
    Plan,
    /// A question that cities share.
    BankQuestion,
    /// A survey: what it asks and where it stands, never an answer.
    Survey,
    /// Published results of a survey.
    SurveySnapshot,
    /// A way in which a city hears its citizens.
    FeedbackChannel,
    /// A meeting at which a city listened.
    FeedbackSession,
    /// Something that citizens said again and again.
    FeedbackTheme,
    /// What a city did about what it heard.
    FeedbackAction,
    /// A webhook of this API.
    Webhook,
}
