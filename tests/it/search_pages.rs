//! Paging through many hits, and what the databases do for a page.

use entity::values::SubjectKind::Programme;
use learning_cities::{
    db::Db,
    domain::search::{self, KINDS, Search, SearchText},
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{
    database::Tables,
    search::{asking, found_by, ids, text},
};

const MANY: u128 = 20_000;

/// Where a program could go wrong: a rare word, a common one, many equal titles.
fn title(number: u128) -> String {
    match number % 4 {
        0 => format!("학습 {number}"),
        1 => format!("Reading circle {number}"),
        2 => "한국어 교실".to_owned(),
        _ => format!("도서관 산책 {number}"),
    }
}

fn body(number: u128) -> &'static str {
    match number {
        12_345 => "은하수",
        _ if number.is_multiple_of(3) => "마을 학습",
        _ => "Open to everybody",
    }
}

/// Mostly programmes, and some of every other kind: the place in [`KINDS`].
fn kind(number: u128) -> usize {
    usize::try_from(number % 100).unwrap().min(KINDS.len() - 1)
}

async fn many() -> Tables {
    let tables = Tables::empty().await;
    let entry = |number| -> SearchText {
        text(
            KINDS[kind(number)],
            number,
            &[&title(number)],
            &[body(number)],
        )
    };
    let entries = (1..=MANY).map(entry).collect();
    search::index(&tables.db, entries).await.unwrap();
    // What PostgreSQL would do by itself a minute later.
    tables
        .run(match tables.backend() {
            DbBackend::Sqlite => "ANALYZE",
            _ => "VACUUM ANALYZE search_entry",
        })
        .await;
    tables
}

/// What "학습" finds, in the order that both databases must keep.
fn expected() -> Vec<u128> {
    let rank = |number: &u128| match title(*number) {
        title if title.contains("학습") => Some(1),
        _ if body(*number).contains("학습") => Some(2),
        _ => None,
    };
    let mut hits: Vec<u128> = (1..=MANY).filter(|number| rank(number).is_some()).collect();
    hits.sort_by_key(|number| (rank(number), kind(*number), std::cmp::Reverse(*number)));
    hits
}

/// All hits of a search, read page by page.
async fn page_by_page(tables: &Tables, mut asked: Search) -> Vec<u128> {
    let mut all = Vec::new();
    loop {
        let page = search::search(&tables.db, &asked).await.unwrap();
        assert_eq!(page.has_previous, asked.after.is_some());
        all.extend(ids(&page));
        match page.rows.last() {
            Some(last) if page.has_next => asked.after = Some(last.cursor.clone()),
            _ => return all,
        }
    }
}

#[tokio::test]
async fn pages_have_no_gap_and_no_double_in_the_same_order_everywhere() {
    let tables = many().await;
    let asked = Search {
        first: 997,
        ..asking("학습")
    };
    let hits = expected();
    assert_eq!(page_by_page(&tables, asked.clone()).await, hits);
    let short = Search {
        first: 47,
        ..asked.clone()
    };
    assert_eq!(page_by_page(&tables, short).await, hits);
    let count = search::count(&tables.db, &asked).await.unwrap();
    assert_eq!(count, i64::try_from(hits.len()).unwrap());
    let whole = Search {
        first: 20_000,
        ..asked.clone()
    };
    assert_eq!(found_by(&tables, &whole).await, hits);
    let programmes = Search {
        kinds: vec![Programme],
        ..asked
    };
    let last = KINDS.len() - 1;
    let of_programmes: Vec<u128> = hits.into_iter().filter(|hit| kind(*hit) == last).collect();
    assert_eq!(page_by_page(&tables, programmes).await, of_programmes);
}

#[tokio::test]
async fn a_search_is_one_statement_that_an_index_answers() {
    let tables = many().await;
    for typed in ["은하수", "한국어 교실", "read", "학습"] {
        let db = Db::recording(tables.db.clone());
        let page = search::search(&db, &asking(typed)).await.unwrap();
        assert!(!ids(&page).is_empty());
        let statements = db.recorded();
        assert_eq!(statements.len(), 1, "one statement a search");
        let plan = plan(&tables, &statements[0]).await;
        assert_uses_the_index(&plan, tables.backend(), typed);
    }
}

fn assert_uses_the_index(plan: &str, backend: DbBackend, typed: &str) {
    if backend == DbBackend::Sqlite {
        assert!(plan.contains("VIRTUAL TABLE INDEX"), "{typed}: {plan}");
        assert!(!plan.contains("SCAN entry"), "{typed}: {plan}");
        return;
    }
    assert!(!plan.contains("Seq Scan"), "{typed}: {plan}");
    if typed == "은하수" {
        for index in [
            "search_entry_title",
            "search_entry_all",
            "search_entry_names",
        ] {
            assert!(
                plan.contains(&format!("Bitmap Index Scan on {index}")),
                "{plan}"
            );
        }
    }
}

/// How the database would do it, a step a line.
async fn plan(tables: &Tables, statement: &Statement) -> String {
    let (explain, column) = match tables.backend() {
        DbBackend::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
        _ => ("EXPLAIN", "QUERY PLAN"),
    };
    let explained = Statement {
        sql: format!("{explain} {}", statement.sql),
        ..statement.clone()
    };
    let rows = tables.db.query_all_raw(explained).await.unwrap();
    let lines = rows.iter().map(|row| row.try_get("", column).unwrap());
    lines.collect::<Vec<String>>().join("\n")
}
