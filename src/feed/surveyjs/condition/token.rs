//! The words and signs of an expression.

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// `{name}`
    Name(String),
    /// A text in quotes.
    Text(String),
    Number(f64),
    True,
    False,
    Operator(Operator),
    And,
    Or,
    Not,
    /// One of `(`, `)`, `[`, `]` and `,`.
    Sign(char),
}

/// How an answer is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    AnyOf,
    AllOf,
    Contains,
    NotEmpty,
    /// What conditions here cannot say.
    Foreign,
}

/// Operators in signs, the longer ones first.
const SIGNS: [(&str, Token); 11] = [
    ("<>", Token::Operator(Operator::NotEqual)),
    ("!=", Token::Operator(Operator::NotEqual)),
    (">=", Token::Operator(Operator::AtLeast)),
    ("<=", Token::Operator(Operator::AtMost)),
    ("==", Token::Operator(Operator::Equal)),
    ("=", Token::Operator(Operator::Equal)),
    (">", Token::Operator(Operator::Greater)),
    ("<", Token::Operator(Operator::Less)),
    ("&&", Token::And),
    ("||", Token::Or),
    ("!", Token::Not),
];

/// Operators in words; they may be written in capitals.
const WORDS: [(&str, Token); 23] = [
    ("and", Token::And),
    ("or", Token::Or),
    ("not", Token::Not),
    ("true", Token::True),
    ("false", Token::False),
    ("equal", Token::Operator(Operator::Equal)),
    ("notequal", Token::Operator(Operator::NotEqual)),
    ("greater", Token::Operator(Operator::Greater)),
    ("less", Token::Operator(Operator::Less)),
    ("greaterorequal", Token::Operator(Operator::AtLeast)),
    ("lessorequal", Token::Operator(Operator::AtMost)),
    ("anyof", Token::Operator(Operator::AnyOf)),
    ("allof", Token::Operator(Operator::AllOf)),
    ("contains", Token::Operator(Operator::Contains)),
    ("contain", Token::Operator(Operator::Contains)),
    ("notempty", Token::Operator(Operator::NotEmpty)),
    ("empty", Token::Operator(Operator::Foreign)),
    ("noneof", Token::Operator(Operator::Foreign)),
    ("notcontains", Token::Operator(Operator::Foreign)),
    ("notcontain", Token::Operator(Operator::Foreign)),
    ("startswith", Token::Operator(Operator::Foreign)),
    ("endswith", Token::Operator(Operator::Foreign)),
    ("in", Token::Operator(Operator::AnyOf)),
];

/// More than all conditions that a question may have.
const MOST: usize = 5_000;

/// The tokens of an expression; nothing when it has others than these.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if tokens.len() >= MOST {
            return None;
        }
        let (token, behind) = match first {
            '{' => named(&rest[1..])?,
            '\'' | '"' => quoted(&rest[1..], first)?,
            '(' | ')' | '[' | ']' | ',' => (Token::Sign(first), &rest[1..]),
            '0'..='9' | '-' | '.' => number(rest)?,
            letter if letter.is_ascii_alphabetic() => word(rest)?,
            _ => sign(rest)?,
        };
        tokens.push(token);
        rest = behind.trim_start();
    }
    Some(tokens)
}

fn named(text: &str) -> Option<(Token, &str)> {
    let (name, rest) = text.split_once('}')?;
    Some((Token::Name(name.trim().to_owned()), rest))
}

/// A quote inside of a text has a stroke before it.
fn quoted(text: &str, quote: char) -> Option<(Token, &str)> {
    let mut words = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => words.push(letters.next()?.1),
            letter if letter == quote => {
                return Some((Token::Text(words), &text[at + quote.len_utf8()..]));
            }
            letter => words.push(letter),
        }
    }
    None
}

fn number(text: &str) -> Option<(Token, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let number: f64 = text[..end].parse().ok()?;
    number
        .is_finite()
        .then_some((Token::Number(number), &text[end..]))
}

fn word(text: &str) -> Option<(Token, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    let mut words = WORDS.iter();
    let (_, token) = words.find(|(known, _)| word.eq_ignore_ascii_case(known))?;
    Some((token.clone(), rest))
}

fn sign(text: &str) -> Option<(Token, &str)> {
    let mut signs = SIGNS.iter();
    signs.find_map(|(sign, token)| Some((token.clone(), text.strip_prefix(sign)?)))
}
