//! What monitors ask: alive, ready, figures.

use super::address::ClientAddress;
use super::state::AppState;
use crate::api::failure::Failure;
use axum::extract::State;
use axum::http::StatusCode;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;

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
    let figures = figures();
    figures.run_upkeep();
    Ok(figures.render())
}

/// The recorder of the process; installed when first asked for.
pub fn figures() -> &'static PrometheusHandle {
    static FIGURES: OnceLock<PrometheusHandle> = OnceLock::new();
    FIGURES.get_or_init(|| {
        let buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];
        let builder = PrometheusBuilder::new();
        let builder = builder.set_buckets(&buckets).unwrap_or_default();
        builder.install_recorder().unwrap_or_else(|error| {
            // Somebody else records already (a test): figures stay empty rather than stop the service.
            tracing::warn!(%error, "no figures");
            PrometheusBuilder::new().build_recorder().handle()
        })
    })
}
