//! The log: lines may be lost, the server never.
//!
//! Whoever writes a line only puts it into a queue; a thread of its own writes
//! it to standard error. A full disk, a pipe that has been closed and a pipe
//! that nobody reads therefore cost lines, and how many is told once writing
//! works again.

mod pen;
mod queue;

use std::{
    io::{IsTerminal, stderr},
    panic::{self, PanicHookInfo},
    sync::{
        LazyLock,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use tracing_subscriber::{
    EnvFilter,
    fmt::{
        format::Writer,
        time::{FormatTime, SystemTime},
    },
};

use self::{
    pen::Pen,
    queue::{Lines, Queue},
};
use crate::{
    config::{Config, LogFormat},
    db::crash,
};

/// `PostgreSQL` tells of each table that is there already; who wants to read it says so.
const CHATTER: &str = "sqlx::postgres::notice=warn";

/// How long the end of the process waits for a log that is slow to be written.
const LAST_LINES: Duration = Duration::from_secs(1);

/// The same for a panic, which may be the end of the process or of one request.
const PANIC_LINES: Duration = Duration::from_millis(100);

/// Whether the log is for programs.
static IS_JSON: AtomicBool = AtomicBool::new(false);

static QUEUE: LazyLock<&'static Queue> = LazyLock::new(|| {
    let queue: &Queue = Box::leak(Box::default());
    let write = || queue.empty_into(&mut Pen::new(stderr(), &notice));
    // Without the thread every line is lost, which is still not the server.
    drop(thread::Builder::new().name("log".to_owned()).spawn(write));
    queue
});

/// Begins to log, panics included, to the error stream: the other one is for
/// what was asked for.
pub fn begin(config: &Config) {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(format!("{CHATTER},{}", config.log)))
        .with_writer(|| Lines(*QUEUE))
        .log_internal_errors(false);
    let is_json = match config.log_format {
        LogFormat::Text => false,
        LogFormat::Json => true,
        LogFormat::Auto => !stderr().is_terminal(),
    };
    IS_JSON.store(is_json, Ordering::Relaxed);
    panic::set_hook(Box::new(log_panic));
    if is_json {
        lines
            .json()
            .flatten_event(true)
            .with_span_list(false)
            .init();
    } else {
        lines.with_ansi(stderr().is_terminal()).init();
    }
}

/// Writes a sentence on standard error, among the lines of the log.
pub fn tell(sentence: &str) {
    QUEUE.push(format!("{sentence}\n").as_bytes());
}

/// Waits until everything is written, but not for long: call it before the
/// process ends.
pub fn flush() {
    QUEUE.wait(LAST_LINES);
}

/// Says where, not what: the message may hold what somebody sent.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    tracing::error!(place, "a panic");
    QUEUE.wait(PANIC_LINES);
    crash::note_panic();
}

/// The line that tells how many lines are missing where it stands.
fn notice(lost: u64) -> String {
    let message = match lost {
        1 => "1 log line was lost".to_owned(),
        _ => format!("{lost} log lines were lost"),
    };
    let mut timestamp = String::new();
    // Without a time it is still a line.
    SystemTime
        .format_time(&mut Writer::new(&mut timestamp))
        .unwrap_or_default();
    let target = module_path!();
    if IS_JSON.load(Ordering::Relaxed) {
        let line = serde_json::json!({
            "timestamp": timestamp, "level": "WARN", "message": message, "lost": lost,
            "target": target,
        });
        format!("{line}\n")
    } else {
        format!("{timestamp}  WARN {target}: {message}\n")
    }
}
