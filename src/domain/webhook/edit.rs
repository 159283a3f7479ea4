//! How a body makes, changes, stops and ends its webhooks.

use chrono::TimeDelta;
use entity::{
    WebhookId, Words,
    values::{Happening, SubjectKind, WebhookPause, WebhookStatus},
    webhook, webhook_delivery, webhook_progress, webhook_secret,
};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
    prelude::Json, sea_query::Expr,
};

use super::{
    event::EventType,
    of_body,
    secret::{self, Secret},
    send,
    target::Targets,
};
use crate::domain::{
    body::{self, Body},
    change,
    error::Result,
    journal,
    patch::Patch,
    problem::{Complaint, Problems},
    record::{self, Fields, Target, unlinked},
    viewer::{ManageWebhooks, Permit},
    writing::Writing,
};

/// Characters in an address.
const ADDRESS: usize = 2_000;
/// Characters in a label.
const LABEL: usize = 120;
/// Kinds and bodies that a filter may name.
const NAMED: usize = 100;
/// Characters in a selection.
const SELECTION: usize = 8_000;
/// The longest that an old secret goes on beside the new one.
const LONGEST_OVERLAP: TimeDelta = TimeDelta::days(30);

/// What the operator lets webhooks do.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Where they may lead.
    pub targets: Targets,
    /// How many a body may have.
    pub most: u64,
}

/// What a body changes of a webhook.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// What people call it.
    pub label: Patch<String>,
    /// Where it leads.
    pub url: Patch<String>,
    /// Only events of these types.
    pub event_types: Patch<Vec<EventType>>,
    /// Only changes of these kinds of records.
    pub kinds: Patch<Vec<SubjectKind>>,
    /// Only changes of what belongs to these bodies.
    pub bodies: Patch<Vec<Body>>,
    /// What to tell of a change, in GraphQL.
    pub selection: Patch<String>,
    /// What is known to be wrong with it before.
    pub known: Problems,
}

impl Edit {
    fn apply(self, row: &mut webhook::Model, rules: Rules) -> Problems {
        let mut problems = self.known;
        let words = |words: Vec<String>| Words(words);
        let types = |types: Vec<EventType>| types.iter().map(EventType::to_string).collect();
        let kinds = |kinds: Vec<SubjectKind>| kinds.iter().map(ActiveEnum::to_value).collect();
        let bodies = |bodies: Vec<Body>| bodies.into_iter().map(Body::global_id).collect();
        self.label.apply(&mut row.label);
        self.url.apply_to(&mut row.url, "url", &mut problems);
        let event_types = self.event_types.map(types).map(words);
        event_types.apply_or_default(&mut row.event_types);
        let kinds = self.kinds.map(kinds).map(words);
        kinds.apply_or_default(&mut row.kinds);
        let bodies = self.bodies.map(bodies).map(words);
        bodies.apply_or_default(&mut row.bodies);
        self.selection.apply(&mut row.selection);
        check(row, rules, &mut problems);
        problems
    }
}

fn check(row: &webhook::Model, rules: Rules, problems: &mut Problems) {
    problems.check_text("label", row.label.as_deref(), LABEL);
    problems.check_text("url", Some(&row.url), ADDRESS);
    if let Err(refused) = rules.targets.read(&row.url) {
        problems.add("url", refused.complaint());
    }
    problems.check_words("eventTypes", &row.event_types, NAMED);
    problems.check_words("types", &row.kinds, NAMED);
    problems.check_words("bodies", &row.bodies, NAMED);
    problems.check_text("selection", row.selection.as_deref(), SELECTION);
}

/// Makes a webhook of the permit's body, told of all that comes from now on, and
/// its secret, which is shown only now.
pub async fn create(
    writing: &Writing,
    permit: &Permit<ManageWebhooks>,
    edit: Edit,
    rules: Rules,
) -> Result<(webhook::Model, Secret)> {
    let mut row = blank(writing, permit);
    let mut problems = edit.apply(&mut row, rules);
    body::hold(writing, permit.owner()).await?;
    let count = of_body(permit.owner()).count(writing).await?;
    problems.demand(count < rules.most, "", || Complaint::too_many(rules.most));
    problems.into_result()?;
    let webhook = record::insert(writing, permit, row, Fields::default()).await?;
    let secret = secret::add(writing, webhook.id).await?;
    let progress = webhook_progress::ActiveModel {
        webhook_id: Set(webhook.id),
        number: Set(change::reach(writing).await?.last),
        dead_in_a_row: Set(0),
    };
    progress.insert(writing).await?;
    Ok((webhook, secret))
}

fn blank(writing: &Writing, permit: &Permit<ManageWebhooks>) -> webhook::Model {
    let (city_id, alliance_id, organisation_id) = match permit.owner() {
        Body::City(id) => (Some(id), None, None),
        Body::Alliance(id) => (None, Some(id), None),
        Body::Organisation(id) => (None, None, Some(id)),
    };
    let mut row = webhook::Model {
        id: WebhookId::new(writing.now()),
        city_id,
        alliance_id,
        organisation_id,
        label: None,
        url: String::new(),
        event_types: Words::default(),
        kinds: Words::default(),
        bodies: Words::default(),
        selection: None,
        status: WebhookStatus::Active,
        paused_because: None,
        actor: String::new(),
        client: None,
        scopes: String::new(),
        version: 1,
        created_at: writing.now(),
        updated_at: writing.now(),
        deleted_at: None,
    };
    take_rights(&mut row, permit);
    row
}

/// A webhook has the rights of the token that last said where it leads and what
/// it tells: else one could have another's drafts sent to oneself.
fn take_rights(row: &mut webhook::Model, permit: &Permit<ManageWebhooks>) {
    permit.actor().clone_into(&mut row.actor);
    row.client = permit.client().map(str::to_owned);
    row.scopes = permit.scopes().map(ToString::to_string).unwrap_or_default();
}

/// Changes a webhook of the permit's body.
pub async fn update(
    writing: &Writing,
    permit: &Permit<ManageWebhooks>,
    target: Target<WebhookId>,
    (edit, rules): (Edit, Rules),
) -> Result<webhook::Model> {
    let before: webhook::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    edit.apply(&mut after, rules).into_result()?;
    take_rights(&mut after, permit);
    let change = (before, after);
    record::save(writing, permit, change, Happening::Updated, unlinked()).await
}

/// Stops a webhook until it is resumed; nothing is lost.
pub async fn pause(
    writing: &Writing,
    permit: &Permit<ManageWebhooks>,
    target: Target<WebhookId>,
) -> Result<webhook::Model> {
    let before: webhook::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    after.status = WebhookStatus::Paused;
    after.paused_because = Some(WebhookPause::Asked);
    let change = (before, after);
    record::save(writing, permit, change, Happening::Updated, unlinked()).await
}

/// Lets a webhook go on where it stood, or with what comes from now on. Where it
/// stood must still be in the journal.
pub async fn resume(
    writing: &Writing,
    permit: &Permit<ManageWebhooks>,
    target: Target<WebhookId>,
    skips_missed: bool,
) -> Result<webhook::Model> {
    let before: webhook::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    after.status = WebhookStatus::Active;
    after.paused_because = None;
    take_rights(&mut after, permit);
    let mut progress = webhook_progress::Entity::update_many()
        .col_expr(webhook_progress::Column::DeadInARow, Expr::value(0))
        .filter(webhook_progress::Column::WebhookId.eq(before.id));
    if skips_missed {
        let last = change::reach(writing).await?.last;
        progress = progress.col_expr(webhook_progress::Column::Number, Expr::value(last));
        send::give_up_all(writing, before.id, writing.now()).await?;
    } else {
        check_is_known(writing, before.id).await?;
        send::hurry(writing, before.id, writing.now()).await?;
    }
    progress.exec(writing).await?;
    let change = (before, after);
    record::save(writing, permit, change, Happening::Updated, unlinked()).await
}

/// Checks that nothing was cleared away of what a webhook has yet to be told.
async fn check_is_known(writing: &Writing, webhook: WebhookId) -> Result<()> {
    let horizon = journal::held_horizon(writing).await?;
    let progress = webhook_progress::Entity::find_by_id(webhook);
    let is_known = match progress.one(writing).await? {
        Some(progress) => progress.number >= horizon,
        None => true,
    };
    let mut problems = Problems::default();
    problems.demand(is_known, "skipMissed", Complaint::missed_for_good);
    problems.into_result()
}

/// Makes a new secret. Both sign for `overlap`; then the one before it ends.
pub async fn rotate(
    writing: &Writing,
    permit: &Permit<ManageWebhooks>,
    target: Target<WebhookId>,
    overlap: TimeDelta,
) -> Result<(webhook::Model, Secret)> {
    let webhook: webhook::Model = record::own(writing, permit, target).await?;
    let mut problems = Problems::default();
    let hours = (0, LONGEST_OVERLAP.num_hours());
    problems.check_range("overlapHours", Some(overlap.num_hours()), hours);
    problems.into_result()?;
    let ends = writing.now() + overlap;
    secret::replace(writing, webhook.id, ends).await?;
    let secret = secret::add(writing, webhook.id).await?;
    let ends = Json::from(ends.to_rfc3339());
    let links = (
        Fields::default(),
        Fields::default().with("previousSecretEndsAt", ends),
    );
    let change = (webhook.clone(), webhook);
    let webhook = record::save(writing, permit, change, Happening::Updated, links).await?;
    Ok((webhook, secret))
}

/// Ends a webhook for good: its secrets and its log go, its history stays.
pub async fn delete(
    writing: &Writing,
    permit: &Permit<ManageWebhooks>,
    target: Target<WebhookId>,
) -> Result<webhook::Model> {
    let webhook: webhook::Model = record::delete(writing, permit, target).await?;
    webhook_secret::Entity::delete_many()
        .filter(webhook_secret::Column::WebhookId.eq(webhook.id))
        .exec(writing)
        .await?;
    webhook_delivery::Entity::delete_many()
        .filter(webhook_delivery::Column::WebhookId.eq(webhook.id))
        .exec(writing)
        .await?;
    Ok(webhook)
}
