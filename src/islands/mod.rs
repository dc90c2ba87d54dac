//! What must live in the browser. Everything here also renders on the server, and works there without script.

pub mod live_preview;
pub mod role_play;
