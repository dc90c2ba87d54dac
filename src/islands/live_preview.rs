//! Looks at an item while it is written: after a short rest it sends the form's fields and puts the answer into the page. All
//! that it shows is made on the server, its own words too; without script a button does the same.

use crate::api::item_preview::item_preview;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// So long nobody must have typed.
const REST: Duration = Duration::from_millis(350);
/// Counts what was typed: an answer to something older is not shown. A page has one such form.
static TURN: AtomicU32 = AtomicU32::new(0);

/// Stands anywhere in the page of an item; shows nothing itself.
#[island]
pub fn LivePreview() -> impl IntoView {
    Effect::new(|_| {
        let typed = window_event_listener_untyped("input", |_| soon());
        on_cleanup(move || typed.remove());
        // Something may have been typed before the island woke.
        soon();
    });
}

fn soon() {
    let mine = TURN.fetch_add(1, Ordering::Relaxed) + 1;
    set_timeout(move || spawn_local(look(mine)), REST);
}

async fn look(mine: u32) {
    let is_last = || TURN.load(Ordering::Relaxed) == mine;
    let (Some(form), Some(status), Some(place)) = (by_id("item-form"), by_id("live-status"), by_id("live")) else {
        return;
    };
    if !is_last() {
        return;
    }
    let say = |name: &str| status.set_text_content(status.get_attribute(name).as_deref());
    say("data-looking");
    let item = form.get_attribute("action").unwrap_or_default();
    let found = item_preview(item.rsplit('/').next().unwrap_or_default().to_owned(), fields(&form)).await;
    if !is_last() {
        return;
    }
    if let Ok(html) = found {
        place.set_inner_html(&html);
        mark(&form, &place);
        say("data-done");
    } else {
        say("data-unreachable");
    }
}

fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Every named control of the form with its value, as a browser would send it.
fn fields(form: &Element) -> Vec<(String, String)> {
    let all = form.get_elements_by_tag_name("*");
    let controls = (0..all.length()).filter_map(|index| all.item(index));
    controls.filter_map(|control| Some((control.get_attribute("name")?, value(&control)?))).collect()
}

fn value(control: &Element) -> Option<String> {
    if let Some(text) = control.dyn_ref::<HtmlTextAreaElement>() {
        return Some(text.value());
    }
    if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        return Some(select.value());
    }
    let input = control.dyn_ref::<HtmlInputElement>()?;
    let is_sent = !matches!(input.type_().as_str(), "radio" | "checkbox") || input.checked();
    is_sent.then(|| input.value())
}

/// Fields that a problem names carry its bar; the words stand in the list.
fn mark(form: &Element, place: &Element) {
    let groups = form.get_elements_by_class_name("field");
    for group in (0..groups.length()).filter_map(|index| groups.item(index)) {
        let own = Some(group.id()).filter(|id| !id.is_empty());
        let control = || group.query_selector("[name]").ok().flatten().map(|control| control.id());
        let id = own.or_else(control).unwrap_or_default();
        let named = place.query_selector(&[".problem a[href='#", &id, "']"].concat());
        let _ = group.toggle_attribute_with_force("data-problem", named.is_ok_and(|named| named.is_some()));
    }
}
