//! The disk is full: saving and handing in say so within a second, reading goes on, and when there is space again the
//! server goes on by itself.

use crate::book;
use crate::dose::{announce, cannot, seed};
use crate::kill::sittings;
use crate::place::Place;
use crate::sound;
use crate::world::candidate::{Browser, Failed, Sitter};
use crate::world::process::Process;
use rungs::api::failure::Failure;
use rungs::domain::attempt::view::{SaveReply, Standing};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Space beside the data.
const SPARE: u64 = 2 * 1024 * 1024;
/// Refusals to see before there is space again.
const REFUSALS: usize = 20;
/// The product promises a candidate to hear within this that something is not saved.
const HEARD_WITHIN: Duration = Duration::from_secs(1);

/// A small disk in memory.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// None where that is not allowed.
    fn mount(at: &Path, bytes: u64) -> Option<Self> {
        let size = format!("size={bytes}");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at).output();
        match mounted {
            Ok(done) if done.status.success() => Some(Self(at.to_owned())),
            Ok(done) => {
                cannot("the full disk", String::from_utf8_lossy(&done.stderr).trim());
                None
            }
            Err(error) => {
                cannot("the full disk", &format!("mount: {error}"));
                None
            }
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_a_save_is_refused_and_later_taken() {
    let place = Place::sqlite();
    let (candidate, sitting) = sittings(&place, 1).await.remove(0);
    let Some(disk) = onto_a_small_disk(&place) else { return };
    let mut server = Process::start("serve", &place.data(), &[]).await;
    server.overhear();
    let mut sitter = Sitter::new(Browser::new(&[server.address], &candidate.cookie), sitting);
    let mut draws = seed().draws();
    let batch = sitter.answers(&mut draws, 3);
    sitter.save(&batch).await;
    let ballast = place.data().join("ballast");
    fill(&ballast);
    let (mut refusals, mut slowest) = (0, Duration::ZERO);
    let mut last = None;
    while refusals < REFUSALS {
        // What is refused is sent again, as it is.
        let batch = last.take().unwrap_or_else(|| sitter.answers(&mut draws, 3));
        let began = Instant::now();
        match sitter.try_save(&batch).await {
            // Pages of the log that were there already.
            Ok(SaveReply::Done { .. }) => fill(&ballast),
            Err(Failed::Refused { status: 503, failure: Some(Failure::Busy) }) => {
                slowest = slowest.max(heard(began));
                refusals += 1;
                last = Some(batch);
            }
            other => panic!("neither saved nor refused: {other:?}"),
        }
    }
    let began = Instant::now();
    let handed_in = sitter.try_submit(None).await;
    assert!(matches!(handed_in, Err(Failed::Refused { status: 503, failure: Some(Failure::Busy) })), "{handed_in:?}");
    slowest = slowest.max(heard(began));
    let state = sitter.state().await;
    assert!(matches!(state.standing, Standing::Part { .. }), "reading goes on, and nothing is handed in");
    for kept in &state.kept {
        let known = sitter.ledger.acknowledged.get(&kept.item);
        assert_eq!(known.map(|save| save.sequence), Some(kept.sequence), "nothing stands that was refused");
    }
    std::fs::remove_file(&ballast).expect("space again");
    if let Some(batch) = last {
        sitter.save(&batch).await;
    }
    for _ in 0..10 {
        let batch = sitter.answers(&mut draws, 3);
        sitter.save(&batch).await;
    }
    assert!(matches!(sitter.submit(None).await, Standing::Over { .. }));
    server.terminate();
    assert!(server.ended().await.success());
    book::equals(&place, &[sitter]).await;
    sound::is_sound(&place).await;
    announce(&format!(
        "full disk: {refusals} saves and handing in refused, the slowest after {:.3} s (≤ 1 s)",
        slowest.as_secs_f64()
    ));
    drop(disk);
}

/// How long the candidate waited for the refusal: never longer than promised.
#[track_caller]
fn heard(asked: Instant) -> Duration {
    let after = asked.elapsed();
    assert!(after <= HEARD_WITHIN, "“not saved” came after {after:?}");
    after
}

/// Moves the data to a disk with little space beside it.
fn onto_a_small_disk(place: &Place) -> Option<SmallDisk> {
    let data = place.data();
    let beside = data.with_file_name("beside");
    std::fs::rename(&data, &beside).expect("moved away");
    std::fs::create_dir(&data).expect("a folder");
    let files: Vec<_> =
        std::fs::read_dir(&beside).expect("the data").map(|file| file.expect("a file").path()).collect();
    let size: u64 = files.iter().map(|file| file.metadata().expect("a size").len()).sum();
    let disk = SmallDisk::mount(&data, size + SPARE)?;
    for file in files.iter().filter(|file| file.is_file()) {
        std::fs::copy(file, data.join(file.file_name().expect("a name"))).expect("copied");
    }
    Some(disk)
}

/// Takes what space is left, to the last byte.
fn fill(ballast: &Path) {
    let mut file = OpenOptions::new().create(true).append(true).open(ballast).expect("a file");
    for size in [65_536, 4096, 512, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}
