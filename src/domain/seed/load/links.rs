//! Memberships, designations and offices.

use entity::{
    AllianceId, CityId, DesignationId, MembershipId, OfficeHolderId, OrganisationId, Words,
    designation, membership, office_holder, values::SubjectKind,
};
use serde_json::json;

use super::{Loader, Subject};
use crate::domain::{
    error::Result,
    seed::file::{Body, Designation, Membership, Network, OfficeHolder},
};

/// A body as tables point to it: one of the three is set.
type Pointers = (Option<CityId>, Option<OrganisationId>, Option<AllianceId>);

impl Loader<'_> {
    pub(in crate::domain::seed) async fn memberships(&mut self, network: &Network) -> Result<()> {
        let records = network.memberships.iter();
        let rows = records.map(|record| self.membership_row(record));
        let rows = rows.collect::<Result<_>>()?;
        let rows = self.store("membership", rows).await?;
        for (compared, record) in rows.iter().zip(network.memberships.iter()) {
            let subject = Subject {
                kind: SubjectKind::Membership,
                id: compared.row.id.0,
                city: compared.row.city_id,
            };
            let known_by = json!({
                "alliance": record.alliance,
                "member": record.member.to_string(),
                "role": record.role,
            });
            self.enter(compared, subject, known_by);
            self.document(subject, &[], &record.provenance);
        }
        Ok(())
    }

    fn membership_row(&mut self, record: &Membership) -> Result<membership::Model> {
        let (city_id, organisation_id, member_alliance_id) = self.pointers(&record.member)?;
        Ok(membership::Model {
            id: MembershipId(self.mint.uuid()),
            alliance_id: self.directory.alliance(&record.alliance)?,
            city_id,
            organisation_id,
            member_alliance_id,
            role: record.role,
            status: record.status,
            since: record.since.clone(),
            until: record.until.clone(),
            admission_round: record.admission_round.clone(),
            since_sort: String::new(),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        })
    }

    fn pointers(&self, body: &Body) -> Result<Pointers> {
        Ok(match body {
            Body::City(slug) => (Some(self.directory.city(slug)?), None, None),
            Body::Organisation(slug) => (None, self.directory.organisation(Some(slug))?, None),
            Body::Alliance(slug) => (None, None, Some(self.directory.alliance(slug)?)),
        })
    }

    pub(in crate::domain::seed) async fn designations(&mut self, network: &Network) -> Result<()> {
        let records = network.designations.iter();
        let rows = records.map(|record| self.designation_row(record));
        let rows = rows.collect::<Result<_>>()?;
        let rows = self.store("designation", rows).await?;
        for (compared, record) in rows.iter().zip(network.designations.iter()) {
            let subject = Subject {
                kind: SubjectKind::Designation,
                id: compared.row.id.0,
                city: Some(compared.row.city_id),
            };
            let known_by = json!({ "city": record.city, "scheme": record.scheme });
            self.enter(compared, subject, known_by);
            self.document(subject, &[], &record.provenance);
        }
        Ok(())
    }

    fn designation_row(&mut self, record: &Designation) -> Result<designation::Model> {
        let granted_by = record.granted_by.as_deref();
        Ok(designation::Model {
            id: DesignationId(self.mint.uuid()),
            city_id: self.directory.city(&record.city)?,
            scheme_code: record.scheme.clone(),
            granted_by_id: self.directory.organisation(granted_by)?,
            granting_alliance_id: None,
            since: record.since.clone(),
            until: record.until.clone(),
            since_sort: String::new(),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        })
    }

    pub(in crate::domain::seed) async fn office_holders(
        &mut self,
        network: &Network,
    ) -> Result<()> {
        let records = network.office_holders.iter();
        let rows = records.map(|record| self.office_row(record));
        let rows = rows.collect::<Result<_>>()?;
        let rows = self.store("office_holder", rows).await?;
        for (compared, record) in rows.iter().zip(network.office_holders.iter()) {
            let subject = Subject {
                kind: SubjectKind::OfficeHolder,
                id: compared.row.id.0,
                city: compared.row.city_id,
            };
            let known_by = json!({
                "subject": record.subject.to_string(),
                "office": record.office,
            });
            self.enter(compared, subject, known_by);
            self.document(subject, &[], &record.provenance);
        }
        Ok(())
    }

    fn office_row(&mut self, record: &OfficeHolder) -> Result<office_holder::Model> {
        let (city_id, organisation_id, alliance_id) = self.pointers(&record.subject)?;
        Ok(office_holder::Model {
            id: OfficeHolderId(self.mint.uuid()),
            person_name: record.person_name.clone(),
            aliases: Words(record.aliases.clone()),
            office_code: record.office.clone(),
            title: record.title.clone(),
            city_id,
            alliance_id,
            organisation_id,
            since: record.since.clone(),
            until: record.until.clone(),
            as_of: record.as_of.clone(),
            since_sort: String::new(),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        })
    }
}
