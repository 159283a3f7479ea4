//! A server that may die while it is asked.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::process::{Server, program};

impl Server {
    /// A token for a body, printed by the program with the settings of this server.
    pub fn token(&self, settings: &[(&str, &str)], body: &str, scopes: &str) -> String {
        let bind = self.address().to_string();
        let mut arguments = vec!["token", "--body", body, "--bind", &bind];
        for scope in scopes.split(' ') {
            arguments.extend(["--scope", scope]);
        }
        let output = program(self.folder(), &arguments)
            .envs(settings.iter().copied())
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

/// What writers have been acknowledged, and whether they go on.
#[derive(Default)]
pub struct Written {
    number: AtomicUsize,
    enough: AtomicBool,
}

impl Written {
    /// How many there are.
    pub fn number(&self) -> usize {
        self.number.load(Ordering::SeqCst)
    }

    /// Counts one more.
    pub fn count(&self) {
        self.number.fetch_add(1, Ordering::SeqCst);
    }

    /// Waits, however slow the machine is, until there are more than so many.
    pub fn wait_beyond(&self, number: usize) {
        let begun = Instant::now();
        while self.number() <= number {
            assert!(begun.elapsed() < Duration::from_mins(1), "nobody writes");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Writers end with what they are at.
    pub fn stop(&self) {
        self.enough.store(true, Ordering::SeqCst);
    }

    /// Whether they are to end.
    pub fn is_enough(&self) -> bool {
        self.enough.load(Ordering::SeqCst)
    }
}

/// Sends one request, with an `Idempotency-Key` unless it is empty; nothing when the
/// server died over it.
pub fn post(address: SocketAddr, token: &str, request: (&Value, &str)) -> Option<Value> {
    exchange(address, token, request).map(|(_, answer)| answer)
}

/// The same; nothing as well when the server is only starting.
pub fn post_if_open(address: SocketAddr, token: &str, request: (&Value, &str)) -> Option<Value> {
    let (head, answer) = exchange(address, token, request)?;
    (!head.starts_with("HTTP/1.1 503 ")).then_some(answer)
}

fn exchange(
    address: SocketAddr,
    token: &str,
    (body, key): (&Value, &str),
) -> Option<(String, Value)> {
    let body = body.to_string();
    let key = match key {
        "" => String::new(),
        key => format!("idempotency-key: {key}\r\n"),
    };
    let mut connection = TcpStream::connect(address).ok()?;
    connection
        .set_read_timeout(Some(Duration::from_secs(10)))
        .ok()?;
    write!(
        connection,
        "POST /graphql HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
         authorization: Bearer {token}\r\n{key}\
         connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .ok()?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.to_owned(), serde_json::from_str(body).ok()?))
}
