//! The player of an exam: a program of its own for the browser, over the page that `pages/learner/sitting` rendered. It reads
//! the forms, keeps the journal, counts down and sends; whatever is shown stands in the page already, and only its words and
//! its visibility change. It knows no framework, so that an exam loads in half the bytes of the islands.
//!
//! `exam` holds what all parts share, `link` talks to the server, `lost` shows what could not be sent; `paper`, `talk` and `halt`
//! are the three kinds of pages, `furniture` is what stands around each question, `review` the last look before handing in.

mod device;
mod dom;
mod exam;
mod fields;
mod furniture;
mod halt;
mod link;
mod lost;
mod net;
mod paper;
mod review;
mod store;
mod talk;
mod watch;
mod wire;

use exam::{At, Exam};
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once, when the program has been loaded.
#[wasm_bindgen(start)]
pub fn start() {
    // A fault of ours must not look as if answers were kept.
    std::panic::set_hook(Box::new(|_| dom::show("broken", true)));
    let Some(root) = dom::by_id("sitting") else { return };
    let Some(exam) = Exam::of(&root) else { return dom::show("broken", true) };
    let at = exam.at;
    exam::begin(exam);
    match at {
        At::Paper => paper::set_up(),
        At::Talk => talk::set_up(),
        At::Pause => halt::set_up(),
        At::Over => return halt::forget(),
    }
    review::set_up();
    watch::set_up();
    wasm_bindgen_futures::spawn_local(link::wake());
}
