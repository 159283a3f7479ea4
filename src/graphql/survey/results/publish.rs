//! Publishing results.

use async_graphql::{ID, InputObject};

use super::Survey;
use crate::{
    domain::{
        record::Target,
        survey::{
            Surveys,
            results::{Publication, publish},
        },
        viewer::WriteSurveys,
    },
    graphql::{
        filter::read_id,
        mutation::{mutations, payloads},
    },
};

/// Which results to publish.
#[derive(InputObject)]
pub struct SurveyPublishResultsInput {
    /// The survey.
    id: ID,
    /// The keys of the questions to publish now; all that are not out yet when left
    /// out. Of free texts only the number of answers is ever published.
    questions: Option<Vec<String>>,
    /// By which attributes of the respondents to break them down, one at a time: keys
    /// of segments, and `VERSION`. It cannot be changed later.
    #[graphql(default)]
    breakdowns: Vec<String>,
}

payloads! {
    /// What came of publishing results.
    SurveyResultsPayload {
        /// The survey as it is now, with its `publishedResults`; null when there is
        /// something to mend.
        survey: Survey of Surveys
    }
}

mutations! {
    /// What a city publishes of the answers.
    ResultsMutation;
    /// Publishes results of a survey that is over, all at once or some questions now
    /// and others later. What is too small is left out, and with it what would give
    /// it away. What is out stays as it is, word for word. Requires `survey:write`.
    changes survey_publish_results(SurveyPublishResultsInput) -> SurveyResultsPayload, by WriteSurveys:
        |writing, permit, input, version| {
            let target = Target { id: read_id(&input.id)?, expected_version: version };
            let publication = Publication {
                questions: input.questions,
                breakdowns: input.breakdowns,
            };
            Ok(publish(writing, permit, (target, publication)).await?.0)
        };
}
