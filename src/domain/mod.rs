//! The pure heart: what a level, an item, a scenario and a staff file are, and what follows from them.
//!
//! Nothing here knows a clock, randomness, files, SQL, HTTP or HTML. "Now" and seeds are parameters.

pub mod access;
pub mod competency;
pub mod content_id;
pub mod id;
pub mod item;
pub mod lesson;
pub mod level;
pub mod locale;
pub mod points;
pub mod scenario;
pub mod seed;
