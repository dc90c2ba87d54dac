//! Verifying the chain: finds edits, deletions and reordering; and, against a head exported earlier, truncation.

use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::audit::{self, EntryRow, GENESIS, Head};

/// How many entries are held in memory at once.
const BATCH: i64 = 1_000;

/// What is wrong, and at which entry it shows first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The number follows no other: an entry is gone, or was moved.
    Gap { expected: i64, found: i64 },
    /// The entry's content is not what was hashed.
    Edited { seq: i64 },
    /// The entry does not continue the one before it.
    Unlinked { seq: i64 },
    /// The chain's own end is not where its last entry is: entries were cut off or added around the service.
    WrongEnd { recorded: i64, found: i64 },
    /// An exported head is further than the log.
    Truncated { exported: i64, found: i64 },
    /// The log has another entry where the exported head was: it was rewritten.
    Rewritten { seq: i64 },
}

/// The result of a walk over the whole log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub entries: i64,
    /// The last entry that the walk came to.
    pub end: Head,
    pub findings: Vec<Finding>,
}

impl Verified {
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Walks the log in one consistent view. `exported` is a head that was kept outside of the database.
pub async fn verify(state: &AppState, exported: Option<&Head>) -> Result<Verified, ServiceError> {
    let mut tx = state.db.read().await?;
    let recorded = audit::head(&mut tx).await?;
    let mut walk = Walk { last: 0, hash: GENESIS.to_owned(), entries: 0, exported, findings: Vec::new() };
    loop {
        let batch = audit::after(&mut tx, walk.last, BATCH).await?;
        if batch.is_empty() {
            break;
        }
        for entry in &batch {
            walk.step(entry);
        }
    }
    Ok(walk.end(&recorded))
}

struct Walk<'a> {
    last: i64,
    hash: String,
    entries: i64,
    exported: Option<&'a Head>,
    findings: Vec<Finding>,
}

impl Walk<'_> {
    fn step(&mut self, entry: &EntryRow) {
        if entry.seq != self.last + 1 {
            self.findings.push(Finding::Gap { expected: self.last + 1, found: entry.seq });
        } else if entry.previous_hash != self.hash {
            self.findings.push(Finding::Unlinked { seq: entry.seq });
        }
        if entry.computed_hash() != entry.hash {
            self.findings.push(Finding::Edited { seq: entry.seq });
        }
        if self.exported.is_some_and(|head| head.seq == entry.seq && head.hash != entry.hash) {
            self.findings.push(Finding::Rewritten { seq: entry.seq });
        }
        self.last = entry.seq;
        self.hash.clone_from(&entry.hash);
        self.entries += 1;
    }

    fn end(mut self, recorded: &Head) -> Verified {
        if recorded.seq != self.last || recorded.hash != self.hash {
            self.findings.push(Finding::WrongEnd { recorded: recorded.seq, found: self.last });
        }
        if let Some(head) = self.exported.filter(|head| head.seq > self.last) {
            self.findings.push(Finding::Truncated { exported: head.seq, found: self.last });
        }
        Verified { entries: self.entries, end: Head { seq: self.last, hash: self.hash }, findings: self.findings }
    }
}
