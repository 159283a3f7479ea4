//! Five cities around the world whose every number is known.

use chrono::NaiveDate;
use entity::{
    AllianceId, CityId, Localized, LocalizedList, MembershipId, ObservationId, OfferingId,
    OrganisationId, PartialDate, ProgrammeId, SpaceId, Words, alliance, city, code, code_list,
    country, learning_space, membership, observation, offering, organisation, programme,
    values::{
        AllianceKind, ApplicationChannels, CityKind, CityStatus, Comparator, DeliveryMode,
        LearningSetting, MembershipRole, MembershipStatus, ObservationStatus, OfferingStatus,
        OpeningHoursList, OrganisationKind, Origin, ProgrammeKind, ProgrammeStatus, Recognitions,
        Region, SpaceKind, SpaceStatus, SubjectKind,
    },
};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel,
};
use uuid::Uuid;

use learning_cities::db::Pool;

use crate::database::{Tables, this_morning};

/// Cities and what belongs to them, by small numbers instead of ids.
pub struct SmallNetwork<'a> {
    pub tables: &'a Tables,
    next: u128,
}

pub fn city_id(number: u128) -> CityId {
    CityId(Uuid::from_u128(number))
}

pub fn alliance_id(number: u128) -> AllianceId {
    AllianceId(Uuid::from_u128(number))
}

fn name() -> Localized {
    Localized::from([("en", "Someone")])
}

impl<'a> SmallNetwork<'a> {
    pub fn on(tables: &'a Tables) -> Self {
        Self { tables, next: 1000 }
    }

    fn db(&self) -> &Pool {
        &self.tables.db
    }

    fn id(&mut self) -> Uuid {
        self.next += 1;
        Uuid::from_u128(self.next)
    }

    fn slug(&self) -> String {
        format!("number-{}", self.next)
    }

    async fn put<A>(&self, row: A)
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        A::Entity::insert(row)
            .exec_without_returning(self.db())
            .await
            .unwrap();
    }

    pub async fn country(&self, code: &str, number: u32) {
        self.put(country::ActiveModel {
            code: Set(code.to_owned()),
            alpha3: Set(format!("{code}X")),
            m49: Set(format!("{number:03}")),
            region: Set(Region::AsiaPacific),
            name: Set(name()),
            name_text: Set("someone".to_owned()),
        })
        .await;
    }

    pub async fn city(&self, number: u128, (country, zone): (&str, &str), origin: Origin) {
        let now = this_morning();
        self.put(city::ActiveModel {
            id: Set(city_id(number)),
            slug: Set(format!("{}-{number}", country.to_lowercase())),
            name: Set(name()),
            name_text: Set("someone".to_owned()),
            default_locale: Set("en".to_owned()),
            kind: Set(CityKind::City),
            country_code: Set(country.to_owned()),
            time_zone: Set(zone.to_owned()),
            status: Set(CityStatus::Active),
            origin: Set(origin),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        })
        .await;
    }

    pub async fn organisation(&mut self, city: Option<u128>, origin: Origin) {
        let now = this_morning();
        let row = organisation::ActiveModel {
            id: Set(OrganisationId(self.id())),
            slug: Set(self.slug()),
            name: Set(name()),
            name_text: Set("someone".to_owned()),
            default_locale: Set("en".to_owned()),
            kind: Set(OrganisationKind::Ngo),
            city_id: Set(city.map(city_id)),
            origin: Set(origin),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        self.put(row).await;
    }

    pub async fn alliance(&self, number: u128, city: Option<u128>) {
        let now = this_morning();
        let kind = match city {
            Some(_) => AllianceKind::LocalAlliance,
            None => AllianceKind::GlobalNetwork,
        };
        self.put(alliance::ActiveModel {
            id: Set(alliance_id(number)),
            slug: Set(format!("alliance-{number}")),
            name: Set(name()),
            name_text: Set("someone".to_owned()),
            default_locale: Set("en".to_owned()),
            kind: Set(kind),
            city_id: Set(city.map(city_id)),
            purposes: Set(LocalizedList::default()),
            origin: Set(Origin::Real),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        })
        .await;
    }

    pub async fn member(
        &mut self,
        (alliance, city): (u128, u128),
        role: MembershipRole,
        (status, until): (MembershipStatus, Option<&str>),
    ) {
        let now = this_morning();
        let until = until.map(|until| PartialDate::try_from(until.to_owned()).unwrap());
        let row = membership::ActiveModel {
            id: Set(MembershipId(self.id())),
            alliance_id: Set(alliance_id(alliance)),
            city_id: Set(Some(city_id(city))),
            role: Set(role),
            status: Set(status),
            until: Set(until),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        self.put(row).await;
    }

    pub async fn space(&mut self, city: u128, origin: Origin) {
        let now = this_morning();
        let row = learning_space::ActiveModel {
            id: Set(SpaceId(self.id())),
            city_id: Set(city_id(city)),
            slug: Set(self.slug()),
            name: Set(name()),
            name_text: Set("someone".to_owned()),
            default_locale: Set("en".to_owned()),
            kind: Set(SpaceKind::Library),
            opening_hours: Set(OpeningHoursList::default()),
            amenities: Set(Words::default()),
            designated_as: Set(Words::default()),
            status: Set(SpaceStatus::Open),
            origin: Set(origin),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        self.put(row).await;
    }

    pub async fn programme(&mut self, city: u128, status: ProgrammeStatus) -> ProgrammeId {
        let now = this_morning();
        let id = ProgrammeId(self.id());
        self.put(programme::ActiveModel {
            id: Set(id),
            city_id: Set(city_id(city)),
            slug: Set(self.slug()),
            title: Set(name()),
            title_text: Set("someone".to_owned()),
            default_locale: Set("en".to_owned()),
            learning_outcomes: Set(LocalizedList::default()),
            kind: Set(ProgrammeKind::Course),
            setting: Set(LearningSetting::NonFormal),
            languages: Set(Words::default()),
            recognitions: Set(Recognitions::default()),
            keywords: Set(Words::default()),
            status: Set(status),
            published_at: Set(Some(now)),
            origin: Set(Origin::Real),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        })
        .await;
        id
    }

    /// A run for which nothing is known but what `say` says.
    pub async fn offering(
        &mut self,
        programme: ProgrammeId,
        city: u128,
        say: impl FnOnce(&mut offering::ActiveModel),
    ) {
        let now = this_morning();
        let mut row = offering::ActiveModel {
            id: Set(OfferingId(self.id())),
            programme_id: Set(programme),
            city_id: Set(city_id(city)),
            venue: Set(Some(name())),
            default_locale: Set("en".to_owned()),
            delivery_mode: Set(DeliveryMode::Onsite),
            application_channels: Set(ApplicationChannels::default()),
            status: Set(OfferingStatus::Scheduled),
            origin: Set(Origin::Real),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        say(&mut row);
        self.put(row).await;
    }

    /// The one unit in which alliances state their size.
    pub async fn unit(&self) {
        self.put(code_list::ActiveModel {
            scheme: Set("UNIT".to_owned()),
            name: Set(name()),
            owner: Set("someone".to_owned()),
            version: Set("1".to_owned()),
            ..Default::default()
        })
        .await;
        self.put(code::ActiveModel {
            scheme: Set("UNIT".to_owned()),
            code: Set("CITY".to_owned()),
            position: Set(0),
            label: Set(name()),
            label_text: Set("someone".to_owned()),
            ..Default::default()
        })
        .await;
    }

    pub async fn stated(
        &mut self,
        alliance: u128,
        (measure, value): (&str, f64),
        (as_of, status): (&str, ObservationStatus),
    ) {
        let row = observation::ActiveModel {
            id: Set(ObservationId(self.id())),
            subject_kind: Set(SubjectKind::Alliance),
            subject_id: Set(alliance_id(alliance).0),
            measure: Set(Localized::from([("en", measure)])),
            measure_code: Set((measure == "Members").then(|| "MEMBERS".to_owned())),
            value: Set(value),
            comparator: Set(Comparator::Exact),
            unit_code: Set("CITY".to_owned()),
            as_of: Set(Some(PartialDate::try_from(as_of.to_owned()).unwrap())),
            status: Set(status),
            position: Set(i32::try_from(self.next).unwrap()),
            ..Default::default()
        };
        self.put(row).await;
    }
}

pub fn march(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}
