//! The machine beneath a server fails at each call of the database in turn: the disk with
//! an error of its own and with no space left, the memory with none left.

use std::{fs, io::Write, path::Path, process::Command};

use learning_cities::{app::App, limits::Limits};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{CREATE, halves, is_acknowledged, kept, named};
use crate::support::{Server, TestDatabase, config, post};

/// What Linux calls them, its number, and each how many-th call fails: a write asks for
/// memory a thousand times.
const FAULTS: [(&str, i32, i32); 3] = [("EIO", 5, 1), ("ENOSPC", 28, 1), ("ENOMEM", 12, 7)];

/// A library that stands before the disk and the memory.
fn shim(folder: &Path) -> String {
    let library = folder.join("shim.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/faults/shim.c");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .args([source, "-ldl"])
        .status();
    assert!(built.unwrap().success());
    library.display().to_string()
}

/// Where in the program `SQLite` asks for memory, as the shim wants it.
fn allocator() -> String {
    let symbols = Command::new("nm")
        .args(["--print-size", env!("CARGO_BIN_EXE_learning-cities")])
        .output()
        .unwrap();
    let symbols = String::from_utf8(symbols.stdout).unwrap();
    let number = |digits: &str| u64::from_str_radix(digits, 16).unwrap();
    let parts: Vec<(u64, u64)> = symbols
        .lines()
        .filter(|line| line.ends_with("sqlite3MemMalloc") || line.ends_with("sqlite3MemRealloc"))
        .map(|line| line.split(' ').collect::<Vec<_>>())
        .map(|words| (number(words[0]), number(words[0]) + number(words[1])))
        .collect();
    let first = parts.iter().map(|(begin, _)| begin).min().unwrap();
    let last = parts.iter().map(|(_, end)| end).max().unwrap();
    format!("{first:x}-{last:x}")
}

/// The machine will fail in this way, once so many calls have gone well.
fn arm(fault: &Path, errno: i32, calls: i32) {
    let bytes = [errno.to_ne_bytes(), calls.to_ne_bytes()].concat();
    // In place: the server has it in its memory.
    let mut file = fs::OpenOptions::new().write(true).open(fault).unwrap();
    file.write_all(&bytes).unwrap();
}

/// Whether the machine has failed since it was armed; it does so no more.
fn disarm(fault: &Path) -> bool {
    let has_failed = fs::read(fault).unwrap()[..4] == [0; 4];
    arm(fault, 0, 0);
    has_failed
}

struct Machine {
    server: Server,
    token: String,
    url: String,
    fault: std::path::PathBuf,
    _folder: TempDir,
}

impl Machine {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let fault = folder.path().join("fault");
        fs::write(&fault, [0; 8]).unwrap();
        let url = format!(
            "sqlite://{}?mode=rwc",
            folder.path().join("network.db").display()
        );
        let (library, allocator) = (shim(folder.path()), allocator());
        let settings = [
            ("DATABASE_URL", url.as_str()),
            ("LD_PRELOAD", &library),
            ("FAULT", fault.to_str().unwrap()),
            ("FAULT_ALLOCATOR", &allocator),
            ("LC_LOG", "off"),
        ];
        let server = Server::start(&settings);
        let token = server.token(&settings[..1], "city:kr-hanam", "programme:write");
        Self {
            server,
            token,
            fault,
            url: url.clone(),
            _folder: folder,
        }
    }

    fn write(&self, variables: &Value) -> Value {
        let body = json!({ "query": CREATE, "variables": variables });
        post(self.server.address(), &self.token, (&body, "")).unwrap()
    }

    async fn app(&self) -> App {
        App::open(&config(&self.url, Limits::default()))
            .await
            .unwrap()
    }
}

/// Writes that are acknowledged after each fault; there are hundreds of faults.
const AFTER_EACH: usize = 5;

/// Writes over a machine that fails after so many calls, and some times after that.
/// Gives the names of what was acknowledged; nothing when it did not fail.
fn write_over(machine: &Machine, (fault, errno): (&str, i32), calls: i32) -> Option<Vec<String>> {
    let mut names = Vec::new();
    arm(&machine.fault, errno, calls);
    let during = format!("{fault}-{calls}-during");
    let answer = machine.write(&named(&during));
    let has_failed = disarm(&machine.fault);
    if is_acknowledged(&answer) {
        names.push(during);
    } else {
        let code = answer["errors"][0]["extensions"]["code"].as_str();
        let codes = ["UNAVAILABLE", "OUTCOME_UNKNOWN"];
        assert!(code.is_some_and(|code| codes.contains(&code)), "{answer}");
    }
    machine.write(&json!({ "externalId": "dry", "title": "연습", "dry": true }));
    for number in 0..AFTER_EACH {
        let name = format!("{fault}-{calls}-{number}");
        let answer = machine.write(&named(&name));
        assert!(is_acknowledged(&answer), "{name}: {answer}");
        names.push(name);
    }
    has_failed.then_some(names)
}

#[tokio::test]
async fn nothing_is_lost_wherever_the_machine_fails() {
    if !TestDatabase::is_sqlite() {
        // The disk of PostgreSQL is its own affair; its cable is cut elsewhere.
        return;
    }
    let machine = Machine::new();
    let other = machine.app().await;
    let mut acknowledged = Vec::new();
    for (fault, errno, stride) in FAULTS {
        let mut calls = 0;
        while let Some(names) = write_over(&machine, (fault, errno), calls) {
            assert_eq!(kept(&other, &names).await, names.len(), "{fault} {calls}");
            acknowledged.extend(names);
            calls += stride;
        }
        println!("{fault} at every {stride} of {calls} calls");
        assert!(calls > 5 * stride, "{fault}: {calls}");
    }
    other.close().await;
    machine.server.signal("KILL");

    let restarted = machine.app().await;

    assert_eq!(kept(&restarted, &acknowledged).await, acknowledged.len());
    assert_eq!(halves(&restarted).await, 0);
}
