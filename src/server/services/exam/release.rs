//! A trainer releases results: from then on candidates see theirs.

use super::qualify::qualify;
use super::record::record;
use super::refusal::{ExamError, Refusal};
use crate::domain::access::Permission;
use crate::domain::attempt::event::Event;
use crate::domain::attempt::state::Stage;
use crate::domain::form::Release;
use crate::domain::id::{AttemptId, ExamSessionId};
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::attempt_line::Line;
use crate::server::storage::exam_session::ExamSession;
use crate::server::storage::{attempt, attempt_event, attempt_line, attempt_result, exam_session};
use crate::server::visitor::Account;
use serde_json::json;

/// Releases one result.
pub async fn release(state: &AppState, by: &Account, id: AttemptId) -> Result<(), ExamError> {
    must(by, Permission::ScoreExams)?;
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let kept = attempt::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    if by.person == Some(kept.person) {
        return Err(Refusal::Own.into());
    }
    let next = kept.attempt.release()?;
    let result = attempt_result::standing(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    attempt::update(&mut tx, &kept, &next, now).await?;
    let event = Event::Released { version: result.version };
    attempt_event::append(&mut tx, id, now, Some(by.id), &event).await?;
    let passed = result.outcome.passed() == Some(true);
    let detail = json!({ "person": kept.person, "version": result.version, "passed": passed });
    record(&mut tx, now, Some(by.id), "result.release", ("attempt", id.to_string()), detail).await?;
    qualify(&mut tx, &kept, passed, by.id, now).await?;
    tx.commit().await?;
    Ok(())
}

/// What a release of a session would be about. Nobody's name.
#[derive(Debug, Clone)]
pub struct Ready {
    pub session: ExamSession,
    /// What candidates will see of their results.
    pub policy: Release,
    /// Every sitting but the viewer's own.
    pub lines: Vec<Line>,
    /// The viewer's own result is complete: a colleague releases it.
    pub own: bool,
}

/// Looks at what could be released.
pub async fn ready(state: &AppState, by: &Account, id: ExamSessionId) -> Result<Ready, ServiceError> {
    must(by, Permission::ScoreExams)?;
    let mut tx = state.db.read().await?;
    let session = exam_session::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let lines = attempt_line::of_session(&mut tx, id).await?;
    drop(tx);
    let policy = version::form(state, &session.form, session.form_hash).await?.conduct.release;
    let (own, lines): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| by.person == Some(line.person_id));
    Ok(Ready { session, policy, lines, own: own.iter().any(|line| line.stage() == Stage::Scored) })
}

/// Releases every result of a session that is complete, except the own one. Gives how many.
pub async fn release_session(state: &AppState, by: &Account, session: ExamSessionId) -> Result<usize, ExamError> {
    must(by, Permission::ScoreExams)?;
    let mut tx = state.db.read().await?;
    let lines = attempt_line::of_session(&mut tx, session).await?;
    drop(tx);
    let mut released = 0;
    for line in lines.iter().filter(|line| line.stage() == Stage::Scored && by.person != Some(line.person_id)) {
        match release(state, by, line.id).await {
            Ok(()) => released += 1,
            // Somebody else was faster with this one.
            Err(ExamError::Refused(Refusal::State(_)) | ExamError::Service(ServiceError::Stale)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(released)
}
