//! An offering as a row of the national course file.

use chrono::Datelike;
use entity::{
    Localized, offering, schedule,
    values::{Frequency, Weekday},
};

use super::{
    around::Around,
    column::{Column, Course},
    week, words,
};
use crate::domain::{money, offering::run::Run, programme::whole::Whole};

/// The language of the file.
pub(super) const KOREAN: &str = "ko";

/// The text in Korean, else in its own language.
pub(super) fn in_korean(text: Option<&Localized>, default_locale: &str) -> String {
    let text = text.and_then(|text| {
        let own = || text.texts_from(default_locale).next();
        text.get(KOREAN).or_else(own)
    });
    text.unwrap_or_default().to_owned()
}

/// The row that we would write of this offering.
pub(super) fn written(whole: &Whole, run: &Run, around: &Around) -> Course {
    let mut course = Course::default();
    write_programme(&mut course, whole, around);
    write_offering(&mut course, &run.row, around);
    write_times(&mut course, run);
    course
}

fn write_programme(course: &mut Course, whole: &Whole, around: &Around) {
    let row = &whole.row;
    let text = |text| in_korean(text, &row.default_locale);
    course[Column::Title] = text(Some(&row.title));
    course[Column::Description] = text(row.description.as_ref());
    course[Column::Audience] = match &row.audience {
        Some(audience) => text(Some(audience)),
        None => words::target_group_words(whole.codes_of("TARGET_GROUP")),
    };
    let provider = row.provider_id.and_then(|id| around.organisation(id));
    provider
        .unwrap_or(&around.city)
        .clone_into(&mut course[Column::Institution]);
    course[Column::Website] = row.website.clone().unwrap_or_default();
    for (column, recognition) in words::FLAGS {
        let is_recognised = row.recognitions.0.contains(&recognition);
        let flag = if is_recognised { "Y" } else { "N" };
        flag.clone_into(&mut course[column]);
    }
}

fn write_offering(course: &mut Course, row: &offering::Model, around: &Around) {
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    course[Column::Instructor] = row.instructor_name.clone().unwrap_or_default();
    course[Column::StartDay] = day(row.start_date);
    course[Column::EndDay] = day(row.end_date);
    course[Column::EnrolmentOpens] = match row.enrolment_opens {
        None if row.always_open => words::ALWAYS.to_owned(),
        opens => day(opens),
    };
    course[Column::EnrolmentCloses] = day(row.enrolment_closes);
    words::mode_word(row.delivery_mode).clone_into(&mut course[Column::Mode]);
    match row.space_id.and_then(|id| around.space(id)) {
        Some(space) => {
            course[Column::Place].clone_from(&space.name);
            course[Column::Address].clone_from(&space.address);
        }
        None => course[Column::Place] = in_korean(row.venue.as_ref(), &row.default_locale),
    }
    let capacity = row.capacity.map(|capacity| capacity.to_string());
    course[Column::Capacity] = capacity.unwrap_or_default();
    course[Column::Price] = price(row);
    course[Column::Channels] = words::channel_words(&row.application_channels.0);
    let selection = row.selection_method.map(words::selection_word);
    selection
        .unwrap_or_default()
        .clone_into(&mut course[Column::Selection]);
}

/// The amount in won, else what is said of the price in words.
fn price(row: &offering::Model) -> String {
    match (row.price_minor, row.price_currency.as_deref()) {
        (Some(won), Some("KRW")) => won.to_string(),
        (Some(minor), Some(currency)) => {
            format!("{} {currency}", money::decimal(minor, currency))
        }
        _ if row.price_text.is_some() => in_korean(row.price_text.as_ref(), &row.default_locale),
        _ if row.is_free == Some(true) => FREE.to_owned(),
        _ => String::new(),
    }
}

/// The word for what costs nothing.
pub(super) const FREE: &str = "무료";

/// The file has one time and its days; more than that stays with us.
fn write_times(course: &mut Course, run: &Run) {
    let first = run
        .schedules
        .iter()
        .min_by_key(|rule| (rule.start_date, rule.start_time));
    let Some(first) = first else { return };
    course[Column::StartTime] = first.start_time.format("%H:%M").to_string();
    course[Column::EndTime] = first.end_time.format("%H:%M").to_string();
    let days: Vec<Weekday> = run.schedules.iter().flat_map(days).collect();
    course[Column::Days] = week::day_words(&days);
}

fn days(rule: &schedule::Model) -> Vec<Weekday> {
    use Weekday::{Fr, Mo, Sa, Su, Th, Tu, We};
    const WEEK: [Weekday; 7] = [Mo, Tu, We, Th, Fr, Sa, Su];
    match rule.frequency {
        Frequency::Once | Frequency::Monthly => Vec::new(),
        Frequency::Daily => WEEK.to_vec(),
        Frequency::Weekly if rule.by_day.0.is_empty() => {
            let day = rule.start_date.weekday().num_days_from_monday();
            WEEK.into_iter().skip(day as usize).take(1).collect()
        }
        Frequency::Weekly => rule.by_day.0.clone(),
    }
}
