//! Programmes: courses, and events that people learn at.

use entity::{
    offering, programme,
    values::{ProgrammeKind, Recognition},
};
use sea_orm::ActiveEnum;
use serde_json::Value;

use super::{Node, Writer, words::marked};
use crate::feed::around::Around;

/// The lists whose codes say what a programme is about.
const SUBJECTS: [&str; 4] = ["TOPIC", "ISCED_F", "SDG", "KEY_FEATURE_AREA"];

/// Whether one goes to it, rather than takes part in it week by week.
pub(super) fn is_event(kind: ProgrammeKind) -> bool {
    use ProgrammeKind::{Conference, Exhibition, Festival};
    matches!(kind, Festival | Exhibition | Conference)
}

impl Writer<'_> {
    /// A programme with all that is known of it.
    pub(super) fn course(&self, row: &programme::Row, around: &Around) -> Node {
        let runs = around.offerings.get(&row.id);
        let runs = runs.map_or(&[][..], Vec::as_slice);
        let node = self.described(self.course_in_brief(row), row, around);
        let node = if is_event(row.kind) {
            self.as_event(node, (row, runs), around)
        } else {
            self.as_course(node, (row, runs), around)
        };
        marked(node, row.origin)
    }

    /// A programme as its offerings name it.
    pub(super) fn course_in_brief(&self, row: &programme::Row) -> Node {
        let kind = if is_event(row.kind) {
            "EducationEvent"
        } else {
            "Course"
        };
        let node = Node::at(kind, &self.site.programme(row.id));
        self.named(node, (&row.title, &row.default_locale))
    }

    /// What courses and events have in common.
    fn described(&self, node: Node, row: &programme::Row, around: &Around) -> Node {
        let texts = around.texts.get(&row.id.0);
        let default = &row.default_locale;
        let long = texts.and_then(|texts| texts.description.as_ref());
        let outcomes = texts.map_or(&[][..], |texts| &texts.learning_outcomes.0);
        let outcomes: Vec<&str> = outcomes
            .iter()
            .map(|text| self.say(text, default))
            .collect();
        let subjects = SUBJECTS
            .iter()
            .flat_map(|scheme| around.codes_of(row.id.0, scheme));
        let subjects: Vec<Value> = subjects
            .map(|code| self.term(code, &row.default_locale))
            .collect();
        let audience = texts.and_then(|texts| texts.audience.as_ref());
        let for_whom = self.audiences(row, self.maybe(audience, default), around);
        node.with("identifier", row.id.to_string())
            .with("sameAs", row.website.as_deref())
            .with(
                "description",
                self.maybe(long.or(row.summary.as_ref()), default),
            )
            .with("about", subjects)
            .with("audience", for_whom)
            .with("educationalLevel", level(row))
            .with("inLanguage", row.languages.0.clone())
            .with("keywords", row.keywords.0.clone())
            .with("teaches", outcomes)
            .with("typicalAgeRange", ages(row))
    }

    fn as_course(
        &self,
        node: Node,
        (row, runs): (&programme::Row, &[offering::Model]),
        around: &Around,
    ) -> Node {
        let (provider, place) = self.hosts(row, around);
        let instances = self.instances((row, runs), around);
        let published = row.published_at.map(|at| at.to_rfc3339());
        node.with("provider", provider)
            .with("spatialCoverage", place)
            .with("educationalCredentialAwarded", awards(row))
            .with("isAccessibleForFree", free(runs))
            .with("datePublished", published)
            .with("dateModified", row.updated_at.to_rfc3339())
            .with("hasCourseInstance", instances)
    }

    fn as_event(
        &self,
        node: Node,
        (row, runs): (&programme::Row, &[offering::Model]),
        around: &Around,
    ) -> Node {
        let (organiser, place) = self.hosts(row, around);
        let events = self.instances((row, runs), around);
        let first = runs.iter().filter_map(|run| run.start_date).min();
        let last = runs
            .iter()
            .filter_map(|run| run.end_date.or(run.start_date))
            .max();
        node.with("organizer", organiser)
            .with("location", place)
            .with("isAccessibleForFree", free(runs))
            .with("startDate", first.map(|day| day.to_string()))
            .with("endDate", last.map(|day| day.to_string()))
            .with("subEvent", events)
    }

    /// Who offers a programme, and the city where it takes place.
    fn hosts(&self, row: &programme::Row, around: &Around) -> (Value, Option<Value>) {
        let city = around.cities.get(&row.city_id.0);
        let provider = row.provider_id.and_then(|id| around.providers.get(&id.0));
        let place = city.map(|city| self.city_in_brief(city)).map(Value::from);
        (self.provider(provider, city), place)
    }

    fn instances(
        &self,
        (row, runs): (&programme::Row, &[offering::Model]),
        around: &Around,
    ) -> Vec<Value> {
        let runs = runs.iter();
        runs.map(|run| self.instance(run, row, around).into())
            .collect()
    }

    fn audiences(
        &self,
        row: &programme::Row,
        in_words: Option<&str>,
        around: &Around,
    ) -> Vec<Value> {
        let groups = around.codes_of(row.id.0, "TARGET_GROUP");
        let groups = groups.map(|code| self.say(&code.label, &row.default_locale));
        let audience = |words: &str| {
            let node = Node::of("EducationalAudience").with("audienceType", words);
            Value::from(node.with("educationalRole", "student"))
        };
        groups.chain(in_words).map(audience).collect()
    }
}

fn level(row: &programme::Row) -> Value {
    let Some(level) = row.isced_level else {
        return Value::Null;
    };
    let code = level.to_value();
    Node::of("DefinedTerm")
        .with("name", code.replace('_', " level "))
        .with("termCode", code)
        .with("inDefinedTermSet", "ISCED 2011")
        .into()
}

/// Ages as schema.org writes them: `7-12`, `60-`, `-18`.
fn ages(row: &programme::Row) -> Option<String> {
    let years = |age: Option<i32>| age.map_or_else(String::new, |age| age.to_string());
    (row.age_min.is_some() || row.age_max.is_some())
        .then(|| format!("{}-{}", years(row.age_min), years(row.age_max)))
}

fn awards(row: &programme::Row) -> Vec<String> {
    let real = |recognition: &&Recognition| **recognition != Recognition::None;
    let words = row.recognitions.0.iter().filter(real);
    words
        .map(|recognition| recognition.to_value().to_lowercase().replace('_', " "))
        .collect()
}

/// Whether it costs nothing, when all offerings agree and say so.
fn free(runs: &[offering::Model]) -> Option<bool> {
    let first = runs.first()?.is_free?;
    let agree = runs.iter().all(|run| run.is_free == Some(first));
    agree.then_some(first)
}
