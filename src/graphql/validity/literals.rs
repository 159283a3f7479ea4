//! Values that are written in the document: each fits the type of its place.

use std::borrow::Cow;

use async_graphql::parser::types::{BaseType, DirectiveLocation, Type};

use super::{arguments::missing, hints::hint, scalars::Scalar, selections::Visitor, uses::Use};
use crate::graphql::{
    model::{InputObject, Kind, Place},
    syntax::{Argument, Is, Literal, Variable},
};

/// Characters of a text that an error shows.
const SHOWN: usize = 40;

/// What a place wants.
#[derive(Clone, Debug)]
pub(super) struct Wanted<'d> {
    pub(super) ty: Cow<'d, Type>,
    /// Whether the place has a value of its own.
    pub(super) has_default: bool,
    /// Whether it is a field of an object that has exactly one.
    pub(super) one_of: bool,
}

impl<'d> Wanted<'d> {
    pub(super) fn at(place: &'d Place) -> Self {
        Self {
            has_default: place.has_default,
            ..Self::of(&place.ty)
        }
    }

    fn of(ty: &'d Type) -> Self {
        Self {
            ty: Cow::Borrowed(ty),
            has_default: false,
            one_of: false,
        }
    }
}

impl<'d> Visitor<'d, '_> {
    /// The definition of a variable.
    pub(super) fn variable(&mut self, variable: &'d Variable<'d>) {
        self.directives(&variable.directives, DirectiveLocation::VariableDefinition);
        let is_known = self.variable_type(variable);
        if let Some(default) = variable.default.as_ref().filter(|_| is_known) {
            self.literal(Some(Wanted::of(&variable.ty.ty)), default);
        }
    }

    /// A value in a place; what the place wants is unknown below something unknown.
    pub(super) fn literal(&mut self, wanted: Option<Wanted<'d>>, literal: &'d Literal<'d>) {
        match (wanted, &literal.is) {
            (wanted, Is::Variable(name)) => self.uses.variables.push(Use {
                name,
                at: literal.at,
                wanted,
            }),
            (None, _) => self.parts(None, literal),
            (Some(wanted), _) => match wanted.ty {
                Cow::Borrowed(ty) => self.wanted(ty, literal),
                Cow::Owned(_) => self.parts(None, literal),
            },
        }
    }

    /// The values inside of one whose own type says nothing of them.
    fn parts(&mut self, of_items: Option<&Wanted<'d>>, literal: &'d Literal<'d>) {
        match &literal.is {
            Is::List(items) => {
                for item in items {
                    self.open(of_items, item);
                }
            }
            Is::Object(fields) => {
                self.once(fields, "An object has the field");
                for field in fields {
                    self.open(None, &field.value);
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, wanted: Option<&Wanted<'d>>, literal: &'d Literal<'d>) {
        match &literal.is {
            Is::Variable(_) => self.literal(wanted.cloned(), literal),
            _ => self.parts(wanted, literal),
        }
    }

    fn wanted(&mut self, ty: &'d Type, literal: &'d Literal<'d>) {
        if matches!(literal.is, Is::Null) {
            if !ty.nullable {
                let message = format!("Null stands where {ty} is wanted.");
                self.report.add([literal.at], message);
            }
            return;
        }
        match (&ty.base, &literal.is) {
            (BaseType::List(inner), Is::List(items)) => {
                for item in items {
                    self.literal(Some(Wanted::of(inner)), item);
                }
            }
            // A single value stands for a list of it.
            (BaseType::List(inner), _) => self.wanted(inner, literal),
            (BaseType::Named(name), _) => self.named(name, literal),
        }
    }

    fn named(&mut self, name: &'d str, literal: &'d Literal<'d>) {
        let problem = match (self.model.kind(name), &literal.is) {
            (Some((_, Kind::Scalar(Scalar::Any))), _) => {
                let items = Wanted {
                    ty: Cow::Owned(nullable(name)),
                    has_default: false,
                    one_of: false,
                };
                self.parts(Some(&items), literal);
                Scalar::Any.problem(literal)
            }
            (Some((_, Kind::Scalar(scalar))), _) => {
                self.parts(None, literal);
                scalar.problem(literal)
            }
            (Some((_, Kind::Enum(values))), Is::Enum(value)) if values.contains(*value) => None,
            (Some((_, Kind::Enum(values))), Is::Enum(value)) => {
                Some(hint("It is", value, values.iter()).replace(" and ", " or "))
            }
            (Some((_, Kind::Input(object))), Is::Object(fields)) => {
                return self.object((name, object), fields, literal);
            }
            _ => {
                self.parts(None, literal);
                Some(String::new())
            }
        };
        if let Some(problem) = problem {
            let message = format!("{} is no {name}.{problem}", shown(&literal.is));
            self.report.add([literal.at], message);
        }
    }

    fn object(
        &mut self,
        (name, object): (&'d str, &'d InputObject),
        fields: &'d [Argument<'d>],
        literal: &Literal,
    ) {
        self.once(fields, &format!("An object of type {name} has the field"));
        for field in fields {
            let place = object.fields.get(field.name.text);
            if place.is_none() {
                let asked = field.name.text;
                let hint = hint("It has", asked, object.fields.keys());
                let message = format!("`{name}` has no field `{asked}`.{hint}");
                self.report.add([field.name.at], message);
            }
            let wanted = place.map(|place| Wanted {
                one_of: object.one_of,
                ..Wanted::at(place)
            });
            self.literal(wanted, &field.value);
        }
        for missing in missing(fields, &object.fields) {
            let ty = &object.fields[missing].ty;
            let message =
                format!("An object of type {name} needs the field `{missing}`: its type is {ty}.");
            self.report.add([literal.at], message);
        }
        let is_one = matches!(fields, [only] if !matches!(only.value.is, Is::Null));
        if object.one_of && !is_one {
            let message =
                format!("An object of type {name} has exactly one field, which is not null.");
            self.report.add([literal.at], message);
        }
    }
}

fn nullable(name: &str) -> Type {
    Type {
        base: BaseType::Named(async_graphql::Name::new(name)),
        nullable: true,
    }
}

/// A value for people to find it again.
fn shown(is: &Is) -> String {
    match is {
        Is::Null => "Null".to_owned(),
        Is::Boolean(is) => format!("`{is}`"),
        Is::Int(word) | Is::Float(word) | Is::Enum(word) | Is::Variable(word) => {
            format!("`{}`", start(word))
        }
        Is::Text(text) => format!("`\"{}\"`", start(text)),
        Is::List(_) => "A list".to_owned(),
        Is::Object(_) => "An object".to_owned(),
    }
}

fn start(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
