//! Values of cities, organisations and alliances.

use async_graphql::Enum;

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

/// Whether everyone sees what a city says of itself.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ProfileStatus")]
pub enum CityProfileStatus {
    /// Only the city itself sees it.
    Draft,
    /// Everyone sees it.
    Published,
}
