//! Where the parts of a survey stand in the form that it comes from.

use entity::values::QuestionKind as Kind;

/// Where a question stands, and how the form calls its parts.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The path of the element.
    pub(super) at: String,
    text: &'static str,
    options: &'static str,
    bounds: [&'static str; 2],
    /// How many of the options stand in a list of the form.
    pub(super) listed: usize,
    /// The properties that have added the rest of them.
    pub(super) special: Vec<&'static str>,
    /// Where its conditions stand.
    pub(super) shown: Option<String>,
}

impl Place {
    /// How the form calls the parts of a question of this type.
    pub(super) fn of_kind(kind: Kind) -> Self {
        let (options, bounds) = match kind {
            Kind::Likert | Kind::Rating | Kind::Nps => ("rateValues", ["rateMin", "rateMax"]),
            Kind::MultiChoice => ("choices", ["minSelectedChoices", "maxSelectedChoices"]),
            Kind::MatrixSingle => ("columns", ["min", "max"]),
            Kind::ShortText | Kind::LongText => ("choices", ["validators", "maxLength"]),
            _ => ("choices", ["min", "max"]),
        };
        Self {
            text: match kind {
                Kind::SectionText => "html",
                _ => "title",
            },
            listed: usize::MAX,
            options,
            bounds,
            ..Self::default()
        }
    }

    /// The room for a remark beside the element at this path.
    pub(super) fn of_remark(at: &str) -> Self {
        Self {
            text: "commentText",
            at: at.to_owned(),
            ..Self::of_kind(Kind::LongText)
        }
    }

    /// A page or a panel.
    pub(super) fn of_heading() -> Self {
        Self {
            text: "title",
            ..Self::of_kind(Kind::SectionText)
        }
    }

    /// Where the part of a question at this path stands.
    pub(super) fn of(&self, path: &[String]) -> String {
        let Some((field, rest)) = path.split_first() else {
            return self.at.clone();
        };
        let own = match field.as_str() {
            "key" => "name",
            "text" | "label" => self.text,
            "help" => "description",
            "min" => self.bounds[0],
            "max" => self.bounds[1],
            "minLabel" => "minRateDescription",
            "maxLabel" => "maxRateDescription",
            "showIf" => {
                let usual = || format!("{}.visibleIf", self.at);
                return self.shown.clone().unwrap_or_else(usual);
            }
            "options" | "values" => return self.choice(rest),
            field => field,
        };
        joined(
            [self.at.as_str(), own]
                .into_iter()
                .chain(rest.iter().map(|step| as_step(step))),
        )
    }

    fn choice(&self, path: &[String]) -> String {
        let place = path.first().and_then(|place| place.parse::<usize>().ok());
        let special = place.and_then(|place| self.special.get(place.checked_sub(self.listed)?));
        if let Some(property) = special {
            return joined([self.at.as_str(), property].into_iter());
        }
        let steps = [self.at.as_str(), self.options].into_iter();
        joined(steps.chain(path.iter().map(|step| as_step(step))))
    }
}

/// Choices call their parts otherwise than we do.
fn as_step(step: &str) -> &str {
    match step {
        "code" => "value",
        "label" => "text",
        "isOther" => "showCommentArea",
        step => step,
    }
}

fn joined<'a>(steps: impl Iterator<Item = &'a str>) -> String {
    steps.collect::<Vec<_>>().join(".")
}

/// Where questions and segments stand in the form.
#[derive(Debug, Default)]
pub struct Places {
    pub(super) questions: Vec<Place>,
    pub(super) segments: Vec<Place>,
}

impl Places {
    /// The place in the form of what stands at this path of the survey.
    #[must_use]
    pub fn of(&self, path: &[String]) -> Option<String> {
        let (list, rest) = path.split_first()?;
        let places = match list.as_str() {
            "questions" => &self.questions,
            "segments" => &self.segments,
            "title" => return Some("title".to_owned()),
            "purpose" => return Some("description".to_owned()),
            "defaultLocale" => return Some("locale".to_owned()),
            _ => return None,
        };
        let Some((place, rest)) = rest.split_first() else {
            return Some("pages".to_owned());
        };
        Some(places.get(place.parse::<usize>().ok()?)?.of(rest))
    }
}
