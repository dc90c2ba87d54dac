//! Load, the bare handler to compare with, and the arithmetic of figures.

use crate::http::Client;
use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const CONNECTIONS: usize = 16;
const SPAN: Duration = Duration::from_secs(2);

/// How many answers a second a server gives to a few kept-alive connections.
pub async fn requests_per_second(address: SocketAddr, path: &str, cookie: &str) -> f64 {
    let answered = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let mut workers = Vec::new();
    for _ in 0..CONNECTIONS {
        let (answered, path, cookie) = (Arc::clone(&answered), path.to_owned(), cookie.to_owned());
        workers.push(tokio::spawn(async move {
            let mut client = Client::connect(address).await;
            while began.elapsed() < SPAN {
                assert_eq!(client.get(&path, &[("cookie", &cookie)]).await.status, 200);
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

/// Signs in with right passwords, all at the same moment; returns how many were answered.
pub async fn sign_in_at_once(address: SocketAddr, accounts: Vec<(String, String)>, count: usize) -> usize {
    let mut workers = Vec::new();
    for number in 0..count {
        let (name, password) = accounts[number % accounts.len()].clone();
        workers.push(tokio::spawn(async move {
            let form = format!("name={}&password={}", encode(&name), encode(&password));
            Client::connect(address).await.post("/sign-in", &[], &form).await.status
        }));
    }
    let mut answered = 0;
    for worker in workers {
        answered += usize::from(worker.await.is_ok_and(|status| status == 303));
    }
    answered
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

/// A process of its own with one axum handler that sends given bytes.
pub struct Bare {
    pub address: SocketAddr,
    _child: Child,
    _body: tempfile::NamedTempFile,
}

impl Bare {
    pub async fn start(body: &[u8]) -> Self {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        std::fs::write(file.path(), body).expect("the bytes to send");
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .arg("--bare")
            .arg(file.path())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the bare handler starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).await.expect("its address");
        Self { address: line.trim().parse().expect("an address"), _child: child, _body: file }
    }
}

/// What the child process does.
pub async fn serve_bare(file: &str) {
    use axum::response::Html;
    use axum::serve::ListenerExt;
    let body: &'static str = Box::leak(std::fs::read_to_string(file).expect("the bytes to send").into_boxed_str());
    let router = axum::Router::new().route("/", axum::routing::get(move || async move { Html(body) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    println!("{}", listener.local_addr().expect("bound"));
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, router).await.expect("served");
}
