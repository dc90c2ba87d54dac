//! The exams that everybody in the world sits: one that goes on, one that waits for a scorer, one whose result is out; and
//! good calls of the player about the one that goes on.

use crate::domain::attempt::view::{LeaseView, SheetView, SittingView};
use crate::domain::form::PartKind;
use crate::domain::id::{AttemptId, ExamSessionId, LeaseId};
use crate::domain::item::response::Response;
use crate::domain::locale::Locale;
use crate::domain::staff_file::EntryKind;
use crate::server::routes::Route;
use crate::server::services::exam::begin_part::begin_part;
use crate::server::services::exam::read_sitting::read_sitting;
use crate::server::services::exam::register::register;
use crate::server::services::exam::release::release;
use crate::server::services::exam::save_answers::save_answers;
use crate::server::services::exam::start::start;
use crate::server::services::exam::submit::{submit, submit_part};
use crate::server::services::people::add_entry::add_entry;
use crate::server::services::people::verify_entry::verify_entry;
use crate::server::state::AppState;
use crate::server::storage::script;
use crate::server::testing::{Answer, Browser, a_form, batch, save};
use crate::server::visitor::Account;
use axum::http::{Method, StatusCode};

/// The question that everybody's written answer is to.
pub(super) const SUBJECT: &str = "l1-exam-essay";

/// Where the sitting that goes on stands when a route is knocked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// The route is about no exam, so nobody sits one.
    NoExam,
    Theory,
    /// Between the theory part and the role-play.
    Pause,
    RolePlay,
}

impl Standing {
    /// Where it must stand for a good call of the route to be taken.
    pub(super) fn that_fits(route: &Route) -> Self {
        match route.path {
            "/api/exam_begin_part" => Self::Pause,
            "/api/exam_reply" => Self::RolePlay,
            path if path.starts_with("/api/exam_") || path.contains("{attempt}") || path.contains("{script}") => {
                Self::Theory
            }
            _ => Self::NoExam,
        }
    }
}

/// What somebody has of exams.
#[derive(Debug, Clone)]
pub(super) struct Sittings {
    /// The session of the sitting that goes on.
    pub(super) hall: String,
    pub(super) running: String,
    /// What the device of that sitting names when it writes.
    lease: String,
    /// What can be said in its conversation, while it stands there.
    said: Option<String>,
    /// A written answer that waits for a scorer.
    pub(super) script: String,
    /// A sitting with a released result.
    pub(super) released: String,
}

/// Where everybody sits, and who runs it.
pub(super) struct Halls {
    pub(super) sessions: [ExamSessionId; 3],
    pub(super) hr: Account,
    pub(super) scorer: Account,
    pub(super) standing: Standing,
}

impl Halls {
    /// Three sittings of somebody with a staff file, each in a session of its own.
    pub(super) async fn seat(&self, state: &AppState, who: &Account) -> Sittings {
        let person = who.person.expect("a staff file");
        let kind = EntryKind::Education;
        let degree = add_entry(state, who, person, kind, &a_form(kind), None).await.expect("a claim");
        verify_entry(state, &self.hr, degree, 1).await.expect("a verified degree");
        let [first, second, hall] = self.sessions;
        // Nothing answered is failed, which leaves the others open.
        let released = self.begin(state, who, first).await;
        submit(state, who, released, lease(state, who, released).await).await.expect("handed in");
        release(state, &self.scorer, released).await.expect("released");
        let script = write_an_essay(state, who, self.begin(state, who, second).await).await;
        let running = self.begin(state, who, hall).await;
        let held = lease(state, who, running).await;
        if matches!(self.standing, Standing::Pause | Standing::RolePlay) {
            submit_part(state, who, running, held, PartKind::Theory).await.expect("handed in");
        }
        let mut said = None;
        if self.standing == Standing::RolePlay {
            begin_part(state, who, running, held).await.expect("begun");
            let SheetView::Conversation(now) = view(state, who, running).await.sheet else { panic!("a conversation") };
            said = now.turn.replies.first().map(|reply| reply.id.to_string());
        }
        Sittings {
            hall: hall.to_string(),
            running: running.to_string(),
            lease: held.to_string(),
            said,
            script,
            released: released.to_string(),
        }
    }

    async fn begin(&self, state: &AppState, who: &Account, session: ExamSessionId) -> AttemptId {
        let person = who.person.expect("a staff file");
        let place = register(state, &self.hr, session, person).await.expect("a place");
        start(state, who, place, "Firefox", Locale::ZhCn).await.expect("a start")
    }
}

async fn view(state: &AppState, who: &Account, attempt: AttemptId) -> SittingView {
    read_sitting(state, who, attempt, Locale::ZhCn).await.expect("the own sitting")
}

async fn lease(state: &AppState, who: &Account, attempt: AttemptId) -> LeaseId {
    match view(state, who, attempt).await.state.lease {
        LeaseView::Here { lease } => lease,
        other => panic!("{other:?}"),
    }
}

/// Hands in a sitting with a written answer; gives the id under which scorers find it.
async fn write_an_essay(state: &AppState, who: &Account, attempt: AttemptId) -> String {
    let held = lease(state, who, attempt).await;
    for part in PartKind::ALL {
        if part != PartKind::Theory {
            begin_part(state, who, attempt, held).await.expect("begun");
        }
        if part == PartKind::CaseAnalysis {
            let essay = Response::Essay { written: "先查原因，再定人和日期。".into() };
            let saves = vec![save(SUBJECT.parse().expect("an item"), 1, essay)];
            save_answers(state, who, batch(attempt, held, saves)).await.expect("saved");
        }
        submit_part(state, who, attempt, held, part).await.expect("handed in");
    }
    let mut tx = state.db.read().await.expect("a view");
    let scripts = script::of_attempt(&mut tx, attempt).await.expect("scripts");
    scripts.iter().find(|script| script.subject == SUBJECT).expect("the written answer").id.to_string()
}

/// A call of the player about the sitting that goes on, such as its own device makes.
pub(super) async fn call(browser: &mut Browser, path: &str, sittings: &Sittings) -> Answer {
    let Sittings { running, lease, said, .. } = sittings;
    let ids = format!(r#""attempt":"{running}","lease":"{lease}""#);
    let json = match path {
        "/api/exam_save" => {
            let answer = r#"{"item":"l1-exam-holds","sequence":1,"response":{"kind":"true-false","holds":true}}"#;
            format!(r#"{{"batch":{{{ids},"saves":[{answer}]}}}}"#)
        }
        "/api/exam_state" => format!(r#"{{"attempt":"{running}"}}"#),
        "/api/exam_take_over" => format!(r#"{{"attempt":"{running}","device":"Edge"}}"#),
        "/api/exam_begin_part" => format!("{{{ids}}}"),
        "/api/exam_submit" => format!(r#"{{{ids},"part":"theory"}}"#),
        "/api/exam_reply" => {
            let said = said.as_deref().expect("something to say");
            format!(r#"{{{ids},"version":1,"reply":{{"chosen":"{said}"}}}}"#)
        }
        unknown => panic!("say in exams.rs which call is good for {unknown}"),
    };
    let answer = browser.call(Method::POST, path, &json).await;
    if answer.status == StatusCode::OK {
        // A refusal can also come within an answer that is fine.
        for refusal in ["\"elsewhere\"", "\"refused\"", "\"unfit\"", "\"over\""] {
            assert!(!answer.text.contains(refusal), "{path}: {}", answer.text);
        }
    }
    answer
}
