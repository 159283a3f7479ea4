//! How much of a survey there is in a language.

use entity::{survey, survey_content::SurveyContent};

use super::content::{Said, texts};

/// How much of a survey there is in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// How many texts a respondent could read.
    pub texts: usize,
    /// Where those stand that are not there in this language.
    pub missing: Vec<String>,
}

/// How much of a survey, with what this version asks, there is in exactly this language.
#[must_use]
pub fn translation(survey: &survey::Model, content: &SurveyContent, locale: &str) -> Translation {
    let title = Said {
        at: "title".to_owned(),
        text: &survey.title,
    };
    let purpose = survey.purpose.as_ref().map(|text| Said {
        at: "purpose".to_owned(),
        text,
    });
    let all = [title].into_iter().chain(purpose).chain(texts(content));
    let (mut texts, mut missing) = (0, Vec::new());
    for said in all {
        texts += 1;
        if said.text.get(locale).is_none() {
            missing.push(said.at);
        }
    }
    Translation { texts, missing }
}

impl Translation {
    /// The share that is there, in per cent with one decimal. It is 100 only when
    /// nothing is missing.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "a survey has some thousands of texts"
    )]
    pub fn share(&self) -> f64 {
        let there = self.texts - self.missing.len();
        (there as f64 * 1000.0 / self.texts as f64).floor() / 10.0
    }
}
