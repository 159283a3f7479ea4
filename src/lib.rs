//! The API that a network of learning cities runs.
//!
//! The rooms, and who may enter which:
//!
//! - [`domain`] has the rules. It knows the tables (the crate `entity`) and
//!   nothing of GraphQL, HTTP or the environment. A file there is a concept and
//!   has the name of its table.
//! - [`graphql`] is the schema, code first, with the same names again. Around the
//!   library that executes it stands [`graphql::Engine`]: limits before a document
//!   is looked at, a cache of documents, time, and what a client may read of an
//!   error.
//! - [`http`] is the wire: every route on one page.
//! - [`token`] knows who speaks: it issues tokens, and verifies ours and those of
//!   other issuers. Only [`http`] and the commands ask it.
//! - [`app`] is what a request may use: the database, the clock, the limits. It
//!   stands on [`config`], where every setting is, and [`limits`], where every
//!   number is. [`db`] counts the statements of an operation.
//! - [`feed`] writes the formats that leave the house, and reads those that come
//!   in: a file or a folder a format.
//! - [`worker`] does what no request waits for. Webhooks are told what [`graphql`]
//!   shows.
//! - [`fetch`] takes what other servers publish, with care.
//! - [`seed`] loads a network from a file, [`imports`] what a city offers, which
//!   [`exports`] writes; [`progress`] tells how far long work is, [`log`] what
//!   happened; [`mod@reference`] explains every error.
//!
//! A query goes `http` → `graphql` → `domain` → the database and back; nothing
//! goes the other way, and a test keeps it so. A list is read by
//! [`domain::page::all()`], and a page of it for each of many parents by
//! [`domain::page::per_parent()`], with one statement either way.

pub mod app;
pub mod config;
pub mod db;
pub mod domain;
pub mod exports;
pub mod feed;
pub mod fetch;
pub mod graphql;
pub mod http;
pub mod imports;
pub mod limits;
pub mod log;
pub mod private;
pub mod progress;
pub mod reference;
pub mod seed;
pub mod token;
pub mod worker;
