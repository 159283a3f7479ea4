//! Whose a record is.

use entity::values::SubjectKind;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::Subject;
use crate::domain::{
    body::Body, client, error::Result, membership, office_holder, webhook as domain_webhook,
};

/// The bodies that have a say about a record, deleted ones included; none when
/// there is no such record or nobody's token has a say.
pub async fn owners(db: &impl ConnectionTrait, subject: Subject) -> Result<Vec<Body>> {
    macro_rules! of {
        ($table:ident, |$row:ident| $owners:expr) => {{
            let found =
                entity::$table::Entity::find().filter(entity::$table::Column::Id.eq(subject.id));
            let found = found.one(db).await?;
            found.map(|$row| $owners.into_iter().collect())
        }};
    }
    let owners: Option<Vec<Body>> = match subject.kind {
        SubjectKind::City => of!(city, |row| [Body::City(row.id)]),
        SubjectKind::CityProfile => of!(city_profile, |row| [Body::City(row.city_id)]),
        SubjectKind::Organisation => of!(organisation, |row| [Body::Organisation(row.id)]),
        SubjectKind::OfficeHolder => of!(office_holder, |row| office_holder::body(&row)),
        SubjectKind::LearningSpace => of!(learning_space, |row| [Body::City(row.city_id)]),
        SubjectKind::LearningPlatform => of!(platform, |row| [Body::City(row.city_id)]),
        SubjectKind::Alliance => of!(alliance, |row| [Body::Alliance(row.id)]),
        SubjectKind::Membership => of!(membership, |row| membership::bodies(&row)),
        SubjectKind::Designation => of!(designation, |row| row
            .granting_alliance_id
            .map(Body::Alliance)),
        SubjectKind::Programme => of!(programme, |row| [Body::City(row.city_id)]),
        SubjectKind::Offering => of!(offering, |row| [Body::City(row.city_id)]),
        SubjectKind::Client => of!(api_client, |row| client::body_of(&row)),
        SubjectKind::Webhook => of!(webhook, |row| domain_webhook::body_of(&row)),
        SubjectKind::Plan => of!(plan, |row| [Body::City(row.city_id)]),
        SubjectKind::BankQuestion => {
            of!(bank_question, |row| [Body::Alliance(row.alliance_id)])
        }
        SubjectKind::Survey => of!(survey, |row| [Body::City(row.city_id)]),
        SubjectKind::SurveySnapshot => of!(survey_snapshot, |row| [Body::City(row.city_id)]),
        SubjectKind::FeedbackChannel => of!(feedback_channel, |row| [Body::City(row.city_id)]),
        SubjectKind::FeedbackSession => of!(feedback_session, |row| [Body::City(row.city_id)]),
        SubjectKind::FeedbackTheme => of!(feedback_theme, |row| [Body::City(row.city_id)]),
        SubjectKind::FeedbackAction => of!(feedback_action, |row| [Body::City(row.city_id)]),
        SubjectKind::Country | SubjectKind::Observation => None,
    };
    Ok(owners.unwrap_or_default())
}
