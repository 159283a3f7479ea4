//! What a city sees of its own programmes.

use super::{Programme, input::ProgrammeOrder};
use crate::{
    domain::programme::{OwnProgrammes, ProgrammeTest},
    graphql::{
        connection::Shown,
        filter::{DateTimeFilter, OneOfFilter, StringFilter, TextFilter, filter_input},
        values::{LearningSetting, ProgrammeKind, ProgrammeStatus},
    },
};

filter_input! {
    /// Which of your own programmes to list. All conditions that are given must hold.
    OwnProgrammeFilter for ProgrammeTest;
    /// Where it stands.
    status: OneOfFilter<ProgrammeStatus> => Status,
    /// The slug.
    slug: StringFilter => Slug,
    /// The id in your own system.
    external_id: StringFilter => ExternalId,
    /// The title, in any language.
    title: TextFilter => Title,
    /// What form it has.
    kind: OneOfFilter<ProgrammeKind> => Kind,
    /// How formal the learning is.
    setting: OneOfFilter<LearningSetting> => Setting,
    /// A topic: a code of the list `TOPIC`. For several at once use `and`.
    topic: StringFilter => Code("TOPIC"),
    /// When it last changed.
    updated_at: DateTimeFilter => UpdatedAt,
    /// When it was published.
    published_at: DateTimeFilter => PublishedAt,
}

impl Shown for OwnProgrammes {
    type Node = Programme;
    type Filter = OwnProgrammeFilter;
    type OrderBy = ProgrammeOrder;

    fn connection() -> String {
        "OwnProgrammeConnection".to_owned()
    }
}
