//! The measured server as a process, the way its users run it.

use crate::load::encode;
use crate::world::http::Client;
use crate::world::process::Process;
use std::net::SocketAddr;
use std::time::Duration;
use tempfile::TempDir;

pub const LESSON: &str = "/lessons/l1-mindset-customer-and-user";
pub const ROLE_PLAY: &str = "/role-play/l1-process-late-parcel";

pub struct Rungs {
    pub address: SocketAddr,
    pub folder: TempDir,
    /// From the start of the process until it said that it is ready.
    pub ready_after: Duration,
    process: Process,
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
        let mut process = Process::start(command, folder.path(), &[]).await;
        let (mut sign_ins, mut password) = (Vec::new(), String::new());
        if command == "demo" {
            while let Some(line) = process.line().await {
                if let Some((_, words)) = line.split_once("password: ") {
                    words.trim().clone_into(&mut password);
                }
                if let Some((name, rest)) = line.trim().split_once("  (") {
                    let role = rest.split(',').next().unwrap_or_default();
                    sign_ins.push((role.to_lowercase(), name.to_owned()));
                }
            }
        }
        process.overhear();
        Self { address: process.address, folder, ready_after: process.ready_after, process, sign_ins, password }
    }

    /// Signs in with the printed account of a role; returns the cookie.
    pub async fn sign_in(&self, role: &str) -> String {
        let (_, name) = self.sign_ins.iter().find(|(of, _)| of == role).expect("a printed sign-in of the role");
        let form = format!("name={}&password={}", encode(name), encode(&self.password));
        let answer = Client::connect(self.address).await.post("/sign-in", &[], &form).await;
        assert_eq!(answer.status, 303, "signed in");
        answer.header("set-cookie").and_then(|cookie| cookie.split(';').next()).expect("a session").to_owned()
    }

    pub fn resident_megabytes(&self) -> f64 {
        self.process.resident_megabytes()
    }

    pub async fn end(&mut self) {
        self.process.kill().await;
    }

    pub async fn stop(mut self) {
        self.end().await;
    }
}

/// The processor time of a process's threads so far, in milliseconds; the kernel counts nanoseconds of each.
pub fn processor_time(id: u32) -> f64 {
    let threads = std::fs::read_dir(format!("/proc/{id}/task")).expect("Linux tells");
    let spent = |thread: std::io::Result<std::fs::DirEntry>| -> Option<f64> {
        // A thread may end while it is looked at.
        let text = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse().ok()
    };
    threads.filter_map(spent).sum::<f64>() / 1e6
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
