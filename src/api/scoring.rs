//! What trainers do with answers and results: marks, releases, regrades.

use super::staff::{account, part};
use crate::api::failure::Failure;
use crate::domain::attempt::state;
use crate::domain::digest::Digest;
use crate::domain::id::{ExamSessionId, ScriptId};
use crate::domain::item::ItemId;
use crate::domain::locale::Locale;
use crate::domain::marks::{MOST_MARKS, Marks};
use crate::domain::scenario::debrief::DimensionDebrief;
use crate::server::form::{ActionResult, Form, Refusal as Refused};
use crate::server::gate::see_other;
use crate::server::services::ServiceError;
use crate::server::services::exam::list_scripts::{ScriptView, Work, list_row, read_script};
use crate::server::services::exam::refusal::{ExamError, Refusal};
use crate::server::services::exam::regrade::regrade as make_again;
use crate::server::services::exam::release::release_session;
use crate::server::services::exam::score_script::score_script;
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use axum::Extension;
use axum::extract::{Path, State};
use std::collections::BTreeMap;

type App = State<AppState>;
type Who = Extension<Visitor>;

/// Gives marks, and goes on to the next answer that waits.
pub async fn score(
    State(state): App,
    Extension(who): Who,
    Path((subject, script)): Path<(String, String)>,
    mut form: Form,
) -> ActionResult {
    let id: ScriptId = part(&script)?;
    let by = account(&who)?;
    let view = read_script(&state, by, id, Locale::ZhCn).await?;
    if view.subject != subject {
        return Err(Failure::NotFound.into());
    }
    let Some(marks) = marks(&mut form, &view) else { return Err(form.refuse()) };
    let note = form.text("note").to_owned();
    score_script(&state, by, id, marks, &note).await.map_err(|error| refuse(form, error))?;
    let row = list_row(&state, by, &subject).await?;
    // The next one that waits after this one, or else before it.
    let place = row.iter().position(|line| line.id == id).unwrap_or(0);
    let next = row.iter().skip(place).chain(row.iter().take(place)).find(|line| !line.scored);
    Ok(see_other(&match next {
        Some(next) => format!("/scoring/{subject}/{}?saved=yes", next.id),
        None => format!("/scoring/{subject}?saved=yes"),
    }))
}

/// Reads the marks that the answer's rubric asks for; notes what is missing.
fn marks(form: &mut Form, view: &ScriptView) -> Option<Marks> {
    match &view.work {
        Work::Essay { criteria, .. } => {
            let mut marks = Vec::with_capacity(criteria.len());
            for number in 1..=criteria.len() {
                let wrong = |locale: Locale| locale.scoring_problem_mark(&number);
                let field = format!("mark-{number}");
                let mark: Option<u8> = form.need::<u8>(&field, wrong);
                if mark.is_some_and(|mark| mark > MOST_MARKS) {
                    form.problem(&field, wrong);
                }
                marks.extend(mark);
            }
            form.is_sound().then_some(Marks::Essay { marks })
        }
        Work::RolePlay(debrief) => {
            let mut points = BTreeMap::new();
            for DimensionDebrief { score, .. } in &debrief.dimensions {
                let dimension = score.dimension;
                let field = format!("dimension-{}", dimension.id());
                let wrong = |locale: Locale| locale.scoring_problem_dimension(&locale.dimension(dimension));
                points.extend(form.need::<u8>(&field, wrong).map(|given| (dimension, given)));
            }
            let conditions_hold = match form.text("conditions") {
                "yes" => true,
                "no" => false,
                _ => {
                    form.problem("conditions", |locale| locale.scoring_problem_conditions().to_owned());
                    return None;
                }
            };
            form.is_sound().then_some(Marks::RolePlay { points, conditions_hold })
        }
    }
}

/// Releases every complete result of a session.
pub async fn release(State(state): App, Extension(who): Who, Path(session): Path<String>, form: Form) -> ActionResult {
    let id: ExamSessionId = part(&session)?;
    let released = release_session(&state, account(&who)?, id).await.map_err(|error| refuse(form, error))?;
    Ok(see_other(&format!("/sessions/{id}?released={released}")))
}

pub async fn regrade(State(state): App, Extension(who): Who, Path(item): Path<String>, mut form: Form) -> ActionResult {
    let id: ItemId = part(&item)?;
    let seen: Digest = form.text("hash").parse().map_err(|_| Failure::Malformed)?;
    let needed = |locale: Locale| locale.scoring_regrade_problem_reason().to_owned();
    let Some(reason) = form.need_text("reason", REASON, needed) else { return Err(form.refuse()) };
    match make_again(&state, account(&who)?, &id, seen, &reason).await {
        Ok(made) => Ok(see_other(&format!("/regrade/{id}?made={made}"))),
        Err(ExamError::Service(ServiceError::Stale)) => {
            Err(form.refuse_at("", |locale| locale.scoring_regrade_stale().to_owned()))
        }
        Err(error) => Err(refuse(form, error)),
    }
}

/// Characters that a reason may have.
const REASON: usize = 300;

fn refuse(mut form: Form, error: ExamError) -> Refused {
    let words = match error {
        ExamError::Refused(Refusal::Own) => Locale::scoring_problem_own,
        ExamError::Refused(Refusal::State(state::Refused::AlreadyReleased)) => Locale::scoring_problem_released,
        ExamError::Refused(Refusal::NoReason) => Locale::scoring_regrade_problem_reason,
        ExamError::Refused(_) => Locale::scoring_problem_marks,
        ExamError::Service(error) => return error.into(),
    };
    form.problem("", |locale| words(locale).to_owned());
    form.refuse()
}
