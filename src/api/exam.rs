//! What the exam's player calls: saving, the state of things, taking over, going on, saying something, handing in. None of
//! the answers can hold a key, a reason, a rubric or a point.

use super::failure::Failure;
use crate::domain::attempt::view::{Said, SaveBatch, SaveReply, StateView, Stepped};
use crate::domain::form::PartKind;
use crate::domain::id::{AttemptId, LeaseId};
use crate::domain::scenario::play::Reply;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Saves answers: many in one request. The answer comes when they are durable.
#[server(endpoint = "exam_save", input = Json)]
pub async fn exam_save(batch: SaveBatch) -> Result<SaveReply, Failure> {
    let (state, account) = server::caller()?;
    server::save(&state, &account, batch).await
}

/// Time, lease, and what is durable. A browser that has a lease names it.
#[server(endpoint = "exam_state", input = Json)]
pub async fn exam_state(attempt: AttemptId, lease: Option<LeaseId>) -> Result<StateView, Failure> {
    let (state, account) = server::caller()?;
    Ok(crate::server::services::exam::read_sitting::read_state(&state, &account, attempt, lease).await?)
}

/// Goes on at this device: a new lease, and what is kept so far. Once the sitting is over there is nothing to take over.
#[server(endpoint = "exam_take_over", input = Json)]
pub async fn exam_take_over(attempt: AttemptId, device: String) -> Result<StateView, Failure> {
    let (state, account) = server::caller()?;
    server::take_over(&state, &account, attempt, &device).await
}

/// Begins the next part after a pause.
#[server(endpoint = "exam_begin_part", input = Json)]
pub async fn exam_begin_part(attempt: AttemptId, lease: LeaseId) -> Result<Stepped, Failure> {
    let (state, account) = server::caller()?;
    let done = crate::server::services::exam::begin_part::begin_part(&state, &account, attempt, lease).await;
    server::stepped(&state, &account, attempt, done).await
}

/// Hands in a part; without one, everything.
#[server(endpoint = "exam_submit", input = Json)]
pub async fn exam_submit(attempt: AttemptId, lease: LeaseId, part: Option<PartKind>) -> Result<Stepped, Failure> {
    use crate::server::services::exam::submit::{submit, submit_part};

    let (state, account) = server::caller()?;
    let done = match part {
        Some(part) => submit_part(&state, &account, attempt, lease, part).await,
        None => submit(&state, &account, attempt, lease).await,
    };
    server::stepped(&state, &account, attempt, done).await
}

/// Says something in the role-play part: `version` is the conversation's as it was shown.
#[server(endpoint = "exam_reply", input = Json)]
pub async fn exam_reply(attempt: AttemptId, lease: LeaseId, version: i64, reply: Reply) -> Result<Said, Failure> {
    let (state, account) = server::caller()?;
    server::reply(&state, &account, attempt, lease, version, reply).await
}

#[cfg(feature = "ssr")]
mod server {
    use super::Failure;
    use crate::domain::attempt::view::{Said, SaveBatch, SaveReply, Standing, StateView, Stepped};
    use crate::domain::id::{AttemptId, LeaseId};
    use crate::domain::locale::Locale;
    use crate::domain::scenario::play::Reply;
    use crate::server::services::exam::read_sitting::read_state;
    use crate::server::services::exam::refusal::{ExamError, Refusal};
    use crate::server::services::exam::{reply, save_answers, take_over};
    use crate::server::state::AppState;
    use crate::server::visitor::{Account, Visitor};
    use leptos::prelude::use_context;

    pub(super) fn caller() -> Result<(AppState, Account), Failure> {
        let state: AppState = use_context().ok_or(Failure::Internal)?;
        let visitor: Visitor = use_context().ok_or(Failure::SignedOut)?;
        let account = visitor.account().cloned().ok_or(Failure::SignedOut)?;
        Ok((state, account))
    }

    pub(super) async fn save(state: &AppState, by: &Account, batch: SaveBatch) -> Result<SaveReply, Failure> {
        match save_answers::save_answers(state, by, batch).await {
            Ok(reply) => Ok(reply),
            Err(ExamError::Service(error)) => Err(error.into()),
            Err(ExamError::Refused(_)) => Err(Failure::Stale),
        }
    }

    pub(super) async fn take_over(
        state: &AppState,
        by: &Account,
        attempt: AttemptId,
        device: &str,
    ) -> Result<StateView, Failure> {
        match take_over::take_over(state, by, attempt, device).await {
            Ok(view) => Ok(view),
            Err(ExamError::Service(error)) => Err(error.into()),
            Err(ExamError::Refused(_)) => Ok(read_state(state, by, attempt, None).await?),
        }
    }

    pub(super) async fn stepped(
        state: &AppState,
        by: &Account,
        attempt: AttemptId,
        done: Result<Standing, ExamError>,
    ) -> Result<Stepped, Failure> {
        match done {
            Ok(standing) => Ok(Stepped::Done { standing }),
            Err(ExamError::Service(error)) => Err(error.into()),
            Err(ExamError::Refused(Refusal::Elsewhere(elsewhere))) => {
                Ok(Stepped::Elsewhere { device: elsewhere.device, since: elsewhere.since })
            }
            Err(ExamError::Refused(_)) => {
                Ok(Stepped::Refused { standing: read_state(state, by, attempt, None).await?.standing })
            }
        }
    }

    pub(super) async fn reply(
        state: &AppState,
        by: &Account,
        attempt: AttemptId,
        lease: LeaseId,
        version: i64,
        said: Reply,
    ) -> Result<Said, Failure> {
        let locale: Locale = use_context().unwrap_or_default();
        match reply::reply(state, by, attempt, lease, version, said, locale).await {
            Ok(conversation) => Ok(Said::Heard { conversation: Box::new(conversation) }),
            Err(ExamError::Service(error)) => Err(error.into()),
            Err(ExamError::Refused(Refusal::Reply(refusal))) => Ok(Said::Refused { refusal }),
            Err(ExamError::Refused(Refusal::Elsewhere(elsewhere))) => {
                Ok(Said::Elsewhere { device: elsewhere.device, since: elsewhere.since })
            }
            Err(ExamError::Refused(_)) => {
                Ok(Said::Over { standing: read_state(state, by, attempt, None).await?.standing })
            }
        }
    }
}
