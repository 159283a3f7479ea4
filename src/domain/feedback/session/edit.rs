//! What a city changes of a session, and what must hold of it afterwards.

use chrono::NaiveDate;
use entity::{ChannelId, SpaceId, feedback_session, values::FeedbackSessionKind};

use crate::domain::{
    check::{LONG_TEXT, NAME},
    patch::{Patch, Texts},
    problem::Problems,
    text::folded,
};

/// More people than any meeting has.
const PARTICIPANTS: i32 = 1_000_000;

/// What a city changes of a session.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Its id in the city's own system.
    pub external_id: Patch<String>,
    /// The channel that it belongs to.
    pub channel: Patch<ChannelId>,
    /// What kind of meeting it was.
    pub kind: Patch<FeedbackSessionKind>,
    /// Its titles.
    pub title: Patch<Texts>,
    /// The language in which it is told.
    pub default_locale: Patch<String>,
    /// Its first day.
    pub held_on: Patch<NaiveDate>,
    /// Its last day, if it had several.
    pub ended_on: Patch<NaiveDate>,
    /// The learning space where it was held.
    pub space: Patch<SpaceId>,
    /// Where it was held, in words.
    pub place: Patch<Texts>,
    /// How many took part.
    pub participants: Patch<i32>,
    /// What was talked about.
    pub topics: Patch<Vec<Texts>>,
    /// What was said.
    pub summary: Patch<Texts>,
    /// Where the minutes can be read.
    pub minutes_url: Patch<String>,
}

impl Edit {
    /// Changes the row; what it points to is looked up elsewhere.
    pub(super) fn apply(self, row: &mut feedback_session::Model) -> Problems {
        let mut problems = Problems::default();
        self.external_id.apply(&mut row.external_id);
        self.channel.apply(&mut row.channel_id);
        self.kind.apply_to(&mut row.kind, "kind", &mut problems);
        self.title
            .apply_name(&mut row.title, "title", &mut problems);
        self.default_locale
            .apply_locale(&mut row.default_locale, "defaultLocale", &mut problems);
        self.held_on
            .apply_to(&mut row.held_on, "heldOn", &mut problems);
        self.ended_on.apply(&mut row.ended_on);
        self.space.apply(&mut row.space_id);
        self.place
            .apply_texts(&mut row.place, "place", &mut problems);
        self.participants.apply(&mut row.participants);
        self.topics
            .apply_list(&mut row.topics, "topics", &mut problems);
        self.summary
            .apply_texts(&mut row.summary, "summary", &mut problems);
        self.minutes_url.apply(&mut row.minutes_url);
        row.title_text = folded(&row.title, &row.default_locale);
        check(row, &mut problems);
        problems
    }
}

fn check(row: &feedback_session::Model, problems: &mut Problems) {
    problems.check_external_id(row.external_id.as_deref());
    problems.check_name("title", &row.title, &row.default_locale);
    problems.check_day("heldOn", Some(row.held_on));
    problems.check_day("endedOn", row.ended_on);
    problems.check_span("endedOn", Some(row.held_on), row.ended_on);
    problems.check_texts("place", row.place.as_ref(), NAME);
    problems.check_range("participants", row.participants, (0, PARTICIPANTS));
    problems.check_text_list("topics", &row.topics, NAME);
    problems.check_texts("summary", row.summary.as_ref(), LONG_TEXT);
    problems.check_web_address("minutesUrl", row.minutes_url.as_deref());
}
