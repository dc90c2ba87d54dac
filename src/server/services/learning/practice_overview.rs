//! How practice stands, competency by competency.

use super::next_practice::is_wrong;
use crate::domain::competency::Competency;
use crate::domain::id::PersonId;
use crate::domain::item::Usage;
use crate::server::services::ServiceError;
use crate::server::services::content::current;
use crate::server::state::AppState;
use crate::server::storage::practice_answer;
use std::collections::HashMap;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Those that have items, in the order of the curriculum.
    pub shelves: Vec<ShelfRow>,
    /// How many items the wrong-answer book holds.
    pub mistakes: usize,
}

/// One competency's items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShelfRow {
    pub competency: Competency,
    pub items: usize,
    /// Answered at all.
    pub tried: usize,
    /// Right the last time.
    pub right: usize,
}

pub async fn practice_overview(state: &AppState, learner: PersonId) -> Result<Overview, ServiceError> {
    let mut tx = state.db.read().await?;
    let live = current::live(state, &mut tx).await?;
    let last = practice_answer::last_answers(&mut tx, learner).await?;
    drop(tx);
    let last: HashMap<_, _> = last.iter().map(|last| (&last.item, last)).collect();
    let items = live.items().map(|unit| &unit.content);
    let practice: Vec<_> = items.filter(|item| item.usage == Usage::Practice).collect();
    let row = |competency: Competency| {
        let own = practice.iter().filter(|item| item.competency == competency);
        let mut row = ShelfRow { competency, items: 0, tried: 0, right: 0 };
        for item in own {
            let last = last.get(&item.id);
            row.items += 1;
            row.tried += usize::from(last.is_some());
            row.right += usize::from(last.is_some_and(|last| !is_wrong(last)));
        }
        row
    };
    let shelves = Competency::ALL.iter().copied().map(row).filter(|row| row.items > 0).collect();
    let mistakes = practice.iter().filter(|item| last.get(&item.id).is_some_and(|last| is_wrong(last))).count();
    Ok(Overview { shelves, mistakes })
}
