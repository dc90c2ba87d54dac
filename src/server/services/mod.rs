//! What the service does: one verb per file. A verb loads, decides by the domain, and saves, in one transaction with its
//! audit row. It knows nothing of HTTP and words.

pub mod account;
pub mod audit;
pub mod backup;
pub mod certificate;
pub mod content;
pub mod eligibility;
pub mod exam;
pub mod item;
pub mod learning;
pub mod people;

use super::password::HashFailure;
use super::storage::StoreError;
use chrono::{DateTime, Utc};

/// Why a verb did nothing. Verbs with reasons of their own have an error type of their own around this.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// There is no such thing, or it is none of the caller's business.
    #[error("not found")]
    NotFound,
    /// The caller may not do this.
    #[error("not allowed")]
    Forbidden,
    /// Somebody changed the thing since the caller saw it.
    #[error("changed in the meantime")]
    Stale,
    /// Too often; not before the instant.
    #[error("too many attempts, not before {until}")]
    TooMany { until: DateTime<Utc> },
    /// Worth trying again soon.
    #[error("busy")]
    Busy,
    #[error(transparent)]
    Store(StoreError),
    #[error(transparent)]
    Hash(#[from] HashFailure),
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing => Self::NotFound,
            StoreError::Stale => Self::Stale,
            StoreError::Busy => Self::Busy,
            StoreError::Taken
            | StoreError::Dangling
            | StoreError::OldSqlite { .. }
            | StoreError::Corrupt { .. }
            | StoreError::Migration(_)
            | StoreError::Database(_)
            | StoreError::File(_) => Self::Store(error),
        }
    }
}
