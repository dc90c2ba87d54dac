//! Signing in and out, by forms.

use crate::api::failure::Failure;
use crate::server::address::ClientAddress;
use crate::server::form::{ActionResult, Form};
use crate::server::gate::see_other;
use crate::server::query::local_path;
use crate::server::services::ServiceError;
use crate::server::services::account::sign_in::{self, Attempt, SignInError, SignedIn};
use crate::server::services::account::sign_out;
use crate::server::session::{self, Token};
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;

/// Fields: `name`, `password`, `next`.
pub async fn sign_in(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    form: Form,
) -> ActionResult {
    let url = state.config.public_url();
    let attempt = Attempt {
        sign_in_name: form.text("name").to_owned(),
        password: form.raw("password").to_owned(),
        address,
        former: session::cookie(&headers, session::cookie_name(&url)).and_then(Token::parse),
    };
    match sign_in::sign_in(&state, attempt).await {
        Ok(signed_in) => {
            let next = local_path(form.text("next")).to_owned();
            Ok(begun(&state, &signed_in, &next))
        }
        Err(SignInError::Wrong) => Err(form.refuse_at("", |locale| locale.account_wrong().to_owned())),
        Err(SignInError::Service(error)) => Err(paused(&state, error).into()),
    }
}

/// What went wrong, and where attempts are counted, how long to wait.
pub(super) fn paused(state: &AppState, error: ServiceError) -> Failure {
    let ServiceError::TooMany { until } = error else { return error.into() };
    let seconds = (until - state.clock.now()).num_seconds().clamp(1, 3600);
    Failure::TooMany { seconds: u32::try_from(seconds).unwrap_or(60) }
}

pub async fn sign_out(State(state): State<AppState>, Extension(visitor): Extension<Visitor>) -> ActionResult {
    if let Some(account) = visitor.account() {
        sign_out::here(&state, account).await?;
    }
    Ok(ended(&state))
}

pub async fn sign_out_everywhere(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
) -> ActionResult {
    if let Some(account) = visitor.account() {
        sign_out::everywhere(&state, account).await?;
    }
    Ok(ended(&state))
}

/// Hands the session to the browser and goes on.
pub(super) fn begun(state: &AppState, signed_in: &SignedIn, next: &str) -> Response {
    let mut response = see_other(next);
    if let Some(cookie) = session::set_cookie(&state.config.public_url(), &signed_in.token) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn ended(state: &AppState) -> Response {
    let mut response = see_other("/sign-in");
    if let Some(cookie) = session::clear_cookie(&state.config.public_url()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
