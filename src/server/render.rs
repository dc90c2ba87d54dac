//! From a request to a page or a server function's answer: the only place that runs Leptos on the server.

use super::form::Form;
use super::handed_out::HandedOut;
use super::headers::page_policy;
use super::observe::RequestId;
use super::preferences::Preferences;
use super::state::AppState;
use super::visitor::Visitor;
use crate::api::failure::Failure;
use crate::app;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;
use memchr::memmem;

/// No page is larger, in bytes.
const LARGEST_PAGE: usize = 16 * 1024 * 1024;
/// What stands around the scripts of the islands in a page's head.
const ISLANDS_BEGIN: &[u8] = b"<meta name=\"islands\" content=\"begin\">";
const ISLANDS_END: &[u8] = b"<meta name=\"islands\" content=\"end\">";
const ISLAND: &[u8] = b"<leptos-island";
const DOCUMENT_END: &[u8] = b"</html>";

/// What a page is rendered from.
#[derive(Debug, Clone)]
pub struct PageRequest {
    pub uri: Uri,
    pub headers: HeaderMap,
    pub id: Option<RequestId>,
    pub visitor: Visitor,
    pub preferences: Preferences,
    pub form: Form,
    /// A secret that this one page shows.
    pub handed_out: Option<HandedOut>,
    /// Rendered instead of the page.
    pub failure: Option<Failure>,
}

impl PageRequest {
    /// The part that the request itself says.
    pub fn of(request: &Request) -> Self {
        Self {
            uri: request.uri().clone(),
            headers: request.headers().clone(),
            id: request.extensions().get().copied(),
            visitor: Visitor::Anonymous,
            preferences: Preferences::default(),
            form: Form::default(),
            handed_out: None,
            failure: None,
        }
    }

    /// Gives components what they may ask their context for.
    fn provide(&self, state: &AppState) {
        provide_context(state.clone());
        provide_context(self.visitor.clone());
        provide_context(self.preferences);
        provide_context(self.preferences.locale);
        provide_context(self.form.clone());
        provide_context(self.uri.clone());
        if let Some(link) = self.handed_out.clone() {
            provide_context(link);
        }
        if let Some(id) = self.id {
            provide_context(id);
        }
        if let Some(failure) = self.failure {
            provide_context(failure);
        }
    }
}

/// Once per process, before the first page.
pub fn start() {
    // Fails if it was done already, which is what is wanted.
    let _ = any_spawner::Executor::init_tokio();
}

/// A page that was asked for.
pub async fn get(State(state): State<AppState>, request: Request) -> Response {
    let mut page = PageRequest::of(&request);
    page.visitor = request.extensions().get().cloned().unwrap_or(Visitor::Anonymous);
    page.preferences = request.extensions().get().copied().unwrap_or_default();
    self::page(&state, page, StatusCode::OK.into_response()).await
}

/// Renders the page that belongs to the request's path. The answer keeps the status (unless that is 200 and the page itself
/// sets one) and the headers of `like`.
pub async fn page(state: &AppState, page: PageRequest, like: Response) -> Response {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = page.uri.clone();
    *request.headers_mut() = page.headers.clone();
    let provided = {
        let (state, page) = (state.clone(), page.clone());
        move || {
            page.provide(&state);
            if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>())
                && let Ok(policy) = HeaderValue::from_str(&page_policy(&nonce))
            {
                response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
            }
        }
    };
    let site = state.site.clone();
    let rendered = leptos_axum::render_app_async_with_context(provided, move || app::shell(&site))(request).await;
    finish(rendered, like).await
}

async fn finish(rendered: Response, like: Response) -> Response {
    let (mut parts, body) = rendered.into_parts();
    let Ok(html) = to_bytes(body, LARGEST_PAGE).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    if like.status() != StatusCode::OK {
        parts.status = like.status();
    }
    parts.headers.extend(like.headers().clone());
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(without_idle_scripts(html.into())))
}

/// A page without an island loads no WebAssembly, and has no use for what Leptos writes after the document for islands.
/// Which pages have one shows only in the finished page.
fn without_idle_scripts(mut html: Vec<u8>) -> Vec<u8> {
    if memmem::find(&html, ISLAND).is_some() {
        return html;
    }
    if let Some(end) = memmem::rfind(&html, DOCUMENT_END) {
        html.truncate(end + DOCUMENT_END.len());
    }
    if let Some(begin) = memmem::find(&html, ISLANDS_BEGIN)
        && let Some(length) = memmem::find(&html[begin..], ISLANDS_END)
    {
        html.drain(begin..begin + length + ISLANDS_END.len());
    }
    html
}

/// A server function that an island called.
pub async fn function(State(state): State<AppState>, request: Request) -> Response {
    let mut page = PageRequest::of(&request);
    page.visitor = request.extensions().get().cloned().unwrap_or(Visitor::Anonymous);
    page.preferences = request.extensions().get().copied().unwrap_or_default();
    let provided = move || page.provide(&state);
    let answer = leptos_axum::handle_server_fns_with_context(provided, request).await.into_response();
    if answer.status() == StatusCode::INTERNAL_SERVER_ERROR { with_status(answer).await } else { answer }
}

/// Leptos answers every error with 500: the failure in the body knows better.
async fn with_status(answer: Response) -> Response {
    let (mut parts, body) = answer.into_parts();
    let bytes = to_bytes(body, LARGEST_PAGE).await.unwrap_or_default();
    let failure = serde_json::from_slice::<Failure>(&bytes).unwrap_or(Failure::Internal);
    let like = failure.into_response();
    parts.status = like.status();
    parts.headers.extend(like.headers().clone());
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(serde_json::to_vec(&failure).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_islands_stay_only_where_an_island_is() {
        let page = |body: &str| {
            let [begin, end] = [ISLANDS_BEGIN, ISLANDS_END].map(String::from_utf8_lossy);
            format!("<html><head>{begin}<script>a</script>{end}</head><body>{body}</body></html><script>b</script>")
        };
        let shown = |page: String| String::from_utf8(without_idle_scripts(page.into())).expect("text");
        assert_eq!(shown(page("<p></p>")), "<html><head></head><body><p></p></body></html>");
        let island = page("<leptos-island></leptos-island>");
        assert_eq!(shown(island.clone()), island);
    }
}
