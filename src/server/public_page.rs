//! Pages that say the same to everybody who is not signed in, and that many may ask for at once, such as what a certificate is
//! worth: the finished answer is kept for two seconds, compressed. What changes here forgets them at once; what another node
//! changes is seen when the two seconds are over.

use super::headers::STILL_POLICY;
use super::preferences::Preferences;
use super::router::compression;
use super::state::AppState;
use super::visitor::Visitor;
use super::{digest, render};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Duration, Utc};
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};
use tower::{Layer as _, ServiceExt as _, service_fn};

/// For so long a page may be behind what another node did.
const LASTS: Duration = Duration::seconds(2);
/// More pages than this are not kept; whoever asks for thousands of numbers only makes them be rendered again.
const MOST: usize = 256;
/// No page is larger, in bytes.
const LARGEST: usize = 1024 * 1024;

/// The pages that are kept.
#[derive(Debug, Default)]
pub struct PublicPages(Mutex<HashMap<String, Kept>>);

#[derive(Debug, Clone)]
struct Kept {
    since: DateTime<Utc>,
    headers: HeaderMap,
    body: Bytes,
}

impl PublicPages {
    /// Something changed that a page may tell.
    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn find(&self, key: &str, now: DateTime<Utc>) -> Option<Kept> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.get(key).filter(|kept| now - kept.since < LASTS).cloned()
    }

    fn keep(&self, key: String, page: Kept) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= MOST {
            pages.clear();
        }
        pages.insert(key, page);
    }
}

/// A page that was asked for; of those who are signed in it shows the name, and is rendered for each of them.
pub async fn get(State(state): State<AppState>, request: Request) -> Response {
    if !matches!(request.extensions().get(), Some(Visitor::Anonymous)) {
        return render::get(State(state), request).await;
    }
    let key = key(&request);
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    // Of a page that changes while it is rendered, the older face must not be kept as the newer one.
    let now = state.clock.now();
    if let Some(kept) = state.public_pages.find(&key, now) {
        return kept.answer(known.as_ref());
    }
    let (mut parts, body) = compressed(&state, request).await.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    if parts.status != StatusCode::OK {
        return Response::from_parts(parts, Body::from(body));
    }
    parts.headers.extend(shared_headers(&body));
    let kept = Kept { since: now, headers: parts.headers, body };
    state.public_pages.keep(key, kept.clone());
    kept.answer(known.as_ref())
}

/// All that the page depends on.
fn key(request: &Request) -> String {
    let Preferences { locale, theme } = request.extensions().get().copied().unwrap_or_default();
    let codings = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let theme = theme.map_or("", super::visitor::Theme::word);
    format!("{} {} {theme} {}", request.uri(), locale.tag(), codings.unwrap_or_default())
}

async fn compressed(state: &AppState, request: Request) -> Response {
    let render =
        service_fn(|request: Request| async { Ok::<_, Infallible>(render::get(State(state.clone()), request).await) });
    match compression().layer(render).oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(impossible) => match impossible {},
    }
}

/// Whoever keeps the page asks each time whether it still stands; the mark of the same bytes is the same on every node.
fn shared_headers(body: &[u8]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", digest::sha256(body))) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding, accept-language, cookie"));
    // No script stands in the page, and a nonce that many are given would be none.
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(STILL_POLICY));
    headers
}

impl Kept {
    fn answer(self, known: Option<&HeaderValue>) -> Response {
        let mut headers = self.headers;
        if known.is_some() && known == headers.get(header::ETAG) {
            headers.remove(header::CONTENT_ENCODING);
            headers.remove(header::CONTENT_TYPE);
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        (headers, self.body).into_response()
    }
}
