//! News as Atom.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};

use super::{Feed, Story};

pub(super) fn write(feed: &Feed) -> String {
    let mut xml = Xml("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned());
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom")]);
    xml.say("id", &feed.id);
    xml.say("title", &feed.title);
    let newest = feed.stories.iter().map(|story| story.at).max();
    // A feed without stories never was anything else.
    xml.say("updated", &moment(newest.unwrap_or_default()));
    xml.author(&feed.title);
    xml.link("self", &feed.this);
    xml.link("first", &feed.first);
    if let Some(next) = &feed.next {
        xml.link("next", next);
    }
    xml.link("alternate", &feed.home);
    for story in &feed.stories {
        xml.entry(story);
    }
    xml.close("feed");
    xml.0
}

struct Xml(String);

impl Xml {
    fn entry(&mut self, story: &Story) {
        self.open("entry", &[("xml:lang", &story.language)]);
        self.say("id", &story.id);
        self.say("title", &story.title);
        self.say("updated", &moment(story.at));
        self.say("published", &moment(story.at));
        self.author(&story.author);
        self.link("alternate", &story.address);
        let category = [("term", story.kind), ("label", &*story.label)];
        self.empty("category", &category);
        if let Some(made_up) = story.made_up {
            self.empty("category", &[("term", "synthetic"), ("label", made_up)]);
        }
        self.open("content", &[("type", "text")]);
        self.text(&story.text);
        self.close("content");
        self.close("entry");
    }

    fn author(&mut self, name: &str) {
        self.open("author", &[]);
        self.say("name", name);
        self.close("author");
    }

    fn link(&mut self, relation: &str, address: &str) {
        self.empty("link", &[("rel", relation), ("href", address)]);
    }

    fn say(&mut self, name: &str, text: &str) {
        self.open(name, &[]);
        self.text(text);
        self.close(name);
        self.0.push('\n');
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.push('>');
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.0.push_str("/>\n");
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        // Writing to a text cannot fail.
        let _ = write!(self.0, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.0, " {name}=\"");
            self.text(value);
            self.0.push('"');
        }
    }

    fn close(&mut self, name: &str) {
        let _ = write!(self.0, "</{name}>");
    }

    /// A text in which nothing is taken for markup. What XML 1.0 has no sign for is
    /// left out.
    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\n' | '\t' => self.0.push(letter),
                '\u{fffe}' | '\u{ffff}' => {}
                _ if letter.is_control() => {}
                _ => self.0.push(letter),
            }
        }
    }
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let mut xml = Xml(String::new());
        xml.say("title", "<b>하남 & \"co\"\u{0}\u{b}</b>");
        assert_eq!(
            xml.0,
            "<title>&lt;b&gt;하남 &amp; &quot;co&quot;&lt;/b&gt;</title>\n"
        );
    }
}
