//! What others read regularly: pages of things, calendars, lists, news.

#[macro_use]
mod singles;

mod calendars;
mod catalogue;
mod lists;
mod news;
mod pages;
mod reply;
mod rpde;

use axum::{Router, routing::get};

use super::Wire;

/// The routes of feeds.
pub(super) fn router() -> Router<Wire> {
    Router::new()
        .route("/programmes/{id}", get(pages::programme))
        .route("/offerings/{id}", get(pages::offering))
        .route("/learning-spaces/{id}", get(pages::learning_space))
        .route("/cities/{slug}", get(pages::city))
        .route("/feeds/rpde/{kind}", get(rpde::of_network))
        .route("/feeds/rpde/cities/{slug}/{kind}", get(rpde::of_city))
        .route("/lists/{file}", get(lists::list))
        .route("/news.atom", get(news::atom))
        .route("/news.json", get(news::json))
        .route("/cities/{slug}/news.atom", get(news::city_atom))
        .route("/cities/{slug}/news.json", get(news::city_json))
        .route("/catalog.jsonld", get(catalogue::catalogue))
        .route("/cities/{slug}/calendar.ics", get(calendars::city))
        .route(
            "/learning-spaces/{id}/calendar.ics",
            get(calendars::learning_space),
        )
        .route("/programmes/{id}/calendar.ics", get(calendars::programme))
}
