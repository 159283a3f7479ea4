//! Our engine as the services of the library's own packages run one.

use std::sync::Arc;

use async_graphql::{Data, Request, Response, Variables, http::is_accept_multipart_mixed};
use futures_util::{StreamExt, stream::BoxStream};
use serde_json::{Map, Value};

use super::Call;

/// Whether somebody asks for answers in parts, by what the `Accept` of their request says.
#[must_use]
pub fn asks_for_parts(accept: &str) -> bool {
    is_accept_multipart_mixed(accept)
}

/// The answers to a call, each as JSON.
type Answers = BoxStream<'static, Arc<str>>;

/// Runs calls by a function of ours.
#[derive(Clone)]
pub struct Executor {
    run: Arc<dyn Fn(Call) -> Answers + Send + Sync>,
}

impl Executor {
    /// An executor of this function.
    pub fn new(run: impl Fn(Call) -> Answers + Send + Sync + 'static) -> Self {
        Self { run: Arc::new(run) }
    }
}

impl async_graphql::Executor for Executor {
    async fn execute(&self, request: Request) -> Response {
        let answers = self.execute_stream(request, None);
        answers.boxed().next().await.unwrap_or_default()
    }

    fn execute_stream(
        &self,
        request: Request,
        _: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        let answers = (self.run)(call(request));
        answers.map(|answer| response(&answer)).boxed()
    }
}

fn call(request: Request) -> Call {
    let extensions = request.extensions.0.into_iter();
    Call {
        query: Some(request.query).filter(|query| !query.is_empty()),
        operation_name: request.operation_name,
        variables: object(request.variables),
        extensions: extensions
            .filter_map(|(name, value)| Some((name, value.into_json().ok()?)))
            .collect(),
    }
}

fn object(variables: Variables) -> Map<String, Value> {
    match variables.into_value().into_json() {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// An answer as the library writes one; ours are JSON that it can read.
fn response(answer: &str) -> Response {
    serde_json::from_str(answer).unwrap_or_default()
}
