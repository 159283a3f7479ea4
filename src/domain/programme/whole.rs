//! A programme with all that hangs on it: what is changed and written together.

use std::collections::{BTreeSet, HashMap};

use entity::{
    AllianceId, ProgrammeId, programme, programme_alliance, programme_code,
    values::{Happening, ProgrammeStatus},
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::codes::{self, Codes};
use crate::domain::{
    bulk,
    error::Result,
    offering::run::{self, Run},
    record::{Change, Fields, save_all},
    related::{belonging, remove},
    viewer::{Permit, WriteProgrammes},
    writing::Writing,
};

/// A programme with its codes, its alliances and its offerings.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Whole {
    pub(crate) row: programme::Model,
    pub(super) codes: Codes,
    pub(crate) alliances: BTreeSet<AllianceId>,
    /// The deleted ones, too: their names are taken.
    pub(crate) runs: Vec<Run>,
}

/// Which parts are read; what is not read does not change.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::domain) struct Parts {
    pub(in crate::domain) codes: bool,
    pub(in crate::domain) alliances: bool,
    pub(in crate::domain) runs: bool,
}

/// All of a programme.
pub(super) const EVERYTHING: Parts = Parts {
    codes: true,
    alliances: true,
    runs: true,
};

impl Parts {
    /// What either of them reads.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            codes: self.codes || other.codes,
            alliances: self.alliances || other.alliances,
            runs: self.runs || other.runs,
        }
    }
}

/// A programme as it was and as it is to be.
#[derive(Debug)]
pub(in crate::domain) struct Draft {
    pub(in crate::domain) before: Option<Whole>,
    pub(in crate::domain) after: Whole,
}

impl Whole {
    pub(super) fn new(row: programme::Model) -> Self {
        Self {
            row,
            codes: Codes::new(),
            alliances: BTreeSet::new(),
            runs: Vec::new(),
        }
    }

    /// Whether it has a topic, without which it cannot be public.
    pub(in crate::domain) fn has_topic(&self) -> bool {
        codes::has_topic(&self.codes)
    }

    /// The name by which another system finds it again: its external id, else its id.
    pub(crate) fn name(&self) -> String {
        let external = self.row.external_id.clone();
        external.unwrap_or_else(|| self.row.id.to_string())
    }

    /// Its codes of one list.
    pub(crate) fn codes_of<'a>(&'a self, scheme: &'a str) -> impl Iterator<Item = &'a str> {
        codes::of_list(&self.codes, scheme)
    }

    fn links(&self) -> Fields {
        let told = codes::told(&self.codes);
        let alliances: Vec<String> = self.alliances.iter().map(AllianceId::to_string).collect();
        match alliances.as_slice() {
            [] => told,
            _ => told.with("alliances", alliances),
        }
    }
}

/// Reads what hangs on these programmes; the order stays.
pub(in crate::domain) async fn read(
    db: &impl ConnectionTrait,
    rows: Vec<programme::Model>,
    parts: Parts,
) -> Result<Vec<Whole>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let of = |wanted: bool| if wanted { ids.as_slice() } else { &[] };
    let mut wholes: Vec<Whole> = rows.into_iter().map(Whole::new).collect();
    let places = wholes.iter().enumerate();
    let places: HashMap<ProgrammeId, usize> =
        places.map(|(place, whole)| (whole.row.id, place)).collect();
    let column = programme_code::Column::ProgrammeId;
    let codes = belonging::<programme_code::Entity>(db, column, of(parts.codes)).await?;
    for row in codes {
        if let Some(scheme) = codes::scheme(&row.scheme) {
            wholes[places[&row.programme_id]]
                .codes
                .insert((scheme, row.code));
        }
    }
    let column = programme_alliance::Column::ProgrammeId;
    let frames = belonging::<programme_alliance::Entity>(db, column, of(parts.alliances)).await?;
    for row in frames {
        wholes[places[&row.programme_id]]
            .alliances
            .insert(row.alliance_id);
    }
    for run in run::of_programmes(db, of(parts.runs)).await? {
        wholes[places[&run.row.programme_id]].runs.push(run);
    }
    Ok(wholes)
}

impl Draft {
    /// Whether anything of it differs.
    pub(in crate::domain) fn is_news(&self) -> bool {
        self.before.as_ref() != Some(&self.after)
    }

    fn change(&self) -> Change<programme::Model> {
        let is_public = |whole: &Whole| whole.row.status == ProgrammeStatus::Published;
        let before = self.before.as_ref();
        Change {
            before: before.map(|before| before.row.clone()),
            after: self.after.row.clone(),
            happening: match before {
                None => Happening::Created,
                Some(before) if !is_public(before) && is_public(&self.after) => {
                    Happening::Published
                }
                Some(_) => Happening::Updated,
            },
            links: (
                before.map(Whole::links).unwrap_or_default(),
                self.after.links(),
            ),
        }
    }
}

/// Writes programmes and all that hangs on them, as far as it differs.
pub(in crate::domain) async fn keep(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    mut drafts: Vec<Draft>,
) -> Result<()> {
    drafts.retain(Draft::is_news);
    save_all(writing, permit, drafts.iter().map(Draft::change).collect()).await?;
    keep_codes(writing, &drafts).await?;
    keep_alliances(writing, &drafts).await?;
    let runs = drafts.into_iter().flat_map(|draft| {
        let mut before: HashMap<_, _> = draft
            .before
            .into_iter()
            .flat_map(|whole| whole.runs)
            .map(|run| (run.row.id, run))
            .collect();
        let after = draft.after.runs.into_iter();
        after
            .map(move |run| (before.remove(&run.row.id), run))
            .collect::<Vec<_>>()
    });
    run::keep(writing, permit, runs.collect()).await
}

async fn keep_codes(writing: &Writing, drafts: &[Draft]) -> Result<()> {
    let (old, new) = moved(drafts, |whole| &whole.codes);
    remove::<programme_code::Entity>(writing, programme_code::Column::ProgrammeId, &old).await?;
    let rows = new.flat_map(|whole| {
        whole
            .codes
            .iter()
            .map(|(scheme, code)| programme_code::Model {
                programme_id: whole.row.id,
                scheme: (*scheme).to_owned(),
                code: code.clone(),
            })
    });
    bulk::insert(
        writing,
        rows.map(programme_code::ActiveModel::from).collect(),
    )
    .await
}

async fn keep_alliances(writing: &Writing, drafts: &[Draft]) -> Result<()> {
    let (old, new) = moved(drafts, |whole| &whole.alliances);
    remove::<programme_alliance::Entity>(writing, programme_alliance::Column::ProgrammeId, &old)
        .await?;
    let rows = new.flat_map(|whole| {
        whole
            .alliances
            .iter()
            .map(|alliance| programme_alliance::Model {
                programme_id: whole.row.id,
                alliance_id: *alliance,
            })
    });
    bulk::insert(
        writing,
        rows.map(programme_alliance::ActiveModel::from).collect(),
    )
    .await
}

/// Programmes of which a part differs: those that had some of it, and all of them
/// as they are to be.
fn moved<'a, T: PartialEq + Default + 'a>(
    drafts: &'a [Draft],
    part: impl Fn(&Whole) -> &T + Copy + 'a,
) -> (Vec<Uuid>, impl Iterator<Item = &'a Whole>) {
    let nothing = T::default();
    let differs =
        move |draft: &&Draft| draft.before.as_ref().map_or(&nothing, part) != part(&draft.after);
    let moved: Vec<&Draft> = drafts.iter().filter(differs).collect();
    let had = moved.iter().filter(|draft| draft.before.is_some());
    let had = had.map(|draft| draft.after.row.id.0).collect();
    (had, moved.into_iter().map(|draft| &draft.after))
}
