//! A revoked certificate gets a successor: the same level and days, the name as it stands in the staff file now.

use super::CertificateError;
use super::issue::{Award, Ground, issue};
use crate::domain::access::Permission;
use crate::domain::certificate::{CertificateNumber, Holder};
use crate::domain::credential::Credential;
use crate::domain::verification::Verification;
use crate::server::services::ServiceError;
use crate::server::services::people::standing::{may_check, must};
use crate::server::state::AppState;
use crate::server::storage::certificate::{self, Issued};
use crate::server::storage::{Tx, attempt_result, person};
use crate::server::visitor::Account;

/// Whether a certificate can be replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prospect {
    /// It can; the new one would be written to this name.
    Open(Holder),
    /// It is not revoked.
    Valid,
    /// Another stands in for it already.
    Replaced(CertificateNumber),
    /// A regrade has turned the result that earned it: there is nothing to certify any more.
    TakenBack,
}

/// The certificate, and whether it can be replaced.
///
/// # Errors
/// `Forbidden` for the own certificate.
pub async fn prospect(
    state: &AppState,
    by: &Account,
    number: &CertificateNumber,
) -> Result<(Issued, Prospect), ServiceError> {
    let mut tx = state.db.read().await?;
    look(&mut tx, by, number).await
}

async fn look(tx: &mut Tx, by: &Account, number: &CertificateNumber) -> Result<(Issued, Prospect), ServiceError> {
    must(by, Permission::Decide)?;
    let issued = certificate::find(tx, number).await?.ok_or(ServiceError::NotFound)?;
    may_check(by, issued.person)?;
    let prospect = if let Some(next) = &issued.replaced_by {
        Prospect::Replaced(next.clone())
    } else if issued.certificate.revoked.is_none() {
        Prospect::Valid
    } else if is_taken_back(tx, &issued).await? {
        Prospect::TakenBack
    } else {
        let profile = person::find(tx, issued.person).await?.ok_or(ServiceError::NotFound)?.profile;
        Prospect::Open(Holder { name: profile.name, latin_name: profile.latin_name })
    };
    Ok((issued, prospect))
}

async fn is_taken_back(tx: &mut Tx, issued: &Issued) -> Result<bool, ServiceError> {
    let Some(attempt) = issued.attempt else { return Ok(false) };
    let result = attempt_result::standing(tx, attempt).await?;
    Ok(result.is_none_or(|result| result.outcome.passed() != Some(true)))
}

/// Issues the successor and gives its number.
///
/// # Errors
/// `Stale` when it is not revoked, was replaced by a colleague, or its pass was taken back.
pub async fn replace(
    state: &AppState,
    by: &Account,
    number: &CertificateNumber,
) -> Result<CertificateNumber, CertificateError> {
    let mut tx = state.db.write().await?;
    let (issued, prospect) = look(&mut tx, by, number).await?;
    let Prospect::Open(_) = prospect else { return Err(ServiceError::Stale.into()) };
    let (level, since, until) = (number.level(), issued.certificate.issued, issued.certificate.expires);
    let fact = Credential::new(level, since, until, false, Verification::Verified);
    // What was issued once has its days in order.
    let fact = fact.map_err(|_| ServiceError::Stale)?;
    let ground = Ground::Replacement { of: number.clone(), attempt: issued.attempt };
    let next = issue(state, &mut tx, by, &Award { person: issued.person, fact, ground }).await?;
    tx.commit().await?;
    state.public_pages.forget();
    Ok(next)
}
