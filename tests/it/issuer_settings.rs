//! Outside issuers in the settings file: what is taken, shown and refused.

use std::fs;

use tempfile::TempDir;

use crate::support::program;

/// What `config` says to this settings file, and how it ends.
fn config(file: &str) -> (Option<i32>, String) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("lc.toml"), file).unwrap();
    let mut command = program(&folder, &["config", "--config", "lc.toml"]);
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

/// An issuer with these lines changed or added.
fn issuer(changes: &[&str]) -> String {
    let mut lines = vec![
        "issuer = 'https://login.example.org'",
        "algorithms = ['RS256']",
        "bodies = ['city:kr-hanam']",
    ];
    for change in changes {
        let key = change.split(" =").next().unwrap();
        lines.retain(|line| !line.starts_with(key));
        lines.push(change);
    }
    format!("[[issuers]]\n{}\n", lines.join("\n"))
}

#[test]
fn an_issuer_is_shown_with_its_defaults_and_without_its_secret() {
    let secret = "0123456789abcdef0123456789abcdef";
    let shared = [
        "issuer = 'urn:hanam'",
        "algorithms = ['HS256']",
        &format!("secret = '{secret}'"),
    ];
    let file = format!(
        "{}\n{}[issuers.scopes]\neditor = 'city:write'\n",
        issuer(&[]),
        issuer(&shared)
    );

    let (code, said) = config(&file);

    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("issuer = \"https://login.example.org\"\n"),
        "{said}"
    );
    assert!(said.contains("types = [\"at+jwt\"]\n"), "{said}");
    assert!(said.contains("refetch_seconds = 30\n"), "{said}");
    assert!(said.contains("secret = \"***\"\n"), "{said}");
    assert!(
        said.contains("[issuers.scopes]\n\"editor\" = \"city:write\"\n"),
        "{said}"
    );
    assert!(!said.contains(secret), "{said}");
}

const SHORT: &str = "secret = '0123456789abcdef0123456789abcde'";
const NAME: &str = "issuer = 'urn:hanam'";

/// Lines that make an issuer wrong, and what is said of it.
const MISTAKES: &[(&[&str], &str)] = &[
    (
        &["issuer = 'http://login.example.org'"],
        "neither on https nor on this machine",
    ),
    (
        &["issuer = 'http://localhost:80@evil.example'"],
        "neither on https nor on this",
    ),
    (
        &["jwks_url = 'http://login.example.org/keys'"],
        "neither on https nor on this",
    ),
    (&["algorithms = []"], "needs algorithms"),
    (&["algorithms = ['none']"], "unknown variant `none`"),
    (&["algorithms = ['HS512']"], "unknown variant `HS512`"),
    (
        &["algorithms = ['HS256', 'RS256']"],
        "mixes HS256 with algorithms",
    ),
    (
        &[NAME, "algorithms = ['HS256']", SHORT],
        "needs a secret of at least 32 bytes",
    ),
    (
        &[NAME, "algorithms = ['HS256']"],
        "needs a secret of at least 32 bytes",
    ),
    (&[SHORT], "has a secret, but not the algorithm HS256"),
    (&["bodies = []"], "needs bodies"),
    (&["bodies = ['hanam']"], "names \"hanam\", which is no body"),
    (&["types = []"], "needs types"),
    (
        &["longest_seconds = 100000"],
        "needs longest_seconds from 60 to 86400",
    ),
    (
        &["refetch_seconds = 0"],
        "needs refetch_seconds from 1 to 3600",
    ),
    (
        &["scopes = { editor = 'tax:collect' }"],
        "there is no scope \"tax:collect\"",
    ),
    (
        &["issuer = 'http://127.0.0.1:8080'"],
        "is there twice, or is this server itself",
    ),
    (&["algorithm = 'RS256'"], "unknown field `algorithm`"),
];

#[test]
fn an_issuer_that_cannot_be_right_is_refused_in_a_sentence() {
    for (changes, said) in MISTAKES {
        let (code, output) = config(&issuer(changes));
        assert_eq!(code, Some(2), "{changes:?}: {output}");
        assert_eq!(output.lines().count(), 1, "{output}");
        assert!(output.contains(said), "{changes:?}: {output}");
        assert!(!output.contains("0123456789"), "{output}");
    }
    let (_, twice) = config(&format!("{}{}", issuer(&[]), issuer(&[])));
    assert!(twice.contains("is there twice"), "{twice}");
}
