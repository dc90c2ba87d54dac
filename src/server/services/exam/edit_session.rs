//! HR changes a session: its title, its window, its seats. Which exam it is stays as it is.

use super::open_session::problems;
use super::record::record;
use super::refusal::{ExamError, Refusal, SessionProblem};
use crate::domain::access::Permission;
use crate::domain::id::ExamSessionId;
use crate::server::services::ServiceError;
use crate::server::services::people::standing::must;
use crate::server::state::AppState;
use crate::server::storage::exam_session::{self, ExamSession};
use crate::server::visitor::Account;
use chrono::{DateTime, Utc};
use serde_json::json;

/// What a session is changed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionEdit {
    pub title: String,
    pub opens_at: DateTime<Utc>,
    pub closes_at: DateTime<Utc>,
    pub seats: u32,
}

/// Changes the version that HR saw.
pub async fn edit_session(
    state: &AppState,
    by: &Account,
    id: ExamSessionId,
    version: i64,
    edit: SessionEdit,
) -> Result<(), ExamError> {
    must(by, Permission::RunExams)?;
    let now = state.clock.now();
    let mut tx = state.db.write().await?;
    let found = exam_session::find(&mut tx, id).await?.ok_or(ServiceError::NotFound)?;
    let running = exam_session::stages(&mut tx, id).await?.running;
    let wrong = judge(&found, &edit, running > 0, now);
    if !wrong.is_empty() {
        return Err(Refusal::Session(wrong).into());
    }
    let SessionEdit { title, opens_at, closes_at, seats } = edit;
    exam_session::update(&mut tx, &ExamSession { title, opens_at, closes_at, seats, version, ..found }).await?;
    let detail = json!({ "opens_at": opens_at, "closes_at": closes_at, "seats": seats });
    record(&mut tx, now, Some(by.id), "exam_session.edit", ("exam_session", id.to_string()), detail).await?;
    tx.commit().await?;
    Ok(())
}

/// What is wrong with a change. A window that is over may stay as it is, and one that nobody sits in may be closed at once.
fn judge(session: &ExamSession, edit: &SessionEdit, is_sat: bool, now: DateTime<Utc>) -> Vec<SessionProblem> {
    let mut wrong = problems(&edit.title, edit.opens_at, edit.closes_at, edit.seats);
    if edit.seats != 0 && edit.seats < session.taken {
        wrong.push(SessionProblem::BelowTaken { taken: session.taken });
    }
    if is_sat && edit.closes_at != session.closes_at && edit.closes_at <= now {
        wrong.push(SessionProblem::Sat);
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::attempt::registration::RegistrationState;
    use crate::server::testing::{ExamWorld, on_both_databases};
    use chrono::Duration;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn session() -> ExamSession {
        let id = uuid::Uuid::from_u128(1);
        ExamSession {
            id: id.into(),
            kind: crate::domain::form::FormKind::LevelExam,
            level: crate::domain::level::Level::One,
            form: "l1-form-exam".parse().expect("a form"),
            form_hash: crate::domain::digest::Digest::new([1; 32]),
            title: "三月".into(),
            opens_at: at("2026-03-02T01:00:00Z"),
            closes_at: at("2026-03-02T05:00:00Z"),
            seats: 10,
            taken: 3,
            created_by: id.into(),
            created_at: at("2026-03-01T00:00:00Z"),
            version: 1,
        }
    }

    #[test]
    fn every_change_is_allowed_or_refused_as_this_table_says() {
        use SessionProblem::{BelowTaken, Sat, Seats, Title, Window};
        type Change = fn(&mut SessionEdit);
        let cases: [(&str, Change, bool, &str, Vec<SessionProblem>); 12] = [
            ("nothing", |_| {}, true, "02:00", vec![]),
            ("more seats", |edit| edit.seats = 40, true, "02:00", vec![]),
            ("as many as are taken", |edit| edit.seats = 3, true, "02:00", vec![]),
            ("fewer than are taken", |edit| edit.seats = 2, false, "02:00", vec![BelowTaken { taken: 3 }]),
            ("none", |edit| edit.seats = 0, false, "02:00", vec![Seats]),
            ("longer", |edit| edit.closes_at += Duration::hours(1), true, "02:00", vec![]),
            ("shorter", |edit| edit.closes_at = at("2026-03-02T02:30:00Z"), true, "02:00", vec![]),
            ("over while somebody sits", |edit| edit.closes_at = at("2026-03-02T01:59:00Z"), true, "02:00", vec![Sat]),
            ("over while nobody sits", |edit| edit.closes_at = at("2026-03-02T01:59:00Z"), false, "02:00", vec![]),
            ("a title once it is over", |edit| edit.title = "补考".into(), true, "06:00", vec![]),
            ("backwards", |edit| edit.closes_at = edit.opens_at, false, "00:30", vec![Window]),
            ("a long title", |edit| edit.title = "长".repeat(81), false, "02:00", vec![Title]),
        ];
        for (name, change, is_sat, clock, expected) in cases {
            let session = session();
            let ExamSession { title, opens_at, closes_at, seats, .. } = session.clone();
            let mut edit = SessionEdit { title, opens_at, closes_at, seats };
            change(&mut edit);
            let now = at(&format!("2026-03-02T{clock}:00Z"));
            assert_eq!(judge(&session, &edit, is_sat, now), expected, "{name}");
        }
    }

    on_both_databases! {
        async fn a_change_is_kept_once_and_only_by_whoever_saw_the_latest(db: Db) {
            let world = ExamWorld::new(db).await;
            let han = world.candidate("han.mei").await;
            world.place(&han).await;
            let now = world.state.clock.now();
            let edit = SessionEdit { title: "四月".into(), opens_at: now, closes_at: now + Duration::hours(6), seats: 1 };
            edit_session(&world.state, &world.hr, world.session, 1, edit.clone()).await.expect("a change");
            let late = edit_session(&world.state, &world.hr, world.session, 1, edit.clone()).await;
            assert!(matches!(late, Err(ExamError::Service(ServiceError::Stale))), "{late:?}");
            for by in [&world.trainer, &han] {
                let refused = edit_session(&world.state, by, world.session, 2, edit.clone()).await;
                assert!(matches!(refused, Err(ExamError::Service(ServiceError::Forbidden))), "{refused:?}");
            }
            let mut tx = world.state.db.read().await.expect("a view");
            let found = exam_session::find(&mut tx, world.session).await.expect("an answer").expect("the session");
            assert_eq!((found.title.as_str(), found.seats, found.taken, found.version), ("四月", 1, 1, 2));
            let places = crate::server::storage::registration::of_session(&mut tx, world.session).await.expect("places");
            assert_eq!(places[0].state, RegistrationState::Registered);
        }
    }
}
