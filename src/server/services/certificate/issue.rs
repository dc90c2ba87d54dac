//! A certificate comes into being: a verified credential in the staff file, a number, and a signature over both.

use super::{CertificateError, achievement, issuer, keys};
use crate::domain::access::Permission;
use crate::domain::certificate::{Certificate, CertificateNumber, Holder};
use crate::domain::credential::Credential;
use crate::domain::id::{AccountId, AttemptId, CredentialId, PersonId};
use crate::domain::staff_file::{Check, Details, Entry, EntryId};
use crate::domain::verification::Verification;
use crate::server::ids::{new_id, random_bytes};
use crate::server::interop::open_badge;
use crate::server::interop::status_list::Place;
use crate::server::services::ServiceError;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::certificate::{self, NewCertificate};
use crate::server::storage::{StoreError, Tx, audit, entry, person};
use crate::server::visitor::Account;
use chrono::Datelike as _;
use serde_json::json;

/// What is certified, and on what ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    pub person: PersonId,
    /// Level, day of issue and expiry. It is verified from the first day on: this service is its source.
    pub fact: Credential,
    pub ground: Ground,
}

/// Why there is a certificate. Whoever awards has made sure that it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// The company has certified it before, on paper.
    Record,
    /// The attempt was passed.
    Exam(AttemptId),
    /// It stands in for a revoked one, and keeps the attempt that earned that.
    Replacement { of: CertificateNumber, attempt: Option<AttemptId> },
}

impl Ground {
    fn attempt(&self) -> Option<AttemptId> {
        match self {
            Self::Record => None,
            Self::Exam(attempt) => Some(*attempt),
            Self::Replacement { attempt, .. } => *attempt,
        }
    }

    fn replaces(&self) -> Option<&CertificateNumber> {
        match self {
            Self::Record | Self::Exam(_) => None,
            Self::Replacement { of, .. } => Some(of),
        }
    }
}

/// Issues the certificate in the caller's transaction, which has found the ground for it. The name is the one in the staff
/// file now; later changes of it leave the certificate as it is.
pub async fn issue(
    state: &AppState,
    tx: &mut Tx,
    by: &Account,
    award: &Award,
) -> Result<CertificateNumber, CertificateError> {
    must(by, Permission::Decide)?;
    put_on_record(state, tx, by.id, award).await
}

/// The same for the service itself, which answers to nobody's permissions.
pub async fn put_on_record(
    state: &AppState,
    tx: &mut Tx,
    by: AccountId,
    award: &Award,
) -> Result<CertificateNumber, CertificateError> {
    let now = state.clock.now();
    let holder = person::find(tx, award.person).await?.ok_or(ServiceError::NotFound)?.profile;
    let holder = Holder { name: holder.name, latin_name: holder.latin_name };
    let year = u16::try_from(award.fact.issued().year()).unwrap_or_default();
    let number = CertificateNumber::new(award.fact.level(), year, u64::from_le_bytes(random_bytes()));
    let credential: CredentialId = new_id(now);
    // Comes first: from here on nobody else writes to the log, so that running numbers have no twins.
    let detail = json!({ "person": award.person, "level": award.fact.level().number(), "attempt": award.ground.attempt(), "replaces": award.ground.replaces().map(ToString::to_string), "credential": credential });
    let entry = audit::NewEntry {
        at: now,
        actor: Some(by),
        action: "certificate.issue",
        subject_kind: "certificate",
        subject_id: number.to_string(),
        detail,
    };
    audit::append(tx, &entry).await?;
    entry::insert(tx, &in_staff_file(state, by, award, &number, credential)).await?;
    let (issued, expires) = (award.fact.issued(), award.fact.expires());
    let certificate = Certificate { number, holder, issued, expires, revoked: None };
    let running = certificate::next_running(tx).await?;
    let key = keys::current(state, tx, Some(by)).await?;
    let badge =
        open_badge::credential(&certificate, &achievement(award.fact.level()), &issuer(state), Place::of(running));
    let new = NewCertificate {
        number: &certificate.number,
        running,
        credential,
        person: award.person,
        holder: &certificate.holder,
        attempt: award.ground.attempt(),
        replaces: award.ground.replaces(),
        signing_key: &key.public().id(),
        badge: &key.sign(&badge),
        by,
        at: now,
    };
    certificate::insert(tx, &new).await.map_err(|error| match (error, &award.ground) {
        (StoreError::Taken, Ground::Exam(attempt)) => CertificateError::AlreadyIssued(*attempt),
        (StoreError::Taken, Ground::Replacement { .. }) => ServiceError::Stale.into(),
        (other, _) => other.into(),
    })?;
    Ok(certificate.number)
}

/// The entry that eligibility reads.
fn in_staff_file(
    state: &AppState,
    by: AccountId,
    award: &Award,
    number: &CertificateNumber,
    credential: CredentialId,
) -> Entry {
    let now = state.clock.now();
    let (number, issuer) = (number.to_string(), state.config.issuer.clone());
    let fact = award.fact.with_revoked(false).with_status(Verification::Verified);
    Entry {
        id: EntryId::Credential(credential),
        person: award.person,
        details: Details::Credential { number, issuer, revoked: None, fact },
        check: Check::Verified { by, at: now },
        evidence: None,
        created_by: Some(by),
        created_at: now,
        version: 1,
    }
}
