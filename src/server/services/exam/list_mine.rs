//! A candidate's exams: what can be booked, what is booked, what was sat.

use super::entry;
use super::refusal::Refusal;
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::attempt::state::Stage;
use crate::domain::form::Form;
use crate::domain::id::{ExamSessionId, PersonId};
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::state::AppState;
use crate::server::storage::attempt_line::Line;
use crate::server::storage::exam_session::ExamSession;
use crate::server::storage::registration::Registration;
use crate::server::storage::{Tx, attempt_line, exam_session, registration};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Everything that the page of a candidate's exams shows.
#[derive(Debug, Clone)]
pub struct MyExams {
    /// Sessions that are not over, the next first.
    pub sessions: Vec<MySession>,
    /// The own sittings, the newest first. `passed` is to be shown only of released ones.
    pub attempts: Vec<Line>,
}

/// A session as one candidate meets it.
#[derive(Debug, Clone)]
pub struct MySession {
    pub session: ExamSession,
    pub form: Arc<Form>,
    pub registration: Option<Registration>,
    /// The sitting of the place, once it was started.
    pub attempt: Option<Line>,
    /// Whether the person may start as of today, the window aside, and why not.
    pub entry: Result<(), Refusal>,
    /// Whether the person may take a place, seats aside, and why not.
    pub booking: Result<(), Refusal>,
    /// Attempts at this exam that have been used.
    pub used: u8,
}

impl MySession {
    /// A place could be taken now.
    pub fn can_book(&self) -> bool {
        self.registration.is_none() && self.booking.is_ok() && self.session.free_seats() > 0
    }

    /// The place is there and the window is open.
    pub fn can_start(&self, now: DateTime<Utc>) -> bool {
        let booked = self.registration.as_ref().is_some_and(|place| place.state == RegistrationState::Registered);
        booked && self.entry.is_ok() && self.session.is_open(now)
    }
}

pub async fn list_mine(state: &AppState, person: PersonId) -> Result<MyExams, ServiceError> {
    let now = state.clock.now();
    let mut tx = state.db.read().await?;
    let places = registration::of_person(&mut tx, person).await?;
    let mut attempts = attempt_line::of_person(&mut tx, person).await?;
    for line in attempts.iter_mut().filter(|line| line.stage() != Stage::Released) {
        line.passed = None;
    }
    let mut sessions = Vec::new();
    for session in exam_session::closing_after(&mut tx, now).await? {
        sessions.push(mine(state, &mut tx, session, &places, &attempts, person).await?);
    }
    Ok(MyExams { sessions, attempts })
}

/// One session, also after it has closed.
pub async fn read_mine(state: &AppState, person: PersonId, id: ExamSessionId) -> Result<MySession, ServiceError> {
    let mut tx = state.db.read().await?;
    let session = exam_session::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let places = registration::of_person(&mut tx, person).await?;
    let attempts = attempt_line::of_person(&mut tx, person).await?;
    mine(state, &mut tx, session, &places, &attempts, person).await
}

async fn mine(
    state: &AppState,
    tx: &mut Tx,
    session: ExamSession,
    places: &[Registration],
    attempts: &[Line],
    person: PersonId,
) -> Result<MySession, ServiceError> {
    let today = state.clock.today();
    let form = version::form(state, &session.form, session.form_hash).await?;
    let registration = places.iter().find(|place| place.session == session.id).cloned();
    let attempt = registration.as_ref().and_then(|place| attempts.iter().find(|line| line.registration_id == place.id));
    let mut entry = entry::eligibility(state, tx, session.kind, session.level, person, today).await?;
    let mut booking = entry.clone();
    if entry.is_ok() && attempt.is_none() {
        entry = entry::attempts(tx, session.kind, session.level, form.conduct, person, today).await?;
        booking = entry::booking(tx, &session, form.conduct, person).await?;
    }
    let same = |line: &&Line| line.kind() == session.kind && line.level() == session.level;
    let used = u8::try_from(attempts.iter().filter(same).count()).unwrap_or(u8::MAX);
    Ok(MySession { attempt: attempt.cloned(), session, form, registration, entry, booking, used })
}
