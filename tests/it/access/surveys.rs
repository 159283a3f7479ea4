//! Every mutation that writes surveys, with the smallest input that works for its owner.

use super::mutations::{Given, Mutation, mutations};

const HANAM: &str = "city:kr-hanam";
const KALLC: &str = "alliance:kallc";

pub const SURVEY: Given = (
    "survey",
    HANAM,
    "mutation { surveyCreate(input: { title: [{ locale: \"ko\", text: \"x\" }], closesAt: \"2026-04-01T00:00:00Z\", questions: [{ key: \"q\", type: YES_NO, text: [{ locale: \"ko\", text: \"x\" }] }] }) { survey { id } } }",
    "/data/surveyCreate/survey/id",
);

pub const PUBLISHED: Given = (
    "survey",
    HANAM,
    "mutation { surveyPublish(input: { id: $survey }) { survey { id } } }",
    "/data/surveyPublish/survey/id",
);

pub const OPEN: Given = (
    "survey",
    HANAM,
    "mutation { surveyOpen(input: { id: $survey }) { survey { id } } }",
    "/data/surveyOpen/survey/id",
);

const PAUSED: Given = (
    "survey",
    HANAM,
    "mutation { surveyPause(input: { id: $survey }) { survey { id } } }",
    "/data/surveyPause/survey/id",
);

const DELETED: Given = (
    "gone",
    HANAM,
    "mutation { surveyDelete(input: { id: $survey }) { deletedId } }",
    "/data/surveyDelete/deletedId",
);

pub const SHARED: Given = (
    "question",
    KALLC,
    "mutation { bankQuestionCreate(input: { key: \"q\", type: YES_NO, text: [{ locale: \"ko\", text: \"x\" }, { locale: \"en\", text: \"x\" }] }) { bankQuestion { id } } }",
    "/data/bankQuestionCreate/bankQuestion/id",
);

/// What cities and alliances do with surveys, before anybody answers.
pub const SURVEYS: &[Mutation] = mutations! {
    "surveyCreate" by "survey:write" of HANAM, given [],
        "{ title: [{ locale: \"ko\", text: \"x\" }] }";
    "surveyImport" by "survey:write" of HANAM, given [],
        "{ surveyJs: { title: \"x\", elements: [{ type: \"boolean\", name: \"q\" }] } }";
    "surveyUpdate" by "survey:write" of HANAM, given [SURVEY],
        "{ id: $survey, series: \"x\" }";
    "surveyPublish" by "survey:write" of HANAM, given [SURVEY],
        "{ id: $survey }";
    "surveyOpen" by "survey:write" of HANAM, given [SURVEY, PUBLISHED],
        "{ id: $survey }";
    "surveyPause" by "survey:write" of HANAM, given [SURVEY, PUBLISHED],
        "{ id: $survey }";
    "surveyResume" by "survey:write" of HANAM, given [SURVEY, PUBLISHED, PAUSED],
        "{ id: $survey }";
    "surveyClose" by "survey:write" of HANAM, given [SURVEY, PUBLISHED, OPEN],
        "{ id: $survey }";
    "surveyExtend" by "survey:write" of HANAM, given [SURVEY, PUBLISHED],
        "{ id: $survey, closesAt: \"2026-05-01T00:00:00Z\" }";
    "surveyArchive" by "survey:write" of HANAM, given [SURVEY, PUBLISHED],
        "{ id: $survey }";
    "surveyDelete" by "survey:write" of HANAM, given [SURVEY],
        "{ id: $survey }";
    "surveyRestore" by "survey:write" of HANAM, given [SURVEY, DELETED],
        "{ id: $survey }";
    "bankQuestionCreate" by "question:write" of KALLC, given [],
        "{ key: \"q\", type: YES_NO, text: [{ locale: \"ko\", text: \"x\" }, { locale: \"en\", text: \"x\" }] }";
    "bankQuestionUpdate" by "question:write" of KALLC, given [SHARED],
        "{ id: $question, help: [{ locale: \"ko\", text: \"x\" }, { locale: \"en\", text: \"x\" }] }";
    "bankQuestionRetire" by "question:write" of KALLC, given [SHARED],
        "{ id: $question }";
};
