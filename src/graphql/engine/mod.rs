//! What stands around the execution of an operation.
//!
//! The library is asked to do one thing only: to execute a document that is
//! known to be good. All else (limits, the rules of the specification, the cache
//! of documents, variables, time, panics, what a client may read of an error) is
//! here, and costs a field of the answer nothing.

mod given;
mod only_answer;
mod root;
mod subscription;

use std::{panic::AssertUnwindSafe, sync::Arc, time::Instant};

use async_graphql::{
    ObjectType, Request, Response, SchemaBuilder, SubscriptionType, ValidationMode,
    parser::types::{ExecutableDocument, OperationType},
};
use futures_util::{
    FutureExt,
    future::{BoxFuture, Either, select},
};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

pub(in crate::graphql) use self::only_answer::OnlyAnswer;
pub use self::subscription::{Subscription, Told};
use self::{
    only_answer::{key_in_header, only_answers},
    subscription::{Answers, events},
};
use super::{
    answer::{Answer, Facts, Refusal},
    call::{Asking, Call, Kind},
    document::{Documents, Valid, choose, name_of},
    fault::{Code, Fault, capped},
    masking,
    model::Model,
    mutation::Transaction,
    preflight::{self, Checked},
    syntax, validity,
};
use crate::{app::App, db::Db, domain, limits::Limits};

/// The operation that is meant, and the variables that it is given.
type Asked<'a> = (Option<&'a str>, &'a Map<String, Json>);

type Execute = Arc<dyn Fn(Request) -> BoxFuture<'static, Response> + Send + Sync>;

/// Answers GraphQL requests. A clone is another handle on the same engine.
#[derive(Clone)]
pub struct Engine {
    app: App,
    model: Arc<Model>,
    documents: Documents,
    /// The schema, for documents that have passed every rule.
    execute: Execute,
    /// The same for one event of a subscription.
    events: Execute,
    answers: Arc<Answers>,
}

/// A request that may run.
#[derive(Clone)]
pub struct Prepared {
    document: Arc<ExecutableDocument>,
    asked_name: Option<String>,
    variables: Map<String, Json>,
    name: Option<String>,
    kind: Kind,
    cost: u64,
    /// Names what is asked. Empty for queries, of which nothing is kept, and for
    /// answers of citizens, of which nothing may be.
    fingerprint: String,
    /// Whether all that it does has transactions of its own.
    has_own_transactions: bool,
}

impl Prepared {
    /// Whether it reads or writes.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The name that its author gave the operation.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The fields that its answer could hold.
    #[must_use]
    pub fn cost(&self) -> u64 {
        self.cost
    }
}

impl Engine {
    /// Serves the schema.
    #[must_use]
    pub fn new(app: App) -> Self {
        Self::over(app, super::builder)
    }

    /// Serves some schema.
    pub(super) fn over<Q, M, S>(app: App, build: impl Fn() -> SchemaBuilder<Q, M, S>) -> Self
    where
        Q: ObjectType + 'static,
        M: ObjectType + 'static,
        S: SubscriptionType + 'static,
    {
        let nesting = usize::try_from(app.limits().nesting).unwrap_or(usize::MAX);
        // The rules are ours: here is only what the library does in any case.
        let schema = build()
            .validation_mode(ValidationMode::Fast)
            .limit_recursive_depth(nesting)
            .disable_suggestions()
            .finish();
        Self {
            model: Arc::new(Model::new(&schema.sdl())),
            documents: Documents::new(app.limits()),
            answers: Arc::new(Answers::new(app.limits())),
            app,
            events: events(schema.clone()),
            execute: execute(schema),
        }
    }

    /// Looks at a request from every side without running it.
    pub fn prepare(&self, call: Call) -> Result<Prepared, Refusal> {
        let mut kind = None;
        self.examine(call, &mut kind)
            .map_err(|faults| Refusal::new(capped(faults, self.limits())).of(kind))
    }

    fn examine(&self, call: Call, found: &mut Option<Kind>) -> Result<Prepared, Vec<Fault>> {
        let text = call.query.ok_or_else(|| vec![not_persisted()])?;
        let asked = call.operation_name.filter(|name| !name.is_empty());
        let (valid, checked) = match self.documents.get(&text) {
            Some(valid) => {
                let checked = self.measure(&valid.document, (asked.as_deref(), &call.variables))?;
                (valid, checked)
            }
            None => self.meet(&text, (asked.as_deref(), &call.variables), found)?,
        };
        let document = Arc::clone(&valid.document);
        let operation = choose(&document, asked.as_deref()).map_err(|fault| vec![fault])?;
        let kind = kind(operation.node.ty);
        *found = Some(kind);
        let name = name_of(&document, asked.as_deref());
        let given = (&call.variables, valid.never_null.of(name.as_deref()));
        let faults = validity::check_variables(&operation.node, given, &self.model);
        if !faults.is_empty() {
            return Err(faults);
        }
        let has_own_transactions = only_answers(&operation.node);
        let asks = (text.as_str(), asked.as_deref());
        let (document, fingerprint) = match kind {
            _ if has_own_transactions => (document, String::new()),
            Kind::Query => (document, String::new()),
            Kind::Mutation => (document, fingerprint(asks, &call.variables)),
            Kind::Subscription => subscription::prepare(document, asks, &call.variables)
                .map_err(|fault| vec![fault])?,
        };
        Ok(Prepared {
            kind,
            fingerprint,
            has_own_transactions,
            name,
            asked_name: asked,
            variables: call.variables,
            cost: checked.cost,
            document,
        })
    }

    /// Looks at a document for the first time.
    fn meet(
        &self,
        text: &str,
        (asked, variables): Asked,
        found: &mut Option<Kind>,
    ) -> Result<(Arc<Valid>, Checked), Vec<Fault>> {
        preflight::check_text(text, self.limits())?;
        let written = syntax::parse(text).map_err(|error| vec![error.into()])?;
        let document = Arc::new(syntax::lower(&written));
        let checked = self.measure(&document, (asked, variables))?;
        *found = choose(&document, asked)
            .ok()
            .map(|operation| kind(operation.node.ty));
        let never_null = validity::check(&written, &self.model, self.limits())?;
        let valid = Arc::new(Valid {
            document,
            never_null,
        });
        self.documents.keep(text, &valid);
        Ok((valid, checked))
    }

    fn measure(
        &self,
        document: &ExecutableDocument,
        (asked, variables): Asked,
    ) -> Result<Checked, Vec<Fault>> {
        preflight::check_document(document, (asked, variables), &self.model, self.limits())
    }

    /// Runs what may run.
    pub async fn run(&self, prepared: Prepared, asking: Asking) -> Answer {
        let db = if asking.record_statements {
            Db::recording(self.app.reader().clone())
        } else {
            Db::new(self.app.reader().clone())
        };
        let cost = prepared.cost;
        let work = self.work(prepared, &db, &asking).boxed();
        self.bounded(work, (&db, cost), &asking).await
    }

    /// Gives an answer in time, whatever the work comes to.
    async fn bounded(
        &self,
        work: BoxFuture<'_, domain::Result<Answer>>,
        (db, cost): (&Db, u64),
        asking: &Asking,
    ) -> Answer {
        let began = Instant::now();
        let mut answer = match self.in_time(work).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => failed(masking::broken(error, &asking.request_id)),
            Err(Stopped::OutOfTime) if db.is_committing() => failed(Fault::outcome_unknown()),
            Err(Stopped::OutOfTime) => failed(self.out_of_time()),
            Err(Stopped::Panicked) => failed(panicked(&asking.request_id)),
        };
        if let Some(fault) = answer
            .errors
            .iter()
            .find(|fault| fault.is_of_the_database())
        {
            // Half an answer would look like a network with less in it.
            answer = failed(fault.clone().anywhere());
        }
        answer.errors = capped(answer.errors, self.limits());
        answer.facts = Facts {
            cost,
            statements: db.statements(),
            duration: began.elapsed(),
            recorded: db.recorded(),
            ..answer.facts
        };
        answer
    }

    async fn work(&self, prepared: Prepared, db: &Db, asking: &Asking) -> domain::Result<Answer> {
        if prepared.has_own_transactions && asking.idempotency_key.is_some() {
            return Ok(Answer {
                data: Some(async_graphql::Value::Null),
                ..failed(key_in_header())
            });
        }
        let is_alone = prepared.kind == Kind::Query || prepared.has_own_transactions;
        if is_alone || asking.viewer.body().is_none() {
            return Ok(self.execute(prepared, (db, None), asking).await);
        }
        let fingerprint = prepared.fingerprint.clone();
        let (transaction, db) = Transaction::begin(&self.app, db, asking, fingerprint).await?;
        let transaction = Arc::new(transaction);
        let writing = Some(Arc::clone(&transaction));
        let answer = self.execute(prepared, (&db, writing), asking).await;
        let answer = answer.whole_or_none();
        let first = transaction.finish(&answer).await?;
        self.app.signal().call();
        match first {
            Some(first) => Ok(Answer::again(&first)),
            None => Ok(answer),
        }
    }

    async fn execute(
        &self,
        prepared: Prepared,
        place: (&Db, Option<Arc<Transaction>>),
        asking: &Asking,
    ) -> Answer {
        let is_answer = prepared.has_own_transactions;
        let mut request = super::equip(request(prepared), &self.app, place, asking);
        if is_answer {
            request = request.data(OnlyAnswer);
        }
        // Who sets up a webhook says what it is to ask.
        let request = request.data(self.clone());
        answer((self.execute)(request).await, asking)
    }

    async fn in_time<T>(&self, work: impl Future<Output = T>) -> Result<T, Stopped> {
        let limit = tokio::time::sleep(self.limits().operation_time());
        let work = AssertUnwindSafe(work).catch_unwind();
        match select(std::pin::pin!(work), std::pin::pin!(limit)).await {
            Either::Left((Ok(outcome), _)) => Ok(outcome),
            Either::Left((Err(_), _)) => Err(Stopped::Panicked),
            Either::Right(_) => Err(Stopped::OutOfTime),
        }
    }

    fn out_of_time(&self) -> Fault {
        let seconds = self.limits().operation_seconds;
        let message = format!("The operation took longer than {seconds} seconds and was stopped.");
        Fault::new(Code::Timeout, message)
    }

    /// What the operations run in.
    pub(super) fn app(&self) -> &App {
        &self.app
    }

    fn limits(&self) -> &Limits {
        self.app.limits()
    }
}

/// Why an operation did not come to its end.
enum Stopped {
    OutOfTime,
    Panicked,
}

fn execute<Q, M, S>(schema: async_graphql::Schema<Q, M, S>) -> Execute
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    Arc::new(move |request| {
        let schema = schema.clone();
        async move { schema.execute(request).await }.boxed()
    })
}

fn request(prepared: Prepared) -> Request {
    let mut request = Request::new("");
    let asked = prepared.asked_name.as_deref();
    let mut document = Arc::unwrap_or_clone(prepared.document);
    request.variables = given::complete(&mut document, (asked, prepared.variables));
    request.operation_name = prepared.asked_name;
    request.set_parsed_query(document);
    request
}

fn answer(response: Response, asking: &Asking) -> Answer {
    let failed = |error| masking::failed(error, &asking.request_id);
    Answer {
        errors: response.errors.into_iter().map(failed).collect(),
        data: Some(response.data),
        facts: Facts::default(),
    }
}

fn failed(fault: Fault) -> Answer {
    Answer {
        errors: vec![fault],
        ..Answer::default()
    }
}

/// Names a request by all that it asks for, so that another one under the same
/// idempotency key is noticed.
fn fingerprint(asks: (&str, Option<&str>), variables: &Map<String, Json>) -> String {
    let whole = serde_json::json!([asks, variables]).to_string();
    format!("{:x}", Sha256::digest(whole.as_bytes()))
}

fn kind(ty: OperationType) -> Kind {
    match ty {
        OperationType::Query => Kind::Query,
        OperationType::Mutation => Kind::Mutation,
        OperationType::Subscription => Kind::Subscription,
    }
}

fn panicked(request_id: &str) -> Fault {
    tracing::error!(request_id, "an operation panicked");
    Fault::internal(request_id)
}

/// What clients with automatic persisted queries wait for: they send the document then.
fn not_persisted() -> Fault {
    Fault::new(
        Code::PersistedQueryNotSupported,
        "PersistedQueryNotSupported",
    )
}

#[cfg(test)]
mod tests;
