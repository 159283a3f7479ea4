//! When a learning space is open.

use entity::values::{OpeningHours, OpeningHoursList};

use crate::domain::problem::{Complaint, Problems};

/// Spans in one week.
const MOST: usize = 50;

impl Problems {
    /// Each span has days, ends after it begins, and overlaps no other.
    pub(super) fn check_hours(&mut self, field: &str, list: &OpeningHoursList) {
        self.check_length(field, &list.0, MOST);
        for (place, hours) in list.0.iter().enumerate() {
            let at = format!("{field}.{place}");
            let days = format!("{at}.days");
            self.demand(!hours.days.is_empty(), &days, Complaint::required);
            self.check_distinct(&days, &hours.days);
            // Written as HH:MM, so that texts compare as times do.
            let closes = format!("{at}.closes");
            let ends = hours.opens < hours.closes;
            self.demand(ends, &closes, Complaint::ends_before_start);
            let others = list.0.iter().take(place.min(MOST));
            let is_alone = !others.into_iter().any(|other| overlap(other, hours));
            self.demand(is_alone, &at, Complaint::twice);
        }
    }
}

fn overlap(one: &OpeningHours, other: &OpeningHours) -> bool {
    let share_a_day = one.days.iter().any(|day| other.days.contains(day));
    share_a_day && one.opens < other.closes && other.opens < one.closes
}

#[cfg(test)]
mod tests {
    use entity::values::Weekday::{self, Mo, Sa, Tu};

    use super::*;

    fn complaints(spans: &[(&[Weekday], &str, &str)]) -> Vec<String> {
        let spans = spans.iter().map(|(days, opens, closes)| OpeningHours {
            days: days.to_vec(),
            opens: (*opens).to_owned(),
            closes: (*closes).to_owned(),
        });
        let mut problems = Problems::default();
        problems.check_hours("hours", &OpeningHoursList(spans.collect()));
        problems
            .iter()
            .map(|problem| problem.path.join("."))
            .collect()
    }

    #[test]
    fn a_day_may_have_a_break() {
        let spans: &[(&[Weekday], &str, &str)] = &[
            (&[Mo, Tu], "09:00", "12:00"),
            (&[Mo], "12:00", "21:00"),
            (&[Sa], "10:00", "11:00"),
        ];
        assert_eq!(complaints(spans), [""; 0]);
    }

    #[test]
    fn spans_have_days_and_an_end_and_do_not_overlap() {
        let spans: &[(&[Weekday], &str, &str)] = &[
            (&[], "09:00", "12:00"),
            (&[Mo, Mo], "09:00", "12:00"),
            (&[Tu], "12:00", "12:00"),
            (&[Sa, Mo], "11:59", "13:00"),
        ];
        assert_eq!(
            complaints(spans),
            [
                "hours.0.days",
                "hours.1.days.1",
                "hours.2.closes",
                "hours.3"
            ]
        );
    }
}
