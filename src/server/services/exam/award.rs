//! A passed level exam becomes a certificate: once, however often it is asked for.

use super::sitting::MOST_TRIES;
use crate::domain::access::Permission;
use crate::domain::attempt::state::Stage;
use crate::domain::certificate::CertificateNumber;
use crate::domain::credential::Credential;
use crate::domain::form::FormKind;
use crate::domain::id::{AttemptId, ExamSessionId};
use crate::domain::verification::Verification;
use crate::server::services::ServiceError;
use crate::server::services::certificate::CertificateError;
use crate::server::services::certificate::issue::{Award, Ground, issue};
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::{StoreError, attempt, attempt_line, attempt_result, certificate};
use crate::server::visitor::Account;

/// Why a sitting earns no certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Undeserved {
    #[error("the result has not been released")]
    NotReleased,
    #[error("it was not passed")]
    Failed,
    /// Only a level exam certifies a level.
    #[error("the exam certifies no level")]
    NoLevelExam,
    /// Somebody else looks at the own pass.
    #[error("it is the own attempt")]
    Own,
}

#[derive(Debug, thiserror::Error)]
pub enum AwardError {
    #[error(transparent)]
    Undeserved(#[from] Undeserved),
    #[error(transparent)]
    Certificate(#[from] CertificateError),
}

impl From<ServiceError> for AwardError {
    fn from(error: ServiceError) -> Self {
        Self::Certificate(error.into())
    }
}

impl From<StoreError> for AwardError {
    fn from(error: StoreError) -> Self {
        Self::Certificate(error.into())
    }
}

/// Issues the certificate that a sitting has earned, with the fact that eligibility reads, in one transaction. One that was
/// issued already is given back.
pub async fn award(state: &AppState, by: &Account, id: AttemptId) -> Result<CertificateNumber, AwardError> {
    let mut tries = 1;
    loop {
        match try_to_award(state, by, id).await {
            // Another press was faster: the next look finds what it issued.
            Err(AwardError::Certificate(
                CertificateError::AlreadyIssued(_)
                | CertificateError::Service(
                    ServiceError::Stale | ServiceError::Busy | ServiceError::Store(StoreError::Taken),
                ),
            )) if tries < MOST_TRIES => tries += 1,
            done => return done,
        }
    }
}

async fn try_to_award(state: &AppState, by: &Account, id: AttemptId) -> Result<CertificateNumber, AwardError> {
    must(by, Permission::Decide)?;
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    // Holds the sitting, so that no regrade turns the result meanwhile.
    attempt::touch(&mut tx, id, now).await?;
    let kept = attempt::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    if by.person == Some(kept.person) {
        return Err(Undeserved::Own.into());
    }
    if let Some(earned) = certificate::earned_by(&mut tx, id).await? {
        return Ok(earned.number);
    }
    if kept.kind != FormKind::LevelExam {
        return Err(Undeserved::NoLevelExam.into());
    }
    if kept.attempt.stage() != Stage::Released {
        return Err(Undeserved::NotReleased.into());
    }
    let result = attempt_result::standing(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    if result.outcome.passed() != Some(true) {
        return Err(Undeserved::Failed.into());
    }
    let fact = Credential::new(kept.level, state.clock.today(), None, false, Verification::Verified);
    // Without an expiry nothing lies before anything.
    let fact = fact.map_err(|_| ServiceError::Stale)?;
    let award = Award { person: kept.person, fact, ground: Ground::Exam(id) };
    let number = issue(state, &mut tx, by, &award).await?;
    tx.commit().await?;
    Ok(number)
}

/// Issues the certificates of several sittings of a session, and gives how many of them have one now. The own sitting is left
/// to a colleague.
pub async fn award_several(
    state: &AppState,
    by: &Account,
    session: ExamSessionId,
    attempts: &[AttemptId],
) -> Result<usize, AwardError> {
    must(by, Permission::Decide)?;
    let mut tx = state.db.read().await?;
    let lines = attempt_line::of_session(&mut tx, session).await?;
    drop(tx);
    let mut issued = 0;
    for line in lines.iter().filter(|line| attempts.contains(&line.id)) {
        award(state, by, line.id).await?;
        issued += 1;
    }
    Ok(issued)
}
