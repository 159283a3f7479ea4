//! Surveys as forms of other programs.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{Wire, accept::Form as Accepted, reply};
use crate::{
    domain::{
        Error,
        survey::form::{self, Form},
    },
    feed::{surveyjs, xlsform},
    graphql::{Code, Fault},
};

/// The published version for `SurveyJS`.
pub(super) async fn survey_js(State(wire): State<Wire>, Path(id): Path<String>) -> Response {
    let form = match published(&wire, &id).await {
        Ok(form) => form,
        Err(refused) => return *refused,
    };
    let body = surveyjs::write(&form).to_string();
    let kind = HeaderValue::from_static("application/json; charset=utf-8");
    file(kind, body.into_bytes())
}

/// The published version as `XLSForm`.
pub(super) async fn xls_form(State(wire): State<Wire>, Path(id): Path<String>) -> Response {
    let form = match published(&wire, &id).await {
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

async fn published(wire: &Wire, id: &str) -> Result<Form, Box<Response>> {
    match form::public(wire.app.reader(), id).await {
        Ok(Some(form)) => Ok(form),
        Ok(None) | Err(Error::NotFound) => {
            let fault = Fault::new(Code::BadUserInput, "There is no such survey.");
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
