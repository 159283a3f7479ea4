//! Offices.

mod edit;

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Union};
use chrono::{DateTime, Utc};
use entity::{office_holder, values::SubjectKind};

pub(super) use self::edit::OfficeMutation;
use super::{
    alliance::{Alliance, alliance},
    city::{City, city},
    code::{Code, code},
    connection::Shown,
    filter::{BodyFilter, StringFilter, filter_input},
    history::History,
    order::order_input,
    organisation::{Organisation, organisation},
    provenance::{SourceReference, references},
    scalar::{Date, PartialDate},
    text::{Locales, maybe, say},
};
use crate::domain::{
    self, Error, Result,
    office_holder::{OfficeHolders, OfficeOrder as Order, OfficeTest},
};

filter_input! {
    /// Which terms of office to list. All conditions that are given must hold.
    OfficeFilter for OfficeTest;
    /// The office: a code of the list `OFFICE`, such as `MAYOR`.
    office: StringFilter => Office,
    /// The city, when it is an office of a city.
    city: BodyFilter => City,
    /// May have run on this day, as far as its dates tell: a year means the whole
    /// year, and a missing date is read in favour of the term.
    on: Date => On,
    /// Whether it is known when it began. With `on`, true counts what is known to have
    /// begun by then, and false what may have.
    since_known: bool => SinceKnown,
}

order_input! {
    /// The order of terms of office.
    OfficeOrder,
    /// What terms of office can be ordered by.
    OfficeOrderField of Order, by default Since Desc;
    /// By the first known day; those without one come last when ascending.
    Since,
    /// In the order in which they came to the register.
    Created,
}

impl Shown for OfficeHolders {
    type Node = Office;
    type Filter = OfficeFilter;
    type OrderBy = OfficeOrder;
}

/// A person's term in a public office of a city, alliance or organisation.
#[derive(Clone)]
pub struct Office(Arc<office_holder::Model>);

impl From<Arc<office_holder::Model>> for Office {
    fn from(row: Arc<office_holder::Model>) -> Self {
        Self(row)
    }
}

/// Whose office it is.
#[derive(Union)]
pub enum OfficeBody {
    /// A city.
    City(City),
    /// An alliance.
    Alliance(Alliance),
    /// An organisation.
    Organisation(Organisation),
}

/// A person's term in a public office of a city, alliance or organisation.
#[Object]
impl Office {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The name of the person in the best language available.
    async fn person_name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> &str {
        say(ctx, &self.0.person_name, "en", locales)
    }

    /// Other spellings of the name that sources print.
    async fn aliases(&self) -> &[String] {
        &self.0.aliases.0
    }

    /// The office: a code of the list `OFFICE`.
    async fn office(&self, ctx: &Context<'_>) -> Result<Code> {
        code(ctx, "OFFICE", &self.0.office_code).await
    }

    /// The office as its source prints it.
    async fn title(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, self.0.title.as_ref(), "en", locales)
    }

    /// Whose office it is.
    async fn body(&self, ctx: &Context<'_>) -> Result<OfficeBody> {
        let office = &self.0;
        if let Some(id) = office.city_id {
            return city(ctx, id).await.map(OfficeBody::City);
        }
        if let Some(id) = office.alliance_id {
            return alliance(ctx, id).await.map(OfficeBody::Alliance);
        }
        let id = office.organisation_id.ok_or(Error::NotFound)?;
        organisation(ctx, id).await.map(OfficeBody::Organisation)
    }

    /// Since when; null when no source says.
    async fn since(&self) -> Option<PartialDate> {
        self.0.since.as_ref().map(PartialDate::from)
    }

    /// Until when; null while it lasts, or when no source says.
    async fn until(&self) -> Option<PartialDate> {
        self.0.until.as_ref().map(PartialDate::from)
    }

    /// When a source saw the person in office.
    async fn as_of(&self) -> Option<PartialDate> {
        self.0.as_of.as_ref().map(PartialDate::from)
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::OfficeHolder, self.0.id.0),
            owners: domain::office_holder::body(&self.0).into_iter().collect(),
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::OfficeHolder, self.0.id.0).await
    }
}
