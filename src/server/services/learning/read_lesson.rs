//! One lesson with everything that its reader has done in it.

use super::progress;
use super::question::{Answered, Question, ask, explain_again};
use crate::domain::digest::Digest;
use crate::domain::id::PersonId;
use crate::domain::item::ItemId;
use crate::domain::lesson::completion::{Standing, next_lesson, standing};
use crate::domain::lesson::{BlockKind, Lesson, LessonId};
use crate::domain::locale::{Locale, Text};
use crate::server::services::ServiceError;
use crate::server::services::content::current;
use crate::server::state::AppState;
use crate::server::storage::practice_answer;
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
pub struct OpenLesson {
    pub lesson: Lesson,
    /// Of the lesson's text.
    pub hash: Digest,
    pub standing: Standing,
    /// What comes first, if the lesson is locked.
    pub after: Vec<(LessonId, Text)>,
    pub blocks_read: BTreeSet<BlockKind>,
    /// In the order in which they are asked; empty while the lesson is locked.
    pub checks: Vec<Check>,
    /// What to read after this one.
    pub next: Option<(LessonId, Text)>,
}

#[derive(Debug, Clone)]
pub enum Check {
    Open(Question),
    Answered(Box<Answered>),
}

/// A check that somebody takes once more shows as open again.
pub async fn read_lesson(
    state: &AppState,
    learner: PersonId,
    id: &LessonId,
    again: Option<&ItemId>,
    locale: Locale,
) -> Result<OpenLesson, ServiceError> {
    let bank = &state.curriculum.bank;
    let unit = bank.lesson(id).ok_or(ServiceError::NotFound)?;
    let lesson = &unit.content;
    let mut tx = state.db.read().await?;
    current::live(state, &mut tx).await?;
    let (kept, progress) = progress::read(&mut tx, learner, state.clock.today()).await?;
    let turns = practice_answer::turns_by_item(&mut tx, learner).await?;
    let own = kept.iter().find(|kept| kept.lesson == *id);
    let standing = standing(lesson, &progress);
    let titled = |id: &LessonId| Some((id.clone(), bank.lesson(id)?.content.title.clone()));
    let after: Vec<_> = match &standing {
        Standing::Locked { missing } => missing.iter().filter_map(titled).collect(),
        Standing::Open | Standing::Begun { .. } | Standing::Complete => Vec::new(),
    };
    let mut asked = Vec::new();
    for check in lesson.checks.iter().filter(|_| after.is_empty()) {
        let answered = own.is_some_and(|own| own.checks_answered.contains(check)) && again != Some(check);
        let turn = turns.get(check).copied().unwrap_or(0);
        let last = if answered { practice_answer::at_turn(&mut tx, learner, check, turn - 1).await? } else { None };
        asked.push((check, turn, last));
    }
    drop(tx);
    let mut checks = Vec::new();
    for (check, turn, last) in asked {
        checks.push(match last {
            Some(last) => Check::Answered(Box::new(explain_again(state, last, locale).await?)),
            None => Check::Open(ask(state, learner, check, turn, locale)?),
        });
    }
    let next = next_lesson(&bank.lessons_in_order(), &progress).filter(|next| next.id != *id);
    Ok(OpenLesson {
        lesson: lesson.clone(),
        hash: unit.origin.hash,
        standing,
        after,
        blocks_read: own.map(|own| own.blocks_read.clone()).unwrap_or_default(),
        checks,
        next: next.map(|next| (next.id.clone(), next.title.clone())),
    })
}
