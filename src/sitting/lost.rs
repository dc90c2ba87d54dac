//! Answers that did not reach the server, in words that can be copied: those that gave way to another device's, and those that
//! wait on this device while the exam is elsewhere.

use super::dom::{all, attribute, by_id, focus, on, one, set_value, show, value, write};
use super::exam::{At, with};
use super::{fields, paper};
use crate::domain::item::ItemId;
use crate::domain::item::response::Response;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// Lets the candidate put away what gave way.
pub(super) fn set_up() {
    let Some(button) = by_id("put-away") else { return };
    on(&button, "click", |_| {
        with(|exam| {
            exam.journal.put_lost_away();
            exam.write_down();
        });
        show("overtaken", false);
        show_lost();
        if let Some(title) = paper::current().and_then(|question| one(&question, "h1")) {
            focus(&title);
        }
    });
}

/// What gave way to another device's answers, under the words that say so.
pub(super) fn show_lost() {
    let (locale, lost) = with(|exam| (exam.locale, copies(exam.journal.lost())));
    let rows = rows(&lost);
    let Some(notice) = by_id("overtaken").filter(|_| list("lost", &rows)) else { return };
    // After a reload nothing has been said yet.
    if notice.hidden()
        && let Some(place) = one(&notice, "p")
    {
        let numbers: Vec<String> = rows.iter().map(|(question, _)| attribute(question, "data-number")).collect();
        write(&place, &locale.sitting_overtaken_words(&numbers.join(", ")));
    }
    show("overtaken", true);
}

/// What waits here, while the exam goes on elsewhere: answers, or a line that has not been said.
pub(super) fn show_unsent() {
    let (at, unsent) = with(|exam| (exam.at, copies(exam.journal.unsent())));
    if at == At::Talk {
        let said = by_id("talk").and_then(|talk| one(&talk, "#reply textarea"));
        let said = said.map(|field| (value(&field), field)).filter(|(words, _)| !words.trim().is_empty());
        list("unsent", &said.map(|(words, field)| (field, words)).into_iter().collect::<Vec<_>>());
    } else {
        list("unsent", &rows(&unsent));
    }
}

/// Another tab of this browser goes on with the journal of this one: nothing waits here any more.
pub(super) fn took_along() {
    show("unsent", false);
}

fn copies<'r>(responses: impl Iterator<Item = (&'r ItemId, &'r Response)>) -> Vec<(ItemId, Response)> {
    responses.map(|(item, response)| (item.clone(), response.clone())).collect()
}

/// The questions of this page among them, in their order, with the answers in words.
fn rows(answers: &[(ItemId, Response)]) -> Vec<(HtmlElement, String)> {
    let row = |question: HtmlElement| {
        let item = paper::item(&question)?;
        let (_, response) = answers.iter().find(|(of, _)| *of == item)?;
        let words = fields::words(&question, response);
        Some((question, words))
    };
    paper::questions().into_iter().filter_map(row).collect()
}

/// Fills a place with one field for each; whether there is any. The first field stands there hidden, as the pattern.
fn list(id: &str, rows: &[(HtmlElement, String)]) -> bool {
    let Some(place) = by_id(id) else { return false };
    let Some(list) = one(&place, "[data-rows]") else { return false };
    let fields = all(&list, "label");
    for old in fields.iter().skip(1) {
        old.remove();
    }
    let Some(pattern) = fields.into_iter().next() else { return false };
    let locale = with(|exam| exam.locale);
    for (question, words) in rows {
        let copy = pattern.clone_node_with_deep(true).ok().and_then(|copy| copy.dyn_into::<HtmlElement>().ok());
        let Some(copy) = copy else { continue };
        let number = attribute(question, "data-number");
        if let (Some(name), false) = (one(&copy, "span"), number.is_empty()) {
            write(&name, &locale.sitting_lost_of(&number));
        }
        if let Some(field) = one(&copy, "textarea") {
            set_value(&field, words);
        }
        copy.set_hidden(false);
        let _ = list.append_child(&copy);
    }
    place.set_hidden(rows.is_empty());
    !rows.is_empty()
}
