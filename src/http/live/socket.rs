//! `GET /graphql` with an upgrade, and `GET /graphql/ws`: GraphQL over a socket, as `graphql-transport-ws` has it.

use std::time::Duration;

use axum::{
    extract::{
        Extension, FromRequestParts, Request, State,
        ws::{WebSocket, WebSocketUpgrade},
    },
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::Response,
};
use serde_json::{Map, Value};
use tokio::{sync::OwnedSemaphorePermit, time::timeout};

use super::{
    closing::Closing,
    conversation::Conversation,
    guard::{self, Ended},
    message::{self, Incoming, receive},
    take,
};
use crate::{
    graphql::{Asking, Code, Fault},
    http::{Wire, accept::Form, auth, reply::Refused, request_id::RequestId, server::Stop},
    limits::Limits,
    token::{Bearer, Error},
};

/// The subprotocol.
const PROTOCOL: &str = "graphql-transport-ws";

/// How long the other end may take to say farewell.
const FAREWELL: Duration = Duration::from_secs(1);

/// Bytes to read at once: most messages are small, and most sockets are still.
const BUFFER: usize = 4 * 1024;

/// A message this many times as long as allowed is still read, so that its sender
/// can be told; for a longer one the connection is cut.
const READABLE: u64 = 4;

/// Begins to talk over a socket.
pub(in crate::http) async fn upgrade(
    State(wire): State<Wire>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let (mut parts, _) = request.into_parts();
    let session = Session::begin(wire, id, &parts).await;
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, &()).await;
    match (session, upgrade) {
        (Ok(session), Ok(upgrade)) => session.accept(upgrade),
        (_, Err(_)) => no_socket().into_response(Form::Json),
        (Err(refused), _) => refused.into_response(Form::Json),
    }
}

/// Whether a client asks for a socket.
pub(in crate::http) fn is_wanted(headers: &HeaderMap) -> bool {
    let upgrade = headers.get(header::UPGRADE);
    upgrade.is_some_and(|upgrade| upgrade.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// A socket, and who is at the other end.
struct Session {
    wire: Wire,
    asking: Asking,
    bearer: Bearer,
    stop: Stop,
    _place: OwnedSemaphorePermit,
}

impl Session {
    /// A token may come here already, if the client can send headers.
    async fn begin(
        wire: Wire,
        RequestId(request_id): RequestId,
        parts: &Parts,
    ) -> Result<Self, Refused> {
        let language = parts.headers.get(header::ACCEPT_LANGUAGE);
        let language = language.and_then(|value| value.to_str().ok());
        Ok(Self {
            bearer: auth::bearer(&wire.tokens, parts).await?,
            _place: take(&wire.places.sockets)?,
            stop: Stop::of(parts),
            asking: Asking {
                accept_language: language.map(ToOwned::to_owned),
                request_id,
                ..Asking::default()
            },
            wire,
        })
    }

    fn accept(self, upgrade: WebSocketUpgrade) -> Response {
        let upgrade = within(upgrade, self.wire.app.limits()).protocols([PROTOCOL]);
        let is_known = upgrade.selected_protocol().is_some();
        upgrade.on_upgrade(async move |mut socket| {
            let closing = if is_known {
                self.talk(&mut socket).await
            } else {
                Closing::NO_PROTOCOL
            };
            close(socket, closing).await;
        })
    }

    async fn talk(mut self, socket: &mut WebSocket) -> Closing {
        let init_time = self.wire.app.limits().init_time();
        let stop = self.stop.clone();
        let begun = tokio::select! {
            begun = timeout(init_time, self.init(socket)) => begun,
            () = stop.ordered() => return Closing::STOPPING,
        };
        match begun {
            Ok(Ok(())) => self.converse(socket).await,
            Ok(Err(closing)) => closing,
            Err(_) => Closing::INIT_TIMEOUT,
        }
    }

    /// Waits for the first message, and learns who is there.
    async fn init(&mut self, socket: &mut WebSocket) -> Result<(), Closing> {
        let most = self.wire.app.limits().message_bytes;
        loop {
            match receive(socket, most).await? {
                Incoming::Init(payload) => {
                    self.know(&payload).await?;
                    return send(socket, message::acknowledged()).await;
                }
                Incoming::Ping => send(socket, message::pong()).await?,
                Incoming::Subscribe(..) => return Err(Closing::UNAUTHORISED),
                Incoming::Complete(_) | Incoming::Nothing | Incoming::Close => {}
            }
        }
    }

    /// A token in the first message counts before one in the header.
    async fn know(&mut self, payload: &Map<String, Value>) -> Result<(), Closing> {
        if let Some(given) = authorization(payload)? {
            let token = auth::token(given.as_str().unwrap_or_default());
            let bearer = self.wire.tokens.bearer(token.map_err(Closing::forbidden)?);
            self.bearer = bearer.await.map_err(not_known)?;
        }
        self.asking.viewer = self.bearer.viewer.clone();
        Ok(())
    }

    async fn converse(self, socket: &mut WebSocket) -> Closing {
        let conversation = Conversation::new(socket, &self.wire, self.asking);
        let ended = guard::ended(&self.wire.tokens, &self.bearer, self.stop);
        tokio::select! {
            closing = conversation.hold() => closing,
            ended = ended => match ended {
                Ended::Token(reason) => Closing::forbidden(reason),
                Ended::Stopping => Closing::STOPPING,
            },
        }
    }
}

/// What the first message says of a token: some clients wrap it as `headers`. Who says
/// it twice, or in a way that cannot be read, is nobody rather than anybody.
fn authorization(payload: &Map<String, Value>) -> Result<Option<&Value>, Closing> {
    let named = |fields: &'_ Map<String, Value>, wanted: &str| {
        let is_wanted = |name: &&String| name.trim().eq_ignore_ascii_case(wanted);
        fields.keys().filter(is_wanted).cloned().collect::<Vec<_>>()
    };
    let mut given = Vec::new();
    for name in named(payload, "authorization") {
        given.push(&payload[&name]);
    }
    for name in named(payload, "headers") {
        match &payload[&name] {
            Value::Object(headers) => {
                let found = named(headers, "authorization");
                given.extend(found.iter().map(|name| &headers[name]));
            }
            Value::Null => {}
            _ => return Err(Closing::bad("The headers are not a JSON object.")),
        }
    }
    given.retain(|given| !given.is_null());
    match given.as_slice() {
        [] => Ok(None),
        [only] => Ok(Some(only)),
        _ => Err(Closing::forbidden("There are two tokens.")),
    }
}

fn not_known(error: Error) -> Closing {
    match error {
        Error::Bad(problem) => Closing::forbidden(problem.sentence().to_owned()),
        Error::Away => Closing::AWAY,
        Error::Broken(error) => {
            tracing::error!(?error, "a token could not be verified");
            Closing::BROKEN
        }
    }
}

fn within(upgrade: WebSocketUpgrade, limits: &Limits) -> WebSocketUpgrade {
    let most = limits.message_bytes.saturating_mul(READABLE);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    upgrade
        .read_buffer_size(BUFFER)
        .write_buffer_size(0)
        .max_message_size(most)
        .max_frame_size(most)
}

async fn send(socket: &mut WebSocket, message: axum::extract::ws::Message) -> Result<(), Closing> {
    socket.send(message).await.map_err(|_| Closing::GONE)
}

/// Says why, and waits a moment for the other end to hear it.
async fn close(mut socket: WebSocket, closing: Closing) {
    let Some(message) = closing.message() else {
        return;
    };
    let farewell = async {
        if socket.send(message).await.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    // Whoever does not listen is not waited for.
    let _ = timeout(FAREWELL, farewell).await;
}

fn no_socket() -> Refused {
    let message = "Here is a WebSocket, with the subprotocol graphql-transport-ws.";
    let fault = Fault::new(Code::BadUserInput, message);
    Refused::new(StatusCode::UPGRADE_REQUIRED, fault)
        .with(header::UPGRADE, HeaderValue::from_static("websocket"))
        .with(header::CONNECTION, HeaderValue::from_static("upgrade"))
}
