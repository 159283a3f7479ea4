//! The command `client`.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{ClientId, Day, api_client};
use learning_cities::{
    app::App,
    config::ClientCommand,
    db::Db,
    domain::{
        self, Viewer,
        body::{self, Body, BodyName},
        client::{self, NewClient, Secret, Standing},
        record::Target,
        scope::{Scope, Scopes},
        viewer::{ManageAllClients, Permit},
        writing::Writing,
    },
};

use super::{explained, say};
use crate::{Failure, failed};

/// The operator at work on the clients.
struct Desk<'a> {
    app: &'a App,
    permit: Permit<ManageAllClients>,
}

pub(crate) async fn run(app: &App, command: ClientCommand) -> Result<(), Failure> {
    let permit = Viewer::Operator.permit().map_err(explained)?;
    let desk = Desk { app, permit };
    app.migrate_up().await.map_err(failed)?;
    match command {
        ClientCommand::Add {
            body,
            scopes,
            expires,
            label,
        } => {
            let new = NewClient {
                label,
                scopes: self::scopes(&scopes)?,
                expires_at: expires.as_deref().map(last_day).transpose()?.flatten(),
                most: app.limits().clients,
            };
            desk.add(&body, &new).await
        }
        ClientCommand::List { body } => desk.list(body.as_deref()).await,
        ClientCommand::Show { id } => desk.show(self::id(&id)?).await,
        ClientCommand::Rotate { id, overlap_hours } => {
            desk.rotate(self::id(&id)?, overlap_hours).await
        }
        ClientCommand::Revoke { id } => desk.revoke(self::id(&id)?).await,
    }
}

impl Desk<'_> {
    async fn add(&self, name: &str, new: &NewClient) -> Result<(), Failure> {
        let body = body_named(self.app, name).await?.1;
        let writing = self.begin().await?;
        let made = client::create(&writing, &self.permit, body, new).await;
        let (client, secret) = made.map_err(explained)?;
        writing.commit().await.map_err(explained)?;
        say(format_args!("A new client, which speaks for {name}:"))?;
        show_secret(&client, &secret)
    }

    async fn list(&self, name: Option<&str>) -> Result<(), Failure> {
        let body = match name {
            Some(name) => Some(body_named(self.app, name).await?.1),
            None => None,
        };
        let clients = client::list(self.app.reader(), &self.permit, body).await;
        for client in clients.map_err(explained)? {
            let standing = state(&client, self.app.now());
            let name = self.body_of(&client).await?;
            say(format_args!(
                "{}  {name}  {standing}  last used {}  {}",
                client.id,
                last_used(&client),
                client.label
            ))?;
        }
        Ok(())
    }

    async fn show(&self, id: ClientId) -> Result<(), Failure> {
        let client = client::find(self.app.reader(), &self.permit, id).await;
        let client = client.map_err(explained)?.ok_or_else(|| unknown(id))?;
        say(format_args!("id         {}", client.id))?;
        say(format_args!("label      {}", client.label))?;
        say(format_args!("body       {}", self.body_of(&client).await?))?;
        say(format_args!("scopes     {}", client.scopes))?;
        say(format_args!(
            "state      {}",
            state(&client, self.app.now())
        ))?;
        say(format_args!("made       {}", shown(client.created_at)))?;
        say(format_args!("last used  {}", last_used(&client)))?;
        Ok(())
    }

    async fn rotate(&self, id: ClientId, overlap_hours: u32) -> Result<(), Failure> {
        let writing = self.begin().await?;
        let overlap = TimeDelta::hours(overlap_hours.into());
        let rotated = client::rotate(&writing, &self.permit, target(id), overlap).await;
        let (client, secret) = rotated.map_err(explained)?;
        writing.commit().await.map_err(explained)?;
        say(format_args!(
            "A new secret; the one before it ends in {overlap_hours} hours:"
        ))?;
        show_secret(&client, &secret)
    }

    async fn revoke(&self, id: ClientId) -> Result<(), Failure> {
        let writing = self.begin().await?;
        let revoked = client::revoke(&writing, &self.permit, target(id)).await;
        let client = revoked.map_err(explained)?;
        writing.commit().await.map_err(explained)?;
        say(format_args!(
            "{} is revoked, and with it every token that it has.",
            client.id
        ))?;
        Ok(())
    }

    async fn begin(&self) -> Result<Writing, Failure> {
        let tx = self.app.begin().await.map_err(failed)?;
        let db = Db::new(self.app.writer().clone()).in_transaction(tx);
        Ok(Writing::new(db, self.app.now(), "learning-cities client"))
    }

    async fn body_of(&self, client: &api_client::Model) -> Result<String, Failure> {
        let name = match client::body_of(client) {
            Some(body) => body::name_of(self.app.reader(), body).await,
            None => Ok(None),
        };
        let name = name.map_err(explained)?;
        Ok(name.map_or("a body that is gone".to_owned(), |name| name.to_string()))
    }
}

/// The body that is called this in the database.
pub(super) async fn body_named(app: &App, name: &str) -> Result<(BodyName, Body), Failure> {
    let parsed: BodyName = name
        .parse()
        .map_err(|error| Failure::Failed(format!("\"{name}\" names no body: {error}.")))?;
    let body = body::by_name(app.reader(), &parsed).await;
    match body.map_err(explained)? {
        Some(body) => Ok((parsed, body)),
        None => Err(Failure::Failed(format!(
            "There is no {name} in the database."
        ))),
    }
}

/// Scopes that are given one by one, or several with spaces between them.
pub(super) fn scopes(words: &[String]) -> Result<Scopes, Failure> {
    words.join(" ").parse().map_err(|error| {
        let all: Vec<_> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
        let all = all.join(", ");
        Failure::Failed(format!("Sorry, {error}. There are {all}."))
    })
}

fn id(text: &str) -> Result<ClientId, Failure> {
    text.parse()
        .map_err(|_| Failure::Failed(format!("\"{text}\" is no id of a client.")))
}

fn target(id: ClientId) -> Target<ClientId> {
    Target {
        id,
        expected_version: None,
    }
}

/// The end of a day; none of the one that never comes.
fn last_day(text: &str) -> Result<Option<DateTime<Utc>>, Failure> {
    let day = Day::parse_end(text);
    let day = day.map_err(|_| Failure::Failed(format!("\"{text}\" is no day such as 2027-12-31.")));
    let end = |day: Day| Some(day.date().succ_opt()?.and_hms_opt(0, 0, 0)?.and_utc());
    Ok(day?.and_then(end))
}

fn unknown(id: ClientId) -> Failure {
    Failure::Failed(format!("There is no client {id}."))
}

fn show_secret(client: &api_client::Model, secret: &Secret) -> Result<(), Failure> {
    say(format_args!("  id      {}", client.id))?;
    say(format_args!("  secret  {}", secret.reveal()))?;
    say(format_args!("  scopes  {}", client.scopes))?;
    say("Keep the secret now: it is not stored and will not be shown again.")
}

fn last_used(client: &api_client::Model) -> String {
    client.last_used_at.map_or("never".to_owned(), shown)
}

fn state(client: &api_client::Model, now: DateTime<Utc>) -> String {
    match (client::standing(client, now), client.expires_at) {
        (Standing::Revoked, _) => "revoked".to_owned(),
        (Standing::Expired, _) => "expired".to_owned(),
        (Standing::Good, Some(end)) => format!("good until {}", shown(end)),
        (Standing::Good, None) => "good".to_owned(),
    }
}

fn shown(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// What is wrong with an input, in English.
pub(super) fn sentence(error: &domain::Error) -> Option<String> {
    let domain::Error::Invalid(problems) = error else {
        return None;
    };
    let sentences = problems.iter().map(|problem| {
        let sentences = problem.complaint.sentences();
        let sentence = sentences.get("en").unwrap_or_default().to_owned();
        format!("{}: {sentence}", problem.path.join("."))
    });
    Some(sentences.collect::<Vec<_>>().join(" "))
}
