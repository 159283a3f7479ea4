//! What happens on a socket once its client is known.

use std::{collections::HashMap, sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    extract::ws::{Message, WebSocket},
    http::StatusCode,
};
use futures_util::{
    StreamExt,
    stream::{AbortHandle, BoxStream, SelectAll, abortable},
};
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use super::{
    closing::Closing,
    message::{self, Incoming, understand},
    operation::{Operation, Step},
};
use crate::{
    graphql::{Asking, Call, Code, Fault, Refusal},
    http::{Wire, operation_log::OperationLog},
};

/// A socket whose client is known, and the operations on it.
///
/// All of them are polled here, and none while something is being sent: what a
/// client does not take in is not worked out either.
pub(super) struct Conversation<'s> {
    socket: &'s mut WebSocket,
    wire: &'s Wire,
    asking: Asking,
    steps: SelectAll<BoxStream<'static, (Arc<str>, Step)>>,
    running: HashMap<Arc<str>, AbortHandle>,
    /// How many operations there have been.
    begun: u64,
    /// Whether the client has shown itself since the last ping.
    was_heard: bool,
}

impl<'s> Conversation<'s> {
    pub(super) fn new(socket: &'s mut WebSocket, wire: &'s Wire, asking: Asking) -> Self {
        Self {
            socket,
            wire,
            asking,
            steps: SelectAll::new(),
            running: HashMap::new(),
            begun: 0,
            was_heard: true,
        }
    }

    /// Goes on until one of the two has had enough.
    pub(super) async fn hold(mut self) -> Closing {
        let limits = self.wire.app.limits();
        let mut pings = ticks(limits.ping_time());
        loop {
            let done = tokio::select! {
                message = self.socket.recv() => {
                    self.was_heard = true;
                    match understand(message, limits.message_bytes) {
                        Ok(incoming) => self.hear(incoming).await,
                        Err(closing) => Err(closing),
                    }
                }
                Some((id, step)) = self.steps.next() => self.tell(&id, step).await,
                _ = pings.tick() => self.ping().await,
            };
            if let Err(closing) = done {
                return closing;
            }
        }
    }

    async fn hear(&mut self, incoming: Incoming) -> Result<(), Closing> {
        match incoming {
            Incoming::Init(_) => Err(Closing::SECOND_INIT),
            Incoming::Ping => self.send(message::pong()).await,
            Incoming::Subscribe(id, call) => self.subscribe(id.into(), *call).await,
            Incoming::Complete(id) => {
                self.end(&id);
                Ok(())
            }
            Incoming::Close => {
                // The answer leaves with the next look at the socket.
                self.steps.clear();
                Ok(())
            }
            Incoming::Nothing => Ok(()),
        }
    }

    async fn subscribe(&mut self, id: Arc<str>, call: Call) -> Result<(), Closing> {
        if self.running.contains_key(&id) {
            return Err(Closing::duplicate(&id));
        }
        self.begun += 1;
        let request_id = format!("{}.{}", self.asking.request_id, self.begun);
        match self.prepare(call, &request_id) {
            Ok(operation) => {
                let name = Arc::clone(&id);
                let steps = operation.steps().map(move |step| (Arc::clone(&name), step));
                let (steps, handle) = abortable(steps);
                self.steps.push(steps.boxed());
                self.running.insert(id, handle);
                Ok(())
            }
            Err(refusal) => {
                let mut log = OperationLog::begin(&request_id);
                log.asked_by(&self.asking.viewer);
                log.refused(&refusal, StatusCode::OK);
                self.send(message::error(&id, &refusal)).await
            }
        }
    }

    fn prepare(&self, call: Call, request_id: &str) -> Result<Operation, Refusal> {
        let most = self.wire.app.limits().socket_operations;
        if self.running.len() as u64 >= most {
            return Err(too_many(most).into());
        }
        Ok(Operation {
            engine: Arc::clone(&self.wire.engine),
            prepared: self.wire.engine.prepare(call)?,
            asking: Asking {
                request_id: request_id.to_owned(),
                ..self.asking.clone()
            },
            place: None,
        })
    }

    async fn tell(&mut self, id: &str, step: Step) -> Result<(), Closing> {
        let message = match step {
            Step::Next(told) => message::next(id, &told.answer),
            Step::Failed(refusal) => {
                self.end(id);
                message::error(id, &refusal)
            }
            Step::Complete => {
                self.end(id);
                message::complete(id)
            }
        };
        self.send(message).await
    }

    fn end(&mut self, id: &str) {
        if let Some(handle) = self.running.remove(id) {
            handle.abort();
        }
    }

    async fn send(&mut self, message: Message) -> Result<(), Closing> {
        let sent = self.socket.send(message).await;
        // While we sent we did not listen; the client has at least taken this.
        self.was_heard = true;
        sent.map_err(|_| Closing::GONE)
    }

    async fn ping(&mut self) -> Result<(), Closing> {
        if !self.was_heard {
            return Err(Closing::SILENT);
        }
        self.was_heard = false;
        let sent = self.socket.send(Message::Ping(Bytes::new())).await;
        sent.map_err(|_| Closing::GONE)
    }
}

fn ticks(pause: Duration) -> tokio::time::Interval {
    let mut ticks = interval_at(Instant::now() + pause, pause);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

fn too_many(most: u64) -> Fault {
    let message = format!("A socket runs at most {most} operations at a time.");
    Fault::new(Code::QueryTooComplex, message)
        .with("limit", "socket_operations")
        .with("allowed", most)
}
