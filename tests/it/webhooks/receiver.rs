//! A receiver of deliveries that does as it is told, be it good or bad.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::sleep,
};

/// What a receiver answers.
#[derive(Clone, Debug)]
pub enum Says {
    /// A status, and nothing else.
    Status(u16),
    /// Nothing at all, for a long time.
    Nothing,
    /// A good answer, byte by byte, which takes a minute.
    Slowly,
    /// A good answer after a moment.
    After(Duration),
    /// That its answer is long; then it hangs up.
    Lies,
    /// What is no HTTP.
    Noise,
    /// A good status, and a body without an end.
    Endless,
    /// That one should ask elsewhere.
    Elsewhere(String),
    /// It hangs up.
    HangsUp,
}

/// What a receiver got.
#[derive(Clone, Debug)]
pub struct Got {
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Got {
    /// The event that the body is.
    pub fn event(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    pub fn kind(&self) -> String {
        self.event()["type"].as_str().unwrap().to_owned()
    }
}

#[derive(Default)]
struct State {
    got: Vec<Got>,
    script: VecDeque<Says>,
    otherwise: Option<Says>,
    under_way: HashMap<String, usize>,
    together: usize,
}

/// A receiver on a port of its own.
pub struct Receiver {
    pub url: String,
    state: Arc<Mutex<State>>,
}

impl Receiver {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let state: Arc<Mutex<State>> = Arc::default();
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self { url, state }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Answers this to the next request.
    pub fn then(&self, says: Says) {
        self.state().script.push_back(says);
    }

    /// Answers this to whatever else comes.
    pub fn always(&self, says: Says) {
        self.state().otherwise = Some(says);
    }

    /// All that came, in order.
    pub fn got(&self) -> Vec<Got> {
        self.state().got.clone()
    }

    /// How often a delivery came while the same one was being answered.
    pub fn together(&self) -> usize {
        self.state().together
    }
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    let Some(got) = read(&mut stream).await else {
        return;
    };
    let id = got.id().to_owned();
    let says = {
        let mut state = state.lock().unwrap();
        state.got.push(got);
        let under_way = state.under_way.entry(id.clone()).or_default();
        *under_way += 1;
        if *under_way > 1 {
            state.together += 1;
        }
        let next = state.script.pop_front();
        next.or_else(|| state.otherwise.clone())
            .unwrap_or(Says::Status(200))
    };
    answer(&mut stream, says).await;
    *state.lock().unwrap().under_way.get_mut(&id).unwrap() -= 1;
}

async fn read(stream: &mut TcpStream) -> Option<Got> {
    let mut bytes = Vec::new();
    let head = loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        if let Some(end) = bytes.windows(4).position(|part| part == b"\r\n\r\n") {
            break end;
        }
    };
    let text = String::from_utf8(bytes[..head].to_vec()).unwrap();
    assert!(text.starts_with("POST /"), "{text}");
    let headers = text.lines().skip(1).filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_lowercase(), value.trim().to_owned()))
    });
    let headers: HashMap<String, String> = headers.collect();
    let length: usize = headers["content-length"].parse().unwrap();
    while bytes.len() < head + 4 + length {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let body = bytes[head + 4..].to_vec();
    Some(Got { headers, body })
}

async fn answer(stream: &mut TcpStream, says: Says) {
    let good = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok";
    let text = match says {
        Says::Status(status) => {
            format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        }
        Says::Nothing => return sleep(Duration::from_mins(1)).await,
        Says::Slowly => return drip(stream, good).await,
        Says::After(moment) => {
            sleep(moment).await;
            good.to_owned()
        }
        Says::Lies => "HTTP/1.1 500 x\r\ncontent-length: 100000\r\n\r\nshort".to_owned(),
        Says::Noise => "220 mail.example.org ESMTP\r\n".to_owned(),
        Says::Endless => return flood(stream).await,
        Says::Elsewhere(url) => {
            format!("HTTP/1.1 307 x\r\nlocation: {url}\r\ncontent-length: 0\r\n\r\n")
        }
        Says::HangsUp => return,
    };
    drop(stream.write_all(text.as_bytes()).await);
}

async fn drip(stream: &mut TcpStream, text: &str) {
    for byte in text.bytes() {
        if stream.write_all(&[byte]).await.is_err() {
            return;
        }
        sleep(Duration::from_millis(800)).await;
    }
}

async fn flood(stream: &mut TcpStream) {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = format!("4000\r\n{}\r\n", "x".repeat(0x4000));
    let mut sent = stream.write_all(head.as_bytes()).await;
    while sent.is_ok() {
        sent = stream.write_all(chunk.as_bytes()).await;
    }
}
