//! Made-up offerings and when they meet.

use chrono::{Duration, NaiveDate, NaiveTime};
use entity::{
    OfferingId, ProgrammeId, ScheduleId, SpaceId, Words, offering, schedule,
    values::{
        ApplicationChannel, ApplicationChannels, DeliveryMode, Frequency, OfferingStatus, Origin,
        SelectionMethod, Weekday, Weekdays,
    },
};

use super::{Maker, batch::Batch, city::MadeUp};

impl Maker {
    pub(super) fn offering(
        &mut self,
        (city, programme): (&MadeUp, ProgrammeId),
        run: u32,
        spaces: &[SpaceId],
        batch: &mut Batch,
    ) {
        let start = self.now.date_naive() + Duration::days(self.random.i64(-180..240));
        let end = start + Duration::weeks(self.random.i64(4..16));
        let row = self.run((city, programme), run, (start, end), spaces);
        let schedule = self.schedule(row.id, (start, end));
        batch.schedules.push(schedule);
        batch.offerings.push(row);
    }

    fn run(
        &mut self,
        (city, programme_id): (&MadeUp, ProgrammeId),
        run: u32,
        (start, end): (NaiveDate, NaiveDate),
        spaces: &[SpaceId],
    ) -> offering::Model {
        let capacity = self.random.i32(6..=60);
        let is_free = self.chance(60);
        let status = match self.random.u8(..100) {
            0..3 => OfferingStatus::Cancelled,
            _ if end < self.now.date_naive() => OfferingStatus::Completed,
            _ => OfferingStatus::Scheduled,
        };
        let online = self.chance(15);
        let price = i64::from(self.random.i32(1..=60)) * 1_000;
        let closes = start - Duration::days(3);
        offering::Model {
            id: OfferingId(self.mint.uuid()),
            programme_id,
            city_id: city.row.id,
            code: Some(format!("run-{run}")),
            external_id: None,
            space_id: (!online).then(|| *self.pick(spaces)),
            platform_id: None,
            venue: None,
            virtual_url: online.then(|| "https://learn.example/room".to_owned()),
            default_locale: city.country.locale.to_owned(),
            delivery_mode: if online {
                DeliveryMode::Online
            } else {
                DeliveryMode::Onsite
            },
            start_date: Some(start),
            end_date: Some(end),
            start_sort: start,
            enrolment_opens: Some(closes - Duration::days(30)),
            enrolment_closes: Some(closes),
            closes_sort: closes,
            always_open: false,
            capacity: Some(capacity),
            enrolled: Some(self.random.i32(0..=capacity)),
            waitlist: self.chance(30),
            price_minor: (!is_free).then_some(price),
            price_currency: (!is_free).then(|| city.country.currency.to_owned()),
            price_text: None,
            is_free: Some(is_free),
            application_channels: ApplicationChannels(vec![ApplicationChannel::Online]),
            application_url: None,
            instructor_name: None,
            selection_method: Some(SelectionMethod::FirstCome),
            status,
            origin: Origin::Synthetic,
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        }
    }

    /// Once a week, from the hour on for two hours.
    fn schedule(
        &mut self,
        offering_id: OfferingId,
        (start, end): (NaiveDate, NaiveDate),
    ) -> schedule::Model {
        use Weekday::{Fr, Mo, Sa, Th, Tu, We};
        let hour = self.random.u32(9..=19);
        let time = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap_or_default();
        schedule::Model {
            id: ScheduleId(self.mint.uuid()),
            offering_id,
            frequency: Frequency::Weekly,
            every: 1,
            by_day: Weekdays(vec![*self.pick(&[Mo, Tu, We, Th, Fr, Sa])]),
            start_date: start,
            end_date: Some(end),
            start_time: time(hour),
            end_time: time(hour + 2),
            except_dates: Words::default(),
        }
    }
}
