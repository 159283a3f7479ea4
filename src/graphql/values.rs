//! The closed sets of values of the schema.
//!
//! Each mirrors a set of the tables: the compiler refuses to build when the two
//! differ.

use async_graphql::Enum;

/// Whether a record is true of the world or made up.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Origin")]
pub enum Origin {
    /// Taken from the world, with sources.
    Real,
    /// Made up to show or test something; never count it as a fact.
    Synthetic,
}

/// The regions by which UNESCO groups its member states.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Region")]
pub enum Region {
    /// Africa.
    Africa,
    /// The Arab States.
    ArabStates,
    /// Asia and the Pacific.
    AsiaPacific,
    /// Europe and North America.
    EuropeNorthAmerica,
    /// Latin America and the Caribbean.
    LatinAmericaCaribbean,
}

/// What a city is in the law of its country.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::CityKind")]
pub enum CityKind {
    /// A city.
    City,
    /// A municipality.
    Municipality,
    /// A city that is a state of a federation, as Hamburg.
    CityState,
    /// A district with a government of its own, as a Korean gu.
    AutonomousDistrict,
    /// A county, as a Korean gun.
    County,
    /// A commune, as in France.
    Commune,
    /// A city run by an industrial authority, as Jubail.
    IndustrialCity,
    /// Several municipalities that joined as one.
    Consortium,
}

/// Where a city stands in the network's register.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::CityStatus")]
pub enum CityStatus {
    /// Takes part.
    Active,
    /// Has taken part before.
    Inactive,
    /// Wants to take part.
    Candidate,
}

/// What an organisation is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::OrganisationKind")]
pub enum OrganisationKind {
    /// A body of a city's government.
    MunicipalBody,
    /// A national government or ministry.
    NationalGovernment,
    /// An office of education.
    EducationOffice,
    /// A body of the United Nations.
    UnBody,
    /// A centre under the auspices of UNESCO (category 2).
    #[graphql(name = "UNESCO_CATEGORY_2_CENTRE")]
    UnescoCategory2Centre,
    /// A National Commission for UNESCO.
    NationalCommission,
    /// A university.
    University,
    /// A school.
    School,
    /// A non-governmental organisation.
    Ngo,
    /// A foundation.
    Foundation,
    /// A research institute or network.
    Research,
    /// A company.
    Company,
    /// A cultural institution.
    Cultural,
    /// A publisher or broadcaster.
    Media,
    /// An embassy or delegation.
    DiplomaticMission,
    /// A council or committee.
    CouncilCommittee,
    /// A club of citizens.
    CitizenClub,
    /// Something else.
    Other,
}

/// What kind of place a learning space is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::SpaceKind")]
pub enum LearningSpaceKind {
    /// A library.
    Library,
    /// A library without staff.
    LibrarySelfService,
    /// A museum.
    Museum,
    /// A centre for lifelong learning.
    LearningCentre,
    /// A centre for literacy.
    LiteracyCentre,
    /// A school.
    School,
    /// A university.
    University,
    /// A community centre.
    CommunityCentre,
    /// A learning space of a neighbourhood.
    NeighbourhoodSpace,
    /// A place to read.
    ReadingSpace,
    /// A café.
    Cafe,
    /// A workshop.
    Workshop,
    /// A market.
    Market,
    /// A heritage site.
    HeritageSite,
    /// A park, street or other place outdoors.
    ParkOutdoor,
    /// A metro line, station or stop.
    Transit,
    /// A town hall.
    TownHall,
    /// A point from which teachers visit learners.
    OutreachPoint,
    /// A house with several institutions of education.
    HouseOfEducation,
    /// A room that exists online only.
    OnlineRoom,
    /// Another kind of place.
    Other,
}

/// Whether a learning space is open.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::SpaceStatus")]
pub enum LearningSpaceStatus {
    /// Not open yet.
    Planned,
    /// Open.
    Open,
    /// Closed for a time.
    TemporarilyClosed,
    /// Closed for good.
    Closed,
}

/// How a platform reaches learners.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Channel")]
pub enum Channel {
    /// A website.
    Web,
    /// An app for phones.
    MobileApp,
    /// Accounts on social media.
    Social,
    /// Accounts on messengers.
    Messenger,
}

/// How far an alliance reaches.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::AllianceKind")]
pub enum AllianceKind {
    /// A network of the whole world.
    GlobalNetwork,
    /// An alliance of a region of the world.
    RegionalAlliance,
    /// An association of one country.
    NationalAssociation,
    /// A group around a theme.
    ThematicCluster,
    /// An alliance inside one city.
    LocalAlliance,
    /// A partnership of two.
    BilateralPartnership,
}

/// What a member is in an alliance.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::MembershipRole")]
pub enum MembershipRole {
    /// A member.
    Member,
    /// A member that founded it.
    FoundingMember,
    /// Coordinates it.
    Coordinator,
    /// A partner without membership.
    Partner,
    /// Observes.
    Observer,
    /// Hosts its office or its events.
    Host,
}

/// Where a membership stands.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::MembershipStatus")]
pub enum MembershipStatus {
    /// The member has applied.
    Applied,
    /// The application was forwarded.
    Nominated,
    /// The member belongs to the alliance.
    Admitted,
    /// Belongs, but a duty such as a report is not met.
    Inactive,
    /// The member left.
    Withdrawn,
    /// The alliance ended it.
    Expelled,
    /// The application was not accepted.
    Rejected,
}

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

/// How often a schedule repeats.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Frequency")]
pub enum Frequency {
    /// Once.
    Once,
    /// Every day or every few days.
    Daily,
    /// Every week or every few weeks.
    Weekly,
    /// Every month or every few months.
    Monthly,
}

/// Days of the week, as RFC 5545 writes them.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Weekday")]
pub enum Weekday {
    /// Monday.
    Mo,
    /// Tuesday.
    Tu,
    /// Wednesday.
    We,
    /// Thursday.
    Th,
    /// Friday.
    Fr,
    /// Saturday.
    Sa,
    /// Sunday.
    Su,
}

/// How a stated number is to be read.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Comparator")]
pub enum Comparator {
    /// Exactly this.
    Exact,
    /// About this.
    Approximate,
    /// Slightly less than this.
    Nearly,
    /// More than this.
    MoreThan,
    /// This or more.
    AtLeast,
    /// Less than this.
    LessThan,
    /// This or less.
    AtMost,
}

/// How sure a stated number is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ObservationStatus")]
pub enum ObservationStatus {
    /// May still be corrected.
    Provisional,
    /// Final.
    Final,
    /// An estimate.
    Estimated,
    /// Said by the body itself.
    SelfReported,
    /// A plan, not a result.
    Planned,
}

/// How much the network's editors trust a source.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Confidence")]
pub enum Confidence {
    /// Stated by a source that should know.
    High,
    /// Stated, but not by the body itself.
    Medium,
    /// Doubtful, or by general knowledge only.
    Low,
}

/// Whether a reference backs a record or contradicts it.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ReferenceKind")]
pub enum ReferenceKind {
    /// The record was taken from here.
    Source,
    /// Sources disagree; the note says about what.
    Contradiction,
}
