//! The program itself, started as its users start it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Command, ExitStatus, Stdio},
    sync::Arc,
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// The program in an empty folder, with no settings but its own.
pub fn program(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_learning-cities"));
    command
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .stdin(Stdio::null());
    command
}

/// A server on a port of its own, with a database of its own.
pub struct Server {
    child: Child,
    /// Reads what it writes to its log.
    log: Option<JoinHandle<String>>,
    address: SocketAddr,
    folder: Arc<TempDir>,
}

impl Server {
    /// Starts the program and waits until it says where it is.
    pub fn start(settings: &[(&str, &str)]) -> Self {
        let folder = Arc::new(TempDir::new().unwrap());
        Self::launch(folder, "127.0.0.1:0", settings)
    }

    /// Kills it as a power cut would, and starts it again where it was, with the
    /// same database and keys.
    pub fn kill_and_start_again(self, settings: &[(&str, &str)]) -> Self {
        self.signal("KILL");
        let (folder, address) = (Arc::clone(&self.folder), self.address.to_string());
        drop(self);
        Self::launch(folder, &address, settings)
    }

    fn launch(folder: Arc<TempDir>, bind: &str, settings: &[(&str, &str)]) -> Self {
        let mut child = program(&folder, &["--bind", bind])
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = child.stderr.take().unwrap();
        let log = thread::spawn(move || {
            let mut log = Vec::new();
            drop(stderr.read_to_end(&mut log));
            String::from_utf8_lossy(&log).into_owned()
        });
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.contains("is running at") {
            line.clear();
            assert_ne!(stdout.read_line(&mut line).unwrap(), 0, "the server ended");
        }
        thread::spawn(move || drop(std::io::copy(&mut stdout, &mut std::io::sink())));
        let address = line
            .trim()
            .rsplit_once("http://")
            .map(|(_, address)| address.parse());
        let Some(Ok(address)) = address else {
            panic!("the server did not say where it is: {line:?}");
        };
        Self {
            child,
            log: Some(log),
            address,
            folder,
        }
    }

    /// Its folder, where its database and its keys are.
    pub fn folder(&self) -> &TempDir {
        &self.folder
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A connection to it.
    pub fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).unwrap()
    }

    /// Posts JSON, and gives the whole response as text.
    pub fn post(&self, path: &str, json: &str) -> String {
        self.post_with("", path, json)
    }

    /// The same with a token.
    pub fn post_as(&self, token: &str, path: &str, json: &str) -> String {
        self.post_with(&format!("authorization: Bearer {token}\r\n"), path, json)
    }

    fn post_with(&self, headers: &str, path: &str, json: &str) -> String {
        let mut connection = self.connect();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n{headers}\
             content-length: {}\r\nconnection: close\r\n\r\n{json}",
            json.len()
        );
        connection.write_all(request.as_bytes()).unwrap();
        let mut response = Vec::new();
        connection.read_to_end(&mut response).unwrap();
        String::from_utf8_lossy(&response).into_owned()
    }

    /// Sends it a signal such as `TERM`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([format!("-{name}"), self.child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }

    /// Waits until it has ended, and hands over what it wrote to its log.
    pub fn wait(mut self, most: Duration) -> (ExitStatus, String) {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < most, "the server does not end");
            thread::sleep(Duration::from_millis(10));
        };
        (status, self.log.take().unwrap().join().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
