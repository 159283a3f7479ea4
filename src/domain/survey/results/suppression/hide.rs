//! Leaving out: what is hidden is gone, and says that it is.

use entity::survey_result::{
    Breakdown, Distribution, GroupResult, OptionResult, QuestionResult, Statistics, Withheld,
};

/// Something of which numbers can be left out.
pub(super) trait Hide {
    /// Leaves out all of its numbers.
    fn hide(&mut self, why: Withheld);
}

impl Hide for OptionResult {
    fn hide(&mut self, why: Withheld) {
        self.count = None;
        self.share = None;
        self.withheld = Some(why);
    }
}

impl Hide for Distribution {
    fn hide(&mut self, why: Withheld) {
        self.answered = None;
        hide_options(self, why);
        self.statistics = Statistics::default();
        self.withheld = Some(why);
    }
}

impl Hide for GroupResult {
    fn hide(&mut self, why: Withheld) {
        self.answered = None;
        self.withheld = Some(why);
        for distribution in &mut self.distributions {
            distribution.hide(why);
        }
    }
}

impl Hide for Breakdown {
    fn hide(&mut self, why: Withheld) {
        self.groups.clear();
        self.withheld = Some(why);
    }
}

impl Hide for QuestionResult {
    fn hide(&mut self, why: Withheld) {
        self.answered = None;
        self.skipped = None;
        self.withheld = Some(why);
        for distribution in &mut self.distributions {
            distribution.hide(why);
        }
        for breakdown in &mut self.breakdowns {
            breakdown.hide(why);
        }
    }
}

/// Leaves out these options, and with them whatever would tell of them.
pub(super) fn hide_some(distribution: &mut Distribution, is_hidden: impl Fn(usize) -> bool) {
    let options = distribution.options.iter_mut().enumerate();
    let mut has_gap = false;
    for (_, option) in options.filter(|(place, _)| is_hidden(*place)) {
        option.hide(Withheld::Protected);
        has_gap = true;
    }
    if has_gap {
        distribution.statistics = Statistics::default();
        distribution.withheld = Some(Withheld::Protected);
    }
}

fn hide_options(distribution: &mut Distribution, why: Withheld) {
    for option in &mut distribution.options {
        option.hide(why);
    }
}

/// Whether something is left out.
pub(super) fn has_gap(distribution: &Distribution) -> bool {
    distribution.withheld.is_some()
}

/// Whether something is left out for one of the groups, or all of it.
pub(super) fn has_gaps(breakdown: &Breakdown) -> bool {
    let mut groups = breakdown.groups.iter();
    breakdown.withheld.is_some()
        || groups.any(|group| group.withheld.is_some() || group.distributions.iter().any(has_gap))
}
