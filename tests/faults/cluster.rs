//! A PostgreSQL cluster that may be hurt: one of this test's own, by the same script as the scratch cluster.

use crate::world::process::signal;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/end2end/with-postgres");

pub struct Cluster {
    pub url: String,
    folder: PathBuf,
    /// Ends, and takes the cluster with it, when its standard input is closed: however this test ends.
    script: Child,
}

impl Cluster {
    pub async fn start() -> Self {
        let mut script = Command::new(SCRIPT)
            .args(["bash", "-c", "echo \"$RUNGS_TEST_POSTGRES\"; cat >/dev/null"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the script runs");
        let mut lines = BufReader::new(script.stdout.take().expect("piped")).lines();
        let url = lines.next_line().await.expect("readable").expect("a cluster");
        let folder = url.split_once("host=").expect("a socket's folder").1.into();
        Self { url, folder, script }
    }

    /// Stops every process of it in its tracks.
    pub fn freeze(&self) {
        let postmaster = self.postmaster();
        // First the one that makes the others.
        signal("STOP", postmaster);
        for child in children(postmaster) {
            signal_if_there("STOP", child);
        }
    }

    pub fn thaw(&self) {
        let postmaster = self.postmaster();
        for child in children(postmaster) {
            signal_if_there("CONT", child);
        }
        signal("CONT", postmaster);
    }

    /// Ends it as a power cut does: nothing is written down any more.
    pub async fn crash(&self) {
        self.pg_ctl(&["--mode=immediate", "stop"]).await;
    }

    /// With the options that it had.
    pub async fn start_again(&self) {
        self.pg_ctl(&["--wait", "restart"]).await;
    }

    pub async fn end(mut self) {
        drop(self.script.stdin.take());
        self.script.wait().await.expect("the script ends");
    }

    fn postmaster(&self) -> u32 {
        let file = std::fs::read_to_string(self.folder.join("data/postmaster.pid")).expect("it runs");
        file.lines().next().and_then(|line| line.trim().parse().ok()).expect("a process")
    }

    async fn pg_ctl(&self, words: &[&str]) {
        let data = self.folder.join("data");
        let owner = Command::new("stat").args(["--format=%U"]).arg(&data).output().await.expect("stat runs");
        let owner = String::from_utf8(owner.stdout).expect("a name");
        let mut command = if owner.trim() == "nobody" {
            // PostgreSQL refuses root: the script has given the folder to this user.
            let mut command = Command::new("setpriv");
            command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups"]).arg(bin().join("pg_ctl"));
            command
        } else {
            Command::new(bin().join("pg_ctl"))
        };
        command.arg("--pgdata").arg(&data).arg("--log").arg(self.folder.join("server.log")).arg("--silent");
        let done =
            command.args(words).current_dir(&self.folder).stdin(Stdio::null()).stderr(Stdio::null()).status().await;
        assert!(done.expect("pg_ctl runs").success(), "pg_ctl {words:?}");
    }
}

/// Where the distribution keeps PostgreSQL's programs; otherwise they are on the path.
fn bin() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("pg_ctl").exists()).max();
    newest.unwrap_or_else(|| Path::new("").to_owned())
}

/// A connection's process may end at any moment.
fn signal_if_there(name: &str, process: u32) {
    let _ = std::process::Command::new("kill").args([&format!("-{name}"), &process.to_string()]).output();
}

fn children(parent: u32) -> Vec<u32> {
    let list = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).expect("Linux tells");
    list.split_whitespace().map(|id| id.parse().expect("a process")).collect()
}
