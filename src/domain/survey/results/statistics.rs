//! What counts say: shares, means and their kin, computed in whole numbers.

use std::fmt::Display;

use entity::{
    Localized,
    survey_content::{Choice, Question},
    survey_result::{Distribution, Label, OptionResult, Statistics},
    survey_tally_count::Count,
    values::QuestionKind as Kind,
};

use super::numbers::{Numbers, ratio};

/// How the answers to a question spread, each distribution by itself.
#[must_use]
pub fn distributions(question: &Question, count: &Count) -> Vec<Distribution> {
    match question.kind {
        Kind::SingleChoice | Kind::MultiChoice => vec![choices(question, count)],
        Kind::Likert | Kind::Rating | Kind::Nps => vec![scale(question, count)],
        Kind::YesNo => vec![spread(None, count.answered, yes_or_no(), |code| {
            times(count, code)
        })],
        Kind::MatrixSingle => matrix(question, count),
        Kind::Ranking => ranking(question, count),
        Kind::Number => vec![Distribution {
            statistics: Numbers::read(&count.values).statistics(),
            ..bare(count)
        }],
        Kind::Date | Kind::ShortText | Kind::LongText => vec![bare(count)],
        Kind::SectionText => Vec::new(),
    }
}

/// Where nothing is to be chosen: only how many answered.
fn bare(count: &Count) -> Distribution {
    Distribution {
        answered: Some(count.answered),
        ..Distribution::default()
    }
}

fn choices(question: &Question, count: &Count) -> Distribution {
    let options = question.options.iter().map(label).collect();
    spread(None, count.answered, options, |code| times(count, code))
}

fn scale(question: &Question, count: &Count) -> Distribution {
    let points = points(question);
    let codes = points.iter().map(|point| &point.code);
    let given = codes.map(|code| (code.clone(), times(count, code)));
    let statistics = Statistics {
        net_promoter_score: net_promoter_score(question.kind, count),
        ..Numbers::read(&given.collect()).statistics()
    };
    Distribution {
        statistics,
        ..spread(None, count.answered, points, |code| times(count, code))
    }
}

fn matrix(question: &Question, count: &Count) -> Vec<Distribution> {
    let rows = question.rows.iter().map(|row| {
        let at = |code: &str| times(count, &format!("{}\t{code}", row.code));
        let answered = question.options.iter().map(|option| at(&option.code)).sum();
        let options = question.options.iter().map(label).collect();
        spread(Some(label(row)), answered, options, at)
    });
    rows.collect()
}

fn ranking(question: &Question, count: &Count) -> Vec<Distribution> {
    let ranked = question.options.iter().map(|option| {
        let ranks: Vec<Label> = (1..=question.options.len()).map(number).collect();
        let at = |rank: &str| times(count, &format!("{}\t{rank}", option.code));
        let given = ranks.iter().map(|rank| (rank.code.clone(), at(&rank.code)));
        let mean_rank = Numbers::read(&given.collect()).statistics().mean;
        let statistics = Statistics {
            mean_rank,
            ..Statistics::default()
        };
        Distribution {
            statistics,
            ..spread(Some(label(option)), count.answered, ranks, at)
        }
    });
    ranked.collect()
}

fn spread(
    of: Option<Label>,
    answered: u64,
    options: Vec<Label>,
    count_of: impl Fn(&str) -> u64,
) -> Distribution {
    let options = options.into_iter().map(|option| {
        let count = count_of(&option.code);
        OptionResult {
            option,
            count: Some(count),
            share: ratio(i128::from(count) * 100, i128::from(answered), 1),
            withheld: None,
        }
    });
    Distribution {
        of,
        answered: Some(answered),
        options: options.collect(),
        ..Distribution::default()
    }
}

fn times(count: &Count, value: &str) -> u64 {
    count.values.get(value).copied().unwrap_or_default()
}

fn label(choice: &Choice) -> Label {
    Label {
        code: choice.code.clone(),
        label: choice.label.clone(),
    }
}

fn number(number: impl Display) -> Label {
    Label {
        code: number.to_string(),
        label: Localized::default(),
    }
}

fn yes_or_no() -> Vec<Label> {
    vec![number("YES"), number("NO")]
}

/// The points of a scale, with the labels that it gives them.
#[must_use]
pub fn points(question: &Question) -> Vec<Label> {
    let (least, most) = ends(question);
    let point = |point: i64| {
        let named = question.options.iter();
        let mut named = named.filter(|option| option.code == point.to_string());
        named.next().map_or_else(|| number(point), label)
    };
    (least..=most).map(point).collect()
}

/// The ends of a scale. Scales are short: nothing longer is taken for one.
#[must_use]
pub fn ends(question: &Question) -> (i64, i64) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the ends of a scale are small whole numbers"
    )]
    let end = |end: Option<f64>, usual: i64| end.map_or(usual, |end| end as i64);
    if question.kind == Kind::Nps {
        return (0, 10);
    }
    let least = end(question.min, 1);
    (least, end(question.max, 5).min(least.saturating_add(100)))
}

fn net_promoter_score(kind: Kind, count: &Count) -> Option<f64> {
    if kind != Kind::Nps {
        return None;
    }
    let sum = |points: std::ops::RangeInclusive<i32>| {
        let counts = points.map(|point| i128::from(times(count, &point.to_string())));
        counts.sum::<i128>()
    };
    let (promoters, detractors) = (sum(9..=10), sum(0..=6));
    ratio(
        (promoters - detractors) * 100,
        i128::from(count.answered),
        1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(answered: u64, values: &[(&str, u64)]) -> Count {
        let values = values.iter();
        Count {
            answered,
            skipped: 0,
            values: values.map(|(code, n)| ((*code).to_owned(), *n)).collect(),
        }
    }

    fn question(kind: &str, codes: &[&str]) -> Question {
        let choices = codes
            .iter()
            .map(|code| serde_json::json!({ "code": code, "label": { "en": code } }));
        let choices: Vec<_> = choices.collect();
        serde_json::from_value(serde_json::json!({
            "key": "q", "kind": kind, "text": { "en": "?" },
            "options": choices, "rows": choices,
        }))
        .unwrap()
    }

    #[test]
    fn shares_of_several_choices_are_of_respondents() {
        let count = counted(3, &[("art", 3), ("it", 1)]);
        let spread = &distributions(&question("MULTI_CHOICE", &["art", "it"]), &count)[0];
        let shares: Vec<_> = spread.options.iter().map(|option| option.share).collect();
        assert_eq!(shares, [Some(100.0), Some(33.3)]);
    }

    #[test]
    fn nobody_answered_is_no_share_and_no_mean() {
        let spread = &distributions(&question("LIKERT", &[]), &Count::default())[0];
        assert_eq!(spread.options.len(), 5);
        assert!(spread.options.iter().all(|point| point.share.is_none()));
        assert_eq!(spread.statistics, Statistics::default());
    }

    #[test]
    fn the_promoter_score_is_nine_and_ten_less_nought_to_six() {
        let count = counted(4, &[("10", 2), ("7", 1), ("0", 1)]);
        let spread = &distributions(&question("NPS", &[]), &count)[0];
        assert_eq!(spread.statistics.net_promoter_score, Some(25.0));
        assert_eq!(spread.statistics.mean, Some(6.75));
        assert_eq!(spread.statistics.median, Some(8.5));
    }

    #[test]
    fn each_row_of_a_matrix_has_its_own_base() {
        let count = counted(9, &[("a\ta", 4), ("a\tb", 5), ("b\ta", 2)]);
        let rows = distributions(&question("MATRIX_SINGLE", &["a", "b"]), &count);
        assert_eq!(rows[0].answered, Some(9));
        assert_eq!(rows[1].answered, Some(2));
        assert_eq!(rows[1].options[0].share, Some(100.0));
    }

    #[test]
    fn what_is_ranked_first_by_all_has_rank_one() {
        let count = counted(4, &[("a\t1", 4), ("b\t2", 4)]);
        let ranked = distributions(&question("RANKING", &["a", "b"]), &count);
        let means: Vec<_> = ranked.iter().map(|one| one.statistics.mean_rank).collect();
        assert_eq!(means, [Some(1.0), Some(2.0)]);
    }
}
