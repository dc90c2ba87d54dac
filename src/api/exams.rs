//! The form of a candidate's session: booking, giving back, starting.

use super::staff::{account, part};
use crate::api::failure::Failure;
use crate::domain::attempt::device::device_of;
use crate::domain::id::ExamSessionId;
use crate::pages::learner::exams::words::refusal_words;
use crate::server::form::{ActionResult, Form, Refusal as Refused};
use crate::server::gate::see_other;
use crate::server::preferences::Preferences;
use crate::server::services::exam::read_place::own_place;
use crate::server::services::exam::refusal::ExamError;
use crate::server::services::exam::register::register;
use crate::server::services::exam::revoke_registration::revoke_registration;
use crate::server::services::exam::start::start;
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use chrono::{DateTime, Utc};

/// Fields: `do` is `book`, `start` (with `read` ticked) or `give-back`.
pub async fn act(
    State(state): State<AppState>,
    Extension(who): Extension<Visitor>,
    Extension(preferences): Extension<Preferences>,
    Path(session): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> ActionResult {
    let account = account(&who)?;
    let person = account.person.ok_or(Failure::Forbidden)?;
    let session: ExamSessionId = part(&session)?;
    let now = state.clock.now();
    let here = format!("/exams/{session}");
    match form.text("do") {
        "book" => match register(&state, account, session, person).await {
            Ok(_) => Ok(see_other(&here)),
            Err(error) => Err(refuse(form, error, now)),
        },
        "start" => {
            if !form.ticked("read") {
                return Err(form.refuse_at("read", |locale| locale.exam_start_confirm_missing().to_owned()));
            }
            let place = own_place(&state, person, session).await?;
            let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
            match start(&state, account, place, &device_of(agent), preferences.locale).await {
                Ok(attempt) => Ok(see_other(&format!("/sitting/{attempt}"))),
                Err(error) => Err(refuse(form, error, now)),
            }
        }
        "give-back" => {
            let place = own_place(&state, person, session).await?;
            match revoke_registration(&state, account, place, "").await {
                Ok(()) => Ok(see_other(&here)),
                Err(error) => Err(refuse(form, error, now)),
            }
        }
        _ => Err(Failure::Malformed.into()),
    }
}

/// A refusal stands in words at the top of the page; anything else is a page of its own.
fn refuse(mut form: Form, error: ExamError, now: DateTime<Utc>) -> Refused {
    match error {
        ExamError::Refused(refusal) => {
            form.problem("", |locale| refusal_words(locale, &refusal, now));
            form.refuse()
        }
        ExamError::Service(error) => error.into(),
    }
}
