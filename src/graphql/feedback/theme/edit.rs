//! What a city changes of its themes.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::{FeedbackSessionId, SnapshotId, ThemeId, values::SubjectKind};

use super::FeedbackTheme;
use crate::{
    domain::{
        Error, Result,
        feedback::{
            Evidence, FeedbackThemes, Heard,
            theme::{self, Edit},
        },
        patch::Patch,
        record::Target,
        viewer::WriteFeedback,
    },
    graphql::{
        filter::read_id,
        mutation::{
            DeletePayload,
            input::{Asked, TextInput, id_inputs, texts},
            mutations, payloads,
        },
        node::subject_of,
        scalar::Locale,
    },
};

/// A new theme. Everyone sees it as soon as it is there.
#[derive(InputObject)]
pub struct FeedbackThemeCreateInput {
    /// The title, by language. The one in the default locale must be there.
    title: Vec<TextInput>,
    /// Where it was heard: at least one piece, at most 50.
    evidence: Vec<FeedbackEvidenceInput>,
    #[graphql(flatten)]
    fields: FeedbackThemeFieldsInput,
}

/// What to change of a theme. What you leave out stays as it is.
#[derive(InputObject)]
pub struct FeedbackThemeUpdateInput {
    /// The global id.
    id: ID,
    /// The title, by language.
    title: MaybeUndefined<Vec<TextInput>>,
    /// Where it was heard: all of it, at least one piece, instead of that before.
    evidence: MaybeUndefined<Vec<FeedbackEvidenceInput>>,
    #[graphql(flatten)]
    fields: FeedbackThemeFieldsInput,
}

/// What a city may say of a theme beside its title and its evidence.
#[derive(InputObject)]
pub struct FeedbackThemeFieldsInput {
    /// The id it has in the city's own system; unique in its city, deleted themes
    /// included. Null when it has none.
    external_id: MaybeUndefined<String>,
    /// The language in which the theme is told; for a new one the city's.
    default_locale: MaybeUndefined<Locale>,
    /// What citizens said, by language; null when there is no text.
    summary: MaybeUndefined<Vec<TextInput>>,
    /// How much it weighs, from 1 to 5; 3 unless you say otherwise.
    weight: MaybeUndefined<i32>,
}

/// Where a theme was heard.
#[derive(InputObject)]
pub struct FeedbackEvidenceInput {
    /// A session of your city, or published results of a survey of your city.
    source_id: ID,
    /// The key of a question of these results; only for results.
    question_key: Option<String>,
    /// What was said there, by language.
    note: Option<Vec<TextInput>>,
}

impl FeedbackEvidenceInput {
    fn read(self) -> Result<Evidence> {
        let heard = match (subject_of(&self.source_id)?.kind, self.question_key) {
            (SubjectKind::FeedbackSession, None) => {
                Heard::Session(read_id::<FeedbackSessionId>(&self.source_id)?)
            }
            (SubjectKind::SurveySnapshot, key) => {
                let snapshot = read_id::<SnapshotId>(&self.source_id)?;
                Heard::Question(snapshot, key.unwrap_or_default())
            }
            _ => {
                return Err(Error::input(
                    "Evidence is a session without, or published results with, a `questionKey`.",
                ));
            }
        };
        let note = self.note.map(texts);
        Ok(Evidence { heard, note })
    }
}

fn evidence(pieces: Vec<FeedbackEvidenceInput>) -> Result<Vec<Evidence>> {
    pieces
        .into_iter()
        .map(FeedbackEvidenceInput::read)
        .collect()
}

impl FeedbackThemeFieldsInput {
    fn read(self, (title, evidence): (Patch<Vec<TextInput>>, Patch<Vec<Evidence>>)) -> Edit {
        Edit {
            external_id: self.external_id.patch(),
            title: title.map(texts),
            default_locale: self.default_locale.patch().map(|locale| locale.0),
            summary: self.summary.patch().map(texts),
            weight: self.weight.patch(),
            evidence,
        }
    }
}

impl FeedbackThemeCreateInput {
    fn read(self) -> Result<Edit> {
        let evidence = Patch::Set(evidence(self.evidence)?);
        Ok(self.fields.read((Patch::Set(self.title), evidence)))
    }
}

impl FeedbackThemeUpdateInput {
    fn read(self, expected_version: Option<i32>) -> Result<(Target<ThemeId>, Edit)> {
        let target = Target {
            id: read_id(&self.id)?,
            expected_version,
        };
        let evidence = match self.evidence.patch() {
            Patch::Keep => Patch::Keep,
            Patch::Clear => Patch::Clear,
            Patch::Set(pieces) => Patch::Set(evidence(pieces)?),
        };
        Ok((target, self.fields.read((self.title.patch(), evidence))))
    }
}

id_inputs! {
    /// Which theme to delete.
    FeedbackThemeDeleteInput of ThemeId;
    /// Which theme to bring back.
    FeedbackThemeRestoreInput of ThemeId;
}

payloads! {
    /// What came of changing a theme.
    FeedbackThemePayload {
        /// The theme as it is now; null when there is something to mend.
        feedback_theme: FeedbackTheme of FeedbackThemes
    }
}

mutations! {
    /// What a city changes of its themes.
    ThemeMutation;
    /// Adds something that the citizens of your city said again and again, with where
    /// it was heard. Requires `feedback:write`.
    creates feedback_theme_create(FeedbackThemeCreateInput) -> FeedbackThemePayload,
        by WriteFeedback:
        |writing, permit, input| {
            Ok(theme::create(writing, permit, input.read()?).await?.id.0)
        };
    /// Changes a theme of your city. Requires `feedback:write`.
    changes feedback_theme_update(FeedbackThemeUpdateInput) -> FeedbackThemePayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let (target, edit) = input.read(version)?;
            Ok(theme::update(writing, permit, target, edit).await?.id.0)
        };
    /// Deletes a theme of your city. Its history stays. Refused with `CONFLICT` while
    /// your city has actions about it. Requires `feedback:write`.
    changes feedback_theme_delete(FeedbackThemeDeleteInput) -> DeletePayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            Ok(theme::delete(writing, permit, target).await?.id.into())
        };
    /// Brings a deleted theme back as it was. Refused with `CONFLICT` when a session
    /// that it rests on was deleted. Requires `feedback:write`.
    changes feedback_theme_restore(FeedbackThemeRestoreInput) -> FeedbackThemePayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            Ok(theme::restore(writing, permit, target).await?.id.0)
        };
}
