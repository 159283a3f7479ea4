//! What can be asked of the list of surveys.

use super::Survey;
use crate::{
    domain::survey::{SurveyOrder as Order, SurveyTest, Surveys},
    graphql::{
        connection::Shown,
        filter::{
            BodyFilter, DateTimeFilter, IdFilter, OneOfFilter, StringFilter, TextFilter,
            filter_input,
        },
        order::order_input,
        values::{Anonymity, Origin, ResponseControl, SurveyStatus},
    },
};

filter_input! {
    /// Which surveys to list. All conditions that are given must hold.
    SurveyFilter for SurveyTest;
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
    /// The programme that it is about.
    programme: IdFilter => Programme,
    /// The learning space that it is about.
    space: IdFilter => Space,
    /// The plan that it is about.
    plan: IdFilter => Plan,
    /// What surveys that repeat one another have in common.
    series: StringFilter => Series,
    /// Where it stands. A survey that the clock opens or closes is found under its
    /// new status a moment later.
    status: OneOfFilter<SurveyStatus> => Status,
    /// Who may answer it.
    response_control: OneOfFilter<ResponseControl> => ResponseControl,
    /// Whether the city can tell who gave an answer.
    anonymity: OneOfFilter<Anonymity> => Anonymity,
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
    /// When it closes or closed by itself.
    closes_at: DateTimeFilter => ClosesAt,
    /// When it last changed.
    updated_at: DateTimeFilter => UpdatedAt,
}

order_input! {
    /// The order of surveys.
    SurveyOrder,
    /// What surveys can be ordered by.
    SurveyOrderField of Order, by default Created Desc;
    /// By title in the survey's own language.
    Title,
    /// By the last change.
    Updated,
    /// In the order in which they came to the network.
    Created,
}

impl Shown for Surveys {
    type Node = Survey;
    type Filter = SurveyFilter;
    type OrderBy = SurveyOrder;
}
