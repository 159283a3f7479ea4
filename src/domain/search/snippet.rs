//! The few words around a hit, as its record writes them.

use unicode_normalization::char::is_combining_mark;

use super::tokens::{self, Query, Word};

/// Characters that are shown on each side of a hit.
const AROUND: usize = 40;

/// How many of these may go, so that no word is cut.
const WORD: usize = 15;

/// Where a search hit, in the record's own spelling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text before the hit; begins with `…` where it was cut.
    pub before: String,
    /// The characters that were searched.
    pub hit: String,
    /// The text behind the hit; ends with `…` where it was cut.
    pub after: String,
    /// Whether it is from a title.
    pub in_title: bool,
}

/// The first place where a word hits: titles before bodies, the first word before
/// the others.
pub(super) fn snippet(query: &Query, title: &str, body: &str) -> Snippet {
    let titles = title.lines().map(|line| (line, true));
    let lines: Vec<_> = titles
        .chain(body.lines().map(|line| (line, false)))
        .collect();
    let hits = query
        .words
        .iter()
        .flat_map(|word| lines.iter().map(move |line| (word, *line)));
    let mut shown = hits.filter_map(|(word, (line, in_title))| around(word, line, in_title));
    shown.next().unwrap_or_else(|| beginning(title))
}

/// What is shown of a name whose words are parted in another way than searched.
fn beginning(title: &str) -> Snippet {
    let line = Line::of(title.lines().next().unwrap_or_default());
    Snippet {
        after: line.from(0),
        in_title: true,
        ..Snippet::default()
    }
}

fn around(word: &Word, line: &str, in_title: bool) -> Option<Snippet> {
    let line = Line::of(line);
    let (first, end) = line.find(word)?;
    Some(Snippet {
        before: line.until(first),
        hit: line.clusters[first..end].concat(),
        after: line.from(end),
        in_title,
    })
}

/// A line in the pieces that are seen as one character, and what each folds to.
struct Line<'a> {
    clusters: Vec<&'a str>,
    /// The folded characters, each with its cluster.
    folded: Vec<(char, usize)>,
}

impl<'a> Line<'a> {
    fn of(text: &'a str) -> Self {
        let clusters = clusters(text);
        let folded = clusters.iter().enumerate().flat_map(|(number, cluster)| {
            let characters: Vec<char> = tokens::fold(cluster).chars().collect();
            characters
                .into_iter()
                .map(move |character| (character, number))
        });
        Self {
            folded: folded.collect(),
            clusters,
        }
    }

    /// The clusters of the first hit: the first one and the one behind the last.
    fn find(&self, word: &Word) -> Option<(usize, usize)> {
        let wanted: Vec<char> = word.text.chars().collect();
        let hits = |at: usize| {
            let found = self.folded[at..at + wanted.len()]
                .iter()
                .map(|(seen, _)| *seen);
            (word.unparted || self.begins_word(at)) && found.eq(wanted.iter().copied())
        };
        let last = self.folded.len().checked_sub(wanted.len())?;
        let at = (0..=last).find(|at| hits(*at))?;
        let end = self.folded[at + wanted.len() - 1].1 + 1;
        Some((self.folded[at].1, end))
    }

    fn begins_word(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.folded[before].0);
        before.is_none_or(|before| !tokens::is_of_word(before) || tokens::is_unparted(before))
    }

    fn until(&self, end: usize) -> String {
        let Some(start) = end.checked_sub(AROUND).filter(|start| *start > 0) else {
            return self.clusters[..end].concat();
        };
        let mut near = start..(start + WORD).min(end);
        let whole = near.find(|at| self.is_space(at - 1) && !self.is_space(*at));
        let shown = self.clusters[whole.unwrap_or(start)..end].concat();
        format!("…{shown}")
    }

    fn from(&self, start: usize) -> String {
        let end = start + AROUND;
        if end >= self.clusters.len() {
            return self.clusters[start..].concat();
        }
        let mut near = (end.saturating_sub(WORD).max(start + 1)..=end).rev();
        let whole = near.find(|at| self.is_space(*at) && !self.is_space(at - 1));
        let shown = self.clusters[start..whole.unwrap_or(end)].concat();
        format!("{shown}…")
    }

    fn is_space(&self, at: usize) -> bool {
        self.clusters[at].chars().all(char::is_whitespace)
    }
}

/// The text in pieces of a character and what is written upon it.
fn clusters(text: &str) -> Vec<&str> {
    let starts = text
        .char_indices()
        .filter(|(_, character)| !leans(*character))
        .map(|(at, _)| at);
    let mut starts: Vec<usize> = starts.collect();
    if starts.first() != Some(&0) && !text.is_empty() {
        starts.insert(0, 0);
    }
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| &text[*start..end])
        .collect()
}

/// Whether a character joins the one before it when a text is composed.
fn leans(character: char) -> bool {
    is_combining_mark(character)
        || matches!(
            character,
            '\u{1160}'..='\u{11ff}' | '\u{ff9e}' | '\u{ff9f}' | '\u{200d}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(typed: &str, title: &str, body: &str) -> Snippet {
        snippet(&tokens::query(typed).unwrap(), title, body)
    }

    fn parts(snippet: &Snippet) -> (&str, &str, &str) {
        (&snippet.before, &snippet.hit, &snippet.after)
    }

    #[test]
    fn a_hit_is_shown_as_it_is_written() {
        let composed = shown("EVRY", "Ville d’Évry", "");
        assert_eq!(parts(&composed), ("Ville d’", "Évry", ""));
        let decomposed = shown("évry", "Ville d’E\u{301}vry", "");
        assert_eq!(parts(&decomposed), ("Ville d’", "E\u{301}vry", ""));
        let jamo = shown("하남", "\u{1112}\u{1161}\u{1102}\u{1161}\u{11b7}시", "");
        assert_eq!(
            parts(&jamo),
            ("", "\u{1112}\u{1161}\u{1102}\u{1161}\u{11b7}", "시")
        );
    }

    #[test]
    fn titles_are_shown_before_bodies() {
        let both = shown("학습", "은평구\n평생학습", "학습 공간");
        assert_eq!(parts(&both), ("평생", "학습", ""));
        assert!(both.in_title);
        let body = shown("공간", "은평구\n평생학습", "첫째 줄\n학습 공간");
        assert_eq!(parts(&body), ("학습 ", "공간", ""));
        assert!(!body.in_title);
    }

    #[test]
    fn a_word_hits_where_a_word_begins() {
        let hit = shown("art", "Party and art", "");
        assert_eq!(parts(&hit), ("Party and ", "art", ""));
    }

    #[test]
    fn long_lines_are_cut_between_words() {
        let words = "learn with everybody in the neighbourhood ".repeat(3);
        let hit = shown("library", "", &format!("{words}library {words}"));
        assert!(hit.before.starts_with("…with everybody in the"), "{hit:?}");
        assert!(hit.after.ends_with("everybody in the…"), "{hit:?}");
    }

    #[test]
    fn chinese_is_cut_where_it_must_be() {
        let sentence = "终身学习城市的居民都在学习".repeat(8);
        let hit = shown("武汉", "", &format!("{sentence}武汉{sentence}"));
        assert_eq!(hit.before.chars().count(), AROUND + 1);
        assert_eq!(hit.after.chars().count(), AROUND + 1);
    }

    #[test]
    fn a_name_that_is_parted_otherwise_is_shown_from_its_beginning() {
        let hit = shown("newtown", "New Town", "");
        assert_eq!(parts(&hit), ("", "", "New Town"));
    }
}
