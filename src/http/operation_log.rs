//! One line in the log for each operation.
//!
//! It says what the operation was called and what it took, never what it asked
//! or what was answered: documents and variables may hold what a citizen wrote.

use std::time::Instant;

use axum::http::StatusCode;

use crate::{
    domain::Viewer,
    graphql::{Answer, Prepared, Refusal},
};

/// What the line says.
pub(super) struct OperationLog {
    began: Instant,
    request_id: String,
    name: String,
    kind: &'static str,
    body: String,
    client: String,
}

impl OperationLog {
    pub(super) fn begin(request_id: &str) -> Self {
        Self {
            began: Instant::now(),
            request_id: request_id.to_owned(),
            name: String::new(),
            kind: "none",
            body: String::new(),
            client: "public".to_owned(),
        }
    }

    /// It is known who asks: a body, by one of its clients.
    pub(super) fn asked_by(&mut self, viewer: &Viewer) {
        if let Viewer::Body(speaker) = viewer {
            self.body.clone_from(&speaker.name);
            self.client.clone_from(&speaker.client);
        }
    }

    /// The operation is known. Its name is a GraphQL name: letters and digits.
    pub(super) fn prepared(&mut self, prepared: &Prepared) {
        prepared
            .name()
            .unwrap_or_default()
            .clone_into(&mut self.name);
        self.kind = prepared.kind().as_str();
    }

    /// It ran.
    pub(super) fn answered(self, answer: &Answer, status: StatusCode) {
        let code = answer.errors().first().map_or("", |fault| fault.code());
        let sums = Sums {
            cost: answer.facts().cost,
            statements: answer.facts().statements,
            errors: answer.errors().len(),
        };
        self.write(&sums, code, status);
    }

    /// It began, and goes on.
    pub(super) fn begun(self, cost: u64) {
        let sums = Sums {
            cost,
            ..Sums::default()
        };
        self.write(&sums, "", StatusCode::OK);
    }

    /// It did not run.
    pub(super) fn refused(self, refusal: &Refusal, status: StatusCode) {
        let code = refusal.errors().first().map_or("", |fault| fault.code());
        let errors = refusal.errors().len();
        self.write(&Sums::of_errors(errors), code, status);
    }

    /// It was no operation.
    pub(super) fn turned_away(self, code: &str, status: StatusCode) {
        self.write(&Sums::of_errors(1), code, status);
    }

    fn write(&self, sums: &Sums, code: &str, status: StatusCode) {
        tracing::info!(
            target: "operation",
            name = self.name,
            kind = self.kind,
            body = self.body,
            client = self.client,
            duration_ms = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX),
            statements = sums.statements,
            cost = sums.cost,
            errors = sums.errors,
            code,
            status = status.as_u16(),
            request_id = self.request_id,
        );
    }
}

#[derive(Default)]
struct Sums {
    cost: u64,
    statements: u64,
    errors: usize,
}

impl Sums {
    /// Nothing but errors.
    fn of_errors(errors: usize) -> Self {
        Self {
            errors,
            ..Self::default()
        }
    }
}
