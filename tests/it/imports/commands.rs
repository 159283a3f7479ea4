//! The commands, as the operator of a machine types them.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::Stdio,
};

use learning_cities::feed::{Encoding, courses};
use tempfile::TempDir;

use super::{file, many};
use crate::support::program;

/// A database with the sample network, and a file of this many courses.
fn folder(count: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    let network = concat!(env!("CARGO_MANIFEST_DIR"), "/data/network.json");
    said(&folder, &["seed", network]);
    fs::write(
        folder.path().join("courses.csv"),
        file(&many(count), Encoding::Cp949),
    )
    .unwrap();
    folder
}

fn said(folder: &TempDir, arguments: &[&str]) -> String {
    let output = program(folder, arguments).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{error}");
    String::from_utf8(output.stdout).unwrap()
}

const IMPORT: [&str; 5] = ["import", "courses", "courses.csv", "--city", "kr-osan"];

#[test]
fn an_import_that_was_killed_goes_on_where_it_was() {
    let folder = folder(4_000);
    let mut child = program(&folder, &IMPORT)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let first = lines
        .map_while(Result::ok)
        .find(|line| line.ends_with("rows"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(first.as_deref(), Some("1000 of 4000 rows"));

    let output = program(&folder, &IMPORT).output().unwrap();

    let progress = String::from_utf8(output.stderr).unwrap();
    assert!(
        !progress.contains("1000 of 4000"),
        "that thousand is in: {progress}"
    );
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.contains("4000 new") && told.contains("0 refused"),
        "{told}"
    );
    said(
        &folder,
        &[
            "export",
            "courses",
            "--city",
            "kr-osan",
            "--unpublished",
            "--instructors",
            "--output",
            "out.csv",
        ],
    );
    let written = fs::read(folder.path().join("out.csv")).unwrap();
    let rows: Vec<_> = courses::read(&written)
        .unwrap()
        .into_iter()
        .map(|(_, row)| row.unwrap())
        .collect();
    assert_eq!(rows, many(4_000));
}

#[test]
fn programmes_go_out_and_in_as_they_are() {
    let folder = folder(1);
    for name in ["hanam.csv", "hanam.ndjson"] {
        let to = ["--city", "kr-hanam", "--output", name];
        said(&folder, &[&["export", "programmes"][..], &to].concat());

        let told = said(
            &folder,
            &["import", "programmes", name, "--city", "kr-hanam"],
        );

        assert!(
            told.contains("0 new\n") && told.contains("0 changed\n"),
            "{told}"
        );
        assert!(told.contains("0 refused\n"), "{told}");
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(text.starts_with('{'), name.ends_with("ndjson"));
    }
    let courses = ["export", "courses", "--city", "kr-hanam", "--format", "csv"];
    let output = program(&folder, &courses).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("leave out --format"), "{told}");
}

#[test]
fn the_report_names_every_refused_row() {
    let folder = folder(1);
    let mut bytes = file(&many(30), Encoding::Utf8);
    let text = String::from_utf8(bytes)
        .unwrap()
        .replace("오프라인", "=1+1");
    bytes = text.into_bytes();
    fs::write(folder.path().join("courses.csv"), bytes).unwrap();

    let told = said(&folder, &IMPORT);
    assert!(told.contains("30 refused"), "{told}");
    assert_eq!(told.matches("교육방법구분: This is none of").count(), 20);
    let mut with_report = IMPORT.to_vec();
    with_report.extend(["--report", "refused.csv"]);
    said(&folder, &with_report);

    let report = fs::read_to_string(folder.path().join("refused.csv")).unwrap();
    assert_eq!(report.lines().count(), 31);
    assert!(
        report
            .lines()
            .nth(1)
            .unwrap()
            .starts_with("2,refused,교육방법구분,"),
        "{report}"
    );
}

#[test]
fn what_would_go_is_told_before_it_goes() {
    let folder = folder(3);
    said(&folder, &IMPORT);
    let shorter = file(&many(2), Encoding::Utf8);
    fs::write(folder.path().join("courses.csv"), shorter).unwrap();
    let mut replace = IMPORT.to_vec();
    replace.push("--replace");
    let mut dry_run = replace.clone();
    dry_run.push("--dry-run");

    for _ in 0..2 {
        let told = said(&folder, &dry_run);
        assert!(
            told.starts_with("Nothing is kept of courses.csv:"),
            "{told}"
        );
        assert!(told.contains("1 archived"), "{told}");
        assert!(told.contains("no longer in the file: 강좌 2"), "{told}");
    }
    let told = said(&folder, &replace);
    assert!(told.starts_with("Imported courses.csv:"), "{told}");
    assert!(told.contains("1 archived"), "{told}");
    assert!(said(&folder, &replace).contains("0 archived"));
}

#[test]
fn a_mistake_ends_in_one_sentence() {
    let folder = folder(1);
    for (arguments, sentence) in [
        (
            ["import", "courses", "none.csv", "--city", "kr-osan"],
            "none.csv cannot be read",
        ),
        (
            ["import", "courses", "courses.csv", "--city", "kr-nowhere"],
            "no city kr-nowhere",
        ),
        (
            ["import", "programmes", "courses.csv", "--city", "kr-osan"],
            "is not known",
        ),
    ] {
        let output = program(&folder, &arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(sentence), "{told}");
    }
}
