//! Where a theme was heard: questions of published results, and sessions.

use std::collections::HashSet;

use entity::{
    CityId, EvidenceId, FeedbackSessionId, Localized, SnapshotId, ThemeId, feedback_evidence,
    feedback_session, snapshot_question, survey_snapshot,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
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

/// The most pieces of evidence of one theme.
const MOST: usize = 50;

/// Where something was heard.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Heard {
    /// At a question of published results.
    Question(SnapshotId, String),
    /// At a session.
    Session(FeedbackSessionId),
}

/// A piece of evidence as a city gives it.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Where it was heard.
    pub heard: Heard,
    /// What was said there.
    pub note: Option<Texts>,
}

/// A piece of evidence that was checked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    heard: Heard,
    note: Option<Localized>,
}

impl Piece {
    fn stored(row: feedback_evidence::Model) -> Option<Self> {
        let heard = match (row.snapshot_id, row.question_key, row.session_id) {
            (Some(snapshot), Some(key), None) => Heard::Question(snapshot, key),
            (None, None, Some(session)) => Heard::Session(session),
            _ => return None,
        };
        Some(Self {
            heard,
            note: row.note,
        })
    }

    fn row(self, (now, theme_id): (&Writing, ThemeId), position: i32) -> feedback_evidence::Model {
        let (snapshot_id, question_key, session_id) = match self.heard {
            Heard::Question(snapshot, key) => (Some(snapshot), Some(key), None),
            Heard::Session(session) => (None, None, Some(session)),
        };
        feedback_evidence::Model {
            id: EvidenceId::new(now.now()),
            theme_id,
            position,
            snapshot_id,
            question_key,
            session_id,
            note: self.note,
        }
    }

    fn told(&self) -> Value {
        let mut told = match &self.heard {
            Heard::Question(snapshot, key) => {
                json!({ "source": snapshot.to_string(), "questionKey": key })
            }
            Heard::Session(session) => json!({ "source": session.to_string() }),
        };
        if let Some(note) = &self.note {
            told["note"] = json!(note);
        }
        told
    }
}

/// As the journal tells it.
pub(super) fn told(pieces: &[Piece]) -> Fields {
    let pieces: Vec<Value> = pieces.iter().map(Piece::told).collect();
    Fields::default().with("evidence", pieces)
}

/// Checks evidence that a city gives: at least one piece, each the city's own.
pub(super) async fn check(
    writing: &Writing,
    (city, given): (CityId, Vec<Evidence>),
    problems: &mut Problems,
) -> Result<Vec<Piece>> {
    problems.demand(!given.is_empty(), "evidence", Complaint::required);
    problems.check_length("evidence", &given, MOST);
    if given.len() > MOST {
        return Ok(Vec::new());
    }
    let known = Known::of(writing, city, &given).await?;
    let heard: Vec<&Heard> = given.iter().map(|piece| &piece.heard).collect();
    problems.check_distinct("evidence", &heard);
    let mut pieces = Vec::new();
    for (place, piece) in given.into_iter().enumerate() {
        let path = format!("evidence.{place}");
        known.demand(&piece.heard, &path, problems);
        let mut note = None;
        let said = piece.note.map_or(Patch::Keep, Patch::Set);
        said.apply_texts(&mut note, &format!("{path}.note"), problems);
        problems.check_texts(&format!("{path}.note"), note.as_ref(), SUMMARY);
        pieces.push(Piece {
            heard: piece.heard,
            note,
        });
    }
    Ok(pieces)
}

/// What of the evidence is there.
struct Known {
    sessions: HashSet<Uuid>,
    snapshots: HashSet<Uuid>,
    questions: HashSet<(SnapshotId, String)>,
}

impl Known {
    async fn of(db: &impl ConnectionTrait, city: CityId, given: &[Evidence]) -> Result<Self> {
        let (mut sessions, mut snapshots) = (Vec::new(), Vec::new());
        for piece in given {
            match &piece.heard {
                Heard::Question(id, _) => snapshots.push(id.0),
                Heard::Session(id) => sessions.push(id.0),
            }
        }
        let sessions = own_sessions(db, city, &sessions).await?;
        let snapshots = own_snapshots(db, city, &snapshots).await?;
        let questions = questions_of(db, &snapshots).await?;
        Ok(Self {
            sessions: sessions.into_iter().collect(),
            snapshots: snapshots.into_iter().collect(),
            questions: questions.into_iter().collect(),
        })
    }

    fn demand(&self, heard: &Heard, path: &str, problems: &mut Problems) {
        let source = format!("{path}.sourceId");
        match heard {
            Heard::Session(id) => {
                let is_there = self.sessions.contains(&id.0);
                problems.demand(is_there, &source, Complaint::not_found);
            }
            Heard::Question(id, _) if !self.snapshots.contains(&id.0) => {
                problems.add(&source, Complaint::not_found());
            }
            Heard::Question(_, key) if key.is_empty() => {
                problems.add(&format!("{path}.questionKey"), Complaint::required());
            }
            Heard::Question(id, key) => {
                let is_there = self.questions.contains(&(*id, key.clone()));
                problems.demand(is_there, &format!("{path}.questionKey"), || {
                    Complaint::not_found()
                });
            }
        }
    }
}

/// Held, so that nobody deletes one meanwhile.
async fn own_sessions(
    db: &impl ConnectionTrait,
    city: CityId,
    wanted: &[Uuid],
) -> Result<Vec<Uuid>> {
    use feedback_session::{Column, Entity};
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let these = ids::table_of(wanted, db.get_database_backend());
    let own = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Expr::col(Column::Id).in_subquery(these))
        .filter(Column::CityId.eq(city))
        .filter(Column::DeletedAt.is_null())
        .lock_shared();
    Ok(own.into_tuple().all(db).await?)
}

async fn own_snapshots(
    db: &impl ConnectionTrait,
    city: CityId,
    wanted: &[Uuid],
) -> Result<Vec<Uuid>> {
    use survey_snapshot::{Column, Entity};
    let own = Condition::all()
        .add(Column::CityId.eq(city))
        .add(Column::DeletedAt.is_null());
    related::there::<Entity>(db, Column::Id, wanted, own).await
}

async fn questions_of(
    db: &impl ConnectionTrait,
    snapshots: &[Uuid],
) -> Result<Vec<(SnapshotId, String)>> {
    use snapshot_question::{Column, Entity};
    if snapshots.is_empty() {
        return Ok(Vec::new());
    }
    let these = ids::table_of(snapshots, db.get_database_backend());
    let keys = Entity::find()
        .select_only()
        .columns([Column::SnapshotId, Column::Key])
        .filter(Expr::col(Column::SnapshotId).in_subquery(these));
    Ok(keys.into_tuple().all(db).await?)
}

/// The evidence of each of these themes, in its order.
pub(super) async fn of_each(
    db: &impl ConnectionTrait,
    themes: &[Uuid],
) -> Result<Vec<feedback_evidence::Model>> {
    use feedback_evidence::{Column, Entity};
    let these = ids::table_of(themes, db.get_database_backend());
    let rows = Entity::find()
        .filter(Expr::col(Column::ThemeId).in_subquery(these))
        .order_by_asc(Column::Position);
    Ok(rows.all(db).await?)
}

/// The evidence of one theme.
pub(super) async fn of(db: &impl ConnectionTrait, theme: ThemeId) -> Result<Vec<Piece>> {
    let rows = of_each(db, &[theme.0]).await?;
    Ok(rows.into_iter().filter_map(Piece::stored).collect())
}

/// Writes the evidence of a theme that has none.
pub(super) async fn add(writing: &Writing, theme: ThemeId, pieces: Vec<Piece>) -> Result<()> {
    let rows = (0..).zip(pieces);
    let rows = rows.map(|(position, piece)| piece.row((writing, theme), position).into());
    bulk::insert::<feedback_evidence::ActiveModel>(writing, rows.collect()).await
}

/// Writes evidence over what a theme had.
pub(super) async fn replace(writing: &Writing, theme: ThemeId, pieces: Vec<Piece>) -> Result<()> {
    let column = feedback_evidence::Column::ThemeId;
    related::remove::<feedback_evidence::Entity>(writing, column, &[theme.0]).await?;
    add(writing, theme, pieces).await
}

/// Whether a session of this theme was deleted.
pub(super) async fn has_lost(db: &impl ConnectionTrait, theme: ThemeId) -> Result<bool> {
    use sea_orm::PaginatorTrait;
    let gone = Query::select()
        .column(feedback_session::Column::Id)
        .from(feedback_session::Entity)
        .and_where(Expr::col(feedback_session::Column::DeletedAt).is_not_null())
        .to_owned();
    let lost = feedback_evidence::Entity::find()
        .filter(feedback_evidence::Column::ThemeId.eq(theme))
        .filter(feedback_evidence::Column::SessionId.in_subquery(gone));
    Ok(lost.count(db).await? > 0)
}
