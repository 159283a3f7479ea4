//! Sends one request to a receiver, and believes nothing of what comes back but
//! its status.

use std::{error::Error, io, time::Duration};

use entity::values::DeliveryFailure as Failure;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{Request, StatusCode, Uri, body::Bytes, header};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{self, Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use tokio::time::timeout;

use super::resolver::{Nowhere, Resolver};
use crate::{
    domain::webhook::{Outcome, Targets},
    feed::cloud_event::CONTENT_TYPE,
};

/// Bytes that are read of an answer, its head as well as its body.
const LONGEST: usize = 64 * 1024;

type Sender = Client<HttpsConnector<HttpConnector<Resolver>>, Full<Bytes>>;

/// What goes to a receiver.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) url: String,
    pub(super) id: String,
    pub(super) timestamp: i64,
    pub(super) signature: String,
    pub(super) body: Vec<u8>,
}

/// The way to the receivers.
#[derive(Clone)]
pub(super) struct Wire {
    targets: Targets,
    sender: Option<Sender>,
}

impl Wire {
    /// Trusts the authorities that the system trusts. Each request has a connection
    /// of its own, to an address that was looked at for it.
    pub(super) fn new(targets: Targets) -> Self {
        let mut http = HttpConnector::new_with_resolver(Resolver::new(targets));
        http.enforce_http(false);
        http.set_nodelay(true);
        let roots = HttpsConnectorBuilder::new().with_native_roots();
        if let Err(error) = &roots {
            tracing::warn!(%error, "no authorities are known: no webhook can be reached");
        }
        let sender = roots.ok().map(|builder| {
            let connector = builder.https_or_http().enable_http1();
            Client::builder(TokioExecutor::new())
                .pool_max_idle_per_host(0)
                .retry_canceled_requests(false)
                .http1_max_buf_size(LONGEST)
                .build(connector.wrap_connector(http))
        });
        Self { targets, sender }
    }

    /// Sends a message, and says what came of it within this time.
    pub(super) async fn post(&self, message: Message, patience: Duration) -> Outcome {
        let Ok(uri) = self.targets.read(&message.url) else {
            return failed(Failure::RefusedAddress);
        };
        let Some(sender) = &self.sender else {
            return failed(Failure::Tls);
        };
        let Ok(request) = request(uri, message) else {
            return failed(Failure::Broken);
        };
        match timeout(patience, ask(sender, request)).await {
            Ok(Ok(status)) => answered(status),
            Ok(Err(error)) => failed(reason(&error)),
            Err(_) => failed(Failure::TimedOut),
        }
    }
}

fn request(uri: Uri, message: Message) -> Result<Request<Full<Bytes>>, hyper::http::Error> {
    Request::post(uri)
        .header(header::CONTENT_TYPE, CONTENT_TYPE)
        .header(header::USER_AGENT, "learning-cities")
        .header("webhook-id", message.id)
        .header("webhook-timestamp", message.timestamp)
        .header("webhook-signature", message.signature)
        .body(Full::new(message.body.into()))
}

/// The status of the answer. Its body is taken, so that the receiver can end its
/// work in peace, and thrown away, however it ends.
async fn ask(sender: &Sender, request: Request<Full<Bytes>>) -> Result<StatusCode, legacy::Error> {
    let response = sender.request(request).await?;
    let status = response.status();
    let body = Limited::new(response.into_body(), LONGEST).collect();
    drop(timeout(FAREWELL, body).await);
    Ok(status)
}

/// How long the body of an answer may take.
const FAREWELL: Duration = Duration::from_secs(1);

fn answered(status: StatusCode) -> Outcome {
    let failure = if status.is_success() {
        None
    } else if status.is_redirection() {
        Some(Failure::Redirected)
    } else {
        Some(Failure::Status)
    };
    Outcome {
        status: Some(status.as_u16()),
        failure,
        is_final: false,
    }
}

fn failed(failure: Failure) -> Outcome {
    Outcome {
        status: None,
        failure: Some(failure),
        is_final: false,
    }
}

/// Why there was no answer, from the bottom of what the libraries say.
fn reason(error: &legacy::Error) -> Failure {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(nowhere) = error.downcast_ref::<Nowhere>() {
            return match nowhere {
                Nowhere::Refused => Failure::RefusedAddress,
                Nowhere::Unresolved => Failure::Unresolved,
            };
        }
        if let Some(error) = error.downcast_ref::<io::Error>()
            && is_of_tls(error)
        {
            return Failure::Tls;
        }
        cause = error.source();
    }
    if error.is_connect() {
        Failure::Unreachable
    } else {
        Failure::Broken
    }
}

/// What fails between the connection and the request comes wrapped once more.
fn is_of_tls(error: &io::Error) -> bool {
    let inner = error.get_ref();
    inner.is_some_and(|inner| inner.downcast_ref::<io::Error>().is_some())
}
