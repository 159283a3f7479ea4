//! Whoever asks, with their token.

use axum::{
    body::Body,
    http::{Method, header},
};
use learning_cities::{
    domain::Viewer,
    graphql::Call,
    token::{Grant, TRIAL},
};
use sea_orm::Statement;
use serde_json::{Value, json};

use super::{JSON, Network, Reply, request};

/// A visitor, or a body through one of its programs.
pub struct Caller<'n> {
    network: &'n Network,
    token: Option<String>,
}

impl Network {
    /// A good token of this body, such as `city:kr-hanam`, with scopes that have
    /// spaces between them.
    pub fn token(&self, body: &str, scopes: &str) -> String {
        self.tokens.issue(&Grant {
            client: TRIAL,
            body: &body.parse().unwrap(),
            scopes: &scopes.parse().unwrap(),
        })
    }

    /// Somebody without a token.
    pub fn visitor(&self) -> Caller<'_> {
        Caller {
            network: self,
            token: None,
        }
    }

    /// A city's program.
    pub fn city(&self, slug: &str, scopes: &str) -> Caller<'_> {
        self.body(&format!("city:{slug}"), scopes)
    }

    /// An association's program.
    pub fn alliance(&self, slug: &str, scopes: &str) -> Caller<'_> {
        self.body(&format!("alliance:{slug}"), scopes)
    }

    /// A partner's program.
    pub fn organisation(&self, slug: &str, scopes: &str) -> Caller<'_> {
        self.body(&format!("organisation:{slug}"), scopes)
    }

    fn body(&self, name: &str, scopes: &str) -> Caller<'_> {
        self.holder_of(self.token(name, scopes))
    }

    /// Whoever holds this token, be it good or bad.
    pub fn holder_of(&self, token: impl Into<String>) -> Caller<'_> {
        Caller {
            network: self,
            token: Some(token.into()),
        }
    }
}

impl Caller<'_> {
    /// Asks.
    pub async fn ask(&self, query: &str) -> Reply {
        self.ask_with(query, json!({})).await
    }

    /// Asks with variables.
    pub async fn ask_with(&self, query: &str, variables: Value) -> Reply {
        self.send(query, variables, None).await
    }

    /// Asks with variables and an `Idempotency-Key`.
    pub async fn ask_with_key(&self, query: &str, variables: Value, key: &str) -> Reply {
        self.send(query, variables, Some(key)).await
    }

    async fn send(&self, query: &str, variables: Value, key: Option<&str>) -> Reply {
        let authorization = self.token.as_ref().map(|token| format!("Bearer {token}"));
        let mut headers = vec![JSON];
        if let Some(authorization) = &authorization {
            headers.push((header::AUTHORIZATION.as_str(), authorization));
        }
        if let Some(key) = key {
            headers.push(("idempotency-key", key));
        }
        let body = json!({ "query": query, "variables": variables }).to_string();
        self.network
            .send(request(
                Method::POST,
                "/graphql",
                &headers,
                Body::from(body),
            ))
            .await
    }

    /// Who this is for the domain.
    pub async fn viewer(&self) -> Viewer {
        match &self.token {
            None => Viewer::Public,
            Some(token) => self.network.tokens.viewer(token).await.unwrap(),
        }
    }

    /// The answer, and the SQL statements that it took.
    pub async fn sql(&self, query: &str) -> (Value, Vec<Statement>) {
        self.sql_with(query, json!({})).await
    }

    /// The same with variables.
    pub async fn sql_with(&self, query: &str, variables: Value) -> (Value, Vec<Statement>) {
        let call = Call {
            variables: variables.as_object().cloned().unwrap(),
            ..Call::new(query)
        };
        self.network.sql_for(self.viewer().await, call).await
    }

    /// The answer, and how many SQL statements it took.
    pub async fn statements(&self, query: &str) -> (Value, u64) {
        let (answer, statements) = self.sql(query).await;
        (answer, statements.len() as u64)
    }
}
