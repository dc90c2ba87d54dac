//! A certificate is revoked. It stays, with its date and reason, and whoever verifies it learns of it from then on.

use crate::domain::access::Permission;
use crate::domain::certificate::CertificateNumber;
use crate::domain::staff_file::{Details, EntryId, Revocation};
use crate::server::services::ServiceError;
use crate::server::services::people::problem::ChangeError;
use crate::server::services::people::standing::{may_check, must};
use crate::server::services::people::typed::Typed;
use crate::server::state::AppState;
use crate::server::storage::{audit, certificate, entry};
use crate::server::visitor::Account;
use serde_json::json;

/// Characters that a reason may have.
const REASON: usize = 200;

/// Revokes it as of today. Field: `reason`, which everybody sees who verifies the certificate.
///
/// # Errors
/// `Stale` when it is revoked already; `Forbidden` for the own certificate.
pub async fn revoke(
    state: &AppState,
    by: &Account,
    number: &CertificateNumber,
    typed: &Typed,
) -> Result<(), ChangeError> {
    must(by, Permission::Decide)?;
    let mut form = typed.reader();
    let reason = form.needed_text("reason", REASON);
    let reason = form.finish(Some(reason))?;
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let issued = certificate::find(&mut tx, number).await?.ok_or(ServiceError::NotFound)?;
    may_check(by, issued.person)?;
    if issued.certificate.revoked.is_some() {
        return Err(ServiceError::Stale.into());
    }
    let id = EntryId::Credential(issued.credential);
    let mut found = entry::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    if let Details::Credential { revoked, fact, .. } = &mut found.details {
        *revoked = Some(Revocation { on: state.clock.today(), reason });
        *fact = fact.with_revoked(true);
    }
    entry::update(&mut tx, &found).await?;
    let new = audit::NewEntry {
        at: now,
        actor: Some(by.id),
        action: "certificate.revoke",
        subject_kind: "certificate",
        subject_id: number.to_string(),
        detail: json!({ "person": issued.person, "level": issued.certificate.level().number() }),
    };
    audit::append(&mut tx, &new).await?;
    tx.commit().await?;
    state.public_pages.forget();
    Ok(())
}
