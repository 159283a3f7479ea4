//! Responses: how they are checked, taken, and done away with.

mod answer;
mod check;
mod erase;
mod paper;
mod respond;
mod unlink;

pub use self::{
    answer::Given,
    erase::{TABLES, erase},
    paper::{Paper, record},
    respond::{Receipt, Response, respond},
    unlink::{forget_receipts, unlink, unlink_all},
};
