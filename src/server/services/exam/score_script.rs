//! A trainer scores a script by its rubric, without knowing whose it is. With the last one of a sitting its result is made.

use super::record::record;
use super::refusal::{ExamError, Refusal};
use super::score::{By, outcome, score_in};
use crate::domain::access::Permission;
use crate::domain::attempt::event::Event;
use crate::domain::attempt::state::Stage;
use crate::domain::id::ScriptId;
use crate::domain::item::interaction::Interaction;
use crate::domain::marks::{Marks, MarksProblem};
use crate::domain::outcome::ResultVersion;
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::attempt::{self, Kept};
use crate::server::storage::script::{self, HumanScore, Script};
use crate::server::storage::{Tx, attempt_event, attempt_result};
use crate::server::visitor::Account;
use chrono::{DateTime, Utc};
use serde_json::json;

/// Characters that a note may have.
const NOTE: usize = 1000;

/// Gives marks. Until the result is released they can be given anew: the version of a result that stands already is
/// followed by another.
pub async fn score_script(
    state: &AppState,
    by: &Account,
    id: ScriptId,
    marks: Marks,
    note: &str,
) -> Result<(), ExamError> {
    must(by, Permission::ScoreExams)?;
    let now = state.clock.now();
    let mut tx = state.db.read().await?;
    let script = script::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    drop(tx);
    fit(state, &script, &marks).await?;
    let mut tx = state.db.write().await?;
    attempt::touch(&mut tx, script.attempt, now).await?;
    let kept = attempt::find(&mut tx, script.attempt).await?.ok_or(ServiceError::NotFound)?;
    if by.person == Some(kept.person) {
        return Err(Refusal::Own.into());
    }
    match kept.attempt.stage() {
        Stage::AwaitingScoring | Stage::Scored => {}
        Stage::Released => return Err(crate::domain::attempt::state::Refused::AlreadyReleased.into()),
        Stage::Registered | Stage::InProgress | Stage::Submitted | Stage::Expired => {
            return Err(ServiceError::NotFound.into());
        }
    }
    let version = script::score(&mut tx, id).await?.map_or(1, |score| score.version + 1);
    let note = note.chars().take(NOTE).collect();
    let score = HumanScore { version, marks, note, by: by.id, at: now };
    script::add_score(&mut tx, id, &score).await?;
    let event = Event::HumanScored { what: script.subject.clone() };
    attempt_event::append(&mut tx, kept.id, now, Some(by.id), &event).await?;
    follow(state, &mut tx, by, &kept, now).await?;
    let detail = json!({ "subject": script.subject, "version": version });
    record(&mut tx, now, Some(by.id), "script.score", ("script", id.to_string()), detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Marks must be of the rubric that the script was written for.
async fn fit(state: &AppState, script: &Script, marks: &Marks) -> Result<(), ExamError> {
    if let Ok(item) = script.subject.parse()
        && let Ok(item) = version::item(state, &item, script.hash).await
    {
        let Interaction::Essay(essay) = &item.interaction else { return Err(MarksProblem::OfSomethingElse.into()) };
        return Ok(marks.fit_essay(essay)?);
    }
    let scenario = script.subject.parse().map_err(|_| ServiceError::NotFound)?;
    let scenario = version::scenario(state, &scenario, script.hash).await?;
    Ok(marks.fit_scenario(&scenario)?)
}

/// The result, once nothing waits any more; or the next version of one that stands.
async fn follow(state: &AppState, tx: &mut Tx, by: &Account, kept: &Kept, now: DateTime<Utc>) -> Result<(), ExamError> {
    if kept.attempt.stage() == Stage::AwaitingScoring {
        score_in(state, tx, kept, Some(by.id), now).await?;
        return Ok(());
    }
    let before = attempt_result::standing(tx, kept.id).await?.ok_or(ServiceError::NotFound)?;
    // A key that was corrected meanwhile stays corrected.
    let by_standing = By::Standing { before: &before.outcome, corrected: None };
    let outcome = outcome(state, tx, kept, by_standing).await?;
    let version = before.version + 1;
    let result = ResultVersion { version, made_at: now, made_by: Some(by.id), reason: String::new(), outcome };
    attempt_result::insert(tx, kept.id, &result).await?;
    attempt_event::append(tx, kept.id, now, Some(by.id), &Event::Scored { version }).await?;
    Ok(())
}
