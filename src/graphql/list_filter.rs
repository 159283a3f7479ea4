//! The filters of lists outside GraphQL: the same `where`, as JSON.

use async_graphql::{InputType, Pos, Value as Input};
use serde_json::{Map, Value as Json};

use super::{
    call::Call,
    connection::Shown,
    engine::Engine,
    fault::{Code, Fault},
    filter::FilterInput,
};
use crate::{
    domain::{
        Error, alliance::Alliances, city::Cities, filter::Where, learning_space::LearningSpaces,
        membership::Memberships, offering::Offerings, organisation::Organisations, page::Listed,
        plan::Plans, programme::Programmes,
    },
    limits::Limits,
};

/// A list that is filtered by the input of its connection.
pub trait Filtered: Listed {
    /// Reads a filter as the variable of a query is read: with the same limits,
    /// the same refusals, and nothing that it does not know passed over.
    fn filter(engine: &Engine, limits: &Limits, json: Json) -> Result<Where<Self::Test>, Fault>;
}

/// Declares such lists, each with a query that takes its filter in `$where`.
macro_rules! filtered {
    ($($list:ty = $query:literal;)+) => { $(
        impl Filtered for $list {
            fn filter(
                engine: &Engine,
                limits: &Limits,
                json: Json,
            ) -> Result<Where<Self::Test>, Fault> {
                type Filter = <$list as Shown>::Filter;
                let input = checked::<Filter>(engine, $query, json)?;
                let mut budget = limits.filter_nodes;
                let read = input.map_or(Ok(Where::everything()), |input| input.read(&mut budget));
                read.map_err(|error| match error {
                    Error::Input(sentence) => bad(sentence),
                    _ => bad("The filter cannot be read."),
                })
            }
        }
    )+ };
}

filtered! {
    Programmes = "programmes(first: 1, where: $where)";
    Offerings = "offerings(first: 1, where: $where)";
    LearningSpaces = "learningSpaces(first: 1, where: $where)";
    Cities = "cities(first: 1, where: $where)";
    Organisations = "organisations(first: 1, where: $where)";
    Alliances = "alliances(first: 1, where: $where)";
    Plans = "plans(first: 1, where: $where)";
    Memberships = "cities(first: 1, where: { memberships: { some: $where } })";
}

/// The filter as the schema's input. Nothing is asked of the database.
fn checked<F: InputType>(engine: &Engine, query: &str, json: Json) -> Result<Option<F>, Fault> {
    let name = F::type_name();
    let call = Call {
        variables: Map::from_iter([("where".to_owned(), json.clone())]),
        ..Call::new(format!(
            "query ($where: {name}) {{ {query} {{ __typename }} }}"
        ))
    };
    engine.prepare(call).map_err(|refusal| {
        let first = refusal.errors().first().cloned();
        first.unwrap_or_else(|| bad("The filter cannot be read."))
    })?;
    let input = Input::from_json(json).map_err(|error| bad(error.to_string()))?;
    <Option<F> as InputType>::parse(Some(input))
        .map_err(|error| bad(error.into_server_error(Pos::default()).message))
}

fn bad(message: impl Into<String>) -> Fault {
    Fault::new(Code::BadUserInput, message)
}
