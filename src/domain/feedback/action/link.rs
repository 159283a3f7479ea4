//! What an action changed: programmes, offerings and plans of its city.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::{
    ActionId, ActionLinkId, CityId, Localized, OfferingId, PlanId, ProgrammeId,
    feedback_action_link, feedback_action_programme, offering, plan, programme,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::domain::{
    bulk,
    check::SUMMARY,
    error::Result,
    ids,
    patch::{Patch, Texts},
    problem::{Complaint, Problems},
    record::Fields,
    related,
    writing::Writing,
};

/// The most changes of one action.
const MOST: usize = 50;

/// What an action changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Changed {
    /// A programme.
    Programme(ProgrammeId),
    /// An offering.
    Offering(OfferingId),
    /// A plan.
    Plan(PlanId),
}

/// A change as a city gives it.
#[derive(Clone, Debug)]
pub struct Link {
    /// What was changed.
    pub to: Changed,
    /// How.
    pub note: Option<Texts>,
}

/// A change that was checked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Checked {
    to: Changed,
    note: Option<Localized>,
    /// The programme that is changed by it.
    programme: Option<ProgrammeId>,
}

impl Checked {
    fn told(&self) -> Value {
        let id = match self.to {
            Changed::Programme(id) => id.to_string(),
            Changed::Offering(id) => id.to_string(),
            Changed::Plan(id) => id.to_string(),
        };
        match &self.note {
            Some(note) => json!({ "changed": id, "note": note }),
            None => json!({ "changed": id }),
        }
    }

    fn row(
        &self,
        (writing, action_id): (&Writing, ActionId),
        position: i32,
    ) -> feedback_action_link::Model {
        let mut row = feedback_action_link::Model {
            id: ActionLinkId::new(writing.now()),
            action_id,
            position,
            programme_id: None,
            offering_id: None,
            plan_id: None,
            note: self.note.clone(),
        };
        match self.to {
            Changed::Programme(id) => row.programme_id = Some(id),
            Changed::Offering(id) => row.offering_id = Some(id),
            Changed::Plan(id) => row.plan_id = Some(id),
        }
        row
    }
}

/// As the journal tells it.
pub(super) fn told(links: &[Checked]) -> Fields {
    let links: Vec<Value> = links.iter().map(Checked::told).collect();
    match links.as_slice() {
        [] => Fields::default(),
        _ => Fields::default().with("changes", links),
    }
}

/// Checks what a city gives: each thing is its own, and stands there once.
pub(super) async fn check(
    writing: &Writing,
    (city, given): (CityId, Vec<Link>),
    problems: &mut Problems,
) -> Result<Vec<Checked>> {
    problems.check_length("changes", &given, MOST);
    if given.len() > MOST {
        return Ok(Vec::new());
    }
    let known = Known::of(writing, city, &given).await?;
    let things: Vec<Changed> = given.iter().map(|link| link.to).collect();
    problems.check_distinct("changes", &things);
    let mut checked = Vec::new();
    for (place, link) in given.into_iter().enumerate() {
        let path = format!("changes.{place}");
        let is_there = known.has(link.to);
        problems.demand(is_there, &format!("{path}.changedId"), Complaint::not_found);
        let mut note = None;
        let said = link.note.map_or(Patch::Keep, Patch::Set);
        said.apply_texts(&mut note, &format!("{path}.note"), problems);
        problems.check_texts(&format!("{path}.note"), note.as_ref(), SUMMARY);
        checked.push(Checked {
            programme: known.programme(link.to),
            to: link.to,
            note,
        });
    }
    Ok(checked)
}

/// What of it is there.
struct Known {
    programmes: HashSet<Uuid>,
    offerings: HashMap<OfferingId, ProgrammeId>,
    plans: HashSet<Uuid>,
}

impl Known {
    async fn of(db: &impl ConnectionTrait, city: CityId, given: &[Link]) -> Result<Self> {
        let (mut programmes, mut offerings, mut plans) = (Vec::new(), Vec::new(), Vec::new());
        for link in given {
            match link.to {
                Changed::Programme(id) => programmes.push(id.0),
                Changed::Offering(id) => offerings.push(id.0),
                Changed::Plan(id) => plans.push(id.0),
            }
        }
        macro_rules! own {
            ($table:ident, $wanted:expr) => {{
                let own = Condition::all()
                    .add($table::Column::CityId.eq(city))
                    .add($table::Column::DeletedAt.is_null());
                let column = $table::Column::Id;
                let found = related::there::<$table::Entity>(db, column, $wanted, own).await?;
                found.into_iter().collect()
            }};
        }
        Ok(Self {
            programmes: own!(programme, &programmes),
            offerings: own_offerings(db, city, &offerings).await?,
            plans: own!(plan, &plans),
        })
    }

    fn has(&self, thing: Changed) -> bool {
        match thing {
            Changed::Programme(id) => self.programmes.contains(&id.0),
            Changed::Offering(id) => self.offerings.contains_key(&id),
            Changed::Plan(id) => self.plans.contains(&id.0),
        }
    }

    fn programme(&self, thing: Changed) -> Option<ProgrammeId> {
        match thing {
            Changed::Programme(id) => Some(id),
            Changed::Offering(id) => self.offerings.get(&id).copied(),
            Changed::Plan(_) => None,
        }
    }
}

async fn own_offerings(
    db: &impl ConnectionTrait,
    city: CityId,
    wanted: &[Uuid],
) -> Result<HashMap<OfferingId, ProgrammeId>> {
    use offering::{Column, Entity};
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let these = ids::table_of(wanted, db.get_database_backend());
    let rows = Entity::find()
        .select_only()
        .columns([Column::Id, Column::ProgrammeId])
        .filter(Expr::col(Column::Id).in_subquery(these))
        .filter(Column::CityId.eq(city))
        .filter(Column::DeletedAt.is_null());
    let rows: Vec<(OfferingId, ProgrammeId)> = rows.into_tuple().all(db).await?;
    Ok(rows.into_iter().collect())
}

/// What an action changes as it is, as the journal tells it.
pub(super) async fn told_of(db: &impl ConnectionTrait, action: ActionId) -> Result<Fields> {
    let rows = super::changes(db, &[action]).await?;
    let stored = rows.into_iter().filter_map(|(_, row)| {
        let to = match (row.programme_id, row.offering_id, row.plan_id) {
            (Some(id), None, None) => Changed::Programme(id),
            (None, Some(id), None) => Changed::Offering(id),
            (None, None, Some(id)) => Changed::Plan(id),
            _ => return None,
        };
        Some(Checked {
            to,
            note: row.note,
            programme: None,
        })
    });
    Ok(told(&stored.collect::<Vec<_>>()))
}

/// Writes the changes of an action that has none.
pub(super) async fn add(writing: &Writing, action: ActionId, links: &[Checked]) -> Result<()> {
    let rows = (0..).zip(links);
    let rows = rows.map(|(position, link)| link.row((writing, action), position).into());
    bulk::insert::<feedback_action_link::ActiveModel>(writing, rows.collect()).await?;
    let programmes: BTreeSet<ProgrammeId> =
        links.iter().filter_map(|link| link.programme).collect();
    let rows = programmes.into_iter().map(|programme_id| {
        feedback_action_programme::Model {
            programme_id,
            action_id: action,
        }
        .into()
    });
    bulk::insert::<feedback_action_programme::ActiveModel>(writing, rows.collect()).await
}

/// Writes changes over those that an action had.
pub(super) async fn replace(writing: &Writing, action: ActionId, links: &[Checked]) -> Result<()> {
    use {feedback_action_link as link, feedback_action_programme as of_programme};
    let these = [action.0];
    related::remove::<link::Entity>(writing, link::Column::ActionId, &these).await?;
    let column = of_programme::Column::ActionId;
    related::remove::<of_programme::Entity>(writing, column, &these).await?;
    add(writing, action, links).await
}
