//! The pause between two parts, and the end.

use super::dom::{by_id, on};
use super::exam::with;
use super::net::call;
use super::{link, store, wire};

pub(super) fn set_up() {
    let Some(button) = by_id("begin") else { return };
    on(&button, "click", |_| begin());
}

/// Begins the next part; pressed twice, it begins once.
fn begin() {
    let begin = with(|exam| {
        let lease = exam.lease.filter(|_| !exam.line.busy && !exam.leaving)?;
        exam.line.busy = true;
        Some(wire::step(exam.attempt, lease, &[]))
    });
    let Some(begin) = begin else { return };
    wasm_bindgen_futures::spawn_local(async move {
        match call("exam_begin_part", begin).await {
            Ok(heard) => link::stepped(&heard),
            Err(trouble) => link::failed(trouble),
        }
    });
}

/// The sitting is over: nothing of it stays on this device.
pub(super) fn forget() {
    store::forget(with(|exam| exam.attempt));
    super::dom::show("forgotten", true);
}
