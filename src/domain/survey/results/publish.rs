//! Publishing results: what comes out is frozen, and never again said otherwise.

use std::collections::{BTreeMap, BTreeSet};

use chrono::SubsecRound;
use entity::{
    BankQuestionId, SnapshotId, SurveyId, snapshot_question, survey,
    survey_result::QuestionResult,
    survey_snapshot,
    values::{Happening, SurveyStatus},
};
use sea_orm::{ActiveEnum, IntoActiveModel};

use super::{
    Material,
    document::{canonical_text, hash},
    material, protected,
    snapshot::{of_surveys, rows},
};
use crate::domain::{
    bulk,
    error::{Error, Result},
    problem::{Complaint, Problems},
    record::{self, Fields, Target, unlinked},
    survey::status_at,
    viewer::{Permit, WriteSurveys},
    writing::Writing,
};

/// What a city publishes of the results.
#[derive(Clone, Debug, Default)]
pub struct Publication {
    /// The keys of the questions; all that are not out yet when it does not say.
    pub questions: Option<Vec<String>>,
    /// Segments by which they are broken down, and `VERSION`.
    pub breakdowns: Vec<String>,
}

/// Publishes results of a survey that is over, once or question by question.
///
/// What was published before is said again word for word: the same answers in two
/// wordings could give away what each of them leaves out.
pub async fn publish(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    (target, publication): (Target<SurveyId>, Publication),
) -> Result<SurveyId> {
    let before: survey::Model = record::own(writing, permit, target).await?;
    must_be_over(&before, writing)?;
    let id = before.id;
    let material = material(writing, id).await?;
    let former = Former::read(writing, id).await?;
    former.must_fit(&before, &material)?;
    let added = chosen(&material, &former, &publication, minimum(&before))?;
    write(writing, permit, (&before, &material), (former, added)).await?;
    let mut after = before.clone();
    let now = writing.now();
    after.status = SurveyStatus::ResultsPublished;
    after.closed_at = before.closed_at.or(before.closes_at).or(Some(now));
    after.results_published_at = before.results_published_at.or(Some(now));
    let rows = (before, after);
    record::save(writing, permit, rows, Happening::Published, unlinked()).await?;
    Ok(id)
}

fn must_be_over(survey: &survey::Model, writing: &Writing) -> Result<()> {
    let status = status_at(survey, writing.now());
    let is_over = matches!(
        status,
        SurveyStatus::Closed | SurveyStatus::ResultsPublished
    );
    if is_over {
        return Ok(());
    }
    let wanted = SurveyStatus::ResultsPublished.to_value();
    let complaint = Complaint::illegal_transition(status.to_value(), wanted);
    Err(Error::Invalid(Problems::with("id", complaint)))
}

fn minimum(survey: &survey::Model) -> u64 {
    u64::try_from(survey.min_cell_size).unwrap_or(u64::MAX)
}

/// How many responded, if that may be said.
fn responses(survey: &survey::Model, material: &Material) -> Option<i64> {
    let responses = material.responses();
    let said = i64::try_from(responses).unwrap_or(i64::MAX);
    (responses >= minimum(survey)).then_some(said)
}

/// What was published before.
#[derive(Default)]
struct Former {
    snapshot: Option<survey_snapshot::Model>,
    questions: Vec<snapshot_question::Model>,
}

impl Former {
    async fn read(writing: &Writing, survey: SurveyId) -> Result<Self> {
        let newest = of_surveys(writing, &[survey]).await?.into_iter().next();
        let Some((_, snapshot)) = newest else {
            return Ok(Self::default());
        };
        Ok(Self {
            questions: rows(writing, &[snapshot.id]).await?,
            snapshot: Some(snapshot),
        })
    }

    /// The same answers and the same rules as when the first part came out:
    /// otherwise the difference would tell what changed.
    fn must_fit(&self, survey: &survey::Model, material: &Material) -> Result<()> {
        let Some(snapshot) = &self.snapshot else {
            return Ok(());
        };
        let is_same = snapshot.min_cell_size == survey.min_cell_size
            && snapshot.responses == responses(survey, material);
        let mut problems = Problems::default();
        problems.demand(is_same, "id", || {
            Complaint::needs(
                "answers and minCellSize stay as they were when its first results came out",
            )
        });
        problems.into_result()
    }

    fn result(&self, key: &str) -> Option<&QuestionResult> {
        let row = self.questions.iter().find(|row| row.key == key);
        row.map(|row| &row.result)
    }
}

/// A question that comes out now, with the shared one that it repeats.
type Added = (QuestionResult, Option<BankQuestionId>);

/// The questions that come out now, each with the breakdowns that were asked for.
fn chosen(
    material: &Material,
    former: &Former,
    publication: &Publication,
    least: u64,
) -> Result<Vec<Added>> {
    check(material, former, publication)?;
    let is_wanted = |key: &String| {
        let wanted = publication.questions.as_ref();
        former.result(key).is_none() && wanted.is_none_or(|wanted| wanted.contains(key))
    };
    let results = protected(material, least).into_iter();
    let questions = material.questions();
    let banks: BTreeMap<&str, _> = questions
        .iter()
        .map(|merged| {
            (
                merged.question.key.as_str(),
                merged.question.bank_question_id,
            )
        })
        .collect();
    let chosen = results
        .filter(|result| is_wanted(&result.key))
        .map(|mut result| {
            let breakdowns = &mut result.breakdowns;
            breakdowns.retain(|breakdown| publication.breakdowns.contains(&breakdown.by));
            let bank = banks.get(result.key.as_str()).copied().flatten();
            (result, bank.map(BankQuestionId))
        });
    Ok(chosen.collect())
}

fn check(material: &Material, former: &Former, publication: &Publication) -> Result<()> {
    let mut problems = Problems::default();
    let attributes = material.attributes();
    for (place, by) in publication.breakdowns.iter().enumerate() {
        let path = format!("breakdowns.{place}");
        let is_known = attributes.contains(by);
        problems.demand(is_known, &path, Complaint::not_found);
        let is_first = !publication.breakdowns[..place].contains(by);
        problems.demand(is_first, &path, Complaint::twice);
    }
    let questions = material.questions();
    let known: BTreeSet<&str> = questions
        .iter()
        .map(|merged| merged.question.key.as_str())
        .collect();
    for (place, key) in publication.questions.iter().flatten().enumerate() {
        let path = format!("questions.{place}");
        problems.demand(known.contains(key.as_str()), &path, Complaint::not_found);
        let is_fixed = former.result(key).is_some_and(|said| {
            let is_said = |by: &String| said.breakdowns.iter().any(|known| known.by == *by);
            !publication.breakdowns.iter().all(is_said)
        });
        problems.demand(!is_fixed, &path, || {
            Complaint::needs("a question that is out gets no further breakdown")
        });
    }
    let is_new = known.iter().any(|key| {
        let mut wanted = publication.questions.iter().flatten();
        let is_wanted = publication.questions.is_none() || wanted.any(|wanted| wanted == key);
        is_wanted && former.result(key).is_none()
    });
    problems.demand(is_new || !problems.is_empty(), "questions", || {
        Complaint::needs("there is a question that is not out yet")
    });
    problems.into_result()
}

async fn write(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    (survey, material): (&survey::Model, &Material),
    (former, added): (Former, Vec<Added>),
) -> Result<()> {
    let mut snapshot = new_snapshot(writing, survey, former.snapshot.as_ref());
    snapshot.responses = responses(survey, material);
    let questions = joined(snapshot.id, material, (former, added));
    let said: Vec<QuestionResult> = questions.iter().map(|row| row.result.clone()).collect();
    snapshot.hash = hash(&canonical_text(&snapshot, &said));
    record::insert(writing, permit, snapshot, Fields::default()).await?;
    let rows = questions
        .into_iter()
        .map(IntoActiveModel::into_active_model);
    bulk::insert(writing, rows.collect()).await
}

fn new_snapshot(
    writing: &Writing,
    survey: &survey::Model,
    former: Option<&survey_snapshot::Model>,
) -> survey_snapshot::Model {
    let now = writing.now().trunc_subsecs(6);
    survey_snapshot::Model {
        id: SnapshotId::new(now),
        survey_id: survey.id,
        city_id: survey.city_id,
        number: former.map_or(1, |former| former.number + 1),
        taken_at: now,
        title: survey.title.clone(),
        default_locale: survey.default_locale.clone(),
        response_control: survey.response_control,
        responses: None,
        min_cell_size: survey.min_cell_size,
        hash: String::new(),
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// What was said before and what is new, in the order in which it was asked.
fn joined(
    snapshot_id: SnapshotId,
    material: &Material,
    (former, added): (Former, Vec<Added>),
) -> Vec<snapshot_question::Model> {
    let old = former
        .questions
        .into_iter()
        .map(|row| (row.result, row.bank_question_id));
    let mut all: Vec<Added> = old.chain(added).collect();
    let questions = material.questions();
    all.sort_by_key(|(result, _)| {
        questions
            .iter()
            .position(|merged| merged.question.key == result.key)
    });
    let rows = all
        .into_iter()
        .zip(1..)
        .map(
            |((result, bank_question_id), position)| snapshot_question::Model {
                snapshot_id,
                key: result.key.clone(),
                position,
                bank_question_id,
                result,
            },
        );
    rows.collect()
}
