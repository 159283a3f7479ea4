//! The journal, as time goes by.

use chrono::{DateTime, Utc};
use learning_cities::domain::journal;

use super::Network;

/// Forgets what happened before a moment, step by step as the server does it, and says
/// how much that was.
pub async fn clear_journal(network: &Network, before: DateTime<Utc>) -> u64 {
    let app = network.app();
    let mut cleared = 0;
    loop {
        let tx = app.begin().await.unwrap();
        let step = journal::clear(&tx, before).await.unwrap();
        tx.commit().await.unwrap();
        cleared += step.cleared;
        if !step.has_more {
            return cleared;
        }
    }
}
