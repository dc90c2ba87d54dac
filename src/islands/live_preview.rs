//! Looks at an item while it is written: after a short rest it sends the form's fields and puts the answer into the page. All
//! that it shows is made on the server; without script a button does the same.

use crate::api::item_preview::item_preview;
use crate::domain::item::ItemId;
use crate::domain::locale::Locale;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use std::time::Duration;

/// So long nobody must have typed.
const REST: Duration = Duration::from_millis(350);

#[island]
pub fn LivePreview(locale: Locale, item: ItemId) -> impl IntoView {
    let words = RwSignal::new("");
    // Counts what was typed: an answer to something older is not shown.
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let item = item.clone();
        let typed = window_event_listener(leptos::ev::input, move |_| {
            let item = item.clone();
            turn.update_value(|turn| *turn += 1);
            let mine = turn.get_value();
            set_timeout(move || spawn_local(look(locale, item, words, turn, mine)), REST);
        });
        on_cleanup(move || typed.remove());
    });
    view! { <p class="small muted" role="status">{move || words.get()}</p> }
}

async fn look(locale: Locale, item: ItemId, words: RwSignal<&'static str>, turn: StoredValue<u32>, mine: u32) {
    let is_last = move || turn.get_value() == mine;
    if !is_last() {
        return;
    }
    words.set(locale.editor_looking());
    let found = item_preview(item, fields()).await;
    if !is_last() {
        return;
    }
    match (found, document().get_element_by_id("live")) {
        (Ok(html), Some(place)) => {
            place.set_inner_html(&html);
            mark(&place);
            words.set("");
        }
        (Ok(_) | Err(_), _) => words.set(locale.editor_unreachable()),
    }
}

/// Every named control of the form with its value, as a browser would send it.
fn fields() -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let Some(form) = document().get_element_by_id("item-form") else { return fields };
    let all = form.get_elements_by_tag_name("*");
    for control in (0..all.length()).filter_map(|index| all.item(index)) {
        if let (Some(name), Some(value)) = (control.get_attribute("name"), value(&control)) {
            fields.push((name, value));
        }
    }
    fields
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
fn mark(place: &Element) {
    let groups = document().get_elements_by_class_name("field");
    for group in (0..groups.length()).filter_map(|index| groups.item(index)) {
        let own = Some(group.id()).filter(|id| !id.is_empty());
        let control = || group.query_selector("[name]").ok().flatten().map(|control| control.id());
        let id = own.or_else(control).unwrap_or_default();
        let named = place.query_selector(&format!(".problem a[href='#{id}']"));
        let _ = group.toggle_attribute_with_force("data-problem", named.is_ok_and(|named| named.is_some()));
    }
}
