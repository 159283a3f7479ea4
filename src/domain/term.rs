//! Spans of time with dates of which only the year may be known.

use chrono::{DateTime, NaiveDate, Utc};
use entity::PartialDate;
use sea_orm::{
    Condition,
    sea_query::{Expr, ExprTrait, Func},
};

/// Whether a term may have run on `day`.
///
/// A date without month or day means the whole year or month; a missing date
/// means that nobody said, and is read in favour of the term.
pub(super) fn runs_on(since: Expr, until: Expr, day: NaiveDate) -> Condition {
    let day = day.to_string();
    // "2016-05-01" cut to the length of "2016" is "2016": equal precisions compare.
    let cut = |date: &Expr| {
        let length = Func::cust("length").arg(date.clone());
        Expr::from(Func::cust("substr").args([
            Expr::val(day.clone()),
            Expr::val(1),
            Expr::from(length),
        ]))
    };
    let begun = since.clone().is_null().or(cut(&since).gte(since));
    let running = until.clone().is_null().or(cut(&until).lte(until));
    Condition::all().add(begun).add(running)
}

/// Whether anybody knows when a term began, or nobody does.
pub(super) fn begins_known(since: Expr, is_known: bool) -> Condition {
    Condition::all().add(if is_known {
        since.is_not_null()
    } else {
        since.is_null()
    })
}

/// The day that it is now, in UTC: an alliance has no time zone.
pub(super) fn today(now: DateTime<Utc>) -> PartialDate {
    now.date_naive().into()
}

/// The end of a term that ends now: as it is said, else as it was known if that
/// has begun, else today.
pub(super) fn end(
    known: Option<PartialDate>,
    said: Option<PartialDate>,
    now: DateTime<Utc>,
) -> PartialDate {
    let past = known.filter(|known| known.earliest() <= now.date_naive());
    said.or(past).unwrap_or_else(|| today(now))
}
