//! The kinds that can be searched, and where their entries are.

use entity::values::SubjectKind;

use super::{cursor::Place, statement::Rank};

/// The kinds that can be searched, in the order in which hits are listed.
pub const KINDS: [SubjectKind; 5] = [
    SubjectKind::City,
    SubjectKind::Alliance,
    SubjectKind::Organisation,
    SubjectKind::LearningSpace,
    SubjectKind::Programme,
];

/// How many places a kind takes, as the migration of the table has it.
const OF_A_KIND: i64 = 1 << 40;

/// Places from `low` to `high`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) low: i64,
    pub(super) high: i64,
}

/// Programmes are most of the entries, so that the others have indexes of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Cities, alliances, organisations and learning spaces.
    Others,
    Programmes,
}

impl Span {
    /// The first place behind those of programmes, as the migration of the indexes has it.
    pub(super) const PROGRAMMES_END: i64 = OF_A_KIND * 2;

    /// What it has of either part, in the order of the list.
    pub(super) fn parts(self) -> impl Iterator<Item = (Part, Self)> {
        let others = Self {
            low: self.low.max(Self::PROGRAMMES_END),
            ..self
        };
        let programmes = Self {
            high: self.high.min(Self::PROGRAMMES_END - 1),
            ..self
        };
        let parts = [(Part::Others, others), (Part::Programmes, programmes)];
        parts.into_iter().filter(|(_, span)| span.low <= span.high)
    }

    /// What is left of it behind a place of the list; nothing if nothing is.
    pub(super) fn behind(self, rank: Rank, after: Option<&Place>) -> Option<Self> {
        let high = match after {
            Some(after) if rank < after.rank => return None,
            Some(after) if rank == after.rank => self.high.min(after.place - 1),
            _ => self.high,
        };
        (self.low <= high).then_some(Self { high, ..self })
    }
}

/// The spans of these kinds in the order of the list; of all kinds if none is named.
pub(super) fn spans(kinds: &[SubjectKind]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (kind, number) in KINDS.into_iter().zip((1..=KINDS.len()).rev()) {
        if !kinds.is_empty() && !kinds.contains(&kind) {
            continue;
        }
        let low = OF_A_KIND * i64::try_from(number).unwrap_or_default();
        match spans.last_mut() {
            Some(above) if above.low == low + OF_A_KIND => above.low = low,
            _ => spans.push(Span {
                low,
                high: low + OF_A_KIND - 1,
            }),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_kinds_are_one_span() {
        let all = Span {
            low: OF_A_KIND,
            high: OF_A_KIND * 6 - 1,
        };
        assert_eq!(spans(&[]), [all]);
        assert_eq!(spans(&KINDS), [all]);
        let apart = [SubjectKind::Programme, SubjectKind::City];
        assert_eq!(spans(&apart).len(), 2);
        assert_eq!(spans(&[SubjectKind::Offering]), []);
    }

    #[test]
    fn a_span_has_two_parts_at_most() {
        let parts = |kinds: &[SubjectKind]| {
            let spans = spans(kinds).into_iter().flat_map(Span::parts);
            spans.map(|(part, _)| part).collect::<Vec<_>>()
        };
        assert_eq!(parts(&[]), [Part::Others, Part::Programmes]);
        assert_eq!(parts(&[SubjectKind::Programme]), [Part::Programmes]);
        assert_eq!(parts(&[SubjectKind::LearningSpace]), [Part::Others]);
    }

    #[test]
    fn a_better_rank_has_nothing_behind_a_place() {
        let span = Span { low: 1, high: 9 };
        let after = Place {
            rank: Rank::Title,
            place: 5,
        };
        assert_eq!(span.behind(Rank::Name, Some(&after)), None);
        let rest = Span { low: 1, high: 4 };
        assert_eq!(span.behind(Rank::Title, Some(&after)), Some(rest));
        assert_eq!(span.behind(Rank::Body, Some(&after)), Some(span));
    }
}
