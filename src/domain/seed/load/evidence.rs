//! Figures about records, and where records and figures come from.

use entity::{
    Day, ObservationId, ReferenceId, observation, source_reference,
    values::{ReferenceKind, SubjectKind},
};
use serde_json::json;

use super::{Loader, Subject};
use crate::domain::{
    error::Result,
    mint::Mint,
    seed::file::{Observation, Provenance},
};

pub(super) fn reference(
    mint: &mut Mint,
    (subject_kind, subject_id, position): (SubjectKind, &str, i32),
    provenance: &Provenance,
) -> source_reference::Model {
    source_reference::Model {
        id: ReferenceId(mint.uuid()),
        subject_kind,
        subject_id: subject_id.to_owned(),
        field: provenance.field.clone(),
        kind: provenance.kind.unwrap_or(ReferenceKind::Source),
        source_id: provenance.source.clone(),
        url: provenance.url.clone(),
        note: provenance.note.clone(),
        confidence: provenance.confidence,
        retrieved_on: provenance.retrieved_on.map(Day::date),
        position,
    }
}

pub(super) fn observation(
    mint: &mut Mint,
    subject: Subject,
    position: i32,
    figure: &Observation,
) -> observation::Model {
    observation::Model {
        id: ObservationId(mint.uuid()),
        subject_kind: subject.kind,
        subject_id: subject.id,
        measure: figure.measure.clone(),
        measure_code: figure.measure_code.clone(),
        value: figure.value,
        comparator: figure.comparator,
        unit_code: figure.unit.clone(),
        as_of: figure.as_of.clone(),
        period_start: figure.period_start.clone(),
        period_end: figure.period_end.clone(),
        status: figure.status,
        note: figure.note.clone(),
        position,
    }
}

impl Loader<'_> {
    /// Writes the figures and remembers where each of them comes from.
    pub(super) async fn write_observations(&mut self) -> Result<()> {
        let (rows, sources): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.observations).into_iter().unzip();
        let rows = self.store("observation", rows).await?;
        for (compared, provenance) in rows.iter().zip(sources) {
            let row = &compared.row;
            let subject = Subject {
                kind: SubjectKind::Observation,
                id: row.id.0,
                city: None,
            };
            let about = json!({ "subject": row.subject_id, "position": row.position });
            self.enter(compared, subject, about);
            self.cite(subject.kind, &subject.id.to_string(), &provenance);
        }
        Ok(())
    }
}
