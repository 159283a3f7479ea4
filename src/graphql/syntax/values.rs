//! The grammar of values and types.

use async_graphql::{
    Name,
    parser::types::{BaseType, Type},
};

use super::{
    SyntaxError,
    document::{Argument, Is, Literal, Typed},
    parser::Parser,
    texts,
    tokens::Kind,
};

type Result<T> = std::result::Result<T, SyntaxError>;

impl<'a> Parser<'a> {
    /// A value, perhaps with variables in it.
    pub(super) fn value(&mut self) -> Result<Literal<'a>> {
        let at = self.at;
        if !self.takes("$") {
            return self.literal(Self::value);
        }
        let is = Is::Variable(self.name()?.text);
        Ok(Literal { at, is })
    }

    /// A value without variables.
    pub(super) fn constant(&mut self) -> Result<Literal<'a>> {
        if self.is("$") {
            return self.refuse("a variable stands where only a constant may.");
        }
        self.literal(Self::constant)
    }

    fn literal(&mut self, inner: fn(&mut Self) -> Result<Literal<'a>>) -> Result<Literal<'a>> {
        let at = self.at;
        let is = match self.token.kind {
            Kind::Punctuator if self.is("[") => self.list(inner)?,
            Kind::Punctuator if self.is("{") => self.object(inner)?,
            Kind::Text | Kind::Block => Is::Text(self.text()?),
            Kind::Name => self.word_value(),
            Kind::Int => Is::Int(self.taken()),
            Kind::Float => Is::Float(self.taken()),
            Kind::Punctuator | Kind::Spread | Kind::End | Kind::Bad => {
                return self.wanted("a value");
            }
        };
        Ok(Literal { at, is })
    }

    fn taken(&mut self) -> &'a str {
        let word = self.word();
        self.advance();
        word
    }

    fn word_value(&mut self) -> Is<'a> {
        match self.taken() {
            "null" => Is::Null,
            "true" => Is::Boolean(true),
            "false" => Is::Boolean(false),
            name => Is::Enum(name),
        }
    }

    fn list(&mut self, inner: fn(&mut Self) -> Result<Literal<'a>>) -> Result<Is<'a>> {
        self.advance();
        let mut items = Vec::new();
        while !self.takes("]") {
            items.push(inner(self)?);
        }
        Ok(Is::List(items))
    }

    fn object(&mut self, inner: fn(&mut Self) -> Result<Literal<'a>>) -> Result<Is<'a>> {
        self.advance();
        let mut fields = Vec::new();
        while !self.takes("}") {
            fields.push(self.argument(inner)?);
        }
        Ok(Is::Object(fields))
    }

    /// A name with a value.
    pub(super) fn argument(
        &mut self,
        value: fn(&mut Self) -> Result<Literal<'a>>,
    ) -> Result<Argument<'a>> {
        let name = self.name()?;
        self.expect(":")?;
        let value = value(self)?;
        Ok(Argument { name, value })
    }

    /// What the text that comes next says.
    pub(super) fn text(&mut self) -> Result<String> {
        let word = self.word();
        let text = match self.token.kind {
            Kind::Block => texts::block(&word[3..word.len() - 3]),
            _ => match texts::string(&word[1..word.len() - 1]) {
                Ok(text) => text,
                Err(problem) => return self.refuse(problem),
            },
        };
        self.advance();
        Ok(text)
    }

    pub(super) fn ty(&mut self) -> Result<Typed<'a>> {
        let at = self.at;
        let (base, name) = if self.takes("[") {
            let inner = self.ty()?;
            self.expect("]")?;
            (BaseType::List(Box::new(inner.ty)), inner.name)
        } else {
            let name = self.name()?;
            (BaseType::Named(Name::new(name.text)), name)
        };
        let nullable = !self.takes("!");
        let ty = Type { base, nullable };
        Ok(Typed { at, ty, name })
    }
}
