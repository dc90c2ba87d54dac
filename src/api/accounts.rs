//! What administrators do with accounts, by forms.

use crate::api::failure::Failure;
use crate::domain::access::Role;
use crate::domain::id::{AccountId, PersonId};
use crate::domain::locale::Locale;
use crate::server::form::{ActionResult, Form, Refusal};
use crate::server::gate::see_other;
use crate::server::handed_out::HandedOut;
use crate::server::services::ServiceError;
use crate::server::services::account::disable::{self, DisableError};
use crate::server::services::account::enable;
use crate::server::services::account::invite::{self, Invite, InviteError, StaffFileError};
use crate::server::services::account::reset_password::reset_password;
use crate::server::services::account::set_roles::{self, SetRolesError};
use crate::server::services::account::sign_out::end_all;
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeSet;

/// Fields: `display_name`, `name`, `role` (several), `staff_number`. Answers with the page that shows the link once.
pub async fn invite(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    mut form: Form,
) -> ActionResult {
    let display_name = form.need_text("display_name", 100, |locale| locale.account_display_name_needed().to_owned());
    let sign_in_name = form.need("name", |locale| locale.account_name_needed().to_owned());
    let roles = read_roles(&mut form);
    let person = read_staff_file(&state, &mut form).await?;
    let (Some(display_name), Some(sign_in_name), true) = (display_name, sign_in_name, form.is_sound()) else {
        return Err(form.refuse());
    };
    let new = Invite { sign_in_name, display_name, roles, person };
    match invite::invite(&state, by(&visitor), &new).await {
        Ok((account, link)) => Ok(HandedOut { link, account }.into_response()),
        Err(InviteError::NoRole) => Err(form.refuse_at("role", no_role)),
        Err(InviteError::Taken) => Err(form.refuse_at("name", |locale| locale.account_name_taken().to_owned())),
        Err(InviteError::Service(error)) => Err(error.into()),
    }
}

/// Fields: `role` (several), and `version` of the account that was seen.
pub async fn roles(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(account): Path<String>,
    mut form: Form,
) -> ActionResult {
    let id = read_id(&account)?;
    let roles = read_roles(&mut form);
    let version: i64 = form.text("version").parse().unwrap_or(0);
    if !form.is_sound() {
        return Err(form.refuse());
    }
    match set_roles::set_roles(&state, by(&visitor), id, version, &roles).await {
        Ok(()) => Ok(done(id, "roles")),
        Err(SetRolesError::NoRole) => Err(form.refuse_at("role", no_role)),
        Err(SetRolesError::LastAdministrator) => {
            Err(form.refuse_at("role", |locale| locale.admin_last_administrator().to_owned()))
        }
        Err(SetRolesError::Service(ServiceError::Stale)) => {
            Err(form.refuse_at("role", |locale| locale.admin_roles_stale().to_owned()))
        }
        Err(SetRolesError::Service(error)) => Err(error.into()),
    }
}

/// No fields: the page before asked.
pub async fn disable(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(account): Path<String>,
    form: Form,
) -> ActionResult {
    let id = read_id(&account)?;
    match disable::disable(&state, by(&visitor), id).await {
        Ok(()) => Ok(done(id, "disabled")),
        Err(DisableError::LastAdministrator) => {
            Err(form.refuse_at("", |locale| locale.admin_last_administrator().to_owned()))
        }
        Err(DisableError::Service(error)) => Err(error.into()),
    }
}

pub async fn enable(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(account): Path<String>,
) -> ActionResult {
    let id = read_id(&account)?;
    enable::enable(&state, by(&visitor), id).await?;
    Ok(done(id, "enabled"))
}

/// No fields. Answers with the page that shows the link once.
pub async fn link(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(account): Path<String>,
    form: Form,
) -> ActionResult {
    let id = read_id(&account)?;
    match reset_password(&state, by(&visitor), id).await {
        Ok(link) => Ok(HandedOut { link, account: id }.into_response()),
        // The page offers no button then; somebody else disabled the account in between.
        Err(ServiceError::Forbidden) => Err(form.refuse_at("", |locale| locale.admin_new_link_disabled().to_owned())),
        Err(error) => Err(error.into()),
    }
}

pub async fn sign_out(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(account): Path<String>,
) -> ActionResult {
    let id = read_id(&account)?;
    end_all(&state, by(&visitor), id).await?;
    Ok(done(id, "signed-out"))
}

fn by(visitor: &Visitor) -> Option<AccountId> {
    visitor.account().map(|account| account.id)
}

fn read_id(text: &str) -> Result<AccountId, Refusal> {
    text.parse().map_err(|_| Failure::NotFound.into())
}

/// A box that none of our pages has counts as not ticked.
fn read_roles(form: &mut Form) -> BTreeSet<Role> {
    let roles: BTreeSet<Role> = form.all("role").filter_map(|word| word.parse().ok()).collect();
    if roles.is_empty() {
        form.problem("role", no_role);
    }
    roles
}

fn no_role(locale: Locale) -> String {
    locale.admin_field_roles_needed().to_owned()
}

async fn read_staff_file(state: &AppState, form: &mut Form) -> Result<Option<PersonId>, Refusal> {
    let number = form.text("staff_number").to_owned();
    if number.is_empty() {
        return Ok(None);
    }
    match invite::staff_file(state, &number).await {
        Ok(person) => Ok(Some(person)),
        Err(StaffFileError::Unknown) => {
            form.problem("staff_number", |locale| locale.admin_staff_number_unknown(&number));
            Ok(None)
        }
        Err(StaffFileError::HasAccount) => {
            form.problem("staff_number", |locale| locale.admin_staff_number_taken(&number));
            Ok(None)
        }
        Err(StaffFileError::Service(error)) => Err(error.into()),
    }
}

/// Back to the account, which says what was done.
fn done(id: AccountId, what: &str) -> Response {
    see_other(&format!("/accounts/{id}?done={what}"))
}
