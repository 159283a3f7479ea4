//! Indexes for what is common in one place and rare in another.
//!
//! A word that many programmes have is searched among cities, organisations and
//! spaces too; without indexes of these alone, all the programmes would be listed
//! for that, on `PostgreSQL`. Programmes of a rare kind, and what is news, are
//! found without reading all the others, on both databases.

crate::step::step!(then SQLITE or POSTGRES, taken back by DOWN);

const UP: &str = "
CREATE INDEX programme_kind ON programme (kind, id);
CREATE INDEX journal_news ON journal (number)
    WHERE subject_kind IN ('PROGRAMME', 'SURVEY', 'FEEDBACK_ACTION')
    AND (happening = 'PUBLISHED' OR (happening = 'CREATED' AND is_public));
";

const SQLITE: &[&str] = &[];

/// Places of programmes are below 2 * 2^40.
const POSTGRES: &[&str] = &[
    "CREATE INDEX search_entry_title_others ON search_entry USING gin (title_vector)
        WHERE place >= 2199023255552",
    "CREATE INDEX search_entry_all_others ON search_entry USING gin (vector)
        WHERE place >= 2199023255552",
];

const DOWN: &str = "
DROP INDEX IF EXISTS search_entry_all_others;
DROP INDEX IF EXISTS search_entry_title_others;
DROP INDEX journal_news;
DROP INDEX programme_kind;
";
