//! Offerings and when they meet.

use entity::{
    Day, OfferingId, ScheduleId, Words, offering, programme, schedule, values::SubjectKind,
};
use serde_json::json;
use uuid::Uuid;

use super::{Loader, Subject, origin};
use crate::domain::{
    error::Result,
    money,
    seed::{
        belongings,
        file::{Network, Offering, Programme, Schedule},
        store::{self, Compared},
    },
};

impl Loader<'_> {
    /// Writes the runs of programmes that are written already.
    pub(super) async fn offerings(
        &mut self,
        network: &Network,
        programmes: &[Compared<programme::Model>],
    ) -> Result<()> {
        let (mut wanted, mut records) = (Vec::new(), Vec::new());
        for (programme, record) in programmes.iter().zip(network.programmes.iter()) {
            for run in record.offerings.iter() {
                wanted.push(self.offering_row(&programme.row, record, run)?);
                records.push((&**record, &**run));
            }
        }
        let ids: Vec<Uuid> = programmes.iter().map(|known| known.row.id.0).collect();
        let stored = self.rows_of::<offering::Entity>(offering::Column::ProgrammeId, &ids);
        let mut rows = store::compare(stored.await?, wanted);
        self.write_offerings(&mut rows, &records).await?;
        for (compared, (programme, run)) in rows.iter().zip(records) {
            let subject = Subject {
                kind: SubjectKind::Offering,
                id: compared.row.id.0,
                city: Some(compared.row.city_id),
            };
            let known_by = json!({ "programme": programme.slug, "code": run.code });
            self.enter(compared, subject, known_by);
        }
        Ok(())
    }

    async fn write_offerings(
        &mut self,
        rows: &mut [Compared<offering::Model>],
        records: &[(&Programme, &Offering)],
    ) -> Result<()> {
        let ids: Vec<Uuid> = rows.iter().map(|compared| compared.row.id.0).collect();
        let mut stored = self
            .rows_of::<schedule::Entity>(schedule::Column::OfferingId, &ids)
            .await?;
        stored.sort_by_key(|row| row.id);
        let mut schedules = Vec::new();
        for (id, (_, run)) in ids.iter().zip(records) {
            // The first schedule of the file is the first of the database, and so on.
            let mut known = stored.iter().filter(|row| row.offering_id.0 == *id);
            for schedule in &run.schedules {
                let id_of_row = known.next().map(|row| row.id);
                let id_of_row = id_of_row.unwrap_or_else(|| ScheduleId(self.mint.uuid()));
                schedules.push(schedule_row(id_of_row, OfferingId(*id), schedule));
            }
        }
        let schedules = belongings::differ(rows, stored, schedules, |row| row.offering_id.0);
        self.write("offering", rows).await?;
        let tally = belongings::write(self.tx, schedules).await?;
        self.report.add("schedule", tally);
        Ok(())
    }

    fn offering_row(
        &mut self,
        programme: &programme::Model,
        record: &Programme,
        run: &Offering,
    ) -> Result<offering::Model> {
        let city = programme.city_id;
        let (space, platform) = (run.space.as_deref(), run.platform.as_deref());
        let price = run.price.as_ref();
        Ok(offering::Model {
            id: OfferingId(self.mint.uuid()),
            programme_id: programme.id,
            city_id: city,
            code: run.code.clone(),
            external_id: run.external_id.clone(),
            space_id: space
                .map(|slug| self.directory.space(city, slug))
                .transpose()?,
            platform_id: platform
                .map(|slug| self.directory.platform(city, slug))
                .transpose()?,
            venue: run.venue.clone(),
            virtual_url: run.virtual_url.clone(),
            default_locale: record.default_locale.clone(),
            delivery_mode: run.delivery_mode,
            start_date: run.start_date.map(Day::date),
            end_date: run.end_date.map(Day::date),
            start_sort: run.start_date.map(Day::date).unwrap_or_default(),
            enrolment_opens: run.enrolment_opens.map(Day::date),
            enrolment_closes: run.enrolment_closes.map(Day::date),
            closes_sort: run.enrolment_closes.map(Day::date).unwrap_or_default(),
            always_open: run.always_open,
            capacity: run.capacity,
            enrolled: run.enrolled,
            waitlist: run.waitlist,
            price_minor: price.and_then(|price| money::minor(&price.amount, &price.currency)),
            price_currency: price.map(|price| price.currency.clone()),
            price_text: run.price_text.clone(),
            is_free: run.is_free,
            application_channels: run.application_channels.clone(),
            application_url: run.application_url.clone(),
            instructor_name: None,
            selection_method: run.selection_method,
            status: run.status,
            origin: origin(record.origin),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        })
    }
}

fn schedule_row(id: ScheduleId, offering_id: OfferingId, schedule: &Schedule) -> schedule::Model {
    let days = schedule.except_dates.iter();
    schedule::Model {
        id,
        offering_id,
        frequency: schedule.frequency,
        every: schedule.interval.unwrap_or(1),
        by_day: schedule.by_day.clone(),
        start_date: schedule.start_date.date(),
        end_date: schedule.end_date.map(Day::date),
        start_time: schedule.start_time,
        end_time: schedule.end_time,
        except_dates: Words(days.map(ToString::to_string).collect()),
    }
}
