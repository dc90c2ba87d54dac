//! One call of a server function.

use super::dom::{now, window};
use super::wire;
use js_sys::{Date, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestInit, Response};

/// A call that takes longer than this has not arrived, as far as anybody can tell.
const PATIENCE_MS: i32 = 15_000;

/// Why a call did nothing, in the ways that differ for a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Nothing came back.
    Offline,
    /// The server is there and cannot.
    Refused,
    /// It does not know this browser's user, or not as the candidate.
    SignedOut,
    /// Things have changed since the page was shown.
    Stale,
}

/// An answer, with the instants between which the server spoke, and its date.
pub(super) struct Heard {
    pub(super) value: JsValue,
    pub(super) asked: f64,
    pub(super) arrived: f64,
    /// Milliseconds since 1970, by the server's clock.
    pub(super) date_ms: f64,
}

/// Calls; the body is what the server function takes.
pub(super) async fn call(endpoint: &str, body: JsValue) -> Result<Heard, Trouble> {
    let asked = now();
    let response = post(endpoint, &body, false).await?;
    match response.status() {
        200 => {}
        401 | 403 | 404 => return Err(Trouble::SignedOut),
        400 | 409 => return Err(Trouble::Stale),
        _ => return Err(Trouble::Refused),
    }
    let date = response.headers().get("date").ok().flatten().unwrap_or_default();
    let text = text_of(&response).await?;
    let value = wire::read(&text).ok_or(Trouble::Stale)?;
    Ok(Heard { value, asked, arrived: now(), date_ms: Date::parse(&date) })
}

/// Sends without waiting, also when the page is gone.
pub(super) fn send_off(endpoint: &'static str, body: JsValue) {
    wasm_bindgen_futures::spawn_local(async move {
        let _ = post(endpoint, &body, true).await;
    });
}

/// The page as it is now.
pub(super) async fn page() -> Result<String, Trouble> {
    let path = window().location().pathname().unwrap_or_default();
    let response = fetch(&path, &RequestInit::new()).await?;
    if response.ok() { text_of(&response).await } else { Err(Trouble::Refused) }
}

async fn post(endpoint: &str, body: &JsValue, keepalive: bool) -> Result<Response, Trouble> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&wire::write(body).into());
    if let Ok(headers) = Headers::new() {
        let _ = headers.set("content-type", "application/json");
        init.set_headers(&headers);
    }
    if keepalive {
        let _ = Reflect::set(&init, &"keepalive".into(), &true.into());
    }
    fetch(&format!("/api/{endpoint}"), &init).await
}

async fn fetch(path: &str, init: &RequestInit) -> Result<Response, Trouble> {
    let abort = AbortController::new().map_err(|_| Trouble::Offline)?;
    init.set_signal(Some(&abort.signal()));
    // Giving up what has been answered changes nothing, so the timer is left alone.
    let give_up = Closure::once_into_js(move || abort.abort());
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(give_up.unchecked_ref(), PATIENCE_MS);
    let response = JsFuture::from(window().fetch_with_str_and_init(path, init)).await;
    response.ok().and_then(|response| response.dyn_into().ok()).ok_or(Trouble::Offline)
}

async fn text_of(response: &Response) -> Result<String, Trouble> {
    let text = response.text().map_err(|_| Trouble::Offline)?;
    JsFuture::from(text).await.ok().and_then(|text| text.as_string()).ok_or(Trouble::Offline)
}
