//! The text of a piece of HTML.

use quick_xml::escape::resolve_html5_entity;

/// Tags that begin and end a line.
const BLOCKS: [&str; 15] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "section",
    "header",
    "footer",
    "blockquote",
];
/// Tags that only look.
const LOOKS: [&str; 14] = [
    "b", "strong", "i", "em", "u", "s", "span", "small", "font", "sub", "sup", "mark", "center",
    "article",
];

/// No entity has a longer name, its signs included.
const LONGEST_NAME: usize = 40;

/// What a reader reads, and whether some of the looks are lost.
#[derive(Debug, PartialEq)]
pub(super) struct Plain {
    pub(super) text: String,
    pub(super) lost_looks: bool,
}

/// A text as HTML that says just that.
pub(super) fn write(words: &str) -> String {
    let plain = words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    plain.replace('\n', "<br>")
}

/// The text; nothing when there is more in it than text, as pictures and tables.
pub(super) fn read(html: &str) -> Option<Plain> {
    let mut reader = Reader::default();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&', '\n', '\r', '\t']) {
        reader.text.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = match rest.as_bytes()[0] {
            b'<' => reader.tag(rest)?,
            b'&' => reader.entity(rest),
            _ => reader.blank(rest),
        };
    }
    reader.text.push_str(rest);
    let text = reader.text;
    Some(Plain {
        text: if reader.lost_looks {
            text.trim().to_owned()
        } else {
            text
        },
        lost_looks: reader.lost_looks,
    })
}

#[derive(Default)]
struct Reader {
    text: String,
    lost_looks: bool,
    link: Option<String>,
}

impl Reader {
    /// A tag, or a sign that begins none; what stands behind it.
    fn tag<'a>(&mut self, html: &'a str) -> Option<&'a str> {
        if let Some(comment) = html.strip_prefix("<!--") {
            self.lost_looks = true;
            return comment.split_once("-->").map(|(_, rest)| rest);
        }
        let inside = &html[1..];
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            self.text.push('<');
            return Some(inside);
        }
        let (tag, rest) = inside.split_once('>')?;
        let is_end = tag.starts_with('/');
        let tag = tag.trim_matches('/').trim();
        let name = tag.split(char::is_whitespace).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "br" => self.text.push('\n'),
            "a" => self.anchor(tag, is_end)?,
            block if BLOCKS.contains(&block) => self.new_line(),
            looks if LOOKS.contains(&looks) => self.lost_looks = true,
            _ => return None,
        }
        Some(rest)
    }

    fn new_line(&mut self) {
        self.lost_looks = true;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// The address of a link stands behind its words.
    fn anchor(&mut self, tag: &str, is_end: bool) -> Option<()> {
        self.lost_looks = true;
        if !is_end {
            self.link = Some(address(tag)?);
            return Some(());
        }
        let link = self.link.take()?;
        if !self.text.ends_with(&link) {
            self.text.extend([" (", &link, ")"]);
        }
        Some(())
    }

    fn entity<'a>(&mut self, html: &'a str) -> &'a str {
        let end = html
            .bytes()
            .take(LONGEST_NAME)
            .position(|byte| byte == b';');
        let found = end.and_then(|end| {
            let letter = match html[1..end].strip_prefix('#') {
                Some(number) => numbered(number)?.to_string(),
                None => resolve_html5_entity(&html[1..end])?.to_owned(),
            };
            Some((letter, &html[end + 1..]))
        });
        let (letter, rest) = found.unwrap_or_else(|| ("&".to_owned(), &html[1..]));
        self.text.push_str(&letter);
        rest
    }

    /// Line ends of the source are blanks.
    fn blank<'a>(&mut self, html: &'a str) -> &'a str {
        if !self.text.ends_with(['\n', ' ']) && !self.text.is_empty() {
            self.text.push(' ');
        }
        html.trim_start_matches(['\n', '\r', '\t', ' '])
    }
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|letter| *letter != '\0')
}

/// Where a link leads.
fn address(tag: &str) -> Option<String> {
    let (_, value) = tag.split_once("href")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let address = match quote {
        Some(quote) => value[1..].split(quote).next()?,
        None => value.split(char::is_whitespace).next()?,
    };
    Some(address.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        read(html).unwrap().text
    }

    #[test]
    fn html_says_what_the_text_says() {
        for words in ["a < b & c\n\"d\"", "two  blanks\n\n\nand lines", "&amp; x"] {
            let plain = read(&write(words)).unwrap();
            assert_eq!(plain.text, words);
            assert!(!plain.lost_looks);
        }
    }

    #[test]
    fn entities_are_the_letters_that_they_mean() {
        assert_eq!(
            text("A&nbsp;B &#39;x&#39; &#x2014;&hellip;"),
            "A\u{a0}B 'x' \u{2014}…"
        );
        assert_eq!(text("Q&A; R&D &nosuch; &#0;"), "Q&A; R&D &nosuch; &#0;");
    }

    #[test]
    fn formatting_is_lost_and_the_words_stay() {
        let page = "<h3 class='x'>Welcome</h3>\n<p>Read our <a href=\"https://c.kr/?a=1&amp;b\">terms</a>.</p><ul><li>one</li><li><b>two</b></li></ul>";
        assert_eq!(
            text(page),
            "Welcome\nRead our terms (https://c.kr/?a=1&b).\none\ntwo"
        );
        assert!(read(page).unwrap().lost_looks);
    }

    #[test]
    fn what_is_more_than_a_text_is_none() {
        for html in [
            "<img src='x'>",
            "<table><tr>",
            "<script>1</script>",
            "<p",
            "a</a>",
        ] {
            assert_eq!(read(html), None, "{html}");
        }
    }
}
