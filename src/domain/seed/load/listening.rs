//! Plans, and the channels through which cities hear their citizens.

use entity::{ChannelId, LocalizedList, PlanId, feedback_channel, plan, values::SubjectKind};
use serde_json::json;

use super::{Loader, Subject, origin};
use crate::domain::{
    error::Result,
    seed::file::{FeedbackChannel, Network, Plan},
    text::folded,
};

impl Loader<'_> {
    pub(in crate::domain::seed) async fn plans(&mut self, network: &Network) -> Result<()> {
        let rows = network.plans.iter().map(|record| self.plan_row(record));
        let rows = rows.collect::<Result<_>>()?;
        let rows = self.store("plan", rows).await?;
        for (compared, record) in rows.iter().zip(network.plans.iter()) {
            let subject = Subject {
                kind: SubjectKind::Plan,
                id: compared.row.id.0,
                city: Some(compared.row.city_id),
            };
            let known_by = json!({ "city": record.city, "title": record.title });
            self.enter(compared, subject, known_by);
            self.document(subject, &record.observations, &record.provenance);
        }
        Ok(())
    }

    fn plan_row(&mut self, record: &Plan) -> Result<plan::Model> {
        Ok(plan::Model {
            id: PlanId(self.mint.uuid()),
            city_id: self.directory.city(&record.city)?,
            external_id: None,
            title: record.title.clone(),
            title_text: folded(&record.title, &record.default_locale),
            default_locale: record.default_locale.clone(),
            alternate_titles: LocalizedList(record.alternate_titles.clone()),
            ordinal: record.ordinal,
            period_start: record.period_start.clone(),
            period_end: record.period_end.clone(),
            vision: record.vision.clone(),
            website: record.website.clone(),
            status: record.status,
            origin: origin(record.origin),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        })
    }

    pub(in crate::domain::seed) async fn channels(&mut self, network: &Network) -> Result<()> {
        let records = network.feedback_channels.iter();
        let rows = records.map(|record| self.channel_row(record));
        let rows = rows.collect::<Result<_>>()?;
        let rows = self.store("feedback_channel", rows).await?;
        for (compared, record) in rows.iter().zip(network.feedback_channels.iter()) {
            let subject = Subject {
                kind: SubjectKind::FeedbackChannel,
                id: compared.row.id.0,
                city: Some(compared.row.city_id),
            };
            let known_by = json!({ "city": record.city, "title": record.title });
            self.enter(compared, subject, known_by);
            self.document(subject, &[], &record.provenance);
        }
        Ok(())
    }

    fn channel_row(&mut self, record: &FeedbackChannel) -> Result<feedback_channel::Model> {
        Ok(feedback_channel::Model {
            id: ChannelId(self.mint.uuid()),
            city_id: self.directory.city(&record.city)?,
            external_id: None,
            kind: record.kind,
            title: record.title.clone(),
            title_text: folded(&record.title, &record.default_locale),
            default_locale: record.default_locale.clone(),
            description: record.description.clone(),
            asked: LocalizedList(record.asked.clone()),
            effects: LocalizedList(record.effects.clone()),
            website: record.website.clone(),
            origin: origin(record.origin),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        })
    }
}
