//! What there is instead of what somebody asked for.

/// Names that are told when there are more.
const TOLD: usize = 6;
/// So many names are all told.
const FEW: usize = 12;
/// Letters of a name that are compared.
const LETTERS: usize = 40;

/// A sentence with the names that there are, the likeliest first, such as ` It has
/// `slug`, `name` and 12 more.`
pub(super) fn hint<'n>(
    begin: &str,
    wanted: &str,
    names: impl Iterator<Item = &'n String>,
) -> String {
    let mut names: Vec<_> = names.map(String::as_str).collect();
    names.sort_unstable_by_key(|name| (usize::MAX - likeness(wanted, name), *name));
    let count = if names.len() > FEW { TOLD } else { names.len() };
    let told: Vec<_> = names[..count]
        .iter()
        .map(|name| format!("`{name}`"))
        .collect();
    match (told.as_slice(), names.len() - count) {
        ([], _) => String::new(),
        ([only], 0) => format!(" {begin} {only}."),
        ([others @ .., last], 0) => format!(" {begin} {} and {last}.", others.join(", ")),
        (_, more) => format!(" {begin} {} and {more} more.", told.join(", ")),
    }
}

/// How much a name looks like another: by how it begins, or by what is in it.
fn likeness(wanted: &str, name: &str) -> usize {
    let wanted: String = wanted
        .chars()
        .take(LETTERS)
        .collect::<String>()
        .to_lowercase();
    let name = name.to_lowercase();
    let pairs = wanted.chars().zip(name.chars());
    let shared = pairs.take_while(|(one, other)| one == other).count();
    let is_inside = name.len() > 1 && (wanted.contains(&name) || name.contains(&wanted));
    shared
        + if is_inside {
            name.len().min(wanted.len())
        } else {
            0
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(wanted: &str, names: &[&str]) -> String {
        let names: Vec<_> = names.iter().map(ToString::to_string).collect();
        hint("It has", wanted, names.iter())
    }

    #[test]
    fn the_likeliest_names_come_first() {
        assert_eq!(told("x", &[]), "");
        assert_eq!(told("x", &["slug"]), " It has `slug`.");
        assert_eq!(
            told("cityId", &["and", "city", "slug"]),
            " It has `city`, `and` and `slug`."
        );
        let many: Vec<String> = (0..20).map(|number| format!("field{number}")).collect();
        let many: Vec<&str> = many
            .iter()
            .map(String::as_str)
            .chain(["startDate"])
            .collect();
        assert!(told("start", &many).starts_with(" It has `startDate`, "));
        assert!(told("start", &many).ends_with(" and 15 more."));
    }
}
