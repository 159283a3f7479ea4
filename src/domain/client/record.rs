//! A client as a record that the journal tells of. Its end is its revocation.

use chrono::{DateTime, Utc};
use entity::{api_client, values::SubjectKind};
use uuid::Uuid;

use crate::domain::{body::Body, record::Record, search::SearchText};

impl Record for api_client::Model {
    const KIND: SubjectKind = SubjectKind::Client;

    const GENERATED: &[api_client::Column] = &[];

    const UNIQUE: &[(&str, &str)] = &[];

    fn uuid(&self) -> Uuid {
        self.id.0
    }

    fn owner(&self) -> Option<Body> {
        super::body_of(self)
    }

    fn version(&self) -> i32 {
        self.version
    }

    fn is_deleted(&self) -> bool {
        self.revoked_at.is_some()
    }

    fn set_deleted(&mut self, at: Option<DateTime<Utc>>) {
        self.revoked_at = at;
    }

    fn touch(&mut self, now: DateTime<Utc>) {
        self.version += 1;
        self.updated_at = now;
    }

    fn search_text(&self) -> Option<SearchText> {
        None
    }
}
