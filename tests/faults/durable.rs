//! Watched from outside by strace: before each acknowledgement, what it acknowledges was written to SQLite's log and the log
//! was forced to the disk.

use crate::dose::{announce, cannot, dose, seed};
use crate::kill::sittings;
use crate::place::Place;
use crate::world::candidate::{Browser, Sitter};
use crate::world::process::{Process, signal};
use std::collections::HashMap;
use std::path::Path;
use tokio::process::Command;

/// The calls by which requests come, answers go, and files are written and forced.
const CALLS: &str = "trace=recvfrom,read,sendto,write,writev,pwrite64,fdatasync,fsync";

/// Ends the watched server when the test fails: it does not end with its watcher.
struct Watched(u32);

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = std::process::Command::new("kill").args(["-9", &self.0.to_string()]).output();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_save_is_forced_to_the_disk_before_it_is_acknowledged() {
    if !may_watch().await {
        return;
    }
    let place = Place::sqlite();
    let (candidate, sitting) = sittings(&place, 1).await.remove(0);
    let trace = place.data().join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-y", "-s", "48", "-e", CALLS, "-o"]).arg(&trace);
    command.arg(env!("CARGO_BIN_EXE_rungs")).arg("serve").env_remove("RUNGS_DATABASE_URL");
    command.env("RUNGS_ADDR", "127.0.0.1:0").env("RUNGS_DATA_DIR", place.data()).env("RUNGS_LANG", "en");
    let mut strace = Process::of(command).await;
    strace.overhear();
    let watched = Watched(only_child(strace.id()));
    let mut sitter = Sitter::new(Browser::new(&[strace.address], &candidate.cookie), sitting);
    let mut draws = seed().draws();
    for _ in 0..dose().traced {
        let batch = sitter.answers(&mut draws, 4);
        sitter.save(&batch).await;
    }
    signal("TERM", watched.0);
    strace.ended().await;
    let seen = acknowledged_after_sync(&std::fs::read_to_string(&trace).expect("a trace"));
    assert_eq!(seen, Ok(dose().traced), "each save, forced before it was acknowledged");
    announce(&format!("strace: {} saves, each forced to the disk before its acknowledgement", dose().traced));
}

async fn may_watch() -> bool {
    match Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output().await {
        Ok(done) if done.status.success() => true,
        Ok(done) => {
            cannot("strace", String::from_utf8_lossy(&done.stderr).trim());
            false
        }
        Err(error) => {
            cannot("strace", &error.to_string());
            false
        }
    }
}

fn only_child(parent: u32) -> u32 {
    let list = std::fs::read_to_string(Path::new("/proc").join(format!("{parent}/task/{parent}/children")));
    list.expect("Linux tells").trim().parse().expect("one process is watched")
}

/// A call, from the line where it began to the line where it ended.
struct Call {
    text: String,
    began: usize,
    ended: usize,
}

/// How many saves were acknowledged, if each was first written to the log and then forced to the disk, with nothing written
/// in between; otherwise the line that came too early.
fn acknowledged_after_sync(trace: &str) -> Result<usize, String> {
    let calls = calls(trace);
    let (mut asked, mut count): (HashMap<String, usize>, usize) = (HashMap::new(), 0);
    for call in &calls {
        let name = call.text.split('(').next().unwrap_or_default();
        let Some(file) = call.text.split(['<', '>']).nth(1) else { continue };
        match name {
            "recvfrom" | "read" if call.text.contains("\"POST /api/exam_save") => {
                asked.insert(file.to_owned(), call.ended);
            }
            "sendto" | "write" | "writev" if call.text.contains("\"HTTP/1.1 200") => {
                let Some(since) = asked.remove(file) else { continue };
                let between = |other: &&Call| other.began > since && other.ended < call.began;
                let to_log = |other: &&Call| other.text.contains("rungs.sqlite-wal>");
                let is_write = |other: &&Call| other.text.starts_with("write(") || other.text.starts_with("pwrite64(");
                let is_sync = |other: &&Call| other.text.contains("sync(") && other.text.trim_end().ends_with("= 0");
                let log = || calls.iter().filter(to_log).filter(between);
                let written = log().filter(is_write).map(|write| write.ended).max();
                let forced = log().filter(is_sync).map(|sync| sync.began).max();
                if written.is_none() || forced <= written {
                    return Err(call.text.clone());
                }
                count += 1;
            }
            _ => {}
        }
    }
    Ok(count)
}

/// Calls that others interrupt stand in two lines, by the same thread.
fn calls(trace: &str) -> Vec<Call> {
    let mut open: HashMap<&str, (usize, &str)> = HashMap::new();
    let mut calls = Vec::new();
    for (number, line) in trace.lines().enumerate() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let rest = rest.trim_start();
        if let Some(head) = rest.strip_suffix(" <unfinished ...>") {
            open.insert(thread, (number, head));
        } else if let Some((_, tail)) = rest.split_once(" resumed>").filter(|_| rest.starts_with("<... ")) {
            let Some((began, head)) = open.remove(thread) else { continue };
            calls.push(Call { text: format!("{head}{tail}"), began, ended: number });
        } else {
            calls.push(Call { text: rest.to_owned(), began: number, ended: number });
        }
    }
    calls
}

#[test]
fn an_acknowledgement_before_the_sync_is_found() {
    let ask = "7 recvfrom(9<socket:[1]>, \"POST /api/exam_save HTTP/1.1\", 8192, 0, NULL, NULL) = 400\n";
    let write = "8 pwrite64(5</d/rungs.sqlite-wal>, \"x\", 4096, 32) = 4096\n";
    let (begin, end) = ("8 fdatasync(5</d/rungs.sqlite-wal> <unfinished ...>\n", "8 <... fdatasync resumed>) = 0\n");
    let answer = "7 writev(9<socket:[1]>, [{iov_base=\"HTTP/1.1 200 OK\", iov_len=300}], 1) = 300\n";
    let judge = |lines: &[&str]| acknowledged_after_sync(&lines.concat());
    assert_eq!(judge(&[ask, write, begin, end, answer]), Ok(1));
    assert_eq!(judge(&[ask, write, begin, end, answer, ask, write, begin, end, answer]), Ok(2));
    for wrong in [
        &[ask, write, begin, answer, end][..],
        &[ask, begin, end, write, answer],
        &[ask, begin, end, answer],
        &[ask, write, answer],
        &[ask, write, begin, end, write, answer],
        &[write, begin, end, ask, answer],
    ] {
        assert!(judge(wrong).is_err(), "{wrong:?}");
    }
}
