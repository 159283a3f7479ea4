//! Whether offerings still need a place that is to be deleted.

use chrono::NaiveDate;
use entity::{offering, values::OfferingStatus};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Value,
};

use super::{
    error::{Error, Result},
    offering::Offerings,
    page::Listed,
    problem::{Complaint, Problems},
};

/// Refuses while public offerings that are not over name this in a column.
///
/// Drafts and what is over do not hold a place: there it is simply no longer shown.
pub(super) async fn refuse_while_used(
    db: &impl ConnectionTrait,
    column: offering::Column,
    place: impl Into<Value>,
    today: NaiveDate,
) -> Result<()> {
    let done = [OfferingStatus::Cancelled, OfferingStatus::Completed];
    let goes_on = Condition::any()
        .add(offering::Column::EndDate.is_null())
        .add(offering::Column::EndDate.gte(today));
    let count = offering::Entity::find()
        .filter(Offerings::visible())
        .filter(column.eq(place))
        .filter(offering::Column::Status.is_not_in(done))
        .filter(goes_on)
        .count(db)
        .await?;
    match count {
        0 => Ok(()),
        _ => Err(Error::Invalid(Problems::with(
            "id",
            Complaint::in_use(count),
        ))),
    }
}
