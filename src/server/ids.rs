//! The server's only source of chance: ids, seeds and secrets.

use crate::domain::seed::Seed;
use chrono::{DateTime, Utc};
use uuid::{NoContext, Timestamp, Uuid};

/// A fresh id of any kind: UUID v7, so that ids sort by the time they were made.
pub fn new_id<Id: From<Uuid>>(now: DateTime<Utc>) -> Id {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos())).into()
}

/// A fresh seed for a draw of items or a play.
pub fn new_seed() -> Seed {
    Seed(u64::from_le_bytes(random_bytes()))
}

/// Bytes that nobody can guess.
///
/// # Panics
/// If the operating system gives no randomness: going on would hand out guessable secrets.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::PlayId;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let early = new_id::<PlayId>("2026-01-01T00:00:00Z".parse().expect("an instant"));
        let late = new_id::<PlayId>("2026-01-01T00:00:01Z".parse().expect("an instant"));
        assert!(early < late);
    }
}
