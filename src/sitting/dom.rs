//! The page, in the few words that the player needs of it.

use js_sys::Reflect;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Window};

pub(super) fn window() -> Window {
    web_sys::window().expect("a page runs in a window")
}

pub(super) fn document() -> Document {
    window().document().expect("a window shows a document")
}

/// Milliseconds of a clock that only goes forward.
pub(super) fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

pub(super) fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

pub(super) fn one(within: &Element, selector: &str) -> Option<HtmlElement> {
    within.query_selector(selector).ok()??.dyn_into().ok()
}

pub(super) fn all(within: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// The element that an event came from, or the nearest one around it that fits.
pub(super) fn source(event: &Event, selector: &str) -> Option<HtmlElement> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok()??.dyn_into().ok()
}

pub(super) fn show(id: &str, shown: bool) {
    if let Some(element) = by_id(id) {
        element.set_hidden(!shown);
    }
}

pub(super) fn say(id: &str, words: &str) {
    if let Some(element) = by_id(id) {
        write(&element, words);
    }
}

/// Only when it changes: a live region is read again by every write.
pub(super) fn write(element: &HtmlElement, words: &str) {
    if element.text_content().as_deref() != Some(words) {
        element.set_text_content(Some(words));
    }
}

/// An attribute without value, there or not.
pub(super) fn mark(element: &Element, name: &str, set: bool) {
    let _ = element.toggle_attribute_with_force(name, set);
}

pub(super) fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// What stands in a field, of whatever kind.
pub(super) fn value(field: &Element) -> String {
    Reflect::get(field, &"value".into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

pub(super) fn set_value(field: &Element, value: &str) {
    let _ = Reflect::set(field, &"value".into(), &value.into());
}

pub(super) fn is(field: &Element, property: &str) -> bool {
    Reflect::get(field, &property.into()).is_ok_and(|value| value.is_truthy())
}

pub(super) fn set(field: &Element, property: &str, to: bool) {
    let _ = Reflect::set(field, &property.into(), &to.into());
}

/// Listens for as long as the page lives.
pub(super) fn on(target: &EventTarget, name: &str, heard: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(heard);
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Calls again and again for as long as the page lives.
pub(super) fn every(milliseconds: i32, call: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(call);
    let callback = closure.as_ref().unchecked_ref();
    let _ = window().set_interval_with_callback_and_timeout_and_arguments_0(callback, milliseconds);
    closure.forget();
}

/// Waits.
pub(super) async fn sleep(milliseconds: f64) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        #[expect(clippy::cast_possible_truncation, reason = "nobody waits for weeks")]
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds as i32);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Puts the focus somewhere that cannot be tabbed to, such as a heading.
pub(super) fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

/// Tells who cannot see it.
pub(super) fn announce(words: &str) {
    say("news", words);
}
