//! An answer to a practice item, from practice or from a lesson's page. Sent twice, it counts once.

use super::progress::{self, begun};
use super::question::{Answered, Question, ask, explain_again, is_judged_by_people, practice_item, seed};
use crate::domain::digest::Digest;
use crate::domain::id::{PersonId, PracticeAnswerId};
use crate::domain::item::ItemId;
use crate::domain::item::Usage;
use crate::domain::item::presentation::present;
use crate::domain::item::response::{Response, ResponseProblem};
use crate::domain::item::scoring::score;
use crate::domain::lesson::LessonId;
use crate::domain::lesson::completion::{Standing, standing};
use crate::domain::locale::Locale;
use crate::domain::points::Points;
use crate::server::ids::new_id;
use crate::server::services::ServiceError;
use crate::server::services::content::{current, version};
use crate::server::state::AppState;
use crate::server::storage::practice_answer::PracticeAnswer;
use crate::server::storage::{StoreError, Tx, lesson_progress, practice_answer};

/// What comes back with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub item: ItemId,
    pub turn: i64,
    pub version: Digest,
    pub response: Response,
}

#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The answer is none to what was shown.
    #[error(transparent)]
    Unfit(ResponseProblem),
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StoreError> for AnswerError {
    fn from(error: StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// The question that an answer belongs to, as it was shown: an answer is read against it.
pub async fn shown(
    state: &AppState,
    learner: PersonId,
    id: &ItemId,
    turn: i64,
    hash: Digest,
    locale: Locale,
) -> Result<Question, ServiceError> {
    practice_item(&state.curriculum.live(), id)?;
    let item = version::item(state, id, hash).await?;
    if item.usage != Usage::Practice {
        return Err(ServiceError::NotFound);
    }
    let view = present(&item, seed(state, learner, id, turn), locale);
    Ok(Question { view, competency: item.competency, turn, version: hash })
}

/// The item once more, with the next turn.
pub async fn ask_again(
    state: &AppState,
    learner: PersonId,
    id: &ItemId,
    locale: Locale,
) -> Result<Question, ServiceError> {
    let mut tx = state.db.read().await?;
    practice_item(current::live(state, &mut tx).await?.as_ref(), id)?;
    let turn = practice_answer::turns(&mut tx, learner, id).await?;
    drop(tx);
    ask(state, learner, id, turn, locale)
}

/// Keeps an answer and gives its id; one that was kept already gives the same id. Within a lesson it also counts as that
/// lesson's check.
pub async fn answer_practice(
    state: &AppState,
    learner: PersonId,
    locale: Locale,
    sent: Sent,
    within: Option<&LessonId>,
) -> Result<PracticeAnswerId, AnswerError> {
    practice_item(&state.curriculum.live(), &sent.item)?;
    let item = version::item(state, &sent.item, sent.version).await?;
    if item.usage != Usage::Practice {
        return Err(ServiceError::NotFound.into());
    }
    let seed = seed(state, learner, &sent.item, sent.turn);
    sent.response.fits(&present(&item, seed, locale)).map_err(AnswerError::Unfit)?;
    let worth = score(&item, seed, locale, Some(&sent.response));
    let now = state.clock.now();
    let answer = PracticeAnswer {
        id: new_id(now),
        person: learner,
        item: sent.item,
        turn: sent.turn,
        hash: sent.version,
        seed,
        locale,
        response: sent.response,
        points: worth.points,
        // What people judge is neither right nor wrong here: nothing of nothing.
        max: if is_judged_by_people(&item) { Points::ZERO } else { worth.max },
        answered_at: now,
    };
    match keep(state, learner, &answer, within).await {
        Ok(()) => Ok(answer.id),
        // The other of two submits was faster, or a lesson's row changed in between: look at what is there now.
        Err(ServiceError::Stale) => {
            if let Some(kept) = kept(state, &answer).await? {
                return Ok(kept);
            }
            keep(state, learner, &answer, within).await?;
            Ok(answer.id)
        }
        Err(error) => Err(error.into()),
    }
}

/// A kept answer with its explanation.
pub async fn read_answer(
    state: &AppState,
    learner: PersonId,
    id: PracticeAnswerId,
    locale: Locale,
) -> Result<Answered, ServiceError> {
    let mut tx = state.db.read().await?;
    let answer = practice_answer::find(&mut tx, learner, id).await?.ok_or(ServiceError::NotFound)?;
    drop(tx);
    explain_again(state, answer, locale).await
}

async fn kept(state: &AppState, answer: &PracticeAnswer) -> Result<Option<PracticeAnswerId>, ServiceError> {
    let mut tx = state.db.read().await?;
    let kept = practice_answer::at_turn(&mut tx, answer.person, &answer.item, answer.turn).await?;
    Ok(kept.map(|kept| kept.id))
}

async fn keep(
    state: &AppState,
    learner: PersonId,
    answer: &PracticeAnswer,
    within: Option<&LessonId>,
) -> Result<(), ServiceError> {
    let mut tx = state.db.write().await?;
    let turns = practice_answer::turns(&mut tx, learner, &answer.item).await?;
    if answer.turn != turns {
        // A turn that is over was answered; one that is to come was never shown.
        return Err(if answer.turn < turns { ServiceError::Stale } else { ServiceError::NotFound });
    }
    if let Err(error) = practice_answer::insert(&mut tx, answer).await {
        return Err(if matches!(error, StoreError::Taken) { ServiceError::Stale } else { error.into() });
    }
    if let Some(lesson) = within {
        count_check(state, &mut tx, learner, answer, lesson).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn count_check(
    state: &AppState,
    tx: &mut Tx,
    learner: PersonId,
    answer: &PracticeAnswer,
    lesson: &LessonId,
) -> Result<(), ServiceError> {
    let unit = state.curriculum.bank.lesson(lesson).ok_or(ServiceError::NotFound)?;
    if !unit.content.checks.contains(&answer.item) {
        return Err(ServiceError::NotFound);
    }
    let (all, mut progress) = progress::read(tx, learner, state.clock.today()).await?;
    if let Standing::Locked { .. } = standing(&unit.content, &progress) {
        return Err(ServiceError::Forbidden);
    }
    let own = all.into_iter().find(|kept| kept.lesson == *lesson);
    let mut own = own.unwrap_or_else(|| begun(unit, answer.answered_at));
    let completes = progress.answer(&unit.content, &answer.item);
    own.checks_answered.insert(answer.item.clone());
    own.hash = unit.origin.hash;
    own.updated_at = answer.answered_at;
    own.completed_at = own.completed_at.or(completes.then_some(answer.answered_at));
    lesson_progress::save(tx, learner, &own).await?;
    Ok(())
}
