//! The keys of our own issuer: made once, kept from others, changed at work.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use chrono::Utc;
use learning_cities::{
    app::Clock,
    token::{self, CACHE_LIFE, KeyState, Keys, LONGEST_LIFE},
};
use tempfile::TempDir;

use crate::support::{Server, program};

fn folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("keys.json");
    (folder, path)
}

fn now() -> chrono::DateTime<Utc> {
    Clock::Real.now()
}

/// What `keys` prints in this folder.
fn keys(folder: &TempDir, arguments: &[&str]) -> Vec<String> {
    let output = program(folder, &[&["keys"], arguments].concat())
        .output()
        .unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    said.lines().map(str::to_owned).collect()
}

#[test]
fn only_the_owner_can_read_the_keys() {
    let (_folder, path) = folder();
    Keys::open(&path, now()).unwrap();
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();

    let path = path.display();
    let refused = Keys::open(path.to_string().as_ref(), now()).err().unwrap();
    assert_eq!(
        refused.to_string(),
        format!("The file of the keys {path} is open to others; close it with: chmod 600 {path}")
    );
}

#[test]
fn servers_that_start_together_agree_on_a_key() {
    let (_folder, path) = folder();
    let opened: Vec<_> = (0..16)
        .map(|_| {
            let path = path.clone();
            thread::spawn(move || Keys::open(&path, now()).unwrap().list(now())[0].id.clone())
        })
        .collect();
    let mut ids: Vec<_> = opened.into_iter().map(|one| one.join().unwrap()).collect();
    ids.dedup();
    assert_eq!(ids.len(), 1);
}

#[test]
fn a_new_key_waits_until_everybody_knows_it() {
    let (_folder, path) = folder();
    let begun = now();
    let first = Keys::open(&path, begun).unwrap().list(begun)[0].id.clone();
    token::rotate(&path, begun).unwrap();
    let states = |after| {
        let at = begun + after;
        let listed = Keys::open(&path, begun).unwrap().list(at);
        listed
            .into_iter()
            .map(|key| (key.id == first, key.state))
            .collect::<Vec<_>>()
    };

    let signs_from = begun + CACHE_LIFE;
    let ends = signs_from + LONGEST_LIFE;
    let next = KeyState::Next { signs_from };
    let retiring = KeyState::Retiring { ends };
    assert_eq!(
        states(CACHE_LIFE / 2),
        [(true, KeyState::Signing), (false, next)]
    );
    assert_eq!(
        states(CACHE_LIFE),
        [(true, retiring), (false, KeyState::Signing)]
    );
    let end = CACHE_LIFE + LONGEST_LIFE;
    assert_eq!(
        states(end),
        [(true, KeyState::Ended), (false, KeyState::Signing)]
    );
    let again = token::rotate(&path, begun).unwrap_err().to_string();
    assert!(again.starts_with("There is a new key already"), "{again}");
}

#[test]
fn a_file_that_holds_no_keys_is_not_overwritten() {
    let (_folder, path) = folder();
    fs::write(&path, "{}").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();

    let refused = Keys::open(&path, now()).err().unwrap().to_string();

    assert!(
        refused.ends_with("does not hold keys of this server."),
        "{refused}"
    );
    assert!(token::rotate(&path, now()).is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "{}");
}

#[test]
fn the_operator_lists_and_rotates_keys() {
    let folder = TempDir::new().unwrap();
    let listed = keys(&folder, &["list"]);
    assert_eq!(listed.len(), 1);
    assert!(listed[0].ends_with("  signs"), "{listed:?}");

    let rotated = keys(&folder, &["rotate"]);
    assert_eq!(rotated[0], listed[0]);
    assert!(rotated[1].contains("  signs from "), "{rotated:?}");

    let replaced = keys(&folder, &["rotate", "--at-once"]);
    assert_eq!(replaced.len(), 1);
    assert_ne!(replaced[0], listed[0]);
}

#[test]
fn a_running_server_notices_new_keys_within_seconds() {
    let server = Server::start(&[]);
    let folder = server.folder();
    let ask = |token: &str| {
        let url = format!("http://{}/graphql?query=%7B__typename%7D", server.address());
        let authorization = format!("Authorization: Bearer {token}");
        let output = Command::new("curl")
            .args([
                "-s",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                &url,
                "-H",
                &authorization,
            ])
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let token = || {
        let arguments = ["token", "--body", "city:kr-hanam", "--scope", "city:write"];
        let mut command = program(folder, &arguments);
        let output = command
            .env("LC_BIND", server.address().to_string())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let old = token();
    assert_eq!(ask(&old), "200");

    keys(folder, &["rotate"]);
    assert_eq!(ask(&old), "200", "an old key outlives its tokens");
    keys(folder, &["rotate", "--at-once"]);
    let begun = Instant::now();
    while ask(&old) != "401" {
        assert!(begun.elapsed() < Duration::from_secs(3), "it goes on");
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(ask(&token()), "200");
}
