//! How a body says who holds its offices.

use entity::{
    AllianceId, CityId, Localized, OfficeHolderId, OrganisationId, PartialDate, Words,
    office_holder, values::Happening,
};

use super::body;
use crate::domain::{
    body::Body,
    check::NAME,
    code::{self, CodeKey},
    error::Result,
    patch::{Patch, Texts},
    problem::{Complaint, Problems},
    record::{self, Fields, Target, record, unlinked},
    viewer::{Owner, Permit, WriteOffices},
    writing::Writing,
};

record! {
    office_holder as OfficeHolder, owned by |row| body(row),
    generated [SinceSort], unique []
}

/// The list of offices.
const OFFICE: &str = "OFFICE";
/// Other spellings of a name.
const MOST_ALIASES: usize = 20;

/// What a body changes of a term of office.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// The name of the person.
    pub person_name: Patch<Texts>,
    /// Other spellings of it.
    pub aliases: Patch<Words>,
    /// The office: a code of the list `OFFICE`.
    pub office: Patch<String>,
    /// The office as it is printed.
    pub title: Patch<Texts>,
    /// Since when.
    pub since: Patch<PartialDate>,
    /// Until when.
    pub until: Patch<PartialDate>,
    /// When a source saw the person in office.
    pub as_of: Patch<PartialDate>,
}

impl Edit {
    async fn apply(self, writing: &Writing, row: &mut office_holder::Model) -> Result<()> {
        let mut problems = Problems::default();
        self.person_name
            .apply_name(&mut row.person_name, "personName", &mut problems);
        self.aliases.apply_or_default(&mut row.aliases);
        self.title
            .apply_texts(&mut row.title, "title", &mut problems);
        self.since.apply(&mut row.since);
        self.until.apply(&mut row.until);
        self.as_of.apply(&mut row.as_of);
        if let Patch::Set(office) = &self.office {
            check_code(writing, office, &mut problems).await?;
        }
        self.office
            .apply_to(&mut row.office_code, "office", &mut problems);
        check(row, &mut problems);
        problems.into_result()
    }
}

async fn check_code(writing: &Writing, office: &str, problems: &mut Problems) -> Result<()> {
    let key = CodeKey::new(OFFICE, office);
    let known = code::by_keys(writing, std::slice::from_ref(&key)).await?;
    problems.demand(known.contains_key(&key), "office", || {
        Complaint::unknown_code(OFFICE, office)
    });
    Ok(())
}

fn check(row: &office_holder::Model, problems: &mut Problems) {
    let has_name = !row.person_name.0.is_empty();
    problems.demand(has_name, "personName", Complaint::required);
    problems.check_texts("personName", Some(&row.person_name), NAME);
    problems.check_words("aliases", &row.aliases, MOST_ALIASES);
    problems.check_texts("title", row.title.as_ref(), NAME);
    let [since, until, as_of] = [&row.since, &row.until, &row.as_of].map(Option::as_ref);
    problems.check_date("since", since);
    problems.check_term("until", since, until);
    // Whoever is seen in office has begun and not ended.
    problems.check_term("asOf", since, as_of);
    problems.check_term("asOf", as_of, until);
}

/// Says who holds an office of the permit's body.
pub async fn create(
    writing: &Writing,
    permit: &Permit<WriteOffices>,
    edit: Edit,
) -> Result<office_holder::Model> {
    let mut row = unnamed(writing, permit.owner());
    edit.apply(writing, &mut row).await?;
    record::insert(writing, permit, row, Fields::default()).await
}

fn unnamed(writing: &Writing, body: Body) -> office_holder::Model {
    let now = writing.now();
    office_holder::Model {
        id: OfficeHolderId::new(now),
        person_name: Localized::default(),
        aliases: Words::default(),
        office_code: String::new(),
        title: None,
        city_id: CityId::of(body),
        alliance_id: AllianceId::of(body),
        organisation_id: OrganisationId::of(body),
        since: None,
        until: None,
        as_of: None,
        since_sort: String::new(),
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// Changes a term of office in the permit's body.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteOffices>,
    target: Target<OfficeHolderId>,
    edit: Edit,
) -> Result<office_holder::Model> {
    let before: office_holder::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    edit.apply(writing, &mut after).await?;
    record::save(
        writing,
        permit,
        (before, after),
        Happening::Updated,
        unlinked(),
    )
    .await
}
