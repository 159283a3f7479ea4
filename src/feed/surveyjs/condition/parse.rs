//! The tree of an expression.

use super::token::{Operator, Token, tokens};

/// Brackets within brackets.
const DEPTH: usize = 20;

#[derive(Debug, PartialEq)]
pub(super) enum Expression {
    /// Holds always.
    Always,
    Both(Vec<Expression>),
    Either(Vec<Expression>),
    Compare(Comparison),
}

/// An answer against something.
#[derive(Debug, PartialEq)]
pub(super) struct Comparison {
    pub(super) name: String,
    pub(super) operator: Operator,
    /// As the expression has them; a number in figures.
    pub(super) values: Vec<String>,
    /// Whether they stand in a list.
    pub(super) is_list: bool,
}

/// Parses an expression; nothing when it is more than comparisons of answers.
pub(super) fn parse(text: &str) -> Option<Expression> {
    let mut parser = Parser {
        tokens: tokens(text)?.into_iter().rev().collect(),
    };
    let tree = parser.either(0)?;
    parser.tokens.is_empty().then_some(tree)
}

struct Parser {
    /// What is still to be read, the next one last.
    tokens: Vec<Token>,
}

impl Parser {
    fn takes(&mut self, token: &Token) -> bool {
        let is_next = self.tokens.last() == Some(token);
        if is_next {
            self.tokens.pop();
        }
        is_next
    }

    fn either(&mut self, depth: usize) -> Option<Expression> {
        let mut ways = vec![self.both(depth)?];
        while self.takes(&Token::Or) {
            ways.push(self.both(depth)?);
        }
        Some(match ways.len() {
            1 => ways.remove(0),
            _ => Expression::Either(ways),
        })
    }

    fn both(&mut self, depth: usize) -> Option<Expression> {
        let mut parts = vec![self.one(depth)?];
        while self.takes(&Token::And) {
            parts.push(self.one(depth)?);
        }
        Some(match parts.len() {
            1 => parts.remove(0),
            _ => Expression::Both(parts),
        })
    }

    fn one(&mut self, depth: usize) -> Option<Expression> {
        if self.takes(&Token::Sign('(')) {
            let inner = (depth < DEPTH).then(|| self.either(depth + 1))??;
            return self.takes(&Token::Sign(')')).then_some(inner);
        }
        match self.tokens.pop()? {
            Token::Name(name) => self.compared(name),
            Token::True if !matches!(self.tokens.last(), Some(Token::Operator(_))) => {
                Some(Expression::Always)
            }
            token => self.turned(&token),
        }
    }

    /// `{name} operator value`; a name alone is a yes.
    fn compared(&mut self, name: String) -> Option<Expression> {
        let Some(Token::Operator(operator)) = self.tokens.last().cloned() else {
            return Some(compare(
                name,
                Operator::Equal,
                (vec!["true".to_owned()], false),
            ));
        };
        self.tokens.pop();
        let values = match operator {
            Operator::NotEmpty => (Vec::new(), false),
            _ => self.values()?,
        };
        Some(compare(name, operator, values))
    }

    /// `value operator {name}`
    fn turned(&mut self, token: &Token) -> Option<Expression> {
        let value = value(token)?;
        let Token::Operator(operator) = self.tokens.pop()? else {
            return None;
        };
        let operator = match operator {
            Operator::Less => Operator::Greater,
            Operator::AtMost => Operator::AtLeast,
            Operator::Greater => Operator::Less,
            Operator::AtLeast => Operator::AtMost,
            same @ (Operator::Equal | Operator::NotEqual) => same,
            _ => return None,
        };
        match self.tokens.pop()? {
            Token::Name(name) => Some(compare(name, operator, (vec![value], false))),
            _ => None,
        }
    }

    fn values(&mut self) -> Option<(Vec<String>, bool)> {
        if !self.takes(&Token::Sign('[')) {
            let token = self.tokens.pop()?;
            return Some((vec![value(&token)?], false));
        }
        let mut values = Vec::new();
        loop {
            let token = self.tokens.pop()?;
            values.push(value(&token)?);
            if self.takes(&Token::Sign(']')) {
                return Some((values, true));
            }
            self.takes(&Token::Sign(',')).then_some(())?;
        }
    }
}

fn compare(name: String, operator: Operator, (values, is_list): (Vec<String>, bool)) -> Expression {
    Expression::Compare(Comparison {
        name,
        operator,
        values,
        is_list,
    })
}

fn value(token: &Token) -> Option<String> {
    match token {
        Token::Text(text) => Some(text.clone()),
        Token::Number(number) => Some(number.to_string()),
        Token::True => Some("true".to_owned()),
        Token::False => Some("false".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_that_mean_the_same_are_the_same() {
        for (one, other) in [
            ("{a} = 1 AND {b} = 2", "{a}==1 && {b} equal '2'"),
            (
                "{a}=1 or {b}=2 and {c}=3",
                "{a} = 1 || ({b} = 2 and {c} = 3)",
            ),
            ("18 <= {age}", "{ age } greaterorequal 18"),
            ("{came}", "{came} = true"),
            ("{a} anyof ['it\\'s', 2]", "({a} anyOf [\"it's\",'2'])"),
        ] {
            assert_eq!(parse(one), parse(other), "{one} {other}");
            assert!(parse(one).is_some(), "{one}");
        }
        assert_eq!(parse("true"), Some(Expression::Always));
    }

    #[test]
    fn what_is_more_than_comparisons_is_none() {
        for text in [
            "",
            "!{a}",
            "not ({a} = 1)",
            "iif({a} = 1, 2, 3) = 3",
            "{a} = 'x' and",
            "{a} anyof ['x' 'y']",
            "{a} + 1 = 2",
            "{a} = {b}",
            "({a} = 1",
            "{a = 1",
            "age({born}) >= 18",
            "{a} = 1 {b} = 2",
            "1 = 1",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        let deep = format!("{}{{a}}{}", "(".repeat(10_000), ")".repeat(10_000));
        assert_eq!(parse(&deep), None);
    }
}
