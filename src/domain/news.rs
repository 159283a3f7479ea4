//! News: what cities made public, the newest first, read from the journal.
//!
//! A piece of news tells what is public now: when a programme is taken back, its
//! news goes too.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{
    CityId, city, feedback_action, journal, programme, survey,
    values::{SubjectKind, SurveyStatus},
};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    city::Cities, error::Result, feedback::FeedbackActions, page::Listed, programme::Programmes,
    related, survey::Surveys, viewer::Sight,
};

/// What became public.
#[derive(Clone, Debug, PartialEq)]
pub enum Matter {
    /// A programme.
    Programme(Box<programme::Row>),
    /// A survey.
    Survey(Box<survey::Model>),
    /// The results of a survey.
    Results(Box<survey::Model>),
    /// What a city did about what its citizens said.
    Action(Box<feedback_action::Model>),
}

/// One piece of news.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// Its place in the journal.
    pub number: i64,
    /// When it became public.
    pub at: DateTime<Utc>,
    /// What became public.
    pub matter: Matter,
    /// The record that it is about.
    pub subject: Uuid,
    /// Whose news it is.
    pub city: city::Model,
}

/// Which news.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only those of this city.
    pub city: Option<CityId>,
    /// Only those before this place in the journal.
    pub before: Option<i64>,
    /// How many at most.
    pub most: u64,
}

/// A page of news.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The newest first.
    pub news: Vec<News>,
    /// Where older ones are; none when these are the oldest.
    pub next: Option<i64>,
}

/// Reads news, whatever their number with five statements.
pub async fn read(db: &impl ConnectionTrait, wanted: Wanted) -> Result<Page> {
    let mut entries = journal::Entity::find()
        .filter(Expr::cust(MADE_PUBLIC))
        .filter(
            Condition::all().add_option(wanted.city.map(|city| journal::Column::CityId.eq(city))),
        )
        .filter(
            Condition::all().add_option(
                wanted
                    .before
                    .map(|number| journal::Column::Number.lt(number)),
            ),
        )
        .order_by_desc(journal::Column::Number)
        .limit(wanted.most + 1)
        .all(db)
        .await?;
    let most = usize::try_from(wanted.most).unwrap_or(usize::MAX);
    let has_more = entries.len() > most;
    entries.truncate(most);
    let next = entries
        .last()
        .map(|entry| entry.number)
        .filter(|_| has_more);
    let mut shown = Shown::of(db, &entries).await?;
    let news = entries.iter().filter_map(|entry| shown.tell(entry));
    Ok(Page {
        news: news.collect(),
        next,
    })
}

/// What the index `journal_news` holds, in the very words of the migration that made
/// it: with values to be bound it would not be known for that index, and the whole
/// journal would be read for a page of news.
///
/// A city's own system may make a programme that is public at once.
const MADE_PUBLIC: &str = "subject_kind IN ('PROGRAMME', 'SURVEY', 'FEEDBACK_ACTION') \
    AND (happening = 'PUBLISHED' OR (happening = 'CREATED' AND is_public))";

/// What everyone sees of what the entries are about.
struct Shown {
    programmes: HashMap<Uuid, programme::Row>,
    surveys: HashMap<Uuid, survey::Model>,
    actions: HashMap<Uuid, feedback_action::Model>,
    cities: HashMap<Uuid, city::Model>,
}

impl Shown {
    async fn of(db: &impl ConnectionTrait, entries: &[journal::Model]) -> Result<Self> {
        let cities: Vec<Uuid> = entries
            .iter()
            .filter_map(|entry| entry.city_id)
            .map(|id| id.0)
            .collect();
        Ok(Self {
            programmes: public::<Programmes>(db, entries, SubjectKind::Programme).await?,
            surveys: public::<Surveys>(db, entries, SubjectKind::Survey).await?,
            actions: public::<FeedbackActions>(db, entries, SubjectKind::FeedbackAction).await?,
            cities: related::by_ids::<Cities>(db, &cities, Sight::default()).await?,
        })
    }

    fn tell(&mut self, entry: &journal::Model) -> Option<News> {
        let subject = entry.subject_id;
        let matter = match entry.subject_kind {
            SubjectKind::Programme => {
                let programme = self.programmes.get(&subject)?;
                let is_theirs = Some(programme.city_id) == entry.city_id;
                is_theirs.then(|| Matter::Programme(Box::new(programme.clone())))?
            }
            SubjectKind::FeedbackAction => {
                Matter::Action(Box::new(self.actions.get(&subject)?.clone()))
            }
            _ => {
                let survey = Box::new(self.surveys.get(&subject)?.clone());
                if are_results(entry) {
                    Matter::Results(survey)
                } else {
                    Matter::Survey(survey)
                }
            }
        };
        Some(News {
            number: entry.number,
            at: entry.at,
            matter,
            subject,
            city: self.cities.get(&entry.city_id?.0)?.clone(),
        })
    }
}

/// Whether a survey became public for the second time: with its results.
fn are_results(entry: &journal::Model) -> bool {
    let after = entry.after.as_ref();
    after.is_some_and(|fields| fields["status"] == SurveyStatus::ResultsPublished.to_value())
}

async fn public<L: Listed>(
    db: &impl ConnectionTrait,
    entries: &[journal::Model],
    kind: SubjectKind,
) -> Result<HashMap<Uuid, L::Row>> {
    let these = entries.iter().filter(|entry| entry.subject_kind == kind);
    let ids: Vec<Uuid> = these.map(|entry| entry.subject_id).collect();
    related::by_ids::<L>(db, &ids, Sight::default()).await
}
