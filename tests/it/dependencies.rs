//! Every dependency has its reason.

use std::{collections::BTreeSet, path::Path};

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
