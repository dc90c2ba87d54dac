//! Accepting a one-time link, by a form.

use super::account::new_password;
use super::session::begun;
use crate::server::form::{ActionResult, Form};
use crate::server::services::account::accept_invitation::{
    AcceptError, FirstAdministrator, Invited, accept_invitation, look_at,
};
use crate::server::session::Token;
use crate::server::state::AppState;
use axum::extract::{Path, State};

/// Fields: `new_password`, `new_password_again`; for the first administrator also `name` and `display_name`.
pub async fn accept(State(state): State<AppState>, Path(token): Path<String>, mut form: Form) -> ActionResult {
    // A link that does not hold is no fault in the form: the page says so by itself.
    let Some(token) = Token::parse(&token) else { return Err(form.refuse()) };
    let invited = match look_at(&state, &token).await {
        Ok(invited) => invited,
        Err(AcceptError::NoSuchLink | AcceptError::Taken) => return Err(form.refuse()),
        Err(AcceptError::Service(error)) => return Err(error.into()),
    };
    let first = match &invited {
        Invited::FirstAdministrator => read_first(&mut form),
        Invited::Account { .. } => None,
    };
    let name = match &invited {
        Invited::FirstAdministrator => form.text("name").to_owned(),
        Invited::Account { sign_in_name, .. } => sign_in_name.clone(),
    };
    let password = new_password(&mut form, &name);
    let Some(password) = password.filter(|_| form.is_sound()) else { return Err(form.refuse()) };
    match accept_invitation(&state, &token, password, first).await {
        Ok(signed_in) => Ok(begun(&state, &signed_in, "/")),
        Err(AcceptError::NoSuchLink) => Err(form.refuse()),
        Err(AcceptError::Taken) => Err(form.refuse_at("name", |locale| locale.account_name_taken().to_owned())),
        Err(AcceptError::Service(error)) => Err(error.into()),
    }
}

fn read_first(form: &mut Form) -> Option<FirstAdministrator> {
    let sign_in_name = form.need("name", |locale| locale.account_name_needed().to_owned());
    let display_name = form.need_text("display_name", 100, |locale| locale.account_display_name_needed().to_owned());
    Some(FirstAdministrator { sign_in_name: sign_in_name?, display_name: display_name? })
}
