//! The wire: every route on one page.

mod accept;
mod answers;
mod assets;
mod auth;
mod body;
mod feeds;
mod graphql;
mod health;
mod idempotency_key;
mod live;
mod nul;
mod oauth;
mod operation_log;
mod params;
mod patient;
mod reply;
mod request_id;
mod server;
mod surveys;
mod time_limit;
mod turn;
mod well_known;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    http::{HeaderName, HeaderValue, Method, header},
    middleware,
    routing::{get, post},
};
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    cors::{Any, CorsLayer},
    set_header::SetResponseHeaderLayer,
};

pub use self::server::{serve, serve_until, stopped};
use crate::{app::App, graphql::Engine, token::Tokens};

/// What the routes share.
#[derive(Clone)]
struct Wire {
    app: App,
    engine: Arc<Engine>,
    tokens: Arc<Tokens>,
    places: live::Places,
}

/// What a server answers while it waits for its database.
pub fn waiting_router() -> Router {
    health::waiting()
}

/// Every route, over an engine that others use as well.
pub fn router_over(app: App, engine: Arc<Engine>, tokens: Arc<Tokens>) -> Router {
    let wire = Wire {
        places: live::Places::new(app.limits()),
        app,
        engine,
        tokens,
    };
    // An operation of GraphQL looks at the clock itself: it knows what it was at.
    let in_time = middleware::from_fn_with_state(wire.clone(), time_limit::keep);
    Router::new()
        .route(
            "/oauth/token",
            post(oauth::token).fallback(oauth::no_such_method),
        )
        .route("/.well-known/jwks.json", get(well_known::key_set))
        .route(
            "/.well-known/oauth-authorization-server",
            get(well_known::issuer),
        )
        .route("/surveys/{id}/surveyjs.json", get(surveys::survey_js))
        .route("/surveys/{id}/xlsform.xlsx", get(surveys::xls_form))
        .route("/surveys/{id}/answers.csv", get(answers::csv))
        .route("/surveys/{id}/answers.ndjson", get(answers::ndjson))
        .merge(feeds::router())
        .layer(in_time)
        .route(
            "/graphql",
            post(graphql::post)
                .get(graphql::get)
                .fallback(graphql::no_such_method),
        )
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .merge(live::router())
        .merge(assets::router())
        .fallback(reply::not_found)
        .with_state(wire)
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn(request_id::assign))
                .layer(unless_set("x-content-type-options", "nosniff"))
                .layer(unless_set("referrer-policy", "no-referrer"))
                .layer(unless_set("x-frame-options", "DENY"))
                .layer(unless_set(
                    header::CONTENT_SECURITY_POLICY.as_str(),
                    "default-src 'none'; frame-ancestors 'none'",
                ))
                .layer(cross_origin())
                .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
                .layer(CatchPanicLayer::custom(reply::panicked))
                .layer(middleware::from_fn(nul::refuse)),
        )
}

/// Front ends of cities live on hosts of their own. There are no cookies here, so
/// any page may ask what anybody may ask.
fn cross_origin() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([
            header::ACCEPT_LANGUAGE,
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_NONE_MATCH,
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static("last-event-id"),
            HeaderName::from_static("x-request-id"),
            // What clients of GraphQL and tracers send by themselves.
            HeaderName::from_static("apollographql-client-name"),
            HeaderName::from_static("apollographql-client-version"),
            HeaderName::from_static("traceparent"),
            HeaderName::from_static("tracestate"),
        ])
        .expose_headers([
            header::ETAG,
            header::LINK,
            header::RETRY_AFTER,
            HeaderName::from_static("x-request-id"),
        ])
        .max_age(Duration::from_hours(24))
}

/// A header for every response that does not say otherwise itself.
fn unless_set(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(
        HeaderName::from_static(name),
        HeaderValue::from_static(value),
    )
}
