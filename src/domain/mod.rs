//! The rules of the network. Knows nothing of GraphQL, HTTP or the environment.
//!
//! A file is a concept and has the name of its table. Reads take any
//! connection; writes take a transaction and a [`viewer::Permit`].

pub mod alliance;
pub mod bank_question;
pub mod body;
mod bulk;
pub mod change;
mod check;
pub mod city;
pub mod city_profile;
pub mod client;
pub mod code;
pub mod country;
pub mod course;
pub mod designation;
pub mod error;
pub mod feedback;
pub mod filter;
pub mod first_answer;
pub mod generate;
pub mod history;
mod ids;
pub mod import_run;
mod in_use;
pub mod journal;
pub mod learning_space;
pub mod locale;
pub mod membership;
mod mint;
pub mod money;
pub mod network;
pub mod news;
pub mod observation;
pub mod offering;
pub mod office_holder;
pub mod organisation;
pub mod page;
pub mod patch;
pub mod period;
pub mod plan;
pub mod platform;
pub mod point;
pub mod problem;
pub mod programme;
pub mod record;
pub mod related;
pub mod schedule;
pub mod scope;
pub mod search;
mod searchable;
pub mod seed;
pub mod slug;
pub mod source_reference;
pub mod survey;
mod term;
pub mod text;
pub mod upsert;
pub mod viewer;
pub mod web_address;
pub mod webhook;
pub mod writing;

pub use error::{Error, Result};
pub use viewer::Viewer;
