//! When an offering meets, in the local time of its city.

use sea_orm::entity::prelude::*;

use crate::{
    OfferingId, Relation, ScheduleId, Words,
    values::{Frequency, Weekdays},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "schedule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ScheduleId,
    pub offering_id: OfferingId,
    pub frequency: Frequency,
    /// Every how many days, weeks or months.
    pub every: i32,
    pub by_day: Weekdays,
    pub start_date: Date,
    /// The last day on which it may meet.
    pub end_date: Option<Date>,
    pub start_time: Time,
    pub end_time: Time,
    /// Days on which it does not meet: a list of ISO dates.
    pub except_dates: Words,
}

impl ActiveModelBehavior for ActiveModel {}
