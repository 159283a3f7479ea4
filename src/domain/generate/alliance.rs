//! Made-up alliances and their members.

use entity::{
    AllianceId, LocalizedList, MembershipId, PartialDate, alliance, membership,
    values::{AllianceKind, MembershipRole, MembershipStatus, Origin},
};

use super::{
    Maker,
    batch::Batch,
    city::{MadeUp, mark},
    words::{SUBJECTS, Word, localized},
};
use crate::domain::text::folded;

/// How many alliances a network has.
const ALLIANCES: u32 = 60;

impl Maker {
    pub(super) fn alliances(&mut self, cities: &[MadeUp], batch: &mut Batch) {
        for number in 1..=ALLIANCES {
            let row = self.alliance(number);
            self.members(&row, cities, batch);
            batch.alliances.push(row);
        }
    }

    fn alliance(&mut self, number: u32) -> alliance::Model {
        let (_, subject) = self.pick(&SUBJECTS);
        let locale = *self.pick(&["en", "ko", "zh-Hans", "de"]);
        let name = localized(locale, true, |locale| name(locale, subject, number));
        let kinds = [
            AllianceKind::ThematicCluster,
            AllianceKind::RegionalAlliance,
            AllianceKind::NationalAssociation,
        ];
        alliance::Model {
            id: AllianceId(self.mint.uuid()),
            slug: format!("{}-alliance-{number}", mark(self.plan)),
            name_text: folded(&name, locale),
            name,
            default_locale: locale.to_owned(),
            abbreviation: None,
            kind: *self.pick(&kinds),
            parent_id: None,
            city_id: None,
            founded: self.year(),
            scope: None,
            coordinator_id: None,
            website: None,
            vision: None,
            purposes: LocalizedList::default(),
            origin: Origin::Synthetic,
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        }
    }

    fn year(&mut self) -> Option<PartialDate> {
        let year = self.random.u32(1998..=2025).to_string();
        PartialDate::try_from(year).ok()
    }

    /// Each alliance has between a twentieth and a fifth of the cities.
    fn members(&mut self, alliance: &alliance::Model, cities: &[MadeUp], batch: &mut Batch) {
        let percent = self.random.u8(5..=20);
        for city in cities {
            if !self.chance(percent) {
                continue;
            }
            let row = membership::Model {
                id: MembershipId(self.mint.uuid()),
                alliance_id: alliance.id,
                city_id: Some(city.row.id),
                organisation_id: None,
                member_alliance_id: None,
                role: *self.pick(&[MembershipRole::Member, MembershipRole::FoundingMember]),
                status: MembershipStatus::Admitted,
                since: self.year(),
                until: None,
                admission_round: None,
                since_sort: String::new(),
                version: 1,
                created_at: self.now,
                updated_at: self.now,
                deleted_at: None,
            };
            batch.memberships.push(row);
        }
    }
}

fn name(locale: &str, subject: &Word, number: u32) -> String {
    let subject = subject.in_locale(locale);
    match locale {
        "ko" => format!("{subject} 학습도시 연합 {number}"),
        "zh-Hans" => format!("{subject}学习型城市联盟{number}"),
        "de" => format!("Bund lernender Städte {number}: {subject}"),
        _ => format!("Alliance of Learning Cities {number}: {subject}"),
    }
}
