//! What has to be looked up before edits can be worked on.

use super::{bench::Order, known::Pointers, slug};
use crate::domain::{offering, patch::Patch};

/// Everything that edits point to, and the names that they give.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) pointers: Pointers,
    pub(super) slugs: Vec<String>,
    pub(super) programmes: Vec<String>,
    pub(super) offerings: Vec<String>,
}

impl Wanted {
    pub(super) fn add(&mut self, order: &Order) {
        let edit = &order.edit;
        let before = order.before.as_ref().map(|whole| &whole.row);
        match (&edit.slug, before) {
            (Patch::Set(slug), _) => self.slugs.push(slug.clone()),
            (_, None) => self.slugs.extend(slug::of(edit)),
            _ => {}
        }
        if let Patch::Set(external) = &edit.external_id
            && before.and_then(|row| row.external_id.as_ref()) != Some(external)
        {
            self.programmes.push(external.clone());
        }
        if let Patch::Set(provider) = &edit.provider {
            self.pointers.providers.insert(*provider);
        }
        if let Patch::Set(alliances) = &edit.alliances {
            self.pointers.alliances.extend(alliances);
        }
        self.pointers.codes.extend(edit.codes.named());
        for named in &edit.offerings {
            self.add_offering(&named.edit);
        }
    }

    pub(super) fn add_offering(&mut self, edit: &offering::Edit) {
        if let Patch::Set(space) = &edit.space {
            self.pointers.spaces.insert(*space);
        }
        if let Patch::Set(platform) = &edit.platform {
            self.pointers.platforms.insert(*platform);
        }
        if let Patch::Set(external) = &edit.external_id {
            self.offerings.push(external.clone());
        }
    }
}
