//! How far somebody has read, by forms.

use crate::api::failure::Failure;
use crate::domain::lesson::{BlockKind, LessonId};
use crate::server::form::{ActionResult, Form};
use crate::server::gate::see_other;
use crate::server::services::learning::record_progress::record_progress;
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use axum::Extension;
use axum::extract::{Path, State};

/// Field: `through`, the block up to which the lesson was read. Goes on to the block after it.
pub async fn progress(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Path(lesson): Path<String>,
    form: Form,
) -> ActionResult {
    let learner = visitor.person().ok_or(Failure::Forbidden)?;
    let lesson: LessonId = lesson.parse().map_err(|_| Failure::NotFound)?;
    let through = BlockKind::ALL.into_iter().find(|kind| kind.id() == form.text("through"));
    let next = record_progress(&state, learner, &lesson, through.ok_or(Failure::Malformed)?).await?;
    let place = next.map_or("checks", BlockKind::id);
    Ok(see_other(&format!("/lessons/{lesson}#{place}")))
}
