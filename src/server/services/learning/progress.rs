//! What is kept of lessons, as the domain asks about it.

use crate::domain::id::PersonId;
use crate::domain::lesson::completion::{LessonProgress, Progress};
use crate::domain::lesson::{Lesson, LessonId};
use crate::server::content::bank::Unit;
use crate::server::storage::lesson_progress::{self, Kept};
use crate::server::storage::{StoreResult, Tx, entry};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// What a learner has done, with the rows that it was read from.
pub(super) async fn read(tx: &mut Tx, learner: PersonId, today: NaiveDate) -> StoreResult<(Vec<Kept>, Progress)> {
    let kept = lesson_progress::of_person(tx, learner).await?;
    let certified = entry::certified_level(tx, learner, today).await?;
    let progress = Progress { lessons: lessons(&kept), certified };
    Ok((kept, progress))
}

fn lessons(kept: &[Kept]) -> BTreeMap<LessonId, LessonProgress> {
    let entry = |kept: &Kept| {
        let done = LessonProgress { answered: kept.checks_answered.clone(), completed: kept.completed_at.is_some() };
        (kept.lesson.clone(), done)
    };
    kept.iter().map(entry).collect()
}

/// A lesson that is opened now, for the first time.
pub(super) fn begun(lesson: &Unit<Lesson>, now: DateTime<Utc>) -> Kept {
    Kept {
        lesson: lesson.content.id.clone(),
        hash: lesson.origin.hash,
        blocks_read: [].into(),
        checks_answered: [].into(),
        completed_at: None,
        updated_at: now,
        version: 0,
    }
}
