//! What becomes of an answer that arrives. Nothing in here looks at whether it is right.

use super::lease::{Elsewhere, Lease};
use crate::domain::form::PartKind;
use crate::domain::id::LeaseId;
use crate::domain::item::ItemId;
use crate::domain::item::response::Response;
use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// No browser sends more in one request; a journal after a long outage is cut into several.
pub const MOST_SAVES: usize = 200;

/// An answer as a browser sends it. Together with the attempt and the lease this is the whole save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Save {
    pub item: ItemId,
    /// Counts the changes of this item's answer, from 1. A browser goes on from the highest that it has heard of.
    pub sequence: u32,
    /// Nothing: the answer was taken back.
    pub response: Option<Response>,
    /// The candidate wants to look at the item again.
    #[serde(default)]
    pub flagged: bool,
}

/// What stands for an item: the highest sequence, and of equal ones the later lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    pub sequence: u32,
    /// The number of the lease that it was saved under.
    pub lease: u32,
}

/// What an attempt lets in at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    pub lease: Lease,
    /// The part that is being sat, and the end of its time and grace.
    pub open: Option<(PartKind, DateTime<Utc>)>,
    pub grace: Duration,
}

/// Whether an answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admitted {
    Counts,
    /// Its part is over: kept as evidence, never scored.
    Late,
}

impl Door {
    /// The part that is being sat, and the end of its time.
    pub fn ends_at(&self) -> Option<(PartKind, DateTime<Utc>)> {
        self.open.map(|(part, until)| (part, until - self.grace))
    }

    /// Decides for a save of an item of a part. What arrived decides, not when anybody says that it was written.
    pub fn admit(&self, lease: LeaseId, part: PartKind, arrived: DateTime<Utc>) -> Result<Admitted, Elsewhere> {
        self.lease.admits(lease)?;
        match self.open {
            Some((open, until)) if open == part && arrived < until => Ok(Admitted::Counts),
            Some(_) | None => Ok(Admitted::Late),
        }
    }
}

/// The answers of an attempt: each save is applied at most once, and the highest rank wins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    answers: BTreeMap<ItemId, Answer>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub rank: Rank,
    pub response: Option<Response>,
    pub flagged: bool,
}

impl Sheet {
    /// Takes a save in and acknowledges it by the sequence that stands for the item now: the save's own, or a higher one if
    /// a newer answer stands. The same for right and wrong, and for the first time and the second.
    pub fn apply(&mut self, lease: u32, save: Save) -> u32 {
        let rank = Rank { sequence: save.sequence, lease };
        let answer = Answer { rank, response: save.response, flagged: save.flagged };
        let standing = self.answers.entry(save.item).or_insert_with(|| answer.clone());
        if standing.rank < rank {
            *standing = answer;
        }
        standing.rank.sequence
    }

    pub fn answers(&self) -> &BTreeMap<ItemId, Answer> {
        &self.answers
    }
}

/// Of several saves of one item only the last can stand; nothing else needs to be written.
pub fn latest(saves: Vec<Save>) -> Vec<Save> {
    let mut latest: BTreeMap<ItemId, Save> = BTreeMap::new();
    for save in saves {
        match latest.get(&save.item) {
            Some(standing) if standing.sequence >= save.sequence => {}
            Some(_) | None => {
                latest.insert(save.item.clone(), save);
            }
        }
    }
    latest.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn save(sequence: u32, holds: bool) -> Save {
        let item = "l1-process-one".parse().expect("an id");
        Save { item, sequence, response: Some(Response::TrueFalse { holds }), flagged: false }
    }

    #[test]
    fn the_highest_sequence_wins_and_a_repeated_save_changes_nothing() {
        let mut sheet = Sheet::default();
        let acknowledged: Vec<u32> = [
            (1, save(1, true)),
            (1, save(3, false)),
            (1, save(2, true)),
            (1, save(3, false)),
            // The same number from the device that took over later is a newer answer.
            (2, save(3, true)),
        ]
        .map(|(lease, save)| sheet.apply(lease, save))
        .into();
        assert_eq!(acknowledged, [1, 3, 3, 3, 3]);
        let stands = sheet.answers().values().next().expect("an answer");
        assert_eq!((stands.rank, &stands.response), (Rank { sequence: 3, lease: 2 }, &save(3, true).response));
    }

    #[test]
    fn right_and_wrong_answers_get_the_same_acknowledgement() {
        let acknowledged = |holds| Sheet::default().apply(1, save(7, holds));
        assert_eq!(acknowledged(true), acknowledged(false));
    }

    #[test]
    fn only_the_last_of_several_saves_of_an_item_is_written() {
        assert_eq!(latest(vec![save(1, true), save(3, false), save(2, true)]), [save(3, false)]);
    }
}
