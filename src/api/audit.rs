//! The end of the audit log as a file, to be kept where nobody who can reach the database can reach it.

use crate::api::failure::Failure;
use crate::server::services::audit::read;
use crate::server::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// `{"seq":…,"hash":"…"}`: what `/audit/verify` and the command line compare with.
pub async fn head(State(state): State<AppState>) -> Result<Response, Failure> {
    let head = read::head(&state).await?;
    let name = format!("attachment; filename=\"rungs-audit-head-{}.json\"", head.seq);
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(head)).into_response())
}
