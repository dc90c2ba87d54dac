//! `rungs serve` as a process: how it stops, and what it does with clients that never finish.
#![cfg(feature = "ssr")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A service on a free port with data of its own; killed when a test fails.
struct Service {
    child: Child,
    address: String,
    /// Held, so that what is printed later finds somebody who reads.
    _printed: BufReader<ChildStdout>,
    _data: TempDir,
}

impl Service {
    fn start() -> Self {
        let data = TempDir::new().expect("a folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_rungs"))
            .arg("serve")
            .env("RUNGS_ADDR", "127.0.0.1:0")
            .env("RUNGS_DATA_DIR", data.path())
            .env("RUNGS_LANG", "en")
            .env_remove("RUNGS_DATABASE_URL")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the service starts");
        let mut printed = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        while !line.starts_with("Rungs") {
            line.clear();
            assert!(printed.read_line(&mut line).expect("a line") > 0, "the service ended");
        }
        let address = line.split_once("http://").expect("the address").1;
        let address = address.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ':')).collect();
        Self { child, address, _printed: printed, _data: data }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
        stream
    }

    fn terminate(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
    }

    /// Whether it ended well, and after how long.
    fn wait(&mut self) -> (bool, Duration) {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a state") {
                return (status.success(), began.elapsed());
            }
            assert!(began.elapsed() < Duration::from_secs(30), "the service does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The head of a sign-in whose body has so many bytes.
fn head(length: usize) -> String {
    format!(
        "POST /sign-in HTTP/1.1\r\nHost: rungs\r\nSec-Fetch-Site: same-origin\r\nContent-Length: {length}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
}

#[test]
fn a_request_under_way_is_answered_after_the_signal_to_stop() {
    let mut service = Service::start();
    let mut stream = service.connect();
    let body = "name=ada&password=wrong";
    stream.write_all(head(body.len()).as_bytes()).expect("a head");
    stream.write_all(&body.as_bytes()[..4]).expect("a beginning");
    std::thread::sleep(Duration::from_millis(300));
    service.terminate();
    std::thread::sleep(Duration::from_millis(300));
    assert!(TcpStream::connect(&service.address).is_err(), "nobody new comes in");
    stream.write_all(&body.as_bytes()[4..]).expect("the rest");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    let (well, _) = service.wait();
    assert!(well);
}

#[test]
fn a_request_that_never_ends_does_not_hold_the_stop_for_ten_seconds() {
    let mut service = Service::start();
    let mut stream = service.connect();
    stream.write_all(head(100).as_bytes()).expect("a head");
    std::thread::sleep(Duration::from_millis(300));
    service.terminate();
    let (well, took) = service.wait();
    assert!(well && took < Duration::from_secs(10), "{took:?}");
}

#[test]
fn a_head_that_trickles_in_is_cut_off() {
    let service = Service::start();
    let mut slow = service.connect();
    slow.set_read_timeout(Some(Duration::from_millis(500))).expect("a limit");
    slow.write_all(b"GET /healthz HTTP/1.1\r\nHost: rungs\r\n").expect("a beginning");
    let began = Instant::now();
    let mut ended = false;
    while !ended && began.elapsed() < Duration::from_secs(25) {
        // Each byte shows that the client lives; that does not help it.
        let gone = slow.write_all(b"x").is_err();
        ended = gone || matches!(slow.read(&mut [0; 64]), Ok(0));
    }
    let took = began.elapsed();
    assert!(ended && took > Duration::from_secs(10), "cut off after {took:?}");
    let mut other = service.connect();
    other.write_all(b"GET /healthz HTTP/1.1\r\nHost: rungs\r\nConnection: close\r\n\r\n").expect("a request");
    let mut answer = String::new();
    other.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "others are served meanwhile: {answer}");
}
