//! A candidate's exams: what can be booked, what is booked, what was sat.

use super::entry;
use super::refusal::Refusal;
use crate::domain::attempt::registration::RegistrationState;
use crate::domain::attempt::state::Stage;
use crate::domain::id::PersonId;
use crate::server::services::ServiceError;
use crate::server::services::content::version;
use crate::server::state::AppState;
use crate::server::storage::attempt::Line;
use crate::server::storage::exam_session::ExamSession;
use crate::server::storage::registration::Registration;
use crate::server::storage::{attempt, exam_session, registration};

/// Everything that the page of a candidate's exams shows.
#[derive(Debug, Clone)]
pub struct MyExams {
    /// Sessions that are not over, the next first.
    pub sessions: Vec<MySession>,
    /// The own sittings, the newest first. `passed` is to be shown only of released ones.
    pub attempts: Vec<Line>,
}

#[derive(Debug, Clone)]
pub struct MySession {
    pub session: ExamSession,
    pub registration: Option<Registration>,
    /// Whether the person may enter as of today, and why not.
    pub entry: Result<(), Refusal>,
}

impl MySession {
    /// A place could be taken now.
    pub fn can_book(&self) -> bool {
        self.registration.is_none() && self.entry.is_ok() && self.session.free_seats() > 0
    }
}

pub async fn list_mine(state: &AppState, person: PersonId) -> Result<MyExams, ServiceError> {
    let now = state.clock.now();
    let today = state.clock.today();
    let mut tx = state.db.read().await?;
    let mut places = registration::of_person(&mut tx, person).await?;
    let mut attempts = attempt::of_person(&mut tx, person).await?;
    let mut sessions = Vec::new();
    for session in exam_session::closing_after(&mut tx, now).await? {
        let place = places.iter().position(|place| place.session == session.id).map(|place| places.swap_remove(place));
        let mut entry = entry::eligibility(state, &mut tx, session.kind, session.level, person, today).await?;
        let used = place.as_ref().is_some_and(|place| place.state == RegistrationState::Started);
        if entry.is_ok() && !used {
            let form = version::form(state, &session.form, session.form_hash).await?;
            entry = entry::attempts(&mut tx, session.kind, session.level, form.conduct, person, today).await?;
        }
        sessions.push(MySession { session, registration: place, entry });
    }
    for line in attempts.iter_mut().filter(|line| line.stage() != Stage::Released) {
        line.passed = None;
    }
    Ok(MyExams { sessions, attempts })
}
