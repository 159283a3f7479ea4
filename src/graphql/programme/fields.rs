//! What a city sends of a programme.

use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::{
    domain::{
        Result,
        patch::{Patch, Texts},
        programme::{CodeLists, Edit, NamedOffering},
    },
    graphql::{
        filter::read_id,
        mutation::input::{Asked, TextInput, id, texts},
        offering::OfferingFields,
        scalar::{Locale, PartialDate},
        values::{
            DeliveryMode, IscedLevel, LearningSetting, ProgrammeKind, Recognition, Recurrence,
        },
    },
};

/// What one knows or can do afterwards, in one or more languages.
#[derive(InputObject, Clone, Debug)]
pub struct LearningOutcomeInput {
    /// The outcome, by language.
    texts: Vec<TextInput>,
}

/// An offering within its programme. It is found by its `id`, else by its
/// `externalId`, else by its `code`; when nothing is found it is a new one.
#[derive(InputObject, Clone, Debug)]
pub struct ProgrammeOfferingInput {
    /// The offering that is meant; leave it out for a new one.
    id: Option<ID>,
    /// How it reaches learners. A new one needs it.
    delivery_mode: MaybeUndefined<DeliveryMode>,
    #[graphql(flatten)]
    fields: OfferingFields,
}

/// The fields of a programme that a city writes. What is left out stays as it is;
/// null empties it.
#[derive(InputObject, Clone, Debug)]
pub struct ProgrammeFields {
    /// The short name in addresses, unique in your city. Without one a new programme
    /// gets one made of its first title in Latin letters, else of its external id.
    slug: MaybeUndefined<String>,
    /// The language in which it is written; that of your city for a new programme
    /// that says nothing.
    default_locale: MaybeUndefined<Locale>,
    /// A few words about it, by language.
    summary: MaybeUndefined<Vec<TextInput>>,
    /// What it is, by language.
    description: MaybeUndefined<Vec<TextInput>>,
    /// Whom it is for, in words, by language.
    audience: MaybeUndefined<Vec<TextInput>>,
    /// What one knows or can do afterwards: the whole list.
    learning_outcomes: MaybeUndefined<Vec<LearningOutcomeInput>>,
    /// How formal the learning is; `NON_FORMAL` for a new one that says nothing.
    setting: MaybeUndefined<LearningSetting>,
    /// The organisation that provides it, when that is not the city itself.
    provider_id: MaybeUndefined<ID>,
    /// The alliances in whose frame it takes place: all of them.
    alliance_ids: MaybeUndefined<Vec<ID>>,
    /// What it is about: codes of the list `TOPIC`, all of them.
    topics: MaybeUndefined<Vec<String>>,
    /// Whom it is for: codes of the list `TARGET_GROUP`, all of them.
    target_groups: MaybeUndefined<Vec<String>>,
    /// The fields of education: codes of the list `ISCED_F`, all of them.
    isced_f: MaybeUndefined<Vec<String>>,
    /// The Sustainable Development Goals and targets that it serves: codes of the
    /// list `SDG`, all of them.
    sdg_targets: MaybeUndefined<Vec<String>>,
    /// The key features of learning cities that it serves: codes of the list
    /// `KEY_FEATURE_AREA`, all of them.
    key_feature_areas: MaybeUndefined<Vec<String>>,
    /// The level of education.
    isced_level: MaybeUndefined<IscedLevel>,
    /// The youngest age in years: 0 to 130.
    age_min: MaybeUndefined<i32>,
    /// The oldest age in years: 0 to 130.
    age_max: MaybeUndefined<i32>,
    /// The languages in which it is taught: all of them.
    languages: MaybeUndefined<Vec<Locale>>,
    /// What a learner can have recognised afterwards: all of it.
    recognitions: MaybeUndefined<Vec<Recognition>>,
    /// Keywords: all of them.
    keywords: MaybeUndefined<Vec<String>>,
    /// The website.
    website: MaybeUndefined<String>,
    /// When it first took place.
    started_on: MaybeUndefined<PartialDate>,
    /// How often it comes round.
    recurrence: MaybeUndefined<Recurrence>,
    /// Offerings to add or to change. Those that you do not name stay as they are.
    #[graphql(default)]
    offerings: Vec<ProgrammeOfferingInput>,
}

/// The fields that some inputs must have and others may.
pub(super) struct Required {
    pub(super) external_id: Patch<String>,
    pub(super) title: Patch<Vec<TextInput>>,
    pub(super) kind: Patch<ProgrammeKind>,
}

impl ProgrammeOfferingInput {
    fn read(self) -> Result<NamedOffering> {
        Ok(NamedOffering {
            id: self.id.as_ref().map(read_id).transpose()?,
            edit: self.fields.read(self.delivery_mode.patch())?,
        })
    }
}

impl ProgrammeFields {
    /// What they ask for.
    pub(super) fn read(self, required: Required) -> Result<Edit> {
        let outcomes = |outcomes: Vec<LearningOutcomeInput>| -> Vec<Texts> {
            outcomes
                .into_iter()
                .map(|outcome| texts(outcome.texts))
                .collect()
        };
        let recognitions = |recognitions: Vec<Recognition>| -> Vec<_> {
            recognitions.into_iter().map(Into::into).collect()
        };
        let offerings = self.offerings.into_iter().map(ProgrammeOfferingInput::read);
        Ok(Edit {
            external_id: required.external_id,
            title: required.title.map(texts),
            kind: required.kind.map(Into::into),
            slug: self.slug.patch(),
            default_locale: self.default_locale.patch().map(tag),
            summary: self.summary.patch().map(texts),
            description: self.description.patch().map(texts),
            audience: self.audience.patch().map(texts),
            learning_outcomes: self.learning_outcomes.patch().map(outcomes),
            setting: self.setting.patch().map(Into::into),
            provider: id(self.provider_id)?,
            alliances: ids(self.alliance_ids)?,
            codes: CodeLists {
                topics: self.topics.patch(),
                target_groups: self.target_groups.patch(),
                isced_f: self.isced_f.patch(),
                sdg_targets: self.sdg_targets.patch(),
                key_feature_areas: self.key_feature_areas.patch(),
            },
            isced_level: self.isced_level.patch().map(Into::into),
            age_min: self.age_min.patch(),
            age_max: self.age_max.patch(),
            languages: self
                .languages
                .patch()
                .map(|all| all.into_iter().map(tag).collect()),
            recognitions: self.recognitions.patch().map(recognitions),
            keywords: self.keywords.patch(),
            website: self.website.patch(),
            started_on: self.started_on.patch().map(|date| date.0),
            recurrence: self.recurrence.patch().map(Into::into),
            offerings: offerings.collect::<Result<_>>()?,
            removed: Vec::new(),
        })
    }
}

/// The tag in its usual spelling; the scalar takes no other.
fn tag(locale: Locale) -> String {
    let Locale(text) = locale;
    crate::domain::locale::Locale::parse(&text).map_or(text, |locale| locale.tag())
}

fn ids(field: MaybeUndefined<Vec<ID>>) -> Result<Patch<Vec<entity::AllianceId>>> {
    Ok(match field.patch() {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(ids) => Patch::Set(ids.iter().map(read_id).collect::<Result<_>>()?),
    })
}
