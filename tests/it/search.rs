//! Searching, as people do who type Korean, Chinese, French or nonsense.

use entity::values::SubjectKind::{
    self, Alliance, City, LearningSpace, Offering, Organisation, Programme,
};
use learning_cities::domain::{
    Error,
    page::Page,
    search::{self, Hit, Search, SearchText},
};
use sea_orm::DbBackend;
use uuid::Uuid;

use crate::database::Tables;

pub(crate) fn text(kind: SubjectKind, id: u128, titles: &[&str], bodies: &[&str]) -> SearchText {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    SearchText {
        kind,
        id: Uuid::from_u128(id),
        titles: owned(titles),
        bodies: owned(bodies),
    }
}

fn network() -> Vec<SearchText> {
    vec![
        text(City, 1, &["은평구", "Eunpyeong-gu"], &["평생학습도시"]),
        text(City, 2, &["Évry-Courcouronnes"], &["Ville apprenante"]),
        text(City, 3, &["武汉市", "Wuhan"], &["终身学习城市"]),
        text(Alliance, 4, &["전국평생학습도시협의회"], &["시장과 군수"]),
        text(Organisation, 5, &["은평구평생학습관"], &[]),
        text(
            LearningSpace,
            6,
            &["마을배움터"],
            &["은평의 작은 학습 공간"],
        ),
        text(Programme, 7, &["학습"], &["읽기와 쓰기"]),
        text(Programme, 8, &["終身學習講座"], &["Libraries of Wuhan"]),
        text(Programme, 9, &["한글 교실"], &["읽기 학습, 움배터"]),
    ]
}

pub(crate) fn asking(text: &str) -> Search {
    Search {
        text: text.to_owned(),
        kinds: Vec::new(),
        first: 25,
        after: None,
        most_characters: 256,
    }
}

pub(crate) async fn found(tables: &Tables, text: &str) -> Vec<u128> {
    found_by(tables, &asking(text)).await
}

pub(crate) async fn found_by(tables: &Tables, asked: &Search) -> Vec<u128> {
    ids(&search::search(&tables.db, asked).await.unwrap())
}

pub(crate) fn ids(page: &Page<Hit>) -> Vec<u128> {
    page.rows.iter().map(|hit| hit.id.as_u128()).collect()
}

async fn indexed() -> Tables {
    let tables = Tables::empty().await;
    search::index(&tables.db, network()).await.unwrap();
    tables
}

#[tokio::test]
async fn words_are_found_in_any_script() {
    let tables = indexed().await;
    for (typed, expected) in [
        ("배움터", vec![6]),
        ("은평", vec![1, 5, 6]),
        ("终身", vec![3]),
        ("終身學習", vec![8]),
        ("Évry", vec![2]),
        ("evry", vec![2]),
        ("E\u{301}VRY", vec![2]),
        ("librar", vec![8]),
        ("ibrar", vec![]),
        ("터", vec![6, 9]),
        ("평은", vec![]),
        ("배움 터", vec![6]),
        ("wuhan 武汉", vec![3]),
        ("wuhan 은평", vec![]),
    ] {
        assert_eq!(found(&tables, typed).await, expected, "{typed}");
    }
}

#[tokio::test]
async fn the_title_itself_comes_first_then_titles_then_bodies() {
    let tables = indexed().await;
    assert_eq!(found(&tables, "학습").await, [7, 4, 5, 1, 6, 9]);
    assert_eq!(found(&tables, "은평구").await, [1, 5]);
    let page = search::search(&tables.db, &asking("학습")).await.unwrap();
    let in_titles: Vec<bool> = page.rows.iter().map(|hit| hit.title_hit).collect();
    assert_eq!(in_titles, [true, true, true, false, false, false]);
}

#[tokio::test]
async fn the_words_of_a_search_may_stand_apart() {
    let tables = indexed().await;
    assert_eq!(found(&tables, "공간 은평").await, [6]);
    assert_eq!(found(&tables, "배움터 작은").await, [6]);
    assert_eq!(found(&tables, "evrycourcouronnes").await, [2]);
}

#[tokio::test]
async fn a_hit_shows_where_it_is() {
    let tables = indexed().await;
    let page = search::search(&tables.db, &asking("evry")).await.unwrap();
    let snippet = &page.rows[0].snippet;
    assert_eq!(
        (snippet.hit.as_str(), snippet.after.as_str()),
        ("Évry", "-Courcouronnes")
    );
    assert!(snippet.in_title);
}

#[tokio::test]
async fn only_the_kinds_that_are_named_are_searched() {
    let tables = indexed().await;
    let among = |kinds: &[SubjectKind]| Search {
        kinds: kinds.to_vec(),
        ..asking("학습")
    };
    for (kinds, expected) in [
        (vec![Programme], vec![7, 9]),
        (vec![Programme, City], vec![7, 1, 9]),
        (vec![Offering], vec![]),
    ] {
        let asked = among(&kinds);
        let page = search::search(&tables.db, &asked).await.unwrap();
        assert_eq!(ids(&page), expected, "{kinds:?}");
        let count = search::count(&tables.db, &asked).await.unwrap();
        assert_eq!(count, i64::try_from(expected.len()).unwrap(), "{kinds:?}");
    }
}

#[tokio::test]
async fn a_forgotten_record_is_not_found() {
    let tables = indexed().await;
    let gone = [Uuid::from_u128(7), Uuid::from_u128(4)];
    search::forget(&tables.db, Programme, &gone).await.unwrap();
    assert_eq!(found(&tables, "학습").await, [4, 5, 1, 6, 9]);
}

#[tokio::test]
async fn a_changed_record_is_found_by_its_new_words_only() {
    let tables = indexed().await;
    let renamed = text(Programme, 7, &["독서"], &["읽기"]);
    search::index(&tables.db, vec![renamed]).await.unwrap();
    assert_eq!(found(&tables, "학습").await, [4, 5, 1, 6, 9]);
    assert_eq!(found(&tables, "독서").await, [7]);
}

#[tokio::test]
async fn the_last_text_of_a_record_counts() {
    let tables = Tables::empty().await;
    let twice = vec![
        text(City, 1, &["하남"], &[]),
        text(City, 1, &["하남시"], &["nul \0 here"]),
    ];
    search::index(&tables.db, twice).await.unwrap();
    assert_eq!(found(&tables, "남시").await, [1]);
    assert_eq!(found(&tables, "here").await, [1]);
}

#[tokio::test]
async fn what_has_not_changed_is_not_written_again() {
    let tables = indexed().await;
    tables.run("CREATE TABLE written (number integer)").await;
    for sql in notes_of_writes(tables.backend()) {
        tables.run(sql).await;
    }
    let mut again = network();
    again[1].bodies.push("Université populaire".to_owned());
    search::index(&tables.db, again).await.unwrap();
    assert_eq!(tables.rows("written").await, 1);
    assert_eq!(found(&tables, "populaire").await, [2]);
}

fn notes_of_writes(backend: DbBackend) -> &'static [&'static str] {
    match backend {
        DbBackend::Sqlite => &["CREATE TRIGGER written AFTER UPDATE ON search_entry
            BEGIN INSERT INTO written VALUES (new.number); END"],
        _ => &[
            "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO written VALUES (new.number); RETURN NULL; END $$",
            "CREATE TRIGGER written AFTER UPDATE ON search_entry
            FOR EACH ROW EXECUTE FUNCTION note()",
        ],
    }
}

#[tokio::test]
async fn nonsense_finds_nothing_and_breaks_nothing() {
    let nonsense = [
        "\"",
        "'",
        "a\"b",
        "a' OR '1'='1",
        "NEAR(a b)",
        "title_tokens:a",
        "a* b^ -c",
        "a & !b | (c",
        "a <-> b:*A",
        "a\0b",
        "\\",
        "$1 ?1 :x",
        "{names} : \"q\"",
        "%_%",
        "--",
        "AND",
        "NOT NOT",
        "🙂 a",
        "ﷺ",
        "\u{202e}학\u{202c}",
        "e\u{301}\u{301}\u{301}",
        "𠮷野家",
        "㍿",
        "ㅎㅏㄴ",
        "शिक्षा",
        "การเรียนรู้",
        "\u{fdd0}a",
        "a\u{10ffff}b",
        "1e5 3.14 -7 0x1F",
        "http://a.b/c?d=e",
    ];
    let tables = indexed().await;
    for typed in nonsense {
        let searched = search::search(&tables.db, &asking(typed)).await;
        let counted = search::count(&tables.db, &asking(typed)).await;
        match (searched, counted) {
            (Ok(page), Ok(count)) => {
                assert_eq!(i64::try_from(page.rows.len()).unwrap(), count, "{typed}");
            }
            (Err(Error::Input(_)), Err(Error::Input(_))) => {}
            other => panic!("{typed:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn any_text_can_be_indexed_and_found_by_its_own_words() {
    let mut random = fastrand::Rng::with_seed(7);
    let alphabet: Vec<char> =
        "aB9'\"\\:*&|!()<>-^{}%_;\0\n é\u{301}ßİſǆΣς학습배\u{1112}\u{1161}终身がﾊ \u{200b}क्ष🙂"
            .chars()
            .collect();
    let words: Vec<String> = (0..300)
        .map(|_| {
            (0..random.usize(1..24))
                .map(|_| alphabet[random.usize(..alphabet.len())])
                .collect()
        })
        .collect();
    let tables = Tables::empty().await;
    let entries = words
        .iter()
        .zip(1..)
        .map(|(word, id)| text(City, id, &[word], &[word]));
    search::index(&tables.db, entries.collect()).await.unwrap();
    for (word, id) in words.iter().zip(1..) {
        let asked = Search {
            first: 300,
            ..asking(word)
        };
        match search::search(&tables.db, &asked).await {
            Ok(page) => assert!(ids(&page).contains(&id), "{word:?}"),
            Err(Error::Input(_)) => assert!(!word.chars().any(char::is_alphanumeric), "{word:?}"),
            Err(other) => panic!("{word:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_cursor_of_another_search_is_refused() {
    let tables = indexed().await;
    let first = Search {
        first: 1,
        ..asking("학습")
    };
    let page = search::search(&tables.db, &first).await.unwrap();
    let after = Some(page.rows[0].cursor.clone());
    let others = [
        Search {
            after: after.clone(),
            ..asking("은평")
        },
        Search {
            after: after.clone(),
            kinds: vec![City],
            ..asking("학습")
        },
        Search {
            after: Some("학습".to_owned()),
            ..asking("학습")
        },
    ];
    for other in others {
        let refused = search::search(&tables.db, &other).await;
        assert!(matches!(refused, Err(Error::Input(_))), "{other:?}");
    }
    let same = Search {
        after,
        ..asking(" 학습! ")
    };
    assert_eq!(found_by(&tables, &same).await, [4, 5, 1, 6, 9]);
}
