//! The door for a city's own system: many programmes in one call.

use std::collections::{HashMap, HashSet};

use entity::{CityId, ProgrammeId, programme};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    bench::{Bench, Order, hold},
    edit::Edit,
    whole::{Draft, Parts, Whole, keep, read},
};
use crate::domain::{
    error::{Error, Result},
    ids,
    patch::Patch,
    problem::{Complaint, Problems},
    upsert::{Outcome, Policy, Reported},
    viewer::{Permit, WriteProgrammes},
    writing::Writing,
};

/// The most programmes of one call.
const ROWS: usize = 1_000;
/// The most offerings of one call.
const OFFERINGS: usize = 5_000;

/// A programme as the city's own system has it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id there.
    pub external_id: String,
    /// What that system says of it.
    pub edit: Edit,
}

/// Many programmes as the city's own system has them.
#[derive(Clone, Debug)]
pub struct Upsert {
    /// The programmes.
    pub rows: Vec<Row>,
    /// What becomes of the good ones when others are not.
    pub policy: Policy,
    /// Whether what is over is no longer.
    pub revive: bool,
    /// Whether drafts among them become public.
    pub publish: bool,
}

/// A row on its way.
struct Passage {
    external_id: String,
    draft: Option<Draft>,
    problems: Problems,
}

/// Makes and changes many programmes, found by their external ids.
///
/// The number of statements does not grow with the rows, but for the chunks that
/// a database takes at once. What is there already is not written again.
pub async fn upsert(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    upsert: Upsert,
) -> Result<Vec<Reported>> {
    check_size(&upsert.rows)?;
    let policy = upsert.policy;
    let passages = pass(writing, permit, upsert).await?;
    let reported: Vec<Reported> = passages.iter().map(Passage::report).collect();
    if policy == Policy::AllOrNothing && passages.iter().any(Passage::is_refused) {
        return Err(Error::Invalid(Problems::of_rows(reported)));
    }
    let good = passages.into_iter().filter(|passage| !passage.is_refused());
    let drafts = good.filter_map(|passage| passage.draft);
    keep(writing, permit, drafts.collect()).await?;
    Ok(reported)
}

fn check_size(rows: &[Row]) -> Result<()> {
    let mut problems = Problems::default();
    problems.demand(!rows.is_empty(), "rows", Complaint::required);
    problems.check_length("rows", rows, ROWS);
    let offerings: usize = rows.iter().map(|row| row.edit.offerings.len()).sum();
    problems.demand(offerings <= OFFERINGS, "rows", || {
        Complaint::too_many(OFFERINGS)
    });
    problems.into_result()
}

/// Works on every row in memory.
async fn pass(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    upsert: Upsert,
) -> Result<Vec<Passage>> {
    let city = hold(writing, permit).await?;
    let mut stored = stored(writing, city.id, &upsert.rows).await?;
    let mut seen = HashSet::new();
    let (mut passages, mut orders) = (Vec::new(), Vec::new());
    for (place, row) in upsert.rows.into_iter().enumerate() {
        let before = stored.remove(&row.external_id);
        let is_named = before
            .as_ref()
            .is_none_or(|whole| whole.row.external_id.is_some());
        let is_first = seen.insert(row.external_id.clone());
        let is_deleted = before
            .as_ref()
            .is_some_and(|whole| whole.row.deleted_at.is_some());
        let mut passage = Passage::new(row.external_id.clone());
        let at = format!("rows.{place}.externalId");
        passage.problems.demand(is_first, &at, Complaint::twice);
        passage
            .problems
            .demand(!is_deleted, &at, Complaint::kept_by_deleted);
        if !passage.is_refused() {
            let order = Order {
                before,
                edit: row.edit_with_key(is_named),
                publish: upsert.publish,
                again: true,
                revive: upsert.revive,
            };
            orders.push((place, order));
        }
        passages.push(passage);
    }
    let mut bench = Bench::of(writing, city, orders.iter().map(|(_, order)| order)).await?;
    for (place, order) in orders {
        let (draft, problems) = bench.work(order);
        passages[place].draft = Some(draft);
        passages[place]
            .problems
            .extend_at(&format!("rows.{place}"), problems);
    }
    Ok(passages)
}

/// The programmes that are meant, deleted ones too, by external id; one that has none
/// is meant by its own id.
async fn stored(
    db: &impl ConnectionTrait,
    city: CityId,
    rows: &[Row],
) -> Result<HashMap<String, Whole>> {
    let wanted: Vec<String> = rows.iter().map(|row| row.external_id.clone()).collect();
    let these = ids::table_of_codes(&wanted, db.get_database_backend());
    let of_city = programme::Entity::find().filter(programme::Column::CityId.eq(city));
    let named = Expr::col(programme::Column::ExternalId).in_subquery(these);
    let mut found = of_city.clone().filter(named).all(db).await?;
    let own: Vec<Uuid> = wanted.iter().filter_map(|name| own_id(name)).collect();
    if !own.is_empty() {
        let these = ids::table_of(&own, db.get_database_backend());
        let nameless = of_city
            .filter(programme::Column::ExternalId.is_null())
            .filter(Expr::col(programme::Column::Id).in_subquery(these));
        found.extend(nameless.all(db).await?);
    }
    let parts = rows.iter().map(|row| row.edit.parts());
    let parts = parts.fold(Parts::default(), Parts::or);
    let wholes = read(db, found, parts).await?.into_iter();
    let mut keyed = HashMap::new();
    for whole in wholes {
        // An external id comes before the own id of another programme: it was given on purpose.
        keyed.entry(whole.name()).or_insert(whole);
    }
    Ok(keyed)
}

/// The id that a name is, when it is one as we write it.
fn own_id(name: &str) -> Option<Uuid> {
    let id: ProgrammeId = name.parse().ok()?;
    Some(id.0)
}

impl Row {
    /// The edit; a programme that goes by its own id stays without a name.
    fn edit_with_key(self, is_named: bool) -> Edit {
        Edit {
            external_id: if is_named {
                Patch::Set(self.external_id)
            } else {
                Patch::Keep
            },
            ..self.edit
        }
    }
}

impl Passage {
    fn new(external_id: String) -> Self {
        Self {
            external_id,
            draft: None,
            problems: Problems::default(),
        }
    }

    fn is_refused(&self) -> bool {
        !self.problems.is_empty()
    }

    fn report(&self) -> Reported {
        let before = self.draft.as_ref().and_then(|draft| draft.before.as_ref());
        let after = self.draft.as_ref().map(|draft| &draft.after);
        let (outcome, programme) = match &self.draft {
            _ if self.is_refused() => (Outcome::Refused, before),
            Some(draft) if !draft.is_news() => (Outcome::Unchanged, after),
            Some(_) if before.is_some() => (Outcome::Updated, after),
            _ => (Outcome::Created, after),
        };
        Reported {
            external_id: self.external_id.clone(),
            outcome,
            id: programme.map(|whole| whole.row.id.0),
            problems: self.problems.clone(),
        }
    }
}
