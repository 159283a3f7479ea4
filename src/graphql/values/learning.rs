//! Values of programmes and offerings.

use async_graphql::Enum;

/// What form a programme has.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ProgrammeKind")]
pub enum ProgrammeKind {
    /// A course.
    Course,
    /// A series of single events.
    Series,
    /// A festival.
    Festival,
    /// A project.
    Project,
    /// A campaign.
    Campaign,
    /// A training for those who teach.
    TrainingOfTrainers,
    /// A group that learns together.
    StudyCircle,
    /// Mentoring.
    Mentoring,
    /// An exhibition.
    Exhibition,
    /// A conference.
    Conference,
    /// Material to learn with alone.
    SelfStudy,
}

/// How formal the learning is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::LearningSetting")]
pub enum LearningSetting {
    /// Leads to a recognised qualification.
    Formal,
    /// Planned, without such a qualification.
    NonFormal,
    /// In daily life, not planned as learning.
    Informal,
}

/// The levels of education of ISCED 2011.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::IscedLevel")]
pub enum IscedLevel {
    /// Early childhood education.
    #[graphql(name = "ISCED_0")]
    Isced0,
    /// Primary education.
    #[graphql(name = "ISCED_1")]
    Isced1,
    /// Lower secondary education.
    #[graphql(name = "ISCED_2")]
    Isced2,
    /// Upper secondary education.
    #[graphql(name = "ISCED_3")]
    Isced3,
    /// Post-secondary non-tertiary education.
    #[graphql(name = "ISCED_4")]
    Isced4,
    /// Short-cycle tertiary education.
    #[graphql(name = "ISCED_5")]
    Isced5,
    /// Bachelor's or equivalent level.
    #[graphql(name = "ISCED_6")]
    Isced6,
    /// Master's or equivalent level.
    #[graphql(name = "ISCED_7")]
    Isced7,
    /// Doctoral or equivalent level.
    #[graphql(name = "ISCED_8")]
    Isced8,
    /// Not classified elsewhere.
    #[graphql(name = "ISCED_9")]
    Isced9,
}

/// What a learner can have recognised afterwards.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Recognition")]
pub enum Recognition {
    /// Credits of the Korean academic credit bank.
    CreditBank,
    /// An entry in the Korean lifelong learning account.
    LearningAccount,
    /// Vocational training that the state supports.
    VocationalSubsidy,
    /// A certificate.
    Certificate,
    /// A micro-credential.
    MicroCredential,
    /// Nothing formal.
    None,
}

/// How often a programme comes round.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Recurrence")]
pub enum Recurrence {
    /// Once.
    OneOff,
    /// All the time.
    Continuous,
    /// Every year.
    Annual,
    /// Every season.
    Seasonal,
}

/// Where a programme stands. The public sees published ones only.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ProgrammeStatus")]
pub enum ProgrammeStatus {
    /// Being written; seen by its city alone.
    Draft,
    /// Public.
    Published,
    /// Taken back for a time.
    Suspended,
    /// Over, kept for the record.
    Archived,
}

/// How an offering reaches learners.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::DeliveryMode")]
pub enum DeliveryMode {
    /// At a place.
    Onsite,
    /// Over the internet.
    Online,
    /// Partly at a place, partly online.
    Blended,
    /// On the phone.
    Mobile,
    /// By post.
    Correspondence,
    /// The teacher comes to the learners.
    Outreach,
}

/// Whether an offering takes place.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::OfferingStatus")]
pub enum OfferingStatus {
    /// As planned.
    Scheduled,
    /// Later than planned.
    Postponed,
    /// Online instead of at its place.
    MovedOnline,
    /// Does not take place.
    Cancelled,
    /// Is over.
    Completed,
}

/// How one can apply.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ApplicationChannel")]
pub enum ApplicationChannel {
    /// On a website.
    Online,
    /// In person.
    Visit,
    /// By telephone.
    Phone,
    /// By post.
    Mail,
    /// By fax.
    Fax,
    /// There is no need to apply.
    NoneRequired,
}

/// How places are given out.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::SelectionMethod")]
pub enum SelectionMethod {
    /// To those who come first.
    FirstCome,
    /// By lot.
    Lottery,
    /// After looking at applications.
    Screening,
    /// To everyone.
    Open,
}
