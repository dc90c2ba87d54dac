//! How much of each fault: the short dose of every test run, and the full one of `make fault`.

use rungs::domain::seed::Seed;
use std::io::Write as _;
use std::time::Duration;

pub struct Dose {
    /// `kill -9` on each of the two databases, in rounds that begin with a fresh one.
    pub rounds: usize,
    pub kills_a_round: usize,
    /// Candidates who save at the same time meanwhile.
    pub writers: usize,
    /// Sittings that are handed in by so many requests at once.
    pub handed_in: usize,
    pub submits: usize,
    /// People who start by so many requests at once.
    pub starting: usize,
    pub starts: usize,
    /// For so long the database does not answer.
    pub outage: Duration,
    /// Saves that are watched from outside.
    pub traced: usize,
}

const SHORT: Dose = Dose {
    rounds: 2,
    kills_a_round: 100,
    writers: 50,
    handed_in: 20,
    submits: 100,
    starting: 10,
    starts: 50,
    outage: Duration::from_secs(2),
    traced: 20,
};

const FULL: Dose =
    Dose { rounds: 20, handed_in: 100, starting: 50, outage: Duration::from_secs(10), traced: 500, ..SHORT };

pub fn dose() -> &'static Dose {
    if is_full() { &FULL } else { &SHORT }
}

fn is_full() -> bool {
    std::env::var("RUNGS_FAULTS").is_ok_and(|wanted| wanted == "full")
}

/// A fault that this machine does not let us make. The short dose goes on without it; the full one has promised it.
///
/// # Panics
/// In the full dose.
pub fn cannot(fault: &str, why: &str) {
    assert!(!is_full(), "{fault} cannot be tested here: {why}");
    announce(&format!("SKIPPED, {fault}: {why}"));
}

/// Where chance begins. `RUNGS_FAULT_SEED` repeats a run; the kernel's scheduling is not part of it.
pub fn seed() -> Seed {
    let given = std::env::var("RUNGS_FAULT_SEED").ok().and_then(|text| text.parse().ok());
    let seed = Seed(given.unwrap_or(20_261_122));
    // Shown when the test fails.
    println!("RUNGS_FAULT_SEED={}", seed.0);
    seed
}

/// Says something that must be seen even when the test passes.
pub fn announce(words: &str) {
    // The test harness keeps what `print!` writes to itself.
    let _ = writeln!(std::io::stderr(), "faults: {words}");
}
