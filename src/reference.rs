//! Every error on one page: for the documents, and for whoever follows `extensions.help`.

use std::fmt::Write;

use crate::{
    domain::problem::{ProblemCode, listed},
    graphql::Code,
};

/// A code, and what there is to say of it.
struct Entry {
    code: &'static str,
    meaning: &'static str,
    /// What to do about it, or the sentences that it comes with.
    lines: Vec<&'static str>,
}

/// A part of the page.
struct Part {
    title: &'static str,
    words: &'static str,
    entries: Vec<Entry>,
}

fn parts() -> [Part; 2] {
    let of_requests = Code::EXPLAINED.iter().map(|(code, meaning, deed)| Entry {
        code: code.as_str(),
        meaning,
        lines: vec![deed],
    });
    let of_inputs = ProblemCode::EXPLAINED.iter().map(|(code, meaning)| Entry {
        code: code.as_str(),
        meaning,
        lines: sentences(*code),
    });
    [
        Part {
            title: "`errors`",
            words: "What the input of a mutation cannot mend: `extensions.code` says what it is, \
                    `extensions.help` leads here.",
            entries: of_requests.collect(),
        },
        Part {
            title: "`userErrors`",
            words: "What to mend in the input of a mutation, each problem at its `field`. Nothing \
                    was changed. Each message says what to do, in English, Korean and both \
                    Chinese scripts; `{0}` stands for a value.",
            entries: of_inputs.collect(),
        },
    ]
}

fn sentences(code: ProblemCode) -> Vec<&'static str> {
    let of_code = listed().filter(|(of, _)| *of == code);
    of_code.map(|(_, sentence)| sentence).collect()
}

/// The page as Markdown.
#[must_use]
pub fn markdown() -> String {
    let mut page = "# Errors\n\nMade by `learning-cities errors`; a running server shows the same \
                    at `/docs/errors`.\n"
        .to_owned();
    for part in parts() {
        // A string takes whatever is written.
        let _ = write!(page, "\n## {}\n{}\n", part.title, part.words);
        for Entry {
            code,
            meaning,
            lines,
        } in part.entries
        {
            let _ = write!(page, "\n### `{code}`\n{meaning}\n");
            for line in lines {
                let _ = writeln!(page, "- {line}");
            }
        }
    }
    page
}

/// The page as HTML, with the code as the name of each entry; what both parts know has
/// its name from the first.
#[must_use]
pub fn html() -> String {
    let mut body = String::new();
    let mut named: Vec<&str> = Vec::new();
    for part in parts() {
        let (title, words) = (marked(part.title), marked(part.words));
        let _ = write!(body, "<h2>{title}</h2>\n<p>{words}</p>\n");
        for Entry {
            code,
            meaning,
            lines,
        } in part.entries
        {
            let is_new = !named.contains(&code);
            named.push(code);
            let id = if is_new {
                code.to_owned()
            } else {
                format!("input-{code}")
            };
            let lines = lines
                .iter()
                .map(|line| format!("<li>{}</li>", marked(line)));
            let lines: String = lines.collect();
            let _ = write!(
                body,
                "<h3 id=\"{id}\"><code>{code}</code></h3>\n<p>{}</p>\n<ul>{lines}</ul>\n",
                marked(meaning)
            );
        }
    }
    format!("{HEAD}{body}{FOOT}")
}

const HEAD: &str = r##"<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Errors – Learning Cities API</title>
  <link rel="icon" href="../icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="../site.css">
</head>
<body>
  <a class="skip" href="#main">Skip to the content</a>
  <header class="bar">
    <a class="home" href="../"><img src="../icon.svg" alt="" width="28" height="28"> Learning Cities</a>
    <a href="../graphiql">GraphiQL</a>
    <a href="../docs">Reference</a>
    <a href="../schema.graphql">Schema</a>
  </header>
  <main id="main">
<h1>Errors</h1>
"##;

const FOOT: &str = "  </main>\n</body>\n</html>\n";

/// Words with code in back-ticks, as HTML.
fn marked(words: &str) -> String {
    let words = words.replace('&', "&amp;").replace('<', "&lt;");
    let mut pieces = words.split('`');
    let mut html = pieces.next().unwrap_or_default().to_owned();
    while let Some(code) = pieces.next() {
        let rest = pieces.next().unwrap_or_default();
        let _ = write!(html, "<code>{code}</code>{rest}");
    }
    html
}
