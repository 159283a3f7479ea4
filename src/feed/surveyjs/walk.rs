//! The parts of a form in the order in which people see them.

use serde_json::Value;

use super::{
    SEGMENTS,
    object::{Object, get, list, said, word},
    properties::{PAGE, SURVEY},
    remarks::Remarks,
    sorting::sort,
};
use crate::domain::patch::Texts;

/// Panels within panels.
const DEPTH: usize = 10;
/// More parts than a survey may have questions.
const MOST: usize = 400;

/// A condition, and where it stands.
#[derive(Clone)]
pub(super) struct Shown<'a> {
    pub(super) at: String,
    pub(super) expression: &'a str,
}

/// What stands on a page.
pub(super) enum What<'a> {
    /// What a page or a panel says of itself.
    Heading { title: Texts, name: &'a str },
    /// A question, or a text between questions.
    Element(&'a Object),
    /// A question about the respondent.
    Segment(&'a Object),
}

pub(super) struct Part<'a> {
    pub(super) at: String,
    pub(super) what: What<'a>,
    pub(super) shown: Vec<Shown<'a>>,
}

pub(super) struct Walk<'a, 'r> {
    pub(super) locale: &'a str,
    pub(super) parts: Vec<Part<'a>>,
    pub(super) remarks: &'r mut Remarks,
}

impl<'a> Walk<'a, '_> {
    /// All parts of a form.
    pub(super) fn form(&mut self, form: &'a Object) {
        sort(form, &[&SURVEY], self.remarks);
        self.elements(form, "", &[], false);
        for (place, page) in list(form, &["pages"], self.remarks).iter().enumerate() {
            self.page(page, &format!("pages.{place}"));
        }
    }

    fn page(&mut self, page: &'a Value, at: &str) {
        let Some(page) = page.as_object() else {
            return self.remarks.refuse(at, "no object");
        };
        let is_about_people = page.get("name").is_some_and(|name| name == SEGMENTS);
        self.panel(page, at, &[], is_about_people);
    }

    /// A page or a panel: its conditions are those of all that is in it.
    fn panel(&mut self, panel: &'a Object, at: &str, around: &[Shown<'a>], is_about_people: bool) {
        let mut found = Remarks::default();
        sort(panel, &[&PAGE], &mut found);
        let name = word(panel, &["name"], &mut found).unwrap_or_default();
        let title = heading(panel, self.locale, &mut found);
        let own = condition(panel, at, &mut found);
        self.remarks.extend_at(at, found);
        let shown: Vec<_> = around.iter().cloned().chain(own).collect();
        if let Some(title) = title {
            self.parts.push(Part {
                at: at.to_owned(),
                what: What::Heading { title, name },
                shown: shown.clone(),
            });
        }
        self.elements(panel, at, &shown, is_about_people);
    }

    fn elements(
        &mut self,
        panel: &'a Object,
        at: &str,
        shown: &[Shown<'a>],
        is_about_people: bool,
    ) {
        let mut found = Remarks::default();
        let names = ["elements", "questions"];
        let elements = list(panel, &names, &mut found);
        let property = get(panel, &names).map_or("elements", |(name, _)| name);
        self.remarks.extend_at(at, found);
        for (place, element) in elements.iter().enumerate() {
            let at = format!("{at}.{property}.{place}");
            self.element(element, at.trim_start_matches('.'), shown, is_about_people);
        }
    }

    fn element(
        &mut self,
        element: &'a Value,
        at: &str,
        around: &[Shown<'a>],
        is_about_people: bool,
    ) {
        if self.parts.len() >= MOST {
            return;
        }
        let Some(element) = element.as_object() else {
            return self.remarks.refuse(at, "no object");
        };
        if element.get("type").is_some_and(|tag| tag == "panel") {
            if at.matches('.').count() > 2 * DEPTH {
                return self.remarks.refuse(at, "too deep");
            }
            return self.panel(element, at, around, is_about_people);
        }
        let mut found = Remarks::default();
        let own = condition(element, at, &mut found);
        self.remarks.extend_at(at, found);
        self.parts.push(Part {
            at: at.to_owned(),
            what: if is_about_people {
                What::Segment(element)
            } else {
                What::Element(element)
            },
            shown: around.iter().cloned().chain(own).collect(),
        });
    }
}

fn condition<'a>(part: &'a Object, at: &str, found: &mut Remarks) -> Option<Shown<'a>> {
    let expression = word(part, &["visibleIf"], found)?;
    Some(Shown {
        at: format!("{at}.visibleIf"),
        expression,
    })
}

/// Title and description as one text.
fn heading(panel: &Object, locale: &str, found: &mut Remarks) -> Option<Texts> {
    let title = said(panel, (&["title"], locale), found);
    let description = said(panel, (&["description"], locale), found);
    let Some(mut title) = title else {
        return description;
    };
    for (tag, more) in description.into_iter().flat_map(|texts| texts.0) {
        match title.0.iter_mut().find(|(known, _)| *known == tag) {
            Some((_, Some(words))) => {
                words.push('\n');
                words.push_str(&more.unwrap_or_default());
            }
            _ => title.0.push((tag, more)),
        }
    }
    Some(title)
}
