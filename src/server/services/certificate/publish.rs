//! What verifiers fetch without asking about anybody: who issues, with which keys, what a level means, and which certificates
//! are revoked.

use super::{CertificateError, achievement, issuer, keys};
use crate::domain::level::Level;
use crate::server::interop::status_list::{self, LIST_BITS};
use crate::server::services::ServiceError;
use crate::server::state::AppState;
use crate::server::storage::certificate;
use serde_json::{Value, json};

/// The issuer's profile, by Open Badges 3.0.
pub fn profile(state: &AppState) -> Value {
    let mut profile = issuer(state).profile();
    profile["@context"] =
        json!(["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]);
    profile
}

/// The public keys as a JSON Web Key Set (RFC 7517): those in use, and those that only check any more.
pub async fn key_set(state: &AppState) -> Result<Value, CertificateError> {
    let keys = keys::all(state).await?;
    Ok(json!({ "keys": keys.iter().map(|(_, key)| key.jwk()).collect::<Vec<_>>() }))
}

/// What certification at a level says.
pub fn level(state: &AppState, level: Level) -> Value {
    achievement(level).described(&issuer(state), level)
}

/// A status list, signed. There is one more than is full.
pub async fn status(state: &AppState, list: u32) -> Result<String, CertificateError> {
    let from = list.checked_mul(LIST_BITS).ok_or(ServiceError::NotFound)?;
    let below = from.checked_add(LIST_BITS).ok_or(ServiceError::NotFound)?;
    let mut tx = state.db.read().await?;
    let next = certificate::next_running(&mut tx).await?;
    if list > 0 && next <= from {
        return Err(ServiceError::NotFound.into());
    }
    let revoked = certificate::revoked_between(&mut tx, from, below).await?;
    drop(tx);
    let revoked: Vec<u32> = revoked.into_iter().map(|running| running - from).collect();
    let issuer = issuer(state);
    let list = status_list::credential(&issuer.status_list(list), &issuer.id(), &revoked, state.clock.now());
    Ok(keys::signing(state).await?.sign(&list))
}
