//! What kinds of problems there are.

/// What kind of problem it is, for programs. The list is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemCode {
    /// Something is missing.
    Required,
    /// It is not written as it should be.
    Invalid,
    /// The text is too long.
    TooLong,
    /// There are too many of them.
    TooMany,
    /// A number or a date lies outside of its bounds.
    OutOfRange,
    /// Something else has this name or key already.
    Taken,
    /// What it points to does not exist, or is not yours.
    NotFound,
    /// The code list has no such code.
    UnknownCode,
    /// The same thing is given twice.
    Duplicate,
    /// From where it stands it cannot go there.
    IllegalTransition,
    /// It contradicts something else in the record.
    Conflict,
    /// It has changed since you read it.
    StaleVersion,
    /// The idempotency key was used with another request, or with other scopes.
    IdempotencyKeyReused,
    /// You cannot hand out a scope that you do not hold.
    ScopeNotHeld,
    /// The survey takes no answers at this moment.
    SurveyNotOpen,
    /// The invitation was used before.
    SurveyTokenUsed,
    /// The invitation is missing or is none.
    SurveyTokenInvalid,
    /// The work that a survey without invitations asks for is missing or not done.
    SurveyWorkRequired,
}

impl ProblemCode {
    /// Every code, and what it means.
    pub const EXPLAINED: [(Self, &str); 18] = [
        (Self::Required, "Something is missing."),
        (Self::Invalid, "It is not written as it should be."),
        (Self::TooLong, "The text is too long."),
        (Self::TooMany, "There are too many of them."),
        (
            Self::OutOfRange,
            "A number or a date lies outside of its bounds.",
        ),
        (Self::Taken, "Another record has this name or key already."),
        (
            Self::NotFound,
            "What it points to does not exist, or is not yours.",
        ),
        (Self::UnknownCode, "The code list has no such code."),
        (Self::Duplicate, "The same thing is given twice."),
        (
            Self::IllegalTransition,
            "From its status the record cannot go there.",
        ),
        (Self::Conflict, "It contradicts the rest of the record."),
        (
            Self::StaleVersion,
            "The record has changed since you read it; the payload holds it as it is now.",
        ),
        (
            Self::IdempotencyKeyReused,
            "The idempotency key was used before, with another request or with other scopes.",
        ),
        (
            Self::ScopeNotHeld,
            "You cannot hand out a scope that your own token lacks.",
        ),
        (
            Self::SurveyNotOpen,
            "The survey takes no answers at this moment.",
        ),
        (
            Self::SurveyTokenUsed,
            "The invitation was used before: each counts once.",
        ),
        (
            Self::SurveyTokenInvalid,
            "The invitation is missing, or is none of this survey.",
        ),
        (
            Self::SurveyWorkRequired,
            "A survey that everybody may answer asks for a little work: solve a new `challenge`.",
        ),
    ];

    /// As the schema has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "REQUIRED",
            Self::Invalid => "INVALID",
            Self::TooLong => "TOO_LONG",
            Self::TooMany => "TOO_MANY",
            Self::OutOfRange => "OUT_OF_RANGE",
            Self::Taken => "TAKEN",
            Self::NotFound => "NOT_FOUND",
            Self::UnknownCode => "UNKNOWN_CODE",
            Self::Duplicate => "DUPLICATE",
            Self::IllegalTransition => "ILLEGAL_TRANSITION",
            Self::Conflict => "CONFLICT",
            Self::StaleVersion => "STALE_VERSION",
            Self::IdempotencyKeyReused => "IDEMPOTENCY_KEY_REUSED",
            Self::ScopeNotHeld => "SCOPE_NOT_HELD",
            Self::SurveyNotOpen => "SURVEY_NOT_OPEN",
            Self::SurveyTokenUsed => "SURVEY_TOKEN_USED",
            Self::SurveyTokenInvalid => "SURVEY_TOKEN_INVALID",
            Self::SurveyWorkRequired => "SURVEY_WORK_REQUIRED",
        }
    }
}
