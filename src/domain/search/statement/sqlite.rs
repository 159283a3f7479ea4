//! The search over FTS5, which reads its hits in the order of their places.

use super::{Found, Lists, Rank, Text};
use crate::domain::search::{
    kinds::Span,
    tokens::{Query, Wanted},
};

/// Reads each list as far as a page goes, and the bodies when it is not full.
pub(super) fn found(text: &mut Text<'_>, lists: &Lists, limit: &str) -> Found {
    let [names, titles, (rank, bodies)] = lists;
    let titles: Vec<String> = [names, titles]
        .into_iter()
        .flat_map(|(rank, spans)| spans.iter().map(|span| (*rank, *span)))
        .map(|(rank, span)| {
            let wanted = text.bind(expression(text.query, rank));
            read(text, (rank, span), (&wanted, limit))
        })
        .collect();
    let (mut with, mut from) = (String::new(), Vec::new());
    let mut wanted = text.bind(expression(text.query, *rank));
    if !titles.is_empty() {
        let titles = titles.join(" UNION ALL ");
        with = format!("WITH titles AS MATERIALIZED ({titles})");
        from.push("SELECT hit_rank, place FROM titles".to_owned());
        // As a condition of its own it would be asked of each hit, when all hits of
        // a common word are listed already; nothing is found of no word.
        wanted = format!(
            "CASE WHEN (SELECT count(*) FROM titles) < {limit} THEN {wanted} ELSE '\"\"' END"
        );
    }
    let bodies = bodies.iter().map(|span| (*rank, *span));
    from.extend(bodies.map(|list| read(text, list, (&wanted, limit))));
    let from = format!("({}) AS lists", from.join(" UNION ALL "));
    Found { with, from }
}

fn read(text: &mut Text<'_>, (rank, span): (Rank, Span), (wanted, limit): (&str, &str)) -> String {
    let within = text.within("rowid", span);
    let rank = rank.number();
    format!(
        "SELECT hit_rank, place FROM (
            SELECT CAST({rank} AS bigint) AS hit_rank, rowid AS place FROM search_index
            WHERE search_index MATCH {wanted} AND {within} ORDER BY rowid DESC LIMIT {limit}
        ) AS list"
    )
}

/// Whether the text is found, whatever its rank.
pub(super) fn anywhere(text: &mut Text<'_>) -> String {
    let words = words(text.query);
    let name = text.query.name();
    let expression = format!("{{title_tokens body_tokens}} : ({words}) OR names : \"{name}\"");
    format!("search_index MATCH {}", text.bind(expression))
}

/// The words in the query language of FTS5.
///
/// Words are letters and digits only, so a quoted one cannot end its quotes.
fn expression(query: &Query, rank: Rank) -> String {
    let words = words(query);
    let name = query.name();
    match rank {
        Rank::Name => format!("names : \"{name}\""),
        Rank::Title => format!("title_tokens : ({words}) NOT names : \"{name}\""),
        Rank::Body => format!(
            "{{title_tokens body_tokens}} : ({words})
            NOT (title_tokens : ({words}) OR names : \"{name}\")"
        ),
    }
}

fn words(query: &Query) -> String {
    let words = query.words.iter().map(|word| match word.wanted() {
        Wanted::Phrase(tokens) => format!("\"{}\"", tokens.join(" ")),
        Wanted::Beginning(text) => format!("\"{text}\" *"),
    });
    words.collect::<Vec<_>>().join(" AND ")
}
