//! Values of plans, surveys and what cities do with them.

use async_graphql::Enum;

/// Where a plan stands.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::PlanStatus")]
pub enum PlanStatus {
    /// It is being prepared.
    Preparation,
    /// The city looks into what it should say.
    Research,
    /// An interim report is there.
    InterimReport,
    /// Citizens and experts are asked about it.
    Consultation,
    /// It was decided.
    Adopted,
    /// The city works by it; one plan of a city at a time.
    InForce,
    /// Its time is over and it was looked back on.
    Evaluated,
    /// Its time is over.
    Closed,
    /// Another plan took its place.
    Superseded,
}

/// What kind of answer a question wants.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::QuestionKind")]
pub enum QuestionType {
    /// One of the options.
    SingleChoice,
    /// Several of the options.
    MultiChoice,
    /// How much one agrees: a point of a scale, usually 1 to 5.
    Likert,
    /// A point of a scale, such as stars.
    Rating,
    /// How likely one is to recommend: 0 to 10, summed up as the net promoter score.
    Nps,
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A line of one's own words.
    ShortText,
    /// Sentences of one's own.
    LongText,
    /// All options in the order of preference.
    Ranking,
    /// One option in each row.
    MatrixSingle,
    /// No question: a text between questions.
    SectionText,
}

/// Who may answer a survey, and how often.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ResponseControl")]
pub enum ResponseControl {
    /// Everybody, without an invitation. One person may answer several times: read
    /// the results so.
    Open,
    /// Who has an invitation, once.
    Token,
    /// Who the city knows from its own register, once.
    Registered,
}

/// Whether the city can tell who gave an answer.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Anonymity")]
pub enum Anonymity {
    /// Nobody can: nothing is stored that joins an answer to an invitation.
    Anonymous,
    /// The city could, by the invitation, and promises not to tell.
    Confidential,
    /// The city knows the names, and respondents know that it does.
    Identified,
}

/// Where a survey stands.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::SurveyStatus")]
pub enum SurveyStatus {
    /// The city writes it; nobody else sees it.
    Draft,
    /// Everyone sees what will be asked; it is not open yet.
    Published,
    /// It can be answered.
    Open,
    /// It cannot be answered for a time.
    Paused,
    /// It is over, and its results are not out yet.
    Closed,
    /// Its results are out.
    ResultsPublished,
    /// It was put away.
    Archived,
}

/// The way an answer came in.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ResponseChannel")]
pub enum ResponseChannel {
    /// Through a page.
    Web,
    /// On paper; the city typed it in.
    Paper,
    /// By telephone; the city typed it in.
    Phone,
    /// At a device in a public place.
    Kiosk,
}

/// A way of hearing citizens.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::FeedbackChannelKind")]
pub enum FeedbackChannelKind {
    /// Surveys.
    Survey,
    /// A small group that talks about one subject.
    FocusGroup,
    /// A meeting that is open to all residents.
    TownHall,
    /// A meeting that works something out.
    Workshop,
    /// A box, on a wall or on a page, for suggestions.
    SuggestionBox,
    /// A talk with one person.
    Interview,
}

/// What kind of meeting a city listened at.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::FeedbackSessionKind")]
pub enum FeedbackSessionKind {
    /// A small group that talked about one subject.
    FocusGroup,
    /// A meeting that was open to all residents.
    TownHall,
    /// A meeting that worked something out.
    Workshop,
    /// The time in which a box for suggestions was out.
    SuggestionBox,
    /// Talks with single persons.
    Interview,
}

/// Where the city's answer to what it heard stands.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ActionStatus")]
pub enum FeedbackActionStatus {
    /// It was heard.
    Received,
    /// The city looks into it.
    UnderReview,
    /// The city means to do it.
    Accepted,
    /// It is planned for a day.
    Planned,
    /// It is being done.
    InProgress,
    /// It is done.
    Done,
    /// The city will not do it, and says why.
    Declined,
    /// The city comes back to it on a day that it names.
    Deferred,
}
