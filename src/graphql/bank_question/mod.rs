//! Questions that cities of an alliance share.

mod change;

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{bank_question, values::SubjectKind};

pub(super) use self::change::BankQuestionMutation;
use super::{
    alliance::{Alliance, alliance},
    connection::{Shown, by, lists},
    filter::{BodyFilter, DateTimeFilter, IdFilter, OneOfFilter, StringFilter, filter_input},
    history::History,
    order::order_input,
    scalar::Locale,
    survey::Asked,
    values::Origin,
};
use crate::domain::{
    Result,
    bank_question::{BankQuestionOrder as Order, BankQuestionTest, BankQuestions},
    body::Body,
};

filter_input! {
    /// Which shared questions to list. All conditions that are given must hold.
    BankQuestionFilter for BankQuestionTest;
    /// The id.
    id: IdFilter => Id,
    /// The key.
    key: StringFilter => Key,
    /// The alliance whose cities share it.
    alliance: BodyFilter => Alliance,
    /// When it stopped being offered: missing for those that surveys may take up.
    retired_at: DateTimeFilter => RetiredAt,
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
}

order_input! {
    /// The order of shared questions.
    BankQuestionOrder,
    /// What shared questions can be ordered by.
    BankQuestionOrderField of Order, by default Key Asc;
    /// By key.
    Key,
    /// In the order in which they came to the bank.
    Created,
}

impl Shown for BankQuestions {
    type Node = BankQuestion;
    type Filter = BankQuestionFilter;
    type OrderBy = BankQuestionOrder;
}

/// A question that cities of an alliance share: surveys that repeat it can be compared.
#[derive(Clone)]
pub struct BankQuestion(pub(super) Arc<bank_question::Model>);

impl From<Arc<bank_question::Model>> for BankQuestion {
    fn from(row: Arc<bank_question::Model>) -> Self {
        Self(row)
    }
}

/// A question that cities of an alliance share: surveys that repeat it can be compared.
#[Object]
impl BankQuestion {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    #[graphql(flatten)]
    fn asked(&self) -> Asked<'_> {
        Asked {
            question: &self.0.question,
            default_locale: &self.0.default_locale,
        }
    }

    /// The language in which it was written.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// The alliance whose cities share it.
    async fn alliance(&self, ctx: &Context<'_>) -> Result<Alliance> {
        alliance(ctx, self.0.alliance_id).await
    }

    /// When it stopped being offered to new surveys; null while it is.
    async fn retired_at(&self) -> Option<DateTime<Utc>> {
        self.0.retired_at
    }

    /// Whether the record is real.
    async fn origin(&self) -> Origin {
        self.0.origin.into()
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::BankQuestion, self.0.id.0),
            owners: vec![Body::Alliance(self.0.alliance_id)],
        }
    }
}

lists! {
    /// What the cities of an alliance share.
    AllianceQuestions of Alliance;
    /// The questions that its cities share, so that their surveys can be compared.
    question_bank: BankQuestions =
        |alliance| by(alliance.0.id, bank_question::Column::AllianceId);
}
