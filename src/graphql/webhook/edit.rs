//! How a body makes, changes, stops and ends its webhooks.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, SimpleObject};
use chrono::TimeDelta;
use entity::{WebhookId, values::SubjectKind, webhook, webhook_delivery};

use super::{Webhook, WebhookDelivery, selection::problem};
use crate::{
    domain::{
        self, Error, Result,
        patch::Patch,
        problem::{Complaint, Problems},
        record::Target,
        viewer::ManageWebhooks,
        webhook::{Edit, EventType, Rules, Secret},
    },
    graphql::{
        change,
        context::ContextExt,
        filter::read_id,
        mutation::{
            DeletePayload, Payload, UserError,
            input::{Asked, id_inputs},
            mutations, told,
        },
        values::{RecordKind, WebhookEventType},
    },
};

/// Hours that a replaced secret goes on when the request does not say.
const OVERLAP_HOURS: i32 = 24;

/// What may be said of a webhook.
#[derive(InputObject)]
pub struct WebhookFields {
    /// What people call it.
    label: MaybeUndefined<String>,
    /// Only events of these types; all when left out or empty.
    event_types: MaybeUndefined<Vec<WebhookEventType>>,
    /// Only changes of these kinds of records; all when left out or empty.
    types: MaybeUndefined<Vec<RecordKind>>,
    /// Only changes of what belongs to these cities, alliances and organisations, or
    /// concerns them: their ids; all when left out or empty.
    bodies: MaybeUndefined<Vec<ID>>,
    /// What to tell of a `Change`, in GraphQL, such as
    /// `{ recordId isGone record { ... on Programme { title } } }`: it becomes the
    /// `data` of the event, read with your rights when it is sent.
    selection: MaybeUndefined<String>,
}

impl WebhookFields {
    fn read(self, url: Patch<String>, ctx: &Context<'_>) -> Result<Edit> {
        let event_types = self.event_types.patch();
        let bodies = match self.bodies.patch() {
            Patch::Keep => Patch::Keep,
            Patch::Clear => Patch::Clear,
            Patch::Set(ids) => Patch::Set(change::filter(None, Some(ids))?.bodies),
        };
        let selection = self.selection.patch();
        let mut known = Problems::default();
        if let Patch::Set(text) = &selection {
            let problem = problem(ctx.engine(), text).map(Complaint::no_selection);
            known.add_option("selection", problem);
        }
        Ok(Edit {
            label: self.label.patch(),
            url,
            event_types: event_types.map(|types| types.into_iter().map(EventType::from).collect()),
            kinds: self
                .types
                .patch()
                .map(|kinds| kinds.into_iter().map(SubjectKind::from).collect()),
            bodies,
            selection,
            known,
        })
    }
}

/// The webhook to make. It belongs to the body of your token.
#[derive(InputObject)]
pub struct WebhookCreateInput {
    /// The address that deliveries go to: https, at a public address.
    url: String,
    #[graphql(flatten)]
    fields: WebhookFields,
}

/// What to change of a webhook.
#[derive(InputObject)]
pub struct WebhookUpdateInput {
    /// The webhook.
    id: ID,
    /// The address that deliveries go to: https, at a public address.
    url: MaybeUndefined<String>,
    #[graphql(flatten)]
    fields: WebhookFields,
}

/// The webhook that goes on.
#[derive(InputObject)]
pub struct WebhookResumeInput {
    /// The webhook.
    id: ID,
    /// Whether to leave out what happened in the meantime; else it is told now.
    skip_missed: Option<bool>,
}

/// The webhook that gets a new secret.
#[derive(InputObject)]
pub struct WebhookRotateSecretInput {
    /// The webhook.
    id: ID,
    /// For how many hours the secret that it has now signs as well: 0 to 720, else 24.
    overlap_hours: Option<i32>,
}

/// What to send again.
#[derive(InputObject)]
pub struct WebhookRedeliverInput {
    /// The webhook.
    id: ID,
    /// Which of its deliveries, arrived or not; all that were given up when left out.
    delivery_id: Option<ID>,
}

id_inputs! {
    /// The webhook to stop.
    WebhookPauseInput of WebhookId;
    /// The webhook to end.
    WebhookDeleteInput of WebhookId;
    /// The webhook to test.
    WebhookTestInput of WebhookId;
}

fn target(id: &ID, expected_version: Option<i32>) -> Result<Target<WebhookId>> {
    Ok(Target {
        id: read_id(id)?,
        expected_version,
    })
}

fn rules(ctx: &Context<'_>) -> Rules {
    Rules {
        targets: ctx.app().webhook_targets(),
        most: ctx.limits().webhooks,
    }
}

/// A webhook and its new secret.
#[derive(SimpleObject)]
pub struct WebhookSecretPayload {
    /// The webhook; null when there is something to mend.
    webhook: Option<Webhook>,
    /// The secret, as the libraries of Standard Webhooks take it. Keep it now: it is
    /// shown once, and null when an answer is repeated for its idempotency key.
    secret: Option<String>,
    /// What to mend in the input. Empty when it worked.
    user_errors: Vec<UserError>,
}

impl Payload for WebhookSecretPayload {
    type Done = (webhook::Model, Secret);

    async fn done(ctx: &Context<'_>, (webhook, secret): Self::Done) -> Result<Self> {
        let transaction = ctx.transaction().ok_or(Error::Unauthenticated)?;
        transaction.hide(secret.reveal());
        Ok(Self {
            webhook: Some(Webhook(webhook)),
            secret: Some(secret.reveal().to_owned()),
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self {
            webhook: None,
            secret: None,
            user_errors: told(ctx, problems),
        })
    }
}

/// What came of changing a webhook.
#[derive(SimpleObject)]
pub struct WebhookPayload {
    /// The webhook as it is now; null when there is something to mend.
    webhook: Option<Webhook>,
    /// What to mend in the input. Empty when it worked.
    user_errors: Vec<UserError>,
}

impl Payload for WebhookPayload {
    type Done = webhook::Model;

    async fn done(_: &Context<'_>, webhook: webhook::Model) -> Result<Self> {
        Ok(Self {
            webhook: Some(Webhook(webhook)),
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self {
            webhook: None,
            user_errors: told(ctx, problems),
        })
    }
}

/// What came of a test.
#[derive(SimpleObject)]
pub struct WebhookTestPayload {
    /// The delivery, which is on its way; null when there is something to mend.
    delivery: Option<WebhookDelivery>,
    /// What to mend in the input. Empty when it worked.
    user_errors: Vec<UserError>,
}

impl Payload for WebhookTestPayload {
    type Done = webhook_delivery::Model;

    async fn done(_: &Context<'_>, delivery: webhook_delivery::Model) -> Result<Self> {
        Ok(Self {
            delivery: Some(WebhookDelivery(delivery.into())),
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self {
            delivery: None,
            user_errors: told(ctx, problems),
        })
    }
}

/// What came of sending again.
#[derive(SimpleObject)]
pub struct WebhookRedeliverPayload {
    /// The webhook; null when there is something to mend.
    webhook: Option<Webhook>,
    /// How many deliveries are on their way again.
    redelivered: i32,
    /// What to mend in the input. Empty when it worked.
    user_errors: Vec<UserError>,
}

impl Payload for WebhookRedeliverPayload {
    type Done = (webhook::Model, u64);

    async fn done(_: &Context<'_>, (webhook, sent): Self::Done) -> Result<Self> {
        Ok(Self {
            webhook: Some(Webhook(webhook)),
            redelivered: i32::try_from(sent).unwrap_or(i32::MAX),
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self {
            webhook: None,
            redelivered: 0,
            user_errors: told(ctx, problems),
        })
    }
}

mutations! {
    /// What a body does with its own webhooks.
    WebhookMutation;
    /// Makes a webhook of your body, told of what happens from now on, and its secret.
    /// It sees what your token sees. Requires `webhook:manage`.
    creates webhook_create(WebhookCreateInput) -> WebhookSecretPayload, by ManageWebhooks:
        |writing, permit, input, in ctx| {
            let edit = input.fields.read(Patch::Set(input.url), ctx)?;
            domain::webhook::create(writing, permit, edit, rules(ctx)).await
        };
    /// Changes a webhook of your body; from then on it sees what your token sees.
    /// Requires `webhook:manage`.
    changes webhook_update(WebhookUpdateInput) -> WebhookPayload, by ManageWebhooks:
        |writing, permit, input, version, in ctx| {
            let target = target(&input.id, version)?;
            let edit = input.fields.read(input.url.patch(), ctx)?;
            domain::webhook::update(writing, permit, target, (edit, rules(ctx))).await
        };
    /// Stops a webhook until it is resumed. Nothing is lost. Requires `webhook:manage`.
    changes webhook_pause(WebhookPauseInput) -> WebhookPayload, by ManageWebhooks:
        |writing, permit, input, version| {
            domain::webhook::pause(writing, permit, input.target(version)?).await
        };
    /// Lets a webhook go on where it stood; it sees what your token sees. When the
    /// network no longer knows all that it missed (`journal_days` of
    /// `serviceLimits`), only with `skipMissed`. Requires `webhook:manage`.
    changes webhook_resume(WebhookResumeInput) -> WebhookPayload, by ManageWebhooks:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            let skips = input.skip_missed.unwrap_or_default();
            domain::webhook::resume(writing, permit, target, skips).await
        };
    /// Makes a new secret for a webhook. For a while deliveries are signed with both,
    /// so that the receiver has the time to change. Requires `webhook:manage`.
    changes webhook_rotate_secret(WebhookRotateSecretInput) -> WebhookSecretPayload,
        by ManageWebhooks:
        |writing, permit, input, version| {
            let overlap = input.overlap_hours.unwrap_or(OVERLAP_HOURS);
            let overlap = TimeDelta::hours(overlap.into());
            domain::webhook::rotate(writing, permit, target(&input.id, version)?, overlap).await
        };
    /// Ends a webhook for good: its secrets and its log go. Requires `webhook:manage`.
    changes webhook_delete(WebhookDeleteInput) -> DeletePayload, by ManageWebhooks:
        |writing, permit, input, version| {
            let webhook = domain::webhook::delete(writing, permit, input.target(version)?).await?;
            Ok(webhook.id.into())
        };
    /// Sends an event of the type `webhook.test`, once, also while the webhook is
    /// stopped. Requires `webhook:manage`.
    changes webhook_test(WebhookTestInput) -> WebhookTestPayload, by ManageWebhooks:
        |writing, permit, input, version| {
            domain::webhook::test(writing, permit, input.target(version)?).await
        };
    /// Sends deliveries again, each with the `webhook-id` that it had. Requires
    /// `webhook:manage`.
    changes webhook_redeliver(WebhookRedeliverInput) -> WebhookRedeliverPayload,
        by ManageWebhooks:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            let one = input.delivery_id.as_ref().map(read_id).transpose()?;
            domain::webhook::again(writing, permit, target, one).await
        };
}
