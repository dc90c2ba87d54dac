//! The pure heart: what a level, an item, a scenario and a staff file are, and what follows from them.
//!
//! Nothing here knows a clock, randomness, files, SQL, HTTP or HTML. "Now" and seeds are parameters.

pub mod access;
pub mod account;
pub mod assembly;
pub mod attempt;
pub mod canonical;
pub mod certificate;
pub mod competency;
pub mod content_id;
pub mod credential;
pub mod day;
pub mod digest;
pub mod education;
pub mod eligibility;
pub mod employment;
pub mod english;
pub mod facts;
pub mod form;
pub mod grading;
pub mod hours;
pub mod id;
pub mod item;
pub mod lesson;
pub mod level;
pub mod locale;
pub mod marks;
pub mod on_post;
pub mod outcome;
pub mod period;
pub mod points;
pub mod programme;
pub mod publication;
pub mod rung;
pub mod scenario;
pub mod seed;
pub mod slug;
pub mod staff_file;
pub mod verification;
mod word;
