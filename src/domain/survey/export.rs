//! The answers of single citizens, for the city that asked.

use std::{collections::BTreeMap, sync::Arc};

use entity::{
    Localized, ResponseId, SurveyId, survey,
    survey_content::{Question, Segment, SurveyContent},
    survey_invitation, survey_response, survey_version,
    values::Anonymity,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::domain::{
    error::{Error, Result},
    ids,
    survey::response::has_begun,
    viewer::{Permit, ReadAnswers},
};

/// Responses that are read at a time.
const ROWS: u64 = 1_000;

/// A survey whose answers are read, and all that it has ever asked.
#[derive(Clone, Debug)]
pub struct Export {
    /// The survey.
    pub survey: Arc<survey::Model>,
    /// Its frozen versions, the newest first.
    pub versions: Arc<Vec<(i32, SurveyContent)>>,
}

/// What one person answered, and who it was if the survey is not anonymous.
#[derive(Clone, Debug)]
pub struct Row {
    /// The response.
    pub response: survey_response::Model,
    /// The person's name in the city's own register.
    pub participant: Option<String>,
}

impl Export {
    /// Prepares to read: only the city that owns the survey does.
    pub async fn begin(
        db: &impl ConnectionTrait,
        permit: &Permit<ReadAnswers>,
        survey: SurveyId,
    ) -> Result<Self> {
        let survey = survey::Entity::find_by_id(survey)
            .filter(survey::Column::CityId.eq(permit.owner()))
            .filter(survey::Column::DeletedAt.is_null());
        let survey = survey.one(db).await?.ok_or(Error::NotFound)?;
        let versions = survey_version::Entity::find()
            .filter(survey_version::Column::SurveyId.eq(survey.id))
            .filter(survey_version::Column::FrozenAt.is_not_null())
            .order_by_desc(survey_version::Column::Number);
        let versions = versions.all(db).await?.into_iter();
        let versions = versions.map(|version| (version.number, version.content));
        Ok(Self {
            survey: Arc::new(survey),
            versions: Arc::new(versions.collect()),
        })
    }

    /// The next responses, in the order of their random ids.
    pub async fn page(
        &self,
        db: &impl ConnectionTrait,
        after: Option<ResponseId>,
    ) -> Result<Vec<Row>> {
        if has_begun(db, self.survey.id).await? {
            // Half of the answers must not look like all of them.
            return after.map_or(Ok(Vec::new()), |_| Err(Error::NotFound));
        }
        let mut page = survey_response::Entity::find()
            .filter(survey_response::Column::SurveyId.eq(self.survey.id))
            .order_by_asc(survey_response::Column::Id)
            .limit(ROWS);
        if let Some(after) = after {
            page = page.filter(survey_response::Column::Id.gt(after));
        }
        let responses = page.all(db).await?;
        let mut names = self.names(db, &responses).await?;
        let rows = responses.into_iter().map(|response| Row {
            participant: response.invitation_id.and_then(|id| names.remove(&id)),
            response,
        });
        Ok(rows.collect())
    }

    async fn names(
        &self,
        db: &impl ConnectionTrait,
        responses: &[survey_response::Model],
    ) -> Result<BTreeMap<entity::InvitationId, String>> {
        if self.survey.anonymity == Anonymity::Anonymous {
            return Ok(BTreeMap::new());
        }
        let invitations = responses.iter().filter_map(|row| row.invitation_id);
        let invitations: Vec<_> = invitations.map(|id| id.0).collect();
        let these = ids::table_of(&invitations, db.get_database_backend());
        let found = survey_invitation::Entity::find()
            .filter(survey_invitation::Column::Id.in_subquery(these))
            .all(db)
            .await?;
        let named = found.into_iter();
        Ok(named
            .filter_map(|row| Some((row.id, row.participant?)))
            .collect())
    }

    /// Every question of every version, each once: those of the newest version in
    /// its order, then those that it no longer asks.
    #[must_use]
    pub fn questions(&self) -> Vec<&Question> {
        let mut all: Vec<&Question> = Vec::new();
        for (_, content) in self.versions.iter() {
            let new = content.questions.iter();
            let is_new = |question: &&Question| all.iter().all(|known| known.key != question.key);
            let new: Vec<_> = new.filter(is_new).collect();
            all.extend(new);
        }
        all
    }

    /// Every segment of every version, each once.
    #[must_use]
    pub fn segments(&self) -> Vec<&Segment> {
        let mut all: Vec<&Segment> = Vec::new();
        for (_, content) in self.versions.iter() {
            let new = content.segments.iter();
            let is_new = |segment: &&Segment| all.iter().all(|known| known.key != segment.key);
            let new: Vec<_> = new.filter(is_new).collect();
            all.extend(new);
        }
        all
    }

    /// How a version words an option or row of a question.
    #[must_use]
    pub fn label(&self, (version, key): (i32, &str), code: &str) -> Option<&Localized> {
        let mut versions = self.versions.iter();
        let (_, content) = versions.find(|(number, _)| *number == version)?;
        let question = content
            .questions
            .iter()
            .find(|question| question.key == key)?;
        let mut choices = question.options.iter().chain(&question.rows);
        choices
            .find(|choice| choice.code == code)
            .map(|choice| &choice.label)
    }
}
