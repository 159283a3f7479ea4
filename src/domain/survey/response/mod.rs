//! Responses: how they are checked, taken, and done away with.

mod answer;
mod check;
mod erase;
mod paper;
mod receipt;
mod respond;
mod unlink;

pub use self::{
    answer::Given,
    erase::{TABLES, erase},
    paper::{Paper, record},
    receipt::{Receipt, RetryKey},
    respond::{Response, respond},
    unlink::{forget_receipts, unlink, unlink_all},
};
