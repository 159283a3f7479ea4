//! One operation on a connection that stays: its steps, whatever it does.

use std::sync::Arc;

use axum::http::StatusCode;
use futures_util::stream::{self, Stream};

use crate::{
    graphql::{Asking, Engine, Kind, Prepared, Refusal, Running, Told},
    http::operation_log::OperationLog,
};

/// What an operation comes to next.
pub(super) enum Step {
    /// It answers.
    Next(Told),
    /// It did not run, or cannot go on. Nothing follows.
    Failed(Refusal),
    /// It is over. Nothing follows.
    Complete,
}

/// An operation that may run.
pub(super) struct Operation {
    pub(super) engine: Arc<Engine>,
    pub(super) prepared: Prepared,
    pub(super) asking: Asking,
    /// Where its client goes on, should it be one that can.
    pub(super) place: Option<String>,
}

/// How far it is.
enum State {
    New(Box<Operation>),
    Running(Box<Running>),
    Answered,
    Over,
}

impl Operation {
    /// Runs it, as fast as its steps are taken.
    pub(super) fn steps(self) -> impl Stream<Item = Step> + Send {
        stream::unfold(State::New(Box::new(self)), async |state| match state {
            State::New(new) => Some(new.begin().await),
            State::Running(running) => Some(follow(running).await),
            State::Answered => Some((Step::Complete, State::Over)),
            State::Over => None,
        })
    }

    async fn begin(self) -> (Step, State) {
        let mut log = OperationLog::begin(&self.asking.request_id);
        log.asked_by(&self.asking.viewer);
        log.prepared(&self.prepared);
        if self.prepared.kind() != Kind::Subscription {
            return self.answer(log).await;
        }
        let cost = self.prepared.cost();
        let place = self.place.as_deref();
        let running = self.engine.subscribe(self.prepared, self.asking, place);
        match running.await {
            Ok(running) => {
                log.begun(cost);
                follow(Box::new(running)).await
            }
            Err(refusal) => {
                log.refused(&refusal, StatusCode::OK);
                (Step::Failed(refusal), State::Over)
            }
        }
    }

    async fn answer(self, log: OperationLog) -> (Step, State) {
        let answer = self.engine.run(self.prepared, self.asking).await;
        log.answered(&answer, StatusCode::OK);
        match serde_json::to_string(&answer) {
            Ok(text) if answer.has_data() => {
                let (answer, place) = (text.into(), None);
                (Step::Next(Told { answer, place }), State::Answered)
            }
            _ => {
                let refusal = Refusal::new(answer.errors().to_vec());
                (Step::Failed(refusal), State::Over)
            }
        }
    }
}

async fn follow(mut running: Box<Running>) -> (Step, State) {
    match running.next().await {
        Ok(told) => (Step::Next(told), State::Running(running)),
        Err(refusal) => (Step::Failed(refusal), State::Over),
    }
}
