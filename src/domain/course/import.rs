//! Courses of the national file come into a city.

use std::collections::{HashMap, HashSet};

use entity::{OfferingId, course_source};

use super::{
    column::{Column, Course},
    find::{Found, Place},
    key,
    keys::Keys,
    read::{Reading, There, mend, read},
    source,
    write::written,
};
use crate::domain::{
    error::Result,
    import_run::Through,
    patch::Patch,
    problem::{Complaint, Problems},
    programme::{
        CodeLists, Edit, NamedOffering,
        bench::{Bench, Order, hold},
        whole::{Draft, Whole, keep},
    },
    slug,
    upsert::Outcome,
    viewer::{Permit, WriteProgrammes},
    writing::Writing,
};

/// What becomes of the courses of a file beside what it says.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The topics of those that have none; the file has no column for them.
    pub topics: Vec<String>,
    /// Whether drafts become public.
    pub publish: bool,
    /// Whether what has left the file is over, and what is back in it no longer.
    pub replace: bool,
    /// Only the courses of these providers (`제공기관코드`); none means all.
    pub provider_codes: Vec<String>,
}

/// A row of a file, or what is wrong with it already.
pub type Line = (i32, std::result::Result<Course, Problems>);

/// A row on its way.
struct Passage {
    line: i32,
    course: Course,
    key: String,
    problems: Problems,
    warnings: Problems,
    outcome: Outcome,
}

/// What is to become of one programme, by some of the rows.
struct Target {
    place: Option<Place>,
    edit: Edit,
    /// Which rows, and which offering each is about.
    rows: Vec<(usize, Option<OfferingId>)>,
}

/// Takes the rows in, and says what came of each.
///
/// A row is one programme with one offering. It is found again by what the file
/// says of it, and what it says already is not written again. The number of
/// statements does not grow with the rows.
pub async fn import(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    (lines, keys): (Vec<Line>, &Keys),
    wishes: &Wishes,
) -> Result<Vec<Through>> {
    let city = hold(writing, permit).await?;
    let mut passages: Vec<Passage> = lines.into_iter().map(Passage::of).collect();
    let readable = passages
        .iter()
        .filter(|passage| passage.problems.is_empty());
    let courses: Vec<_> = readable
        .map(|passage| (&passage.course, &passage.key))
        .collect();
    let found = Found::of(writing, &city, (&courses, keys)).await?;
    let targets = targets(&mut passages, (&found, keys), wishes);
    let orders: Vec<Order> = targets
        .iter()
        .map(|target| target.order(&found, wishes))
        .collect();
    let mut bench = Bench::of(writing, city, orders.iter()).await?;
    let (mut drafts, mut sources) = (Vec::new(), Vec::new());
    for (target, order) in targets.iter().zip(orders) {
        let (draft, problems) = bench.work(order);
        target.tell(&mut passages, &draft, &problems);
        if target.is_good(&passages) {
            sources.extend(target.sources(&passages, (&draft, &found), writing));
            drafts.push(draft);
        }
    }
    keep(writing, permit, drafts).await?;
    source::keep(writing, sources).await?;
    Ok(passages.into_iter().map(Passage::through).collect())
}

/// The rows while they are gathered by programme.
struct Gathering<'a> {
    found: &'a Found,
    keys: &'a Keys,
    wishes: &'a Wishes,
    seen: HashSet<String>,
    known: HashMap<usize, usize>,
    targets: Vec<Target>,
}

/// Reads every row, and gathers those that are about one programme.
fn targets(
    passages: &mut [Passage],
    (found, keys): (&Found, &Keys),
    wishes: &Wishes,
) -> Vec<Target> {
    let mut gathering = Gathering {
        found,
        keys,
        wishes,
        seen: HashSet::new(),
        known: HashMap::new(),
        targets: Vec::new(),
    };
    for (row, passage) in passages.iter_mut().enumerate() {
        if passage.problems.is_empty() {
            gathering.add(row, passage);
        }
    }
    gathering.targets
}

impl Gathering<'_> {
    fn add(&mut self, row: usize, passage: &mut Passage) {
        let place = self.found.course(&passage.key);
        let place = place.or_else(|| self.found.moved(&passage.course, self.keys));
        let whole = place.map(|place| &self.found.wholes[place.whole]);
        let names_first = self.seen.insert(passage.key.clone())
            && place.is_none_or(|place| {
                let name = format!("{}/{:?}", place.whole, place.run);
                self.seen.insert(name)
            });
        let is_deleted = whole.is_some_and(|whole| whole.row.deleted_at.is_some());
        let title = Column::Title.header();
        let problems = &mut passage.problems;
        problems.demand(names_first, "", Complaint::twice);
        problems.demand(!is_deleted, title, Complaint::kept_by_deleted);
        let there = place.zip(whole).and_then(|(place, whole)| {
            let run = &whole.runs[place.run?];
            Some(There {
                whole,
                run,
                row: &place.row,
            })
        });
        let reading = read(&passage.course, there, &self.found.around);
        problems.extend(reading.problems.clone());
        passage.warnings.extend(reading.warnings.clone());
        if !problems.is_empty() {
            return;
        }
        let offering = there.map(|there| there.run.row.id);
        let has_topic = whole.is_some_and(Whole::has_topic);
        let topics = self.wishes.topics.clone();
        let target = self.target(place);
        target.take(reading, (row, offering));
        if place.is_none() {
            target.name(&passage.key, &passage.course);
        }
        if !has_topic && !topics.is_empty() {
            target.edit.codes.topics = Patch::Set(topics);
        }
    }

    /// What is to become of the programme at this place, or of a new one.
    fn target(&mut self, place: Option<&Place>) -> &mut Target {
        let new = self.targets.len();
        let target = match place {
            Some(place) => *self.known.entry(place.whole).or_insert(new),
            None => new,
        };
        if target == new {
            self.targets.push(Target::new(place.cloned()));
        }
        &mut self.targets[target]
    }
}

impl Passage {
    fn of((line, course): Line) -> Self {
        let (mut course, problems) = match course {
            Ok(course) => (course, Problems::default()),
            Err(problems) => (Course::default(), problems),
        };
        let warnings = mend(&mut course);
        Self {
            line,
            key: key::of(&course),
            course,
            problems,
            warnings,
            outcome: Outcome::Refused,
        }
    }

    fn through(self) -> Through {
        Through {
            line: self.line,
            outcome: self.outcome,
            problems: self.problems,
            warnings: self.warnings,
        }
    }
}

impl Target {
    fn new(place: Option<Place>) -> Self {
        Self {
            place,
            edit: Edit::default(),
            rows: Vec::new(),
        }
    }

    /// Adds what another row asks for.
    fn take(&mut self, reading: Reading, (row, offering): (usize, Option<OfferingId>)) {
        let offerings = std::mem::take(&mut self.edit.offerings);
        let before = std::mem::take(&mut self.edit);
        self.edit = over(reading.programme, before);
        self.edit.offerings = offerings;
        self.edit.offerings.push(NamedOffering {
            id: offering,
            edit: reading.offering,
        });
        self.rows.push((row, offering));
    }

    /// Names a new programme.
    fn name(&mut self, key: &str, course: &Course) {
        self.edit.external_id = Patch::Set(key.to_owned());
        if slug::from_text(&course[Column::Title]).is_none() {
            self.edit.slug = Patch::Set(key::slug(key));
        }
    }

    fn order(&self, found: &Found, wishes: &Wishes) -> Order {
        Order {
            before: self
                .place
                .as_ref()
                .map(|place| found.wholes[place.whole].clone()),
            edit: self.edit.clone(),
            publish: wishes.publish,
            again: false,
            revive: wishes.replace,
        }
    }

    /// Tells each row what came of it.
    fn tell(&self, passages: &mut [Passage], draft: &Draft, problems: &Problems) {
        for (place, (row, _)) in self.rows.iter().enumerate() {
            let passage = &mut passages[*row];
            for problem in problems.iter() {
                let offering: Option<usize> = match problem.path.as_slice() {
                    [first, place, ..] if first == "offerings" => place.parse().ok(),
                    _ => None,
                };
                if offering.is_none_or(|offering| offering == place) {
                    let column = column_of(&problem.path);
                    let column = column.map_or_else(
                        || problem.path.join("."),
                        |column| column.header().to_owned(),
                    );
                    passage.problems.add(&column, problem.complaint.clone());
                }
            }
            passage.outcome = match &draft.before {
                _ if !problems.is_empty() => Outcome::Refused,
                None => Outcome::Created,
                Some(_) if draft.is_news() => Outcome::Updated,
                Some(_) => Outcome::Unchanged,
            };
        }
    }

    fn is_good(&self, passages: &[Passage]) -> bool {
        let mut rows = self.rows.iter();
        rows.all(|(row, _)| passages[*row].outcome != Outcome::Refused)
    }

    /// The words of the file that have to be kept beside the records.
    fn sources(
        &self,
        passages: &[Passage],
        (draft, found): (&Draft, &Found),
        writing: &Writing,
    ) -> Vec<course_source::Model> {
        let mut sources = Vec::new();
        for (row, offering) in &self.rows {
            let mut runs = draft.after.runs.iter();
            let run = match offering {
                Some(id) => runs.find(|run| run.row.id == *id),
                None => runs.next_back(),
            };
            let Some(run) = run else { continue };
            let ours = written(&draft.after, run, &found.around);
            let texts = passages[*row].course.beside(&ours);
            let known = found.sources.get(&run.row.id);
            if known.map_or_else(|| !texts.0.is_empty(), |known| known.texts != texts) {
                sources.push(course_source::Model {
                    offering_id: run.row.id,
                    texts,
                    read_at: writing.now(),
                });
            }
        }
        sources
    }
}

/// What two rows ask of one programme: where both do, the later one counts.
fn over(later: Edit, earlier: Edit) -> Edit {
    Edit {
        title: later.title.or(earlier.title),
        description: later.description.or(earlier.description),
        audience: later.audience.or(earlier.audience),
        provider: later.provider.or(earlier.provider),
        website: later.website.or(earlier.website),
        recognitions: later.recognitions.or(earlier.recognitions),
        codes: CodeLists {
            target_groups: later.codes.target_groups.or(earlier.codes.target_groups),
            ..earlier.codes
        },
        kind: later.kind.or(earlier.kind),
        default_locale: later.default_locale.or(earlier.default_locale),
        ..earlier
    }
}

/// The column that a field of a programme comes from.
fn column_of(path: &[String]) -> Option<Column> {
    let fields = path.iter().filter(|step| step.parse::<usize>().is_err());
    let names: Vec<&str> = fields.map(String::as_str).collect();
    Some(match names.as_slice() {
        ["title", ..] => Column::Title,
        ["description", ..] => Column::Description,
        ["audience" | "targetGroups", ..] => Column::Audience,
        ["offerings", "schedules", "endTime"] => Column::EndTime,
        ["offerings", "schedules", "endDate"] | ["offerings", "endDate"] => Column::EndDay,
        ["offerings", "startDate"] => Column::StartDay,
        ["offerings", "enrolmentCloses"] => Column::EnrolmentCloses,
        ["offerings", "deliveryMode"] => Column::Mode,
        ["offerings", "venue" | "spaceId", ..] => Column::Place,
        ["website"] | ["offerings", "virtualUrl"] => Column::Website,
        ["offerings", "capacity" | "enrolled"] => Column::Capacity,
        ["offerings", "price" | "priceText" | "isFree", ..] => Column::Price,
        ["offerings", "instructorName"] => Column::Instructor,
        _ => return None,
    })
}
