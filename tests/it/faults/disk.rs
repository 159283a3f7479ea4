//! The disk beneath a server fails at each of its calls in turn: with no space left, and
//! with an error of its own.

use std::{fs, io::Write, path::Path, process::Command};

use learning_cities::{app::App, limits::Limits};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{CREATE, halves, is_acknowledged, kept, named};
use crate::support::{Server, TestDatabase, config, post};

/// What Linux calls them: `EIO`, and `ENOSPC`.
const FAULTS: [(&str, i32); 2] = [("EIO", 5), ("ENOSPC", 28)];

/// A library that stands before the disk.
fn shim(folder: &Path) -> String {
    let library = folder.join("disk.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/faults/shim.c");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .args([source, "-ldl"])
        .status();
    assert!(built.unwrap().success());
    library.display().to_string()
}

/// The disk will fail in this way, once so many calls have gone well.
fn arm(fault: &Path, errno: i32, calls: i32) {
    let bytes = [errno.to_ne_bytes(), calls.to_ne_bytes()].concat();
    // In place: the server has it in its memory.
    let mut file = fs::OpenOptions::new().write(true).open(fault).unwrap();
    file.write_all(&bytes).unwrap();
}

/// Whether the disk has failed since it was armed; it does so no more.
fn disarm(fault: &Path) -> bool {
    let has_failed = fs::read(fault).unwrap()[..4] == [0; 4];
    arm(fault, 0, 0);
    has_failed
}

struct Disk {
    server: Server,
    token: String,
    url: String,
    fault: std::path::PathBuf,
    _folder: TempDir,
}

impl Disk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let fault = folder.path().join("fault");
        fs::write(&fault, [0; 8]).unwrap();
        let url = format!(
            "sqlite://{}?mode=rwc",
            folder.path().join("network.db").display()
        );
        let library = shim(folder.path());
        let settings = [
            ("DATABASE_URL", url.as_str()),
            ("LD_PRELOAD", &library),
            ("DISK_FAULT", fault.to_str().unwrap()),
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

/// Writes that are acknowledged after each fault; there are a hundred faults.
const AFTER_EACH: usize = 5;

/// Writes over a disk that fails after so many calls, and some times after that.
/// Gives the names of what was acknowledged; nothing when the disk did not fail.
fn write_over(disk: &Disk, (fault, errno): (&str, i32), calls: i32) -> Option<Vec<String>> {
    let mut names = Vec::new();
    arm(&disk.fault, errno, calls);
    let during = format!("{fault}-{calls}-during");
    let answer = disk.write(&named(&during));
    let has_failed = disarm(&disk.fault);
    if is_acknowledged(&answer) {
        names.push(during);
    } else {
        let code = answer["errors"][0]["extensions"]["code"].as_str();
        let codes = ["UNAVAILABLE", "OUTCOME_UNKNOWN"];
        assert!(code.is_some_and(|code| codes.contains(&code)), "{answer}");
    }
    disk.write(&json!({ "externalId": "dry", "title": "연습", "dry": true }));
    for number in 0..AFTER_EACH {
        let name = format!("{fault}-{calls}-{number}");
        let answer = disk.write(&named(&name));
        assert!(is_acknowledged(&answer), "{name}: {answer}");
        names.push(name);
    }
    has_failed.then_some(names)
}

#[tokio::test]
async fn nothing_is_lost_wherever_the_disk_fails() {
    if !TestDatabase::is_sqlite() {
        // The disk of PostgreSQL is its own affair; its cable is cut elsewhere.
        return;
    }
    let disk = Disk::new();
    let other = disk.app().await;
    let mut acknowledged = Vec::new();
    for fault in FAULTS {
        let mut calls = 0;
        while let Some(names) = write_over(&disk, fault, calls) {
            assert_eq!(kept(&other, &names).await, names.len(), "{fault:?} {calls}");
            acknowledged.extend(names);
            calls += 1;
        }
        println!("{fault:?} at each of {calls} calls");
        assert!(calls > 5, "{fault:?}: {calls}");
    }
    other.close().await;
    disk.server.signal("KILL");

    let restarted = disk.app().await;

    assert_eq!(kept(&restarted, &acknowledged).await, acknowledged.len());
    assert_eq!(halves(&restarted).await, 0);
}
