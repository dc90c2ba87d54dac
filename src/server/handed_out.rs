//! A one-time link on its way to the one page that shows it. An action answers with it, the gate renders the action's page
//! with it in the context, and nothing keeps it: reloading cannot show it again.

use super::services::account::OneTimeLink;
use crate::domain::id::AccountId;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// A link that has just been made, and whose it is.
#[derive(Clone)]
pub struct HandedOut {
    pub link: OneTimeLink,
    pub account: AccountId,
}

impl IntoResponse for HandedOut {
    fn into_response(self) -> Response {
        let mut response = StatusCode::OK.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Says that there is a secret, not which.
impl std::fmt::Debug for HandedOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HandedOut").field("account", &self.account).finish_non_exhaustive()
    }
}
