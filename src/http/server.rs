//! The loop that takes connections, and the way it ends.
//!
//! axum's own loop gives a client all the time in the world to send its
//! headers. This one does not, it takes so many connections at a time, and when
//! it is told to stop it finishes what it has begun.

use std::{future::Future, io, pin::pin, sync::Arc, time::Duration};

use axum::{Extension, Router, http::request::Parts};
use futures_util::future::{Either, join, select};
use hyper::{
    Request, StatusCode,
    body::Incoming,
    header::UPGRADE,
    server::conn::http1,
    service::{Service as _, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    signal::unix::{SignalKind, signal},
    sync::{Semaphore, oneshot, watch},
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{patient::Patient, turn::Turn};
use crate::{limits::Limits, log};

/// How long running requests may take after the order to stop.
const FAREWELL: Duration = Duration::from_secs(20);

/// The order to stop, for connections that would stay for ever.
#[derive(Clone, Default)]
pub(super) struct Stop(Option<watch::Receiver<()>>);

impl Stop {
    /// The order that comes with a request; a router without a server has none.
    pub(super) fn of(parts: &Parts) -> Self {
        parts.extensions.get().cloned().unwrap_or_default()
    }

    /// Waits for it. Whoever holds this is waited for.
    pub(super) async fn ordered(self) {
        match self.0 {
            Some(mut orders) => drop(orders.changed().await),
            None => std::future::pending().await,
        }
    }
}

/// Serves until `stop` comes, then takes nothing more and finishes what is running.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    stop: impl Future<Output = ()>,
) {
    let open = take(&listener, router, limits, stop).await;
    drop(listener);
    open.finish().await;
}

/// Serves while something else is done, for which it waits; the listener goes on.
pub async fn serve_until<T>(
    listener: &TcpListener,
    router: Router,
    limits: &Limits,
    work: impl Future<Output = T>,
) -> T {
    let (done, is_done) = oneshot::channel::<()>();
    let served = take(listener, router, limits, async { drop(is_done.await) });
    let work = async move {
        let made = work.await;
        drop(done);
        made
    };
    let (open, made) = join(served, work).await;
    open.finish().await;
    made
}

/// Connections that end with what they are at.
struct Open {
    connections: JoinSet<()>,
    order: watch::Sender<()>,
}

impl Open {
    async fn finish(self) {
        let Self {
            mut connections,
            order,
        } = self;
        order.send_replace(());
        let requests = async { while connections.join_next().await.is_some() {} };
        let all = join(requests, order.closed());
        if timeout(FAREWELL, all).await.is_err() {
            tracing::warn!("some requests did not finish in time and were cut off");
        }
    }
}

/// Takes connections until `stop` comes.
async fn take(
    listener: &TcpListener,
    router: Router,
    limits: &Limits,
    stop: impl Future<Output = ()>,
) -> Open {
    let places = usize::try_from(limits.connections).unwrap_or(Semaphore::MAX_PERMITS);
    let places = Arc::new(Semaphore::new(places.min(Semaphore::MAX_PERMITS)));
    let (order, orders) = watch::channel(());
    let router = router.layer(Extension(Stop(Some(orders.clone()))));
    let mut stop = pin!(stop);
    let mut connections = JoinSet::new();
    loop {
        let next = pin!(next(listener, &places));
        let (stream, place) = match select(next, stop.as_mut()).await {
            Either::Left((next, _)) => next,
            Either::Right(_) => break,
        };
        let (router, orders) = (router.clone(), orders.clone());
        let stream = Patient::new(
            stream,
            limits.send_time(),
            Turn::new(Arc::clone(&places), limits),
        );
        connections.spawn(async move {
            talk(stream, router, orders).await;
            drop(place);
        });
        while connections.try_join_next().is_some() {}
    }
    Open { connections, order }
}

/// The next connection, when there is room for one.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, Option<tokio::sync::OwnedSemaphorePermit>) {
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            Err(error) => pause_after(&error).await,
        }
    }
}

/// A client that goes away at once is no trouble; a process without free file
/// descriptors needs a moment, or it would spin.
async fn pause_after(error: &io::Error) {
    let is_the_clients = matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
    );
    if !is_the_clients {
        tracing::warn!(%error, "a connection could not be taken");
        sleep(Duration::from_millis(100)).await;
    }
}

/// Serves one connection. After the order to stop it ends with its request.
async fn talk(stream: Patient, router: Router, mut orders: watch::Receiver<()>) {
    let turn = stream.turn().clone();
    let service = TowerToHyperService::new(router);
    let service = service_fn(move |request: Request<Incoming>| {
        turn.take();
        let wants_socket = request.headers().contains_key(UPGRADE);
        let names = wants_socket.then(|| request.extensions().clone());
        let (turn, answer) = (turn.clone(), service.call(request));
        async move {
            let mut answer = answer.await;
            match (&mut answer, names) {
                // What has become a socket is nobody's turn any more. Some clients look
                // for its headers as they wrote them, to the letter.
                (Ok(answer), Some(names)) if answer.status() == StatusCode::SWITCHING_PROTOCOLS => {
                    answer.extensions_mut().extend(names);
                }
                _ => turn.give(),
            }
            answer
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(None)
        .preserve_header_case(true)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let stopped = pin!(orders.changed());
    if let Either::Right(_) = select(connection.as_mut(), stopped).await {
        connection.as_mut().graceful_shutdown();
        drop(connection.await);
    }
}

/// Ends with the first signal to stop; the second ends the process at once.
///
/// From the call on signals are waited for, not only from the first poll on.
pub fn stopped() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            tracing::info!(
                "SIGHUP changes nothing: new keys are noticed within seconds, and settings are \
                 read at the start alone"
            );
        }
    });
    Ok(async move {
        select(pin!(terminate.recv()), pin!(interrupt.recv())).await;
        tracing::info!("finishing running requests; a second signal ends at once");
        tokio::spawn(async move {
            select(pin!(terminate.recv()), pin!(interrupt.recv())).await;
            log::flush();
            std::process::exit(1);
        });
    })
}
