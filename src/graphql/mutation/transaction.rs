//! The transaction of one operation: kept as a whole, or undone as a whole.
//!
//! All fields of a mutation write in it, and everything that the answer shows is
//! read in it. So `dryRun` shows what would be, and an answer that is sent has
//! been kept.

use std::{
    collections::HashSet,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use futures_util::future::BoxFuture;

use crate::{
    app::App,
    db::Db,
    domain::{
        Error, Result,
        first_answer::{self, Claim, Key},
        problem::{Complaint, Problems},
        viewer::Viewer,
        writing::Writing,
    },
    graphql::{answer::Answer, call::Asking},
};

/// What a client says about the writing itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::graphql) struct Terms {
    /// Everything runs and nothing is kept.
    pub(in crate::graphql) dry_run: bool,
    /// The same key gets the same answer.
    pub(in crate::graphql) key: Option<String>,
}

/// The transaction of one operation.
pub(in crate::graphql) struct Transaction {
    writing: Writing,
    header_key: Option<String>,
    fingerprint: String,
    viewer: Viewer,
    agreed: Mutex<Option<Terms>>,
    claimed: Mutex<Option<Key>>,
    replay: Mutex<Option<String>>,
    secrets: Mutex<HashSet<String>>,
    is_changed: AtomicBool,
}

impl Transaction {
    /// Begins, and gives the connection that sees what is written.
    pub(in crate::graphql) async fn begin(
        app: &App,
        db: &Db,
        asking: &Asking,
        fingerprint: String,
    ) -> Result<(Self, Db)> {
        let db = db.in_transaction(app.begin().await?);
        let transaction = Self {
            writing: Writing::new(db.clone(), app.now(), &asking.request_id),
            header_key: asking.idempotency_key.clone(),
            fingerprint,
            viewer: asking.viewer.clone(),
            agreed: Mutex::default(),
            claimed: Mutex::default(),
            replay: Mutex::default(),
            secrets: Mutex::default(),
            is_changed: AtomicBool::new(false),
        };
        Ok((transaction, db))
    }

    /// Where the work of all fields is written.
    pub(in crate::graphql) fn writing(&self) -> &Writing {
        &self.writing
    }

    /// Does the work of one field, which writes in [`writing`](Self::writing): whole or
    /// not at all.
    pub(in crate::graphql) async fn attempt<T>(
        &self,
        terms: Terms,
        work: BoxFuture<'_, Result<T>>,
    ) -> Result<T> {
        self.agree(terms).await?;
        let done = self.writing.attempt(async || work.await).await?;
        self.is_changed.store(true, Ordering::Relaxed);
        Ok(done)
    }

    /// Keeps a secret out of the first answer that is stored.
    pub(in crate::graphql) fn hide(&self, secret: &str) {
        lock(&self.secrets).insert(secret.to_owned());
    }

    async fn agree(&self, terms: Terms) -> Result<()> {
        let terms = self.with_header(terms)?;
        let agreed = lock(&self.agreed).clone();
        match agreed {
            Some(agreed) if agreed == terms => Ok(()),
            Some(_) => Err(Error::input(
                "The mutations of one operation are done together: give all of them the same \
                 `dryRun` and `idempotencyKey`.",
            )),
            None => {
                *lock(&self.agreed) = Some(terms.clone());
                self.claim(terms).await
            }
        }
    }

    fn with_header(&self, terms: Terms) -> Result<Terms> {
        match (&self.header_key, &terms.key) {
            (Some(header), Some(argument)) if header != argument => Err(Error::input(
                "The header `Idempotency-Key` and the argument `idempotencyKey` differ.",
            )),
            (header, _) => Ok(Terms {
                key: terms.key.or_else(|| header.clone()),
                ..terms
            }),
        }
    }

    async fn claim(&self, terms: Terms) -> Result<()> {
        let (Some(key), Viewer::Body(speaker), false) = (terms.key, &self.viewer, terms.dry_run)
        else {
            return Ok(());
        };
        let key = Key::new(speaker, key)?;
        match first_answer::claim(&self.writing, &key, &self.fingerprint).await? {
            Claim::First => *lock(&self.claimed) = Some(key),
            Claim::Again(answer) => {
                *lock(&self.replay) = Some(answer);
                return Err(Error::input("This request has been answered before."));
            }
            Claim::OfAnother => {
                let problems = Problems::with("", Complaint::key_reused());
                return Err(Error::Invalid(problems));
            }
        }
        Ok(())
    }

    /// Ends it: keeps what was done, or undoes it. Gives the first answer when
    /// this was a repeated request.
    pub(in crate::graphql) async fn finish(&self, answer: &Answer) -> Result<Option<String>> {
        let replay = lock(&self.replay).take();
        let agreed = lock(&self.agreed).take().unwrap_or_default();
        let is_good = answer.errors().is_empty() || !answer.is_null();
        let is_kept = self.is_changed.load(Ordering::Relaxed) && !agreed.dry_run && is_good;
        if replay.is_some() || !is_kept {
            self.writing.roll_back().await?;
            return Ok(replay);
        }
        let claimed = lock(&self.claimed).take();
        if let Some(key) = claimed {
            first_answer::keep(&self.writing, &key, self.storable(answer)).await?;
        }
        self.writing.commit().await?;
        Ok(None)
    }

    fn storable(&self, answer: &Answer) -> String {
        let text = serde_json::to_string(answer).unwrap_or_default();
        without(&text, &lock(&self.secrets))
    }
}

/// The text with `null` for each string that is a secret, in one pass: there may
/// be thousands of them. No secret has a quotation mark in it.
fn without(text: &str, secrets: &HashSet<String>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut parts = text.split('"').peekable();
    while let Some(part) = parts.next() {
        let begins = ["[\"", ",\"", ":\""]
            .iter()
            .any(|start| kept.ends_with(start));
        if begins && secrets.contains(part) && parts.peek().is_some() {
            kept.pop();
            kept.push_str("null");
            kept.push_str(parts.next().unwrap_or_default());
        } else {
            kept.push_str(part);
        }
        if parts.peek().is_some() {
            kept.push('"');
        }
    }
    kept
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_secret_is_left_out_and_nothing_else() {
        let secrets = ["svi_a", "svi_b"].map(str::to_owned).into();
        let text =
            r#"{"data":{"x":{"tokens":["svi_a","svi_b","svi_c"],"note":"not svi_a \"svi_b"}}}"#;
        let kept = r#"{"data":{"x":{"tokens":[null,null,"svi_c"],"note":"not svi_a \"svi_b"}}}"#;
        assert_eq!(without(text, &secrets), kept);
    }
}
