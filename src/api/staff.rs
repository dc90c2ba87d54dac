//! The actions of staff files: adding, changing and withdrawing entries, in the own file and in anybody's.

use crate::api::failure::Failure;
use crate::domain::id::PersonId;
use crate::domain::staff_file::EntryKind;
use crate::pages::staff::stale::VERSION;
use crate::pages::staff::words::{self, FormOf};
use crate::server::form::{ActionResult, Form, Refusal};
use crate::server::gate::see_other;
use crate::server::services::ServiceError;
use crate::server::services::people::add_entry::add_entry;
use crate::server::services::people::edit_entry::edit_entry;
use crate::server::services::people::problem::ChangeError;
use crate::server::services::people::typed::Typed;
use crate::server::services::people::upload::Upload;
use crate::server::services::people::withdraw_entry::withdraw_entry;
use crate::server::state::AppState;
use crate::server::visitor::{Account, Visitor};
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use std::str::FromStr;
use uuid::Uuid;

type App = State<AppState>;
type Who = Extension<Visitor>;

pub async fn add_own(State(state): App, Extension(who): Who, Path(kind): Path<String>, form: Form) -> ActionResult {
    let account = account(&who)?;
    add(&state, account, own(account)?, &kind, form, "/file").await
}

pub async fn add_of(
    State(state): App,
    Extension(who): Who,
    Path((person, kind)): Path<(String, String)>,
    form: Form,
) -> ActionResult {
    let id: PersonId = part(&person)?;
    add(&state, account(&who)?, id, &kind, form, &format!("/people/{id}")).await
}

pub async fn edit_own(
    State(state): App,
    Extension(who): Who,
    Path((kind, entry)): Path<(String, String)>,
    form: Form,
) -> ActionResult {
    let account = account(&who)?;
    edit(&state, account, own(account)?, &kind, &entry, form, "/file").await
}

pub async fn edit_of(
    State(state): App,
    Extension(who): Who,
    Path((person, kind, entry)): Path<(String, String, String)>,
    form: Form,
) -> ActionResult {
    let id: PersonId = part(&person)?;
    edit(&state, account(&who)?, id, &kind, &entry, form, &format!("/people/{id}")).await
}

pub async fn withdraw_own(
    State(state): App,
    Extension(who): Who,
    Path((kind, entry)): Path<(String, String)>,
    form: Form,
) -> ActionResult {
    let account = account(&who)?;
    withdraw(&state, account, own(account)?, &kind, &entry, &form, "/file").await
}

pub async fn withdraw_of(
    State(state): App,
    Extension(who): Who,
    Path((person, kind, entry)): Path<(String, String, String)>,
    form: Form,
) -> ActionResult {
    let id: PersonId = part(&person)?;
    withdraw(&state, account(&who)?, id, &kind, &entry, &form, &format!("/people/{id}")).await
}

async fn add(state: &AppState, by: &Account, person: PersonId, kind: &str, form: Form, back: &str) -> ActionResult {
    let kind: EntryKind = part(kind)?;
    let added = add_entry(state, by, person, kind, &typed(&form), document(&form)).await;
    let id = added.map_err(|error| refuse(form, FormOf::Entry(kind), error))?;
    Ok(see_other(&format!("{back}#entry-{id}")))
}

async fn edit(
    state: &AppState,
    by: &Account,
    person: PersonId,
    kind: &str,
    entry: &str,
    form: Form,
    back: &str,
) -> ActionResult {
    let kind: EntryKind = part(kind)?;
    let id = kind.entry(part::<Uuid>(entry)?);
    let edited = edit_entry(state, by, person, id, version(&form)?, &typed(&form), document(&form)).await;
    done(edited, form, FormOf::Entry(kind), &format!("{back}#entry-{id}"))
}

async fn withdraw(
    state: &AppState,
    by: &Account,
    person: PersonId,
    kind: &str,
    entry: &str,
    form: &Form,
    back: &str,
) -> ActionResult {
    let kind: EntryKind = part(kind)?;
    let id = kind.entry(part::<Uuid>(entry)?);
    match withdraw_entry(state, by, person, id, version(form)?).await {
        Ok(()) => Ok(see_other(back)),
        Err(ChangeError::Service(error)) => Err(error.into()),
        Err(ChangeError::Refused(_)) => Err(Failure::Malformed.into()),
    }
}

/// Whoever is signed in: the gate lets nobody else come here.
pub(super) fn account(who: &Visitor) -> Result<&Account, Failure> {
    who.account().ok_or(Failure::SignedOut)
}

/// The own staff file.
fn own(account: &Account) -> Result<PersonId, Failure> {
    account.person.ok_or(Failure::NotFound)
}

/// A part of the path; what makes no sense leads nowhere.
pub(super) fn part<T: FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

/// The version that the form was filled from.
pub(super) fn version(form: &Form) -> Result<i64, Failure> {
    form.text(VERSION).parse().map_err(|_| Failure::Malformed)
}

pub(super) fn typed(form: &Form) -> Typed {
    form.pairs().collect()
}

pub(super) fn document(form: &Form) -> Option<Upload> {
    form.file("evidence").map(|file| Upload { file_name: file.file_name.clone(), bytes: file.bytes.to_vec() })
}

/// On to the next page, or back to the form.
pub(super) fn done<T>(result: Result<T, ChangeError>, form: Form, of: FormOf, next: &str) -> Result<Response, Refusal> {
    result.map(|_| see_other(next)).map_err(|error| refuse(form, of, error))
}

/// The form with its problems in words; what no form can mend is a failure.
pub(super) fn refuse(mut form: Form, of: FormOf, error: ChangeError) -> Refusal {
    match error {
        ChangeError::Refused(problems) => {
            for problem in problems {
                form.problem(problem.field, |locale| words::problem(locale, of, problem.field, &problem.why));
            }
            form.refuse()
        }
        ChangeError::Service(ServiceError::Stale) => {
            form.problem(VERSION, |locale| locale.staff_stale().to_owned());
            form.refuse()
        }
        ChangeError::Service(error) => error.into(),
    }
}
