//! Clients: the programs that get tokens for their body, and who keeps them.

mod record;
mod secret;
mod standing;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{ClientId, api_client, api_client_secret, ids::uuid_at, values::Happening};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
    prelude::Json,
    sea_query::{Expr, SimpleExpr},
};

pub use self::{
    secret::{Secret, SecretHash},
    standing::{Standing, authenticated, by_id, note_use, standing},
};
use super::{
    body::{self, Body},
    error::{Denied, Error, Result},
    problem::{Complaint, Problems},
    record::{Fields, Target, expect_version, insert, nowhere, save, unlinked},
    scope::Scopes,
    viewer::{Action, ManageAllClients, ManageClients, Permit},
    writing::Writing,
};

/// Characters in a label.
const LABEL: usize = 120;

/// The longest that an old secret goes on beside the new one.
const LONGEST_OVERLAP: TimeDelta = TimeDelta::days(30);

/// The permission to keep the clients of a body, or of all.
pub trait KeepClients: Action + Sized {
    /// The only body whose clients are kept; `None` when all are.
    fn only(permit: &Permit<Self>) -> Option<Body>;
}

impl KeepClients for ManageClients {
    fn only(permit: &Permit<Self>) -> Option<Body> {
        Some(permit.owner())
    }
}

impl KeepClients for ManageAllClients {
    fn only(_: &Permit<Self>) -> Option<Body> {
        None
    }
}

/// What is said of a new client.
#[derive(Clone, Debug)]
pub struct NewClient {
    /// What people call it.
    pub label: String,
    /// What its tokens may be used for.
    pub scopes: Scopes,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// How many the body may have, this one counted.
    pub most: u64,
}

impl NewClient {
    fn check<A: Action>(&self, permit: &Permit<A>, now: DateTime<Utc>) -> Problems {
        let mut problems = Problems::default();
        problems.check_text("label", Some(&self.label), LABEL);
        problems.demand(!self.scopes.is_empty(), "scopes", Complaint::required);
        for scope in self.scopes.iter().filter(|scope| !permit.holds(*scope)) {
            problems.add("scopes", Complaint::scope_not_held(scope.as_str()));
        }
        let begins = Some(now);
        problems.check_span("expiresAt", begins, self.expires_at);
        let ends = self.expires_at.map(|end| end.date_naive());
        problems.check_day("expiresAt", ends);
        problems
    }
}

/// Makes a client of this body, and its first secret, which is shown only now.
pub async fn create<A: KeepClients>(
    writing: &Writing,
    permit: &Permit<A>,
    body: Body,
    new: &NewClient,
) -> Result<(api_client::Model, Secret)> {
    if A::only(permit).is_some_and(|only| only != body) {
        return Err(Error::Forbidden(Denied::Kind(A::KINDS)));
    }
    let mut problems = new.check(permit, writing.now());
    body::hold(writing, body).await?;
    let count = standing::count(writing, body, writing.now()).await?;
    problems.demand(count < new.most, "", || Complaint::too_many(new.most));
    problems.into_result()?;
    let row = row(body, new, writing.now());
    let client = insert(writing, permit, row, Fields::default()).await?;
    let secret = add_secret(writing, client.id).await?;
    Ok((client, secret))
}

fn row(body: Body, new: &NewClient, now: DateTime<Utc>) -> api_client::Model {
    let (city_id, alliance_id, organisation_id) = match body {
        Body::City(id) => (Some(id), None, None),
        Body::Alliance(id) => (None, Some(id), None),
        Body::Organisation(id) => (None, None, Some(id)),
    };
    api_client::Model {
        id: ClientId::new(now),
        city_id,
        alliance_id,
        organisation_id,
        label: new.label.trim().to_owned(),
        scopes: new.scopes.to_string(),
        expires_at: new.expires_at,
        revoked_at: None,
        last_used_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

async fn add_secret(writing: &Writing, client: ClientId) -> Result<Secret> {
    let secret = Secret::make()?;
    let row = api_client_secret::ActiveModel {
        id: Set(uuid_at(writing.now())),
        client_id: Set(client),
        hash: Set(secret.hash().as_str().to_owned()),
        created_at: Set(writing.now()),
        expires_at: Set(None),
    };
    row.insert(writing).await?;
    Ok(secret)
}

/// Makes a new secret. The one before it goes on for `overlap`; older ones end.
pub async fn rotate<A: KeepClients>(
    writing: &Writing,
    permit: &Permit<A>,
    target: Target<ClientId>,
    overlap: TimeDelta,
) -> Result<(api_client::Model, Secret)> {
    let client = held(writing, permit, target).await?;
    let mut problems = Problems::default();
    let hours = (0, LONGEST_OVERLAP.num_hours());
    problems.check_range("overlapHours", Some(overlap.num_hours()), hours);
    let is_good = standing(&client, writing.now()) == Standing::Good;
    problems.demand(is_good, "id", || {
        Complaint::needs("a client that has ended gets no new secret")
    });
    problems.into_result()?;
    let ends = writing.now() + overlap;
    replace_secrets(writing, client.id, ends).await?;
    let secret = add_secret(writing, client.id).await?;
    let links = (
        Fields::default(),
        Fields::default().with("previousSecretEndsAt", Json::from(ends.to_rfc3339())),
    );
    let copy = (client.clone(), client);
    let client = save(writing, permit, copy, Happening::Updated, links).await?;
    Ok((client, secret))
}

/// Forgets the secrets that are being replaced already, and lets the last one end.
async fn replace_secrets(writing: &Writing, client: ClientId, ends: DateTime<Utc>) -> Result<()> {
    use api_client_secret::{Column, Entity};
    Entity::delete_many()
        .filter(Column::ClientId.eq(client))
        .filter(Column::ExpiresAt.is_not_null())
        .exec(writing)
        .await?;
    Entity::update_many()
        .col_expr(Column::ExpiresAt, Expr::value(ends))
        .filter(Column::ClientId.eq(client))
        .exec(writing)
        .await?;
    Ok(())
}

/// Ends a client, and with it every token that it has. One that has been ended
/// stays as it is.
pub async fn revoke<A: KeepClients>(
    writing: &Writing,
    permit: &Permit<A>,
    target: Target<ClientId>,
) -> Result<api_client::Model> {
    let before = held(writing, permit, target).await?;
    let mut after = before.clone();
    after.revoked_at = before.revoked_at.or(Some(writing.now()));
    let change = (before, after);
    save(writing, permit, change, Happening::Deleted, unlinked()).await
}

/// A client that the permit reaches; nobody else can change it until the end of
/// the transaction.
async fn held<A: KeepClients>(
    writing: &Writing,
    permit: &Permit<A>,
    target: Target<ClientId>,
) -> Result<api_client::Model> {
    let found = api_client::Entity::find_by_id(target.id).lock_exclusive();
    let client = found.one(writing).await?;
    let client = client.filter(|client| reaches(permit, client));
    let client = client.ok_or_else(|| nowhere("id"))?;
    expect_version(&client, target.expected_version)?;
    Ok(client)
}

fn reaches<A: KeepClients>(permit: &Permit<A>, client: &api_client::Model) -> bool {
    A::only(permit).is_none_or(|only| body_of(client) == Some(only))
}

/// The body that a client speaks for.
#[must_use]
pub fn body_of(client: &api_client::Model) -> Option<Body> {
    let city = client.city_id.map(Body::City);
    let alliance = client.alliance_id.map(Body::Alliance);
    let organisation = client.organisation_id.map(Body::Organisation);
    city.or(alliance).or(organisation)
}

/// Which clients are a body's.
fn of_body(body: Body) -> SimpleExpr {
    use api_client::Column;
    match body {
        Body::City(id) => Column::CityId.eq(id),
        Body::Alliance(id) => Column::AllianceId.eq(id),
        Body::Organisation(id) => Column::OrganisationId.eq(id),
    }
}

/// The scopes that a client may ask for.
#[must_use]
pub fn scopes_of(client: &api_client::Model) -> Scopes {
    Scopes::known_in(&client.scopes)
}

/// A client that the permit reaches, by its id.
pub async fn find<A: KeepClients>(
    db: &impl ConnectionTrait,
    permit: &Permit<A>,
    id: ClientId,
) -> Result<Option<api_client::Model>> {
    let client = by_id(db, id).await?;
    Ok(client.filter(|client| reaches(permit, client)))
}

/// The clients that the permit reaches, in the order in which they were made.
pub async fn list<A: KeepClients>(
    db: &impl ConnectionTrait,
    permit: &Permit<A>,
    of: Option<Body>,
) -> Result<Vec<api_client::Model>> {
    use api_client::Column;
    let all = api_client::Entity::find().order_by_asc(Column::Id);
    let clients = match A::only(permit).or(of) {
        None => all,
        Some(body) => all.filter(of_body(body)),
    };
    Ok(clients.all(db).await?)
}
