//! Which directives may stand several times in one place.

use std::collections::HashSet;

use crate::graphql::syntax;

/// Their names. The library's parser of schemas says it of every directive.
pub(super) fn repeatable(sdl: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut words = syntax::words(sdl);
    while let Some(word) = words.next() {
        if word != "directive" || words.next() != Some("@") {
            continue;
        }
        let name = words.next();
        if behind_arguments(&mut words) == Some("repeatable") {
            found.extend(name.map(str::to_owned));
        }
    }
    found
}

fn behind_arguments<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut open = 0_u32;
    loop {
        match words.next()? {
            "(" => open += 1,
            ")" => open = open.saturating_sub(1),
            word if open == 0 => return Some(word),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_that_say_so_are_repeatable() {
        let sdl = "directive @a on FIELD directive @b(x: Int = 1) repeatable on FIELD
            directive @c(repeatable: [Int]) on FIELD \"directive @d repeatable on FIELD\" type T { directive: Int }";

        assert_eq!(repeatable(sdl), HashSet::from(["b".to_owned()]));
    }
}
