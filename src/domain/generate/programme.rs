//! Made-up programmes.

use chrono::Duration;
use entity::{
    LocalizedList, ProgrammeId, Words, programme,
    values::{LearningSetting, Origin, ProgrammeKind, ProgrammeStatus, Recognitions, Recurrence},
};

use super::{
    Maker,
    batch::Batch,
    city::MadeUp,
    words::{AUDIENCES, FORMS, SUBJECTS, Word, localized, title},
};
use crate::domain::text::folded;

/// Some goals of the list `SDG`.
const GOALS: [&str; 6] = ["3.4", "4.3", "4.4", "4.5", "4.6", "4.7"];

impl Maker {
    /// A programme with its codes.
    pub(super) fn programme(
        &mut self,
        city: &MadeUp,
        number: u32,
        batch: &mut Batch,
    ) -> ProgrammeId {
        let (topic, subject) = self.pick(&SUBJECTS);
        let (group, audience) = self.pick(&AUDIENCES);
        let (kind, form) = self.pick(&FORMS);
        let row = self.row(city, number, (*kind, [subject, audience, form]));
        let id = row.id;
        batch.code(id, "TOPIC", topic);
        batch.code(id, "TARGET_GROUP", group);
        if self.chance(50) {
            let goal: &&str = self.pick(&GOALS);
            batch.code(id, "SDG", goal);
        }
        batch.programmes.push(row);
        id
    }

    fn row(
        &mut self,
        city: &MadeUp,
        number: u32,
        (kind, [subject, audience, form]): (ProgrammeKind, [&Word; 3]),
    ) -> programme::Model {
        let locale = city.country.locale;
        let also_english = self.chance(40);
        let title = localized(locale, also_english, |tag| {
            title(tag, subject, audience, form)
        });
        let city_name = city.row.name.get(locale).unwrap_or_default().to_owned();
        let summary = localized(locale, false, |tag| {
            let topic = subject.in_locale(tag);
            format!("{topic} · {city_name} · {number}")
        });
        let status = match self.random.u8(..100) {
            0..90 => ProgrammeStatus::Published,
            90..96 => ProgrammeStatus::Draft,
            _ => ProgrammeStatus::Archived,
        };
        let age = Duration::minutes(i64::from(self.random.i32(0..1_000_000)));
        let at = self.now - age;
        programme::Model {
            id: ProgrammeId(self.mint.uuid()),
            city_id: city.row.id,
            provider_id: None,
            slug: format!("programme-{number}"),
            external_id: Some(format!("{}-{number}", city.row.slug)),
            title_text: folded(&title, locale),
            title,
            default_locale: locale.to_owned(),
            summary: Some(summary),
            description: None,
            learning_outcomes: LocalizedList::default(),
            audience: None,
            kind,
            setting: LearningSetting::NonFormal,
            isced_level: None,
            age_min: None,
            age_max: None,
            languages: Words(vec![locale.to_owned()]),
            recognitions: Recognitions::default(),
            keywords: Words::default(),
            website: None,
            started_on: None,
            recurrence: Some(*self.pick(&[Recurrence::Annual, Recurrence::Seasonal])),
            status,
            published_at: (status == ProgrammeStatus::Published).then_some(at),
            origin: Origin::Synthetic,
            version: 1,
            created_at: at,
            updated_at: at,
            deleted_at: None,
        }
    }
}
