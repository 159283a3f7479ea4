//! The short name of a programme in addresses, when its city gives none.

use super::edit::Edit;
use crate::domain::{patch::Patch, slug::from_text};

/// A slug made of the first title that has one, else of the external id.
pub(super) fn of(edit: &Edit) -> Option<String> {
    let titles = match &edit.title {
        Patch::Set(texts) => texts.0.as_slice(),
        Patch::Keep | Patch::Clear => &[],
    };
    let titles = titles.iter().filter_map(|(_, title)| title.as_deref());
    let external = match &edit.external_id {
        Patch::Set(external) => Some(external.as_str()),
        Patch::Keep | Patch::Clear => None,
    };
    titles.chain(external).find_map(from_text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::patch::Texts;

    fn slug(titles: &[&str], external: Option<&str>) -> Option<String> {
        let texts = titles
            .iter()
            .map(|title| ("en".to_owned(), Some((*title).to_owned())));
        of(&Edit {
            title: Patch::Set(Texts(texts.collect())),
            external_id: external.map_or(Patch::Keep, |id| Patch::Set(id.to_owned())),
            ..Edit::default()
        })
    }

    #[test]
    fn a_title_without_a_slug_leaves_it_to_what_comes_behind() {
        let made = |titles: &[&str], external| slug(titles, external).unwrap_or_default();
        assert_eq!(made(&["하남 AI 강좌", "AI for all"], None), "ai-for-all");
        assert_eq!(made(&["하남 강좌"], Some("LLL/2026 7")), "lll-2026-7");
        assert_eq!(slug(&["하남 강좌"], None), None);
    }
}
