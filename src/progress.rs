//! How far long work is: a bar on a terminal, plain lines elsewhere.

use std::{
    io::{IsTerminal, stderr},
    sync::atomic::{AtomicU64, Ordering},
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::log;

/// How many plain lines a work gets.
const LINES: u64 = 20;

/// The progress of one long work, told on standard error.
#[derive(Debug)]
pub enum Progress {
    /// A bar that moves.
    Bar(ProgressBar),
    /// A line from time to time.
    Lines {
        /// What is counted.
        what: &'static str,
        /// How many there will be.
        total: u64,
        /// The number of the last line.
        told: AtomicU64,
    },
}

impl Progress {
    /// Begins a work of `total` steps; `what` is what they make.
    #[must_use]
    pub fn begin(what: &'static str, total: u64) -> Self {
        if !stderr().is_terminal() {
            return Self::Lines {
                what,
                total,
                told: AtomicU64::new(0),
            };
        }
        let bar = ProgressBar::new(total).with_message(what);
        let style = ProgressStyle::with_template(
            "{wide_bar} {human_pos} of {human_len} {msg}, {eta} to go",
        );
        Self::Bar(match style {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        })
    }

    /// Tells that `done` steps are done.
    pub fn reach(&self, done: u64) {
        match self {
            Self::Bar(bar) => bar.set_position(done),
            Self::Lines { what, total, told } => {
                if let Some(line) = line(done, *total, told) {
                    log::tell(&format!("{line} {what}"));
                }
            }
        }
    }

    /// Ends the work and takes the bar away.
    pub fn end(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

/// A line if the work has come a good part further since the last one.
fn line(done: u64, total: u64, told: &AtomicU64) -> Option<String> {
    let part = done.saturating_mul(LINES) / total.max(1);
    let before = told.fetch_max(part, Ordering::Relaxed);
    (part > before).then(|| format!("{done} of {total}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_work_gets_few_lines() {
        let told = AtomicU64::new(0);
        let lines: Vec<String> = (0..=1000)
            .filter_map(|done| line(done, 1000, &told))
            .collect();
        assert_eq!(lines.len(), 20);
        assert_eq!(lines.last().map(String::as_str), Some("1000 of 1000"));
    }

    #[test]
    fn a_work_without_steps_is_no_division_by_zero() {
        assert_eq!(line(0, 0, &AtomicU64::new(0)), None);
    }
}
