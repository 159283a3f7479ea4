//! What a city changes of an action, and what must hold of it afterwards.

use chrono::NaiveDate;
use entity::{OrganisationId, feedback_action, values::ActionStatus as Status};

use super::{
    link::Link,
    state::{leads, named},
};
use crate::domain::{
    check::SUMMARY,
    patch::{Patch, Texts},
    problem::{Complaint, Problems},
};

/// What a city changes of an action.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Its id in the city's own system.
    pub external_id: Patch<String>,
    /// What citizens said.
    pub said: Patch<Texts>,
    /// What the city did.
    pub did: Patch<Texts>,
    /// The language in which it is told.
    pub default_locale: Patch<String>,
    /// Who is to do it.
    pub responsible: Patch<OrganisationId>,
    /// The day by which it is to be done.
    pub due_on: Patch<NaiveDate>,
    /// What it changed: all of it.
    pub changes: Patch<Vec<Link>>,
}

impl Edit {
    /// Changes the row; what it points to is looked up elsewhere.
    pub(super) fn apply(self, row: &mut feedback_action::Model) -> Problems {
        let mut problems = Problems::default();
        self.external_id.apply(&mut row.external_id);
        self.said.apply_name(&mut row.said, "said", &mut problems);
        self.did.apply_texts(&mut row.did, "did", &mut problems);
        self.default_locale
            .apply_locale(&mut row.default_locale, "defaultLocale", &mut problems);
        self.responsible.apply(&mut row.responsible_id);
        self.due_on.apply(&mut row.due_on);
        check(row, &mut problems);
        problems
    }

    /// Whom it names, if anybody.
    pub(super) fn organisation(&self) -> Option<OrganisationId> {
        match self.responsible {
            Patch::Set(organisation) => Some(organisation),
            Patch::Keep | Patch::Clear => None,
        }
    }

    /// All changes, if they are to differ.
    pub(super) fn take_changes(&mut self) -> Option<Vec<Link>> {
        match std::mem::take(&mut self.changes) {
            Patch::Keep => None,
            Patch::Clear => Some(Vec::new()),
            Patch::Set(changes) => Some(changes),
        }
    }
}

/// How a city takes an action further.
#[derive(Clone, Debug)]
pub struct Move {
    /// Where it goes.
    pub to: Status,
    /// Why.
    pub reason: Option<Texts>,
    /// The day on which the city comes back to it.
    pub deferred_until: Option<NaiveDate>,
    /// What the city did.
    pub did: Option<Texts>,
}

impl Move {
    pub(super) fn apply(self, row: &mut feedback_action::Model, today: NaiveDate) -> Problems {
        let mut problems = Problems::default();
        let (from, to) = (row.status, self.to);
        problems.demand(leads(from, to), "to", || {
            Complaint::illegal_transition(named(from), named(to))
        });
        row.status = to;
        row.reason = None;
        let patch = |texts: Option<Texts>| texts.map_or(Patch::Keep, Patch::Set);
        patch(self.reason).apply_texts(&mut row.reason, "reason", &mut problems);
        patch(self.did).apply_texts(&mut row.did, "did", &mut problems);
        row.deferred_until = self.deferred_until;
        row.done_on = (to == Status::Done).then_some(today);
        match (to, self.deferred_until) {
            (Status::Deferred, None) => problems.add("deferredUntil", Complaint::required()),
            (Status::Deferred, Some(day)) if day <= today => {
                problems.add("deferredUntil", Complaint::needs_future_day());
            }
            (Status::Deferred, Some(_)) | (_, None) => {}
            (_, Some(_)) => problems.add("deferredUntil", Complaint::not_deferred()),
        }
        check(row, &mut problems);
        problems
    }
}

fn check(row: &feedback_action::Model, problems: &mut Problems) {
    let own = |text: Option<&entity::Localized>| {
        text.is_some_and(|text| text.get(&row.default_locale).is_some())
    };
    let missing = || Complaint::default_locale_missing(&row.default_locale);
    problems.check_external_id(row.external_id.as_deref());
    problems.check_day("dueOn", row.due_on);
    problems.check_day("deferredUntil", row.deferred_until);
    problems.demand(own(Some(&row.said)), "said", missing);
    problems.check_texts("said", Some(&row.said), SUMMARY);
    let tells = row.did.is_none() && row.status != Status::Done || own(row.did.as_ref());
    problems.demand(tells, "did", missing);
    problems.check_texts("did", row.did.as_ref(), SUMMARY);
    let explains = row.reason.is_none() && row.status != Status::Declined;
    problems.demand(explains || own(row.reason.as_ref()), "reason", || {
        Complaint::needs_reason()
    });
    problems.check_texts("reason", row.reason.as_ref(), SUMMARY);
}
