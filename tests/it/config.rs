//! The settings, as the program itself takes them.

use std::{fs, net::TcpListener, process::Output};

use tempfile::TempDir;

use crate::support::program;

/// Runs the program to its end.
fn run(arguments: &[&str], environment: &[(&str, &str)], file: Option<&str>) -> Output {
    let folder = TempDir::new().unwrap();
    let mut command = program(&folder, arguments);
    if let Some(text) = file {
        fs::write(folder.path().join("lc.toml"), text).unwrap();
        command.env("LC_CONFIG", "lc.toml");
    }
    command.envs(environment.iter().copied()).output().unwrap()
}

/// What `config` prints.
fn printed(arguments: &[&str], environment: &[(&str, &str)], file: Option<&str>) -> String {
    let output = run(&[&["config"], arguments].concat(), environment, file);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The one sentence that a wrong setting ends with.
fn refused(arguments: &[&str], environment: &[(&str, &str)], file: Option<&str>) -> String {
    let output = run(arguments, environment, file);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    said.trim().to_owned()
}

#[test]
fn a_flag_beats_the_environment_beats_the_file_beats_the_default() {
    let flag = ["--bind", "127.0.0.1:1"];
    let environment = [("LC_BIND", "127.0.0.1:2"), ("LC_LIMIT_DEPTH", "12")];
    let file = Some("bind = '127.0.0.1:3'\nlog = 'warn'\n[limits]\ndepth = 13\naliases = 14\n");

    let all = printed(&flag, &environment, file);
    assert!(all.contains("bind = \"127.0.0.1:1\" # flag\n"), "{all}");
    assert!(all.contains("log = \"warn\" # file\n"));
    assert!(all.contains("depth = 12 # environment\n"));
    assert!(all.contains("aliases = 14 # file\n"));
    assert!(all.contains("tokens = 2000 # default\n"));
    assert!(all.contains("public-url = \"http://127.0.0.1:1\" # default\n"));

    assert!(printed(&[], &environment, file).contains("bind = \"127.0.0.1:2\" # environment\n"));
    assert!(printed(&[], &[], file).contains("bind = \"127.0.0.1:3\" # file\n"));
    assert!(printed(&[], &[], None).contains("bind = \"127.0.0.1:8080\" # default\n"));
}

#[test]
fn flags_may_stand_before_and_behind_the_command() {
    let before = run(&["--bind", "127.0.0.1:1", "config"], &[], None);
    let behind = run(&["config", "--bind", "127.0.0.1:1"], &[], None);

    assert!(before.status.success());
    assert_eq!(before.stdout, behind.stdout);
    assert!(printed(&["--empty"], &[], None).contains("empty = true # flag\n"));
    assert!(printed(&["--empty=false"], &[], None).contains("empty = false # flag\n"));
}

#[test]
fn passwords_are_never_printed() {
    let url = "postgres://anna:s3cret@db.example/lc?password=s3cret";

    let printed = printed(&[], &[("DATABASE_URL", url)], None);
    assert!(
        printed.contains("postgres://anna:***@db.example/lc?password=***"),
        "{printed}"
    );
    assert!(!printed.contains("s3cret"));

    let help = run(&["--help"], &[("DATABASE_URL", url)], None);
    assert!(!String::from_utf8_lossy(&help.stdout).contains("s3cret"));

    let wrong = refused(
        &["config"],
        &[("DATABASE_URL", "mysql://anna:s3cret@db/lc")],
        None,
    );
    assert!(!wrong.contains("s3cret"), "{wrong}");
}

#[test]
fn what_is_printed_can_be_read_again() {
    let first = printed(
        &["--bind", "127.0.0.1:7"],
        &[("LC_LIMIT_DEPTH", "12")],
        None,
    );

    let second = printed(&[], &[], Some(&first));

    let values = |text: &str| {
        let values = text
            .lines()
            .map(|line| line.split(" # ").next().unwrap().to_owned());
        values.collect::<Vec<_>>()
    };
    assert_eq!(values(&first), values(&second));
}

#[test]
fn each_wrong_value_ends_in_one_sentence() {
    for (variable, value, sentence) in [
        (
            "LC_BIND",
            "localhost",
            "the variable LC_BIND is \"localhost\"; it should be an address with a port, such as \
             127.0.0.1:8080.",
        ),
        (
            "DATABASE_URL",
            "mysql://db/lc",
            "the variable DATABASE_URL is \"mysql://db/lc\"; it should be a URL that begins with \
             sqlite: or postgres:.",
        ),
        (
            "LC_PUBLIC_URL",
            "lc.example",
            "the variable LC_PUBLIC_URL is \"lc.example\"; it should be a URL that begins with \
             http:// or https://.",
        ),
        (
            "LC_EMPTY",
            "maybe",
            "the variable LC_EMPTY is \"maybe\"; it should be true or false.",
        ),
        (
            "LC_LOG",
            "operation=loud",
            "the variable LC_LOG is \"operation=loud\"; it should be a log filter, such as info or \
             operation=warn.",
        ),
        (
            "LC_LOG_FORMAT",
            "xml",
            "the variable LC_LOG_FORMAT is \"xml\"; it should be auto, text or json.",
        ),
        (
            "LC_LIMIT_DEPTH",
            "0",
            "the variable LC_LIMIT_DEPTH is \"0\"; it should be a whole number of at least 1.",
        ),
        (
            "LC_DATABASE_CONNECTIONS",
            "many",
            "the variable LC_DATABASE_CONNECTIONS is \"many\"; it should be a whole number from 2 \
             to 1000.",
        ),
    ] {
        let said = refused(&["config"], &[(variable, value)], None);
        assert_eq!(said, format!("learning-cities: {sentence}"));
    }
    let said = refused(&["serve", "--bind", "8080"], &[], None);
    assert!(
        said.starts_with("learning-cities: --bind is \"8080\""),
        "{said}"
    );
}

#[test]
fn a_wrong_settings_file_is_refused_with_the_place() {
    for (text, wanted) in [
        (
            "bnid = '127.0.0.1:1'",
            "has a key that is no setting: \"bnid\"",
        ),
        (
            "[limits]\ndetph = 3",
            "has a key that is no setting: \"limits.detph\"",
        ),
        ("bind = ", "lc.toml is not right in line 1"),
        ("log = ['info']", "cannot have the array in \"log\""),
        ("bind = 'x'", "\"bind\" in the settings file is \"x\""),
    ] {
        let said = refused(&["config"], &[], Some(text));
        assert!(said.contains(wanted), "{said}");
    }
    let said = refused(&["config", "--config", "nowhere.toml"], &[], None);
    assert!(
        said.contains("The settings file nowhere.toml cannot be read"),
        "{said}"
    );
}

#[test]
fn an_unknown_flag_is_wrong_use() {
    assert_eq!(run(&["--colour"], &[], None).status.code(), Some(2));
    assert_eq!(run(&["dance"], &[], None).status.code(), Some(2));
    assert_eq!(run(&["--help"], &[], None).status.code(), Some(0));
}

#[test]
fn a_port_that_is_taken_is_a_failure() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();

    let output = run(&["--bind", &address], &[], None);

    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    let sentence =
        format!("learning-cities: Cannot listen on {address}: another program listens there.\n");
    assert_eq!(said, sentence);
}

#[test]
fn a_database_that_cannot_be_opened_is_a_failure() {
    let url = "sqlite:///nowhere/at/all/lc.db?mode=rwc";

    let output = run(&["migrate", "status"], &[("DATABASE_URL", url)], None);

    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("learning-cities: The database cannot be opened: "),
        "{said}"
    );
}

#[test]
fn the_schema_needs_neither_settings_nor_database() {
    let output = run(&["schema"], &[("DATABASE_URL", "mysql://nowhere")], None);

    assert!(output.status.success());
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("type Query {")
    );
}

#[test]
fn the_tables_go_up_and_down() {
    let folder = TempDir::new().unwrap();
    let migrate = |direction: &str| {
        let output = program(&folder, &["migrate", direction]).output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    };

    assert!(
        migrate("status")
            .lines()
            .all(|line| line.starts_with("missing "))
    );
    let steps = migrate("status").lines().count();
    assert_eq!(migrate("up"), format!("Applied {steps} steps.\n"));
    assert_eq!(migrate("up"), "Applied 0 steps.\n");
    assert_eq!(migrate("down"), "Took back one step.\n");
    assert_eq!(migrate("status").matches("missing ").count(), 1);
    assert_eq!(migrate("up"), "Applied 1 steps.\n");
}
