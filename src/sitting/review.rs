//! The last look before handing in, and handing in: only when everything is durable.

use super::dom::{all, by_id, focus, now, on, one, say, set, show, source, window};
use super::exam::{At, with};
use super::fields::Fullness;
use super::net::call;
use super::{link, paper, talk, watch, wire};
use crate::domain::attempt::pace::minutes;
use crate::domain::form::PartKind;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{HtmlDialogElement, HtmlElement};

fn dialog() -> Option<HtmlDialogElement> {
    by_id("review")?.dyn_into().ok()
}

pub(super) fn set_up() {
    on(&super::dom::document(), "click", |event| {
        if source(&event, "[data-review]").is_some() {
            open();
        }
    });
    let Some(dialog) = dialog() else { return };
    on(&dialog, "close", |_| with(|exam| exam.handing_in = false));
    on(&dialog, "click", |event| {
        if source(&event, "#review-back, a").is_some() {
            close();
        } else if source(&event, "#hand-in").is_some() {
            with(|exam| exam.handing_in = true);
            link::send(true);
            show_progress();
        }
    });
}

fn open() {
    let Some(dialog) = dialog() else { return };
    link::send(true);
    fill();
    say("handing-in", "");
    let _ = dialog.show_modal();
    if let Some(title) = by_id("review-title") {
        focus(&title);
    }
}

pub(super) fn close() {
    if let Some(dialog) = dialog()
        && dialog.open()
    {
        dialog.close();
    }
}

/// What is missing, flagged or not safe yet, with links; and how much time there is to see to it.
fn fill() {
    let (locale, at, left) = with(|exam| (exam.locale, exam.at, exam.countdown.left_ms(now())));
    say("review-left", &locale.sitting_review_left(&minutes(left)));
    if at == At::Talk {
        let ended = by_id("talk").is_some_and(|talk| talk.has_attribute("data-ended"));
        say("review-title", if ended { locale.sitting_review_talk_ended() } else { locale.sitting_review_talk() });
        show("review-talk", !ended);
        return weigh(ended);
    }
    let standing: Vec<(Fullness, bool, bool)> =
        paper::questions().iter().map(|question| paper::standing(question)).collect();
    let missing = standing.iter().filter(|(fullness, ..)| *fullness != Fullness::Full).count();
    let title =
        if missing == 0 { locale.sitting_review_all(&standing.len()) } else { locale.sitting_review_missing(&missing) };
    say("review-title", &title);
    list("blank", |index| standing[index].0 == Fullness::Blank);
    list("partly", |index| standing[index].0 == Fullness::Partly);
    list("flagged", |index| standing[index].1);
    list("local", |index| standing[index].2);
    weigh(missing == 0);
}

/// The primary button is what is best to do next.
fn weigh(is_complete: bool) {
    for (id, is_primary) in [("hand-in", is_complete), ("review-back", !is_complete)] {
        if let Some(button) = by_id(id) {
            button.set_class_name(if is_primary { "btn primary" } else { "btn" });
        }
    }
}

fn list(of: &str, belongs: impl Fn(usize) -> bool) {
    let Some(place) = dialog().and_then(|dialog| one(&dialog, &format!("[data-list={of}]"))) else { return };
    let (Some(list), Some(palette)) = (one(&place, "ol"), by_id("palette")) else { return };
    list.set_inner_html("");
    let rows: Vec<HtmlElement> = all(&palette, "li");
    let mut any = false;
    for (_, row) in rows.iter().enumerate().filter(|(index, _)| belongs(*index)) {
        if let Ok(copy) = row.clone_node_with_deep(true) {
            let _ = list.append_child(&copy);
            any = true;
        }
    }
    place.set_hidden(!any);
}

/// Says how handing in goes.
pub(super) fn show_progress() {
    let Some(words) = with(|exam| {
        let locale = exam.locale;
        exam.handing_in.then(|| match (exam.line.trouble, exam.journal.waiting()) {
            (Some(_), _) => locale.sitting_hand_in_offline().to_owned(),
            (None, 0) => locale.sitting_handing_in_now().to_owned(),
            (None, waiting) => locale.sitting_handing_in(i64::try_from(waiting).unwrap_or(0)),
        })
    }) else {
        return;
    };
    say("handing-in", &words);
}

/// Hands in, if that is wanted and nothing waits any more.
pub(super) fn go_on() {
    let submit = with(|exam| {
        let nothing_waits = exam.journal.waiting() == 0 && !talk::waits();
        let may = exam.handing_in && nothing_waits && !exam.line.busy && !exam.leaving;
        let lease = exam.lease.filter(|_| may)?;
        exam.line.busy = true;
        let part = exam.part.map_or(JsValue::NULL, |part: PartKind| part.id().into());
        Some(wire::step(exam.attempt, lease, &[("part", part)]))
    });
    let Some(submit) = submit else { return };
    wasm_bindgen_futures::spawn_local(async move {
        match call("exam_submit", submit).await {
            Ok(heard) => link::stepped(&heard),
            Err(trouble) => link::failed(trouble),
        }
        show_progress();
    });
}

/// Time is up: nothing can be changed any more.
pub(super) fn lock() {
    close();
    for place in ["paper", "beside"] {
        if let Some(place) = by_id(place) {
            set(&place, "inert", true);
        }
    }
    show("up", true);
    if let Some(title) = by_id("up-title") {
        focus(&title);
    }
    window().scroll_to_with_x_and_y(0.0, 0.0);
    watch::show_line();
}
