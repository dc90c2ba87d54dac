//! A sitting whose result its candidate may not see yet: what is being done with it.

use super::sitting::own;
use crate::domain::attempt::state::Stage;
use crate::domain::form::FormKind;
use crate::domain::id::AttemptId;
use crate::domain::level::Level;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::attempt_line;
use crate::server::visitor::Account;
use chrono::{DateTime, Utc};

/// Says nothing of what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    pub attempt: AttemptId,
    pub kind: FormKind,
    pub level: Level,
    pub stage: Stage,
    pub started_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// The own sitting, whatever its state.
pub async fn read_pending(state: &AppState, by: &Account, id: AttemptId) -> Result<Pending, ServiceError> {
    let mut tx = state.db.read().await?;
    let kept = own(&mut tx, by, id).await?;
    let lines = attempt_line::of_person(&mut tx, kept.person).await?;
    let line = lines.into_iter().find(|line| line.id == id).ok_or(ServiceError::NotFound)?;
    Ok(Pending {
        attempt: id,
        kind: line.kind(),
        level: line.level(),
        stage: line.stage(),
        started_at: line.started_at,
        ended_at: line.ended_at,
    })
}
