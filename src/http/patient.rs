//! A connection that is not patient for ever with a client that takes nothing.
//!
//! Whoever asks and does not read the answer keeps the answer, its connection and
//! its place from the others. A slow client is fine: each byte it takes gives it
//! the whole time again. Whoever begins a request has to bring its head to an end;
//! between requests a client may rest, as proxies do, while there are places enough.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep, sleep},
};

use super::turn::Turn;

/// A connection whose writes fail when nothing of them is taken for too long, and
/// whose reads fail when a request does not come.
pub(super) struct Patient {
    stream: TcpStream,
    patience: Duration,
    /// Runs while the client takes nothing.
    waiting: Option<Pin<Box<Sleep>>>,
    turn: Turn,
    /// Runs while it is the client's turn.
    listening: Option<Listening>,
}

/// How long the client has had its turn.
struct Listening {
    since: Instant,
    /// Whether a request has begun; a new connection is for one.
    has_begun: bool,
    look: Pin<Box<Sleep>>,
}

impl Listening {
    fn new(has_begun: bool, turn: &Turn) -> Self {
        Self {
            since: Instant::now(),
            has_begun,
            look: Box::pin(sleep(turn.head)),
        }
    }

    /// Whether the client has had its turn for long enough.
    fn is_over(&mut self, context: &mut Context<'_>, turn: &Turn) -> bool {
        while self.look.as_mut().poll(context).is_ready() {
            if self.has_begun || turn.is_wanted() || self.since.elapsed() >= turn.idle {
                return true;
            }
            let left = turn.idle.saturating_sub(self.since.elapsed());
            self.look = Box::pin(sleep(turn.head.min(left)));
        }
        false
    }
}

impl Patient {
    pub(super) fn new(stream: TcpStream, patience: Duration, turn: Turn) -> Self {
        // Small answers leave at once.
        drop(stream.set_nodelay(true));
        Self {
            stream,
            patience,
            waiting: None,
            listening: Some(Listening::new(true, &turn)),
            turn,
        }
    }

    /// Whose turn it is here.
    pub(super) fn turn(&self) -> &Turn {
        &self.turn
    }

    /// Looks after a read whether the client takes too long with its request.
    fn listen(
        &mut self,
        context: &mut Context<'_>,
        has_come: bool,
        polled: Poll<io::Result<()>>,
    ) -> Poll<io::Result<()>> {
        if self.turn.is_ours(context.waker()) {
            self.listening = None;
            return polled;
        }
        let turn = &self.turn;
        let listening = self
            .listening
            .get_or_insert_with(|| Listening::new(has_come, turn));
        if has_come && !listening.has_begun {
            *listening = Listening::new(true, turn);
        }
        if polled.is_pending() && listening.is_over(context, turn) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        polled
    }

    fn judge<T>(
        &mut self,
        context: &mut Context<'_>,
        polled: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.waiting = None;
            return polled;
        }
        let patience = self.patience;
        let waiting = self
            .waiting
            .get_or_insert_with(|| Box::pin(sleep(patience)));
        match waiting.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        let has_come = buffer.filled().len() > before;
        self.listen(context, has_come, polled)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(context, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.judge(context, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_flush(context);
        self.judge(context, polled)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_shutdown(context);
        self.judge(context, polled)
    }
}
