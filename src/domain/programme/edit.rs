//! What a city changes of a programme, and what must hold of it afterwards.

use chrono::{DateTime, Utc};
use entity::{
    AllianceId, LocalizedList, OfferingId, OrganisationId, PartialDate, ProgrammeId, Words, city,
    programme,
    values::{
        IscedLevel, LearningSetting, ProgrammeKind, ProgrammeStatus, Recognition, Recognitions,
        Recurrence,
    },
};
use uuid::Uuid;

use super::codes::CodeLists;
use crate::domain::{
    check::{LONG_TEXT, NAME, SUMMARY},
    offering,
    patch::{Patch, Texts},
    problem::{Complaint, Problems},
    text::folded,
};

/// The most items of a list of words.
const WORDS: usize = 50;
/// Ages in years.
const AGES: (i32, i32) = (0, 130);

/// What a city changes of a programme.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Its id in the city's own system.
    pub external_id: Patch<String>,
    /// Its short name in addresses.
    pub slug: Patch<String>,
    /// The language in which it is written.
    pub default_locale: Patch<String>,
    /// Its titles.
    pub title: Patch<Texts>,
    /// A few words about it.
    pub summary: Patch<Texts>,
    /// What it is.
    pub description: Patch<Texts>,
    /// Whom it is for, in words.
    pub audience: Patch<Texts>,
    /// What one knows or can do afterwards: the whole list.
    pub learning_outcomes: Patch<Vec<Texts>>,
    /// What form it has.
    pub kind: Patch<ProgrammeKind>,
    /// How formal the learning is.
    pub setting: Patch<LearningSetting>,
    /// Who provides it.
    pub provider: Patch<OrganisationId>,
    /// The alliances in whose frame it takes place: all of them.
    pub alliances: Patch<Vec<AllianceId>>,
    /// The codes that describe it.
    pub codes: CodeLists,
    /// The level of education.
    pub isced_level: Patch<IscedLevel>,
    /// The youngest age.
    pub age_min: Patch<i32>,
    /// The oldest age.
    pub age_max: Patch<i32>,
    /// The languages in which it is taught: all of them.
    pub languages: Patch<Vec<String>>,
    /// What can be recognised afterwards: all of it.
    pub recognitions: Patch<Vec<Recognition>>,
    /// Keywords: all of them.
    pub keywords: Patch<Vec<String>>,
    /// Its website.
    pub website: Patch<String>,
    /// When it first took place.
    pub started_on: Patch<PartialDate>,
    /// How often it comes round.
    pub recurrence: Patch<Recurrence>,
    /// Offerings to change or to add.
    pub offerings: Vec<NamedOffering>,
    /// Offerings to delete.
    pub removed: Vec<OfferingId>,
}

/// An offering as the edit of its programme names it.
#[derive(Clone, Debug, Default)]
pub struct NamedOffering {
    /// Its id; without it, it is found by what else it is known by.
    pub id: Option<OfferingId>,
    /// What to change of it.
    pub edit: offering::Edit,
}

/// A programme of this city of which nothing is known yet.
pub(super) fn blank(id: Uuid, city: &city::Model, now: DateTime<Utc>) -> programme::Model {
    programme::Model {
        id: ProgrammeId(id),
        city_id: city.id,
        provider_id: None,
        slug: String::new(),
        external_id: None,
        title: entity::Localized::default(),
        title_text: String::new(),
        default_locale: city.default_locale.clone(),
        summary: None,
        description: None,
        learning_outcomes: LocalizedList::default(),
        audience: None,
        kind: ProgrammeKind::Course,
        setting: LearningSetting::NonFormal,
        isced_level: None,
        age_min: None,
        age_max: None,
        languages: Words::default(),
        recognitions: Recognitions::default(),
        keywords: Words::default(),
        website: None,
        started_on: None,
        recurrence: None,
        status: ProgrammeStatus::Draft,
        published_at: None,
        origin: city.origin,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

impl Edit {
    /// Changes what stands in the programme's own row, and finds what is wrong
    /// with the row as a whole.
    pub(super) fn apply(&self, row: &mut programme::Model) -> Problems {
        let mut problems = Problems::default();
        let edit = self.clone();
        edit.default_locale
            .apply_to(&mut row.default_locale, "defaultLocale", &mut problems);
        edit.external_id.apply(&mut row.external_id);
        edit.slug.apply_to(&mut row.slug, "slug", &mut problems);
        edit.title
            .apply_name(&mut row.title, "title", &mut problems);
        edit.summary
            .apply_texts(&mut row.summary, "summary", &mut problems);
        edit.description
            .apply_texts(&mut row.description, "description", &mut problems);
        edit.audience
            .apply_texts(&mut row.audience, "audience", &mut problems);
        outcomes(edit.learning_outcomes, row, &mut problems);
        edit.kind.apply_to(&mut row.kind, "kind", &mut problems);
        edit.setting
            .apply_to(&mut row.setting, "setting", &mut problems);
        edit.provider.apply(&mut row.provider_id);
        edit.isced_level.apply(&mut row.isced_level);
        edit.age_min.apply(&mut row.age_min);
        edit.age_max.apply(&mut row.age_max);
        edit.languages
            .map(Words)
            .apply_or_default(&mut row.languages);
        edit.recognitions
            .map(Recognitions)
            .apply_or_default(&mut row.recognitions);
        edit.keywords
            .map(|words| trimmed(&words))
            .apply_or_default(&mut row.keywords);
        edit.website.apply(&mut row.website);
        edit.started_on.apply(&mut row.started_on);
        edit.recurrence.apply(&mut row.recurrence);
        row.title_text = folded(&row.title, &row.default_locale);
        problems
    }
}

fn trimmed(words: &[String]) -> Words {
    let words = words.iter().map(|word| word.trim().to_owned());
    Words(words.collect())
}

/// The outcomes are one list: whoever changes one of them sends them all.
fn outcomes(outcomes: Patch<Vec<Texts>>, row: &mut programme::Model, problems: &mut Problems) {
    let mut place = 0;
    let outcomes = outcomes.map(|outcomes| {
        let outcomes = outcomes.into_iter().map(|texts| {
            let field = format!("learningOutcomes.{place}.texts");
            place += 1;
            let mut outcome = None;
            Patch::Set(texts).apply_texts(&mut outcome, &field, problems);
            outcome.unwrap_or_default()
        });
        LocalizedList(outcomes.collect())
    });
    outcomes.apply_or_default(&mut row.learning_outcomes);
}

/// What is wrong with a programme's own row.
pub(super) fn check(row: &programme::Model) -> Problems {
    let mut problems = Problems::default();
    check_title(row, &mut problems);
    problems.check_texts("summary", row.summary.as_ref(), SUMMARY);
    problems.check_texts("description", row.description.as_ref(), LONG_TEXT);
    problems.check_texts("audience", row.audience.as_ref(), SUMMARY);
    problems.check_length("learningOutcomes", &row.learning_outcomes.0, WORDS);
    for (place, outcome) in row.learning_outcomes.0.iter().enumerate() {
        let field = format!("learningOutcomes.{place}.texts");
        problems.demand(!outcome.0.is_empty(), &field, Complaint::required);
        problems.check_texts(&field, Some(outcome), SUMMARY);
    }
    problems.check_external_id(row.external_id.as_deref());
    problems.check_web_address("website", row.website.as_deref());
    problems.check_range("ageMin", row.age_min, AGES);
    problems.check_range("ageMax", row.age_max, AGES);
    problems.check_date("startedOn", row.started_on.as_ref());
    problems.check_bounds("ageMax", row.age_min, row.age_max);
    check_words("languages", &row.languages.0, &mut problems);
    check_words("keywords", &row.keywords.0, &mut problems);
    problems.check_distinct("recognitions", &row.recognitions.0);
    problems
}

/// A draft needs a title in any language, what is public one in its own.
fn check_title(row: &programme::Model, problems: &mut Problems) {
    if row.status == ProgrammeStatus::Published {
        return problems.check_name("title", &row.title, &row.default_locale);
    }
    problems.demand(!row.title.0.is_empty(), "title", Complaint::required);
    problems.check_texts("title", Some(&row.title), NAME);
}

fn check_words(field: &str, words: &[String], problems: &mut Problems) {
    problems.check_length(field, words, WORDS);
    for (place, word) in words.iter().take(WORDS).enumerate() {
        let field = format!("{field}.{place}");
        problems.check_text(&field, Some(word), NAME);
        problems.demand(!words[..place].contains(word), &field, Complaint::twice);
    }
}
