//! HR opens a window in which an exam can be sat.

use super::record::record;
use super::refusal::{ExamError, Refusal, SessionProblem};
use crate::domain::access::Permission;
use crate::domain::form::FormId;
use crate::domain::id::ExamSessionId;
use crate::server::ids::new_id;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::exam_session::{self, ExamSession};
use crate::server::visitor::Account;
use chrono::{DateTime, Utc};
use serde_json::json;

/// Characters that a title may have.
const TITLE: usize = 80;

/// What HR asks for. Kind and level come from the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    pub form: FormId,
    /// For lists; may be empty.
    pub title: String,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    pub seats: u32,
}

/// Opens a session with the form as it is now: later versions do not change it.
pub async fn open_session(state: &AppState, by: &Account, new: NewSession) -> Result<ExamSessionId, ExamError> {
    must(by, Permission::RunExams)?;
    let now = state.clock.now();
    let form = state.curriculum.bank.form(&new.form);
    let mut problems = problems(&new.title, new.opens_at, new.closes_at, new.seats);
    if new.closes_at <= now && !problems.contains(&SessionProblem::Window) {
        problems.push(SessionProblem::Past);
    }
    let Some(form) = form.filter(|_| problems.is_empty()) else {
        problems.extend(form.is_none().then_some(SessionProblem::Form));
        return Err(Refusal::Session(problems).into());
    };
    let session = ExamSession {
        id: new_id(now),
        kind: form.content.kind,
        level: form.content.level,
        form: new.form,
        form_hash: form.origin.hash,
        title: new.title,
        opens_at: new.opens_at,
        closes_at: new.closes_at,
        seats: new.seats,
        taken: 0,
        created_by: by.id,
        created_at: now,
        version: 1,
    };
    let mut tx = state.db.write().await?;
    exam_session::insert(&mut tx, &session).await?;
    let detail = json!({
        "form": session.form, "level": session.level.number(), "kind": session.kind, "opens_at": session.opens_at,
        "closes_at": session.closes_at, "seats": session.seats,
    });
    record(&mut tx, now, Some(by.id), "exam_session.open", ("exam_session", session.id.to_string()), detail).await?;
    tx.commit().await?;
    Ok(session.id)
}

/// What no session can be, whenever it is.
pub(super) fn problems(
    title: &str,
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    seats: u32,
) -> Vec<SessionProblem> {
    let wrong = [
        (closes_at <= opens_at, SessionProblem::Window),
        (seats == 0, SessionProblem::Seats),
        (title.chars().count() > TITLE, SessionProblem::Title),
    ];
    wrong.into_iter().filter_map(|(is_wrong, problem)| is_wrong.then_some(problem)).collect()
}
