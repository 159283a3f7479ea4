//! What the invented city of the sample network heard, and what it did about it.
//!
//! It is told as the mutations that such a city sends, one after the other at the
//! time of each, so nothing stands in the sample that a real city could not do.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Days, Utc};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    app::{App, Clock},
    domain::{
        Error, Result, Viewer,
        body::Body,
        city, programme,
        scope::{Scope, Scopes},
        viewer::Speaker,
    },
    graphql::{Asking, Call, Engine},
};

/// The steps, and who takes them.
#[derive(Deserialize)]
struct Story {
    city: String,
    programme: String,
    steps: Vec<Step>,
}

/// One mutation.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Step {
    days_ago: u64,
    mutation: String,
    input: Value,
    #[serde(default)]
    shows: String,
    #[serde(default)]
    keep: Vec<Keep>,
}

/// An id that later steps need.
#[derive(Deserialize)]
struct Keep {
    r#as: String,
    at: String,
}

/// Tells the story, unless its city is not there or has asked something before.
pub(super) async fn tell(app: &App) -> Result<()> {
    let story: Story = serde_json::from_str(include_str!("../../data/loop.json"))
        .map_err(|error| Error::input(format!("data/loop.json: {error}")))?;
    let Some(city) = city::by_slug(app.reader(), &story.city).await? else {
        return Ok(());
    };
    if crate::domain::survey::has_any(app.reader(), city.id).await? {
        return Ok(());
    }
    let programme = programme::by_slugs(app.reader(), &story.city, &story.programme).await?;
    let programme = programme.ok_or(Error::NotFound)?;
    let mut names = HashMap::from([("programme".to_owned(), programme.id.to_string())]);
    let viewer = viewer(Body::City(city.id), &story.city);
    let mut told_at = None;
    let mut engine = Engine::new(app.clone());
    for step in story.steps {
        let moment = app.now() - Days::new(step.days_ago);
        if told_at.replace(moment) != Some(moment) {
            engine = Engine::new(app.clone().with_clock(Clock::Fixed(moment)));
        }
        take(&engine, step, (&viewer, app.now()), &mut names).await?;
    }
    Ok(())
}

fn viewer(body: Body, slug: &str) -> Viewer {
    let scopes = [Scope::SurveyWrite, Scope::SurveyRead, Scope::FeedbackWrite];
    let scopes = scopes.map(Scope::as_str).join(" ");
    Viewer::Body(Arc::new(Speaker {
        body,
        name: format!("city:{slug}"),
        client: "sample network".to_owned(),
        issuer: "sample network".to_owned(),
        scopes: Scopes::known_in(&scopes),
    }))
}

async fn take(
    engine: &Engine,
    step: Step,
    (viewer, now): (&Viewer, DateTime<Utc>),
    names: &mut HashMap<String, String>,
) -> Result<()> {
    let name = &step.mutation;
    let (initial, rest) = name.split_at(1);
    let document = format!(
        "mutation ($input: {}{rest}Input!) {{ {name}(input: $input) {{
            {} userErrors {{ code field message }} }} }}",
        initial.to_uppercase(),
        step.shows
    );
    let input = filled(step.input, names, now);
    let call = Call {
        variables: Map::from_iter([("input".to_owned(), input)]),
        ..Call::new(document)
    };
    let failed = |what: &Value| Error::input(format!("data/loop.json, {name}: {what}"));
    let prepared = engine.prepare(call).map_err(|refusal| {
        let messages = refusal.errors().iter().map(|fault| json!(fault.message()));
        failed(&messages.collect())
    })?;
    let asking = Asking {
        viewer: viewer.clone(),
        ..Asking::default()
    };
    let answer = engine.run(prepared, asking).await;
    let answer = serde_json::to_value(&answer).unwrap_or_default();
    let payload = &answer["data"][name];
    if payload["userErrors"] != json!([]) {
        return Err(failed(&answer));
    }
    for keep in step.keep {
        let id = payload.pointer(&keep.at).and_then(Value::as_str);
        let id = id.ok_or_else(|| failed(&answer))?;
        names.insert(keep.r#as, id.to_owned());
    }
    Ok(())
}

/// The input with ids and days for their names, and with sheets as often as they say.
fn filled(input: Value, names: &HashMap<String, String>, now: DateTime<Utc>) -> Value {
    match input {
        Value::String(text) => Value::String(named(&text, names, now)),
        Value::Array(items) => {
            let items = items.into_iter().flat_map(|mut item| {
                let times = item.as_object_mut().and_then(|item| item.remove("times"));
                let times = times.as_ref().and_then(Value::as_u64).unwrap_or(1);
                (0..times).map(move |_| item.clone())
            });
            items.map(|item| filled(item, names, now)).collect()
        }
        Value::Object(fields) => {
            let fields = fields.into_iter();
            let fields = fields.map(|(key, value)| (key, filled(value, names, now)));
            Value::Object(fields.collect())
        }
        other => other,
    }
}

fn named(text: &str, names: &HashMap<String, String>, now: DateTime<Utc>) -> String {
    let inner = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    let Some(name) = inner else {
        return text.to_owned();
    };
    let days = name.strip_prefix("day-").and_then(|days| days.parse().ok());
    let day = days.map(|days| (now - Days::new(days)).date_naive().to_string());
    day.or_else(|| names.get(name).cloned())
        .unwrap_or_else(|| text.to_owned())
}
