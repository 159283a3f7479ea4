//! Ways in which a city hears its citizens.

use entity::{
    ChannelId, CityId, Localized, LocalizedList, city, feedback_channel,
    values::{FeedbackChannelKind, Happening, Origin},
};
use sea_orm::{Condition, sea_query::Expr};

use crate::domain::{
    body::Body,
    check::{NAME, SUMMARY},
    city::of_permit,
    error::Result,
    filter::{Is, IsBody, Test, contains},
    page::{listed, orders},
    patch::{Patch, Texts},
    problem::Problems,
    record::{self, Fields, Target, record, unlinked},
    text::folded,
    viewer::{Permit, WriteFeedback},
    writing::Writing,
};

record! {
    feedback_channel as FeedbackChannel, owned by |row| Some(Body::City(row.city_id)),
    generated [], unique ["external_id" => "externalId"]
}

orders! {
    /// The orders of channels.
    ChannelOrder of feedback_channel::Model, columns of entity::feedback_channel;
    /// In the order in which they came to the network.
    Created;
}

listed! {
    /// All channels.
    FeedbackChannels of feedback_channel, ordered by ChannelOrder, tested by ChannelTest
}

/// What a filter may ask of a channel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ChannelTest {
    /// Its id.
    Id(Is<ChannelId>),
    /// Its id in the city's own system.
    ExternalId(Is<String>),
    /// Part of one of its titles.
    Title(String),
    /// Its city.
    City(IsBody<CityId>),
    /// In which way the city hears.
    Kind(Is<FeedbackChannelKind>),
    /// Real or made up.
    Origin(Is<Origin>),
}

impl Test for ChannelTest {
    fn condition(&self) -> Condition {
        use feedback_channel::Column;
        let at = |column: Column| Expr::col((feedback_channel::Entity, column));
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::ExternalId(is) => is.on(at(Column::ExternalId)),
            Self::Title(part) => contains(at(Column::TitleText), part),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Kind(is) => is.on(at(Column::Kind)),
            Self::Origin(is) => is.on(at(Column::Origin)),
        }
    }
}

/// What a city changes of a channel.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Its id in the city's own system.
    pub external_id: Patch<String>,
    /// In which way the city hears.
    pub kind: Patch<FeedbackChannelKind>,
    /// Its titles.
    pub title: Patch<Texts>,
    /// The language in which it speaks.
    pub default_locale: Patch<String>,
    /// How it works.
    pub description: Patch<Texts>,
    /// Who is asked.
    pub asked: Patch<Vec<Texts>>,
    /// What it changed.
    pub effects: Patch<Vec<Texts>>,
    /// Its website.
    pub website: Patch<String>,
}

impl Edit {
    fn apply(self, row: &mut feedback_channel::Model) -> Problems {
        let mut problems = Problems::default();
        self.external_id.apply(&mut row.external_id);
        self.kind.apply_to(&mut row.kind, "kind", &mut problems);
        self.title
            .apply_name(&mut row.title, "title", &mut problems);
        self.default_locale
            .apply_locale(&mut row.default_locale, "defaultLocale", &mut problems);
        self.description
            .apply_texts(&mut row.description, "description", &mut problems);
        self.asked
            .apply_list(&mut row.asked, "asked", &mut problems);
        self.effects
            .apply_list(&mut row.effects, "effects", &mut problems);
        self.website.apply(&mut row.website);
        row.title_text = folded(&row.title, &row.default_locale);
        check(row, &mut problems);
        problems
    }
}

fn check(row: &feedback_channel::Model, problems: &mut Problems) {
    problems.check_external_id(row.external_id.as_deref());
    problems.check_name("title", &row.title, &row.default_locale);
    problems.check_texts("description", row.description.as_ref(), SUMMARY);
    problems.check_text_list("asked", &row.asked, NAME);
    problems.check_text_list("effects", &row.effects, SUMMARY);
    problems.check_web_address("website", row.website.as_deref());
}

/// Makes a channel of the permit's city.
pub async fn create(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    edit: Edit,
) -> Result<feedback_channel::Model> {
    let city = of_permit(writing, permit.owner()).await?;
    let mut row = untitled(writing, &city);
    edit.apply(&mut row).into_result()?;
    record::insert(writing, permit, row, Fields::default()).await
}

fn untitled(writing: &Writing, city: &city::Model) -> feedback_channel::Model {
    feedback_channel::Model {
        id: ChannelId::new(writing.now()),
        city_id: city.id,
        external_id: None,
        kind: FeedbackChannelKind::Survey,
        title: Localized::default(),
        title_text: String::new(),
        default_locale: city.default_locale.clone(),
        description: None,
        asked: LocalizedList::default(),
        effects: LocalizedList::default(),
        website: None,
        origin: city.origin,
        version: 1,
        created_at: writing.now(),
        updated_at: writing.now(),
        deleted_at: None,
    }
}

/// Changes a channel of the permit's city.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    target: Target<ChannelId>,
    edit: Edit,
) -> Result<feedback_channel::Model> {
    let before: feedback_channel::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    edit.apply(&mut after).into_result()?;
    let (happening, told) = (Happening::Updated, unlinked());
    record::save(writing, permit, (before, after), happening, told).await
}
