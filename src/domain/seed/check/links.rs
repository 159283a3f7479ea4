//! Memberships, designations and offices.

use entity::{PartialDate, values::MembershipStatus};

use super::{Check, Record};
use crate::domain::seed::file::{Body, Designation, Membership, Network, OfficeHolder};

pub(super) fn check(check: &mut Check<'_>, network: &Network) {
    for membership in network.memberships.iter() {
        let name = format!(
            "membership of {} in {}",
            membership.member, membership.alliance
        );
        check_membership(check.record(membership, name), membership);
    }
    for designation in network.designations.iter() {
        let name = format!("designation {} of {}", designation.scheme, designation.city);
        check_designation(check.record(designation, name), designation);
    }
    for office in network.office_holders.iter() {
        let name = format!("office {} of {}", office.office, office.subject);
        check_office(check.record(office, name), office);
    }
}

fn check_membership(mut record: Record<'_, '_>, membership: &Membership) {
    let Membership {
        alliance,
        member,
        role,
        ..
    } = membership;
    record.alliance(alliance);
    record.body(member);
    let itself = *member == Body::Alliance(alliance.clone());
    record.expect(!itself, "an alliance is no member of itself");
    record.term(membership.since.as_ref(), membership.until.as_ref());
    let key = format!("{alliance} {member} {role:?}");
    if is_open(membership) {
        record.unique("the open membership", &key);
    }
    let since = membership.since.as_ref().map_or("", PartialDate::as_str);
    record.unique("the membership", format!("{key} {since}"));
    record.provenance(&membership.provenance);
}

fn is_open(membership: &Membership) -> bool {
    use MembershipStatus::{Admitted, Applied, Inactive, Nominated};
    let running = matches!(membership.status, Applied | Nominated | Admitted | Inactive);
    running && membership.until.is_none()
}

fn check_designation(mut record: Record<'_, '_>, designation: &Designation) {
    record.city(&designation.city);
    record.code("DESIGNATION", &designation.scheme);
    record.organisation(designation.granted_by.as_deref());
    record.term(designation.since.as_ref(), designation.until.as_ref());
    let since = designation.since.as_ref().map_or("", PartialDate::as_str);
    let key = format!("{} {} {since}", designation.scheme, designation.city);
    record.unique("the designation", key);
    record.provenance(&designation.provenance);
}

fn check_office(mut record: Record<'_, '_>, office: &OfficeHolder) {
    record.body(&office.subject);
    record.code("OFFICE", &office.office);
    record.texts("personName", Some(&office.person_name));
    record.texts("title", office.title.as_ref());
    record.term(office.since.as_ref(), office.until.as_ref());
    let since = office.since.as_ref().map_or("", PartialDate::as_str);
    let person = &office.person_name.0;
    let key = format!("{} {} {person:?} {since}", office.office, office.subject);
    record.unique("the office", key);
    record.provenance(&office.provenance);
}

impl Record<'_, '_> {
    fn body(&mut self, body: &Body) {
        let known = self.directory().has_body(body);
        self.expect(known, format!("there is no {body}"));
    }

    fn term(&mut self, since: Option<&PartialDate>, until: Option<&PartialDate>) {
        let days = [since, until].map(|day| day.map(PartialDate::as_str));
        self.span(days[0], days[1], "it");
    }
}
