//! Invitations: the right to answer a survey once.

use std::collections::{BTreeMap, HashSet};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{
    InvitationId, SurveyId, survey,
    survey_content::{SegmentValues, SurveyContent},
    survey_invitation::{self as table, ActiveModel},
    values::{Anonymity, Happening, ResponseControl, SurveyStatus},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    FrozenVersions,
    secret::{SurveySecret, plain_hash, random},
    status_at,
};
use crate::domain::{
    bulk,
    error::Result,
    ids,
    problem::{Complaint, Problems},
    record::{self, Target},
    viewer::{Permit, WriteSurveys},
    writing::Writing,
};

/// Invitations of one call.
pub const MOST: usize = 10_000;
/// Characters of the name that a city's register has for a person.
const PARTICIPANT: usize = 200;
/// What every token begins with, so that one that has leaked can be found.
const PREFIX: &str = "svi_";

/// People to invite who have the same attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What all of them have in common.
    pub segments: SegmentValues,
    /// How many, when nobody is to know who they are.
    pub count: i32,
    /// Who they are in the city's own register.
    pub participants: Vec<String>,
}

impl Group {
    fn nameless(&self) -> usize {
        usize::try_from(self.count).unwrap_or_default()
    }

    fn size(&self) -> usize {
        self.nameless() + self.participants.len()
    }
}

/// An invitation as it is handed to its city, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// What the person answers with.
    pub token: String,
    /// Who it is, as the city said.
    pub participant: Option<String>,
    /// The place of the group in the input.
    pub group: usize,
}

/// How many were invited, and how many of them have answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Invitations {
    /// The invitations there are.
    pub sent: i64,
    /// Those that were used.
    pub used: i64,
}

/// Makes invitations.
pub async fn invite(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    (target, groups): (Target<SurveyId>, Vec<Group>),
) -> Result<Vec<Invited>> {
    let survey: survey::Model = record::own(writing, permit, target).await?;
    must_take_invitations(&survey, writing)?;
    let number = survey.published_version.unwrap_or_default();
    let content = FrozenVersions::default()
        .get(writing, (survey.id, number))
        .await?;
    check(&survey, &groups, &content).into_result()?;
    must_be_groups(writing, &survey, &groups).await?;
    let secret = SurveySecret::of(writing, survey.id).await?;
    let made = make(&survey, &groups, (&secret, writing))?;
    must_be_new(writing, &survey, &made).await?;
    let (rows, invited): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    bulk::insert(writing, rows).await?;
    let told = serde_json::json!({ "invitations": invited.len() });
    let told = (None, Some(told));
    record::tell(writing, permit, &survey, Happening::Updated, told);
    Ok(invited)
}

fn must_take_invitations(survey: &survey::Model, writing: &Writing) -> Result<()> {
    use SurveyStatus::{Open, Paused, Published};
    let mut problems = Problems::default();
    let status = status_at(survey, writing.now());
    let takes = matches!(status, Published | Open | Paused);
    problems.demand(takes, "id", || {
        Complaint::needs("people are invited after publication and before the end")
    });
    let control = survey.response_control;
    problems.demand(control != ResponseControl::Open, "id", || {
        Complaint::needs("a survey that everybody may answer has no invitations")
    });
    problems.into_result()
}

fn check(survey: &survey::Model, groups: &[Group], content: &SurveyContent) -> Problems {
    let mut problems = Problems::default();
    let all: usize = groups.iter().map(Group::size).sum();
    problems.demand(all > 0, "groups", Complaint::required);
    problems.demand(all <= MOST, "groups", || Complaint::too_many(MOST));
    let mut seen = HashSet::new();
    for (place, group) in groups.iter().enumerate() {
        let at = format!("groups.{place}");
        problems.extend_at(&at, check_segments(&group.segments, content));
        problems.demand(group.count >= 0, &format!("{at}.count"), || {
            Complaint::out_of_range(0, MOST)
        });
        let is_named = survey.response_control != ResponseControl::Registered || group.count == 0;
        problems.demand(is_named, &format!("{at}.count"), || {
            Complaint::needs("a registered survey invites participants by name")
        });
        for (number, participant) in group.participants.iter().enumerate() {
            let at = format!("{at}.participants.{number}");
            problems.check_text(&at, Some(participant), PARTICIPANT);
            problems.demand(seen.insert(participant), &at, Complaint::twice);
        }
    }
    problems
}

/// The attributes are ones that the survey has.
pub(super) fn check_segments(segments: &SegmentValues, content: &SurveyContent) -> Problems {
    let mut problems = Problems::default();
    for (key, value) in &segments.0 {
        let segment = content.segments.iter().find(|segment| segment.key == *key);
        let is_known = segment.is_some_and(|segment| {
            let mut values = segment.values.iter();
            values.any(|choice| choice.code == *value && !choice.is_retired)
        });
        problems.demand(is_known, "segments", || Complaint::unknown_code(key, value));
    }
    problems
}

/// In an anonymous survey, nobody is alone with their attributes: these stand in
/// the answer as well, and would lead back from it to the invitation.
async fn must_be_groups(writing: &Writing, survey: &survey::Model, groups: &[Group]) -> Result<()> {
    if survey.anonymity != Anonymity::Anonymous {
        return Ok(());
    }
    let mut sizes: BTreeMap<&SegmentValues, usize> = BTreeMap::new();
    let known = sizes_of(writing, survey.id).await?;
    for (segments, size) in &known {
        *sizes.entry(segments).or_default() += size;
    }
    for group in groups {
        *sizes.entry(&group.segments).or_default() += group.size();
    }
    let least = usize::try_from(survey.min_cell_size).unwrap_or_default();
    let mut problems = Problems::default();
    for (place, group) in groups.iter().enumerate() {
        let is_alone = group.segments.0.is_empty() || sizes[&group.segments] >= least;
        problems.demand(is_alone, &format!("groups.{place}.segments"), || {
            Complaint::group_too_small(least)
        });
    }
    problems.into_result()
}

async fn sizes_of(
    db: &impl ConnectionTrait,
    survey: SurveyId,
) -> Result<Vec<(SegmentValues, usize)>> {
    let sizes = table::Entity::find()
        .select_only()
        .column(table::Column::Segments)
        .column_as(table::Column::Id.count(), "size")
        .filter(table::Column::SurveyId.eq(survey))
        .group_by(table::Column::Segments)
        .into_tuple::<(SegmentValues, i64)>();
    let sizes = sizes.all(db).await?.into_iter();
    Ok(sizes
        .map(|(segments, size)| (segments, usize::try_from(size).unwrap_or_default()))
        .collect())
}

type Made = (ActiveModel, Invited);

fn make(
    survey: &survey::Model,
    groups: &[Group],
    (secret, writing): (&SurveySecret, &Writing),
) -> Result<Vec<Made>> {
    let mut made = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let named = group.participants.iter().cloned().map(Some);
        let nameless = std::iter::repeat_n(None, group.nameless());
        for participant in named.chain(nameless) {
            let token = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random::<16>()?));
            let hash = participant
                .as_deref()
                .map(|participant| secret.hash("participant", participant));
            let is_kept = survey.anonymity != Anonymity::Anonymous;
            let row = ActiveModel {
                id: Set(InvitationId::random()),
                survey_id: Set(survey.id),
                token_hash: Set(plain_hash(&token)),
                participant_hash: Set(hash),
                participant: Set(participant.clone().filter(|_| is_kept)),
                segments: Set(group.segments.clone()),
                invited_on: Set(writing.now().date_naive()),
                used_on: Set(None),
                use_hash: Set(None),
            };
            let invited = Invited {
                token,
                participant,
                group: place,
            };
            made.push((row, invited));
        }
    }
    Ok(made)
}

/// Nobody is invited twice, though the register sends the same list again.
async fn must_be_new(writing: &Writing, survey: &survey::Model, made: &[Made]) -> Result<()> {
    let hash = |row: &ActiveModel| row.participant_hash.clone().take().flatten();
    let hashes: Vec<String> = made.iter().filter_map(|(row, _)| hash(row)).collect();
    if hashes.is_empty() {
        return Ok(());
    }
    let these = ids::table_of_codes(&hashes, writing.get_database_backend());
    let known = table::Entity::find()
        .select_only()
        .column(table::Column::ParticipantHash)
        .filter(table::Column::SurveyId.eq(survey.id))
        .filter(Expr::col(table::Column::ParticipantHash).in_subquery(these))
        .into_tuple::<String>();
    let known: HashSet<String> = known.all(writing).await?.into_iter().collect();
    let mut problems = Problems::default();
    let mut number = BTreeMap::<usize, usize>::new();
    for (row, invited) in made {
        let place = number.entry(invited.group).or_default();
        let is_new = hash(row).is_none_or(|hash| !known.contains(&hash));
        let at = format!("groups.{}.participants.{place}", invited.group);
        problems.demand(is_new, &at, Complaint::taken);
        *place += 1;
    }
    problems.into_result()
}

/// How many were invited, and how many of them have answered.
pub async fn invitations(db: &impl ConnectionTrait, survey: SurveyId) -> Result<Invitations> {
    let counts = table::Entity::find()
        .select_only()
        .column_as(table::Column::Id.count(), "sent")
        .column_as(table::Column::UsedOn.count(), "used")
        .filter(table::Column::SurveyId.eq(survey))
        .into_tuple::<(i64, i64)>();
    let (sent, used) = counts.one(db).await?.unwrap_or_default();
    Ok(Invitations { sent, used })
}
