//! Anybody asks what a certificate is worth. They learn what they need to trust the person before them, and no more.

use super::CertificateError;
use crate::domain::certificate::{CertificateNumber, Revoked, Standing};
use crate::domain::level::Level;
use crate::server::interop::jws::PublicKey;
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::{certificate, signing_key};
use chrono::{DateTime, NaiveDate, Utc};

/// What a visitor is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub number: CertificateNumber,
    /// See [`crate::domain::certificate::Holder::masked`].
    pub holder: String,
    pub level: Level,
    pub issued: NaiveDate,
    pub expires: Option<NaiveDate>,
    pub revoked: Option<Revoked>,
    pub standing: Standing,
    /// The id of the key whose signature over it fits; nothing when none does, which only tampering explains.
    pub signed_by: Option<String>,
    /// When it was looked up.
    pub at: DateTime<Utc>,
}

/// Looks a certificate up. Nothing when there is none with this number.
pub async fn verify(state: &AppState, number: &CertificateNumber) -> Result<Option<Finding>, CertificateError> {
    let mut tx = state.db.read().await?;
    let Some(issued) = certificate::find(&mut tx, number).await? else { return Ok(None) };
    let key = signing_key::find(&mut tx, &issued.signing_key).await?.ok_or(ServiceError::NotFound)?;
    drop(tx);
    let certificate = issued.certificate;
    let signed = PublicKey::from_encoded(&key.public_key).ok().and_then(|key| key.verify(&issued.badge).ok());
    // The signature must be over this certificate, not over any.
    let fits = signed.is_some_and(|claims| {
        claims["jti"].as_str().is_some_and(|id| id.ends_with(&format!("/{number}")))
            && claims["credentialSubject"]["identifier"][0]["identityHash"] == certificate.holder.name.as_str()
    });
    Ok(Some(Finding {
        holder: certificate.holder.masked(),
        level: certificate.level(),
        issued: certificate.issued,
        expires: certificate.expires,
        standing: certificate.standing(state.clock.today()),
        revoked: certificate.revoked,
        number: certificate.number,
        signed_by: fits.then_some(key.id),
        at: state.clock.now(),
    }))
}
