//! How a city makes, changes and deletes its sessions.

use chrono::NaiveDate;
use entity::{
    ChannelId, FeedbackSessionId, Localized, LocalizedList, SpaceId, city, feedback_channel,
    feedback_evidence, feedback_session, feedback_theme, learning_space,
    values::{FeedbackSessionKind, Happening},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, Query},
};

use super::Edit;
use crate::domain::{
    body::Body,
    city::of_permit,
    error::Result,
    patch::Patch,
    problem::{Complaint, Problems},
    record::{self, Fields, Target, record, unlinked},
    related::there,
    viewer::{Permit, WriteFeedback},
    writing::Writing,
};

record! {
    feedback_session as FeedbackSession, owned by |row| Some(Body::City(row.city_id)),
    generated [], unique ["external_id" => "externalId"]
}

/// Makes a session of the permit's city.
pub async fn create(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    edit: Edit,
) -> Result<feedback_session::Model> {
    let city = of_permit(writing, permit.owner()).await?;
    let mut row = untitled(writing, &city);
    let wanted = Pointers::of(&edit);
    let mut problems = edit.apply(&mut row);
    wanted.check(writing, permit, &mut problems).await?;
    problems.into_result()?;
    record::insert(writing, permit, row, Fields::default()).await
}

fn untitled(writing: &Writing, city: &city::Model) -> feedback_session::Model {
    feedback_session::Model {
        id: FeedbackSessionId::new(writing.now()),
        city_id: city.id,
        external_id: None,
        channel_id: None,
        kind: FeedbackSessionKind::TownHall,
        title: Localized::default(),
        title_text: String::new(),
        default_locale: city.default_locale.clone(),
        held_on: NaiveDate::default(),
        ended_on: None,
        space_id: None,
        place: None,
        participants: None,
        topics: LocalizedList::default(),
        summary: None,
        minutes_url: None,
        origin: city.origin,
        version: 1,
        created_at: writing.now(),
        updated_at: writing.now(),
        deleted_at: None,
    }
}

/// Changes a session of the permit's city.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    target: Target<FeedbackSessionId>,
    edit: Edit,
) -> Result<feedback_session::Model> {
    let before: feedback_session::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    let wanted = Pointers::of(&edit);
    let mut problems = edit.apply(&mut after);
    wanted.check(writing, permit, &mut problems).await?;
    problems.into_result()?;
    let (happening, told) = (Happening::Updated, unlinked());
    record::save(writing, permit, (before, after), happening, told).await
}

/// Deletes a session; refuses while a theme rests on it.
pub async fn delete(
    writing: &Writing,
    permit: &Permit<WriteFeedback>,
    target: Target<FeedbackSessionId>,
) -> Result<feedback_session::Model> {
    let deleted = record::delete(writing, permit, target).await?;
    let themes = Query::select()
        .column(feedback_theme::Column::Id)
        .from(feedback_theme::Entity)
        .and_where(Expr::col(feedback_theme::Column::DeletedAt).is_null())
        .to_owned();
    let resting = feedback_evidence::Entity::find()
        .filter(feedback_evidence::Column::SessionId.eq(target.id))
        .filter(feedback_evidence::Column::ThemeId.in_subquery(themes))
        .count(writing)
        .await?;
    let mut problems = Problems::default();
    problems.demand(resting == 0, "id", || Complaint::rested_on(resting));
    problems.into_result()?;
    Ok(deleted)
}

/// What an edit points to.
struct Pointers {
    channel: Option<ChannelId>,
    space: Option<SpaceId>,
}

impl Pointers {
    fn of(edit: &Edit) -> Self {
        Self {
            channel: match edit.channel {
                Patch::Set(channel) => Some(channel),
                Patch::Keep | Patch::Clear => None,
            },
            space: match edit.space {
                Patch::Set(space) => Some(space),
                Patch::Keep | Patch::Clear => None,
            },
        }
    }

    /// The channel and the space are the city's own.
    async fn check(
        &self,
        writing: &Writing,
        permit: &Permit<WriteFeedback>,
        problems: &mut Problems,
    ) -> Result<()> {
        if let Some(ChannelId(id)) = self.channel {
            use feedback_channel::{Column, Entity};
            let own = Condition::all()
                .add(Column::CityId.eq(permit.owner()))
                .add(Column::DeletedAt.is_null());
            let found = there::<Entity>(writing, Column::Id, &[id], own).await?;
            problems.demand(!found.is_empty(), "channelId", Complaint::not_found);
        }
        if let Some(SpaceId(id)) = self.space {
            use learning_space::{Column, Entity};
            let own = Condition::all()
                .add(Column::CityId.eq(permit.owner()))
                .add(Column::DeletedAt.is_null());
            let found = there::<Entity>(writing, Column::Id, &[id], own).await?;
            problems.demand(!found.is_empty(), "spaceId", Complaint::not_found);
        }
        Ok(())
    }
}
