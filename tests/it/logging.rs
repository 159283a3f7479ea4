//! A log that cannot be written costs lines, and a reader that goes away costs
//! nothing at all: the server goes on.

use std::{
    fs::{self, File, OpenOptions},
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::support::program;

/// Longer than the slowest machine takes for anything here.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server whose output goes where the test says; it ends with the test.
struct Quiet {
    child: Child,
    address: SocketAddr,
    _folder: TempDir,
}

impl Quiet {
    fn start(stdout: impl Into<Stdio>, stderr: impl Into<Stdio>) -> Self {
        Self::start_by(&[], stdout, stderr)
    }

    /// The same, started by another program.
    fn start_by(by: &[&str], stdout: impl Into<Stdio>, stderr: impl Into<Stdio>) -> Self {
        let folder = TempDir::new().unwrap();
        let address = free_address();
        let bind = address.to_string();
        let itself = env!("CARGO_BIN_EXE_learning-cities");
        let arguments = [by, &[itself, "--bind", &bind, "--empty"]].concat();
        let child = Command::new(arguments[0])
            .args(&arguments[1..])
            .current_dir(folder.path())
            .env_clear()
            .env("LC_LOG", "info")
            .stdin(Stdio::null())
            .stdout(stdout)
            .stderr(stderr)
            .spawn()
            .unwrap();
        let server = Self {
            child,
            address,
            _folder: folder,
        };
        let begun = Instant::now();
        while !server
            .try_get("/readyz")
            .is_some_and(|said| said.contains(" 200 "))
        {
            assert!(begun.elapsed() < PATIENCE, "the server does not begin");
            thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// Asks something that writes a line of over 2,000 bytes to the log.
    fn ask(&self) {
        let name = "n".repeat(2_000);
        let said = self.try_get(&format!("/graphql?query=query%20{name}%7B__typename%7D"));
        let said = said.expect("the server answers");
        assert!(said.contains(" 200 "), "{said}");
    }

    fn try_get(&self, path: &str) -> Option<String> {
        let mut connection = TcpStream::connect(self.address).ok()?;
        connection.set_read_timeout(Some(PATIENCE)).ok()?;
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
        connection.write_all(request.as_bytes()).ok()?;
        let mut said = String::new();
        connection.read_to_string(&mut said).ok()?;
        Some(said)
    }

    fn ask_often(&self, times: usize) {
        for _ in 0..times {
            self.ask();
        }
    }

    /// Tells it to stop, and gives the code with which it ends.
    fn stop(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.unwrap().success());
        self.code()
    }

    fn code(&mut self) -> Option<i32> {
        let begun = Instant::now();
        loop {
            match self.child.try_wait().unwrap() {
                Some(status) => return status.code(),
                None => thread::sleep(Duration::from_millis(10)),
            }
            assert!(begun.elapsed() < PATIENCE, "the server does not end");
        }
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// A disk without room.
fn full() -> File {
    let full = OpenOptions::new().write(true).open("/dev/full");
    full.unwrap()
}

#[test]
fn a_server_answers_with_a_full_disk_under_its_log() {
    let mut server = Quiet::start(full(), full());
    server.ask_often(20);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_server_answers_when_whoever_read_its_log_has_gone() {
    let mut server = Quiet::start(Stdio::piped(), Stdio::piped());
    drop(server.child.stdout.take());
    drop(server.child.stderr.take());
    server.ask_often(20);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_server_answers_when_nobody_reads_its_log_and_tells_what_was_lost() {
    let mut server = Quiet::start(Stdio::null(), Stdio::piped());
    server.ask_often(OFTEN);
    let stderr = server.child.stderr.take().unwrap();
    let mut lines = BufReader::new(stderr).lines().map(Result::unwrap);
    let mut written = 0;
    let lost = loop {
        let line = lines.next().expect("the losses are told");
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        if let Some(lost) = line["lost"].as_u64() {
            assert_eq!(line["message"], format!("{lost} log lines were lost"));
            break usize::try_from(lost).unwrap();
        }
        written += 1;
    };
    assert!(lost > 0);
    assert!(
        (OFTEN..OFTEN + 100).contains(&(written + lost)),
        "{written} + {lost}"
    );
    server.ask();
    assert!(lines.any(|line| line.contains("operation")));
}

/// More than the 64 KiB of the pipe and the 1 MiB of the queue before it hold.
const OFTEN: usize = 800;

#[test]
fn a_server_whose_greeting_nobody_can_read_serves_all_the_same() {
    let (reader, mut writer) = std::io::pipe().unwrap();
    fill(&mut writer);
    let mut server = Quiet::start(writer.try_clone().unwrap(), writer);
    server.ask_often(20);
    assert_eq!(server.stop(), Some(0));
    drop(reader);
}

/// Writes until nothing more goes in, as a reader that has stopped leaves a pipe.
fn fill(pipe: &mut std::io::PipeWriter) {
    let filled = pipe.try_clone().unwrap();
    // The thread waits for room for ever, and goes with the process.
    thread::spawn(move || {
        let mut filled = filled;
        while filled.write_all(b"0123456789abcdef").is_ok() {}
    });
    thread::sleep(Duration::from_millis(300));
}

#[test]
fn losses_are_told_once_the_disk_has_room_again() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log");
    let log = OpenOptions::new().create(true).append(true).open(&path);
    let log = log.unwrap();
    // Room for one line, in a process that may write files of 16 MiB.
    log.set_len(MOST_BYTES - 3_000).unwrap();
    let shell = "trap '' XFSZ; ulimit -f $1; shift; exec \"$@\"";
    let blocks = (MOST_BYTES / 512).to_string();
    let by = ["/bin/sh", "-c", shell, "sh", &blocks];
    let mut server = Quiet::start_by(&by, Stdio::null(), log.try_clone().unwrap());
    server.ask_often(20);
    log.set_len(0).unwrap();
    server.ask_often(1);
    assert_eq!(server.stop(), Some(0));
    let told = fs::read_to_string(&path).unwrap();
    let mut lines = told.lines().filter(|line| !line.is_empty());
    assert!(
        lines.next().unwrap().contains("log lines were lost"),
        "{told}"
    );
    assert!(lines.next().unwrap().contains("operation"), "{told}");
}

/// The largest file of a process for which disks are small.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// A command with the reader of its output gone, or none at all.
fn run(arguments: &[&str], stdout: impl Into<Stdio>) -> (Option<i32>, String) {
    let folder = TempDir::new().unwrap();
    let output = program(&folder, arguments)
        .stdout(stdout)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), told)
}

/// A pipe that nobody reads any more.
fn closed() -> std::io::PipeWriter {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer
}

/// What writes to standard output and nothing else.
const COMMANDS: [&[&str]; 5] = [
    &["schema"],
    &["config"],
    &["keys", "list"],
    &["migrate", "status"],
    &["--help"],
];

#[test]
fn a_command_ends_quietly_when_its_reader_has_gone() {
    for command in COMMANDS {
        assert_eq!(
            run(command, closed()),
            (Some(141), String::new()),
            "{command:?}"
        );
    }
}

#[test]
fn a_command_whose_output_finds_no_room_says_so() {
    for command in COMMANDS {
        let (code, told) = run(command, full());
        assert_eq!(code, Some(1), "{command:?}");
        assert!(told.contains("Standard output cannot be written"), "{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
    }
}

#[test]
fn a_command_that_cannot_tell_why_it_failed_still_ends_as_a_failure() {
    let folder = TempDir::new().unwrap();
    let code = |command: &[&str]| {
        let ended = program(&folder, command)
            .stdout(full())
            .stderr(full())
            .status();
        ended.unwrap().code()
    };
    assert_eq!(code(&["--nonsense"]), Some(2));
    assert_eq!(code(&["--bind", "nowhere"]), Some(2));
    assert_eq!(code(&["seed", "nowhere.json"]), Some(1));
}
