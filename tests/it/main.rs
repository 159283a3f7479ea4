//! The network as its users meet it: one test binary, one module a subject.

mod config;
mod golden;
mod health;
mod house;
mod limits;
mod preflight;
mod support;
mod wire;
