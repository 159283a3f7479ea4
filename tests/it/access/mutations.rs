//! Every mutation with the smallest input that works for its owner.

/// A mutation, who owns what it changes, and how it is called.
pub struct Mutation {
    /// Its name.
    pub name: &'static str,
    /// The scope that it needs.
    pub scope: &'static str,
    /// The body that may.
    pub owner: &'static str,
    /// What is asked beforehand, as the owner with all scopes: a name, the
    /// document, and where in the answer the id stands that `$name` is put for.
    pub given: &'static [(&'static str, &'static str, &'static str)],
    /// The input.
    pub input: &'static str,
}

const UIL: &str = "organisation:uil";
const HANAM: &str = "city:kr-hanam";

macro_rules! mutations {
    ($($name:literal by $scope:literal of $owner:expr, given [$($given:expr),*], $input:literal;)+) => {
        &[$(Mutation {
            name: $name, scope: $scope, owner: $owner, given: &[$($given),*], input: $input,
        }),+]
    };
}

type Given = (&'static str, &'static str, &'static str);

const CLIENT: Given = (
    "client",
    "mutation { clientCreate(input: { label: \"x\", scopes: [\"city:write\"] }) { client { id } } }",
    "/data/clientCreate/client/id",
);

/// Every mutation.
pub const MUTATIONS: &[Mutation] = mutations! {
    "organisationUpdate" by "organisation:write" of UIL, given [],
        "{ website: \"https://uil.example\" }";
    "clientCreate" by "client:manage" of HANAM, given [],
        "{ label: \"x\", scopes: [\"city:write\"] }";
    "clientRotate" by "client:manage" of HANAM, given [CLIENT], "{ id: $client }";
    "clientRevoke" by "client:manage" of HANAM, given [CLIENT], "{ id: $client }";
};
