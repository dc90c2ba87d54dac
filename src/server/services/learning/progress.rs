//! What is kept of lessons, as the domain asks about it.

use crate::domain::lesson::Lesson;
use crate::domain::lesson::completion::{LessonProgress, Progress};
use crate::server::content::bank::Unit;
use crate::server::storage::lesson_progress::Kept;
use chrono::{DateTime, Utc};

pub(super) fn progress<'k>(kept: impl IntoIterator<Item = &'k Kept>) -> Progress {
    let entry = |kept: &Kept| {
        let done = LessonProgress { answered: kept.checks_answered.clone(), completed: kept.completed_at.is_some() };
        (kept.lesson.clone(), done)
    };
    Progress(kept.into_iter().map(entry).collect())
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
