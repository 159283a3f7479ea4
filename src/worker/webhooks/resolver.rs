//! Finds where a name leads, and refuses names that lead to where nothing may go.
//!
//! The connection is made to the addresses that were looked at, and a name is
//! looked up once for each connection: one that leads elsewhere a moment later
//! leads nobody astray.

use std::{
    fmt, io,
    net::SocketAddr,
    sync::Arc,
    task::{Context, Poll},
    vec,
};

use futures_util::{FutureExt, future::BoxFuture};
use hyper_util::client::legacy::connect::dns::Name;
use tower::Service;

use crate::domain::webhook::Targets;

type Found = io::Result<Vec<SocketAddr>>;

/// Looks up names.
#[derive(Clone)]
pub(super) struct Resolver {
    targets: Targets,
    look_up: Arc<dyn Fn(String) -> BoxFuture<'static, Found> + Send + Sync>,
}

/// Why a name leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nowhere {
    /// It is not known.
    Unresolved,
    /// One of its addresses at least is not public.
    Refused,
}

impl fmt::Display for Nowhere {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Unresolved => "the name is not known",
            Self::Refused => "the name leads to an address that is not public",
        })
    }
}

impl std::error::Error for Nowhere {}

impl Resolver {
    /// Asks the system.
    pub(super) fn new(targets: Targets) -> Self {
        let look_up = |host: String| {
            async move { Ok(tokio::net::lookup_host((host, 0)).await?.collect()) }.boxed()
        };
        Self {
            targets,
            look_up: Arc::new(look_up),
        }
    }

    /// All or nothing: a name with one bad address is set up by somebody who means
    /// it to be used.
    fn judge(self, found: Found) -> Result<vec::IntoIter<SocketAddr>, Nowhere> {
        let found = found.map_err(|_| Nowhere::Unresolved)?;
        if found.is_empty() {
            return Err(Nowhere::Unresolved);
        }
        if found.iter().all(|address| self.targets.allow(address.ip())) {
            Ok(found.into_iter())
        } else {
            Err(Nowhere::Refused)
        }
    }
}

impl Service<Name> for Resolver {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = Nowhere;
    type Future = BoxFuture<'static, Result<Self::Response, Nowhere>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Nowhere>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let found = (self.look_up)(name.as_str().to_owned());
        let this = self.clone();
        async move { this.judge(found.await) }.boxed()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A name that leads to the next of these each time that it is looked up.
    fn changing(answers: &'static [&'static [&'static str]]) -> Resolver {
        let asked = AtomicUsize::new(0);
        let look_up = move |_: String| {
            let turn = asked.fetch_add(1, Ordering::Relaxed) % answers.len();
            let found = answers[turn].iter();
            let found = found.map(|address| SocketAddr::new(address.parse().unwrap(), 0));
            let found: Vec<SocketAddr> = found.collect();
            async move { Ok(found) }.boxed()
        };
        Resolver {
            targets: Targets::Public,
            look_up: Arc::new(look_up),
        }
    }

    async fn ask(resolver: &mut Resolver) -> Result<usize, Nowhere> {
        let found = resolver.call("hooks.example.org".parse().unwrap()).await?;
        Ok(found.count())
    }

    #[tokio::test]
    async fn a_name_with_a_public_and_a_private_address_is_refused() {
        let mut both = changing(&[&["93.184.216.34", "10.0.0.7"]]);
        assert_eq!(ask(&mut both).await, Err(Nowhere::Refused));
        let mut both = changing(&[&["::1", "93.184.216.34"]]);
        assert_eq!(ask(&mut both).await, Err(Nowhere::Refused));
    }

    #[tokio::test]
    async fn a_name_that_leads_elsewhere_the_second_time_is_refused_the_second_time() {
        let mut name = changing(&[&["93.184.216.34"], &["169.254.169.254"]]);

        assert_eq!(ask(&mut name).await, Ok(1));
        assert_eq!(ask(&mut name).await, Err(Nowhere::Refused));
    }

    #[tokio::test]
    async fn a_name_without_an_address_leads_nowhere() {
        assert_eq!(ask(&mut changing(&[&[]])).await, Err(Nowhere::Unresolved));
    }

    #[tokio::test]
    async fn numbers_in_disguise_are_looked_at_as_what_they_are() {
        for host in ["localhost", "127.1", "2130706433", "0x7f.1"] {
            let mut system = Resolver::new(Targets::Public);
            let found = system.call(host.parse().unwrap()).await;
            assert!(found.is_err(), "{host}");
        }
    }
}
