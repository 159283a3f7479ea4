//! Clients that the operator has made.

use entity::{ClientId, api_client};
use learning_cities::{
    db::Db,
    domain::{
        Viewer, body,
        client::{self, NewClient, Secret},
        record::Target,
        viewer::{ManageAllClients, Permit},
        writing::Writing,
    },
};

use super::Network;

/// The operator's permission.
pub fn operator() -> Permit<ManageAllClients> {
    Viewer::Operator.permit().unwrap()
}

/// A client, whichever version of it there is.
pub fn target(id: ClientId) -> Target<ClientId> {
    Target {
        id,
        expected_version: None,
    }
}

impl Network {
    /// A transaction.
    pub async fn writing(&self) -> Writing {
        let tx = self.app().begin().await.unwrap();
        let db = Db::new(self.app().writer().clone()).in_transaction(tx);
        Writing::new(db, self.app().now(), "a test")
    }

    /// A client of Hanam's with these scopes, and its secret.
    pub async fn client_of_hanam(&self, scopes: &str) -> (api_client::Model, Secret) {
        let new = NewClient {
            label: "the sync of the course office".to_owned(),
            scopes: scopes.parse().unwrap(),
            expires_at: None,
            most: 50,
        };
        self.client(&new).await
    }

    /// Any client of Hanam's.
    pub async fn client(&self, new: &NewClient) -> (api_client::Model, Secret) {
        let hanam = "city:kr-hanam".parse().unwrap();
        let hanam = body::by_name(self.app().reader(), &hanam).await.unwrap();
        let writing = self.writing().await;
        let made = client::create(&writing, &operator(), hanam.unwrap(), new).await;
        writing.commit().await.unwrap();
        made.unwrap()
    }

    /// Ends a client.
    pub async fn revoke(&self, id: ClientId) {
        let writing = self.writing().await;
        let revoked = client::revoke(&writing, &operator(), target(id)).await;
        revoked.unwrap();
        writing.commit().await.unwrap();
    }
}
