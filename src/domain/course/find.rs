//! Which courses of a file are there already.

use std::collections::{HashMap, HashSet};

use entity::{CityId, city, programme};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{
    around::Around,
    column::{Column, Course},
    key,
    keys::Keys,
    source::{self, Sources},
    write::written,
};
use crate::domain::{
    error::Result,
    ids,
    programme::whole::{Parts, Whole, read},
    text::fold,
};

/// Everything that the courses of a file meet in the city.
pub(super) struct Found {
    pub(super) around: Around,
    pub(super) wholes: Vec<Whole>,
    pub(super) sources: Sources,
    places: HashMap<String, Place>,
    /// The courses that differ in nothing but when and where they meet, and whether the
    /// file has each as it is.
    alike: HashMap<String, Vec<(Place, bool)>>,
}

/// A course that is there: its programme, its offering, and the row of it.
#[derive(Clone)]
pub(super) struct Place {
    /// Which of the programmes.
    pub(super) whole: usize,
    /// Which of its offerings; none when they are all deleted.
    pub(super) run: Option<usize>,
    /// The row as a file would have it now.
    pub(super) row: Course,
}

/// What is read of a programme; a file says nothing of alliances.
pub(super) const PARTS: Parts = Parts {
    codes: true,
    alliances: false,
    runs: true,
};

impl Found {
    /// Looks for these courses; `keys` are theirs, in the same order.
    pub(super) async fn of(
        db: &impl ConnectionTrait,
        city: &city::Model,
        (courses, keys): (&[(&Course, &String)], &Keys),
    ) -> Result<Self> {
        let rows = rows(db, city.id, courses).await?;
        Self::of_programmes(db, city, (rows, keys)).await
    }

    /// The courses that these programmes are.
    pub(super) async fn of_programmes(
        db: &impl ConnectionTrait,
        city: &city::Model,
        (rows, keys): (Vec<programme::Model>, &Keys),
    ) -> Result<Self> {
        let providers = rows.iter().filter_map(|row| row.provider_id);
        let providers: Vec<Uuid> = providers.map(|id| id.0).collect();
        let around = Around::read(db, city, &providers).await?;
        let wholes = read(db, rows, PARTS).await?;
        let sources = source::of(db, &wholes).await?;
        let mut found = Self {
            around,
            wholes,
            sources,
            places: HashMap::new(),
            alike: HashMap::new(),
        };
        for whole in 0..found.wholes.len() {
            found.place(whole, keys);
        }
        Ok(found)
    }

    /// The course with this key, if it is there.
    pub(super) fn course(&self, key: &str) -> Option<&Place> {
        self.places.get(key)
    }

    /// The course that meets at another time or place than this row says, if there is
    /// no doubt: it is the only one that the file no longer has as it was, and the row
    /// the only one that is new.
    pub(super) fn moved(&self, course: &Course, keys: &Keys) -> Option<&Place> {
        let key = key::alike(course);
        let there = self.alike.get(&key)?;
        let known = there.iter().filter(|(_, is_known)| *is_known).count();
        let mut left = there.iter().filter(|(_, is_known)| !is_known);
        let (place, _) = left.next()?;
        let is_only = left.next().is_none() && keys.alike(&key) == known + 1;
        is_only.then_some(place)
    }

    /// The row that a file would have of an offering.
    pub(super) fn row(&self, whole: &Whole, run: usize) -> Course {
        let run = &whole.runs[run];
        let row = written(whole, run, &self.around);
        match self.sources.get(&run.row.id) {
            Some(source) => row.in_words_of(&source.texts),
            None => row,
        }
    }

    /// Notes under which keys the offerings of a programme are found: the one that
    /// it was imported with, which is its name, and those of what it says now.
    fn place(&mut self, whole: usize, keys: &Keys) {
        let programme = &self.wholes[whole];
        let live = |run: &usize| programme.runs[*run].row.deleted_at.is_none();
        let rows: Vec<(usize, Course)> = (0..programme.runs.len())
            .filter(live)
            .map(|run| (run, self.row(programme, run)))
            .collect();
        let external_id = programme.row.external_id.clone();
        let first = rows.first().cloned();
        let named = external_id.as_ref().is_some_and(|name| keys.has(name));
        for (place, (run, row)) in rows.into_iter().enumerate() {
            let (key, alike) = (key::of(&row), key::alike(&row));
            let is_known = keys.has(&key) || named && place == 0;
            let place = Place {
                whole,
                run: Some(run),
                row,
            };
            let others = self.alike.entry(alike).or_default();
            others.push((place.clone(), is_known));
            self.places.entry(key).or_insert(place);
        }
        let Some(name) = external_id else { return };
        let (run, row) = match first {
            Some((run, row)) => (Some(run), row),
            None => (None, Course::default()),
        };
        self.places.entry(name).or_insert(Place { whole, run, row });
    }
}

/// The programmes with these keys, deleted ones too, and those with these titles.
async fn rows(
    db: &impl ConnectionTrait,
    city: CityId,
    courses: &[(&Course, &String)],
) -> Result<Vec<programme::Model>> {
    let keys: Vec<String> = courses.iter().map(|(_, key)| (*key).clone()).collect();
    let these = ids::table_of_codes(&keys, db.get_database_backend());
    let of_city = programme::Entity::find().filter(programme::Column::CityId.eq(city));
    let mut rows = of_city
        .clone()
        .filter(Expr::col(programme::Column::ExternalId).in_subquery(these))
        .all(db)
        .await?;
    let known: HashSet<&str> = rows
        .iter()
        .filter_map(|row| row.external_id.as_deref())
        .collect();
    let new = courses
        .iter()
        .filter(|(_, key)| !known.contains(key.as_str()));
    let titles: HashSet<String> = new
        .map(|(course, _)| fold(course[Column::Title].trim()))
        .collect();
    let known: HashSet<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let mut called = called(db, city, &titles).await?;
    called.retain(|id| !known.contains(id));
    if !called.is_empty() {
        let these = ids::table_of(&called, db.get_database_backend());
        let named = of_city.filter(Expr::col(programme::Column::Id).in_subquery(these));
        rows.extend(named.all(db).await?);
    }
    Ok(rows)
}

/// The programmes of the city that are called so in any language.
async fn called(
    db: &impl ConnectionTrait,
    city: CityId,
    titles: &HashSet<String>,
) -> Result<Vec<Uuid>> {
    if titles.is_empty() {
        return Ok(Vec::new());
    }
    let all: Vec<(Uuid, String)> = programme::Entity::find()
        .select_only()
        .columns([programme::Column::Id, programme::Column::TitleText])
        .filter(programme::Column::CityId.eq(city))
        .filter(programme::Column::DeletedAt.is_null())
        .into_tuple()
        .all(db)
        .await?;
    let named = all.into_iter();
    let named = named.filter(|(_, text)| text.lines().any(|line| titles.contains(line)));
    Ok(named.map(|(id, _)| id).collect())
}
