//! What monitors ask: alive, ready, figures.

use super::address::ClientAddress;
use super::figures;
use super::state::AppState;
use crate::api::failure::Failure;
use axum::extract::State;
use axum::http::StatusCode;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The process answers and reaches its database.
pub async fn ready(State(state): State<AppState>) -> Result<&'static str, (StatusCode, &'static str)> {
    match state.db.ping().await {
        Ok(()) => Ok("ready\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            Err((StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"))
        }
    }
}

/// Prometheus figures, for this machine only.
pub async fn metrics(ClientAddress(address): ClientAddress) -> Result<String, Failure> {
    if !address.is_loopback() {
        return Err(Failure::NotFound);
    }
    Ok(figures::text())
}
