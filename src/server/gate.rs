//! The gate before every route: who comes, whether the request is meant, whether they may pass; and what becomes of a
//! refusal. A handler behind it may rely on all of that, and finds `Visitor`, `Preferences` and `ClientAddress` in the
//! request's extensions.

use super::form::Form;
use super::handed_out::HandedOut;
use super::origin;
use super::preferences::Preferences;
use super::render::{self, PageRequest};
use super::routes::Kind;
use super::session;
use super::state::AppState;
use super::visitor::Visitor;
use crate::api::failure::Failure;
use crate::domain::access::Access;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// What one route asks for.
#[derive(Debug, Clone)]
pub struct Gate {
    pub state: AppState,
    pub access: Access,
    pub kind: Kind,
}

pub async fn pass(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let Gate { state, access, kind } = gate;
    if kind == Kind::Asset {
        return next.run(request).await;
    }
    let url = state.config.public_url();
    let mut page = PageRequest::of(&request);
    // If it cannot be found out who comes, the failure is told in the browser's language.
    page.preferences = Preferences::of(request.headers(), &Visitor::Anonymous);
    if is_for_somebody(access, kind) {
        let visitor = session::visitor(&state.sessions, &url, request.headers());
        match tokio::time::timeout(patience(kind), visitor).await.unwrap_or(Err(Failure::Busy)) {
            Ok(visitor) => page.visitor = visitor,
            Err(failure) => return answer(&state, kind, page, failure.into_response()).await,
        }
        page.preferences = Preferences::of(request.headers(), &page.visitor);
    }
    if !origin::is_own(&url, request.method(), request.headers()) {
        return answer(&state, kind, page, Failure::CrossSite.into_response()).await;
    }
    if let Some(refusal) = refusal(access, kind, &page) {
        if let Some(typed) = typed_by_nobody(&state, kind, &page, request).await {
            page.form = typed;
            page.failure = Some(Failure::SignedOut);
            return render::page(&state, page, Failure::SignedOut.into_response()).await;
        }
        return answer(&state, kind, page, refusal).await;
    }
    request.extensions_mut().insert(page.visitor.clone());
    request.extensions_mut().insert(page.preferences);
    let response = match tokio::time::timeout(patience(kind), next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::Busy.into_response(),
    };
    answer(&state, kind, page, response).await
}

/// Whether it matters who comes. Health and figures are the same for everybody, and are asked for most when the database
/// that knows people is gone.
fn is_for_somebody(access: Access, kind: Kind) -> bool {
    !(access == Access::Public && kind == Kind::Raw)
}

/// How long a handler may take.
fn patience(kind: Kind) -> Duration {
    match kind {
        Kind::Upload => Duration::from_mins(2),
        Kind::Page | Kind::Action | Kind::Function | Kind::Raw | Kind::Asset => Duration::from_secs(30),
    }
}

/// The answer to whoever may not pass.
fn refusal(access: Access, kind: Kind, page: &PageRequest) -> Option<Response> {
    match (access, &page.visitor) {
        (Access::Public, _) => None,
        (Access::SignedIn | Access::Needs(_), Visitor::Anonymous) => Some(match kind {
            Kind::Page | Kind::Action | Kind::Upload => to_sign_in(page),
            Kind::Function | Kind::Raw | Kind::Asset => Failure::SignedOut.into_response(),
        }),
        (Access::SignedIn | Access::Needs(_), Visitor::SignedIn(account)) => {
            (!access.admits(&account.roles)).then(|| Failure::Forbidden.into_response())
        }
    }
}

/// What was typed into a form while the sign-in ran out.
async fn typed_by_nobody(state: &AppState, kind: Kind, page: &PageRequest, request: Request) -> Option<Form> {
    let is_form = matches!(kind, Kind::Action | Kind::Upload) && request.method() == Method::POST;
    if !is_form || page.visitor.account().is_some() {
        return None;
    }
    let typed = Form::of_nobody(request, state, kind.body_limit());
    tokio::time::timeout(patience(kind), typed).await.ok().flatten()
}

/// To the sign-in page, and from there back to where they wanted to go.
fn to_sign_in(page: &PageRequest) -> Response {
    let wanted = page.uri.path_and_query().map_or("/", |path| path.as_str());
    let next = if wanted == "/" { String::new() } else { format!("?next={}", super::query::escape(wanted)) };
    see_other(&format!("/sign-in{next}"))
}

/// A redirect after which the browser asks with GET.
pub fn see_other(path: &str) -> Response {
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// Gives a refusal its body: the page with the form in it, the page of the failure, or the failure for an island.
async fn answer(state: &AppState, kind: Kind, mut page: PageRequest, mut response: Response) -> Response {
    if let Some(form) = response.extensions_mut().remove::<Form>() {
        page.form = form;
        return render::page(state, page, response).await;
    }
    if let Some(link) = response.extensions_mut().remove::<HandedOut>() {
        page.handed_out = Some(link);
        return render::page(state, page, response).await;
    }
    let failure = response.extensions_mut().remove::<Failure>().or_else(|| unmarked(kind, response.status()));
    let Some(failure) = failure else { return response };
    match kind {
        Kind::Function => json(failure, response),
        Kind::Page | Kind::Action | Kind::Upload | Kind::Raw | Kind::Asset => {
            page.failure = Some(failure);
            render::page(state, page, response).await
        }
    }
}

/// Refusals that layers below made without knowing our words.
fn unmarked(kind: Kind, status: StatusCode) -> Option<Failure> {
    match (status, kind) {
        (StatusCode::PAYLOAD_TOO_LARGE, _) => Some(Failure::TooLarge),
        (StatusCode::INTERNAL_SERVER_ERROR, Kind::Page | Kind::Action | Kind::Upload | Kind::Raw) => {
            Some(Failure::Internal)
        }
        _ => None,
    }
}

fn json(failure: Failure, like: Response) -> Response {
    let (mut parts, _) = like.into_parts();
    let (inner, body) = Json(failure).into_response().into_parts();
    parts.headers.extend(inner.headers);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, body)
}
