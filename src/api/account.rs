//! What people do with their own account, by forms.

use super::failure::Failure;
use super::session::{begun, paused};
use crate::domain::locale::Locale;
use crate::server::address::ClientAddress;
use crate::server::form::{ActionResult, Form};
use crate::server::password::{Password, WeakPassword};
use crate::server::services::account::change_password::{self, Change};
use crate::server::services::account::sign_in::SignInError;
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use axum::Extension;
use axum::extract::State;

/// Fields: `current_password`, `new_password`, `new_password_again`.
pub async fn change_password(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    ClientAddress(address): ClientAddress,
    mut form: Form,
) -> ActionResult {
    let Some(account) = visitor.account() else { return Err(Failure::Forbidden.into()) };
    let current = form.raw("current_password").to_owned();
    if current.is_empty() {
        form.problem("current_password", |locale| locale.account_current_needed().to_owned());
    }
    let new = new_password(&mut form, &account.sign_in_name);
    let Some(new) = new.filter(|_| form.is_sound()) else { return Err(form.refuse()) };
    match change_password::change_password(&state, account, Change { current, new, address }).await {
        Ok(signed_in) => Ok(begun(&state, &signed_in, "/account?done=password")),
        Err(SignInError::Wrong) => {
            Err(form.refuse_at("current_password", |locale| locale.account_current_wrong().to_owned()))
        }
        Err(SignInError::Service(error)) => Err(paused(&state, error).into()),
    }
}

/// A new password, typed twice. Fields: `new_password`, `new_password_again`.
pub(super) fn new_password(form: &mut Form, sign_in_name: &str) -> Option<Password> {
    let text = form.raw("new_password").to_owned();
    let password = match Password::parse(&text, &[sign_in_name]) {
        Ok(password) => password,
        Err(weak) => {
            form.problem("new_password", |locale| weakness(weak, locale).to_owned());
            return None;
        }
    };
    if form.raw("new_password_again") != text {
        form.problem("new_password_again", |locale| locale.account_password_differs().to_owned());
        return None;
    }
    Some(password)
}

fn weakness(weak: WeakPassword, locale: Locale) -> &'static str {
    match weak {
        WeakPassword::Short => locale.account_password_short(),
        WeakPassword::Long => locale.account_password_long(),
        WeakPassword::Common => locale.account_password_common(),
    }
}
