//! Load, the bare handler to compare with, and the arithmetic of figures.

use crate::accounts::{Account, SIGN_INS};
use crate::world::http::{Client, Response};
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const CONNECTIONS: usize = 16;
const SPAN: Duration = Duration::from_secs(1);

/// How many answers a second a server gives to a few kept-alive connections.
pub async fn requests_per_second(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> f64 {
    let answered = Arc::new(AtomicUsize::new(0));
    let request = Client::request("GET", path, address, headers, "");
    let began = Instant::now();
    let mut workers = Vec::new();
    for _ in 0..CONNECTIONS {
        let (answered, request) = (Arc::clone(&answered), request.clone());
        workers.push(tokio::spawn(async move {
            let mut client = Client::connect(address).await;
            while began.elapsed() < SPAN {
                assert_eq!(client.repeat(&request).await, 200);
                answered.fetch_add(1, Ordering::Relaxed);
            }
        }));
    }
    for worker in workers {
        worker.await.expect("the load ends");
    }
    #[expect(clippy::cast_precision_loss, reason = "a rate for reading")]
    let count = answered.load(Ordering::Relaxed) as f64;
    count / began.elapsed().as_secs_f64()
}

/// Signs in with right passwords, all at the same moment, and asks for a page again and again until everybody is in. How
/// long each page took, in milliseconds.
pub async fn latencies_during_sign_ins(
    address: SocketAddr,
    accounts: &[Account],
    path: &str,
    cookie: &str,
) -> Vec<f64> {
    let mut client = Client::connect(address).await;
    let sign_ins: Vec<_> = accounts.iter().cycle().take(SIGN_INS).map(|account| sign_in(address, account)).collect();
    let storm = tokio::spawn(async move {
        for sign_in in sign_ins.into_iter().map(tokio::spawn).collect::<Vec<_>>() {
            assert_eq!(sign_in.await.expect("an answer"), 303, "signed in");
        }
    });
    let mut latencies = Vec::new();
    while !storm.is_finished() {
        let began = Instant::now();
        assert_eq!(client.get(path, &[("cookie", cookie)]).await.status, 200);
        latencies.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    storm.await.expect("everybody is in");
    latencies
}

fn sign_in(address: SocketAddr, account: &Account) -> impl Future<Output = u16> + Send + use<> {
    let form = format!("name={}&password={}", encode(&account.name), encode(&account.password));
    async move { Client::connect(address).await.post("/sign-in", &[], &form).await.status }
}

pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

pub fn median(values: Vec<f64>) -> f64 {
    percentile(values, 0.5)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "an index of a short list"
)]
pub fn percentile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * share).round() as usize]
}

/// A process of its own with one axum handler that sends given headers and bytes.
pub struct Bare {
    pub address: SocketAddr,
    _child: Child,
    _answer: tempfile::NamedTempFile,
}

impl Bare {
    pub async fn start(answer: &Response) -> Self {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        let mut bytes = Vec::new();
        for (name, value) in &answer.headers {
            // These belong to the connection: whoever sends writes them.
            if !["content-length", "transfer-encoding", "connection", "date"].contains(&name.as_str()) {
                bytes.extend_from_slice(format!("{name}: {value}\n").as_bytes());
            }
        }
        bytes.push(b'\n');
        bytes.extend_from_slice(&answer.body);
        std::fs::write(file.path(), bytes).expect("the bytes to send");
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .arg("--bare")
            .arg(file.path())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the bare handler starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).await.expect("its address");
        Self { address: line.trim().parse().expect("an address"), _child: child, _answer: file }
    }
}

/// What the child process does.
pub async fn serve_bare(file: &str) {
    use axum::serve::ListenerExt;
    let (headers, body) = read_answer(&std::fs::read(file).expect("the bytes to send"));
    let handler = axum::routing::get(move || async move { (headers, body) });
    let router = axum::Router::new().route("/", handler);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    println!("{}", listener.local_addr().expect("bound"));
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, router).await.expect("served");
}

fn read_answer(bytes: &[u8]) -> (HeaderMap, Bytes) {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").expect("an empty line after the headers");
    let lines = std::str::from_utf8(&bytes[..end]).expect("headers are text").lines();
    let headers = lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| {
        let name: HeaderName = name.parse().expect("a header's name");
        (name, HeaderValue::from_str(value).expect("a header's value"))
    });
    (headers.collect(), Bytes::copy_from_slice(&bytes[end + 2..]))
}
