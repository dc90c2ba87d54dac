//! What the browser keeps: the journal and who writes it, for all tabs; the lease, for one.
//!
//! The lease lies in the tab's own storage only while the page is being left: a tab that is duplicated must not find it, or
//! two would write under one lease.

use super::dom::window;
use super::wire;
use crate::domain::attempt::journal::Journal;
use crate::domain::id::{AttemptId, LeaseId};
use wasm_bindgen::JsValue;
use web_sys::Storage;

const PREFIX: &str = "rungs.sitting.";
/// A journal that nobody touched for so long belongs to a sitting that is over: a day, by the server's dates.
const FORGOTTEN_MS: f64 = 86_400_000.0;

fn shared() -> Option<Storage> {
    window().local_storage().ok()?
}

fn own() -> Option<Storage> {
    window().session_storage().ok()?
}

fn journal_key(attempt: AttemptId) -> String {
    format!("{PREFIX}journal.{attempt}")
}

/// The key under which tabs tell each other who writes.
pub(super) fn writer_key(attempt: AttemptId) -> String {
    format!("{PREFIX}writer.{attempt}")
}

/// What was written down before; nothing readable is nothing.
pub(super) fn read(attempt: AttemptId) -> Journal {
    let text = shared().and_then(|storage| storage.get_item(&journal_key(attempt)).ok()?);
    let written = text.as_deref().and_then(wire::read);
    let journal = |written| {
        let (waiting, lost) = (wire::entries(&written, "waiting"), wire::responses(&written, "lost"));
        Journal::of(waiting, lost, wire::unsaid(&written, "unsaid"))
    };
    written.map(journal).unwrap_or_default()
}

/// Writes the journal down; whether that was possible. `at` is the server's date of its last answer.
pub(super) fn write(attempt: AttemptId, journal: &Journal, at: f64) -> bool {
    let (waiting, lost) = (wire::of_entries(journal.entries()), wire::of_responses(journal.lost()));
    let unsaid = journal.unsaid().map_or(JsValue::NULL, wire::of_unsaid);
    let written = wire::object(&[("at", at.into()), ("waiting", waiting), ("lost", lost), ("unsaid", unsaid)]);
    let text = wire::write(&written);
    shared().is_some_and(|storage| storage.set_item(&journal_key(attempt), &text).is_ok())
}

/// Tells the other tabs of this browser that this one writes.
pub(super) fn claim(attempt: AttemptId, lease: LeaseId) {
    if let Some(storage) = shared() {
        let _ = storage.set_item(&writer_key(attempt), &lease.to_string());
    }
}

/// Whether another tab of this browser has said that it writes: then it has this one's journal too.
pub(super) fn is_claimed_from(attempt: AttemptId, lease: LeaseId) -> bool {
    let writer = shared().and_then(|storage| storage.get_item(&writer_key(attempt)).ok()?);
    writer.is_some_and(|writer| writer != lease.to_string())
}

/// Deletes what was kept of a sitting that is over.
pub(super) fn forget(attempt: AttemptId) {
    if let Some(storage) = shared() {
        let _ = storage.remove_item(&journal_key(attempt));
        let _ = storage.remove_item(&writer_key(attempt));
    }
}

/// Deletes what lies here of sittings that were over long before `now`, the server's date.
pub(super) fn forget_old(now: f64) {
    let Some(storage) = shared() else { return };
    let keys: Vec<String> = (0..storage.length().unwrap_or(0)).filter_map(|index| storage.key(index).ok()?).collect();
    for key in keys.iter().filter(|key| key.starts_with(PREFIX) && key.contains("journal")) {
        let text = storage.get_item(key).ok().flatten().unwrap_or_default();
        let at = wire::read(&text).map_or(0.0, |written| wire::number(&written, "at"));
        if now - at > FORGOTTEN_MS {
            let _ = storage.remove_item(key);
            let _ = storage.remove_item(&key.replace("journal", "writer"));
        }
    }
}

/// For the page that comes after this one in the same tab.
pub(super) fn hand_over(attempt: AttemptId, lease: LeaseId) {
    if let Some(storage) = own() {
        let _ = storage.set_item(&writer_key(attempt), &lease.to_string());
    }
}

/// From the page before this one. Taken once.
pub(super) fn handed_over(attempt: AttemptId) -> Option<LeaseId> {
    let storage = own()?;
    let lease = storage.get_item(&writer_key(attempt)).ok()??;
    let _ = storage.remove_item(&writer_key(attempt));
    lease.parse().ok()
}

/// Whether letters are shortcuts: some people's tools type letters for them.
pub(super) fn shortcuts() -> bool {
    shared().and_then(|storage| storage.get_item("rungs.shortcuts").ok()?).is_none()
}

pub(super) fn set_shortcuts(on: bool) {
    let Some(storage) = shared() else { return };
    let _ = if on { storage.remove_item("rungs.shortcuts") } else { storage.set_item("rungs.shortcuts", "off") };
}
