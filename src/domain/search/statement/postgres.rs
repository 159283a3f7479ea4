//! The search over GIN indexes, which tell where a word is, but in no order.
//!
//! A common word is soon met among the newest entries; the index would first list
//! all of its hits. For a rare word it is the other way round. A planner that
//! knows the word can choose, but `PostgreSQL` plans a statement that was prepared
//! without its values from the sixth use on, and then took the wrong way for all
//! words. So this one needs no choice: each list looks among its newest entries
//! first, and asks the index when these do not fill the page. What it says is
//! planned the same with and without values; `bench/plans` looks at it on a large
//! network.
//!
//! `place + 0` is for the planner too: no index has it, so the words must lead.

use super::{Found, Lists, Rank, Text};
use crate::domain::search::{
    kinds::{Part, Span},
    tokens::{Query, Wanted},
};

/// How many of the newest entries are looked through. A word that one in fifty
/// has fills a page from them; a rarer one has few hits in the index.
const NEWEST: u32 = 1_000;

/// The first hits of all lists, each step adding to those of the one before it.
pub(super) fn found(text: &mut Text<'_>, lists: &Lists, limit: &str) -> Found {
    let words = text.bind(words(text.query));
    let name = text.bind(text.query.name());
    let mut steps = Steps {
        limit,
        // Once, and not for each entry that is looked at.
        tables: vec![format!(
            "asked AS MATERIALIZED (SELECT to_tsquery('simple', {words}) AS words,
                ARRAY[CAST({name} AS text)] AS names)"
        )],
        last: None,
    };
    for (rank, spans) in lists {
        for span in spans {
            steps.add_list(text, *rank, *span);
        }
    }
    Found {
        with: format!("WITH {}", steps.tables.join(", ")),
        from: steps.last.unwrap_or_else(|| NOTHING.to_owned()),
    }
}

const NOTHING: &str = "(SELECT 1 AS hit_rank, 1 AS place WHERE false) AS nothing";

/// Whether the text is found, whatever its rank.
pub(super) fn anywhere(text: &mut Text<'_>) -> String {
    let words = text.bind(words(text.query));
    let name = text.bind(text.query.name());
    format!("(vector @@ to_tsquery('simple', {words}) OR name_list @> ARRAY[CAST({name} AS text)])")
}

/// The tables of a statement in the making.
struct Steps<'a> {
    limit: &'a str,
    tables: Vec<String>,
    /// The one with all hits so far.
    last: Option<String>,
}

impl Steps<'_> {
    fn add_list(&mut self, text: &mut Text<'_>, rank: Rank, span: Span) {
        if rank == Rank::Name {
            // Few records have one name, so the index is quick whatever it is.
            let hits = self.by_index(rank, &text.within("place + 0", span));
            self.add(rank, &format!("({hits})"));
            return;
        }
        for (part, span) in span.parts() {
            let low = text.bind(span.low);
            let high = text.bind(span.high);
            let newest = self.newest(rank, (&low, &high));
            let limit = self.limit;
            let part = match part {
                Part::Others => format!("place >= {}", Span::PROGRAMMES_END),
                Part::Programmes => format!("place < {}", Span::PROGRAMMES_END),
            };
            let by_index = self.by_index(
                rank,
                &format!(
                    "{part} AND place + 0 BETWEEN {low} AND {high}
                    AND (SELECT count(*) FROM {newest}) < {limit}"
                ),
            );
            self.add(
                rank,
                &format!(
                    "SELECT place FROM {newest} WHERE (SELECT count(*) FROM {newest}) >= {limit}
                    UNION ALL ({by_index})"
                ),
            );
        }
    }

    /// A table of the hits among the newest entries of a span; gives its name.
    fn newest(&mut self, rank: Rank, (low, high): (&str, &str)) -> String {
        let name = format!("newest_{}", self.tables.len());
        let (found, limit) = (self.wanted(rank), self.limit);
        // Without its lower end, which would make the span look small to a planner
        // that does not know its ends, and sorting all of it cheap.
        self.tables.push(format!(
            "{name} AS MATERIALIZED (
                SELECT place FROM (
                    SELECT place, name_list, title_vector, vector FROM search_entry
                    WHERE place <= {high} ORDER BY place DESC LIMIT {NEWEST}
                ) AS entry
                WHERE place >= {low} AND {found} ORDER BY place DESC LIMIT {limit}
            )"
        ));
        name
    }

    /// The newest hits that the index knows.
    fn by_index(&self, rank: Rank, within: &str) -> String {
        let (found, limit) = (self.wanted(rank), self.limit);
        format!(
            "SELECT place FROM search_entry WHERE {found} AND {within}
            ORDER BY place + 0 DESC LIMIT {limit}"
        )
    }

    /// What entries of a rank have, as long as the page is not full.
    fn wanted(&self, rank: Rank) -> String {
        let words = "(SELECT words FROM asked)";
        let name = "name_list @> (SELECT names FROM asked)";
        let found = match rank {
            Rank::Name => name.to_owned(),
            Rank::Title => format!("title_vector @@ {words} AND NOT {name}"),
            Rank::Body => {
                format!("vector @@ {words} AND NOT title_vector @@ {words} AND NOT {name}")
            }
        };
        match &self.last {
            Some(last) => format!("{found} AND (SELECT count(*) FROM {last}) < {}", self.limit),
            None => found,
        }
    }

    /// Adds hits of a rank to those so far.
    fn add(&mut self, rank: Rank, hits: &str) {
        let name = format!("found_{}", self.tables.len());
        let rank = rank.number();
        let before = self.last.take().map_or_else(String::new, |last| {
            format!("SELECT hit_rank, place FROM {last} UNION ALL ")
        });
        self.tables.push(format!(
            "{name} AS MATERIALIZED (
                {before}SELECT CAST({rank} AS bigint) AS hit_rank, place FROM ({hits}) AS hit
            )"
        ));
        self.last = Some(name);
    }
}

/// The words in the query language of `PostgreSQL`.
///
/// Words are letters and digits only, so a quoted one cannot end its quotes.
fn words(query: &Query) -> String {
    let words = query.words.iter().map(|word| match word.wanted() {
        Wanted::Phrase(tokens) => {
            let quoted: Vec<String> = tokens.iter().map(|token| format!("'{token}'")).collect();
            format!("({})", quoted.join(" <-> "))
        }
        Wanted::Beginning(text) => format!("'{text}':*"),
    });
    words.collect::<Vec<_>>().join(" & ")
}
