//! All lessons in the order in which they are learned, and how each stands.

use super::progress;
use crate::domain::id::PersonId;
use crate::domain::lesson::completion::{Standing, next_lesson, standing};
use crate::domain::lesson::{Lesson, LessonId};
use crate::domain::level::Level;
use crate::domain::locale::Text;
use crate::server::services::ServiceError;
use crate::server::state::AppState;

/// A lesson of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonRow {
    pub id: LessonId,
    pub level: Level,
    pub title: Text,
    pub minutes: u16,
    pub standing: Standing,
    /// The titles of what comes first, if the lesson is locked.
    pub after: Vec<Text>,
    /// The one to take next.
    pub next: bool,
}

pub async fn list_lessons(state: &AppState, learner: PersonId) -> Result<Vec<LessonRow>, ServiceError> {
    let mut tx = state.db.read().await?;
    let (_, progress) = progress::read(&mut tx, learner, state.clock.today()).await?;
    drop(tx);
    let bank = &state.curriculum.bank;
    let lessons = bank.lessons_in_order();
    let next = next_lesson(&lessons, &progress).map(|lesson| lesson.id.clone());
    let title = |id: &LessonId| bank.lesson(id).map(|unit| unit.content.title.clone());
    let row = |lesson: &&Lesson| {
        let standing = standing(lesson, &progress);
        let after = match &standing {
            Standing::Locked { missing } => missing.iter().filter_map(title).collect(),
            Standing::Open | Standing::Begun { .. } | Standing::Complete => Vec::new(),
        };
        LessonRow {
            id: lesson.id.clone(),
            level: lesson.level,
            title: lesson.title.clone(),
            minutes: lesson.minutes,
            standing,
            after,
            next: next.as_ref() == Some(&lesson.id),
        }
    };
    Ok(lessons.iter().map(row).collect())
}
