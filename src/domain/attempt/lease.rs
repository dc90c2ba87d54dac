//! Which device may write into an attempt. One at a time: taking over is visible to both.

use crate::domain::id::{LeaseId, SessionId};
use chrono::{DateTime, Utc};

/// One device's right to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// What every save names.
    pub id: LeaseId,
    /// Counts the take-overs, from 1.
    pub number: u32,
    /// The signed-in browser that holds it.
    pub session: SessionId,
    /// In words for people: the kind of device or browser.
    pub device: String,
    pub taken_at: DateTime<Utc>,
}

/// Another device writes now. This one's answers are refused until it takes the attempt back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the attempt goes on at {device} since {since}")]
pub struct Elsewhere {
    pub device: String,
    pub since: DateTime<Utc>,
}

impl Lease {
    /// The first lease of an attempt.
    pub fn first(holder: Holder, at: DateTime<Utc>) -> Self {
        Self { id: holder.id, number: 1, session: holder.session, device: holder.device, taken_at: at }
    }

    /// The lease after somebody else, or the same browser in another tab, has taken over.
    #[must_use]
    pub fn taken_over(&self, holder: Holder, at: DateTime<Utc>) -> Self {
        Self { number: self.number + 1, ..Self::first(holder, at) }
    }

    /// Whether a save that names the lease may be taken.
    pub fn admits(&self, named: LeaseId) -> Result<(), Elsewhere> {
        if self.id == named { Ok(()) } else { Err(Elsewhere { device: self.device.clone(), since: self.taken_at }) }
    }
}

/// Whoever asks for a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// A fresh id.
    pub id: LeaseId,
    pub session: SessionId,
    pub device: String,
}
