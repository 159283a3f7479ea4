//! A cable to PostgreSQL that can be cut.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, BufReader},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

/// Where messages of a client are counted, and the cable is cut.
#[derive(Clone, Default)]
struct Scissors {
    /// Messages that still come through; negative when nothing is to be cut.
    left: Arc<AtomicI64>,
    /// Whether nothing but a `COMMIT` counts.
    is_for_commits: Arc<AtomicBool>,
    /// Whether the message that cuts the cable reaches the server.
    is_delivered: Arc<AtomicBool>,
    cuts: Arc<AtomicI64>,
}

/// A cable between a server and its PostgreSQL.
pub struct Proxy {
    url: String,
    scissors: Scissors,
}

/// The kinds of messages that make the server do something: a simple query, and the end
/// of a prepared one.
const COUNTED: [u8; 2] = [b'Q', b'S'];

/// What a client says before its first message, to which the server says no.
const ASKS_FOR_TLS: [u8; 4] = 80_877_103_u32.to_be_bytes();

impl Proxy {
    /// A cable to the database with this URL.
    pub async fn to(url: &str) -> Self {
        let (before, rest) = url.rsplit_once('@').unwrap();
        let (address, database) = rest.split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = listener.local_addr().unwrap();
        let scissors = Scissors::default();
        scissors.left.store(-1, Ordering::SeqCst);
        tokio::spawn(serve(listener, address.to_owned(), scissors.clone()));
        Self {
            url: format!("{before}@{here}/{database}"),
            scissors,
        }
    }

    /// Where a server finds the database at the other end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Cuts the connection that sends the next statement but so many: before that
    /// statement is delivered, or behind it, so that its answer never comes.
    pub fn cut_at(&self, statement: i64, is_delivered: bool) {
        self.cut(statement, false, is_delivered);
    }

    /// Cuts the connection at the next commit, before or behind it.
    pub fn cut_at_commit(&self, is_delivered: bool) {
        self.cut(0, true, is_delivered);
    }

    fn cut(&self, left: i64, is_for_commits: bool, is_delivered: bool) {
        let scissors = &self.scissors;
        scissors.is_delivered.store(is_delivered, Ordering::SeqCst);
        scissors
            .is_for_commits
            .store(is_for_commits, Ordering::SeqCst);
        scissors.left.store(left, Ordering::SeqCst);
    }

    /// Cuts nothing more, and says how often it did.
    pub fn mend(&self) -> i64 {
        self.scissors.left.store(-1, Ordering::SeqCst);
        self.scissors.cuts.swap(0, Ordering::SeqCst)
    }
}

async fn serve(listener: TcpListener, address: String, scissors: Scissors) {
    loop {
        let (client, _) = listener.accept().await.unwrap();
        let Ok(server) = TcpStream::connect(&address).await else {
            continue;
        };
        client.set_nodelay(true).unwrap();
        server.set_nodelay(true).unwrap();
        let (from_client, mut to_client) = client.into_split();
        let (mut from_server, to_server) = server.into_split();
        let scissors = scissors.clone();
        tokio::spawn(async move {
            tokio::select! {
                _ = forward(from_client, to_server, &scissors) => {}
                _ = tokio::io::copy(&mut from_server, &mut to_client) => {}
            }
        });
    }
}

/// Hands messages on, one by one, until the cable is cut.
async fn forward(
    client: OwnedReadHalf,
    mut server: OwnedWriteHalf,
    scissors: &Scissors,
) -> std::io::Result<()> {
    let mut client = BufReader::new(client);
    // The first message has no kind, and neither has the one behind a question for TLS.
    let mut kind = None;
    loop {
        let length = client.read_u32().await?;
        let mut body = vec![0; usize::try_from(length).unwrap() - 4];
        client.read_exact(&mut body).await?;
        let cuts = kind.is_some_and(|kind| scissors.count(kind, &body)) && scissors.closes();
        if cuts && !scissors.is_delivered.load(Ordering::SeqCst) {
            return Ok(());
        }
        let mut message = Vec::from_iter(kind);
        message.extend(length.to_be_bytes());
        message.extend(&body);
        server.write_all(&message).await?;
        if cuts {
            server.flush().await?;
            return Ok(());
        }
        if kind.is_some() || body != ASKS_FOR_TLS {
            kind = Some(client.read_u8().await?);
        }
    }
}

impl Scissors {
    fn count(&self, kind: u8, body: &[u8]) -> bool {
        if self.is_for_commits.load(Ordering::SeqCst) {
            body.starts_with(b"COMMIT")
        } else {
            COUNTED.contains(&kind)
        }
    }

    fn closes(&self) -> bool {
        let left = self.left.fetch_sub(1, Ordering::SeqCst);
        if left == 0 {
            self.cuts.fetch_add(1, Ordering::SeqCst);
        }
        left == 0
    }
}
