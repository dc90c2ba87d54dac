//! What happens without anybody pressing anything: the clock, the next try, the questions to the server, the browser's own
//! news; and the words that say how the line stands.

use super::dom::{announce, attribute, by_id, document, every, is, mark, now, on, one, say, show, window, write};
use super::exam::{At, Exam, with};
use super::net::Trouble;
use super::{link, lost, review, store, talk};
use crate::domain::attempt::pace::{digits, last_minutes, minutes_to_tell, time_in_china};
use wasm_bindgen::JsCast as _;
use web_sys::{Event, StorageEvent};

const TICK_MS: i32 = 500;
/// In the last so many minutes the clock stands out.
const URGENT: i64 = 5;
/// So often a page that hears nothing asks how things stand.
const QUIET_MS: f64 = 30_000.0;
/// And so often when the time is up, until the server has collected.
const UP_MS: f64 = 1_500.0;

pub(super) fn set_up() {
    tick();
    every(TICK_MS, tick);
    on(&window(), "online", |_| hurry());
    on(&window(), "offline", |_| show_line());
    on(&window(), "focus", |_| link::ask());
    on(&window(), "pagehide", |_| link::part_from_page());
    // A page from the browser's memory has parted from its lease.
    on(&window(), "pageshow", |event| {
        if is(event.unchecked_ref(), "persisted") {
            link::leave();
        }
    });
    on(&document(), "visibilitychange", |_| {
        if document().hidden() {
            link::send(true);
        } else {
            link::ask();
        }
    });
    on(&window(), "storage", |event| written(&event));
    if let Some(button) = by_id("take-back") {
        on(&button, "click", |_| wasm_bindgen_futures::spawn_local(link::take_back()));
    }
}

/// The network is back: no need to wait for the next try.
fn hurry() {
    with(|exam| exam.line.not_before = 0.0);
    if with(|exam| exam.journal.waiting() > 0) {
        link::send(true);
    } else if talk::waits() {
        talk::go_on();
    } else {
        link::ask();
    }
    show_line();
}

/// Another tab of this browser writes now.
fn written(event: &Event) {
    let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
    let (attempt, lease) = with(|exam| (exam.attempt, exam.lease));
    let Some(writer) = event.new_value().filter(|_| event.key().as_deref() == Some(&store::writer_key(attempt))) else {
        return;
    };
    match lease {
        Some(lease) if writer != lease.to_string() => link::elsewhere(None),
        Some(_) => {}
        // The server was quicker to say that the exam is elsewhere than the other tab.
        None => lost::took_along(),
    }
}

fn tick() {
    let now = now();
    let (before, left, at) = with(|exam| {
        let left = exam.countdown.left_ms(now);
        (std::mem::replace(&mut exam.left_ms, left), left, exam.at)
    });
    show_time(left);
    let locale = with(|exam| exam.locale);
    if let Some(minutes) = minutes_to_tell(before, left) {
        announce(&locale.sitting_minutes_left(minutes));
    }
    let is_here = with(|exam| exam.lease.is_some() && !exam.leaving);
    if !is_here {
        return;
    }
    let is_up = left <= 0.0;
    if is_up && before > 0.0 && at != At::Pause {
        review::lock();
    }
    let (may_try, has_waiting, is_due, is_quiet) = with(|exam| {
        let line = &exam.line;
        let has_waiting = exam.journal.waiting() > 0;
        // What waits after a failure, or was never sent.
        let is_due = line.due.is_none_or(|due| now >= due || line.failures > 0);
        let quiet = if is_up { UP_MS } else { QUIET_MS };
        let is_quiet = now - line.last_heard > quiet || line.failures > 0;
        (!line.busy && now >= line.not_before, has_waiting, is_due || is_up, is_quiet)
    });
    if !may_try {
        return;
    }
    if has_waiting && is_due {
        link::send(false);
    } else if talk::waits() {
        talk::go_on();
    } else if with(|exam| exam.handing_in) {
        review::go_on();
    } else if is_quiet {
        link::ask();
    }
    review::show_progress();
}

fn show_time(left: f64) {
    say("clock", &digits(left));
    if let Some(word) = by_id("time-word") {
        let (locale, last) = (with(|exam| exam.locale), last_minutes(left));
        let words = match last {
            None => attribute(&word, "data-words"),
            Some(_) if left <= 0.0 => locale.sitting_time_up().to_owned(),
            Some(minutes) => locale.sitting_last_minutes(minutes),
        };
        write(&word, &words);
        mark(&word, "data-last", last.is_some_and(|last| last <= URGENT));
    }
    let share = with(|exam| left / exam.whole_ms * 1000.0).clamp(0.0, 1000.0);
    if let Some(sand) = document().get_element_by_id("sand") {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a thousand")]
        let mille = share as u32;
        let _ = sand.set_attribute("width", &format!("{}.{}%", mille / 10, mille % 10));
    }
}

/// The state of the answers in the strip, and what may have to be said above the paper.
pub(super) fn show_line() {
    let (state, words, trouble, is_here, stores, had) = with(|exam| {
        let (state, words) = state(exam);
        (state, words, exam.line.trouble, !exam.away, exam.line.stores, exam.line.told)
    });
    if let Some(saved) = by_id("saved") {
        for each in super::dom::all(&saved, "[data-of]") {
            let shown = attribute(&each, "data-of") == state;
            each.set_hidden(!shown);
            if shown && let Some(place) = one(&each, "time, span") {
                write(&place, &words);
            }
        }
    }
    let offline = trouble == Some(Trouble::Offline) || !window().navigator().on_line();
    show("offline", is_here && offline);
    show("refused", is_here && !offline && matches!(trouble, Some(Trouble::Refused | Trouble::Stale)));
    show("signed-out", is_here && !offline && trouble == Some(Trouble::SignedOut));
    show("unstored", is_here && !stores);
    let locale = with(|exam| exam.locale);
    let trouble = if offline { Some(Trouble::Offline) } else { trouble };
    if is_here && had != trouble {
        with(|exam| exam.line.told = trouble);
        announce(match trouble {
            None => locale.sitting_back_online(),
            Some(Trouble::Offline) => locale.sitting_now_local(),
            Some(Trouble::Refused | Trouble::Stale) => locale.sitting_now_problem(),
            Some(Trouble::SignedOut) => locale.sitting_signed_out_title(),
        });
    }
}

/// The time of day of an instant of the server's.
pub(super) fn time(at_ms: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "dates are far from the end of numbers")]
    let seconds = (at_ms / 1000.0) as i64;
    time_in_china(seconds)
}

/// Which of the strip's states holds, and its words.
fn state(exam: &Exam) -> (&'static str, String) {
    let waiting = i64::try_from(exam.journal.waiting()).unwrap_or(0);
    if exam.away {
        return ("", String::new());
    }
    if exam.lease.is_none() {
        return ("opening", String::new());
    }
    match exam.line.trouble {
        _ if waiting == 0 => ("saved", time(exam.line.saved_ms)),
        Some(Trouble::Refused | Trouble::Stale) => ("problem", exam.locale.sitting_not_saved(waiting)),
        Some(Trouble::Offline | Trouble::SignedOut) | None => ("local", exam.locale.sitting_only_here(waiting)),
    }
}
