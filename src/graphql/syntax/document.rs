//! A document as it is written: every part in its order, with its place.

use async_graphql::{
    Pos,
    parser::types::{OperationType, Type},
};

/// What a request brings to be executed.
#[derive(Debug, Default)]
pub(in crate::graphql) struct Document<'a> {
    pub(in crate::graphql) operations: Vec<Operation<'a>>,
    pub(in crate::graphql) fragments: Vec<Fragment<'a>>,
}

/// A name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::graphql) struct Word<'a> {
    pub(in crate::graphql) at: Pos,
    pub(in crate::graphql) text: &'a str,
}

#[derive(Debug)]
pub(in crate::graphql) struct Operation<'a> {
    pub(in crate::graphql) at: Pos,
    pub(in crate::graphql) kind: OperationType,
    pub(in crate::graphql) name: Option<Word<'a>>,
    pub(in crate::graphql) variables: Vec<Variable<'a>>,
    pub(in crate::graphql) directives: Vec<Directive<'a>>,
    pub(in crate::graphql) selections: Selections<'a>,
}

/// The definition of a variable.
#[derive(Debug)]
pub(in crate::graphql) struct Variable<'a> {
    pub(in crate::graphql) at: Pos,
    pub(in crate::graphql) name: Word<'a>,
    pub(in crate::graphql) ty: Typed<'a>,
    pub(in crate::graphql) default: Option<Literal<'a>>,
    pub(in crate::graphql) directives: Vec<Directive<'a>>,
}

/// A type and the name inside of its brackets.
#[derive(Debug)]
pub(in crate::graphql) struct Typed<'a> {
    pub(in crate::graphql) at: Pos,
    pub(in crate::graphql) ty: Type,
    pub(in crate::graphql) name: Word<'a>,
}

#[derive(Debug)]
pub(in crate::graphql) struct Fragment<'a> {
    pub(in crate::graphql) at: Pos,
    pub(in crate::graphql) name: Word<'a>,
    pub(in crate::graphql) on: Word<'a>,
    pub(in crate::graphql) directives: Vec<Directive<'a>>,
    pub(in crate::graphql) selections: Selections<'a>,
}

/// What stands in one pair of curly brackets.
#[derive(Debug)]
pub(in crate::graphql) struct Selections<'a> {
    pub(in crate::graphql) at: Pos,
    pub(in crate::graphql) items: Vec<Selection<'a>>,
}

#[derive(Debug)]
pub(in crate::graphql) enum Selection<'a> {
    Field(Field<'a>),
    Spread(Spread<'a>),
    Inline(Inline<'a>),
}

#[derive(Debug)]
pub(in crate::graphql) struct Field<'a> {
    pub(in crate::graphql) at: Pos,
    pub(in crate::graphql) alias: Option<Word<'a>>,
    pub(in crate::graphql) name: Word<'a>,
    pub(in crate::graphql) arguments: Vec<Argument<'a>>,
    pub(in crate::graphql) directives: Vec<Directive<'a>>,
    pub(in crate::graphql) selections: Option<Selections<'a>>,
}

impl<'a> Field<'a> {
    /// The name under which the answer has it.
    pub(in crate::graphql) fn key(&self) -> &'a str {
        self.alias.unwrap_or(self.name).text
    }
}

#[derive(Debug)]
pub(in crate::graphql) struct Spread<'a> {
    pub(in crate::graphql) at: Pos,
    pub(in crate::graphql) name: Word<'a>,
    pub(in crate::graphql) directives: Vec<Directive<'a>>,
}

#[derive(Debug)]
pub(in crate::graphql) struct Inline<'a> {
    pub(in crate::graphql) at: Pos,
    pub(in crate::graphql) on: Option<Word<'a>>,
    pub(in crate::graphql) directives: Vec<Directive<'a>>,
    pub(in crate::graphql) selections: Selections<'a>,
}

#[derive(Debug)]
pub(in crate::graphql) struct Directive<'a> {
    pub(in crate::graphql) at: Pos,
    pub(in crate::graphql) name: Word<'a>,
    pub(in crate::graphql) arguments: Vec<Argument<'a>>,
}

/// A name with a value: an argument, or a field of an input object.
#[derive(Debug)]
pub(in crate::graphql) struct Argument<'a> {
    pub(in crate::graphql) name: Word<'a>,
    pub(in crate::graphql) value: Literal<'a>,
}

/// A value as it is written.
#[derive(Debug)]
pub(in crate::graphql) struct Literal<'a> {
    pub(in crate::graphql) at: Pos,
    pub(in crate::graphql) is: Is<'a>,
}

#[derive(Debug)]
pub(in crate::graphql) enum Is<'a> {
    Null,
    Boolean(bool),
    Int(&'a str),
    Float(&'a str),
    Text(String),
    Enum(&'a str),
    Variable(&'a str),
    List(Vec<Literal<'a>>),
    Object(Vec<Argument<'a>>),
}

impl<'a> Document<'a> {
    /// The fragment of this name, the first if there are several.
    pub(in crate::graphql) fn fragment(&self, name: &str) -> Option<&Fragment<'a>> {
        let mut fragments = self.fragments.iter();
        fragments.find(|fragment| fragment.name.text == name)
    }
}

impl<'a> Selection<'a> {
    pub(in crate::graphql) fn directives(&self) -> &[Directive<'a>] {
        match self {
            Self::Field(field) => &field.directives,
            Self::Spread(spread) => &spread.directives,
            Self::Inline(inline) => &inline.directives,
        }
    }
}
