//! The README tells the truth: its requests are sent, its answers compared, its
//! links followed.

use std::path::Path;

use serde_json::Value;

use crate::support::{JSON, Network};

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
    let (address, body) = command.split_once(" --json '")?;
    assert_eq!(address, "curl http://127.0.0.1:8080/graphql");
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
    assert_eq!(requests, 3, "one request for each door");
}

#[test]
fn every_other_command_is_one_that_the_tests_run() {
    let commands: Vec<String> = blocks(README)
        .into_iter()
        .filter(|(language, command)| *language == "sh" && posted(command).is_none())
        .map(|(_, command)| command)
        .collect();
    assert_eq!(commands, ["cargo run --release", "./test"]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let test = std::fs::read_to_string(root.join("test")).unwrap();
    assert!(
        test.contains("cargo run --release"),
        "./test runs the main job as a user does"
    );
}

#[test]
fn every_link_to_a_file_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in [
        "README.md",
        "docs/api-design.md",
        "docs/adding-a-concept.md",
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
