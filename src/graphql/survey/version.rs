//! A version of what a survey asks.

use std::sync::Arc;

use async_graphql::{Json, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{survey, survey_version};
use serde_json::Value;

use super::question::{SurveyQuestion, SurveySegment};
use crate::{
    domain::{
        locale::Locale as LocaleValue,
        survey::{content, form::Form, translation::translation},
    },
    feed::surveyjs,
    graphql::scalar::Locale,
};

/// A version of what a survey asks. Once it is published it never changes.
pub struct SurveyVersion {
    pub(super) survey: Arc<survey::Model>,
    pub(super) row: Arc<survey_version::Model>,
}

/// How much of a survey there is in a language. A publication needs all of it in the
/// survey's own.
#[derive(SimpleObject)]
pub struct TranslationCompleteness {
    /// The language.
    locale: Locale,
    /// How many texts a respondent could read: title, purpose, questions, options.
    texts: i32,
    /// How many of them there are in this language.
    translated: i32,
    /// The share of them in per cent, with one decimal; 100 only when none is missing.
    share: f64,
    /// Where the others stand, such as `title` or `questions.3.options.1.label`.
    missing: Vec<String>,
}

/// A version of what a survey asks. Once it is published it never changes.
#[Object]
impl SurveyVersion {
    /// Counts the versions of the survey, from 1.
    async fn number(&self) -> i32 {
        self.row.number
    }

    /// When the city began to write it.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }

    /// When it was published, and stopped to change; null while it is a draft.
    async fn frozen_at(&self) -> Option<DateTime<Utc>> {
        self.row.frozen_at
    }

    /// The questions in their order.
    async fn questions(&self) -> Vec<SurveyQuestion<'_>> {
        let questions = self.row.content.questions.iter();
        questions
            .map(|question| SurveyQuestion {
                question,
                default_locale: &self.survey.default_locale,
            })
            .collect()
    }

    /// The question with this key.
    async fn question(
        &self,
        #[graphql(desc = "The key, which is the same in every version.")] key: String,
    ) -> Option<SurveyQuestion<'_>> {
        Some(SurveyQuestion {
            question: content::question(&self.row.content, &key)?,
            default_locale: &self.survey.default_locale,
        })
    }

    /// The attributes by which respondents are told apart in the results.
    async fn segments(&self) -> Vec<SurveySegment<'_>> {
        let segments = self.row.content.segments.iter();
        segments
            .map(|segment| SurveySegment {
                segment,
                default_locale: &self.survey.default_locale,
            })
            .collect()
    }

    /// How much of it there is in a language, title and purpose of the survey included.
    async fn translation_completeness(
        &self,
        #[graphql(desc = "The language.")] locale: Locale,
    ) -> TranslationCompleteness {
        self.completeness(&locale)
    }

    /// The whole form as `SurveyJS` reads it. What is no longer offered is left out.
    async fn survey_js(&self) -> Json<Value> {
        Json(surveyjs::write(&Form {
            survey: Arc::clone(&self.survey),
            number: self.row.number,
            content: Arc::new(self.row.content.clone()),
        }))
    }
}

impl SurveyVersion {
    pub(super) fn completeness(&self, locale: &Locale) -> TranslationCompleteness {
        let tag = LocaleValue::parse(&locale.0).map_or_else(|_| locale.0.clone(), |tag| tag.tag());
        let found = translation(&self.survey, &self.row.content, &tag);
        let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        TranslationCompleteness {
            locale: Locale(tag),
            texts: count(found.texts),
            translated: count(found.texts - found.missing.len()),
            share: found.share(),
            missing: found.missing,
        }
    }
}
