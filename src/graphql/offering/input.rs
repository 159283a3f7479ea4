//! What a city sends of an offering.

use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::{
    domain::{
        Result,
        offering::{Edit, Price},
        patch::Patch,
        schedule::Rule,
    },
    graphql::{
        mutation::input::{Asked, TextInput, id, texts},
        scalar::{Date, LocalTime},
        values::{
            ApplicationChannel, DeliveryMode, Frequency, OfferingStatus, SelectionMethod, Weekday,
        },
    },
};

/// An amount of money.
#[derive(InputObject, Clone, Debug)]
pub struct MoneyInput {
    /// The amount as a decimal number with at most the decimals of its currency,
    /// such as `12.50`.
    amount: String,
    /// The currency: ISO 4217, such as `KRW`.
    currency: String,
}

/// A rule that says when an offering meets, in the local time of its city.
#[derive(InputObject, Clone, Debug)]
pub struct ScheduleInput {
    /// How often it repeats.
    frequency: Frequency,
    /// Every how many days, weeks or months: 1 to 52.
    #[graphql(default = 1)]
    interval: i32,
    /// The days of the week; left out it is the weekday of the first day.
    #[graphql(default)]
    by_day: Vec<Weekday>,
    /// The first day.
    start_date: Date,
    /// The last day on which it may meet.
    end_date: Option<Date>,
    /// When it begins.
    start_time: LocalTime,
    /// When it ends, on the same day.
    end_time: LocalTime,
    /// Days on which it does not meet.
    #[graphql(default)]
    except_dates: Vec<Date>,
}

impl From<ScheduleInput> for Rule {
    fn from(input: ScheduleInput) -> Self {
        Self {
            start_date: input.start_date.0,
            end_date: input.end_date.and_then(Date::end),
            start_time: input.start_time.0,
            end_time: input.end_time.0,
            frequency: input.frequency.into(),
            interval: input.interval,
            by_day: input.by_day.into_iter().map(Into::into).collect(),
            except_dates: input.except_dates.into_iter().map(|day| day.0).collect(),
        }
    }
}

/// The fields of an offering that a city writes. What is left out stays as it is;
/// null empties it.
#[derive(InputObject, Clone, Debug)]
pub struct OfferingFields {
    /// The short name among the offerings of its programme, where it is unique.
    code: MaybeUndefined<String>,
    /// The id in your own system, unique in your city.
    external_id: MaybeUndefined<String>,
    /// The space where it meets: one of your own.
    space_id: MaybeUndefined<ID>,
    /// The platform on which it runs: one of your own.
    platform_id: MaybeUndefined<ID>,
    /// Where it meets, in words, when that is no space of the network.
    venue: MaybeUndefined<Vec<TextInput>>,
    /// The address where it runs online.
    virtual_url: MaybeUndefined<String>,
    /// The first day.
    start_date: MaybeUndefined<Date>,
    /// The last day, included.
    end_date: MaybeUndefined<Date>,
    /// The first day of enrolment.
    enrolment_opens: MaybeUndefined<Date>,
    /// The last day of enrolment, included.
    enrolment_closes: MaybeUndefined<Date>,
    /// Whether one can enrol on any day; null means no.
    always_open: MaybeUndefined<bool>,
    /// For how many there is room; null means that nobody is turned away.
    capacity: MaybeUndefined<i32>,
    /// How many have enrolled: no more than there is room for, unless there is a
    /// waitlist.
    enrolled: MaybeUndefined<i32>,
    /// Whether there is a list of those who wait for a place; null means no.
    waitlist: MaybeUndefined<bool>,
    /// The price.
    price: MaybeUndefined<MoneyInput>,
    /// The price in words, such as a reduction.
    price_text: MaybeUndefined<Vec<TextInput>>,
    /// Whether it costs nothing; null when nobody said.
    is_free: MaybeUndefined<bool>,
    /// How one can apply: the whole list.
    application_channels: MaybeUndefined<Vec<ApplicationChannel>>,
    /// Where one can apply online.
    application_url: MaybeUndefined<String>,
    /// Who teaches. It is a person's name: the network keeps it for you and shows
    /// it to nobody, nor in the history.
    instructor_name: MaybeUndefined<String>,
    /// How places are given out.
    selection_method: MaybeUndefined<SelectionMethod>,
    /// Whether it takes place; `SCHEDULED` for a new one that says nothing.
    status: MaybeUndefined<OfferingStatus>,
    /// When it meets: all of its rules. They replace those that there are; left out
    /// they stay.
    schedules: MaybeUndefined<Vec<ScheduleInput>>,
}

impl OfferingFields {
    /// What they ask for, beside how the offering reaches learners.
    pub(in crate::graphql) fn read(self, delivery_mode: Patch<DeliveryMode>) -> Result<Edit> {
        let price = |price: MoneyInput| Price {
            amount: price.amount,
            currency: price.currency,
        };
        let channels = |channels: Vec<ApplicationChannel>| {
            channels.into_iter().map(Into::into).collect::<Vec<_>>()
        };
        let rules = |rules: Vec<ScheduleInput>| rules.into_iter().map(Rule::from).collect();
        Ok(Edit {
            code: self.code.patch(),
            external_id: self.external_id.patch(),
            space: id(self.space_id)?,
            platform: id(self.platform_id)?,
            venue: self.venue.patch().map(texts),
            virtual_url: self.virtual_url.patch(),
            delivery_mode: delivery_mode.map(Into::into),
            start_date: self.start_date.patch().map(|day| day.0),
            end_date: self.end_date.patch().map(Date::end).flat(),
            enrolment_opens: self.enrolment_opens.patch().map(|day| day.0),
            enrolment_closes: self.enrolment_closes.patch().map(Date::end).flat(),
            always_open: self.always_open.patch(),
            capacity: self.capacity.patch(),
            enrolled: self.enrolled.patch(),
            waitlist: self.waitlist.patch(),
            price: self.price.patch().map(price),
            price_text: self.price_text.patch().map(texts),
            is_free: self.is_free.patch(),
            application_channels: self.application_channels.patch().map(channels),
            application_url: self.application_url.patch(),
            instructor_name: self.instructor_name.patch(),
            selection_method: self.selection_method.patch().map(Into::into),
            status: self.status.patch().map(Into::into),
            schedules: self.schedules.patch().map(rules),
        })
    }
}
