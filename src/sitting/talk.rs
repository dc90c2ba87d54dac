//! The role-play part: says a line, and puts what the server then shows in the place of what stood there. A line that does
//! not get through is sent again; said twice, it is said once.

use super::dom::{announce, attribute, by_id, document, focus, now, on, one, say, set_value, show, source, value};
use super::exam::with;
use super::net::{Trouble, call, page};
use super::{link, watch, wire};
use std::cell::RefCell;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{DomParser, Event, HtmlElement, SupportedType};

thread_local! {
    /// The line that is on its way.
    static UNSAID: RefCell<Option<JsValue>> = const { RefCell::new(None) };
    /// What was said has been heard, but not shown yet.
    static UNSEEN: RefCell<bool> = const { RefCell::new(false) };
}

pub(super) fn set_up() {
    let Some(paper) = by_id("paper") else { return };
    on(&paper, "submit", |event| {
        event.prevent_default();
        if let Some(form) = source(&event, "form") {
            speak(&form);
        }
    });
    on(&paper, "input", |event| typed(&event));
}

/// The turn that the page shows, if it shows the conversation.
pub(super) fn turn() -> Option<u32> {
    attribute(&*by_id("talk")?, "data-version").parse().ok()
}

/// What was typed at this turn before stands in its field.
pub(super) fn open() {
    let words = with(|exam| exam.journal.unsaid().map(|unsaid| unsaid.words.clone()));
    let field = by_id("talk").and_then(|talk| one(&talk, "#reply textarea"));
    if let (Some(field), Some(words)) = (field, words) {
        set_value(&field, &words);
    }
}

fn typed(event: &Event) {
    let (Some(field), Some(turn)) = (source(event, "textarea"), turn()) else { return };
    with(|exam| {
        exam.journal.type_line(turn, value(&field));
        exam.write_down();
    });
    watch::show_line();
}

fn speak(form: &HtmlElement) {
    let locale = with(|exam| exam.locale);
    if UNSAID.with_borrow(Option::is_some) {
        return;
    }
    let reply = if attribute(form, "data-say") == "typed" {
        one(form, "textarea").map(|words| ("typed", value(&words)))
    } else {
        one(form, ":checked").map(|chosen| ("chosen", value(&chosen)))
    };
    let Some((way, words)) = reply else { return problem(locale.role_play_refused_unchosen()) };
    let line = with(|exam| {
        let reply = wire::object(&[(way, words.into())]);
        Some(wire::step(exam.attempt, exam.lease?, &[("version", turn()?.into()), ("reply", reply)]))
    });
    if line.is_some() {
        UNSAID.set(line);
        go_on();
    }
}

/// Whether a line is on its way, or was heard and is not shown yet.
pub(super) fn waits() -> bool {
    UNSAID.with_borrow(Option::is_some) || UNSEEN.with_borrow(|unseen| *unseen)
}

/// Sends the line that waits, or shows what is not shown yet.
pub(super) fn go_on() {
    let may = with(|exam| {
        let may = !exam.line.busy && !exam.leaving && exam.lease.is_some() && now() >= exam.line.not_before;
        exam.line.busy |= may && waits();
        may
    });
    if !may {
        return;
    }
    if let Some(line) = UNSAID.with_borrow(Clone::clone) {
        wasm_bindgen_futures::spawn_local(async move {
            match call("exam_reply", line).await {
                Ok(heard) => {
                    with(|exam| exam.reaches(heard.date_ms));
                    UNSAID.set(None);
                    answered(&heard.value).await;
                }
                // Another window went on: the page knows what to show.
                Err(Trouble::Stale) => {
                    with(|exam| exam.line.busy = false);
                    UNSAID.set(None);
                    see().await;
                }
                Err(trouble) => not_said(trouble),
            }
        });
    } else if UNSEEN.with_borrow(|unseen| *unseen) {
        wasm_bindgen_futures::spawn_local(see());
    }
}

async fn answered(said: &JsValue) {
    match wire::text(said, "said").as_str() {
        "refused" => problem(&with(|exam| exam.locale).refusal(wire::refusal(said))),
        "elsewhere" => link::elsewhere(Some(&wire::other(said))),
        "over" if !with(|exam| exam.shows(wire::stands(said))) => link::leave(),
        "heard" => see().await,
        _ => {}
    }
}

fn not_said(trouble: Trouble) {
    link::failed(trouble);
    problem(with(|exam| exam.locale).sitting_talk_unsent());
}

fn problem(words: &str) {
    say("reply-problem", words);
    show("reply-problem", true);
}

/// Fetches the conversation as it is now and puts it in its place.
async fn see() {
    UNSEEN.set(true);
    let shown = match page().await {
        Ok(html) => put(&html),
        Err(trouble) => return link::failed(trouble),
    };
    UNSEEN.set(false);
    with(|exam| {
        exam.line.busy = false;
        exam.line.failures = 0;
        exam.line.trouble = None;
        exam.journal.meet_turn(turn());
        exam.write_down();
    });
    // Another part, or the end, stands on that page.
    if !shown {
        return link::leave();
    }
    open();
    watch::show_line();
    let locale = with(|exam| exam.locale);
    let Some(talk) = by_id("talk") else { return };
    if talk.has_attribute("data-ended") {
        announce(locale.role_play_ended_title());
    } else if let Some(line) = one(&talk, "#now") {
        let name = one(&line, ".speaker").and_then(|name| name.text_content()).unwrap_or_default();
        let words = one(&line, "p").and_then(|words| words.text_content()).unwrap_or_default();
        announce(&locale.role_play_said_customer(&name, &words));
    }
    let places = ["#reply input[type=radio]", "#reply textarea", "#reply"];
    if let Some(place) = places.into_iter().find_map(|place| one(&talk, place)) {
        focus(&place);
    }
    if let Some(line) = by_id("now") {
        line.scroll_into_view();
    }
}

fn put(html: &str) -> bool {
    let parsed = DomParser::new().and_then(|parser| parser.parse_from_string(html, SupportedType::TextHtml));
    let fresh = parsed.ok().and_then(|page| page.get_element_by_id("talk"));
    let (Some(fresh), Some(old)) = (fresh, by_id("talk")) else { return false };
    let Ok(fresh) = document().adopt_node(fresh.unchecked_ref()) else { return false };
    old.replace_with_with_node_1(&fresh).is_ok()
}
