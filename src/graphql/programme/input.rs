//! What can be asked of the list of programmes.

use super::Programme;
use crate::{
    domain::programme::{ProgrammeOrder as Order, ProgrammeTest, Programmes},
    graphql::{
        connection::Shown,
        filter::{
            BodyFilter, DateTimeFilter, IdFilter, OneOfFilter, RelatedFilter, StringFilter,
            TextFilter, filter_input,
        },
        offering::OfferingFilter,
        order::order_input,
        values::{LearningSetting, Origin, ProgrammeKind},
    },
};

filter_input! {
    /// Which programmes to list. All conditions that are given must hold.
    ProgrammeFilter for ProgrammeTest;
    /// The id.
    id: IdFilter => Id,
    /// The slug, which is unique in its city.
    slug: StringFilter => Slug,
    /// The id in the city's own system.
    external_id: StringFilter => ExternalId,
    /// The title, in any language.
    title: TextFilter => Title,
    /// The city.
    city: BodyFilter => City,
    /// Who provides it.
    provider: BodyFilter => Provider,
    /// An alliance in whose frame it takes place.
    alliance: BodyFilter => Alliance,
    /// What form it has.
    kind: OneOfFilter<ProgrammeKind> => Kind,
    /// How formal the learning is.
    setting: OneOfFilter<LearningSetting> => Setting,
    /// A topic: a code of the list `TOPIC`. For several at once use `and`.
    topic: StringFilter => Code("TOPIC"),
    /// Whom it is for: a code of the list `TARGET_GROUP`.
    target_group: StringFilter => Code("TARGET_GROUP"),
    /// A field of education: a code of the list `ISCED_F`.
    isced_f: StringFilter => Code("ISCED_F"),
    /// A Sustainable Development Goal or target: a code of the list `SDG`.
    sdg_target: StringFilter => Code("SDG"),
    /// A key feature of learning cities: a code of the list `KEY_FEATURE_AREA`.
    key_feature_area: StringFilter => Code("KEY_FEATURE_AREA"),
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
    /// When it last changed.
    updated_at: DateTimeFilter => UpdatedAt,
    /// When it was published.
    published_at: DateTimeFilter => PublishedAt,
    /// Its offerings.
    offerings: RelatedFilter<OfferingFilter> => Offerings,
}

order_input! {
    /// The order of programmes.
    ProgrammeOrder,
    /// What programmes can be ordered by.
    ProgrammeOrderField of Order, by default Created Desc;
    /// By title in the programme's own language.
    Title,
    /// By the last change. A programme that changes moves while you page: use the
    /// feeds to follow changes.
    Updated,
    /// In the order in which they came to the network.
    Created,
}

impl Shown for Programmes {
    type Node = Programme;
    type Filter = ProgrammeFilter;
    type OrderBy = ProgrammeOrder;
}
