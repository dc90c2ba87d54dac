//! Which item to practise next: what went wrong some time ago, then what is new, from easy to hard; then what went wrong
//! just now, then what was right the longest ago.

use super::question::{Question, ask};
use super::shelf::Shelf;
use crate::domain::id::PersonId;
use crate::domain::item::{Item, ItemId, Usage};
use crate::domain::locale::Locale;
use crate::server::content::live::Live;
use crate::server::services::ServiceError;
use crate::server::services::content::current;
use crate::server::state::AppState;
use crate::server::storage::practice_answer::{self, LastAnswer};
use chrono::{DateTime, Duration, Utc};
use std::cmp::Reverse;
use std::collections::HashMap;

/// What went wrong comes again after this, not at once: the explanation would still be in the ear.
const REST: Duration = Duration::minutes(10);

/// The next question of a shelf, and how many items it holds. Nothing when the shelf is empty.
pub async fn next_practice(
    state: &AppState,
    learner: PersonId,
    shelf: Shelf,
    locale: Locale,
) -> Result<Option<(Question, usize)>, ServiceError> {
    let mut tx = state.db.read().await?;
    let live = current::live(state, &mut tx).await?;
    let last = practice_answer::last_answers(&mut tx, learner).await?;
    drop(tx);
    let last: HashMap<&ItemId, &LastAnswer> = last.iter().map(|last| (&last.item, last)).collect();
    let now = state.clock.now();
    let items = on_shelf(&live, shelf, &last);
    let count = items.len();
    let next = items.into_iter().min_by_key(|item| urgency(item, last.get(&item.id).copied(), now));
    let Some(item) = next else { return Ok(None) };
    let turn = last.get(&item.id).map_or(0, |last| last.turn + 1);
    Ok(Some((ask(state, learner, &item.id, turn, locale)?, count)))
}

/// The practice items of a shelf.
pub(super) fn on_shelf<'l>(live: &'l Live, shelf: Shelf, last: &HashMap<&ItemId, &LastAnswer>) -> Vec<&'l Item> {
    let practice = live.items().map(|unit| &unit.content).filter(|item| item.usage == Usage::Practice);
    practice
        .filter(|item| match shelf {
            Shelf::Competency(competency) => item.competency == competency,
            Shelf::Mistakes => last.get(&item.id).is_some_and(|last| is_wrong(last)),
        })
        .collect()
}

/// Whether an answer belongs into the wrong-answer book: half right is not right.
pub(super) fn is_wrong(last: &LastAnswer) -> bool {
    last.points < last.max
}

/// What sorts first comes first.
fn urgency<'i>(
    item: &'i Item,
    last: Option<&LastAnswer>,
    now: DateTime<Utc>,
) -> (u8, Option<DateTime<Utc>>, u8, Reverse<u8>, &'i ItemId) {
    let rank = match last {
        Some(last) if is_wrong(last) && last.answered_at + REST <= now => 0,
        None => 1,
        Some(last) if is_wrong(last) => 2,
        Some(_) => 3,
    };
    let when = last.map(|last| last.answered_at);
    (rank, when, item.level.number(), Reverse(item.difficulty.as_percent()), &item.id)
}
