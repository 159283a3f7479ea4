//! The README tells the truth: its requests are sent, its answers compared, its
//! links followed.

use std::{path::Path, process::Command};

use learning_cities::domain::scope::Scope;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{JSON, Network, Server, program};

const README: &str = include_str!("../../README.md");

/// The fenced blocks of a page: their language and their text.
fn blocks(page: &str) -> Vec<(&str, String)> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((language, text.join("\n")));
        }
    }
    blocks
}

/// What `curl` posts: the text between the quotes of `--json`.
fn posted(command: &str) -> Option<&str> {
    let body = command.strip_prefix("curl http://127.0.0.1:8080/graphql --json '")?;
    body.strip_suffix('\'')
}

#[tokio::test]
async fn every_request_gets_the_answer_that_is_printed() {
    let network = Network::start().await;
    let blocks = blocks(README);
    let mut requests = 0;
    for pair in blocks.windows(2) {
        let [("sh", command), ("json", answer)] = pair else {
            continue;
        };
        let body = posted(command).expect("a command with an answer is a request");
        let reply = network.post(&[JSON], body.to_owned()).await;
        let printed: Value = serde_json::from_str(answer).unwrap();
        assert_eq!(*reply.json(), printed, "{command}");
        requests += 1;
    }
    assert_eq!(
        requests, 8,
        "one request for each door, one that follows, and four for the loop"
    );
}

#[test]
fn every_other_command_is_one_that_the_tests_run() {
    let commands: Vec<String> = blocks(README)
        .into_iter()
        .filter(|(language, command)| *language == "sh" && posted(command).is_none())
        .map(|(_, command)| command)
        .collect();
    let [run, with_a_token, test] = commands.try_into().unwrap();
    assert_eq!([run.as_str(), test.as_str()], ["cargo run", "./test"]);
    assert_eq!(with_a_token, lines_with_a_token().0);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let test = std::fs::read_to_string(root.join("test")).unwrap();
    assert!(
        test.contains("node tests/clients/run.mjs cargo run --locked\n"),
        "./test runs the main job as a user does"
    );
}

/// The lines that get a token and use it, and what they print.
fn lines_with_a_token() -> (String, String) {
    let blocks = blocks(README);
    let at = blocks
        .iter()
        .position(|(language, _)| *language == "text")
        .unwrap();
    (blocks[at - 1].1.clone(), blocks[at].1.clone())
}

#[test]
fn the_lines_with_a_token_print_what_they_say() {
    let server = Server::start(&[]);
    let address = server.address().to_string();
    let (lines, printed) = lines_with_a_token();
    let program = env!("CARGO_BIN_EXE_learning-cities");
    let lines = lines
        .replace("cargo run --quiet --", program)
        .replace("127.0.0.1:8080", &address);

    let output = Command::new("sh")
        .args(["-ec", &lines])
        .current_dir(server.folder())
        .env("LC_BIND", &address)
        .output()
        .unwrap();

    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), printed);
}

#[test]
fn the_page_on_tokens_names_every_scope() {
    let page = include_str!("../../docs/auth.md");
    for scope in Scope::ALL {
        let row = format!("| `{}` | {} |\n", scope.as_str(), scope.meaning());
        assert!(page.contains(&row), "{row}");
    }
}

#[test]
fn the_issuer_on_the_page_on_tokens_can_be_configured() {
    let blocks = blocks(include_str!("../../docs/auth.md"));
    let toml = blocks.iter().find(|(language, _)| *language == "toml");
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("lc.toml"), &toml.unwrap().1).unwrap();

    let mut command = program(&folder, &["config", "--config", "lc.toml"]);
    let output = command.output().unwrap();

    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{shown}");
    assert!(shown.contains("client_claim = \"azp\"\n"), "{shown}");
}

#[test]
fn every_link_to_a_file_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in [
        "README.md",
        "docs/api-design.md",
        "docs/auth.md",
        "docs/adding-a-concept.md",
        "docs/consumers.md",
        "docs/feeds.md",
        "docs/imports.md",
        "docs/subscriptions.md",
        "docs/surveys.md",
        "docs/webhooks.md",
        "docs/webhooks.md",
    ] {
        let folder = root.join(page).parent().unwrap().to_owned();
        let text = std::fs::read_to_string(root.join(page)).unwrap();
        let targets = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        for target in targets.filter(|target| !target.starts_with("http")) {
            assert!(folder.join(target).exists(), "{page} links to {target}");
        }
    }
}
