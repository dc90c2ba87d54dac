//! What HR does with exam sessions: opening and changing them, places, certificates.

use super::staff::{account, part, version};
use crate::api::failure::Failure;
use crate::domain::form::FormId;
use crate::domain::id::{AttemptId, ExamSessionId, PersonId, RegistrationId};
use crate::domain::locale::Locale;
use crate::pages::hr::sessions::words;
use crate::pages::staff::stale::VERSION;
use crate::server::clock::instant_in_china;
use crate::server::form::{ActionResult, Form, Refusal as Refused};
use crate::server::gate::see_other;
use crate::server::services::ServiceError;
use crate::server::services::exam::award::{AwardError, Undeserved, award_several};
use crate::server::services::exam::edit_session::{SessionEdit, edit_session};
use crate::server::services::exam::find_candidates::register_several;
use crate::server::services::exam::grant_extra_time::grant_extra_time;
use crate::server::services::exam::open_session::{NewSession, open_session};
use crate::server::services::exam::read_place::read_place;
use crate::server::services::exam::refusal::{ExamError, Refusal};
use crate::server::services::exam::register::register as give_place;
use crate::server::services::exam::revoke_registration::revoke_registration;
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use axum::Extension;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use std::str::FromStr;

type App = State<AppState>;
type Who = Extension<Visitor>;

pub async fn open(State(state): App, Extension(who): Who, mut form: Form) -> ActionResult {
    let exam = form.need::<FormId>("form", |locale| locale.exam_session_problem_form().to_owned());
    let fields = fields(&mut form);
    let (Some(exam), Some(SessionEdit { title, opens_at, closes_at, seats })) = (exam, fields) else {
        return Err(form.refuse());
    };
    let new = NewSession { form: exam, title, opens_at, closes_at, seats };
    let id = open_session(&state, account(&who)?, new).await.map_err(|error| refuse(form, error))?;
    Ok(see_other(&format!("/sessions/{id}")))
}

pub async fn edit(State(state): App, Extension(who): Who, Path(session): Path<String>, mut form: Form) -> ActionResult {
    let id: ExamSessionId = part(&session)?;
    let (fields, seen) = (fields(&mut form), version(&form)?);
    let Some(edit) = fields else { return Err(form.refuse()) };
    edit_session(&state, account(&who)?, id, seen, edit).await.map_err(|error| refuse(form, error))?;
    Ok(see_other(&format!("/sessions/{id}")))
}

/// Title, window and seats; every field that cannot be read notes its problem.
fn fields(form: &mut Form) -> Option<SessionEdit> {
    let title = form.text("title").to_owned();
    let instant = |locale: Locale| locale.exam_session_problem_instant().to_owned();
    let opens_at = form.need::<InChina>("opens_at", instant);
    let closes_at = form.need::<InChina>("closes_at", instant);
    let seats = form.need("seats", |locale| locale.exam_session_problem_seats().to_owned());
    Some(SessionEdit { title, opens_at: opens_at?.0, closes_at: closes_at?.0, seats: seats? })
}

/// An instant as a form writes it.
struct InChina(DateTime<Utc>);

impl FromStr for InChina {
    type Err = ();

    fn from_str(typed: &str) -> Result<Self, ()> {
        instant_in_china(typed).map(Self).ok_or(())
    }
}

pub async fn register(
    State(state): App,
    Extension(who): Who,
    Path(session): Path<String>,
    mut form: Form,
) -> ActionResult {
    let id: ExamSessionId = part(&session)?;
    let people = form.all("person").map(part::<PersonId>).collect::<Result<Vec<_>, _>>()?;
    if people.is_empty() {
        return Err(form.refuse_at("person", |locale| locale.exam_session_pick_none().to_owned()));
    }
    let fates = register_several(&state, account(&who)?, id, &people).await?;
    let registered = fates.iter().filter(|(_, fate)| fate.is_ok()).count();
    for (person, fate) in &fates {
        if let Err(refusal) = fate {
            let name = |locale: Locale| person.profile.name_in(locale).to_owned();
            form.problem(&format!("person-{}", person.id), |locale| {
                locale.exam_session_refused(&name(locale), &words::refusal(locale, refusal))
            });
        }
    }
    if form.is_sound() { Ok(see_other(&format!("/sessions/{id}?registered={registered}"))) } else { Err(form.refuse()) }
}

/// The button that was pressed says what becomes of the place.
pub async fn place(
    State(state): App,
    Extension(who): Who,
    Path((session, place)): Path<(String, String)>,
    mut form: Form,
) -> ActionResult {
    let (session, id): (ExamSessionId, RegistrationId) = (part(&session)?, part(&place)?);
    let by = account(&who)?;
    let found = read_place(&state, by, session, id).await?;
    let done = match form.text("answer") {
        "time" => {
            let wrong = |locale: Locale| locale.exam_session_time_problem().to_owned();
            let Some(percent) = form.need::<u8>("percent", wrong) else { return Err(form.refuse()) };
            grant_extra_time(&state, by, id, percent).await
        }
        "revoke" => {
            let needed = |locale: Locale| locale.exam_session_reason_problem().to_owned();
            let Some(reason) = form.need_text("reason", REASON, needed) else { return Err(form.refuse()) };
            revoke_registration(&state, by, id, &reason).await
        }
        "again" => give_place(&state, by, session, found.person.id).await.map(|_| ()),
        _ => return Err(Failure::Malformed.into()),
    };
    done.map_err(|error| refuse(form, error))?;
    Ok(see_other(&format!("/sessions/{session}#place-{id}")))
}

/// Characters that a reason may have.
const REASON: usize = 200;

/// Issues the certificates of those who are ticked.
pub async fn certify(State(state): App, Extension(who): Who, Path(session): Path<String>, form: Form) -> ActionResult {
    let id: ExamSessionId = part(&session)?;
    let attempts = form.all("attempt").map(part::<AttemptId>).collect::<Result<Vec<_>, _>>()?;
    if attempts.is_empty() {
        return Err(form.refuse_at("attempt", |locale| locale.exam_session_issue_none().to_owned()));
    }
    match award_several(&state, account(&who)?, id, &attempts).await {
        Ok(issued) => Ok(see_other(&format!("/sessions/{id}?issued={issued}"))),
        Err(AwardError::Undeserved(Undeserved::Own)) => {
            Err(form.refuse_at("", |locale| locale.exam_session_issue_own().to_owned()))
        }
        Err(AwardError::Undeserved(Undeserved::NotReleased | Undeserved::Failed | Undeserved::NoLevelExam)) => {
            Err(form.refuse_at("", |locale| locale.exam_session_issue_undeserved().to_owned()))
        }
        Err(AwardError::Certificate(error)) => Err(error.into()),
    }
}

/// The form with its problems in words; what no form can mend is a failure.
fn refuse(mut form: Form, error: ExamError) -> Refused {
    match error {
        ExamError::Refused(Refusal::Session(problems)) => {
            for problem in problems {
                let (field, _) = words::session_problem(Locale::En, problem);
                form.problem(field, |locale| words::session_problem(locale, problem).1);
            }
        }
        ExamError::Refused(Refusal::Time(_)) => {
            form.problem("percent", |locale| locale.exam_session_time_problem().to_owned());
        }
        ExamError::Refused(refusal) => form.problem("", |locale| words::refusal(locale, &refusal)),
        ExamError::Service(ServiceError::Stale) => {
            form.problem(VERSION, |locale| locale.staff_stale().to_owned());
        }
        ExamError::Service(error) => return error.into(),
    }
    form.refuse()
}
