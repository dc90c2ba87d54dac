//! The browser's way in: wakes the islands that the server rendered.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's script when the WASM module has been loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
