//! The measured server as a process, the way its users run it.

use crate::http::Client;
use crate::load::encode;
use std::net::SocketAddr;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

pub const LESSON: &str = "/lessons/l1-mindset-customer-and-user";
pub const ROLE_PLAY: &str = "/role-play/l1-process-late-parcel";

pub struct Rungs {
    pub address: SocketAddr,
    pub folder: TempDir,
    /// From the start of the process until it said that it is ready.
    pub ready_after: Duration,
    child: Child,
    /// The sign-ins that `demo` prints: (role, name).
    sign_ins: Vec<(String, String)>,
    /// Everybody's password in the demo company.
    password: String,
}

impl Rungs {
    pub async fn start(command: &str) -> Self {
        Self::start_in(command, TempDir::new().expect("a temporary folder")).await
    }

    /// Returns when the server says that it is ready.
    pub async fn start_in(command: &str, folder: TempDir) -> Self {
        let began = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_rungs"))
            .arg(command)
            .env("RUNGS_ADDR", "127.0.0.1:0")
            .env("RUNGS_DATA_DIR", folder.path())
            .env("RUNGS_LANG", "en")
            .env_remove("RUNGS_DATABASE_URL")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("rungs starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let address = find_address(&mut lines).await;
        let ready = Client::connect(address).await.get("/readyz", &[]).await;
        assert_eq!(ready.status, 200, "ready");
        let ready_after = began.elapsed();
        let (mut sign_ins, mut password) = (Vec::new(), String::new());
        if command == "demo" {
            while let Ok(Ok(Some(line))) = tokio::time::timeout(Duration::from_millis(200), lines.next_line()).await {
                if let Some((_, words)) = line.split_once("password: ") {
                    words.trim().clone_into(&mut password);
                }
                if let Some((name, rest)) = line.trim().split_once("  (") {
                    let role = rest.split(',').next().unwrap_or_default();
                    sign_ins.push((role.to_lowercase(), name.to_owned()));
                }
            }
        }
        // The rest of what it prints must not fill the pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { address, folder, ready_after, child, sign_ins, password }
    }

    /// Signs in with the printed account of a role; returns the cookie.
    pub async fn sign_in(&self, role: &str) -> String {
        let (_, name) = self.sign_ins.iter().find(|(of, _)| of == role).expect("a printed sign-in of the role");
        let form = format!("name={}&password={}", encode(name), encode(&self.password));
        let answer = Client::connect(self.address).await.post("/sign-in", &[], &form).await;
        assert_eq!(answer.status, 303, "signed in");
        answer.header("set-cookie").and_then(|cookie| cookie.split(';').next()).expect("a session").to_owned()
    }

    #[expect(clippy::cast_precision_loss, reason = "megabytes for reading")]
    pub fn resident_megabytes(&self) -> f64 {
        let id = self.child.id().expect("it runs");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("Linux tells");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("a resident size");
        line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).expect("a number") as f64
            / 1024.0
    }

    pub async fn end(&mut self) {
        self.child.kill().await.expect("it ends");
    }

    pub async fn stop(mut self) {
        self.end().await;
    }
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

/// The crates of the default server build, the product itself among them.
#[expect(clippy::cast_precision_loss, reason = "a number for reading")]
pub fn count_crates() -> f64 {
    let output = std::process::Command::new(env!("CARGO"))
        .args(["tree", "--edges", "normal,build", "--prefix", "none", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo tree runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut crates: Vec<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    crates.sort_unstable();
    crates.dedup();
    crates.len() as f64
}
