//! The closed sets of values of the schema.
//!
//! Each mirrors a set of the tables: the compiler refuses to build when the two
//! differ.

mod bodies;
mod evidence;
mod learning;
mod listening;
mod places;
mod record_kind;
mod webhooks;

pub use self::{
    bodies::*, evidence::*, learning::*, listening::*, places::*, record_kind::*, webhooks::*,
};
