//! One response, added to the counts.

use entity::{
    survey_answers::Answer,
    survey_response,
    survey_tally_count::{Count, Tally},
    values::ResponseChannel,
};
use sea_orm::ActiveEnum;

use super::{Tallies, WHOLE};

/// Adds what one person answered.
pub fn add(tallies: &mut Tallies, response: &survey_response::Model) {
    let channel = ResponseChannel::to_value(&response.channel);
    let whole = [
        format!("channel\t{channel}"),
        format!("locale\t{}", response.locale),
    ];
    count(tallies, response, WHOLE, &whole);
    for (key, answer) in &response.answers.0 {
        count(tallies, response, key, &values(answer));
    }
}

fn count(tallies: &mut Tallies, response: &survey_response::Model, key: &str, values: &[String]) {
    let place = (response.version_number, key.to_owned());
    let tally = tallies.entry(place).or_default();
    each(tally, response, |count| {
        count.answered += 1;
        for value in values {
            *count.values.entry(value.clone()).or_default() += 1;
        }
    });
}

/// Does something to the counts of all, and of each group that the person is in.
fn each(tally: &mut Tally, response: &survey_response::Model, mut work: impl FnMut(&mut Count)) {
    work(&mut tally.all);
    for (segment, value) in &response.segments.0 {
        let groups = tally.by.entry(segment.clone()).or_default();
        work(groups.entry(value.clone()).or_default());
    }
}

/// The values of an answer, as counts have them; a text has none.
#[must_use]
pub fn values(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Choice { codes, .. } => codes.clone(),
        Answer::Ranking(codes) => {
            let ranked = codes.iter().zip(1..);
            ranked
                .map(|(code, rank)| format!("{code}\t{rank}"))
                .collect()
        }
        // Adding zero makes one zero of both.
        Answer::Number(number) => vec![(number + 0.0).to_string()],
        Answer::Yes(yes) => vec![if *yes { "YES" } else { "NO" }.to_owned()],
        Answer::Date(day) => vec![day.to_string()],
        Answer::Text(_) => Vec::new(),
        Answer::Rows(rows) => {
            let rows = rows.iter();
            rows.map(|(row, code)| format!("{row}\t{code}")).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_counted_under_its_shortest_form() {
        let shown = |number| values(&Answer::Number(number)).remove(0);
        assert_eq!(shown(5.0), "5");
        assert_eq!(shown(12.50), "12.5");
        assert_eq!(shown(-0.0), "0");
    }

    #[test]
    fn a_ranking_says_which_place_each_option_has() {
        let answer = Answer::Ranking(vec!["B".to_owned(), "A".to_owned()]);
        assert_eq!(values(&answer), ["B\t1", "A\t2"]);
    }
}
