//! Nobody but its owner reads what the program keeps on the disk.

use std::{collections::BTreeMap, fs, os::unix::fs::PermissionsExt, path::Path};

use learning_cities::{app::App, limits::Limits};
use tempfile::TempDir;

use crate::support::{Server, config, program};

/// What others may do with each file of a folder.
fn modes(folder: &Path) -> BTreeMap<String, u32> {
    let files = fs::read_dir(folder).unwrap().flatten();
    let modes = files.map(|file| {
        let name = file.file_name().into_string().unwrap();
        (name, file.metadata().unwrap().permissions().mode() & 0o777)
    });
    modes.collect()
}

#[test]
fn a_server_keeps_its_files_to_itself() {
    let server = Server::start(&[]);
    server.post("/graphql", r#"{"query":"{ cities { totalCount } }"}"#);

    let modes = modes(server.folder().path());

    for file in ["", "-wal", "-shm"] {
        let name = format!("learning-cities.db{file}");
        assert_eq!(modes.get(&name), Some(&0o600), "{name}: {modes:?}");
    }
    let open: Vec<_> = modes.iter().filter(|(_, mode)| **mode != 0o600).collect();
    assert!(open.is_empty(), "{open:?}");
}

#[tokio::test]
async fn a_database_that_others_could_read_is_closed() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("old.db");
    let url = format!("sqlite://{}?mode=rwc", file.display());
    let config = config(&url, Limits::default());
    let open = |name: &str| folder.path().join(name);
    // As SQLite makes one under the usual umask.
    fs::write(&file, "").unwrap();
    fs::write(open("old.db-journal"), "").unwrap();
    for name in ["old.db", "old.db-journal"] {
        fs::set_permissions(open(name), fs::Permissions::from_mode(0o644)).unwrap();
    }

    let app = App::open(&config).await.unwrap();
    app.migrate_up().await.unwrap();

    let modes = modes(folder.path());
    assert!(modes.len() >= 3, "{modes:?}");
    assert!(modes.values().all(|mode| *mode == 0o600), "{modes:?}");
    app.close().await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("letter");
    fs::write(&file, "Dear Hanam, ").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let url = format!("sqlite://{}?mode=rwc", file.display());

    let refused = App::open(&config(&url, Limits::default())).await.err();

    let expected = format!(
        "The database cannot be opened: {} is there and is no database of SQLite.",
        file.display()
    );
    assert_eq!(refused.unwrap().to_string(), expected);
    assert_eq!(modes(folder.path()).get("letter"), Some(&0o644));
}

#[tokio::test]
async fn what_is_in_the_way_of_a_database_is_named() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| format!("{}/{name}", folder.path().display());
    for (url, reason) in [
        (
            path("a.db?mode=ro"),
            "`mode=ro` cannot be written".to_owned(),
        ),
        (
            path("a.db"),
            format!(
                "there is no {}; with `?mode=rwc` behind the address it is made",
                path("a.db")
            ),
        ),
        (
            path("no-folder/a.db?mode=rwc"),
            format!(
                "{} cannot be made: No such file or directory (os error 2)",
                path("no-folder/a.db")
            ),
        ),
        (
            path("?mode=rwc"),
            format!(
                "{} cannot be written: Is a directory (os error 21)",
                path("")
            ),
        ),
    ] {
        let config = config(&format!("sqlite://{url}"), Limits::default());
        let refused = App::open(&config).await.err().unwrap();
        let expected = format!("The database cannot be opened: {reason}.");
        assert_eq!(refused.to_string(), expected, "{url}");
    }
}

#[tokio::test]
async fn a_database_that_may_not_be_made_is_not_made() {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite://{}/none.db", folder.path().display());
    assert!(App::open(&config(&url, Limits::default())).await.is_err());
    assert!(modes(folder.path()).is_empty());
}

#[test]
fn an_export_with_drafts_is_its_owners_alone() {
    let folder = TempDir::new().unwrap();
    let network = concat!(env!("CARGO_MANIFEST_DIR"), "/data/network.json");
    let run = |arguments: &[&str]| {
        let output = program(&folder, arguments).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{error}");
    };
    run(&["seed", network]);
    let export = ["export", "programmes", "--city", "kr-osan"];
    run(&[&export[..], &["--output", "public.ndjson"]].concat());
    run(&[&export[..], &["--unpublished", "--output", "drafts.ndjson"]].concat());

    let modes = modes(folder.path());

    assert_eq!(modes.get("drafts.ndjson"), Some(&0o600));
    assert_ne!(modes.get("public.ndjson"), None);
    assert_eq!(modes.get("learning-cities.db"), Some(&0o600));
}
