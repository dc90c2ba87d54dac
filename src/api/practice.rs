//! Answers to practice items, by forms.

use super::response_form::{self, Sent as Read};
use crate::api::failure::Failure;
use crate::domain::item::response::ResponseProblem;
use crate::domain::lesson::LessonId;
use crate::domain::locale::Locale;
use crate::server::form::{ActionResult, Form, Refusal};
use crate::server::gate::see_other;
use crate::server::preferences::Preferences;
use crate::server::services::learning::answer_practice::{AnswerError, Sent, answer_practice, shown};
use crate::server::services::learning::shelf::Shelf;
use crate::server::state::AppState;
use crate::server::visitor::Visitor;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

/// From the practice page. Fields: `item`, `turn`, `version`, and those of the answer.
pub async fn answer(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Extension(preferences): Extension<Preferences>,
    Path(shelf): Path<String>,
    form: Form,
) -> ActionResult {
    let shelf: Shelf = shelf.parse().map_err(|_| Failure::NotFound)?;
    match take(&state, &visitor, preferences.locale, form, None).await? {
        Taken::Answer(id) => Ok(see_other(&format!("/practice/{shelf}?answer={id}"))),
        Taken::Moved(page) => Ok(page),
    }
}

/// From a lesson's page: the answer also counts as the lesson's check.
pub async fn check(
    State(state): State<AppState>,
    Extension(visitor): Extension<Visitor>,
    Extension(preferences): Extension<Preferences>,
    Path(lesson): Path<String>,
    form: Form,
) -> ActionResult {
    let lesson: LessonId = lesson.parse().map_err(|_| Failure::NotFound)?;
    let item = form.text("item").to_owned();
    match take(&state, &visitor, preferences.locale, form, Some(&lesson)).await? {
        Taken::Answer(_) => Ok(see_other(&format!("/lessons/{lesson}#check-{item}"))),
        Taken::Moved(page) => Ok(page),
    }
}

/// What became of a form.
enum Taken {
    Answer(crate::domain::id::PracticeAnswerId),
    /// A step of an order was moved: the page again, with the new order.
    Moved(Response),
}

async fn take(
    state: &AppState,
    visitor: &Visitor,
    locale: Locale,
    mut form: Form,
    within: Option<&LessonId>,
) -> Result<Taken, Refusal> {
    let learner = visitor.person().ok_or(Failure::Forbidden)?;
    let item = form.text("item").parse().map_err(|_| Failure::NotFound)?;
    let turn = form.text("turn").parse().map_err(|_| Failure::Malformed)?;
    let version = form.text("version").parse().map_err(|_| Failure::Malformed)?;
    let question = shown(state, learner, &item, turn, version, locale).await?;
    let response = match response_form::read(&mut form, &question.view) {
        Read::Response(response) => response,
        Read::Moved => {
            let mut page = StatusCode::OK.into_response();
            page.extensions_mut().insert(form);
            return Ok(Taken::Moved(page));
        }
        Read::Incomplete => return Err(form.refuse()),
    };
    let sent = Sent { item, turn, version, response };
    match answer_practice(state, learner, locale, sent, within).await {
        Ok(id) => Ok(Taken::Answer(id)),
        Err(AnswerError::Unfit(problem)) => Err(form.refuse_at("answer", |locale| words(&problem, locale))),
        Err(AnswerError::Service(error)) => Err(error.into()),
    }
}

fn words(problem: &ResponseProblem, locale: Locale) -> String {
    match problem {
        ResponseProblem::NotANumber => locale.practice_not_a_number().to_owned(),
        ResponseProblem::TooLong { most } => locale.practice_too_long(most),
        ResponseProblem::RepeatedChoice(_) => locale.practice_repeated_pair().to_owned(),
        // What was never shown comes from an older page.
        ResponseProblem::WrongKind
        | ResponseProblem::UnknownChoice(_)
        | ResponseProblem::UnknownGap(_)
        | ResponseProblem::StepsMissing => locale.practice_stale().to_owned(),
    }
}
