//! The plan of the house: who may know whom, and how large a file may be.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A room, and the words that must not be in it.
const ROOMS: [(&str, &[&str]); 9] = [
    (
        "entity/src",
        &["learning_cities", "migration::", "async_graphql", "axum"],
    ),
    (
        "migration/src",
        &["learning_cities", "entity::", "async_graphql", "axum"],
    ),
    (
        "src/domain",
        &[
            "async_graphql",
            "axum",
            "tokio",
            "jsonwebtoken",
            "crate::app",
            "crate::config",
            "crate::graphql",
            "crate::http",
            "crate::token",
        ],
    ),
    (
        "src/token",
        &["async_graphql", "axum", "crate::graphql", "crate::http"],
    ),
    (
        "src/app",
        &[
            "async_graphql",
            "axum",
            "jsonwebtoken",
            "crate::graphql",
            "crate::http",
            "crate::token",
        ],
    ),
    (
        "src/feed",
        &[
            "async_graphql",
            "axum",
            "crate::graphql",
            "crate::http",
            "crate::token",
            "Entity::find",
        ],
    ),
    (
        "src/worker",
        &[
            "async_graphql",
            "axum",
            "sea_orm",
            "crate::http",
            "crate::token",
        ],
    ),
    (
        "src/graphql",
        &[
            "axum",
            "jsonwebtoken",
            "crate::http",
            "crate::token",
            "Entity::find",
        ],
    ),
    (
        "src/http",
        &[
            "async_graphql::",
            "jsonwebtoken",
            "sea_orm",
            "sqlx",
            "entity::",
        ],
    ),
];

/// Files longer than this are two files.
const WALL: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "there is nothing in {folder}");
    found
}

/// The lines of a file that are not comments, with their numbers.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(number, line)| (number + 1, line.to_owned()))
        .collect()
}

fn lines_with(folder: &str, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for path in files(folder) {
        for (number, line) in code(&path) {
            if line.contains(word) {
                let path = path.strip_prefix(root()).unwrap().display();
                found.push(format!("{path}:{number}: {}", line.trim()));
            }
        }
    }
    found
}

#[test]
fn each_room_knows_only_the_rooms_below_it() {
    for (room, words) in ROOMS {
        for word in words {
            let found = lines_with(room, word);
            assert!(
                found.is_empty(),
                "main → http → graphql | token → domain → entity: {room} must not mention {word}\n{}",
                found.join("\n")
            );
        }
    }
}

#[test]
fn only_the_schema_knows_the_graphql_library() {
    let inside = root().join("src/graphql");
    let found: Vec<String> = files("src")
        .into_iter()
        .filter(|path| !path.starts_with(&inside))
        .filter(|path| {
            code(path)
                .iter()
                .any(|(_, line)| line.contains("async_graphql::"))
        })
        .map(|path| path.display().to_string())
        .collect();

    assert!(
        found.is_empty(),
        "async-graphql is a pre-release that we may have to replace: keep it in src/graphql\n{}",
        found.join("\n")
    );
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut long = Vec::new();
    for folder in ["src", "entity/src", "migration/src", "tests"] {
        for path in files(folder) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            if lines > WALL {
                long.push(format!("{} has {lines} lines", path.display()));
            }
        }
    }
    assert!(
        long.is_empty(),
        "these are two files each:\n{}",
        long.join("\n")
    );
}

#[test]
fn every_file_says_what_it_is() {
    for folder in ["src", "entity/src", "migration/src", "tests"] {
        for path in files(folder) {
            let text = fs::read_to_string(&path).unwrap();
            assert!(
                text.starts_with("//! "),
                "{} does not say what it is",
                path.display()
            );
        }
    }
}
