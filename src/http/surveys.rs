//! Surveys as forms of other programs.

use std::sync::Arc;

use axum::{
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{Wire, accept::Form as Accepted, auth, reply};
use crate::{
    domain::{
        Error,
        survey::form::{self, Form},
    },
    feed::{json::bytes, surveyjs, xlsform},
    graphql::{Code, Fault},
};

/// The published version for `SurveyJS`.
pub(super) async fn survey_js(
    State(wire): State<Wire>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let form = match published(&wire, &id, request).await {
        Ok(form) => form,
        Err(refused) => return *refused,
    };
    let body = bytes(&surveyjs::write(&form));
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    file(kind, body)
}

/// The published version as `XLSForm`.
pub(super) async fn xls_form(
    State(wire): State<Wire>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let form = match published(&wire, &id, request).await {
        Ok(form) => Arc::new(form),
        Err(refused) => return *refused,
    };
    let written = xlsform::write(&form);
    let Ok(body) = written.inspect_err(|error| tracing::error!(%error, "a workbook broke")) else {
        return broken();
    };
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let mut response = file(HeaderValue::from_static(kind), body);
    let name = format!("attachment; filename=\"{}.xlsx\"", form.survey.slug);
    if let Ok(name) = HeaderValue::from_str(&name) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// The published version. Everyone sees it, and still a bad token is refused: its
/// program has to hear of it.
async fn published(wire: &Wire, id: &str, request: Request) -> Result<Form, Box<Response>> {
    let (parts, _) = request.into_parts();
    if let Err(refused) = auth::viewer(&wire.tokens, &parts).await {
        return Err(Box::new(refused.into_response(Accepted::Json)));
    }
    match form::public(wire.app.reader(), id).await {
        Ok(Some(form)) => Ok(form),
        Ok(None) | Err(Error::NotFound) => {
            let fault = Fault::new(Code::NotFound, "There is no such survey.");
            let refused = reply::Refused::new(StatusCode::NOT_FOUND, fault);
            Err(Box::new(refused.into_response(Accepted::Json)))
        }
        Err(error) => {
            let refused = reply::Refused::broken(&error, "a survey could not be read");
            Err(Box::new(refused.into_response(Accepted::Json)))
        }
    }
}

fn broken() -> Response {
    let fault = Fault::new(Code::Internal, "Something broke on our side.");
    reply::Refused::new(StatusCode::INTERNAL_SERVER_ERROR, fault).into_response(Accepted::Json)
}

/// A file that caches may keep for a minute: the next version is not far away then.
fn file(kind: HeaderValue, body: Vec<u8>) -> Response {
    let kept = HeaderValue::from_static("public, max-age=60");
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)];
    (headers, body).into_response()
}
