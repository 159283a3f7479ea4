//! What happened to records, for those who own them.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{
    Context, Enum, ID, InputObject, Json, Object, SimpleObject, dataloader::Loader,
};
use chrono::{DateTime, Utc};
use entity::{journal, values::SubjectKind};
use serde_json::Value;
use uuid::Uuid;

use super::values::RecordKind;
use super::{
    connection::{Edge, PageInfo, page_sizes},
    context::ContextExt,
    loader::Source,
    mutation::{requires_scopes, scopes_of},
    node::{id_of, subject_of},
};
use crate::domain::{
    self, Error, Result,
    body::Body,
    history::{Cursor, Filter, Subject, Window},
    page::{Page, size},
    viewer::ReadAudit,
};

/// What happened to a record.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Happening")]
pub enum Happening {
    /// It was created.
    Created,
    /// Some of its fields changed.
    Updated,
    /// It was deleted. Its history stays, and it can be restored.
    Deleted,
    /// It was brought back.
    Restored,
    /// It was published.
    Published,
    /// It was taken back from the public for a time.
    Suspended,
    /// It was archived.
    Archived,
    /// It came, or changed, with a file that the operator loaded.
    Imported,
}

/// One field of a record, before and after.
#[derive(SimpleObject)]
pub struct FieldChange {
    /// The field, as the schema calls it in the record's type; when a secret was
    /// replaced `previousSecretEndsAt`, until when the one before is taken.
    field: String,
    /// What it was; null when it was empty. Another record stands here by its id, a
    /// code or a country by its code, a text by its languages.
    before: Option<Json<Value>>,
    /// What it is, in the same form; null when it is empty.
    after: Option<Json<Value>>,
}

/// Something that happened to a record.
#[derive(Clone)]
pub struct HistoryEntry(Arc<journal::Model>);

/// Something that happened to a record.
#[Object]
impl HistoryEntry {
    /// When.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// What.
    async fn happening(&self) -> Happening {
        self.0.happening.into()
    }

    /// The body that did it, such as `city:kr-hanam`, or `operator`.
    async fn actor(&self) -> &str {
        &self.0.actor
    }

    /// The id of the client through which it was done; null for the operator.
    async fn client(&self) -> Option<&str> {
        self.0.client.as_deref()
    }

    /// The request in which it was done, as the header `x-request-id` named it.
    async fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// What kind of record it happened to.
    async fn kind(&self) -> RecordKind {
        self.0.subject_kind.into()
    }

    /// The id of the record; null for records without one.
    async fn record_id(&self) -> Option<ID> {
        id_of(self.0.subject_kind, self.0.subject_id)
    }

    /// The fields that changed, by name.
    async fn changes(&self) -> Vec<FieldChange> {
        let changes = domain::history::changes(&self.0).into_iter();
        let told = changes.map(|change| FieldChange {
            field: change.field,
            before: change.before.map(Json),
            after: change.after.map(Json),
        });
        told.collect()
    }
}

/// Where the entries come from.
enum Of {
    Record(Subject),
    Log(Filter),
}

/// A page of what happened, the newest first.
pub struct HistoryConnection {
    page: Arc<Page<HistoryEntry>>,
    of: Of,
}

/// A page of what happened, the newest first.
#[Object]
impl HistoryConnection {
    /// The entries with their cursors.
    async fn edges(&self) -> Vec<Edge<HistoryEntry>> {
        let entries = self.page.rows.iter();
        entries
            .map(|entry| Edge {
                cursor: cursor(entry),
                node: entry.clone(),
            })
            .collect()
    }

    /// The entries without their cursors.
    async fn nodes(&self) -> &[HistoryEntry] {
        &self.page.rows
    }

    /// Whether there is more, and the cursors at both ends.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.page.has_next,
            has_previous_page: self.page.has_previous,
            start_cursor: self.page.rows.first().map(cursor),
            end_cursor: self.page.rows.last().map(cursor),
        }
    }

    /// The number of entries on all pages together. Counted only when it is asked
    /// for, with one more statement.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = match &self.of {
            Of::Record(subject) => {
                let count = ctx.reader().load_one(LengthOf(*subject)).await?;
                count.unwrap_or_default()
            }
            Of::Log(filter) => {
                let permit = ctx.viewer().permit::<ReadAudit>()?;
                domain::history::count(ctx.db(), &permit, filter).await?
            }
        };
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }
}

fn cursor(entry: &HistoryEntry) -> String {
    Cursor(entry.0.number).write()
}

fn window(ctx: &Context<'_>, first: Option<i32>, after: Option<&str>) -> Result<Window> {
    Ok(Window {
        first: size("first", first, page_sizes(ctx.limits()))?,
        after: after.map(Cursor::read).transpose()?,
    })
}

/// The history of one record, for those of its owners who may read it.
pub(super) struct History {
    pub(super) subject: (SubjectKind, Uuid),
    pub(super) owners: Vec<Body>,
}

/// Something that has a history.
#[Object]
impl History {
    /// What happened to it, the newest first: who, when, and which fields. Only for
    /// its owner. Requires `audit:read`.
    #[graphql(directive = requires_scopes::apply(scopes_of::<ReadAudit>()))]
    async fn history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many entries: 1 to 100, else 25.")] first: Option<i32>,
        #[graphql(desc = "Only entries behind this cursor.")] after: Option<String>,
    ) -> Option<Result<HistoryConnection>> {
        Some(self.read(ctx, first, after).await)
    }
}

impl History {
    async fn read(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<HistoryConnection> {
        let permit = ctx.viewer().permit::<ReadAudit>()?;
        if !self.owners.contains(&permit.owner()) {
            return Err(Error::NotFound);
        }
        let (kind, id) = self.subject;
        let subject = Subject { kind, id };
        let window = window(ctx, first, after.as_deref())?;
        let page = ctx.reader().load_one(HistoryOf(subject, window)).await?;
        Ok(HistoryConnection {
            page: page.unwrap_or_default(),
            of: Of::Record(subject),
        })
    }
}

/// A page of the history of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct HistoryOf(Subject, Window);

impl Loader<HistoryOf> for Source {
    type Value = Arc<Page<HistoryEntry>>;
    type Error = domain::Error;

    async fn load(&self, keys: &[HistoryOf]) -> Result<HashMap<HistoryOf, Self::Value>> {
        let mut windows: HashMap<Window, Vec<Subject>> = HashMap::new();
        for HistoryOf(subject, window) in keys {
            windows.entry(*window).or_default().push(*subject);
        }
        let mut found = HashMap::new();
        for (window, subjects) in windows {
            for some in subjects.chunks(MOST_PARTS) {
                let pages = domain::history::of_each(self.db(), some, window).await?;
                found.extend(pages.into_iter().map(|(subject, page)| {
                    let page = page.map(|row| HistoryEntry(Arc::new(row)));
                    (HistoryOf(subject, window), Arc::new(page))
                }));
            }
        }
        Ok(found)
    }
}

/// SQLite takes a union of at most 500 parts.
const MOST_PARTS: usize = 200;

/// How long the history of a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct LengthOf(Subject);

impl Loader<LengthOf> for Source {
    type Value = i64;
    type Error = domain::Error;

    async fn load(&self, keys: &[LengthOf]) -> Result<HashMap<LengthOf, i64>> {
        let mut kinds: HashMap<SubjectKind, Vec<Uuid>> = HashMap::new();
        for LengthOf(subject) in keys {
            kinds.entry(subject.kind).or_default().push(subject.id);
        }
        let mut found = HashMap::new();
        for (kind, ids) in kinds {
            let counts = domain::history::count_each(self.db(), kind, &ids).await?;
            let keyed = counts.into_iter();
            found.extend(keyed.map(|(id, count)| (LengthOf(Subject { kind, id }), count)));
        }
        Ok(found)
    }
}

/// Which entries of the audit log. All conditions that are given must hold.
#[derive(InputObject, Default)]
pub struct AuditFilter {
    /// Only what happened to this record, deleted or not.
    record: Option<ID>,
    /// Only what happened to records of these kinds.
    kinds: Option<Vec<RecordKind>>,
    /// Only these happenings.
    happenings: Option<Vec<Happening>>,
}

impl AuditFilter {
    fn read(self) -> Result<Filter> {
        let subject = self.record.as_ref().map(subject_of).transpose()?;
        let kinds = self.kinds.into_iter().flatten();
        let happenings = self.happenings.into_iter().flatten();
        Ok(Filter {
            subject,
            kinds: kinds.map(SubjectKind::from).collect(),
            happenings: happenings.map(entity::values::Happening::from).collect(),
        })
    }
}

pub(super) struct AuditQuery;

#[Object]
impl AuditQuery {
    /// All that happened to what your body owns, the newest first, deleted records
    /// included. Requires `audit:read`.
    #[graphql(directive = requires_scopes::apply(scopes_of::<ReadAudit>()))]
    async fn audit_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many entries: 1 to 100, else 25.")] first: Option<i32>,
        #[graphql(desc = "Only entries behind this cursor.")] after: Option<String>,
        #[graphql(name = "where", desc = "Which entries; all when left out.")] filter: Option<
            AuditFilter,
        >,
    ) -> Option<Result<HistoryConnection>> {
        Some(audit_log(ctx, (first, after), filter.unwrap_or_default()).await)
    }
}

async fn audit_log(
    ctx: &Context<'_>,
    (first, after): (Option<i32>, Option<String>),
    filter: AuditFilter,
) -> Result<HistoryConnection> {
    let permit = ctx.viewer().permit::<ReadAudit>()?;
    let window = window(ctx, first, after.as_deref())?;
    let filter = filter.read()?;
    let page = domain::history::log(ctx.db(), &permit, &filter, window).await?;
    Ok(HistoryConnection {
        page: Arc::new(page.map(|row| HistoryEntry(Arc::new(row)))),
        of: Of::Log(filter),
    })
}
