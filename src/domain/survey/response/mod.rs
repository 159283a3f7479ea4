//! Responses: how they are checked, taken, and done away with.

mod answer;
mod check;
mod erase;
mod paper;
mod receipt;
mod respond;
mod unlink;

pub(in crate::domain) use self::erase::has_begun;
pub use self::{
    answer::Given,
    erase::{TABLES, erase, erasures, step, unfinished},
    paper::{Paper, record},
    receipt::{Receipt, RetryKey},
    respond::{Response, respond},
    unlink::{forget_receipts, unlink, unlink_all},
};
