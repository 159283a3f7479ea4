//! The grammar of documents, from the top down to their selections.
//!
//! It goes as deep as brackets do: the preflight has counted them.

use async_graphql::{Pos, parser::types::OperationType};

use super::{
    SyntaxError,
    document::{
        Directive, Document, Field, Fragment, Inline, Operation, Selection, Selections, Spread,
        Variable, Word,
    },
    places::Places,
    tokens::{self, Kind, Token},
};

type Result<T> = std::result::Result<T, SyntaxError>;

/// Characters of a token that an error shows.
const SHOWN: usize = 40;

/// Reads a document.
pub(in crate::graphql) fn parse(text: &str) -> Result<Document<'_>> {
    let mut parser = Parser::new(text);
    let mut document = Document::default();
    loop {
        parser.definition(&mut document)?;
        if parser.token.kind == Kind::End {
            return Ok(document);
        }
    }
}

/// A text, and the token that comes next.
pub(super) struct Parser<'a> {
    text: &'a str,
    pub(super) token: Token,
    pub(super) at: Pos,
    places: Places,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        let mut places = Places::begin();
        let token = tokens::next(text, 0);
        Self {
            at: places.of(text, token.start),
            text,
            token,
            places,
        }
    }

    pub(super) fn advance(&mut self) {
        self.token = tokens::next(self.text, self.token.end);
        self.at = self.places.of(self.text, self.token.start);
    }

    /// The text of the token that comes next.
    pub(super) fn word(&self) -> &'a str {
        &self.text[self.token.start..self.token.end]
    }

    /// Something else than what had to come.
    pub(super) fn wanted<T>(&self, what: &str) -> Result<T> {
        let found = match self.token.kind {
            Kind::End => "it ends".to_owned(),
            _ => format!(
                "`{}` stands",
                self.word().chars().take(SHOWN).collect::<String>()
            ),
        };
        self.refuse(&format!("{found} where {what} has to be."))
    }

    pub(super) fn refuse<T>(&self, message: &str) -> Result<T> {
        Err(SyntaxError {
            at: self.at,
            message: message.to_owned(),
        })
    }

    pub(super) fn is(&self, punctuator: &str) -> bool {
        matches!(self.token.kind, Kind::Punctuator | Kind::Spread) && self.word() == punctuator
    }

    /// Whether this came, and was taken.
    pub(super) fn takes(&mut self, punctuator: &str) -> bool {
        let is_here = self.is(punctuator);
        if is_here {
            self.advance();
        }
        is_here
    }

    pub(super) fn expect(&mut self, punctuator: &str) -> Result<()> {
        if self.takes(punctuator) {
            Ok(())
        } else {
            self.wanted(&format!("`{punctuator}`"))
        }
    }

    fn is_keyword(&self, keyword: &str) -> bool {
        self.token.kind == Kind::Name && self.word() == keyword
    }

    pub(super) fn name(&mut self) -> Result<Word<'a>> {
        if self.token.kind != Kind::Name {
            return self.wanted("a name");
        }
        let (at, text) = (self.at, self.word());
        self.advance();
        Ok(Word { at, text })
    }

    /// One or more of these, with something before and behind them.
    pub(super) fn some<T>(
        &mut self,
        (open, close): (&str, &str),
        item: impl Fn(&mut Self) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.expect(open)?;
        let mut items = vec![item(self)?];
        while !self.takes(close) {
            items.push(item(self)?);
        }
        Ok(items)
    }

    /// The same, or nothing of it.
    pub(super) fn perhaps<T>(
        &mut self,
        around: (&str, &str),
        item: impl Fn(&mut Self) -> Result<T>,
    ) -> Result<Vec<T>> {
        if self.is(around.0) {
            self.some(around, item)
        } else {
            Ok(Vec::new())
        }
    }

    fn definition(&mut self, document: &mut Document<'a>) -> Result<()> {
        let at = self.at;
        let is_described = self.skip_description()?;
        if self.is_keyword("fragment") {
            document.fragments.push(self.fragment(at)?);
        } else if is_described && self.is("{") {
            return self
                .refuse("an operation that is described says `query` before its selection.");
        } else {
            document.operations.push(self.operation(at)?);
        }
        Ok(())
    }

    /// A description is for those who read the document.
    fn skip_description(&mut self) -> Result<bool> {
        let is_here = matches!(self.token.kind, Kind::Text | Kind::Block);
        if is_here {
            self.text()?;
        }
        Ok(is_here)
    }

    fn operation(&mut self, at: Pos) -> Result<Operation<'a>> {
        let mut operation = Operation {
            at,
            kind: OperationType::Query,
            name: None,
            variables: Vec::new(),
            directives: Vec::new(),
            selections: Selections {
                at,
                items: Vec::new(),
            },
        };
        if !self.is("{") {
            operation.kind = self.kind()?;
            if self.token.kind == Kind::Name {
                operation.name = Some(self.name()?);
            }
            operation.variables = self.perhaps(("(", ")"), Self::variable)?;
            operation.directives = self.directives(Self::value)?;
        }
        operation.selections = self.selections()?;
        Ok(operation)
    }

    fn kind(&mut self) -> Result<OperationType> {
        let kind = match self.word() {
            "query" => OperationType::Query,
            "mutation" => OperationType::Mutation,
            "subscription" => OperationType::Subscription,
            _ => return self.wanted("an operation or a fragment"),
        };
        self.advance();
        Ok(kind)
    }

    fn variable(&mut self) -> Result<Variable<'a>> {
        let at = self.at;
        self.skip_description()?;
        self.expect("$")?;
        let name = self.name()?;
        self.expect(":")?;
        let ty = self.ty()?;
        let default = self.takes("=").then(|| self.constant()).transpose()?;
        let directives = self.directives(Self::constant)?;
        Ok(Variable {
            at,
            name,
            ty,
            default,
            directives,
        })
    }

    fn fragment(&mut self, at: Pos) -> Result<Fragment<'a>> {
        self.advance();
        if self.is_keyword("on") {
            return self.wanted("the name of a fragment");
        }
        let name = self.name()?;
        if !self.is_keyword("on") {
            return self.wanted("`on`");
        }
        self.advance();
        Ok(Fragment {
            at,
            name,
            on: self.name()?,
            directives: self.directives(Self::value)?,
            selections: self.selections()?,
        })
    }

    fn selections(&mut self) -> Result<Selections<'a>> {
        let at = self.at;
        let items = self.some(("{", "}"), Self::selection)?;
        Ok(Selections { at, items })
    }

    fn selection(&mut self) -> Result<Selection<'a>> {
        let at = self.at;
        if self.takes("...") {
            self.behind_spread(at)
        } else {
            self.field().map(Selection::Field)
        }
    }

    fn behind_spread(&mut self, at: Pos) -> Result<Selection<'a>> {
        if self.token.kind == Kind::Name && !self.is_keyword("on") {
            return Ok(Selection::Spread(Spread {
                at,
                name: self.name()?,
                directives: self.directives(Self::value)?,
            }));
        }
        let on = if self.is_keyword("on") {
            self.advance();
            Some(self.name()?)
        } else {
            None
        };
        Ok(Selection::Inline(Inline {
            at,
            on,
            directives: self.directives(Self::value)?,
            selections: self.selections()?,
        }))
    }

    fn field(&mut self) -> Result<Field<'a>> {
        let first = self.name()?;
        let (alias, name) = if self.takes(":") {
            (Some(first), self.name()?)
        } else {
            (None, first)
        };
        Ok(Field {
            at: first.at,
            alias,
            name,
            arguments: self.perhaps(("(", ")"), |parser| parser.argument(Self::value))?,
            directives: self.directives(Self::value)?,
            selections: self.is("{").then(|| self.selections()).transpose()?,
        })
    }

    fn directives(
        &mut self,
        value: fn(&mut Self) -> Result<super::Literal<'a>>,
    ) -> Result<Vec<Directive<'a>>> {
        let mut directives = Vec::new();
        while self.is("@") {
            let at = self.at;
            self.advance();
            directives.push(Directive {
                at,
                name: self.name()?,
                arguments: self.perhaps(("(", ")"), |parser| parser.argument(value))?,
            });
        }
        Ok(directives)
    }
}
