//! `GET /lists/{name}.csv` and `.ndjson`: whole lists, with the filter of GraphQL.

use axum::{
    extract::{Path, Query, Request, State},
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::reply::{Reader, Stamp, nothing, refused};
use crate::{
    domain::{
        alliance::Alliances, city::Cities, journal, learning_space::LearningSpaces,
        membership::Memberships, offering::Offerings, organisation::Organisations, plan::Plans,
        programme::Programmes,
    },
    feed::{Filed, ListFile, ListFormat},
    graphql::{Code, Fault, Filtered},
    http::{
        Wire,
        accept::Form,
        reply::{self, Refused},
    },
};

/// A list as a file.
pub(super) async fn list(
    State(wire): State<Wire>,
    Path(file): Path<String>,
    request: Request,
) -> Response {
    let made = begin(&wire, &file, request).await;
    made.unwrap_or_else(|refused| refused.into_response(Form::Json))
}

async fn begin(wire: &Wire, file: &str, request: Request) -> Result<Response, Refused> {
    let reader = Reader::of(wire, request).await?;
    let (name, suffix) = file.split_once('.').ok_or_else(nothing)?;
    let format = ListFormat::with_suffix(suffix).ok_or_else(nothing)?;
    let asked = Asked {
        wire,
        reader: &reader,
        format,
        name,
    };
    match name {
        "programmes" => asked.send::<Programmes>().await,
        "offerings" => asked.send::<Offerings>().await,
        "learning-spaces" => asked.send::<LearningSpaces>().await,
        "cities" => asked.send::<Cities>().await,
        "organisations" => asked.send::<Organisations>().await,
        "alliances" => asked.send::<Alliances>().await,
        "memberships" => asked.send::<Memberships>().await,
        "plans" => asked.send::<Plans>().await,
        _ => Err(nothing()),
    }
}

/// What was asked for.
struct Asked<'a> {
    wire: &'a Wire,
    reader: &'a Reader,
    format: ListFormat,
    name: &'a str,
}

impl Asked<'_> {
    async fn send<L: Filed + Filtered>(&self) -> Result<Response, Refused> {
        let app = &self.wire.app;
        let parameters = Parameters::read(&self.reader.parts.uri)?;
        let filter = L::filter(&self.wire.engine, app.limits(), parameters.filter);
        let filter = filter.map_err(|fault| Refused::new(StatusCode::BAD_REQUEST, fault))?;
        let site = self.reader.site.clone();
        let file = ListFile::<L>::begin(site, self.format, filter, parameters.after);
        let file = file.map_err(refused)?;
        // Taken before the first row is read: what is written from now on makes
        // another stamp, even when it is in the file already.
        let last = journal::last_number(app.reader()).await.map_err(refused)?;
        let stamp = Stamp::of(&[
            &last.to_string(),
            &self.reader.parts.uri.to_string(),
            VERSION,
        ]);
        if let Some(unchanged) = stamp.known_to(&self.reader.parts.headers, SECONDS) {
            return Ok(unchanged);
        }
        let bytes = file.bytes(app.reader().clone());
        let body = reply::body(bytes, "a list could not be read").await?;
        let mut response = (stamp.headers(SECONDS), body).into_response();
        let headers = response.headers_mut();
        let media_type = HeaderValue::from_static(self.format.media_type());
        headers.insert(header::CONTENT_TYPE, media_type);
        Ok(self.named(response))
    }

    /// The response, which browsers keep as a file.
    fn named(&self, mut response: Response) -> Response {
        let suffix = match self.format {
            ListFormat::Csv => "csv",
            ListFormat::Ndjson => "ndjson",
        };
        let name = format!("attachment; filename=\"{}.{suffix}\"", self.name);
        if let Ok(name) = HeaderValue::try_from(name) {
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_DISPOSITION, name);
        }
        response
    }
}

/// For how many seconds caches may keep a list without asking.
const SECONDS: u32 = 60;

/// Another program may have other columns.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Which rows, and from where on.
#[derive(Default)]
struct Parameters {
    filter: Value,
    after: Option<String>,
}

impl Parameters {
    /// Reads the query string. What nobody knows is refused: a filter under a wrong
    /// name would silently give everything.
    fn read(uri: &Uri) -> Result<Self, Refused> {
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri);
        let Query(pairs) = pairs.map_err(|_| bad("The query string cannot be read."))?;
        let mut parameters = Self::default();
        for (name, text) in pairs {
            match name.as_str() {
                "where" if parameters.filter.is_null() => {
                    let filter = serde_json::from_str(&text);
                    parameters.filter =
                        filter.map_err(|error| bad(&format!("`where` is not JSON: {error}.")))?;
                }
                "after" if parameters.after.is_none() => parameters.after = Some(text),
                "where" | "after" => return Err(bad(&format!("`{name}` comes twice."))),
                _ => return Err(bad("A list takes the parameters `where` and `after`.")),
            }
        }
        Ok(parameters)
    }
}

fn bad(message: &str) -> Refused {
    let fault = Fault::new(Code::BadUserInput, message);
    Refused::new(StatusCode::BAD_REQUEST, fault)
}
