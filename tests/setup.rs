//! `end2end/install` for somebody who may not install: it names exactly what is missing and ends.
#![cfg(feature = "ssr")]

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/end2end/install");

/// A machine on which only these commands exist, besides what the script itself needs.
struct Machine {
    commands: TempDir,
}

impl Machine {
    fn with(fakes: &[(&str, &str)]) -> Self {
        let commands = TempDir::new().expect("a folder");
        fs::set_permissions(commands.path(), fs::Permissions::from_mode(0o755)).expect("a folder for all");
        for name in ["bash", "id", "grep", "setpriv"] {
            let found =
                ["/usr/bin", "/bin"].map(|folder| Path::new(folder).join(name)).into_iter().find(|path| path.exists());
            if let Some(found) = found {
                symlink(found, commands.path().join(name)).expect("a link");
            }
        }
        for (name, body) in fakes {
            let path = commands.path().join(name);
            fs::write(&path, format!("#!/bin/sh\n{body}\n")).expect("a command");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a command to run");
        }
        Self { commands }
    }

    /// Runs the script as somebody without rights, from standard input: that user may not be able to read this folder.
    fn install(&self, what: &str) -> Output {
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
        let mut command = if is_root {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "bash", "-s", what]);
            command
        } else {
            let mut command = Command::new("bash");
            command.args(["-s", what]);
            command
        };
        command
            .env("PATH", self.commands.path())
            .current_dir("/")
            .stdin(File::open(SCRIPT).expect("the script"))
            .output()
            .expect("the script runs")
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn without_rust_it_names_rustup() {
    let output = Machine::with(&[]).install("rust");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("https://rustup.rs"), "{}", said(&output));
}

#[test]
fn without_the_browsers_standard_library_it_names_the_command() {
    let output = Machine::with(&[("cargo", ":"), ("rustc", "echo /nowhere")]).install("rust");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("rustup target add wasm32-unknown-unknown"), "{}", said(&output));
}

#[test]
fn without_a_linker_it_names_the_packages() {
    let sysroot = TempDir::new().expect("a folder");
    fs::set_permissions(sysroot.path(), fs::Permissions::from_mode(0o755)).expect("a folder for all");
    fs::create_dir_all(sysroot.path().join("lib/rustlib/wasm32-unknown-unknown")).expect("a library");
    let rustc = format!("echo {}", sysroot.path().display());
    let output = Machine::with(&[("cargo", ":"), ("rustc", &rustc)]).install("rust");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("apt-get install --no-install-recommends gcc libc6-dev"), "{}", said(&output));
}

#[test]
fn without_what_the_tests_need_it_names_every_package() {
    let output = Machine::with(&[]).install("test");
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    for package in ["sudo apt-get install", "chromium", "fonts-noto-cjk", "fontconfig", "strace", "nodejs", "npm"] {
        assert!(said.contains(package), "{package}: {said}");
    }
}
