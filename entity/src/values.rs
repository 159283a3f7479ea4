//! Closed sets of values that columns hold, written as `SCREAMING_SNAKE_CASE`.
//!
//! They are sets of ours: small, closed, and code branches on them. Lists that
//! an outside body owns are rows of [`crate::code`].

use sea_orm::{DeriveActiveEnum, EnumIter, FromJsonQueryResult};
use serde::{Deserialize, Serialize};

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $value:ident),+ $(,)? })+) => { $(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
            EnumIter, DeriveActiveEnum,
        )]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum $name { $($(#[$attribute])* $value),+ }
    )+ };
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident of $value:ident;)+) => { $(
        $(#[$doc])*
        #[derive(
            Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult,
        )]
        #[serde(transparent)]
        pub struct $name(pub Vec<$value>);
    )+ };
}

values! {
    /// Whether a record is true of the world or made up to show something.
    Origin { Real, Synthetic }

    /// The regions by which UNESCO groups its member states.
    Region { Africa, ArabStates, AsiaPacific, EuropeNorthAmerica, LatinAmericaCaribbean }

    /// What a city is in the law of its country.
    CityKind {
        City, Municipality, CityState, AutonomousDistrict, County, Commune, IndustrialCity,
        Consortium,
    }

    /// Whether everyone sees what a city says of itself.
    ProfileStatus { Draft, Published }

    /// Where a city stands in the network's register.
    CityStatus { Active, Inactive, Candidate }

    OrganisationKind {
        MunicipalBody, NationalGovernment, EducationOffice, UnBody,
        #[serde(rename = "UNESCO_CATEGORY_2_CENTRE")]
        #[sea_orm(string_value = "UNESCO_CATEGORY_2_CENTRE")]
        UnescoCategory2Centre,
        NationalCommission, University, School, Ngo, Foundation, Research, Company, Cultural,
        Media, DiplomaticMission, CouncilCommittee, CitizenClub, Other,
    }

    SpaceKind {
        Library, LibrarySelfService, Museum, LearningCentre, LiteracyCentre, School, University,
        CommunityCentre, NeighbourhoodSpace, ReadingSpace, Cafe, Workshop, Market, HeritageSite,
        ParkOutdoor, Transit, TownHall, OutreachPoint, HouseOfEducation, OnlineRoom, Other,
    }

    SpaceStatus { Planned, Open, TemporarilyClosed, Closed }

    Channel { Web, MobileApp, Social, Messenger }

    AllianceKind {
        GlobalNetwork, RegionalAlliance, NationalAssociation, ThematicCluster, LocalAlliance,
        BilateralPartnership,
    }

    MembershipRole { Member, FoundingMember, Coordinator, Partner, Observer, Host }

    MembershipStatus { Applied, Nominated, Admitted, Inactive, Withdrawn, Expelled, Rejected }

    ProgrammeKind {
        Course, Series, Festival, Project, Campaign, TrainingOfTrainers, StudyCircle, Mentoring,
        Exhibition, Conference, SelfStudy,
    }

    LearningSetting { Formal, NonFormal, Informal }

    /// The levels of ISCED 2011.
    IscedLevel {
        #[serde(rename = "ISCED_0")] #[sea_orm(string_value = "ISCED_0")] Isced0,
        #[serde(rename = "ISCED_1")] #[sea_orm(string_value = "ISCED_1")] Isced1,
        #[serde(rename = "ISCED_2")] #[sea_orm(string_value = "ISCED_2")] Isced2,
        #[serde(rename = "ISCED_3")] #[sea_orm(string_value = "ISCED_3")] Isced3,
        #[serde(rename = "ISCED_4")] #[sea_orm(string_value = "ISCED_4")] Isced4,
        #[serde(rename = "ISCED_5")] #[sea_orm(string_value = "ISCED_5")] Isced5,
        #[serde(rename = "ISCED_6")] #[sea_orm(string_value = "ISCED_6")] Isced6,
        #[serde(rename = "ISCED_7")] #[sea_orm(string_value = "ISCED_7")] Isced7,
        #[serde(rename = "ISCED_8")] #[sea_orm(string_value = "ISCED_8")] Isced8,
        #[serde(rename = "ISCED_9")] #[sea_orm(string_value = "ISCED_9")] Isced9,
    }

    Recognition {
        CreditBank, LearningAccount, VocationalSubsidy, Certificate, MicroCredential, None,
    }

    /// How often a programme comes round.
    Recurrence { OneOff, Continuous, Annual, Seasonal }

    /// Who can see a programme: only published ones are public.
    ProgrammeStatus { Draft, Published, Suspended, Archived }

    DeliveryMode { Onsite, Online, Blended, Mobile, Correspondence, Outreach }

    OfferingStatus { Scheduled, Postponed, MovedOnline, Cancelled, Completed }

    ApplicationChannel { Online, Visit, Phone, Mail, Fax, NoneRequired }

    SelectionMethod { FirstCome, Lottery, Screening, Open }

    /// How often a schedule repeats.
    Frequency { Once, Daily, Weekly, Monthly }

    /// Days of the week as RFC 5545 writes them.
    Weekday { Mo, Tu, We, Th, Fr, Sa, Su }

    /// How a stated number is to be read.
    Comparator { Exact, Approximate, Nearly, MoreThan, AtLeast, LessThan, AtMost }

    PlanStatus {
        Preparation, Research, InterimReport, Consultation, Adopted, InForce, Evaluated, Closed,
        Superseded,
    }

    QuestionKind {
        SingleChoice, MultiChoice, Likert, Rating, Nps, YesNo, Number, Date, ShortText, LongText,
        Ranking, MatrixSingle, SectionText,
    }

    /// Who may answer a survey, and how often.
    ResponseControl { Open, Token, Registered }

    /// Whether the city can tell who gave an answer.
    Anonymity { Anonymous, Confidential, Identified }

    SurveyStatus { Draft, Published, Open, Paused, Closed, ResultsPublished, Archived }

    /// The way an answer came in.
    ResponseChannel { Web, Paper, Phone, Kiosk }

    FeedbackChannelKind { Survey, FocusGroup, TownHall, Workshop, SuggestionBox, Interview }

    FeedbackSessionKind { FocusGroup, TownHall, Workshop, SuggestionBox, Interview }

    /// Where an answer of the city to its citizens stands.
    ActionStatus {
        Received, UnderReview, Accepted, Planned, InProgress, Done, Declined, Deferred,
    }

    /// How a file that comes in is written.
    ImportFormat { NationalCourses, ProgrammesCsv, ProgrammesNdjson }

    /// Whether a file has been read to its end.
    ImportState { Running, Finished }

    ObservationStatus { Provisional, Final, Estimated, SelfReported, Planned }

    Confidence { High, Medium, Low }

    /// Whether a reference backs a record or contradicts it.
    ReferenceKind { Source, Contradiction }

    /// The kinds of records that others point to.
    SubjectKind {
        Country, City, CityProfile, Organisation, OfficeHolder, LearningSpace, LearningPlatform,
        Alliance, Membership, Designation, Programme, Offering, Observation, Client, Plan,
        BankQuestion, Survey, SurveySnapshot, FeedbackChannel, FeedbackSession, FeedbackTheme,
        FeedbackAction, Webhook,
    }

    /// What happened to a record.
    Happening { Created, Updated, Deleted, Restored, Published, Suspended, Archived, Imported }

    /// Whether a webhook is told of changes.
    WebhookStatus { Active, Paused }

    /// Why a webhook is not told of changes.
    WebhookPause { Asked, Failing, Gone, ClientEnded }

    /// What became of a delivery.
    DeliveryStatus { Pending, Delivered, Dead }

    /// Why an attempt to deliver failed.
    DeliveryFailure {
        RefusedAddress, Unresolved, Unreachable, Tls, TimedOut, Broken, Status, Redirected, Payload,
    }
}

lists! {
    Recognitions of Recognition;
    ApplicationChannels of ApplicationChannel;
    Channels of Channel;
    Weekdays of Weekday;
    OpeningHoursList of OpeningHours;
}

/// Hours of one or more days of the week, local time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningHours {
    pub days: Vec<Weekday>,
    /// `HH:MM`.
    pub opens: String,
    /// `HH:MM`.
    pub closes: String,
}
