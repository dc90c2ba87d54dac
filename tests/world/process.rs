//! `rungs` as a process: started as its users start it, and ended in every way there is.

use super::http::Client;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// A running server. Killed when dropped.
pub struct Process {
    pub address: SocketAddr,
    /// From the start of the process until it said that it is ready.
    pub ready_after: Duration,
    child: Child,
    /// What it printed after its address.
    lines: Option<Lines<BufReader<ChildStdout>>>,
}

impl Process {
    /// Returns when the server says that it is ready. `settings` are environment variables beside those of the data folder;
    /// without an address among them the server takes a free port.
    pub async fn start(command: &str, data: &Path, settings: &[(&str, &str)]) -> Self {
        let mut rungs = Command::new(env!("CARGO_BIN_EXE_rungs"));
        rungs.arg(command).env_remove("RUNGS_DATABASE_URL").env("RUNGS_ADDR", "127.0.0.1:0");
        rungs.env("RUNGS_DATA_DIR", data).env("RUNGS_LANG", "en").envs(settings.iter().copied());
        Self::of(rungs).await
    }

    /// The same for a command line that somebody else has put together, such as one under a tracer.
    pub async fn of(command: Command) -> Self {
        Self::logging(command, Stdio::null()).await
    }

    /// The same with its log going somewhere.
    pub async fn logging(mut command: Command, log: impl Into<Stdio>) -> Self {
        let began = Instant::now();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .expect("rungs starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let address = find_address(&mut lines).await;
        let ready = Client::connect(address).await.get("/readyz", &[]).await;
        assert_eq!(ready.status, 200, "ready");
        Self { address, ready_after: began.elapsed(), child, lines: Some(lines) }
    }

    pub fn id(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    /// The next line that it prints; none when there is no more, or none for a while.
    pub async fn line(&mut self) -> Option<String> {
        let lines = self.lines.as_mut()?;
        tokio::time::timeout(Duration::from_millis(200), lines.next_line()).await.ok()?.ok()?
    }

    /// Reads over what is still printed: it must not fill the pipe.
    pub fn overhear(&mut self) {
        if let Some(mut lines) = self.lines.take() {
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        }
    }

    /// `kill -9`.
    pub async fn kill(&mut self) {
        self.child.kill().await.expect("it ends");
    }

    /// SIGTERM: please end.
    pub fn terminate(&self) {
        signal("TERM", self.id());
    }

    /// Waits for the end.
    pub async fn ended(&mut self) -> ExitStatus {
        self.child.wait().await.expect("it ends")
    }

    #[expect(clippy::cast_precision_loss, reason = "megabytes for reading")]
    pub fn resident_megabytes(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id())).expect("Linux tells");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("a resident size");
        line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).expect("a number") as f64
            / 1024.0
    }
}

pub fn signal(name: &str, process: u32) {
    let sent = std::process::Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status();
    assert!(sent.expect("kill runs").success(), "SIG{name} to {process}");
}

async fn find_address(lines: &mut Lines<BufReader<ChildStdout>>) -> SocketAddr {
    while let Some(line) = lines.next_line().await.expect("readable output") {
        if let Some((_, address)) = line.split_once("http://") {
            // In an empty folder the first is the link for the administrator: it goes on behind the address.
            return address.trim().split('/').next().and_then(|address| address.parse().ok()).expect("an address");
        }
    }
    panic!("rungs ended before it was ready");
}

/// An address to come back to after a restart. The port lies below those that the kernel gives to connections: a client that
/// knocks while nobody listens could otherwise be given the port itself, and be connected to itself.
pub fn lasting_address() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = u16::try_from(std::process::id() % 1000).unwrap_or(0) * 10;
    loop {
        let address =
            SocketAddr::from(([127, 0, 0, 1], 20_000 + (first + NEXT.fetch_add(1, Ordering::Relaxed)) % 10_000));
        if TcpListener::bind(address).is_ok() {
            return address;
        }
    }
}
