//! The offering of a row: where, for how many, and on what terms.

use entity::values::{ApplicationChannel, DeliveryMode};

use super::{Column, Reader, flat, korean, said, website};
use crate::domain::{
    course::{amount, words, write::FREE},
    offering::{self, Price},
    patch::Patch,
    problem::Complaint,
};

impl Reader<'_> {
    pub(super) fn offering(&mut self) -> offering::Edit {
        let mut edit = offering::Edit::default();
        if self.says_new(&[Column::Instructor]) {
            let name = self.course.said(Column::Instructor).map(str::to_owned);
            // Files are passed on without the names: that takes none away.
            edit.instructor_name = name.map_or(Patch::Keep, Patch::Set);
        }
        self.mode(&mut edit);
        self.place(&mut edit);
        self.enrolment(&mut edit);
        self.price(&mut edit);
        self.times(&mut edit);
        if self.says_new(&[Column::Capacity]) {
            let room = self.value(Column::Capacity, amount::room, || Complaint::not_as(20));
            edit.capacity = flat(room).into_patch();
        }
        edit
    }

    fn mode(&mut self, edit: &mut offering::Edit) {
        if !self.says_new(&[Column::Mode, Column::Website]) {
            return;
        }
        let mode = self.meant(Column::Mode);
        let word = mode.as_deref().map(words::mode);
        let mode = word.flatten();
        match word {
            None => self.refuse(Column::Mode, Complaint::required()),
            Some(None) => self.refuse(Column::Mode, Complaint::no_such_word(words::modes())),
            Some(Some(_)) => {}
        }
        if self.says_new(&[Column::Mode]) {
            edit.delivery_mode = mode.map_or(Patch::Keep, Patch::Set);
        }
        let has_address = self.there.is_some_and(|there| {
            let row = &there.run.row;
            row.platform_id.is_some()
                || row.virtual_url.is_some() && row.virtual_url != there.whole.row.website
        });
        if mode == Some(DeliveryMode::Online) && !has_address {
            let address = website(self.course[Column::Website].trim());
            edit.virtual_url = address.map_or(Patch::Keep, Patch::Set);
        }
    }

    fn place(&mut self, edit: &mut offering::Edit) {
        if !self.says_new(&[Column::Place, Column::Address, Column::Mode]) {
            return;
        }
        let place = self.course.said(Column::Place);
        let space = place.and_then(|place| self.around.space_named(place));
        let mode = self.meant(Column::Mode);
        let mode = mode.as_deref().and_then(words::mode);
        let is_onsite = mode == Some(DeliveryMode::Onsite);
        let address = || {
            is_onsite
                .then(|| self.course.said(Column::Address))
                .flatten()
        };
        let venue = if space.is_some() {
            None
        } else {
            place.or_else(address)
        };
        edit.space = said(space);
        edit.venue = match venue {
            Some(venue) => korean(Some(venue)),
            None => Patch::Clear,
        };
    }

    fn enrolment(&mut self, edit: &mut offering::Edit) {
        if self.says_new(&[Column::EnrolmentOpens, Column::EnrolmentCloses]) {
            self.enrolment_days(edit);
        }
        if self.says_new(&[Column::Channels]) {
            edit.application_channels = self.channels();
        }
        if self.says_new(&[Column::Selection]) {
            let complaint = || Complaint::no_such_word(words::selections());
            let selection = self.value(Column::Selection, words::selection, complaint);
            edit.selection_method = selection.into_patch();
        }
    }

    /// From when to when one can enrol, or that one always can.
    fn enrolment_days(&mut self, edit: &mut offering::Edit) {
        let days = [Column::EnrolmentOpens, Column::EnrolmentCloses];
        let is_always = |text: Option<String>| text.is_some_and(|text| words::is_always(&text));
        if days.iter().any(|day| is_always(self.meant(*day))) {
            edit.always_open = Patch::Set(true);
            (edit.enrolment_opens, edit.enrolment_closes) = (Patch::Clear, Patch::Clear);
            return;
        }
        let opens = self.day(Column::EnrolmentOpens);
        let closes = self.last_day(Column::EnrolmentCloses);
        let closes = self.in_order(Column::EnrolmentCloses, &opens, closes);
        if days.iter().any(|day| self.meant(*day).is_some()) {
            edit.always_open = Patch::Set(false);
        }
        edit.enrolment_opens = opens.into_patch();
        edit.enrolment_closes = closes.into_patch();
    }

    fn channels(&mut self) -> Patch<Vec<ApplicationChannel>> {
        let Some(text) = self.meant(Column::Channels) else {
            return Patch::Clear;
        };
        let (channels, others) = words::channels(&text);
        if channels.is_empty() {
            let words = words::all_channels();
            self.warn(Column::Channels, Complaint::no_such_word(words));
            return Patch::Keep;
        }
        if !others.is_empty() {
            let known = words::channel_words(&channels);
            self.warn(Column::Channels, Complaint::taken_in_part(known, &text));
        }
        Patch::Set(channels)
    }

    /// A price of 0 is a price: whether the course is free is for people to say.
    fn price(&mut self, edit: &mut offering::Edit) {
        if !self.says_new(&[Column::Price]) {
            return;
        }
        let text = self.course.said(Column::Price);
        let won = self.meant(Column::Price);
        let won =
            won.and_then(|text| amount::number(text.trim_start_matches(['₩', '\\']), &['원']));
        let is_free = text == Some(FREE);
        edit.price = said(won.map(|won| Price {
            amount: won.to_string(),
            currency: "KRW".to_owned(),
        }));
        edit.is_free = said(is_free.then_some(true));
        edit.price_text = match text.filter(|_| won.is_none() && !is_free) {
            Some(words) => korean(Some(words)),
            None => Patch::Clear,
        };
    }
}
