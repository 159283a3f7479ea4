//! A client of `graphql-transport-ws`, as well-behaved or not as a test wants it.

use std::{net::SocketAddr, time::Duration};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async,
    tungstenite::{self, Message, client::IntoClientRequest, http::HeaderValue},
};

/// No answer of a healthy server takes longer.
const SOON: Duration = Duration::from_secs(10);

/// One end of a socket.
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// What came.
#[derive(Debug, PartialEq)]
pub enum Heard {
    Said(Value),
    Closed(u16, String),
    /// The connection ended without a word.
    Gone,
}

impl Socket {
    /// Opens a socket with these headers; gives the status when it is refused.
    pub async fn open(address: SocketAddr, headers: &[(&str, &str)]) -> Result<Self, u16> {
        let stream = TcpStream::connect(address).await.unwrap();
        Self::over(stream, headers).await
    }

    /// The same over a connection that a test has made.
    pub async fn over(stream: TcpStream, headers: &[(&str, &str)]) -> Result<Self, u16> {
        Self::at("/graphql/ws", stream, headers).await
    }

    /// The same at another address.
    pub async fn at(path: &str, stream: TcpStream, headers: &[(&str, &str)]) -> Result<Self, u16> {
        let address = stream.peer_addr().unwrap();
        let url = format!("ws://{address}{path}");
        let mut request = url.into_client_request().unwrap();
        for (name, value) in headers {
            let name: tungstenite::http::HeaderName = name.parse().unwrap();
            request
                .headers_mut()
                .insert(name, HeaderValue::from_str(value).unwrap());
        }
        match client_async(request, MaybeTlsStream::Plain(stream)).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
            // The server has chosen none of the client's protocols.
            Err(tungstenite::Error::Protocol(_)) => Err(101),
            Err(error) => panic!("{error}"),
        }
    }

    /// Opens a socket of the right protocol, and says nothing.
    pub async fn silent(address: SocketAddr) -> Self {
        let opened = Self::open(address, &[PROTOCOL]).await;
        opened.unwrap()
    }

    /// Opens a socket and waits until it is acknowledged.
    pub async fn begin(address: SocketAddr, payload: Value) -> Self {
        let mut socket = Self::silent(address).await;
        socket.init(payload).await;
        assert_eq!(
            socket.hear().await,
            said(json!({ "type": "connection_ack" }))
        );
        socket
    }

    pub async fn init(&mut self, payload: Value) {
        self.say(json!({ "type": "connection_init", "payload": payload }))
            .await;
    }

    pub async fn say(&mut self, message: Value) {
        self.send(Message::text(message.to_string())).await;
    }

    pub async fn send(&mut self, message: Message) {
        self.0.send(message).await.unwrap();
    }

    /// Begins an operation.
    pub async fn subscribe(&mut self, id: &str, query: &str, variables: Value) {
        let payload = json!({ "query": query, "variables": variables });
        self.say(json!({ "id": id, "type": "subscribe", "payload": payload }))
            .await;
    }

    /// The next message of the protocol, or the end.
    pub async fn hear(&mut self) -> Heard {
        let heard = timeout(SOON, async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => {
                        return Heard::Said(serde_json::from_str(&text).unwrap());
                    }
                    Some(Ok(Message::Close(Some(frame)))) => {
                        return Heard::Closed(frame.code.into(), frame.reason.to_string());
                    }
                    Some(Ok(_)) => {}
                    None | Some(Err(_)) => return Heard::Gone,
                }
            }
        });
        heard.await.expect("the server says nothing")
    }

    /// The payload of the next answer to an operation.
    pub async fn next(&mut self, id: &str) -> Value {
        match self.hear().await {
            Heard::Said(mut message) if message["type"] == "next" && message["id"] == id => {
                message["payload"].take()
            }
            other => panic!("no answer to {id}: {other:?}"),
        }
    }

    /// The next change that is told.
    pub async fn change(&mut self, id: &str) -> Value {
        let mut payload = self.next(id).await;
        assert_eq!(payload["errors"], Value::Null, "{payload}");
        payload["data"]["changeStream"].take()
    }

    /// The errors with which an operation ends.
    pub async fn error(&mut self, id: &str) -> Value {
        match self.hear().await {
            Heard::Said(mut message) if message["type"] == "error" && message["id"] == id => {
                message["payload"].take()
            }
            other => panic!("no error of {id}: {other:?}"),
        }
    }

    /// The code of the first error with which an operation ends.
    pub async fn error_code(&mut self, id: &str) -> String {
        let errors = self.error(id).await;
        let code = errors[0]["extensions"]["code"].as_str();
        code.unwrap().to_owned()
    }

    /// The code with which the server closes the socket; nothing else comes before.
    pub async fn closed(&mut self) -> u16 {
        match self.hear().await {
            Heard::Closed(code, _) => code,
            other => panic!("not closed: {other:?}"),
        }
    }

    /// Whether nothing comes for a while.
    pub async fn is_quiet_for(&mut self, time: Duration) -> bool {
        timeout(time, self.0.next()).await.is_err()
    }
}

/// The header that names the subprotocol.
pub const PROTOCOL: (&str, &str) = ("sec-websocket-protocol", "graphql-transport-ws");

/// A message.
pub fn said(message: Value) -> Heard {
    Heard::Said(message)
}
