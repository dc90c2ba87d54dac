//! The line to the server: waking up, sending what waits, asking how things stand, and giving way to another device.

use super::dom::{announce, by_id, focus, now, say, show, sleep, window};
use super::exam::{At, Exam, with};
use super::net::{Heard, Trouble, call, send_off};
use super::wire::{self, Holds, Other, Stands};
use super::{device, lost, paper, review, store, talk, watch};
use wasm_bindgen::JsValue;

/// Takes over, brings the page up to date, and lets the candidate begin. Tries until it works.
pub(super) async fn wake() {
    let attempt = with(|exam| exam.attempt);
    let mut lease = store::handed_over(attempt);
    let heard = loop {
        let heard = match lease {
            Some(lease) => call("exam_state", wire::about(attempt, lease)).await,
            None => call("exam_take_over", wire::taking_over(attempt, &device::device())).await,
        };
        match heard {
            Ok(heard) => {
                // The page before this one wrote, and still does.
                let is_ours = lease.is_none_or(|lease| wire::holds(&heard.value) == Holds::Here(lease));
                if is_ours {
                    break heard;
                }
                lease = None;
            }
            Err(trouble) => {
                let wait = with(|exam| {
                    exam.fails(trouble);
                    exam.line.not_before - now()
                });
                watch::show_line();
                sleep(wait).await;
            }
        }
    };
    let standing = wire::stands(&heard.value);
    let is_here = with(|exam| {
        exam.reaches(heard.date_ms);
        exam.line.saved_ms = heard.date_ms;
        hear_time(exam, standing, heard.asked, heard.arrived);
        exam.lease = match wire::holds(&heard.value) {
            Holds::Here(lease) => Some(lease),
            Holds::Elsewhere(_) | Holds::Over => None,
        };
        exam.lease.is_some() && exam.shows(standing)
    });
    if !is_here {
        return leave();
    }
    let overtaken = with(|exam| {
        if let Some(lease) = exam.lease {
            store::claim(attempt, lease);
        }
        exam.journal = store::read(attempt);
        let overtaken = exam.journal.meet(wire::kept(&heard.value));
        exam.journal.meet_turn(talk::turn());
        exam.write_down();
        store::forget_old(exam.line.server_ms);
        overtaken
    });
    match with(|exam| exam.at) {
        At::Paper => paper::open(&overtaken),
        At::Talk => talk::open(),
        At::Pause | At::Over => {}
    }
    for place in ["paper", "beside"] {
        if let Some(place) = by_id(place) {
            let _ = place.remove_attribute("inert");
        }
    }
    watch::show_line();
    send(true);
}

/// Sends what waits, in one request at a time. `at_once` does not wait for the end of a pause between tries.
pub(super) fn send(at_once: bool) {
    let batch = with(|exam| {
        let may = !exam.line.busy && !exam.leaving && (at_once || now() >= exam.line.not_before);
        let lease = exam.lease.filter(|_| may)?;
        let saves = exam.journal.batch();
        exam.line.due = None;
        if saves.is_empty() {
            return None;
        }
        exam.line.busy = true;
        exam.write_down();
        Some(wire::batch(exam.attempt, lease, &saves))
    });
    let Some(batch) = batch else { return review::go_on() };
    wasm_bindgen_futures::spawn_local(async move {
        match call("exam_save", batch).await {
            Ok(heard) => saved(heard),
            Err(trouble) => failed(trouble),
        }
    });
}

/// The page goes away: what waits is sent off, and the next page of this tab gets the lease.
pub(super) fn part_from_page() {
    let batch = with(|exam| {
        let lease = exam.lease?;
        store::hand_over(exam.attempt, lease);
        let saves = exam.journal.batch();
        exam.write_down();
        (!saves.is_empty()).then(|| wire::batch(exam.attempt, lease, &saves))
    });
    if let Some(batch) = batch {
        send_off("exam_save", batch);
    }
}

fn saved(Heard { value, asked, arrived, date_ms }: Heard) {
    if wire::text(&value, "saved") == "elsewhere" {
        return elsewhere(Some(&wire::other(&value)));
    }
    let (acknowledged, standing) = (wire::acknowledged(&value), wire::stands(&value));
    let (news, waits) = with(|exam| {
        exam.reaches(date_ms);
        hear_time(exam, standing, asked, arrived);
        let news = exam.journal.acknowledge(&acknowledged);
        if exam.journal.waiting() == 0 {
            exam.line.saved_ms = date_ms;
        }
        exam.write_down();
        (news, exam.journal.waiting() > 0 && exam.line.due.is_none())
    });
    if !with(|exam| exam.shows(standing)) {
        return leave();
    }
    watch::show_line();
    paper::acknowledged(&acknowledged, &news.unfit);
    if !news.overtaken.is_empty() {
        ask();
    }
    if waits {
        return send(true);
    }
    review::go_on();
}

/// A call did not do what it was for.
pub(super) fn failed(trouble: Trouble) {
    with(|exam| exam.fails(trouble));
    watch::show_line();
}

/// A step was taken, before or now, or cannot be: the page as it stands then shows which.
pub(super) fn stepped(heard: &Heard) {
    if wire::text(&heard.value, "step") == "elsewhere" {
        elsewhere(Some(&wire::other(&heard.value)));
    } else {
        leave();
    }
}

/// Asks how things stand: time, lease, part.
pub(super) fn ask() {
    let about = with(|exam| {
        let may = !exam.line.busy && !exam.leaving && exam.lease.is_some();
        exam.line.busy |= may;
        exam.lease.filter(|_| may).map(|lease| wire::about(exam.attempt, lease))
    });
    let Some(about) = about else { return };
    wasm_bindgen_futures::spawn_local(async move {
        match call("exam_state", about).await {
            Ok(heard) => stands(heard),
            Err(trouble) => failed(trouble),
        }
    });
}

fn stands(Heard { value, asked, arrived, date_ms }: Heard) {
    let standing = wire::stands(&value);
    let (lease, shows) = with(|exam| {
        exam.reaches(date_ms);
        hear_time(exam, standing, asked, arrived);
        (exam.lease, exam.shows(standing))
    });
    match wire::holds(&value) {
        Holds::Here(held) if Some(held) == lease => {}
        Holds::Here(_) => return elsewhere(None),
        Holds::Elsewhere(other) => return elsewhere(Some(&other)),
        Holds::Over => return leave(),
    }
    if !shows {
        return leave();
    }
    if with(|exam| exam.at) == At::Paper {
        let overtaken = with(|exam| {
            let overtaken = exam.journal.meet(wire::kept(&value));
            exam.write_down();
            overtaken
        });
        paper::refresh(&overtaken);
    }
    watch::show_line();
    send(true);
}

fn hear_time(exam: &mut Exam, standing: Stands, asked: f64, arrived: f64) {
    let (Stands::Part { remaining_ms, .. } | Stands::Pause { remaining_ms }) = standing else { return };
    if exam.shows(standing) {
        exam.countdown.hear(asked, arrived, remaining_ms);
    }
}

/// Shows the page anew: another part, the pause, the end. What is still to be sent is sent from there.
pub(super) fn leave() {
    let is_first = with(|exam| !std::mem::replace(&mut exam.leaving, true));
    if !is_first {
        return;
    }
    let path = window().location().pathname().unwrap_or_default();
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    let _ = window().location().reload();
}

/// Another device writes now, or another tab of this browser. This one keeps quiet: it neither sends nor writes anything down.
pub(super) fn elsewhere(by: Option<&Other>) {
    let (locale, attempt, lease) = with(|exam| {
        exam.line.busy = false;
        exam.handing_in = false;
        exam.away = true;
        (exam.locale, exam.attempt, exam.lease.take())
    });
    let Some(lease) = lease else { return };
    let words = match by {
        Some(Other { device, since_ms }) => {
            let device = if device.is_empty() { locale.sitting_elsewhere_device() } else { device };
            locale.sitting_elsewhere_words(&device, &watch::time(*since_ms))
        }
        None => locale.sitting_elsewhere_tab_words().to_owned(),
    };
    review::close();
    for (id, shown) in
        [("paper", false), ("beside", false), ("offline", false), ("refused", false), ("elsewhere", true)]
    {
        show(id, shown);
    }
    say("elsewhere-words", &words);
    if !store::is_claimed_from(attempt, lease) {
        lost::show_unsent();
    }
    watch::show_line();
    announce(locale.sitting_elsewhere_title());
    if let Some(title) = by_id("elsewhere-title") {
        focus(&title);
    }
}

/// Takes the exam back to this device.
pub(super) async fn take_back() {
    let attempt = with(|exam| exam.attempt);
    show("elsewhere-problem", false);
    let heard = call("exam_take_over", wire::taking_over(attempt, &device::device())).await;
    match heard {
        Ok(heard) => {
            if let Holds::Here(lease) = wire::holds(&heard.value) {
                store::hand_over(attempt, lease);
                store::claim(attempt, lease);
            }
            leave();
        }
        Err(_) => show("elsewhere-problem", true),
    }
}
