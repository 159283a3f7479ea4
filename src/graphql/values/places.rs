//! Values of learning spaces, platforms and times.

use async_graphql::Enum;

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
