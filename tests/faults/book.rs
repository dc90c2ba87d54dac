//! What all candidates together were told is saved, held against the rows of the database.

use crate::place::{Place, rows};
use crate::world::candidate::Sitter;
use rungs::domain::attempt::saving::Save;
use rungs::domain::id::AttemptId;
use rungs::domain::item::ItemId;
use rungs::domain::item::response::Response;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// The ledgers of candidates who are still at work.
#[derive(Default)]
pub struct Book(Mutex<BTreeMap<(AttemptId, ItemId), Save>>);

impl Book {
    pub fn enter(&self, attempt: AttemptId, saves: &[Save]) {
        let mut book = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        book.extend(saves.iter().map(|save| ((attempt, save.item.clone()), save.clone())));
    }

    /// In the middle of things: what was acknowledged until now stands, or something newer. Looked at before later answers
    /// could cover a loss.
    pub async fn stands_in(&self, place: &Place) {
        let book = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let found = answers(place).await;
        for (key, save) in book {
            match found.get(&key) {
                None => panic!("{} of {} was acknowledged and is lost", save.item, key.0),
                Some(row) if row.sequence == save.sequence => assert_eq!(row, &save, "of {}", key.0),
                Some(row) => assert!(row.sequence > save.sequence, "{save:?} of {} fell back to {row:?}", key.0),
            }
        }
    }
}

/// The answers that stand, as saves.
pub async fn answers(place: &Place) -> BTreeMap<(AttemptId, ItemId), Save> {
    let text = "SELECT attempt_id, item_id, sequence, response, flagged FROM answer";
    let read = |(attempt, item, sequence, response, flagged): (Uuid, String, i64, Option<String>, bool)| {
        let item: ItemId = item.parse().expect("an item");
        let sequence = u32::try_from(sequence).expect("a sequence");
        let response = response.map(|json| serde_json::from_str::<Response>(&json).expect("a response"));
        ((attempt.into(), item.clone()), Save { item, sequence, response, flagged })
    };
    rows!(place, (Uuid, String, i64, Option<String>, bool), text).into_iter().map(read).collect()
}

/// After the last acknowledgement: every ledger equals the database, and nothing else is there.
pub async fn equals(place: &Place, sitters: &[Sitter]) {
    let found = answers(place).await;
    let mut expected = BTreeMap::new();
    for sitter in sitters {
        for ((item, sequence), save) in &sitter.ledger.sent {
            let acknowledged = sitter.ledger.acknowledged.get(item).expect("everything was acknowledged in the end");
            assert!(acknowledged.sequence > *sequence || acknowledged == save, "{item}");
        }
        let attempt = sitter.sitting.attempt;
        expected.extend(sitter.ledger.acknowledged.iter().map(|(item, save)| ((attempt, item.clone()), save.clone())));
    }
    let lost: Vec<_> = expected.iter().filter(|(key, save)| found.get(key) != Some(save)).collect();
    let invented: Vec<_> = found.iter().filter(|(key, save)| expected.get(key) != Some(save)).collect();
    assert!(lost.is_empty() && invented.is_empty(), "lost or changed: {lost:?}\ninvented: {invented:?}");
}
