//! Every dependency has its reason.

use std::{collections::BTreeSet, path::Path, process::Command};

fn read(file: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// The crates that a manifest names, ours left out.
fn crates(manifest: &str) -> BTreeSet<String> {
    let manifest: toml::Table = toml::from_str(&read(manifest)).unwrap();
    let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
    tables
        .iter()
        .filter_map(|table| manifest.get(*table)?.as_table())
        .flat_map(toml::Table::keys)
        .filter(|name| !["entity", "migration"].contains(&name.as_str()))
        .cloned()
        .collect()
}

#[test]
fn each_direct_dependency_is_justified_in_one_line() {
    let manifests = ["Cargo.toml", "entity/Cargo.toml", "migration/Cargo.toml"];
    let used: BTreeSet<String> = manifests
        .iter()
        .flat_map(|manifest| crates(manifest))
        .collect();
    let page = read("docs/dependencies.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let justified: BTreeSet<String> = rows
        .filter_map(|row| row.split('`').next())
        .map(str::to_owned)
        .collect();
    let missing: Vec<_> = used.difference(&justified).collect();
    assert!(
        missing.is_empty(),
        "docs/dependencies.md says nothing of {missing:?}"
    );
}

#[test]
fn the_graphql_library_is_pinned_exactly() {
    let manifest = read("Cargo.toml");
    for name in ["async-graphql", "async-graphql-axum"] {
        assert!(
            manifest.contains(&format!("{name} = {{ version = \"=8.0.0-rc.5\"")),
            "{name}"
        );
    }
}

/// Each crate and its features, as cargo builds them for these kinds of dependencies.
fn crates_with_features(options: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--prefix=none"])
        .args(["--format={p} {f}", "--no-dedupe"])
        .args(options)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(str::to_owned).collect()
}

/// Another feature is another compilation, of our own crate too.
#[test]
fn what_the_tests_compile_is_what_cargo_run_compiles() {
    let run = crates_with_features(&["--edges=normal,build"]);
    let tests = crates_with_features(&["--workspace", "--edges=normal,build,dev"]);
    let again: Vec<_> = run.difference(&tests).collect();
    assert!(
        again.is_empty(),
        "the tests bring features that Cargo.toml must name too: {again:#?}"
    );
}

/// Cargo 1.95 strips no binary whose own package has a section in the profile.
#[test]
fn the_binary_of_a_release_is_stripped() {
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).unwrap();
    let profiles = manifest["profile"].as_table().unwrap();
    assert_eq!(profiles["release"]["strip"].as_str(), Some("symbols"));
    assert_eq!(profiles["dist"]["inherits"].as_str(), Some("release"));
    for (name, profile) in profiles {
        let own = profile
            .get("package")
            .and_then(|all| all.get("learning-cities"));
        assert_eq!(own, None, "{name}");
    }
}
