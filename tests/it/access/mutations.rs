//! Every mutation with the smallest input that works for its owner.

/// A mutation, who owns what it changes, and how it is called.
pub struct Mutation {
    /// Its name.
    pub name: &'static str,
    /// The scope that it needs.
    pub scope: &'static str,
    /// The body that may.
    pub owner: &'static str,
    /// What happened before.
    pub given: &'static [Given],
    /// The input; `$name` stands for an id that was given.
    pub input: &'static str,
}

/// Something that happened before: the name of what it made, who did it with all
/// scopes, the document, and where in the answer the id stands.
pub type Given = (&'static str, &'static str, &'static str, &'static str);

const UIL: &str = "organisation:uil";
const HANAM: &str = "city:kr-hanam";
const KALLC: &str = "alliance:kallc";

macro_rules! mutations {
    ($($name:literal by $scope:literal of $owner:expr, given [$($given:expr),*], $input:literal;)+) => {
        &[$($crate::access::mutations::Mutation {
            name: $name, scope: $scope, owner: $owner, given: &[$($given),*], input: $input,
        }),+]
    };
}

pub(super) use mutations;

pub const CLIENT: Given = (
    "client",
    HANAM,
    "mutation { clientCreate(input: { label: \"x\", scopes: [\"city:write\"] }) { client { id } } }",
    "/data/clientCreate/client/id",
);

const PROFILE: Given = (
    "profile",
    HANAM,
    "mutation { cityProfileSave(input: { cycle: \"2031\", locale: \"ko\", headline: \"x\" }) { profile { id } } }",
    "/data/cityProfileSave/profile/id",
);

const PUBLISHED_PROFILE: Given = (
    "profile",
    HANAM,
    "mutation { cityProfilePublish(input: { id: $profile }) { profile { id } } }",
    "/data/cityProfilePublish/profile/id",
);

const DELETED_PROFILE: Given = (
    "gone",
    HANAM,
    "mutation { cityProfileDelete(input: { id: $profile }) { deletedId } }",
    "/data/cityProfileDelete/deletedId",
);

const PROGRAMME: Given = (
    "programme",
    HANAM,
    "mutation { programmeCreate(input: { title: [{ locale: \"ko\", text: \"x\" }], kind: COURSE, topics: [\"DIGITAL_SKILLS\"] }) { programme { id } } }",
    "/data/programmeCreate/programme/id",
);

const PUBLISHED: Given = (
    "programme",
    HANAM,
    "mutation { programmePublish(input: { id: $programme }) { programme { id } } }",
    "/data/programmePublish/programme/id",
);

const ARCHIVED: Given = (
    "programme",
    HANAM,
    "mutation { programmeArchive(input: { id: $programme }) { programme { id } } }",
    "/data/programmeArchive/programme/id",
);

pub const ASKED: Given = (
    "asked",
    HANAM,
    "mutation { surveyCreate(input: { title: [{ locale: \"ko\", text: \"x\" }], questions: [{ key: \"q\", type: YES_NO, text: [{ locale: \"ko\", text: \"x\" }] }] }) { survey { id } } }",
    "/data/surveyCreate/survey/id",
);

pub const OVER: Given = (
    "over",
    HANAM,
    "mutation { a: surveyPublish(input: { id: $asked }) { survey { id } } b: surveyOpen(input: { id: $asked }) { survey { id } } c: surveyClose(input: { id: $asked }) { survey { id } } }",
    "/data/c/survey/id",
);

pub const OPENED: Given = (
    "opened",
    HANAM,
    "mutation { surveyPublish(input: { id: $asked }) { survey { id } } surveyOpen(input: { id: $asked }) { survey { id } } }",
    "/data/surveyOpen/survey/id",
);

pub const INVITING: Given = (
    "asked",
    HANAM,
    "mutation { surveyCreate(input: { title: [{ locale: \"ko\", text: \"x\" }], responseControl: TOKEN, questions: [{ key: \"q\", type: YES_NO, text: [{ locale: \"ko\", text: \"x\" }] }] }) { survey { id } } }",
    "/data/surveyCreate/survey/id",
);

pub const RESULTS: Given = (
    "results",
    HANAM,
    "mutation { surveyPublishResults(input: { id: $asked }) { survey { publishedResults { id } } } }",
    "/data/surveyPublishResults/survey/publishedResults/id",
);

const OFFERING: Given = (
    "offering",
    HANAM,
    "mutation { offeringCreate(input: { programmeId: $programme, deliveryMode: ONSITE, venue: [{ locale: \"ko\", text: \"x\" }] }) { offering { id } } }",
    "/data/offeringCreate/offering/id",
);

const DELETED_OFFERING: Given = (
    "gone",
    HANAM,
    "mutation { offeringDelete(input: { id: $offering }) { deletedId } }",
    "/data/offeringDelete/deletedId",
);

const SPACE: Given = (
    "space",
    HANAM,
    "mutation { spaceCreate(input: { name: [{ locale: \"ko\", text: \"x\" }], kind: LIBRARY }) { space { id } } }",
    "/data/spaceCreate/space/id",
);

const DELETED_SPACE: Given = (
    "gone",
    HANAM,
    "mutation { spaceDelete(input: { id: $space }) { deletedId } }",
    "/data/spaceDelete/deletedId",
);

pub const PLATFORM: Given = (
    "platform",
    HANAM,
    "mutation { platformCreate(input: { name: [{ locale: \"ko\", text: \"x\" }], channels: [WEB] }) { platform { id } } }",
    "/data/platformCreate/platform/id",
);

const DELETED_PLATFORM: Given = (
    "gone",
    HANAM,
    "mutation { platformDelete(input: { id: $platform }) { deletedId } }",
    "/data/platformDelete/deletedId",
);

const OFFICE: Given = (
    "office",
    HANAM,
    "mutation { officeCreate(input: { personName: [{ locale: \"ko\", text: \"x\" }], office: \"MAYOR\" }) { office { id } } }",
    "/data/officeCreate/office/id",
);

const DELETED_OFFICE: Given = (
    "gone",
    HANAM,
    "mutation { officeDelete(input: { id: $office }) { deletedId } }",
    "/data/officeDelete/deletedId",
);

const ALLIANCE: Given = (
    "alliance",
    HANAM,
    "{ alliance(slug: \"kallc\") { id } }",
    "/data/alliance/id",
);

pub const CITY: Given = (
    "city",
    HANAM,
    "{ city(slug: \"kr-hanam\") { id } }",
    "/data/city/id",
);

const APPLIED: Given = (
    "membership",
    HANAM,
    "mutation { membershipApply(input: { allianceId: $alliance, role: OBSERVER }) { membership { id } } }",
    "/data/membershipApply/membership/id",
);

const NOMINATED: Given = (
    "membership",
    KALLC,
    "mutation { membershipNominate(input: { id: $membership }) { membership { id } } }",
    "/data/membershipNominate/membership/id",
);

const ADMITTED: Given = (
    "membership",
    KALLC,
    "mutation { membershipAdmit(input: { id: $membership }) { membership { id } } }",
    "/data/membershipAdmit/membership/id",
);

const INACTIVE: Given = (
    "membership",
    KALLC,
    "mutation { membershipDeactivate(input: { id: $membership }) { membership { id } } }",
    "/data/membershipDeactivate/membership/id",
);

pub const DESIGNATION: Given = (
    "designation",
    KALLC,
    "mutation { designationGrant(input: { cityId: $city, scheme: \"KR_LIFELONG_LEARNING_CITY\" }) { designation { id } } }",
    "/data/designationGrant/designation/id",
);

const DELETED_DESIGNATION: Given = (
    "gone",
    KALLC,
    "mutation { designationDelete(input: { id: $designation }) { deletedId } }",
    "/data/designationDelete/deletedId",
);

/// Every mutation.
pub const MUTATIONS: &[Mutation] = mutations! {
    "cityUpdate" by "city:write" of HANAM, given [],
        "{ website: \"https://hanam.example\" }";
    "cityProfileSave" by "city:write" of HANAM, given [],
        "{ cycle: \"2031\", locale: \"ko\", headline: \"x\" }";
    "cityProfilePublish" by "city:write" of HANAM, given [PROFILE],
        "{ id: $profile }";
    "cityProfileWithdraw" by "city:write" of HANAM, given [PROFILE, PUBLISHED_PROFILE],
        "{ id: $profile }";
    "cityProfileDelete" by "city:write" of HANAM, given [PROFILE],
        "{ id: $profile }";
    "cityProfileRestore" by "city:write" of HANAM, given [PROFILE, DELETED_PROFILE],
        "{ id: $profile }";
    "spaceCreate" by "space:write" of HANAM, given [],
        "{ name: [{ locale: \"ko\", text: \"x\" }, { locale: \"en\", text: \"x\" }], kind: LIBRARY }";
    "spaceUpdate" by "space:write" of HANAM, given [SPACE],
        "{ id: $space, capacity: 12 }";
    "spaceDelete" by "space:write" of HANAM, given [SPACE],
        "{ id: $space }";
    "spaceRestore" by "space:write" of HANAM, given [SPACE, DELETED_SPACE],
        "{ id: $space }";
    "platformCreate" by "space:write" of HANAM, given [],
        "{ name: [{ locale: \"ko\", text: \"x\" }], channels: [WEB] }";
    "platformUpdate" by "space:write" of HANAM, given [PLATFORM],
        "{ id: $platform, website: \"https://x.example\" }";
    "platformDelete" by "space:write" of HANAM, given [PLATFORM],
        "{ id: $platform }";
    "platformRestore" by "space:write" of HANAM, given [PLATFORM, DELETED_PLATFORM],
        "{ id: $platform }";
    "officeCreate" by "office:write" of HANAM, given [],
        "{ personName: [{ locale: \"ko\", text: \"x\" }, { locale: \"en\", text: \"x\" }], office: \"MAYOR\" }";
    "officeUpdate" by "office:write" of HANAM, given [OFFICE],
        "{ id: $office, since: \"2026\" }";
    "officeDelete" by "office:write" of HANAM, given [OFFICE],
        "{ id: $office }";
    "officeRestore" by "office:write" of HANAM, given [OFFICE, DELETED_OFFICE],
        "{ id: $office }";
    "programmeCreate" by "programme:write" of HANAM, given [],
        "{ title: [{ locale: \"ko\", text: \"x\" }], kind: COURSE }";
    "programmeUpdate" by "programme:write" of HANAM, given [PROGRAMME],
        "{ id: $programme, ageMin: 7 }";
    "programmePublish" by "programme:write" of HANAM, given [PROGRAMME],
        "{ id: $programme }";
    "programmeSuspend" by "programme:write" of HANAM, given [PROGRAMME, PUBLISHED],
        "{ id: $programme }";
    "programmeArchive" by "programme:write" of HANAM, given [PROGRAMME, PUBLISHED],
        "{ id: $programme }";
    "programmeRestore" by "programme:write" of HANAM, given [PROGRAMME, ARCHIVED],
        "{ id: $programme }";
    "programmeDelete" by "programme:write" of HANAM, given [PROGRAMME],
        "{ id: $programme }";
    "programmesUpsert" by "programme:write" of HANAM, given [],
        "{ rows: [{ externalId: \"x\", title: [{ locale: \"ko\", text: \"x\" }], kind: COURSE }], policy: ALL_OR_NOTHING }";
    "importRun" by "programme:write" of HANAM, given [],
        "{ format: PROGRAMMES_NDJSON, content: \"{\\\"externalId\\\": \\\"x\\\", \\\"title\\\": [{\\\"locale\\\": \\\"ko\\\", \\\"text\\\": \\\"x\\\"}], \\\"kind\\\": \\\"COURSE\\\"}\" }";
    "offeringCreate" by "programme:write" of HANAM, given [PROGRAMME],
        "{ programmeId: $programme, deliveryMode: ONSITE, venue: [{ locale: \"ko\", text: \"x\" }] }";
    "offeringUpdate" by "programme:write" of HANAM, given [PROGRAMME, OFFERING],
        "{ id: $offering, capacity: 12 }";
    "offeringDelete" by "programme:write" of HANAM, given [PROGRAMME, OFFERING],
        "{ id: $offering }";
    "offeringRestore" by "programme:write" of HANAM, given [PROGRAMME, OFFERING, DELETED_OFFERING],
        "{ id: $offering }";
    "membershipApply" by "membership:write" of HANAM, given [ALLIANCE],
        "{ allianceId: $alliance, role: OBSERVER }";
    "membershipWithdraw" by "membership:write" of HANAM, given [ALLIANCE, APPLIED],
        "{ id: $membership }";
    "membershipNominate" by "membership:write" of KALLC, given [ALLIANCE, APPLIED],
        "{ id: $membership }";
    "membershipReject" by "membership:write" of KALLC, given [ALLIANCE, APPLIED],
        "{ id: $membership }";
    "membershipAdmit" by "membership:write" of KALLC, given [ALLIANCE, APPLIED, NOMINATED],
        "{ id: $membership }";
    "membershipUpdate" by "membership:write" of KALLC, given [ALLIANCE, APPLIED],
        "{ id: $membership, admissionRound: \"2026\" }";
    "membershipDeactivate" by "membership:write" of KALLC, given [ALLIANCE, APPLIED, NOMINATED, ADMITTED],
        "{ id: $membership }";
    "membershipReactivate" by "membership:write" of KALLC, given [ALLIANCE, APPLIED, NOMINATED, ADMITTED, INACTIVE],
        "{ id: $membership }";
    "membershipExpel" by "membership:write" of KALLC, given [ALLIANCE, APPLIED, NOMINATED, ADMITTED],
        "{ id: $membership }";
    "allianceUpdate" by "alliance:write" of KALLC, given [],
        "{ website: \"https://kallc.example\" }";
    "designationGrant" by "designation:write" of KALLC, given [CITY],
        "{ cityId: $city, scheme: \"KR_LIFELONG_LEARNING_CITY\" }";
    "designationUpdate" by "designation:write" of KALLC, given [CITY, DESIGNATION],
        "{ id: $designation, since: \"2026\" }";
    "designationEnd" by "designation:write" of KALLC, given [CITY, DESIGNATION],
        "{ id: $designation, until: \"2026-03-02\" }";
    "designationDelete" by "designation:write" of KALLC, given [CITY, DESIGNATION],
        "{ id: $designation }";
    "designationRestore" by "designation:write" of KALLC, given [CITY, DESIGNATION, DELETED_DESIGNATION],
        "{ id: $designation }";
    "organisationUpdate" by "organisation:write" of UIL, given [],
        "{ website: \"https://uil.example\" }";
    "clientCreate" by "client:manage" of HANAM, given [],
        "{ label: \"x\", scopes: [\"city:write\"] }";
    "clientRotate" by "client:manage" of HANAM, given [CLIENT],
        "{ id: $client }";
    "clientRevoke" by "client:manage" of HANAM, given [CLIENT],
        "{ id: $client }";
    "surveyInvite" by "survey:write" of HANAM, given [INVITING, OPENED],
        "{ id: $asked, groups: [{ count: 1 }] }";
    "surveyRecordResponses" by "survey:write" of HANAM, given [ASKED, OPENED],
        "{ surveyId: $asked, responses: [{ channel: PAPER, answers: [{ question: \"q\", yes: true }] }] }";
    "surveyEraseResponses" by "survey:write" of HANAM, given [ASKED, OVER],
        "{ id: $asked }";
    "surveyPublishResults" by "survey:write" of HANAM, given [ASKED, OVER],
        "{ id: $over }";
};
