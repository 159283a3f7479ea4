//! Spans of time with dates of which only the year may be known.

use chrono::NaiveDate;
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
