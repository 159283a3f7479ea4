//! Every mutation of plans and of what cities hear and do, with the smallest input
//! that works for its owner.

use super::mutations::{Given, Mutation, mutations};

const HANAM: &str = "city:kr-hanam";

pub const PLAN: Given = (
    "plan",
    HANAM,
    "mutation { planCreate(input: { title: [{ locale: \"ko\", text: \"x\" }] }) { plan { id } } }",
    "/data/planCreate/plan/id",
);

const DELETED_PLAN: Given = (
    "gone",
    HANAM,
    "mutation { planDelete(input: { id: $plan }) { deletedId } }",
    "/data/planDelete/deletedId",
);

pub const CHANNEL: Given = (
    "channel",
    HANAM,
    "mutation { feedbackChannelCreate(input: { kind: TOWN_HALL, title: [{ locale: \"ko\", text: \"x\" }] }) { feedbackChannel { id } } }",
    "/data/feedbackChannelCreate/feedbackChannel/id",
);

const DELETED_CHANNEL: Given = (
    "gone",
    HANAM,
    "mutation { feedbackChannelDelete(input: { id: $channel }) { deletedId } }",
    "/data/feedbackChannelDelete/deletedId",
);

pub const SESSION: Given = (
    "session",
    HANAM,
    "mutation { feedbackSessionCreate(input: { kind: TOWN_HALL, title: [{ locale: \"ko\", text: \"x\" }], heldOn: \"2026-02-01\" }) { feedbackSession { id } } }",
    "/data/feedbackSessionCreate/feedbackSession/id",
);

const DELETED_SESSION: Given = (
    "gone",
    HANAM,
    "mutation { feedbackSessionDelete(input: { id: $session }) { deletedId } }",
    "/data/feedbackSessionDelete/deletedId",
);

pub const THEME: Given = (
    "theme",
    HANAM,
    "mutation { feedbackThemeCreate(input: { title: [{ locale: \"ko\", text: \"x\" }], evidence: [{ sourceId: $session }] }) { feedbackTheme { id } } }",
    "/data/feedbackThemeCreate/feedbackTheme/id",
);

const DELETED_THEME: Given = (
    "gone",
    HANAM,
    "mutation { feedbackThemeDelete(input: { id: $theme }) { deletedId } }",
    "/data/feedbackThemeDelete/deletedId",
);

pub const ACTION: Given = (
    "action",
    HANAM,
    "mutation { feedbackActionCreate(input: { themeId: $theme, said: [{ locale: \"ko\", text: \"x\" }] }) { feedbackAction { id } } }",
    "/data/feedbackActionCreate/feedbackAction/id",
);

pub const PUBLISHED_ACTION: Given = (
    "action",
    HANAM,
    "mutation { feedbackActionPublish(input: { id: $action }) { feedbackAction { id } } }",
    "/data/feedbackActionPublish/feedbackAction/id",
);

const DELETED_ACTION: Given = (
    "gone",
    HANAM,
    "mutation { feedbackActionDelete(input: { id: $action }) { deletedId } }",
    "/data/feedbackActionDelete/deletedId",
);

/// What cities plan, hear and do.
pub const FEEDBACK: &[Mutation] = mutations! {
    "planCreate" by "plan:write" of HANAM, given [],
        "{ title: [{ locale: \"ko\", text: \"x\" }] }";
    "planUpdate" by "plan:write" of HANAM, given [PLAN],
        "{ id: $plan, ordinal: 9 }";
    "planDelete" by "plan:write" of HANAM, given [PLAN],
        "{ id: $plan }";
    "planRestore" by "plan:write" of HANAM, given [PLAN, DELETED_PLAN],
        "{ id: $plan }";
    "feedbackChannelCreate" by "feedback:write" of HANAM, given [],
        "{ kind: TOWN_HALL, title: [{ locale: \"ko\", text: \"x\" }] }";
    "feedbackChannelUpdate" by "feedback:write" of HANAM, given [CHANNEL],
        "{ id: $channel, website: \"https://x.example\" }";
    "feedbackChannelDelete" by "feedback:write" of HANAM, given [CHANNEL],
        "{ id: $channel }";
    "feedbackChannelRestore" by "feedback:write" of HANAM, given [CHANNEL, DELETED_CHANNEL],
        "{ id: $channel }";
    "feedbackSessionCreate" by "feedback:write" of HANAM, given [],
        "{ kind: TOWN_HALL, title: [{ locale: \"ko\", text: \"x\" }], heldOn: \"2026-02-01\" }";
    "feedbackSessionUpdate" by "feedback:write" of HANAM, given [SESSION],
        "{ id: $session, participants: 12 }";
    "feedbackSessionDelete" by "feedback:write" of HANAM, given [SESSION],
        "{ id: $session }";
    "feedbackSessionRestore" by "feedback:write" of HANAM, given [SESSION, DELETED_SESSION],
        "{ id: $session }";
    "feedbackThemeCreate" by "feedback:write" of HANAM, given [SESSION],
        "{ title: [{ locale: \"ko\", text: \"x\" }], evidence: [{ sourceId: $session }] }";
    "feedbackThemeUpdate" by "feedback:write" of HANAM, given [SESSION, THEME],
        "{ id: $theme, weight: 5 }";
    "feedbackThemeDelete" by "feedback:write" of HANAM, given [SESSION, THEME],
        "{ id: $theme }";
    "feedbackThemeRestore" by "feedback:write" of HANAM, given [SESSION, THEME, DELETED_THEME],
        "{ id: $theme }";
    "feedbackActionCreate" by "feedback:write" of HANAM, given [SESSION, THEME],
        "{ themeId: $theme, said: [{ locale: \"ko\", text: \"x\" }] }";
    "feedbackActionUpdate" by "feedback:write" of HANAM, given [SESSION, THEME, ACTION],
        "{ id: $action, dueOn: \"2026-05-01\" }";
    "feedbackActionMove" by "feedback:write" of HANAM, given [SESSION, THEME, ACTION],
        "{ id: $action, to: UNDER_REVIEW }";
    "feedbackActionPublish" by "feedback:write" of HANAM, given [SESSION, THEME, ACTION],
        "{ id: $action }";
    "feedbackActionDelete" by "feedback:write" of HANAM, given [SESSION, THEME, ACTION],
        "{ id: $action }";
    "feedbackActionRestore" by "feedback:write" of HANAM, given [SESSION, THEME, ACTION, DELETED_ACTION],
        "{ id: $action }";
};
