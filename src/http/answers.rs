//! `GET /surveys/{id}/answers.csv` and `.ndjson`: single answers, for their city.

use axum::{
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    Wire,
    accept::Form,
    auth,
    reply::{self, Refused},
};
use crate::{
    domain::{self, Error, locale::Wishes, survey::export::Export, viewer::ReadAnswers},
    feed::{AnswerFormat, Answers},
    graphql::{Code, Fault},
};

/// The answers as a table.
pub(super) async fn csv(wire: State<Wire>, id: Path<String>, request: Request) -> Response {
    answer(wire, id, request, AnswerFormat::Csv).await
}

/// The answers, a JSON object a line.
pub(super) async fn ndjson(wire: State<Wire>, id: Path<String>, request: Request) -> Response {
    answer(wire, id, request, AnswerFormat::Ndjson).await
}

async fn answer(
    State(wire): State<Wire>,
    Path(id): Path<String>,
    request: Request,
    format: AnswerFormat,
) -> Response {
    let made = async {
        let answers = begin(&wire, &id, request, format).await?;
        file(&wire, answers).await
    };
    made.await
        .unwrap_or_else(|refused| refused.into_response(Form::Json))
}

async fn begin(
    wire: &Wire,
    id: &str,
    request: Request,
    format: AnswerFormat,
) -> Result<Answers, Refused> {
    let (parts, _) = request.into_parts();
    let viewer = auth::viewer(&wire.tokens, &parts).await?;
    let permit = viewer.permit::<ReadAnswers>().map_err(refused)?;
    let survey = id.parse().map_err(|_| refused(Error::NotFound))?;
    let export = Export::begin(wire.app.reader(), &permit, survey);
    let languages = parts.headers.get(header::ACCEPT_LANGUAGE);
    let languages = languages.and_then(|value| value.to_str().ok());
    Ok(Answers {
        export: export.await.map_err(refused)?,
        format,
        wishes: Wishes::from_header(languages.unwrap_or_default()),
    })
}

async fn file(wire: &Wire, answers: Answers) -> Result<Response, Refused> {
    let format = answers.format;
    let name = format!("{}.{}", answers.export.survey.slug, format.suffix());
    let disposition = format!("attachment; filename=\"{name}\"");
    let disposition = HeaderValue::try_from(disposition);
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(format.media_type()),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::CONTENT_DISPOSITION,
            disposition.unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ];
    let bytes = answers.bytes(wire.app.reader().clone());
    let body = reply::body(bytes, "answers could not be read").await?;
    Ok((headers, body).into_response())
}

/// What the domain refuses, with the status that HTTP has for it.
fn refused(error: domain::Error) -> Refused {
    let (status, code, message) = match error {
        Error::Unauthenticated => (
            StatusCode::UNAUTHORIZED,
            Code::Unauthenticated,
            "Send a token.".to_owned(),
        ),
        Error::Forbidden(denied) => (StatusCode::FORBIDDEN, Code::Forbidden, denied.sentence()),
        Error::NotFound | Error::Input(_) | Error::Invalid(_) | Error::CursorExpired => (
            StatusCode::NOT_FOUND,
            Code::NotFound,
            "There is no such thing, or it is not yours.".to_owned(),
        ),
        error @ (Error::Database(_) | Error::OutcomeUnknown(_)) => {
            return Refused::broken(&error, "answers could not be read");
        }
    };
    let refused = Refused::new(status, Fault::new(code, message));
    match status {
        StatusCode::UNAUTHORIZED => {
            refused.with(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
        }
        _ => refused,
    }
}
